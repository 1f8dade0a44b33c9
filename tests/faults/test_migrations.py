"""A migration that is killed half-way is run again, and several processes may start on one new database at once."""

import os
import signal
import subprocess
import sys
from contextlib import closing

import pytest

from jiaozi.clock import SystemClock
from jiaozi.db.engines import open_engine
from jiaozi.db.migrate import applied, migrate
from jiaozi.db.schema import metadata
from jiaozi.schema import migrations
from tests.faults import halfway, load
from tests.ledger.world import KEYRING, LedgerWorld

pytestmark = pytest.mark.slow
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join([str(load.ROOT), str(load.ROOT / "src"), *sys.path])}


def test_a_migration_is_killed_half_way(empty_db_url: str) -> None:
    engine = open_engine(empty_db_url)
    for statements in (1, 2, len(metadata.tables) // 2, 10_000):
        command = [sys.executable, "-m", "tests.faults.halfway", empty_db_url, str(statements)]
        ended = subprocess.run(command, cwd=load.ROOT, env=ENVIRONMENT, check=False)
        assert ended.returncode == -signal.SIGKILL
        with closing(engine.connect()) as connection:
            assert applied(connection) == 0
    newest = halfway.run(engine)
    assert newest > 0
    assert halfway.run(engine) == newest
    _pays(empty_db_url)


def test_a_database_of_an_earlier_schema_gets_the_tables_it_has_not(empty_db_url: str) -> None:
    engine = open_engine(empty_db_url)
    migrate(engine, migrations(engine)[:3], 0)
    with closing(engine.connect()) as connection:
        connection.script(["DROP TABLE test_world", "DROP TABLE failure_rules"])
    _pays(empty_db_url)
    with closing(engine.connect()) as connection:
        assert applied(connection) == migrations(engine)[-1].version
        assert connection.query("SELECT count(*) FROM test_world") == [(0,)]


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
