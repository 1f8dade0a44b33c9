"""Worlds of these tests: the features' own, with the invariants of interest."""

import pytest

from jiaozi.invariants import FEATURE_INVARIANTS
from tests.features.conftest import OpenWorld, open_world  # noqa: F401 - a fixture
from tests.features.world import NEW_YEAR_2026, World


@pytest.fixture
def world_2026(open_world: OpenWorld) -> World:  # noqa: F811
    """A world on 1 January 2026."""
    world = open_world(NEW_YEAR_2026)
    world.invariants = FEATURE_INVARIANTS
    return world
