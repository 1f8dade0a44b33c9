"""A migration that is killed half-way is run again, and several processes may start on one new database at once."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import replace

import pytest

from jiaozi.clock import SystemClock
from jiaozi.db.engines import open_engine
from jiaozi.db.migrate import fingerprint, marks, migrate, missing
from jiaozi.db.schema import Column, Index, MetaData, Table, metadata
from jiaozi.schema import migrations, upgrade
from tests.faults import load
from tests.ledger.world import KEYRING, LedgerWorld

pytestmark = pytest.mark.slow
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join([str(load.ROOT), str(load.ROOT / "src"), *sys.path])}


def test_a_migration_is_killed_half_way(empty_db_url: str) -> None:
    engine = open_engine(empty_db_url)
    for writes in (0, 1, 3, len(metadata.tables) // 2, len(metadata.tables) // 3):
        killed_after(empty_db_url, writes)
        with closing(engine.connect()) as connection:
            assert fingerprint(metadata) not in marks(connection)
    _pays(empty_db_url)
    with closing(engine.connect()) as connection:
        assert missing(engine, metadata, connection.shape()) == []


def killed_after(url: str, writes: int) -> None:
    """A process that upgrades a database and is killed after so many statements."""
    command = [sys.executable, "-m", "tests.faults.halfway", url, str(writes)]
    ended = subprocess.run(command, cwd=load.ROOT, env=ENVIRONMENT, check=False)
    assert ended.returncode == -signal.SIGKILL


def test_what_somebody_took_away_or_a_version_under_way_had_not_is_added(empty_db_url: str) -> None:
    """Two shapes of one version: what was declared while it was under way comes with the next opening."""
    engine, wallets = open_engine(empty_db_url), metadata.tables["wallets"]
    upgrade(engine, 0)
    columns = (*wallets.columns, Column("grade", "text", 10, default="none"))
    indexes = (*wallets.indexes, Index("wallets_grade", "grade", "id"))
    grades = Table("grades", (Column("id", "number"),), ("id",), (), ())
    graded = replace(wallets, columns=columns, indexes=indexes)
    later = MetaData({**metadata.tables, "wallets": graded, "grades": grades})
    for _ in range(2):
        migrate(engine, later, migrations(engine), 0)
        upgrade(engine, 0)
        with closing(engine.connect()) as connection:
            assert missing(engine, later, connection.shape()) == []
            assert connection.query("SELECT count(*) FROM grades") == [(0,)]
    _pays(empty_db_url)


def test_processes_start_together_on_a_new_database(empty_db_url: str) -> None:
    program = (
        "import sys; from pathlib import Path; from tests.ledger.world import LedgerWorld;"
        "LedgerWorld(sys.argv[1], None, Path(sys.argv[2])).close()"
    )
    KEYRING.parent.mkdir(exist_ok=True)
    command = [sys.executable, "-c", program, empty_db_url, str(KEYRING)]
    processes = [subprocess.Popen(command, cwd=load.ROOT, env=ENVIRONMENT) for _ in range(4)]
    assert [process.wait(60) for process in processes] == [0, 0, 0, 0]
    _pays(empty_db_url)


def _pays(url: str) -> None:
    world = LedgerWorld(url, SystemClock())
    debit, credit = world.source(), world.open()
    keys = load.keys_of("key", 3)
    load.prove(world, keys, load.drive(world, keys, debit, credit), debit, credit)
    world.close()
