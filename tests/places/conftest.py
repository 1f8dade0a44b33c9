"""Worlds with villages, on each engine, audited when the test is done."""

from collections.abc import Iterator

import pytest

from tests.features.conftest import OpenWorld, open_world, unsound_world, world, world_2026
from tests.features.test_races import Race
from tests.places.country import Country
from tests.programs.tills import assert_takings_are_what_was_paid

__all__ = ["open_world", "unsound_world", "world", "world_2026"]


@pytest.fixture
def country(open_world: OpenWorld) -> Iterator[Country]:
    """Villages with a shop, and a company that funds programs."""
    made = Country(open_world("2020-10-12T10:00:00+08:00"))
    yield made
    assert_takings_are_what_was_paid(made.world)


@pytest.fixture
def race(country: Country) -> Iterator[Race]:
    """Two platforms with their threads, at the same villages."""
    made = Race(country.world)
    yield made
    made.platforms[1].close()
