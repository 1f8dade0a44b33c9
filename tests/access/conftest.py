"""A world with people in it: `office` runs commands for principals as the API will."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from stdnum.cn import uscc
from tests.access.people import add_person

from jiaozi.access.approvals import proposal_of
from jiaozi.access.authenticate import authenticate, token_in
from jiaozi.access.keys import hand_out
from jiaozi.access.model import (
    SUBJECT_ROLES,
    Caller,
    CreatePrincipal,
    Decide,
    IssueApiKey,
    ResumePrincipal,
    Role,
    Subject,
)
from jiaozi.clock import SimulatedClock
from jiaozi.config import Settings
from jiaozi.db.commands import Request, Result
from jiaozi.errors import Refusal
from jiaozi.kinds import InstitutionNo, MerchantNo, PrincipalNo, ProposalNo
from jiaozi.payments.merchants import OpenMerchant
from jiaozi.platform import Platform
from jiaozi.scheme.institutions import OpenCentralBank, OpenOperator
from jiaozi.scheme.store import institutions
from jiaozi.wallets.model import HolderKind
from jiaozi.wallets.opening import OpenWallet, WalletOpened

START_US = 1_652_580_000_000_000
"""2022-05-15 in China."""


class Office:
    """A platform on a clock that stands still, with short ways to do what tests do over and over."""

    def __init__(self, platform: Platform, clock: SimulatedClock) -> None:
        self.platform = platform
        self.clock = clock
        self._keys = iter(range(10**9))
        self._makers: dict[int, tuple[int, int]] = {}

    def execute(self, principal: int, key: str, command: object) -> Result:
        """Submits a command and waits for its result."""
        return self.platform.run([self.platform.request(principal, key, command)])[0]

    def do(self, principal: int, command: object) -> Any:
        """The outcome of a command under a fresh key."""
        return self.execute(principal, f"k{next(self._keys)}", command).outcome

    def person(
        self,
        role: Role,
        institution: InstitutionNo = InstitutionNo(0),
        subject: Subject = MerchantNo(0),
        name: str = "Somebody",
    ) -> PrincipalNo:
        """A principal that is there already, with a first key; how one comes to be is shown by other tests."""
        if institution:
            self.two_operators()
        return add_person(self.platform, role, institution, subject, name)

    def makers(self, role: str, institution: InstitutionNo) -> tuple[int, int]:
        """Two people whose part it is to make a principal of this role at this institution, or nobody's."""
        bank = institution if institution in (512, 768) else InstitutionNo(512)
        theirs = role in SUBJECT_ROLES or (role == Role.OPERATOR and institution == bank)
        at = bank if theirs else InstitutionNo(256)
        if at not in self._makers:
            self.two_operators()
            self._makers[at] = self.pair(Role.OPERATOR if theirs else Role.CENTRAL_BANK, at)
        return self._makers[at]

    def made_by_two(self, command: CreatePrincipal | ResumePrincipal, role: str, institution: InstitutionNo) -> Request:
        """A request as it is once two people whose part it is have agreed to it."""
        first, second = self.makers(role, institution)
        request = self.platform.request(first, f"k{next(self._keys)}", command)
        return request._replace(approvers=(second,))

    def make(self, command: CreatePrincipal) -> Any:
        """The outcome of making a principal, by two people whose part it is."""
        return self.platform.run([self.made_by_two(command, command.role, command.institution)])[0].outcome

    def pair(
        self,
        role: Role,
        institution: InstitutionNo = InstitutionNo(0),
        subject: Subject = MerchantNo(0),
    ) -> tuple[PrincipalNo, PrincipalNo]:
        """Two people of an institution."""
        return self.person(role, institution, subject), self.person(role, institution, subject)

    def two(self, people: tuple[int, ...], command: object) -> Any:
        """The outcome of an act that the first proposes and the others approve in turn; what stopped it otherwise."""
        proposed = self.do(people[0], proposal_of(self.platform.operations, command, "a test"))
        if isinstance(proposed, Refusal):
            return proposed
        return [self.approve(person, proposed.proposal) for person in people[1:]][-1]

    def approve(self, person: int, proposal: ProposalNo) -> Any:
        """The act's outcome once it is done, else the decision or its refusal."""
        decided = self.do(person, Decide(proposal, approve=True))
        done = not isinstance(decided, Refusal) and decided.outcome
        return self.platform.operations.decode_outcome(decided.outcome) if done else decided

    def two_operators(self) -> None:
        """The central bank (256) and two operators (512 and 768), where there are no institutions."""
        with self.platform.snapshot() as connection:
            empty = not institutions(connection)
        if empty:
            assert self.do(0, OpenCentralBank("pbc", "People's Bank of China", "中国人民银行")).institution == 256
            assert [self.do(0, OpenOperator(code, 10**9)).institution for code in ("icbc", "boc")] == [512, 768]

    def wallet(self, operator: InstitutionNo, kind: HolderKind = "personal") -> WalletOpened:
        """A new person's wallet at an operator, or a new company's."""
        self.two_operators()
        n = next(self._keys)
        code = f"9111000060{n:07d}"
        known = ("工厂", code + uscc.calc_check_digit(code), f"6222{n:012d}", True)
        company = known if kind == "corporate" else ()
        opened = self.do(0, OpenWallet(operator, kind, "I" if company else "IV", f"138{n:08d}", *company))
        assert isinstance(opened, WalletOpened), opened
        return opened

    def merchant(self, operator: InstitutionNo) -> MerchantNo:
        """A new merchant of an operator's, with a wallet of its own."""
        opened = self.do(0, OpenMerchant(self.wallet(operator, "corporate").wallet, "Hotpot", "火锅", "5812"))
        return MerchantNo(opened.merchant)

    def subject(self, role: Role, operator: InstitutionNo) -> Subject:
        """Somebody new for whom a principal of this role may stand at an operator; 0 for a role that needs nobody."""
        made: dict[Role, Callable[[], Subject]] = {
            Role.MERCHANT: lambda: self.merchant(operator),
            Role.EMPLOYER: lambda: self.wallet(operator, "corporate").wallet,
            Role.HOLDER: lambda: self.wallet(operator).holder,
        }
        return made[role]() if role in made else MerchantNo(0)

    def token(self, principal: PrincipalNo) -> str:
        """A fresh token of a principal."""
        given = hand_out(self.execute, principal, f"k{next(self._keys)}", IssueApiKey(principal))
        assert given.token is not None
        return given.token

    def caller(self, token: str) -> Caller:
        """Who a token belongs to now, read on a connection of its own. Raises `Failure`."""
        connection = self.platform.engine.connect(reader=True)
        try:
            return authenticate(connection, token_in(token), self.clock.now())
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
