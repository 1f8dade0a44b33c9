"""Reading connections that are kept: few are opened, and one that is gone keeps nobody from reading."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest

from jiaozi.config import Settings
from jiaozi.db.engine import Connection, ConnectionLost, Engine
from jiaozi.db.engines import open_engine
from jiaozi.db.pool import KEPT, Pool
from jiaozi.platform import Platform
from jiaozi.worker import Worker
from tests.ledger.world import KEYRING

ONE = "SELECT 1 FROM world"


@contextmanager
def counted(engine: Engine) -> Iterator[list[Connection]]:
    """The connections that an engine opens meanwhile."""
    opened: list[Connection] = []
    connect = engine.connect

    def count(**said: Any) -> Connection:
        opened.append(connect(**said))
        return opened[-1]

    engine.connect = count  # type: ignore[method-assign]
    try:
        yield opened
    finally:
        engine.connect = connect  # type: ignore[method-assign]


def test_readings_one_after_the_other_share_a_connection_and_see_what_was_written_between(db_url: str) -> None:
    engine = open_engine(db_url)
    writer = engine.connect()
    pool = Pool(engine)
    with counted(engine) as opened:
        for value in range(1, 4):
            writer.begin()
            writer.insert("counters", ("name", "value"), [(f"n{value}", value)])
            writer.commit()
            with pool.snapshot() as connection:
                assert connection.query("SELECT count(*) FROM counters WHERE name LIKE 'n_'") == [(value,)]
    assert len(opened) == 1
    pool.close()
    writer.close()


def test_no_more_are_kept_than_may_be(db_url: str) -> None:
    engine = open_engine(db_url)
    pool, meet = Pool(engine), threading.Barrier(KEPT + 3)

    def read() -> None:
        with pool.snapshot():
            meet.wait(30)

    def all_at_once() -> None:
        threads = [threading.Thread(target=read) for _ in range(KEPT + 3)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()

    with counted(engine) as opened:
        all_at_once()
        assert len(opened) == KEPT + 3
        all_at_once()
    assert len(opened) == KEPT + 3 + 3
    pool.close()


def test_one_that_is_gone_is_replaced_before_anybody_reads(db_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = open_engine(db_url)
    pool = Pool(engine)
    with counted(engine) as opened:
        with pool.snapshot():
            pass

        def gone() -> None:
            raise ConnectionLost("gone")

        monkeypatch.setattr(opened[0], "begin_snapshot", gone)
        with pool.snapshot() as connection:
            connection.query(ONE)
    assert len(opened) == 2
    pool.close()


def test_whoever_leaves_by_an_error_leaves_no_snapshot_behind(db_url: str) -> None:
    engine = open_engine(db_url)
    pool = Pool(engine)
    with counted(engine) as opened:
        with suppress(ZeroDivisionError), pool.snapshot() as connection:
            connection.query(ONE)
            raise ZeroDivisionError
        with pool.snapshot() as connection:
            connection.query(ONE)
    assert len(opened) == 1
    pool.close()


@pytest.mark.slow
def test_an_idle_worker_opens_few_connections(db_url: str) -> None:
    platform = Platform(Settings(db_url=db_url, keyring=KEYRING))
    worker = Worker(platform)
    with counted(platform.engine) as opened:
        worker.start()
        time.sleep(3)
        worker.stop()
    assert 0 < len(opened) <= KEPT + 2, "some twenty turns would have opened one each"
    assert worker.failures == 0
    platform.close()
