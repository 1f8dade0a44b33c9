"""Worlds with grant lists, on each engine, audited when the test is done."""

import pytest

from tests.features.conftest import OpenWorld, open_world, unsound_world, world, world_2026
from tests.grantlists.bureau import Bureau

__all__ = ["open_world", "unsound_world", "world", "world_2026"]


@pytest.fixture
def bureau(open_world: OpenWorld) -> Bureau:
    """A city with a company that pays subsidies by list."""
    return Bureau(open_world("2021-05-28T10:00:00+08:00"))


@pytest.fixture
def bureau_2026(open_world: OpenWorld) -> Bureau:
    """The same, while digital yuan is the operators' liability."""
    return Bureau(open_world("2026-05-28T10:00:00+08:00"))
