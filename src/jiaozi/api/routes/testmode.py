"""Test mode: keys for the test world, and what there is to try things with."""

import asyncio
from hashlib import sha256
from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from jiaozi.access import tokens
from jiaozi.access.model import PLATFORM, Mode
from jiaozi.api import render
from jiaozi.api import store as lists
from jiaozi.api.desk import At, Desk, need
from jiaozi.api.modes import TestSide
from jiaozi.api.problems import Refused
from jiaozi.clock import format_time
from jiaozi.db.commands import Result
from jiaozi.db.engine import Connection
from jiaozi.errors import Failure, Refusal
from jiaozi.ids import encode_id
from jiaozi.platform import Platform
from jiaozi.testmode import store
from jiaozi.testmode.model import Party
from jiaozi.testmode.setup import Original, original_of, set_up
from jiaozi.testmode.twins import HandOutTestKeys, TestKeysHandedOut
from jiaozi.wire import bodies
from jiaozi.wire import testmode as wire
from jiaozi.wire.base import Page

router = APIRouter(prefix="/v1", tags=["test mode"])
SETUP_TIMEOUT_S = 60


@router.post("/test-keys", status_code=201, response_model=wire.TestKeys)
async def hand_out_test_keys(desk: At, _: bodies.Nothing | None = None) -> Response:
    """With a live key: keys of the caller's twin in the test world and of its test customers.

    The first time, the twin is set up. The tokens are in this answer and nowhere else; under a new Idempotency-Key each
    party gets a further key.
    """
    side = desk.house.side
    if side is None:
        raise Refused(Refusal("live_mode_only"))
    desk.check_role("hand_out_test_keys")
    original = await desk.house.readers.run(lambda connection: original_of(connection, desk.principal))
    test, result, secrets = await asyncio.to_thread(_hand_out, side, original, desk.key)
    if isinstance(result.outcome, Refusal | Failure):
        return desk.answer(result)
    with test.snapshot() as connection:
        parties = store.parties(connection, original.live)
    keys = zip(parties, result.outcome.keys, secrets or [""] * len(parties), strict=True)
    shown = [_party(party) | _key(key, secret) for party, key, secret in keys]
    answer = JSONResponse({"now": format_time(test.clock.now()), "parties": shown}, 201)
    desk.mark(answer, result)
    return answer


def _hand_out(side: TestSide, original: Original, key: str) -> tuple[Platform, Result, list[str]]:
    """Sets the twin up and gives its parties keys: the test world, the result, and the secrets when they are new."""
    test = side.platform()

    def execute(principal: int, name: str, command: object) -> Result:
        return test.writer.submit(test.request(principal, name, command)).result(SETUP_TIMEOUT_S)

    with test.snapshot() as connection:
        test.look(connection)
        twin = store.twin(connection, original.live)
    if twin is None or not twin.ready:
        set_up(execute, original)
    name = f"test-keys:{original.live}:{sha256(key.encode()).hexdigest()}"
    earlier = _earlier(test, name)
    if earlier is not None:
        return test, earlier, []
    with test.snapshot() as connection:
        secrets = [tokens.new_secret() for _ in store.parties(connection, original.live)]
    result = execute(PLATFORM, name, HandOutTestKeys(original.live, tuple(map(tokens.hash_secret, secrets))))
    if isinstance(result.outcome, TestKeysHandedOut):
        return test, result, secrets
    # Of two requests under one key the slower one is told what the other was given, without its tokens.
    return test, _earlier(test, name) or result, []


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


@router.get("/test/parties", response_model=Page[wire.TestParty])
async def list_test_parties(desk: At) -> dict[str, Any]:
    """Whom the caller may act as in the test world: its twin first, then its test customers."""
    need_test(desk)

    def job(connection: Connection) -> list[Party]:
        return store.parties(connection, _twin(desk, connection))

    return {"items": [_party(party) for party in await desk.read("read_test_parties", job)]}


def _twin(desk: Desk, connection: Connection) -> int:
    """The twin that the caller is a party of. Raises `Refused`: `principal_not_found`."""
    return need(store.twin_of(connection, desk.principal.id) or None, "principal_not_found")
