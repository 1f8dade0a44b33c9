"""A world with people in it: `office` runs commands for principals as the API will."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from jiaozi.access.authenticate import authenticate
from jiaozi.access.keys import hand_out
from jiaozi.access.model import Caller, CreatePrincipal, IssueApiKey, PrincipalCreated, Role
from jiaozi.clock import SimulatedClock
from jiaozi.config import Settings
from jiaozi.db.commands import Result
from jiaozi.platform import Platform

START_US = 1_652_580_000_000_000
"""2022-05-15 in China."""


class Office:
    """A platform on a clock that stands still, with short ways to do what tests do over and over."""

    def __init__(self, platform: Platform, clock: SimulatedClock) -> None:
        self.platform = platform
        self.clock = clock
        self._keys = iter(range(10**9))

    def execute(self, principal: int, key: str, command: object) -> Result:
        """Submits a command and waits for its result."""
        return self.platform.run([self.platform.request(principal, key, command)])[0]

    def do(self, principal: int, command: object) -> Any:
        """The outcome of a command under a fresh key."""
        return self.execute(principal, f"k{next(self._keys)}", command).outcome

    def person(self, role: Role, institution: int = 0, subject: int = 0, name: str = "Somebody") -> int:
        """A new principal."""
        made = self.do(0, CreatePrincipal(role, institution, subject, "" if role == Role.HOLDER else name))
        assert isinstance(made, PrincipalCreated)
        return made.principal

    def token(self, principal: int) -> str:
        """A fresh token of a principal."""
        given = hand_out(self.execute, 0, f"k{next(self._keys)}", IssueApiKey(principal))
        assert given.token is not None
        return given.token

    def caller(self, token: str) -> Caller:
        """Who a token belongs to now, read on a connection of its own. Raises `Failure`."""
        connection = self.platform.engine.connect(reader=True)
        try:
            return authenticate(connection, token, self.clock.now())
        finally:
            connection.close()

    def wait(self, seconds: int) -> None:
        """Lets time pass."""
        self.clock.advance_to(self.clock.now() + seconds * 1_000_000)


@pytest.fixture
def open_office(db_url: str, tmp_path: Path) -> Iterator[Callable[[], Office]]:
    """Opens offices on one database, each with connections of its own."""
    opened: list[Platform] = []

    def open_one() -> Office:
        clock = SimulatedClock(START_US)
        settings = Settings(db_url=db_url, keyring=tmp_path / "keyring.json")
        opened.append(Platform(settings, clock=clock, now_us=START_US))
        return Office(opened[-1], clock)

    yield open_one
    for platform in opened:
        platform.close()


@pytest.fixture
def office(open_office: Callable[[], Office]) -> Office:
    """One office."""
    return open_office()
