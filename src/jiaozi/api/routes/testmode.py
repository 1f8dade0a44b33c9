"""Test mode: keys for the test world, and what there is to try things with."""

from hashlib import sha256
from typing import Any

from starlette.responses import Response

from jiaozi.access import tokens
from jiaozi.access.model import PLATFORM, Mode
from jiaozi.api import render
from jiaozi.api import store as lists
from jiaozi.api.desk import At, Desk, need, number, optional
from jiaozi.api.modes import TestSide
from jiaozi.api.problems import Refused
from jiaozi.api.routing import Json, Paging, Router
from jiaozi.clock import SECOND_US, china_date, format_time, parse_time
from jiaozi.db import world
from jiaozi.db.commands import Result
from jiaozi.db.engine import Connection
from jiaozi.errors import Failure, Refusal
from jiaozi.ids import encode_id
from jiaozi.platform import Platform
from jiaozi.testmode import store
from jiaozi.testmode.clock import AdvanceTestClock
from jiaozi.testmode.effects import MAGIC
from jiaozi.testmode.failures import LiftFailure, SetFailure
from jiaozi.testmode.model import FailureRule, Party
from jiaozi.testmode.setup import Original, original_of, set_up
from jiaozi.testmode.twins import HandOutTestKeys, TestKeysHandedOut
from jiaozi.wire import testmode as wire
from jiaozi.wire.base import Nothing, Page

router = Router("/v1", "test mode")
SETUP_TIMEOUT_S = 60


@router.post("/test-keys", status=201, answer=wire.TestKeys)
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
    shown = [_party(party) | _key(key, secret) for party, key, secret in keys]
    answer = Json({"now": format_time(test.clock.now()), "parties": shown}, 201)
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


def _key(key: int, secret: str) -> dict[str, Any]:
    token = tokens.format_token(key, secret, Mode.TEST) if secret else None
    return {"key": encode_id("key", key), "token": token}


def _party(party: Party) -> dict[str, Any]:
    return render.plain(party._asdict())


def need_test(desk: Desk) -> None:
    """Raises `Refused`: `test_mode_only` for a live key."""
    if desk.house.mode is not Mode.TEST:
        raise Refused(Refusal("test_mode_only"))


@router.get("/test/parties", answer=Page[wire.TestParty])
async def list_test_parties(desk: At) -> dict[str, Any]:
    """Whom the caller may act as in the test world: its twin first, then its test customers."""
    need_test(desk)

    def job(connection: Connection) -> list[Party]:
        return store.parties(connection, _twin(desk, connection))

    return {"items": [_party(party) for party in await desk.read("read_test_mode", job)]}


def _twin(desk: Desk, connection: Connection) -> int:
    """The twin that the caller is a party of. Raises `Refused`: `principal_not_found`."""
    return need(store.twin_of(connection, desk.principal.id) or None, "principal_not_found")


@router.get("/test/clock", answer=wire.TestClock)
async def get_test_clock(desk: At) -> wire.TestClock:
    """The time of the test world."""
    need_test(desk)
    ahead_us = await desk.read("read_test_mode", world.ahead_us)
    now = desk.platform.clock.now()
    shown = {"now": format_time(now), "china_date": china_date(now).isoformat()}
    return wire.TestClock(**shown, advanced_s=(ahead_us or 0) // SECOND_US)


@router.post("/test/clock", answer=wire.TestClockAdvanced)
async def advance_test_clock(desk: At, body: wire.TestClockAdvance) -> Response:
    """Moves the test world's clock forward, for everybody in it; never back."""
    need_test(desk)
    until = parse_time(body.until) if body.until else 0
    return await desk.act(AdvanceTestClock(body.forward_s or 0, until))


@router.get("/test/failures", answer=Page[wire.FailureRule])
async def list_failures(desk: At, paging: Paging) -> dict[str, Any]:
    """The rules of the caller's twin, oldest first; those no longer in force, too."""
    need_test(desk)

    def job(connection: Connection) -> tuple[str, list[FailureRule]]:
        twin = _twin(desk, connection)
        listing = f"failures:{twin}"
        (after,) = desk.start(listing, paging.cursor, (0,))
        return listing, store.rules_page(connection, twin, after, paging.limit + 1)

    listing, rows = await desk.read("read_test_mode", job)
    return desk.page(listing, [_rule(row) for row in rows], [(row.id,) for row in rows], paging.limit, paging.cursor)


def _rule(row: FailureRule) -> dict[str, Any]:
    return {
        "id": encode_id("flr", row.id),
        "operation": row.operation,
        "effect": row.effect,
        "code": row.code,
        "amount": render.money(row.amount_minor) if row.amount_minor else None,
        "wallet": render.identifier("wal", row.wallet),
        "times": row.times or None,
        "met": row.met,
        "in_force": bool(row.in_force),
        "set_at": format_time(row.set_at),
    }


@router.post("/test/failures", status=201, answer=wire.FailureSet)
async def set_failure(desk: At, body: wire.FailureSetting) -> Response:
    """Makes an operation of the caller's twin and its customers fail."""
    need_test(desk)
    amount = body.amount.minor if body.amount else 0
    command = SetFailure(body.operation, body.effect, body.code, amount, optional(body.wallet), body.times or 0)
    return await desk.act(command, status=201)


@router.post("/test/failures/{failure_rule}/lifting", answer=wire.FailureLifted)
async def lift_failure(desk: At, failure_rule: wire.FailureRuleId, _: Nothing | None = None) -> Response:
    """Ends a rule."""
    need_test(desk)
    return await desk.act(LiftFailure(number(failure_rule)))


@router.get("/test/amounts", answer=wire.MagicAmounts)
async def list_magic_amounts(desk: At) -> dict[str, Any]:
    """The amounts that fail without any rule being set."""
    need_test(desk)
    desk.check_role("read_test_mode")
    return {"items": [{**render.plain(each._asdict()), "operations": sorted(each.operations)} for each in MAGIC]}
