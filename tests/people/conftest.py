"""Worlds of these tests, audited with every invariant there is."""

from collections.abc import Callable

import pytest

from jiaozi.invariants import FEATURE_INVARIANTS
from tests.features.conftest import open_world, unsound_world
from tests.features.world import World

__all__ = ["open_world", "unsound_world"]
PAPER = "ab" * 32


@pytest.fixture
def world(open_world: Callable[..., World]) -> World:
    found = open_world()
    found.invariants = FEATURE_INVARIANTS
    return found
