"""Worlds, as the features' tests have them, and a marketplace in them."""

import pytest

from tests.features.conftest import open_world, unsound_world, world, world_2026
from tests.features.world import World
from tests.splits.market import Market

__all__ = ["market", "open_world", "unsound_world", "world", "world_2026"]


@pytest.fixture
def market(world: World) -> Market:
    """A platform with two sellers at one bank, and a payer."""
    return Market(world)
