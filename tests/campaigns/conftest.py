"""Worlds with campaigns, on each engine, audited when the test is done."""

import pytest

from tests.campaigns.square import Square
from tests.features.conftest import OpenWorld, open_world, unsound_world, world, world_2026

__all__ = ["open_world", "unsound_world", "world", "world_2026"]


@pytest.fixture
def square(open_world: OpenWorld) -> Square:
    """A city with a company that funds a program, of which claims are drawn; Shanghai's festival of 2021."""
    return Square(open_world("2021-05-28T10:00:00+08:00"))


@pytest.fixture
def square_2026(open_world: OpenWorld) -> Square:
    """The same, while digital yuan is the operators' liability."""
    return Square(open_world("2026-05-28T10:00:00+08:00"))
