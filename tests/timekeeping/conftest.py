"""The small town on the machine's own clock, and further processes on its database whose clocks differ."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from jiaozi.clock import Clock, SimulatedClock, SystemClock
from jiaozi.config import Settings
from jiaozi.db.commands import Result
from jiaozi.kinds import InstitutionNo
from jiaozi.payments.pay import Pay
from jiaozi.platform import Platform
from jiaozi.scheme.issuance import LendReserves
from jiaozi.wallets.model import Usage
from jiaozi.wallets.schema import USAGES
from tests.api import listed
from tests.api.conftest import Live, Town
from tests.cli.conftest import home

__all__ = ["home"]

TEN_YEARS_S = 3_653 * 86_400
_keys = count()


class RealTown(Town):
    """A live world: its time is the real one. `bare` leaves it without people."""

    def __init__(self, db_url: str, folder: Path) -> None:
        self.settings = Settings(db_url=db_url, keyring=folder / "keyring.json")
        self.real = SystemClock()
        self.platform = Platform(self.settings, clock=self.real)
        self.clock = SimulatedClock(self.real.now())
        self.ids, self.tokens, self.principals = {}, {}, {}
        self._keys = count()
        self._build()
        self._opened: list[Platform] = []

    def _fund(self, bank: InstitutionNo) -> None:
        self.do(LendReserves(bank, 10**10))

    def open(self, ahead_s: int = 0, clock: Clock | None = None, **settings: Any) -> Platform:
        """A further process on the same database, whose clock is ahead of (or behind) the machine's."""
        chosen = Settings(db_url=self.settings.db_url, keyring=self.settings.keyring, **settings)
        self._opened.append(Platform(chosen, clock=clock or SystemClock(ahead_s * 1_000_000)))
        return self._opened[-1]

    def unwatched(self, ahead_s: int = TEN_YEARS_S) -> Platform:
        """A process that writes by a clock ahead of its time, as every process could once."""
        return self.open(clock=SimulatedClock(self.real.now() + ahead_s * 1_000_000))

    def pay(self, platform: Platform, minor: int = 100, payer: str = "li", payee: str = "shop") -> Result:
        """A payment between wallets, by a process."""
        command = Pay(self.number(payer), minor, "person", payee=self.number(payee))
        return platform.run([platform.request(1, f"pay{next(_keys)}", command)])[0]

    def usage(self, who: str) -> Usage:
        """What a wallet has paid."""
        with self.platform.snapshot() as connection:
            return USAGES.read(connection, [self.number(who)])[0]

    def close(self) -> None:
        """Closes every process."""
        for platform in (*self._opened, self.platform):
            platform.close()


@pytest.fixture
def town(db_url: str, tmp_path: Path) -> Iterator[RealTown]:
    """A town on the machine's clock."""
    built = RealTown(db_url, tmp_path)
    yield built
    built.close()


@pytest.fixture
def serve(town: RealTown) -> Iterator[Callable[..., Live]]:
    """Starts servers over the town."""
    started: list[Live] = []

    def start(*, work: bool = False) -> Live:
        started.append(Live(town, work=work, heard=[listed.check]))
        return started[-1]

    yield start
    for live in started:
        live.stop()


@pytest.fixture
def live(serve: Callable[..., Live]) -> Live:
    """One server, without its worker."""
    return serve()
