"""SQLite, the embedded engine: one file, one writer at a time, WAL, every commit synced.

Versions 3.7.0 to 3.51.2 can corrupt a WAL database when two connections write and checkpoint at once; they are refused.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

import apsw

from jiaozi import files
from jiaozi.db import engine
from jiaozi.db.schema import Table
from jiaozi.sharing import Turn

VERSION_MIN: Final = (3, 51, 3)
BUSY_TIMEOUT_MS: Final = 10_000
SETTLE_TRIES: Final = 10
SETTLE_S: Final = 0.05
CACHE_KIB: Final = {False: 512 * 1024, True: 64 * 1024}
"""Page cache of a writer and of a reader."""
STATEMENTS: Final = 512
"""How many prepared statements a connection keeps. An audit has 140: of 100, as apsw keeps by itself, none is found
again when the next one comes to it, and an audit of a small world takes three times as long."""
CHECKPOINT_PAGES: Final = 65_536
"""The WAL is folded into the file after this many pages (256 MiB)."""


_SHAPE: Final = """
SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
WHERE t.type IN ('table', 'view') AND t.name NOT GLOB 'sqlite_*'
"""
_KNOWN: Final = engine.CORE | {engine.MARKS}
_LOOK: Final = f"SELECT count(*), sum(type = 'table' AND name IN ({', '.join('?' * len(_KNOWN))})) FROM sqlite_schema"
_log: Final = logging.getLogger(__name__)
_making: Final = Lock()


def _make(path: Path) -> None:
    """Makes the file, for its owner alone, unless it is there: SQLite would let in whomever the umask lets in.

    An empty file is an empty database to it. Threads wait: closing a file lets go of all locks its process has on it.
    """
    with _making, suppress(OSError):
        files.create(path).close()


def _keep(path: Path) -> None:
    """Takes a world's file from others than its owner, and what SQLite keeps beside it. Who can read it reads balances;
    who can open it for that can hold a lock that keeps everybody from writing."""
    kept = [_is_kept(each) for each in (path, _beside(path, "wal"), _beside(path, "shm"))]
    if not all(kept):
        _warn(path)


def _is_kept(file: Path) -> bool:
    """Whether a file is its owner's alone, or could be made so, or is not there."""
    try:
        if file.stat().st_mode & files.OTHERS:
            file.chmod(files.MODE)
        return not file.stat().st_mode & files.OTHERS
    except FileNotFoundError:
        return True
    except PermissionError:
        return False


def _beside(path: Path, name: str) -> Path:
    """A file that SQLite keeps beside a database."""
    return Path(f"{path}-{name}")


@cache
def _warn(world: Path) -> None:
    """Once for each world and process."""
    _log.warning("%s is open to others than its owner, who is somebody else or has no say on this file system", world)


def _translation(error: BaseException) -> engine.DatabaseError | None:
    text = str(error)
    match error:
        case apsw.BusyError() | apsw.LockedError():
            return engine.Contention(text)
        case apsw.FullError():
            return engine.StorageFull(text)
        case apsw.ReadOnlyError():
            return engine.ReadOnly(text)
        case apsw.ConstraintError():
            return _CONSTRAINTS.get(getattr(error, "extendedresult", 0), engine.DatabaseError)(text)
        case apsw.IOError() | apsw.CantOpenError():
            return engine.ConnectionLost(text)
        case apsw.SQLError() if text.startswith(("no such table", "no such column")):
            return engine.Missing(text)
        case apsw.NotADBError():
            return engine.Unfit("database_foreign", text)
        case apsw.Error():
            return engine.DatabaseError(text)
    return None


_CONSTRAINTS: Final[dict[int, type[engine.DatabaseError]]] = {
    apsw.SQLITE_CONSTRAINT_CHECK: engine.CheckFailed,
    apsw.SQLITE_CONSTRAINT_PRIMARYKEY: engine.DuplicateKey,
    apsw.SQLITE_CONSTRAINT_UNIQUE: engine.DuplicateKey,
    apsw.SQLITE_CONSTRAINT_ROWID: engine.DuplicateKey,
}
_TRANSLATED: Final = engine.Translated(_translation)


@lru_cache(maxsize=512)
def _fetch_sql(table: str, columns: tuple[str, ...], key: tuple[str, ...]) -> str:
    where = " AND ".join(f"{name} = ?" for name in key)
    return f"SELECT {', '.join(columns)} FROM {table} WHERE {where}"


@lru_cache(maxsize=512)
def _insert_sql(table: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


@lru_cache(maxsize=512)
def _update_sql(table: str, key: tuple[str, ...], columns: tuple[str, ...]) -> str:
    values = ", ".join(f"{name} = ?" for name in columns)
    return f"UPDATE {table} SET {values} WHERE {' AND '.join(f'{name} = ?' for name in key)}"


class SqliteConnection(engine.Connection):
    """A connection through apsw. The file lock of `BEGIN IMMEDIATE` locks every row at once."""

    writes_alone = True

    def __init__(self, path: Path, *, reader: bool, turn: Turn | None = None) -> None:
        self._turn = turn or Turn()
        self._has_turn = False
        self._patience_ms = BUSY_TIMEOUT_MS
        with _TRANSLATED:
            logged = _beside(path, "wal").exists()
            self._db = apsw.Connection(str(path), statementcachesize=STATEMENTS)
            self._db.set_busy_timeout(BUSY_TIMEOUT_MS)
            self._db.config(apsw.SQLITE_DBCONFIG_ENABLE_QPSG, 1)  # else a statement is planned again for each value
            self._refuse_foreign(path, logged=logged)
            _keep(path)
            self._settle("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.execute("PRAGMA mmap_size = 0")
            self._db.execute(f"PRAGMA cache_size = {-CACHE_KIB[reader]}")
            self._db.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
            self._db.execute(f"PRAGMA query_only = {int(reader)}")
            self._assert_settings()

    def _assert_settings(self) -> None:
        if self._db.pragma("journal_mode") != "wal" or self._db.pragma("synchronous") != 2:
            raise engine.DatabaseError("SQLite must run with WAL and synchronous = FULL")

    def _refuse_foreign(self, path: Path, *, logged: bool) -> None:
        """Another's file is left as it is, its mode, journal mode and log too. Ours are made whole, or not at all."""
        there, ours = self._db.execute(_LOOK, tuple(_KNOWN)).fetchall()[0]
        if there and ours != len(_KNOWN):
            self._db.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, logged)
            self._db.close()
            raise engine.Unfit("database_foreign", str(path))

    def begin(self) -> None:
        """Of this program's writers one after the other comes here; of others, who are rare, SQLite's lock keeps it."""
        if not self._turn.take(self._patience_ms / 1000):
            raise engine.Contention("another thread writes")
        self._has_turn = True
        try:
            with _TRANSLATED:
                self._db.execute("BEGIN IMMEDIATE")
        except BaseException:
            self._leave()
            raise

    def _leave(self) -> None:
        if self._has_turn:
            self._has_turn = False
            self._turn.leave()

    def __del__(self) -> None:
        self._leave()

    def begin_snapshot(self) -> None:
        with _TRANSLATED:
            self._db.execute("BEGIN")
            self._db.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchall()

    def commit(self) -> None:
        with _TRANSLATED:
            self._db.execute("COMMIT")
        self._leave()

    def rollback(self) -> None:
        if self._db.in_transaction:
            with _TRANSLATED:
                self._db.execute("ROLLBACK")
        self._leave()

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[engine.Row]:
        with _TRANSLATED:
            return self._db.execute(sql, parameters).fetchall()

    def query_each(self, sql: str, keys: Sequence[engine.Row]) -> list[engine.Row]:
        with _TRANSLATED:
            return self._db.executemany(sql, keys).fetchall()

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        with _TRANSLATED:
            self._db.execute(sql, parameters).fetchall()
            return self._db.changes()

    def script(self, statements: Sequence[str]) -> None:
        with _TRANSLATED:
            for statement in statements:
                self._db.execute(statement).fetchall()

    def shape(self) -> engine.Shape:
        tables = self.query(_SHAPE)
        columns: dict[str, set[str]] = {}
        for table, column in tables:
            columns.setdefault(table, set()).add(column)
        indexes = self.query("SELECT tbl_name, name FROM sqlite_schema WHERE type = 'index'")
        return engine.Shape(columns, {(table, name) for table, name in indexes})

    def wait_longer(self) -> None:
        """Waits for other writers as long as an upgrade may take."""
        self._patience_ms = engine.ALONE_WAIT_S * 1_000
        self._db.set_busy_timeout(self._patience_ms)

    def _settle(self, statement: str) -> None:
        """Runs a statement about the file; again while another process is at the same, for which SQLite does not
        wait."""
        for tries in range(SETTLE_TRIES, 0, -1):
            try:
                self._db.execute(statement).fetchall()
            except (apsw.BusyError, apsw.SchemaChangeError):
                if tries == 1:
                    raise
                time.sleep(SETTLE_S)
            else:
                return

    def fetch(
        self,
        table: str,
        columns: Sequence[str],
        key: Sequence[str],
        keys: Sequence[engine.Row],
        *,
        lock: bool = False,
    ) -> list[engine.Row]:
        if not keys:
            return []
        with _TRANSLATED:
            return self._db.executemany(_fetch_sql(table, tuple(columns), tuple(key)), keys).fetchall()

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[engine.Row]) -> None:
        with _TRANSLATED:
            self._db.executemany(_insert_sql(table, tuple(columns)), rows)

    def update(self, table: str, key: Sequence[str], columns: Sequence[str], rows: Sequence[engine.Row]) -> None:
        with _TRANSLATED:
            self._db.executemany(_update_sql(table, tuple(key), tuple(columns)), rows)

    def close(self) -> None:
        self._db.close()
        self._leave()


class SqliteEngine(engine.Engine):
    """Worlds in one file."""

    name = "sqlite"
    writer_threads = 1
    bulk_group = 32_768

    def __init__(self, path: str) -> None:
        version = tuple(int(part) for part in apsw.sqlite_lib_version().split("."))
        if version < VERSION_MIN:
            raise engine.DatabaseError(f"SQLite {version} can corrupt WAL databases; {VERSION_MIN} or later is needed")
        self.path = Path(path)
        self.turn = Turn()

    def connect(self, *, reader: bool = False) -> SqliteConnection:
        place = files.meant(self.path)
        place.parent.mkdir(parents=True, exist_ok=True)
        _make(place)
        return SqliteConnection(place, reader=reader, turn=self.turn)

    def create_database(self) -> None:
        """It comes with its first connection."""

    def has_database(self) -> bool:
        return self.path.exists()

    def created(self, table: Table) -> list[str]:
        from jiaozi.db import ddl

        indexes = sorted(table.indexes, key=lambda index: index.name)
        return [ddl.created(table, self.name), *(self.indexed(table, index) for index in indexes)]

    @contextmanager
    def alone(self) -> Iterator[SqliteConnection]:
        connection = self.connect()
        try:
            connection.wait_longer()
            connection.begin()
            connection.script([engine.MARKS_DDL])
            yield connection
            connection.commit()
        finally:
            connection.close()
