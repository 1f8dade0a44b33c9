"""Worlds with a sender and people who claim, on each engine, audited when the test is done."""

import pytest

from tests.envelopes.family import Family
from tests.features.conftest import open_world, unsound_world, world, world_2026
from tests.features.world import World

__all__ = ["open_world", "unsound_world", "world", "world_2026"]


@pytest.fixture
def family(world: World) -> Family:
    """A family, while digital yuan is the central bank's liability."""
    return Family(world)
