"""Killed processes and killed databases: every acknowledged payment is there once, none is half done."""

import threading
import time
from pathlib import Path

import pytest

from jiaozi.clock import SystemClock
from tests.engines.seekdb import SeekdbServer
from tests.faults import load
from tests.ledger.world import LedgerWorld

pytestmark = pytest.mark.slow
COUNT = 3_000


def test_a_writing_process_is_killed(db_url: str, tmp_path: Path) -> None:
    world = LedgerWorld(db_url, SystemClock())
    debit, credit = world.source(), world.open()
    log = tmp_path / "acknowledged"
    for seen in (1, 400):
        process = load.start(db_url, log, "key", COUNT, debit, credit)
        load.wait_for(log, len(load.acknowledged_in(log)) + seen, process)
        process.kill()
        process.wait()
    acknowledged = load.acknowledged_in(log)
    assert 400 <= len(set(acknowledged)) < COUNT  # the second process acknowledges again what the first one did
    load.prove(world, load.keys_of("key", COUNT), acknowledged, debit, credit)
    world.close()


def test_of_two_processes_on_one_database_one_is_killed(db_url: str, tmp_path: Path) -> None:
    world = LedgerWorld(db_url, SystemClock())
    debit, credit = world.source(), world.open()
    logs = [tmp_path / "killed", tmp_path / "spared"]
    processes = [load.start(db_url, log, log.name, 600, debit, credit) for log in logs]
    load.wait_for(logs[0], 50, processes[0])
    processes[0].kill()
    processes[0].wait()
    assert processes[1].wait(load.PATIENCE_S) == 0
    assert len(load.acknowledged_in(logs[1])) == 600
    acknowledged = [key for log in logs for key in load.acknowledged_in(log)]
    load.prove(world, load.keys_of("killed", 600) + load.keys_of("spared", 600), acknowledged, debit, credit)
    world.close()


def test_the_database_server_is_killed_under_load(private_seekdb: SeekdbServer) -> None:
    world = LedgerWorld(private_seekdb.create_database("bank"), SystemClock())
    debit, credit = world.source(), world.open()
    keys = load.keys_of("key", COUNT)
    acknowledged: list[str] = []
    client = threading.Thread(target=lambda: acknowledged.extend(load.drive(world, keys, debit, credit)))
    client.start()
    for _ in range(2):
        time.sleep(0.5)
        private_seekdb.kill9()
        private_seekdb.start()
    client.join(load.PATIENCE_S)
    assert len(acknowledged) == COUNT
    load.prove(world, keys, acknowledged, debit, credit)
    world.close()
