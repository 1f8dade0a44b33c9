"""Requests that share a snapshot are read for together: what each asks of the database after that is there already."""

import asyncio
from collections.abc import Callable, Iterable
from threading import Event
from typing import Any

import pytest

from jiaozi.access.authenticate import authenticate, token_in
from jiaozi.access.ownership import of_wallet
from jiaozi.access.tokens import Token
from jiaozi.api.ahead import Named
from jiaozi.api.readers import Readers
from jiaozi.db.engine import Connection
from jiaozi.devices.store import device_holder
from jiaozi.wallets.store import wallet
from tests.api.conftest import Town


@pytest.fixture
def asked(town: Town, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is asked of the database's readers from now on; a question that asks another is one."""
    found: list[str] = []
    asking: list[str] = []
    with town.platform.snapshot() as connection:
        kind = type(connection)

    def counted(name: str) -> Callable[..., Any]:
        plain = getattr(kind, name)

        def count(*given: Any, **more: Any) -> Any:
            found.extend([] if asking else [name])
            asking.append(name)
            try:
                return plain(*given, **more)
            finally:
                asking.pop()

        return count

    for name in ("query", "query_each", "fetch"):
        monkeypatch.setattr(kind, name, counted(name))
    return found


def test_what_requests_name_is_read_once_for_all_that_wait_together(town: Town, asked: list[str]) -> None:
    tokens = [token_in(town.tokens[who]) for who in ("li", "teahouse", "icbc")]
    pairs = [(token, town.number(name)) for token in tokens for name in ("li", "wang", "shop", "works")]
    asked.clear()
    together = asyncio.run(_together(town, pairs))
    at_once = len(asked)
    readers = Readers(town.platform.engine, town.platform.writer)
    assert together == [readers.read(_look(town, *pair)) for pair in pairs]
    readers.close()
    assert at_once <= 8, "a read for each kind of row, whoever needs it"
    assert len(asked) - at_once >= 4 * len(pairs)


def _look(town: Town, token: Token, number: int) -> Callable[[Connection], Any]:
    """What a payment asks before it goes on to the writer."""

    def look(connection: Connection) -> Any:
        caller = authenticate(connection, token, town.clock.now())
        row = wallet(connection, number)
        assert row is not None
        return caller.principal, of_wallet(connection, row), device_holder(connection, row.holder)

    return look


async def _together(town: Town, pairs: Iterable[tuple[Token, int]]) -> list[Any]:
    """Asks for all of these while the one thread is busy, so that they share a snapshot."""
    readers, begun, go = Readers(town.platform.engine, town.platform.writer), Event(), Event()

    def busy(_: Connection) -> None:
        begun.set()
        assert go.wait(10)

    waiting = [asyncio.ensure_future(readers.run_brief(busy, Named(0)))]
    await asyncio.to_thread(begun.wait, 10)
    waiting += [
        asyncio.ensure_future(readers.run_brief(_look(town, *pair), Named(pair[0].key, pair[1]))) for pair in pairs
    ]
    await asyncio.sleep(0)
    go.set()
    found = await asyncio.gather(*waiting)
    readers.close()
    return found[1:]
