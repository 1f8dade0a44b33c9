"""Receivers on real sockets, and worlds whose webhooks run when the test says so."""

from collections.abc import Callable, Iterator

import pytest

from tests.features.conftest import open_world, world
from tests.features.world import World
from tests.webhooks.desk import Desk
from tests.worlds.receiver import Receiver

__all__ = ["open_world", "world"]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver over plain HTTP on loopback."""
    made = Receiver()
    yield made
    made.stop()


@pytest.fixture
def new_receiver() -> Iterator[Callable[[], Receiver]]:
    """Further receivers."""
    made: list[Receiver] = []

    def start() -> Receiver:
        made.append(Receiver())
        return made[-1]

    yield start
    for each in made:
        each.stop()


@pytest.fixture
def desk(world: World) -> Iterator[Desk]:
    """A bank, a payer and a shop, with webhooks to be sent."""
    made = Desk(world)
    yield made
    made.webhooks.close()
