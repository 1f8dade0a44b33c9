"""The people of a new world: the central bank's first two are founded by whoever holds the process, all others are made
by two people and enrol, as they are over HTTP. For worlds that stand ready with keys: the demo, the pilot areas.
"""

import secrets
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple, Protocol

from jiaozi.access import store, tokens
from jiaozi.access.enrolment import enrol_key
from jiaozi.access.model import (
    FOUNDERS,
    PLATFORM,
    CreatePrincipal,
    Decide,
    Decided,
    DrawShare,
    Enrol,
    Enrolled,
    FoundPeople,
    Mode,
    PeopleFounded,
    PrincipalCreated,
    Propose,
    Proposed,
    Role,
    ShareDrawn,
)
from jiaozi.db.commands import Operations, Outcome, Request, Result, canonical
from jiaozi.db.engine import Connection
from jiaozi.errors import Failure, Refusal
from jiaozi.kinds import EnrolmentNo, InstitutionNo, PrincipalNo
from jiaozi.scheme.model import CENTRAL_BANK

Asked = tuple[int, str, object]
"""A command on its way: principal, idempotency key, command."""


class World(Protocol):
    """What a platform gives whoever holds its process."""

    operations: Operations

    def request(self, principal: int, key: str, command: Any, /) -> Request:
        """A request with ids of its own."""
        ...

    def run(self, requests: Sequence[Request], /) -> list[Result]:
        """One result for each request, in order."""
        ...

    def snapshot(self) -> AbstractContextManager[Connection]:
        """A reader of one state of the world."""
        ...


class Credential(NamedTuple):
    """A principal with its fresh token, None when it enrolled before. Printing it does not show the token."""

    principal: PrincipalNo
    token: str | None

    def __repr__(self) -> str:
        return f"Credential({self.principal})"


def found(world: World, prefix: str, names: Sequence[str], mode: Mode = Mode.LIVE) -> list[Credential]:
    """The first two people of the central bank; those who are there already come without a token. Raises `Failure`."""
    with world.snapshot() as connection:
        there = store.people(connection, Role.CENTRAL_BANK, CENTRAL_BANK)[:FOUNDERS]
    known, missing = [Credential(person, None) for person in there], names[len(there) :]
    if not missing:
        return known
    codes = [tokens.new_secret() for _ in missing]
    command = FoundPeople(tuple(missing), tuple(map(tokens.hash_secret, codes)))
    made = _outcomes(world, [(PLATFORM, founding_key(prefix), command)])[0]
    if made == Refusal("idempotency_key_reused"):  # whoever was founded then never enrolled
        made = _outcomes(world, [(PLATFORM, _fresh(), command)])[0]
    made = _expect(made, PeopleFounded)
    shares = [(tokens.hash_secret(code),) for code in codes]
    return known + _enrol(world, list(zip(made.principals, made.enrolments, shares, strict=True)), mode)


def founding_key(prefix: str) -> str:
    """The idempotency key under which a world's first people were founded."""
    return f"{prefix}:found"


def staff(
    world: World,
    prefix: str,
    makers: tuple[PrincipalNo, PrincipalNo],
    operator: InstitutionNo,
    names: Sequence[str],
    mode: Mode = Mode.LIVE,
) -> list[Credential]:
    """An operator's first two people, made by two of the central bank; those who are there already come without a
    token. Raises `Failure`."""
    with world.snapshot() as connection:
        there = store.people(connection, Role.OPERATOR, operator)[:FOUNDERS]
    if len(there) == FOUNDERS:
        return [Credential(person, None) for person in there]
    parties = [CreatePrincipal(role="operator", institution=operator, name=name) for name in names]
    return hire(world, f"{prefix}:{operator}", makers, parties, mode)


def pair_of(people: Sequence[Credential]) -> tuple[PrincipalNo, PrincipalNo]:
    """The two who make others."""
    return people[0].principal, people[1].principal


def hire(
    world: World,
    prefix: str,
    makers: tuple[PrincipalNo, PrincipalNo],
    parties: Iterable[CreatePrincipal],
    mode: Mode = Mode.LIVE,
) -> list[Credential]:
    """Principals that two people of one institution make, each enrolled. Raises `Failure`.

    Safe to call again under the same `prefix`, which begins the idempotency keys: whoever enrolled before comes without
    a token.
    """
    first, second = makers
    orders = [
        Propose(operation="create_principal", command=canonical(party).decode(), reason="set up") for party in parties
    ]
    asked: list[Asked] = [(first, f"{prefix}:{number}:propose", order) for number, order in enumerate(orders)]
    proposals = [made.proposal for made in _done(world, asked, Proposed)]
    decisions: list[Asked] = [
        (second, f"{prefix}:{number}:decide", Decide(proposal, approve=True))
        for number, proposal in enumerate(proposals)
    ]
    decided = _done(world, decisions, Decided)
    made = [_expect(world.operations.decode_outcome(each.outcome), PrincipalCreated) for each in decided]
    drawn = _draw(world, makers, [each.enrolment for each in made])
    waiting = [(each.principal, each.enrolment, drawn[each.enrolment]) for each in made if each.enrolment in drawn]
    enrolled = {each.principal: each for each in _enrol(world, waiting, mode)}
    return [enrolled.get(each.principal, Credential(each.principal, None)) for each in made]


def _draw(
    world: World, makers: tuple[PrincipalNo, PrincipalNo], enrolments: Sequence[EnrolmentNo]
) -> dict[int, tuple[str, ...]]:
    """Both shares of those enrolments that are still open, as hashes."""
    drawn: dict[int, tuple[str, ...]] = {}
    hashes = {(each, maker): tokens.hash_secret(tokens.new_secret()) for each in enrolments for maker in makers}
    asked = [(maker, _fresh(), DrawShare(each, share)) for (each, maker), share in hashes.items()]
    for (each, _), share, outcome in zip(hashes, hashes.values(), _outcomes(world, asked), strict=True):
        if isinstance(outcome, ShareDrawn):
            drawn[each] = (*drawn.get(each, ()), share)
    return drawn


def _enrol(
    world: World, waiting: Sequence[tuple[PrincipalNo, EnrolmentNo, tuple[str, ...]]], mode: Mode
) -> list[Credential]:
    keys = [tokens.new_secret() for _ in waiting]
    commands = [
        Enrol(enrolment=enrolment, share_hashes=shares, secret_hash=tokens.hash_secret(secret))
        for (_, enrolment, shares), secret in zip(waiting, keys, strict=True)
    ]
    asked: list[Asked] = [
        (principal, enrol_key(command), command) for (principal, _, _), command in zip(waiting, commands, strict=True)
    ]
    outcomes = _done(world, asked, Enrolled)
    return [
        Credential(outcome.principal, tokens.format_token(outcome.key, secret, mode))
        for outcome, secret in zip(outcomes, keys, strict=True)
    ]


def _outcomes(world: World, asked: Sequence[Asked]) -> list[Outcome]:
    return [result.outcome for result in world.run([world.request(*each) for each in asked])]


def _done(world: World, asked: Sequence[Asked], wanted: type) -> list[Any]:
    return [_expect(outcome, wanted) for outcome in _outcomes(world, asked)]


def _expect(outcome: Outcome, wanted: type) -> Any:
    if isinstance(outcome, Failure):
        raise outcome
    if not isinstance(outcome, wanted):
        raise Failure("internal_error", str(outcome))
    return outcome


def _fresh() -> str:
    return f"set up:{secrets.token_hex(12)}"
