"""What is tried again and what never, the same in all three clients, against a server that fails on a real socket."""

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from typing import Any

import httpx
import pytest

from jiaozi_sdk import ApiError, AsyncClient, Client, RetryPolicy
from tests.sdk import node, samples
from tests.sdk.flaky import DROP, LATE, Act, Answer, Flaky, flaky, problem

CLOSED = Answer(200, samples.sample(samples.answer_of("close_wallet"), whole=True) | {"wallet": "wal_1"})
TIMEOUT_S = 0.7
"""Of a server that answers late; one that answers is given longer, since this machine may be busy."""
PATIENT_S = 30
Close = Callable[[str, str, RetryPolicy, float], Mapping[str, Any]]
"""Closes a wallet at an address under a key, waiting so long for an answer, and says what came of it."""


def said(error: ApiError) -> dict[str, Any]:
    names = ("code", "status", "detail", "rule", "key", "retryable")
    more = {"requestId": error.request_id, "errors": [each._asdict() for each in error.errors], "text": str(error)}
    return {name: getattr(error, name) for name in names} | more


def synchronous(url: str, key: str, retry: RetryPolicy, timeout_s: float) -> Mapping[str, Any]:
    with Client(url, "jz_x", timeout_s=timeout_s, retry=retry) as client:
        try:
            return {"wallet": client.wallets.close("wal_1", key=key).wallet}
        except ApiError as error:
            return said(error)


def asynchronous(url: str, key: str, retry: RetryPolicy, timeout_s: float) -> Mapping[str, Any]:
    async def close() -> Mapping[str, Any]:
        async with AsyncClient(url, "jz_x", timeout_s=timeout_s, retry=retry) as client:
            try:
                return {"wallet": (await client.wallets.close("wal_1", key=key)).wallet}
            except ApiError as error:
                return said(error)

    return asyncio.run(close())


def typescript(url: str, key: str, retry: RetryPolicy, timeout_s: float) -> Mapping[str, Any]:
    ms = {"firstMs": retry.first_s * 1000, "longestMs": retry.longest_s * 1000, "totalMs": retry.total_s * 1000}
    options = {"timeoutMs": timeout_s * 1000, "retry": {"attempts": retry.attempts, **ms}}
    return node.run("close_wallet", url=url, key=key, options=options)  # type: ignore[no-any-return]


@pytest.fixture(params=[synchronous, asynchronous, typescript], ids=["sync", "async", "typescript"])
def close(request: pytest.FixtureRequest) -> Close:
    found: Close = request.param
    return found


def tried(close: Close, *script: Act, key: str = "", retry: RetryPolicy | None = None) -> tuple[Any, Flaky]:
    with flaky(*script) as server:
        patience = TIMEOUT_S if LATE in script else PATIENT_S
        return close(server.url, key, retry or RetryPolicy(), patience), server


AGAIN: dict[str, Act] = {
    "dropped": DROP,
    "cut": CLOSED._replace(cut=True),
    "late": LATE,
    "429": problem("overloaded", 429),
    "502": Answer(502, b"<html>"),
    "503": problem("overloaded", 503, retryable=True),
    "504": Answer(504, b""),
    "outcome_unknown": problem("outcome_unknown", 500),
}
NEVER: dict[str, Act] = {
    "400": problem("request_malformed", 400),
    "401": problem("credentials_invalid", 401),
    "409": problem("wallet_frozen", 409, retryable=True),
    "500": problem("internal_error", 500, retryable=True, Retry_After="0"),
    "501": Answer(501, b"<html>"),
    "302": Answer(302, b"", (("Location", "http://127.0.0.1:9/"),)),
}


@pytest.mark.parametrize("failure", AGAIN)
def test_what_was_lost_or_is_busy_is_tried_again_under_the_same_key(close: Close, failure: str) -> None:
    found, server = tried(close, AGAIN[failure], CLOSED)
    assert found == {"wallet": "wal_1"}
    assert len(server.asked) == 2
    assert {each.line for each in server.asked} == {"POST /v1/wallets/wal_1/closure HTTP/1.1"}
    (key,) = {each.key for each in server.asked}
    assert key.startswith("sdk-")


@pytest.mark.parametrize("failure", NEVER)
def test_nothing_else_is_tried_again(close: Close, failure: str) -> None:
    found, server = tried(close, NEVER[failure], CLOSED, key="mine")
    assert found["status"] == int(failure)
    assert found["key"] == "mine"
    assert [each.key for each in server.asked] == ["mine"]


def test_attempts_are_bounded_in_number(close: Close) -> None:
    found, server = tried(close, AGAIN["503"], retry=RetryPolicy(attempts=3, first_s=0.01))
    assert (found["code"], len(server.asked)) == ("overloaded", 3)


def test_attempts_are_bounded_in_time(close: Close) -> None:
    """Also those that wait for an answer."""
    began = time.monotonic()
    found, server = tried(close, LATE, retry=RetryPolicy(attempts=50, first_s=0.01, total_s=1))
    assert (found["code"], found["status"]) == ("connection_failed", 0)
    assert 2 <= len(server.asked) <= 4
    assert server.asked[-1].at_s - began < 3
    _, server = tried(close, problem("overloaded", 503, Retry_After="5"), retry=RetryPolicy(total_s=4))
    assert len(server.asked) == 1


def test_the_server_says_how_long_to_wait(close: Close) -> None:
    _, server = tried(close, problem("overloaded", 503, Retry_After="1"), CLOSED)
    first, second = (each.at_s for each in server.asked)
    assert second - first >= 1


def test_an_error_says_its_sentence_its_rule_and_its_request(close: Close) -> None:
    malformed = problem("request_malformed", 422)
    body = malformed.body | {"errors": [{"field": "body.amount", "message": "needed", "message_zh": "缺少此字段"}]}
    found, _ = tried(close, malformed._replace(body=body), key="mine")
    assert found == {
        "code": "request_malformed",
        "status": 422,
        "detail": "and why",
        "rule": "limits.class-iv",
        "requestId": "r-17",
        "key": "mine",
        "retryable": False,
        "errors": [{"field": "body.amount", "message": "needed", "message_zh": "缺少此字段"}],
        "text": "request_malformed (422): It is so. and why [rule limits.class-iv, request r-17]",
    }


def test_whoever_answers_in_between_is_told_apart(close: Close) -> None:
    html = Answer(403, b"<html>", (("X-Request-Id", "r-18"),))
    twice = (
        b'{"wallet": "wal_2", "\\u0077allet": "wal_1"}',
        b'{"a": [1, {"b": "\\\\", "c": {}, "b": 2}], "wallet": "wal_1"}',
    )
    doubtful = [Answer(status, body, html.headers) for body in (b"<html>", *twice) for status in (200, 409)]
    for answer in (html, Answer(400, ["no", "problem"], html.headers), *doubtful):
        found, _ = tried(close, answer)
        assert (found["code"], found["status"], found["requestId"]) == ("answer_unreadable", answer.status, "r-18")


def test_a_name_is_no_name_twice_in_two_objects_or_in_a_text(close: Close) -> None:
    body = (
        rb'{"wallet": "\"wallet\": {[", "more": [{"wallet": 1}, {"wallet": 1, "closed_at": "}"}], "closed_at": "\\", '
    )
    rest = {name: value for name, value in CLOSED.body.items() if name != "wallet"}
    found, _ = tried(close, Answer(200, body + json.dumps(rest)[1:].encode()))
    assert found == {"wallet": '"wallet": {['}


def test_nobody_there_is_an_error_with_the_key_to_ask_again(close: Close) -> None:
    with flaky(CLOSED) as server:
        pass
    found = close(server.url, "mine", RetryPolicy(attempts=2, first_s=0.01), PATIENT_S)
    assert (found["code"], found["key"], found["retryable"]) == ("connection_failed", "mine", True)


def test_pauses_double_up_to_the_longest_and_are_spread() -> None:
    slept: list[float] = []
    busy = httpx.MockTransport(lambda _: httpx.Response(503))
    retry = RetryPolicy(attempts=9, first_s=1, longest_s=8, total_s=1_000)
    for _ in range(20):
        client = Client("http://platform", "", retry=retry, transport=busy, sleep=slept.append)
        with pytest.raises(ApiError):
            client.me()
    turns = [slept[turn::8] for turn in range(8)]
    assert all(max(turn) <= ceiling for turn, ceiling in zip(turns, (1, 2, 4, 8, 8, 8, 8, 8), strict=True))
    assert max(turns[7]) > 4
    assert len(set(slept)) == len(slept)


def test_a_call_that_is_cancelled_is_made_no_more() -> None:
    """Neither while it waits for its answer nor between two attempts."""

    async def cancelled(server: Flaky) -> None:
        async with AsyncClient(server.url, "jz_x", retry=RetryPolicy(first_s=60, total_s=600)) as client:
            task = asyncio.create_task(client.wallets.close("wal_1", key="mine"))
            await asyncio.to_thread(server.was_asked.wait, 10)
            await asyncio.sleep(0.3)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await asyncio.sleep(0.3)

    for act in (LATE, problem("overloaded", 503, Retry_After="30")):
        with flaky(act) as server:
            asyncio.run(cancelled(server))
            assert [each.key for each in server.asked] == ["mine"]


def test_a_typescript_call_is_ended_by_its_signal() -> None:
    for act in (LATE, problem("overloaded", 503, Retry_After="30")):
        with flaky(act) as server:
            assert node.run("abort", url=server.url, ms=300) == {"reason": "enough"}
            assert len(server.asked) == 1
