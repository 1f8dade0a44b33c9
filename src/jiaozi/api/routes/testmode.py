"""Test mode: keys for the test world, and what there is to try things with."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from starlette.responses import Response

from jiaozi.access import tokens
from jiaozi.access.model import PLATFORM, Mode
from jiaozi.api import store as lists
from jiaozi.api.acts import Acts
from jiaozi.api.desk import At, Desk, Placed, need
from jiaozi.api.modes import TestSide
from jiaozi.api.problems import Refused
from jiaozi.api.routing import Json, Paging
from jiaozi.clock import SECOND_US, china_date
from jiaozi.db import world
from jiaozi.db.commands import Result
from jiaozi.db.engine import Connection
from jiaozi.errors import Failure, Refusal
from jiaozi.kinds import (
    BankAccountNo,
    Count,
    DayText,
    FailureRuleNo,
    Fen,
    Flag,
    Instant,
    KeyNo,
    OperationName,
    OrNone,
    PrincipalNo,
    StoreNo,
    WalletNo,
)
from jiaozi.platform import Platform
from jiaozi.records import dataclass
from jiaozi.testmode import store
from jiaozi.testmode.clock import AdvanceTestClock, TestClockAdvanced
from jiaozi.testmode.effects import MAGIC, Effect, ErrorCode
from jiaozi.testmode.failures import FailureLifted, FailureSet, LiftFailure, SetFailure
from jiaozi.testmode.model import Party, PartyName
from jiaozi.testmode.setup import Original, original_of, set_up
from jiaozi.testmode.twins import HandOutTestKeys, TestKeysHandedOut
from jiaozi.wire.base import Nothing
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view, written

router = Acts("/v1", "test mode")
SETUP_TIMEOUT_S = 60


@dataclass(frozen=True, slots=True)
class TestPartyView:
    """Somebody to act as in the test world. `name` is `you` for what stands for the caller itself, else the customer's:
    `rich`, `empty`, `frozen`, `limited` (its daily limit is 1.00 yuan)."""

    name: PartyName
    principal: PrincipalNo
    wallet: OrNone[WalletNo]
    bank_account: OrNone[BankAccountNo]
    store: OrNone[StoreNo]


@dataclass(frozen=True, slots=True)
class TestKeyView(TestPartyView):
    """A party with a fresh key. `token` is shown this once; a repeated request has null."""

    key: KeyNo
    token: str | None


@dataclass(frozen=True, slots=True)
class TestKeysView:
    """Keys for the test world, and its time."""

    now: Instant
    parties: tuple[TestKeyView, ...]


@dataclass(frozen=True, slots=True)
class TestClockView:
    """The time of the test world, and how far it was advanced in all."""

    now: Instant
    china_date: DayText
    advanced_s: Count


@dataclass(frozen=True, slots=True)
class FailureRuleView:
    """A rule that makes an operation fail. `times` is null for until it is lifted; `met` counts who met it."""

    id: FailureRuleNo
    operation: OperationName
    effect: Effect
    code: ErrorCode
    amount_minor: OrNone[Fen]
    wallet: OrNone[WalletNo]
    times: OrNone[Count]
    met: Count
    in_force: Flag
    set_at: Instant


@dataclass(frozen=True, slots=True)
class MagicAmountView:
    """An amount that fails in these operations without any rule, every time."""

    amount_minor: Fen
    operations: tuple[OperationName, ...]
    effect: Effect
    code: ErrorCode


@dataclass(frozen=True, slots=True)
class MagicAmountsView:
    """The amounts that fail."""

    items: tuple[MagicAmountView, ...]


# The keys are made in the other world, by its writer and in its store; an act is of the world that it was asked in.
@router.post("/test-keys", status=201, answer=TestKeysView)
async def hand_out_test_keys(desk: At, _: Nothing | None = None) -> Response:
    """With a live key: keys of the caller's twin in the test world and of its test customers.

    The first time, the twin is set up. The tokens are in this answer and nowhere else; under a new Idempotency-Key each
    party gets a further key.
    """
    side = desk.house.side
    if side is None:
        raise Refused(Refusal("live_mode_only"))
    desk.check_role("hand_out_test_keys")
    original = await desk.house.readers.run(lambda connection: original_of(connection, desk.principal))
    test, result, parties, secrets = await side.run(lambda: _hand_out(side, original, desk.key))
    if isinstance(result.outcome, Refusal | Failure):
        return desk.answer(result)
    keys = zip(parties, result.outcome.keys, secrets or [""] * len(parties), strict=True)
    shown = tuple(view(TestKeyView, party, key=key, token=_token(key, secret)) for party, key, secret in keys)
    answer = Json(written(TestKeysView(test.clock.now(), shown)), 201)
    desk.mark(answer, result)
    return answer


def _hand_out(side: TestSide, original: Original, key: str) -> tuple[Platform, Result, list[Party], list[str]]:
    """Sets the twin up and gives its parties keys: the test world, result, parties, and the secrets when new."""
    test = side.platform()

    def execute(principal: int, name: str, command: object) -> Result:
        try:
            return test.writer.submit(test.request(principal, name, command)).result(SETUP_TIMEOUT_S)
        except TimeoutError as error:
            raise Failure("test_world_unavailable", "it does not answer") from error

    with test.snapshot() as connection:
        test.look(connection)
        twin = store.twin(connection, original.live)
    if twin is None or not twin.ready:
        set_up(execute, original)
    name = f"test-keys:{original.live}:{sha256(key.encode()).hexdigest()}"
    with test.snapshot() as connection:
        parties = store.parties(connection, original.live)
    earlier = _earlier(test, name)
    if earlier is not None:
        return test, earlier, parties, []
    secrets = [tokens.new_secret() for _ in parties]
    result = execute(PLATFORM, name, HandOutTestKeys(original.live, tuple(map(tokens.hash_secret, secrets))))
    if isinstance(result.outcome, TestKeysHandedOut):
        return test, result, parties, secrets
    # Of two requests under one key the slower one is told what the other was given, without its tokens.
    return test, _earlier(test, name) or result, parties, []


def _earlier(test: Platform, name: str) -> Result | None:
    with test.snapshot() as connection:
        found = lists.outcome(connection, PLATFORM, "hand_out_test_keys", name)
    return None if found is None else Result(test.operations.decode_outcome(found[1]), replayed=True)


def _token(key: int, secret: str) -> str | None:
    return tokens.format_token(key, secret, Mode.TEST) if secret else None


def need_test(desk: Desk) -> Mapping[str, Any]:
    """Raises `Refused`: `test_mode_only` for a live key. Fills in nothing of a command."""
    if desk.house.mode is not Mode.TEST:
        raise Refused(Refusal("test_mode_only"))
    return {}


router.act(AdvanceTestClock, TestClockAdvanced, "/test/clock", fill=need_test)
router.act(SetFailure, FailureSet, "/test/failures", status=201, fill=need_test)
router.act(LiftFailure, FailureLifted, "/test/failures/{failure_rule}/lifting", fill=need_test)


@router.get("/test/parties")
async def list_test_parties(desk: At) -> Page[TestPartyView]:
    """Whom the caller may act as in the test world: its twin first, then its test customers."""
    need_test(desk)

    def job(connection: Connection) -> list[Party]:
        return store.parties(connection, _twin(desk, connection))

    return Page(tuple(view(TestPartyView, party) for party in await desk.read("read_test_mode", job)))


def _twin(desk: Desk, connection: Connection) -> int:
    """The twin that the caller is a party of. Raises `Refused`: `principal_not_found`."""
    return need(store.twin_of(connection, desk.principal.id) or None, "principal_not_found")


@router.get("/test/clock")
async def get_test_clock(desk: At) -> TestClockView:
    """The time of the test world."""
    need_test(desk)
    ahead_us = await desk.read("read_test_mode", world.ahead_us)
    now = desk.platform.clock.now()
    return TestClockView(now, china_date(now).isoformat(), (ahead_us or 0) // SECOND_US)


@router.get("/test/failures")
async def list_failures(desk: At, paging: Paging) -> Page[FailureRuleView]:
    """The rules of the caller's twin, oldest first; those no longer in force, too."""
    need_test(desk)
    twin = await desk.read("read_test_mode", lambda connection: _twin(desk, connection))

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[FailureRuleView]]:
        rows = store.rules_page(connection, twin, after[0], limit)
        return [((row.id,), view(FailureRuleView, row)) for row in rows]

    return await desk.listing("read_test_mode", f"failures:{twin}", paging, job)


@router.get("/test/amounts")
async def list_magic_amounts(desk: At) -> MagicAmountsView:
    """The amounts that fail without any rule being set."""
    need_test(desk)
    desk.check_role("read_test_mode")
    rows = (view(MagicAmountView, each, operations=tuple(sorted(each.operations))) for each in MAGIC)
    return MagicAmountsView(tuple(rows))
