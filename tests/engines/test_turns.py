"""Whose duty and whose turn it is, among threads and among processes."""

import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from jiaozi.db.engine import Contention
from jiaozi.db.sqlite import SqliteEngine
from jiaozi.sharing import Share, Turn
from tests.patience import PATIENCE_S, until


def child(act: Callable[[], bool]) -> int:
    """A process that does something and waits to be killed if that was true; else it ends with 3."""
    process = os.fork()
    if not process:
        held = act()
        if held:
            time.sleep(PATIENCE_S)
        os._exit(3)
    return process


def test_a_duty_is_one_process_s_until_it_is_killed_and_each_world_has_its_own() -> None:
    with tempfile.TemporaryFile() as file:
        mine = Share(1, file)
        told, tells = os.pipe()

        def hold() -> bool:
            share = Share(2, file)
            held = share.has_duty() and share.has_duty()
            os.write(tells, b"%d" % held)
            return held

        process = child(hold)
        assert os.read(told, 1) == b"1"
        assert not mine.has_duty()
        assert mine.of_test_world().has_duty()
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        assert mine.has_duty()
        os.close(told)
        os.close(tells)


def test_whoever_serves_alone_has_every_duty() -> None:
    assert Share().has_duty()
    assert Share().of_test_world().has_duty()


def test_a_turn_is_taken_from_a_process_that_is_killed(tmp_path: Path) -> None:
    with tempfile.TemporaryFile() as file:
        turn, told = Turn(file), tmp_path / "told"

        def take() -> bool:
            taken = Turn(file).take(PATIENCE_S)
            told.touch()
            return taken

        process = child(take)
        until(told.exists)
        got = threading.Event()

        def wait() -> None:
            turn.take(PATIENCE_S)
            got.set()
            turn.leave()

        waiter = threading.Thread(target=wait)
        waiter.start()
        assert not got.wait(0.2)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        assert got.wait(PATIENCE_S)
        waiter.join()


def test_the_turn_of_the_embedded_engine_ends_with_its_transaction_however_that_ends(tmp_path: Path) -> None:
    engine = SqliteEngine(str(tmp_path / "turns.db"))
    one, other = engine.connect(), engine.connect()
    for end in (one.commit, one.rollback, one.close):
        one.begin()
        one.execute("CREATE TABLE IF NOT EXISTS t (x)")
        other._patience_ms = 50
        with pytest.raises(Contention):
            other.begin()
        end()
        other.begin()
        other.rollback()
    other.close()


def test_a_connection_that_is_forgotten_keeps_nobody_waiting(tmp_path: Path) -> None:
    engine = SqliteEngine(str(tmp_path / "turns.db"))
    forgotten = engine.connect()
    forgotten.begin()
    del forgotten
    other = engine.connect()
    other.begin()
    other.close()
