"""Worlds with people whose devices sign, audited with the invariants of devices too."""

from collections.abc import Callable

import pytest

from jiaozi.invariants import FEATURE_INVARIANTS
from tests.features.conftest import open_world, unsound_world
from tests.features.world import World

__all__ = ["open_world", "unsound_world"]


@pytest.fixture
def world(open_world: Callable[..., World]) -> World:
    """A world on 15 May 2022."""
    made = open_world()
    made.invariants = FEATURE_INVARIANTS
    return made
