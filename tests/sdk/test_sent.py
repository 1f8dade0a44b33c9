"""What never left this machine was not done; and no error repeats a key."""

import asyncio
import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from jiaozi_sdk import ApiError, AsyncClient, Client, RetryPolicy

NOBODY = "http://127.0.0.1:{port}"
ONCE = RetryPolicy(attempts=1)
PAID: dict[str, Any] = {"payer": "wal_0000000000001", "amount_minor": 1, "store": "sto_0000000000001"}


@pytest.mark.parametrize(
    "bad", ["jz_SECRET\n", "jz_SECRET ", " jz_SECRET", "jz_SECRET\x00", "jz_SECRET键", "jz_SEC RET"]
)
def test_a_key_that_is_none_is_refused_before_anything_is_sent_and_not_repeated(bad: str) -> None:
    for make in (Client, AsyncClient):
        with pytest.raises(ApiError, match="credentials_invalid") as refused:
            make("http://127.0.0.1:1", bad)
        assert "SEC" not in f"{refused.value} {refused.value!r} {refused.value.args}"
        assert not refused.value.sent


@pytest.mark.parametrize("key", ["键", "a\nb", "a\x00"])
def test_an_idempotency_key_that_is_none_is_refused_before_anything_is_sent(key: str) -> None:
    with Client("http://127.0.0.1:1", "jz_x") as client, pytest.raises(ApiError, match="request_malformed") as refused:
        client.payments.create(**PAID, key=key)
    assert not refused.value.sent


def test_where_nobody_listens_nothing_was_sent(free: str) -> None:
    with Client(free, "jz_x", retry=ONCE) as client, pytest.raises(ApiError, match="connection_failed") as lost:
        client.payments.create(**PAID, key="k")
    assert (lost.value.key, lost.value.sent) == ("k", False)

    async def ask() -> None:
        async with AsyncClient(free, "jz_x", retry=ONCE) as client:
            await client.payments.create(**PAID, key="k")

    with pytest.raises(ApiError, match="connection_failed") as lost:
        asyncio.run(ask())
    assert (lost.value.key, lost.value.sent) == ("k", False)


def test_what_was_sent_once_may_have_been_done_whatever_came_later() -> None:
    ends = iter([httpx.ReadError("gone"), httpx.ConnectError("refused")])

    def answer(_: httpx.Request) -> httpx.Response:
        raise next(ends)

    policy = RetryPolicy(attempts=2, first_s=0)
    sent = Client("http://127.0.0.1:1", "jz_x", retry=policy, transport=httpx.MockTransport(answer))
    with sent as client, pytest.raises(ApiError, match="connection_failed") as lost:
        client.payments.create(**PAID, key="k")
    assert lost.value.sent


@pytest.fixture
def free() -> Iterator[str]:
    """Where nobody listens, and nobody can begin to meanwhile."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield NOBODY.format(port=held.getsockname()[1])
