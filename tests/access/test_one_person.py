"""The model of docs/concepts/two-people.md, searched: no chain of acts by one person does what takes two.

The real handlers run behind the real permission table, each act in a savepoint. Who may do a thing at all to something
may do it here to anything, which gives the person more than the API does. In every state that a chain of acts leads to,
everything is tried, and after each try the person has become nobody else, nothing that takes two has happened, and
nobody has come (back) to rights. Acts that decide nothing later (a proposal is read by its own decision alone, a key by
nothing) are tried in every state, and the person has made every proposal before the first act, too; so they are no
links of the chain.
"""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import pytest
from tests.access.conftest import Office

from jiaozi.access import tokens
from jiaozi.access.approvals import _Approvals, proposal_of
from jiaozi.access.keys import hand_out
from jiaozi.access.model import (
    CreatePrincipal,
    Decide,
    DrawShare,
    Enrol,
    FoundPeople,
    IssueApiKey,
    Proposed,
    RenewEnrolment,
    ResumePrincipal,
    RevokeApiKey,
    Role,
    RotateApiKey,
    ShareDrawn,
    SuspendPrincipal,
)
from jiaozi.access.permissions import Grant, grant
from jiaozi.access.schema import API_KEYS, ENROLMENTS, PRINCIPALS, PROPOSALS
from jiaozi.db.commands import Request
from jiaozi.db.engine import Connection
from jiaozi.db.runner import _lock
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import EnrolmentNo, InstitutionNo, MerchantNo, PrincipalNo
from jiaozi.scheme.institutions import OpenCentralBank, OpenOperator
from jiaozi.scheme.issuance import Issue

CENTRAL: Final = InstitutionNo(256)
CHAIN: Final = 5
SECRET: Final = tokens.hash_secret("a secret of the person's own")


class State(NamedTuple):
    """What matters of the tables of access: rows without times, and keys that work counted up to three."""

    principals: tuple[tuple[Any, ...], ...]
    keys: tuple[tuple[int, int], ...]
    enrolments: tuple[tuple[Any, ...], ...]
    proposals: tuple[tuple[Any, ...], ...]


class World:
    """A bank with two people, a third who is suspended, a colleague who is to enrol; the same at the central bank."""

    def __init__(self, office: Office) -> None:
        self.office = office
        office.do(0, OpenCentralBank("pboc", "People's Bank of China", "中国人民银行"))
        self.bank: InstitutionNo = office.do(0, OpenOperator("icbc", 10**9)).institution
        self.people: dict[Role, tuple[PrincipalNo, PrincipalNo]] = {}
        self.customer = office.subject(Role.HOLDER, self.bank)
        self.enrolments: list[EnrolmentNo] = []
        for role, at in ((Role.CENTRAL_BANK, CENTRAL), (Role.OPERATOR, self.bank)):
            pair = self.people[role] = office.pair(role, at)
            made = office.two(pair, CreatePrincipal(role.value, at, MerchantNo(0), "Is to enrol"))
            self.enrolments.append(made.enrolment)
            suspended = office.person(role, at)
            office.do(pair[0], SuspendPrincipal(suspended))
        for role in (Role.MERCHANT, Role.EMPLOYER, Role.HOLDER, Role.GOVERNMENT, Role.AUDITOR):
            at = self.bank if role not in (Role.GOVERNMENT, Role.AUDITOR) else InstitutionNo(0)
            person = office.person(role, at, office.subject(role, at))
            self.people[role] = (person, person)
        for person in {person for pair in self.people.values() for person in pair}:
            office.token(person)
        self.connection: Connection = office.platform.engine.connect()

    def state(self) -> State:
        """The state of the transaction that is open."""
        rows = self.connection.query
        working = "revoked_at = 0 AND expires_at = 0"
        keys = rows(f"SELECT principal, count(*) FROM api_keys WHERE {working} GROUP BY principal ORDER BY principal")
        proposed = "SELECT DISTINCT operation, command, proposer, state, approver FROM proposals ORDER BY 1, 2, 3"
        return State(
            tuple(rows("SELECT id, status, generation, enrolment, vouched, suspended_by FROM principals ORDER BY id")),
            tuple((one, min(n, 3)) for one, n in keys),
            tuple(rows("SELECT id, share_1 <> '', share_2 <> '', api_key FROM enrolments ORDER BY id")),
            tuple(rows(proposed)),
        )

    def attempt(self, person: int, command: Any) -> Any:
        """The outcome of an act of a principal's, as API and handlers decide it; its effect is in the transaction."""
        platform, operation = self.office.platform, self.office.platform.operations.of(command)
        role = next(role for role, pair in self.people.items() if person in pair)
        given = grant(role, operation.name)
        if given is Grant.NO and not isinstance(command, Enrol):  # enrolling takes no key
            return Refusal("forbidden")
        if given in (Grant.TWO, Grant.TWO_OWN):
            return self.attempt(person, proposal_of(platform.operations, command, "alone"))
        tx = Tx(self.connection, platform.ids, self.office.clock.now(), platform.ids.take())
        asker = self._enrolled(command) if isinstance(command, Enrol) else person
        request = Request(asker, "k", command, platform.ids.take_account(), tx.now)
        _lock(tx, [operation.touch(tx, [request])])
        outcome = operation.run(tx, [request])[0]
        tx.flush()
        return outcome

    def _enrolled(self, command: Enrol) -> int:
        return ENROLMENTS.read(self.connection, [command.enrolment])[0].principal

    def links(self, person: PrincipalNo) -> Iterator[Any]:
        """Acts that change what later acts may do: they end rights, renew one's own, draw one's share."""
        for row in self.connection.query("SELECT id FROM principals WHERE role IN ('central_bank', 'operator')"):
            yield SuspendPrincipal(row[0])
        yield IssueApiKey(person, SECRET)
        for row in self.connection.query(
            "SELECT min(id) FROM api_keys WHERE revoked_at = 0 AND principal = ?", (person,)
        ):
            yield RotateApiKey(row[0], 0, SECRET)
        for enrolment in self.enrolments:
            yield DrawShare(enrolment, tokens.hash_secret(f"{person}:{enrolment}"))

    def proposals(self) -> Iterator[Any]:
        """Each act that makes rights, to everybody, and one of the others that take two: they meet the same gate."""
        for role, at in ((Role.CENTRAL_BANK, CENTRAL), (Role.OPERATOR, self.bank), (Role.AUDITOR, InstitutionNo(0))):
            yield CreatePrincipal(role.value, at, MerchantNo(0), "Myself, again")
        yield CreatePrincipal("holder", self.bank, self.customer, "")
        yield Issue(self.bank, 1)
        for row in self.connection.query("SELECT id FROM principals"):
            yield from (ResumePrincipal(row[0]), RenewEnrolment(row[0]))

    def tries(self, shares: frozenset[tuple[int, str]]) -> Iterator[Any]:
        """Everything else that a person can try who holds these shares."""
        yield from self.proposals()
        yield FoundPeople(("Myself, again",), (SECRET,))
        for row in self.connection.query("SELECT id FROM principals"):
            yield IssueApiKey(row[0], SECRET)
        for row in self.connection.query("SELECT min(id) FROM api_keys WHERE revoked_at = 0 GROUP BY principal"):
            yield from (RevokeApiKey(row[0]), RotateApiKey(row[0], 0, SECRET))
        for row in self.connection.query("SELECT id FROM proposals WHERE state = 'open'"):
            yield from (Decide(row[0], approve=True), Decide(row[0], approve=False))
        for enrolment in self.enrolments:
            held = [share for number, share in shares if number == enrolment]
            for tried in ([], held, held * 2, [*held, ""], [*held, SECRET]):
                yield Enrol(enrolment, tuple(tried), SECRET)


class Search:
    """All states that chains of one person's acts lead to."""

    def __init__(self, world: World, person: PrincipalNo) -> None:
        self.world, self.person = world, person
        self.seen: dict[State, int] = {}
        self.tried = 0
        self.wrong: list[str] = []

    def run(self) -> None:
        """Searches, and leaves the world as it was."""
        connection = self.world.connection
        connection.begin()
        for command in list(self.world.proposals()):
            self.world.attempt(self.person, command)
        self.start = self.world.state()
        self._go(self.start, (), frozenset())
        connection.rollback()

    def _go(self, here: State, chain: tuple[Any, ...], shares: frozenset[tuple[int, str]]) -> None:
        if self.seen.get(here, CHAIN) <= len(chain):
            return
        self.seen[here] = len(chain)
        for command in list(self.world.links(self.person)):
            for outcome, after in self._tried(command, chain):
                drawn = {(command.enrolment, command.secret_hash)} if isinstance(outcome, ShareDrawn) else set()
                self._go(after, (*chain, command), shares | drawn)
        for command in list(self.world.tries(shares)):
            for outcome, _ in self._tried(command, chain):
                if isinstance(outcome, Proposed):
                    list(self._tried(Decide(outcome.proposal, approve=True), (*chain, command)))

    def _tried(self, command: Any, chain: tuple[Any, ...]) -> Iterator[tuple[Any, State]]:
        """The outcome of an act that is not refused and the state it leads to; then it is taken back."""
        connection, self.tried, name = self.world.connection, self.tried + 1, f"act{self.tried}"
        connection.execute(f"SAVEPOINT {name}")
        outcome = self.world.attempt(self.person, command)
        if not isinstance(outcome, Refusal):
            after = self.world.state()
            self._check(after, (*chain, command))
            yield outcome, after
        connection.execute(f"ROLLBACK TO {name}")
        connection.execute(f"RELEASE {name}")

    def _check(self, after: State, chain: tuple[Any, ...]) -> None:
        before = {row[0]: row for row in self.start.principals}
        for number, status, generation, enrolment, vouched, _ in after.principals:
            was = before.get(number)
            if was is None or (status, was[1]) == ("active", "suspended") or generation != was[2] or vouched > was[4]:
                self.wrong.append(f"rights of {number}: {chain}")
            elif enrolment not in (0, was[3]):
                self.wrong.append(f"enrolment of {number}: {chain}")
        keys = dict(self.start.keys)
        self.wrong += [f"key of {one}: {chain}" for one, n in after.keys if one != self.person and n > keys.get(one, 0)]
        self.wrong += [f"enrolled: {chain}" for row in after.enrolments if row[3]]
        fresh = [row for row in after.proposals if row not in self.start.proposals]
        self.wrong += [f"{row[0]} {row[3]}: {chain}" for row in fresh if row[3] not in ("open", "rejected") or row[4]]


@pytest.fixture
def world(office: Office) -> World:
    """The world to be searched."""
    return World(office)


@pytest.mark.only_engine("sqlite")  # the rules are searched, not the engine; both run the same handlers
@pytest.mark.slow
@pytest.mark.parametrize("role", Role)
def test_no_chain_of_five_acts_by_one_person_does_what_takes_two(world: World, role: Role) -> None:
    search = Search(world, PrincipalNo(world.people[role][0]))
    search.run()
    assert search.wrong == []
    staff = role in (Role.CENTRAL_BANK, Role.OPERATOR)
    assert len(search.seen) >= (30 if staff else 2), "the person did get somewhere"


@pytest.mark.only_engine("sqlite")  # as above
def test_the_search_finds_what_it_looks_for(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one of the rules is taken out, a chain is found that breaks it."""
    person = PrincipalNo(world.people[Role.OPERATOR][0])
    monkeypatch.setattr("jiaozi.access.enrolment.opens", lambda *_: True)
    search = Search(world, person)
    search.run()
    assert any(found.startswith("enrolled") for found in search.wrong)
    monkeypatch.undo()
    monkeypatch.setattr(_Approvals, "_decision_refusal", lambda *_: None)
    search = Search(world, person)
    search.run()
    assert any(found.startswith("issue ") for found in search.wrong)
    assert any(found.startswith("rights of") for found in search.wrong)


def test_rights_are_written_by_access_alone() -> None:
    """What the search takes for granted: no other operation writes the tables of access, but for test worlds."""
    from pathlib import Path

    import jiaozi

    tables = tuple(table.name for table in (PRINCIPALS, API_KEYS, ENROLMENTS, PROPOSALS))
    assert tables == ("principals", "api_keys", "enrolments", "proposals")
    source = Path(jiaozi.__file__).parent
    found = set()
    for file in source.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        named = ("PRINCIPALS", "API_KEYS", "ENROLMENTS", "PROPOSALS")
        if any(f"tx.rows({name})" in text or f"rows({name}).add" in text for name in named):
            found.add(file.relative_to(source).as_posix())
    assert found <= {
        "access/approvals.py", "access/enrolment.py", "access/instructions.py", "access/keys.py", "access/ownership.py",
        "access/principals.py", "access/rights.py", "testmode/clock.py", "testmode/failures.py", "testmode/twins.py",
    }  # fmt: skip


def test_drawing_again_is_how_a_lost_share_is_mended(world: World) -> None:
    """Not an attack: what the search takes for a harmless act of one person."""
    person = world.people[Role.OPERATOR][0]
    outcome = hand_out(world.office.execute, person, "again", DrawShare(world.enrolments[1])).outcome
    assert isinstance(outcome, ShareDrawn)
