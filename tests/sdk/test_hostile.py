"""Whatever a server answers, a call ends in time with its answer or with an `ApiError` that has its key."""

import asyncio
import gzip
import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from jiaozi_sdk import ApiError, AsyncClient, Client, RetryPolicy, _core
from jiaozi_sdk._core import Call, Paging
from jiaozi_sdk._json import DEPTH_MAX, Page, Unreadable, decode, read
from jiaozi_sdk.devices import clock_of
from tests.sdk import node
from tests.sdk.flaky import Act, Answer, Drip, flaky, problem
from tests.sdk.test_retries import CLOSED, TIMEOUT_S, Close, asynchronous, close, synchronous, tried

__all__ = ["close"]
ONCE = RetryPolicy(attempts=1)
TYPE = ("Content-Type", "application/json")
DEEP = b"[" * 100_000 + b"]" * 100_000
DEEP_DETAIL = {**problem("wallet_frozen", 409).body, "detail": json.loads("[" * 500 + "]" * 500)}
UNREADABLE = {
    "nested deeply": DEEP,
    "a number of 6000 digits": b'{"wallet":' + b"9" * 6_000 + b"}",
    "no number": b'{"wallet": NaN}',
    "too large a number": b'{"wallet": 1e999}',
    "UTF-16 of half": b"\xff\xfe{",
    "not UTF-8": b'{"wallet": "\xff"}',
    "null": b"null",
    "nothing": b"",
}
ODD_PROBLEMS = {
    "a deep detail": DEEP_DETAIL,
    "a code that is none": {**DEEP_DETAIL, "detail": "", "code": {"a": 1}},
    "errors that are none": {**DEEP_DETAIL, "detail": "", "errors": {"a": 1}},
    "no errors at all": {**DEEP_DETAIL, "detail": "", "errors": None},
    "an error of nothing": {**DEEP_DETAIL, "detail": "", "errors": [None]},
}
DRIPS = {
    "a body": Drip(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", b" "),
    "headers": Drip(b"HTTP/1.1 200 OK\r\nX: ", b"x"),
    "interim answers": Drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
}


@pytest.mark.parametrize("client", [synchronous, asynchronous])
@pytest.mark.parametrize("status", [200, 409])
@pytest.mark.parametrize("body", UNREADABLE)
def test_an_answer_that_cannot_be_read_is_an_error_with_the_key(client: Close, status: int, body: str) -> None:
    found, _ = tried(client, Answer(status, UNREADABLE[body], (TYPE,)), key="mine")
    assert (found["code"], found["status"], found["key"]) == ("answer_unreadable", status, "mine")


@pytest.mark.parametrize("body", ODD_PROBLEMS)
def test_a_problem_is_taken_whole_or_not_at_all(close: Close, body: str) -> None:
    found, _ = tried(close, Answer(409, ODD_PROBLEMS[body]), key="mine")
    assert (found["code"], found["status"], found["key"]) == ("answer_unreadable", 409, "mine")


@pytest.mark.parametrize("where", ["http://xn--0/", "http://[", "//", "\x80:"])
def test_an_address_that_is_none_is_an_error_with_the_key(close: Close, where: str) -> None:
    found, _ = tried(close, Answer(302, b"", (("Location", where),)), key="mine", retry=ONCE)
    assert (found["code"] in ("answer_unreadable", "connection_failed"), found["key"]) == (True, "mine")


@pytest.mark.parametrize("what", DRIPS)
def test_a_server_that_says_a_little_at_a_time_gets_no_more_time(close: Close, what: str) -> None:
    with flaky(DRIPS[what]) as server:
        began = time.monotonic()
        found = close(server.url, "mine", ONCE, TIMEOUT_S)
        took_s = time.monotonic() - began
    assert (found["code"], found["key"]) == ("connection_failed", "mine")
    assert took_s < TIMEOUT_S + 3


def test_what_was_packed_small_is_not_unpacked_without_end(close: Close) -> None:
    packed = gzip.compress(b" " * (_core.ANSWER_MAX_BYTES + 1))
    found, _ = tried(close, Answer(200, packed, (("Content-Encoding", "gzip"),)), key="mine", retry=ONCE)
    assert found["code"] in ("answer_unreadable", "connection_failed")
    assert found["key"] == "mine"


def drawn(url: str) -> bytes:
    with Client(url, "jz_x") as client:
        return client.collect_codes.symbol("cod_1")


def drawn_later(url: str) -> bytes:
    async def drawing() -> bytes:
        async with AsyncClient(url, "jz_x") as client:
            return await client.collect_codes.symbol("cod_1")

    return asyncio.run(drawing())


@pytest.mark.parametrize("draw", [drawn, drawn_later])
def test_an_answer_is_no_longer_than_its_bound_documents_included(
    draw: Callable[[str], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_core, "ANSWER_MAX_BYTES", 1_000)
    with flaky(Answer(200, b"x" * 1_000)) as server:
        assert len(draw(server.url)) == 1_000
    with flaky(Answer(200, b"x" * 1_001)) as server, pytest.raises(ApiError, match="more than 1000 bytes"):
        draw(server.url)


def listed(url: str) -> Any:
    with Client(url, "jz_x") as client:
        return list(client.events.list())


def listed_later(url: str) -> Any:
    async def all_of() -> Any:
        async with AsyncClient(url, "jz_x") as client:
            return [each async for each in client.events.list()]

    return asyncio.run(all_of())


def test_a_list_that_does_not_go_on_ends_with_an_error() -> None:
    endless: Act = Answer(200, {"items": [], "next_cursor": "c", "has_more": True})
    for lists in (listed, listed_later):
        with flaky(endless) as server:
            with pytest.raises(ApiError, match="does not end"):
                lists(server.url)
            assert len(server.asked) == 2, "the second page leads to itself"
    stays, none = Answer(200, {"items": [1], "has_more": True}), Answer(200, {"items": None})
    for body, asked in ((endless, 2), (stays, 1), (none, 1)):
        with flaky(body) as server:
            assert node.run("list_events", url=server.url) == {"code": "answer_unreadable"}
            assert len(server.asked) == asked


def test_a_page_leads_to_another_place_than_its_own() -> None:
    paging = Paging[int](Call("GET", "/", {}), 200, "a")
    paging.take(Page((1,), "b", has_more=True))
    for stays in (Page((2,), "b", has_more=True), Page((2,), None, has_more=True), Page((), "b", has_more=True)):
        with pytest.raises(ApiError):
            paging.take(stays)
    paging.take(Page((), "c", has_more=True))
    paging.take(Page((), "c"))
    whole = Paging[int](Call("GET", "/", {}), 0, None)
    with pytest.raises(ApiError):
        whole.take(Page((1,), "b", has_more=True))


def test_what_may_be_anything_is_not_nested_without_end() -> None:
    def nested(depth: int) -> Any:
        return read(b'{"a":[' * (depth // 2) + b"]}" * (depth // 2))

    assert decode(Any, nested(DEPTH_MAX)) == nested(DEPTH_MAX)
    with pytest.raises(Unreadable, match="too deeply"):
        decode(Any, nested(DEPTH_MAX + 2))


@pytest.mark.parametrize("now", ["soon", "2026-13-01T00:00:00+08:00", ""])
def test_a_clock_that_says_no_time_is_an_error(now: str) -> None:
    world: dict[str, Any] = {"name": "w", "now": now, "china_date": "", "simulated": True, "regimes": {}}
    with flaky(Answer(200, world)) as server, pytest.raises(ApiError, match="a time that is none"):
        clock_of(Client(server.url, "jz_x"))()


def test_good_answers_are_read_as_before(close: Close) -> None:
    assert tried(close, CLOSED)[0] == {"wallet": "wal_1"}
