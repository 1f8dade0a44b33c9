"""Cities with templates, on each engine, audited when the test is done."""

import pytest

from tests.features.conftest import OpenWorld, open_world, unsound_world, world, world_2026
from tests.templates.desk import Bureau

__all__ = ["open_world", "unsound_world", "world", "world_2026"]


@pytest.fixture
def bureau(open_world: OpenWorld) -> Bureau:
    """A city whose central bank approves templates."""
    return Bureau(open_world("2026-03-02T10:00:00+08:00"))
