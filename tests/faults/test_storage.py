"""A full disk: callers are told so, nothing is half done, and all goes on when there is room again."""

import os
import subprocess
import sys
import time
from pathlib import Path

import apsw
import pytest

from jiaozi.clock import SystemClock
from jiaozi.db.sqlite import SqliteConnection
from jiaozi.errors import Failure
from jiaozi.ledger.audit import audit
from jiaozi.ledger.commands import JournalsPosted
from tests.faults import load
from tests.ledger.world import KEYRING, LedgerWorld

pytestmark = pytest.mark.only_engine("sqlite")  # an OceanBase server's disk is its own; tests cannot fill it safely


def test_a_database_that_may_not_grow_refuses_and_recovers(db_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """`max_page_count` makes SQLite answer SQLITE_FULL as a full disk does, without filling one."""
    limit = 2**31 - 2
    begin = SqliteConnection.begin

    def bounded_begin(self: SqliteConnection) -> None:
        self.query(f"PRAGMA max_page_count = {limit}")
        begin(self)

    monkeypatch.setattr(SqliteConnection, "begin", bounded_begin)
    world = LedgerWorld(db_url, SystemClock())
    debit, credit = world.source(), world.open()
    limit = _pages(world) + 20
    acknowledged = []
    keys = load.keys_of("key", 2_000)
    for key in keys:
        result = world.platform.run([load.payment(world, key, debit, credit)])[0]
        if isinstance(result.outcome, JournalsPosted):
            acknowledged.append(key)
        else:
            assert isinstance(result.outcome, Failure)
            assert result.outcome.code == "storage_full"
            break
    assert 0 < len(acknowledged) < len(keys)
    with world.platform.snapshot() as connection:
        assert audit(connection).findings == ()
    assert world.balances([credit])[0][0] == len(acknowledged)
    limit = 2**31 - 2
    load.prove(world, keys, acknowledged, debit, credit)
    world.close()


def test_a_statement_about_the_file_is_run_again_while_another_process_is_at_the_same(tmp_path: Path) -> None:
    """As when several processes open a new database at once: SQLite waits for neither of these."""
    connection = SqliteConnection(tmp_path / "new.db", reader=False)
    errors: list[Exception] = [apsw.SchemaChangeError("the schema has changed"), apsw.BusyError("locked")]

    def disturbed(*_: object) -> bool:
        if errors:
            raise errors.pop()
        return True

    connection._db.exec_trace = disturbed
    connection._settle("PRAGMA journal_mode = WAL")
    connection._db.exec_trace = None
    assert (errors, connection._db.pragma("journal_mode")) == ([], "wal")
    connection.close()


def _pages(world: LedgerWorld) -> int:
    with world.platform.snapshot() as connection:
        return int(connection.query("PRAGMA page_count")[0][0])


@pytest.mark.slow
@pytest.mark.parametrize("room", ["volume", "file size"])
def test_a_process_fills_its_disk(tmp_path: Path, room: str) -> None:
    """A volume of 6 MiB of its own where the system lets us mount one; a limit on the size of files everywhere."""
    log = tmp_path / "report"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(load.ROOT), str(load.ROOT / "src"), *sys.path])}
    folder = tmp_path / "volume"
    folder.mkdir()
    program = [sys.executable, "-m", "tests.faults.fill", str(folder), str(KEYRING), str(log)]
    if room == "file size" or not _can_mount(folder):
        command = [*program, "limit"]
    else:
        mount = 'mount -t tmpfs -o size=6m tmpfs "$0" && exec "$@"'
        command = [
            "unshare",
            "--user",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            mount,
            str(folder),
            *program,
            "volume",
        ]
    started = time.monotonic()
    subprocess.run(command, cwd=load.ROOT, env=environment, check=True, timeout=100)
    assert log.read_text().startswith("sound")
    assert time.monotonic() - started < load.PATIENCE_S


def _can_mount(folder: Path) -> bool:
    command = ["unshare", "--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", str(folder)]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False
