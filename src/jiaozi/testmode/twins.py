"""Twins: the test world's record of a live principal, made complete once, given keys whenever it asks.

The acts are the platform's own: whoever may ask was decided in live mode, where the live principal is known.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from jiaozi.access import tokens
from jiaozi.access.enrolment import add_key
from jiaozi.access.model import PLATFORM, CreatePrincipal, PrincipalName, RoleName, Subject
from jiaozi.access.principals import shape_refusal
from jiaozi.access.rights import new_principal
from jiaozi.access.schema import PRINCIPALS
from jiaozi.access.subjects import subject_refusal, touch_subjects
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import Count, InstitutionNo, KeyNo, OrNone, PrincipalNo, Secret
from jiaozi.records import dataclass
from jiaozi.testmode import store
from jiaozi.testmode.model import KEY_SETS_MAX, OWNER, Party, Twin
from jiaozi.testmode.schema import PARTY_COLUMNS, TEST_WORLD, TWINS


@dataclass(frozen=True, slots=True)
class OpenTwin:
    """Begins the twin of a live principal."""

    live: PrincipalNo


@dataclass(frozen=True, slots=True)
class CreateTwinPrincipal:
    """Makes a principal of a twin: in a test world nobody has to second it."""

    role: RoleName
    institution: OrNone[InstitutionNo]
    subject: Subject
    name: PrincipalName


@dataclass(frozen=True, slots=True)
class CompleteTwin:
    """Names a twin's parties, once all are there: the first stands for the live principal itself."""

    live: PrincipalNo
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class HandOutTestKeys:
    """Gives each party of a twin a further key. The secrets' hashes come with the command, in the parties' order."""

    live: PrincipalNo
    secret_hashes: Secret[tuple[str, ...]]


class TwinOpened(NamedTuple):
    """A twin was begun: its number, 1 for the first of the test world."""

    number: Count


class TwinPrincipalCreated(NamedTuple):
    """A principal of a twin was made."""

    principal: PrincipalNo


class TwinCompleted(NamedTuple):
    """A twin is complete."""

    number: Count


class TestKeysHandedOut(NamedTuple):
    """Keys were handed out, in the order of the parties."""

    keys: tuple[KeyNo, ...]


def _touch_open(tx: Tx, requests: Sequence[Request[OpenTwin]]) -> None:
    tx.want(TEST_WORLD, [1])
    _touch_twin(tx, requests)


def _touch_twin(tx: Tx, requests: Sequence[Request[OpenTwin | CompleteTwin | HandOutTestKeys]]) -> None:
    tx.want(TWINS, {request.command.live for request in requests})


def _open(tx: Tx, request: Request[OpenTwin]) -> TwinOpened | Refusal:
    """Refuses: `test_mode_only` in a live world, `forbidden` to anybody but the platform."""
    world = tx.rows(TEST_WORLD).get(1)
    if world is None:
        return Refusal("test_mode_only")
    if request.principal != PLATFORM:
        return Refusal("forbidden")
    twin = tx.rows(TWINS).get(request.command.live)
    if twin is None:
        world.twins += 1
        tx.rows(TEST_WORLD).changed(world)
        twin = tx.rows(TWINS).add(
            Twin(id=request.command.live, number=world.twins, key_sets=0, ready=0, opened_at=request.at)
        )
    return TwinOpened(twin.number)


def _asked(command: CreateTwinPrincipal) -> CreatePrincipal:
    return CreatePrincipal(
        role=command.role, institution=command.institution, subject=command.subject, name=command.name
    )


def _touch_principal(tx: Tx, requests: Sequence[Request[CreateTwinPrincipal]]) -> Iterator[None]:
    tx.want(TEST_WORLD, [1])
    yield from touch_subjects(tx, [_asked(request.command) for request in requests])


def _create_principal(tx: Tx, request: Request[CreateTwinPrincipal]) -> TwinPrincipalCreated | Refusal:
    """Refuses: `test_mode_only` in a live world, `forbidden` to anybody but the platform, `request_malformed`, and what
    `subject_refusal` does."""
    if tx.rows(TEST_WORLD).get(1) is None:
        return Refusal("test_mode_only")
    if request.principal != PLATFORM:
        return Refusal("forbidden")
    asked = _asked(request.command)
    refusal = shape_refusal(asked) or subject_refusal(tx, asked)
    return refusal or TwinPrincipalCreated(new_principal(tx, request.id, asked, request.at).id)


def _complete(tx: Tx, request: Request[CompleteTwin]) -> TwinCompleted | Refusal:
    """Refuses: `principal_not_found` when the twin was not begun, `forbidden` to anybody but the platform."""
    command = request.command
    twin = tx.rows(TWINS).get(command.live)
    if twin is None:
        return Refusal("principal_not_found")
    parties = [Party(*party) for party in command.parties]
    if request.principal != PLATFORM or not parties or parties[0].name != OWNER:
        return Refusal("forbidden")
    if not twin.ready:
        rows = tx.appender("test_parties", PARTY_COLUMNS)
        rows += [(*party, twin.id, place) for place, party in enumerate(parties)]
        twin.ready = 1
        tx.rows(TWINS).changed(twin)
    return TwinCompleted(twin.number)


def _touch_keys(tx: Tx, requests: Sequence[Request[HandOutTestKeys]]) -> Iterator[None]:
    _touch_twin(tx, requests)
    yield
    for request in requests:
        tx.want(PRINCIPALS, {party.principal for party in store.parties(tx.connection, request.command.live)})


def _hand_out(tx: Tx, request: Request[HandOutTestKeys]) -> TestKeysHandedOut | Refusal:
    """Refuses: `principal_not_found` before the twin is ready, `api_keys_exceeded`, `forbidden` to anybody but the
    platform, `request_malformed`."""
    command = request.command
    twin, parties = tx.rows(TWINS).get(command.live), store.parties(tx.connection, command.live)
    if twin is None or not twin.ready:
        return Refusal("principal_not_found")
    if request.principal != PLATFORM:
        return Refusal("forbidden")
    if twin.key_sets >= KEY_SETS_MAX:
        return Refusal("api_keys_exceeded", f"{KEY_SETS_MAX} times")
    if len(command.secret_hashes) != len(parties) or not all(map(tokens.is_hash, command.secret_hashes)):
        return Refusal("request_malformed", "secret_hashes")
    twin.key_sets += 1
    tx.rows(TWINS).changed(twin)
    numbers = tuple(tx.ids.take() for _ in parties)
    for number, party, secret_hash in zip(numbers, parties, command.secret_hashes, strict=True):
        add_key(tx, number, tx.rows(PRINCIPALS)[party.principal], secret_hash, request.at)
    return TestKeysHandedOut(numbers)


OPERATIONS: Final = (
    Operation("open_twin", OpenTwin, TwinOpened, _touch_open, one_by_one(_open), True),
    Operation(
        "create_twin_principal",
        CreateTwinPrincipal,
        TwinPrincipalCreated,
        _touch_principal,
        one_by_one(_create_principal),
        administrative=True,
    ),
    Operation("complete_twin", CompleteTwin, TwinCompleted, _touch_twin, one_by_one(_complete), True),
    Operation("hand_out_test_keys", HandOutTestKeys, TestKeysHandedOut, _touch_keys, one_by_one(_hand_out), True),
)
