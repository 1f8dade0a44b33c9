"""Worlds with programs, on each engine, audited when the test is done."""

from collections.abc import Iterator

import pytest

from tests.features.conftest import OpenWorld, open_world, unsound_world, world, world_2026
from tests.features.test_races import Race
from tests.programs.city import City
from tests.programs.tills import assert_takings_are_what_was_paid

__all__ = ["open_world", "unsound_world", "world", "world_2026"]


@pytest.fixture
def city(open_world: OpenWorld) -> Iterator[City]:
    """A city with a company that funds programs, while digital yuan is the central bank's liability."""
    made = City(open_world("2020-10-12T10:00:00+08:00"))
    yield made
    assert_takings_are_what_was_paid(made.world)


@pytest.fixture
def city_2026(open_world: OpenWorld) -> Iterator[City]:
    """The same, while digital yuan is the operators' liability."""
    made = City(open_world("2026-03-02T10:00:00+08:00"))
    yield made
    assert_takings_are_what_was_paid(made.world)


@pytest.fixture
def race(city: City) -> Iterator[Race]:
    """Two platforms with their threads, at the same city."""
    made = Race(city.world)
    yield made
    made.platforms[1].close()
