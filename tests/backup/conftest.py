"""A small world and a backup of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from jiaozi.backup import back_up
from jiaozi.db import sequencer
from jiaozi.db.sequencer import Head
from jiaozi.keyring import Keyring
from tests.features.world import World


@dataclass(frozen=True)
class Kept:
    """A backup, its keyring, the head that was printed with it; one a payment earlier, and the world they are of."""

    file: Path
    earlier: Path
    keyring: Keyring
    head: Head
    world: World
    payer: int
    store: int


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """Only to be read."""
    folder = tmp_path_factory.mktemp("kept")
    world = World(f"sqlite:///{folder / 'world.db'}", folder / "keyring.json")
    bank = world.bank()
    payer, store = world.rich(bank, "II"), world.shop(bank)
    keyring = Keyring.load(folder / "keyring.json")
    world.pay(payer, 700, store)
    back_up(world.platform.engine, folder / "earlier.zip", keyring)
    world.pay(payer, 900, store)
    back_up(world.platform.engine, folder / "w.zip", keyring)
    with world.platform.snapshot() as connection:
        head = sequencer.head(connection)
    yield Kept(folder / "w.zip", folder / "earlier.zip", keyring, head, world, payer, store)
    world.close()
