"""A restore goes into an empty database or nowhere, and one that was stopped is never taken for a world."""

import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import apsw
import pytest

from jiaozi.backup import restore
from jiaozi.config import Settings
from jiaozi.db import migrate
from jiaozi.db.engine import DatabaseError, Unfit
from jiaozi.db.engines import open_engine
from jiaozi.db.schema import metadata
from jiaozi.errors import Failure
from jiaozi.platform import Platform
from jiaozi.schema import upgrade
from tests.backup.conftest import Kept
from tests.cli.conftest import Jiaozi
from tests.faults import load
from tests.faults.test_migrations import ENVIRONMENT

RAILS = "CREATE TABLE schema_migrations (version BIGINT PRIMARY KEY, applied_at BIGINT)"
"""Another program's marks: its table has the name and the columns of ours."""
FOREIGN = (
    ("CREATE TABLE customers (id BIGINT PRIMARY KEY)",),
    ("CREATE TABLE accounts (id BIGINT PRIMARY KEY, name VARCHAR(20))",),
    ("CREATE TABLE schema_migrations (version BIGINT PRIMARY KEY, dirty BIGINT)",),
    ("CREATE TABLE schema_migrations (version VARCHAR(40) PRIMARY KEY)", "CREATE TABLE accounts (id BIGINT)"),
    ("CREATE VIEW everything AS SELECT 1 AS one",),
    (RAILS, "INSERT INTO schema_migrations VALUES (1, 7), (2, 7)", "CREATE TABLE customers (id BIGINT PRIMARY KEY)"),
    (RAILS, "INSERT INTO schema_migrations VALUES (20260101120000, 7)", "CREATE TABLE users (id BIGINT PRIMARY KEY)"),
    (RAILS, "INSERT INTO schema_migrations VALUES (6, 7)", "CREATE TABLE accounts (id BIGINT, name VARCHAR(20))"),
    (RAILS, "CREATE TABLE wallets (id BIGINT PRIMARY KEY, colour BIGINT)"),
    (RAILS.replace("BIGINT PRIMARY", "VARCHAR(40) PRIMARY"), "INSERT INTO schema_migrations VALUES ('2026-x', 7)"),
)
foreign = pytest.mark.parametrize("statements", FOREIGN, ids=lambda each: f"{each[-1].split('(')[0]}{len(each)}")


def make(url: str, statements: tuple[str, ...]) -> None:
    """Somebody else's tables, made as they would."""
    if url.startswith("sqlite"):
        with closing(apsw.Connection(url.removeprefix("sqlite:///"))) as connection:
            for statement in statements:
                connection.execute(statement)
        return
    with closing(open_engine(url).connect()) as connection:
        connection.script(statements)


def state(url: str) -> object:
    """All that a database holds: its bytes, or its tables with their columns."""
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        return path.exists() and sha256(path.read_bytes()).hexdigest()
    with closing(open_engine(url).connect()) as connection:
        return connection.shape()


@foreign
def test_what_is_not_ours_is_not_touched(
    kept: Kept, empty_db_url: str, statements: tuple[str, ...], tmp_path: Path
) -> None:
    make(empty_db_url, statements)
    before = state(empty_db_url)
    settings = Settings(db_url=empty_db_url, keyring=tmp_path / "keyring.json")
    tries: tuple[Callable[[], object], ...] = (
        lambda: restore(open_engine(empty_db_url), kept.file, kept.keyring),
        lambda: restore(open_engine(empty_db_url), kept.file, None, unverified=True),
        lambda: upgrade(open_engine(empty_db_url), 0),
        lambda: Platform(settings),
    )
    for attempt in tries:
        with pytest.raises(Unfit) as refused:
            attempt()
        assert refused.value.code == "database_foreign"
        assert state(empty_db_url) == before


@pytest.mark.only_engine("sqlite")  # a file
def test_the_log_of_what_is_not_ours_is_not_folded_into_its_file(empty_db_url: str, tmp_path: Path) -> None:
    """As a program of theirs left it that was killed."""
    path, left = Path(empty_db_url.removeprefix("sqlite:///")), tmp_path / "left.db"
    with closing(apsw.Connection(str(path))) as theirs:
        theirs.execute("PRAGMA journal_mode = WAL")
        theirs.execute("CREATE TABLE customers (id BIGINT PRIMARY KEY)")
        for end in ("", "-wal"):
            Path(f"{left}{end}").write_bytes(Path(f"{path}{end}").read_bytes())
    before = left.read_bytes(), Path(f"{left}-wal").read_bytes()
    with pytest.raises(Unfit):
        open_engine(f"sqlite:///{left}").connect()
    assert (left.read_bytes(), Path(f"{left}-wal").read_bytes()) == before


@foreign
def test_no_command_believes_the_marks_of_what_is_not_ours(
    empty_db_url: str, statements: tuple[str, ...], tmp_path: Path
) -> None:
    make(empty_db_url, statements)
    before, jiaozi = state(empty_db_url), Jiaozi(tmp_path, empty_db_url)
    told = {
        command: jiaozi.json(command, code=1)["error"]["code"]
        for command in ("status", "audit", "serve", "upgrade", "init", "up")
    }
    assert set(told.values()) <= {"database_foreign", "world_not_found"}
    assert (told["init"], told["up"]) == ("database_foreign", "database_foreign")
    assert state(empty_db_url) == before
    assert not (tmp_path / "var" / "keyring.json").exists()


@pytest.mark.only_engine("sqlite")  # a shape is the same on both, and the database of a pool has to keep its own
def test_a_column_that_no_version_had_is_not_upgraded_over_and_what_stands_beside_is_left(db_url: str) -> None:
    """A replica keeps notes of its own beside a world."""
    engine = open_engine(db_url)
    with closing(engine.connect()) as connection:
        connection.begin()
        connection.execute("DELETE FROM schema_migrations WHERE version < 0")
        connection.commit()
        connection.script(["CREATE TABLE replica_notes (id BIGINT PRIMARY KEY)"])
    upgrade(engine, 0)
    with closing(engine.connect()) as connection:
        assert "replica_notes" in connection.shape().columns
        connection.begin()
        connection.execute("DELETE FROM schema_migrations WHERE version < 0")
        connection.commit()
        connection.script(["ALTER TABLE stores ADD COLUMN theirs INTEGER"])
    with pytest.raises(Unfit, match="stores") as refused:
        upgrade(engine, 0)
    assert refused.value.code == "database_foreign"


def test_a_world_of_a_later_version_is_told_from_what_is_not_ours(db_url: str) -> None:
    """It has tables that this program does not know, as another's database has; but ours, too."""
    engine = open_engine(db_url)
    with closing(engine.connect()) as connection:
        connection.script(["CREATE TABLE ration_books (id BIGINT PRIMARY KEY)"])
        connection.begin()
        connection.insert("schema_migrations", ("version", "applied_at"), [(99, 7)])
        connection.commit()
    with pytest.raises(Unfit) as refused:
        upgrade(engine, 0)
    assert refused.value.code == "world_newer"


def test_tables_of_others_beside_our_own_are_not_restored_over(kept: Kept, db_url: str) -> None:
    make(db_url, ("CREATE TABLE customers (id BIGINT PRIMARY KEY)",))
    with pytest.raises(Unfit, match="customers"):
        restore(open_engine(db_url), kept.file, kept.keyring)
    with closing(open_engine(db_url).connect()) as connection:
        assert connection.query("SELECT COUNT(*) FROM accounts") == [(0,)]
        assert migrate.UNFINISHED not in migrate.marks(connection)


@pytest.mark.parametrize("content", [b"a letter, not a database, and longer than a page's header\n" * 40, b"short"])
@pytest.mark.only_engine("sqlite")  # a file
def test_a_file_that_is_no_database_is_not_touched(kept: Kept, empty_db_url: str, content: bytes) -> None:
    path = Path(empty_db_url.removeprefix("sqlite:///"))
    path.write_bytes(content)
    with pytest.raises(DatabaseError):
        restore(open_engine(empty_db_url), kept.file, kept.keyring)
    assert path.read_bytes() == content


def test_one_row_is_enough_to_be_refused(kept: Kept, db_url: str) -> None:
    with closing(open_engine(db_url).connect()) as connection:
        connection.begin()
        connection.insert("counters", ("name", "value"), [("x", 1)])
        connection.commit()
    with pytest.raises(Failure, match="world_exists: table counters has rows"):
        restore(open_engine(db_url), kept.file, kept.keyring)
    with closing(open_engine(db_url).connect()) as connection:
        assert connection.query("SELECT name FROM counters") == [("x",)]


_CHILD = """
import os, signal, sys
from pathlib import Path
from jiaozi.backup import restore
from jiaozi.db.engines import open_engine
from jiaozi.keyring import Keyring
url, file, keyring, left = sys.argv[1:4] + [int(sys.argv[4])]
engine, last = open_engine(url), False
connect = engine.connect
def dying(*, reader=False):
    connection = connect(reader=reader)
    for name in ("insert", "commit", "execute", "script"):
        def counted(*given, do=getattr(connection, name)):
            global left, last
            if left == 0 or last and do.__name__ == "commit":
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1
            last = left < 0 and do.__name__ == "execute" and "DELETE FROM schema_migrations" in given[0]
            return do(*given)
        setattr(connection, name, counted)
    return connection
engine.connect = dying
restore(engine, Path(file), Keyring.load(Path(keyring)))
print(left)
"""


def restored_until(url: str, kept: Kept, writes: int) -> "subprocess.CompletedProcess[str]":
    """A process that restores and is killed after so many writes; -1: before the commit that makes the world."""
    command = [sys.executable, "-c", _CHILD, url, str(kept.file), str(kept.keyring.path), str(writes)]
    return subprocess.run(command, cwd=load.ROOT, env=ENVIRONMENT, check=False, capture_output=True, text=True)


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.04, 0.1, 0.3, 0.6, 0.9, "before the last commit"])
def test_a_restore_that_was_killed_is_no_world(
    kept: Kept, empty_db_url: str, tmp_path: Path, share: float | str
) -> None:
    """Neither a platform nor a command opens it; it has no world, and a restore into an empty database is told."""
    writes = -1 if isinstance(share, str) else int(share * total_writes(kept, tmp_path))
    ended = restored_until(empty_db_url, kept, writes)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    engine = open_engine(empty_db_url)
    with engine.snapshot() as connection:
        found, there = migrate.marks(connection), connection.shape()
        rows = "world" in there.columns and connection.query("SELECT 1 FROM world")
    assert not rows
    if migrate.UNFINISHED not in found:
        assert not any(_has_rows(empty_db_url, name) for name in there.columns if name != "schema_migrations")
        return
    jiaozi = Jiaozi(tmp_path, empty_db_url)
    for command in ("status", "audit", "init", "serve", "upgrade", "up"):
        assert jiaozi.json(command, code=1)["error"]["code"] == "restore_unfinished", command
    for attempt in (
        lambda: restore(engine, kept.file, kept.keyring),
        lambda: upgrade(engine, 0),
        lambda: Platform(Settings(db_url=empty_db_url, keyring=tmp_path / "keyring.json")),
    ):
        with pytest.raises(Unfit) as refused:
            attempt()
        assert refused.value.code == "restore_unfinished"


def _has_rows(url: str, table: str) -> bool:
    with closing(open_engine(url).connect()) as connection:
        return bool(connection.query(f"SELECT 1 FROM {table} LIMIT 1"))


def total_writes(kept: Kept, tmp_path: Path) -> int:
    """How many writes a whole restore is, on SQLite; on OceanBase it is a little more."""
    done = restored_until(f"sqlite:///{tmp_path / 'counted.db'}", kept, 100_000)
    assert done.returncode == 0, done.stderr
    return 100_000 - int(done.stdout)


@pytest.mark.slow
def test_of_two_restores_into_one_database_one_goes_through(kept: Kept, empty_db_url: str, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from jiaozi.backup import restore;"
        "from jiaozi.db.engines import open_engine;"
        "from jiaozi.keyring import Keyring;"
        "sys.exit(not restore(open_engine(sys.argv[1]), Path(sys.argv[2]), Keyring.load(Path(sys.argv[3]))).report.ok)"
    )
    command = [sys.executable, "-c", program, empty_db_url, str(kept.file), str(kept.keyring.path)]
    processes = [
        subprocess.Popen(command, cwd=load.ROOT, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True) for _ in range(3)
    ]
    told = [process.communicate(timeout=120)[1] for process in processes]
    assert sorted(process.returncode for process in processes) == [0, 1, 1]
    refused = [text for text in told if text]
    assert all("restore into an empty database" in text or "world_exists" in text for text in refused), refused
    engine = open_engine(empty_db_url)
    with closing(engine.connect()) as connection:
        assert migrate.missing(engine, metadata, connection.shape()) == []
        assert connection.query("SELECT COUNT(*) FROM world") == [(1,)]


def test_a_restore_makes_no_second_keyring(kept: Kept, empty_db_url: str, tmp_path: Path) -> None:
    jiaozi = Jiaozi(tmp_path, empty_db_url)
    said = jiaozi.json("restore", str(kept.file), code=1)["error"]
    assert (said["code"], said["detail"]) == ("backup_unverified", "the keyring to check its signature with is missing")
    assert not (tmp_path / "var" / "keyring.json").exists()
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "keyring.json").touch(0o600)
    (tmp_path / "var" / "keyring.json").write_bytes(kept.keyring.path.read_bytes())
    said = jiaozi.json("restore", str(kept.file), "--head", str(kept.head))
    assert (said["verified"], said["doubt"], said["keyring_fits"], said["audit"]["ok"]) == (True, "", True, True)
    assert jiaozi.json("audit")["head"] == str(kept.head)
