"""Worlds of these tests."""

from datetime import date
from typing import Any

import pytest

from jiaozi.statements.build import statement
from jiaozi.statements.model import Statement
from tests.features.conftest import open_world, unsound_world, world
from tests.features.world import World

__all__ = ["open_world", "unsound_world", "world"]


class Teller:
    """Asks a world for statements."""

    def __init__(self, world: World) -> None:
        self.world = world

    def asked(self, wallet: int, first: date, last: date) -> Any:
        """A statement or its refusal."""
        with self.world.platform.snapshot() as connection:
            return statement(connection, self.world.wallet(wallet), first, last, self.world.clock.now())

    def of(self, wallet: int, first: date, last: date) -> Statement:
        """A statement that must be given."""
        found = self.asked(wallet, first, last)
        assert isinstance(found, Statement), found
        return found


@pytest.fixture
def teller(world: World) -> Teller:
    return Teller(world)
