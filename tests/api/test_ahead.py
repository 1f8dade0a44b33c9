"""Requests that share a snapshot are read for together: what each asks of the database after that is there already."""

import asyncio
from collections.abc import Callable, Iterable
from threading import Event, Semaphore, local
from typing import Any

import pytest

from jiaozi.access.authenticate import authenticate, token_in
from jiaozi.access.ownership import of_wallet
from jiaozi.access.tokens import Token
from jiaozi.api.ahead import Named
from jiaozi.api.readers import READERS_MAX, Readers
from jiaozi.db.engine import Connection
from jiaozi.devices.store import device_holder
from jiaozi.wallets.store import wallet
from tests.api.conftest import Town


@pytest.fixture
def asked(town: Town, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is asked of the database's readers from now on; a question that asks another is one."""
    found: list[str] = []
    asking = local()
    with town.platform.snapshot() as connection:
        kind = type(connection)

    def counted(name: str) -> Callable[..., Any]:
        plain = getattr(kind, name)

        def count(*given: Any, **more: Any) -> Any:
            within = getattr(asking, "within", False)
            found.extend([] if within else [name])
            asking.within = True
            try:
                return plain(*given, **more)
            finally:
                asking.within = within

        return count

    for name in ("query", "query_each", "fetch"):
        monkeypatch.setattr(kind, name, counted(name))
    return found


def test_what_requests_name_is_read_once_for_all_that_wait_together(town: Town, asked: list[str]) -> None:
    tokens = [token_in(town.tokens[who]) for who in ("li", "teahouse", "icbc")]
    pairs = [(token, town.number(name)) for token in tokens for name in ("li", "wang", "shop", "works")]
    together = asyncio.run(_together(town, pairs, asked))
    at_once = len(asked)
    readers = Readers(town.platform.engine, town.platform.writer)
    assert together == [readers.read(_look(town, *pair)) for pair in pairs]
    readers.close()
    assert at_once <= 5, "a read for each kind of row, whoever needs it"
    assert len(asked) - at_once >= 4 * len(pairs)


def _look(town: Town, token: Token, number: int) -> Callable[[Connection], Any]:
    """What a payment asks before it goes on to the writer."""

    def look(connection: Connection) -> Any:
        caller = authenticate(connection, token, town.clock.now())
        row = wallet(connection, number)
        assert row is not None
        return caller.principal, of_wallet(connection, row), device_holder(connection, row.holder)

    return look


async def _together(town: Town, pairs: Iterable[tuple[Token, int]], asked: list[str]) -> list[Any]:
    """Asks for all of these while every thread is busy, so that they share a snapshot; `asked` begins with it."""
    readers, go = Readers(town.platform.engine, town.platform.writer), Event()
    threads = 1 if town.platform.engine.writer_threads == 1 else READERS_MAX // 2
    begun = Semaphore(0)

    def busy(_: Connection) -> None:
        begun.release()
        assert go.wait(30)

    held = []
    for _ in range(threads):  # one after another: a thread would take two that wait together
        held.append(asyncio.ensure_future(readers.run_brief(busy, Named(0))))
        assert await asyncio.to_thread(begun.acquire, timeout=30)
    asked.clear()
    waiting = [
        asyncio.ensure_future(readers.run_brief(_look(town, *pair), Named(pair[0].key, pair[1]))) for pair in pairs
    ]
    await asyncio.sleep(0)
    go.set()
    found = await asyncio.gather(*waiting)
    await asyncio.gather(*held)
    readers.close()
    return found
