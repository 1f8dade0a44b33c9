"""A world with people in it: `office` runs commands for principals as the API will."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from jiaozi.access.approvals import proposal_of
from jiaozi.access.authenticate import authenticate
from jiaozi.access.keys import hand_out
from jiaozi.access.model import Caller, Decide, IssueApiKey, PrincipalRow, Role
from jiaozi.access.schema import PRINCIPALS
from jiaozi.clock import SimulatedClock
from jiaozi.config import Settings
from jiaozi.db.commands import Result
from jiaozi.errors import Refusal
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
        """A principal that is there already, with a first key; how one comes to be is shown by other tests."""
        number, now = self.platform.ids.take_account(), self.clock.now()
        row = PrincipalRow(
            id=number,
            role=role.value,
            institution=institution,
            subject=subject,
            name="" if role == Role.HOLDER else name,
            status="active",
            created_at=now,
            keys_issued=1,
            generation=0,
            enrolment=0,
            rights_since=now,
            vouched=1,
        )
        connection = self.platform.engine.connect()
        connection.begin()
        connection.insert("principals", PRINCIPALS.columns, [PRINCIPALS.values_of(row)])
        connection.commit()
        connection.close()
        return number

    def pair(self, role: Role, institution: int = 0, subject: int = 0) -> tuple[int, int]:
        """Two people of an institution."""
        return self.person(role, institution, subject), self.person(role, institution, subject)

    def two(self, people: tuple[int, ...], command: object) -> Any:
        """The outcome of an act that the first proposes and the others approve in turn; what stopped it otherwise."""
        proposed = self.do(people[0], proposal_of(self.platform.operations, command, "a test"))
        if isinstance(proposed, Refusal):
            return proposed
        return [self.approve(person, proposed.proposal) for person in people[1:]][-1]

    def approve(self, person: int, proposal: int) -> Any:
        """The act's outcome once it is done, else the decision or its refusal."""
        decided = self.do(person, Decide(proposal, approve=True))
        done = not isinstance(decided, Refusal) and decided.outcome
        return self.platform.operations.decode_outcome(decided.outcome) if done else decided

    def token(self, principal: int) -> str:
        """A fresh token of a principal."""
        given = hand_out(self.execute, principal, f"k{next(self._keys)}", IssueApiKey(principal))
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
