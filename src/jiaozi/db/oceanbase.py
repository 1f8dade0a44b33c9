"""OceanBase through the MySQL protocol: rows locked one by one, several writers, READ COMMITTED.

Rows go out as multi-row statements; what is read or changed by key is joined with the rows of a `VALUES`, so that a
group of commands costs a few round trips whatever its size, and the server makes one plan for all sizes.
"""

import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Final

import pymysql
from pymysql.constants import CLIENT, CR
from pymysql.converters import escape_string

from jiaozi.db import engine
from jiaozi.db.schema import Table
from jiaozi.urls import Server

LOCK_TIMEOUT_US: Final = 5_000_000
QUERY_TIMEOUT_US: Final = 600_000_000
WRITER_TIMEOUT_S = 120
READER_TIMEOUT_S = 660
"""How long a connection waits for the server's next bytes: a server that fell silent must not hang its caller."""
_UPGRADE_S: Final = 24 * 3_600
"""The same for an upgrade, whose one statement may go over all rows of a large table."""
CHUNK: Final = 2_000
"""Rows or keys of one statement."""
STATEMENT_CHARS: Final = 2_000_000
"""Text of one INSERT, beyond which the next one begins; the server takes packets of 16 MiB."""
BY_KEY: Final = "/*+ LEADING(j t) USE_NL(t) */"
"""Rows are found one by one, by their key. Without the hint the server goes over the whole table where that is small
when the plan is made, and keeps the plan while the table grows."""

_THIS_MACHINE: Final = {"127.0.0.1", "::1", "localhost"}
"""Connections that no network carries do without TLS."""
_NO_TLS: Final = "the server is not known by its certificate; ?tls=unverified or ?tls=off in the URL do without"

_EXISTS: Final = ("(1050,", "(1060,", "(1061,")
"""A table, a column, an index. A server goes on with a schema statement after the process that sent it was killed."""
_KINDS: Final[dict[type[engine.DatabaseError], set[int]]] = {
    engine.Missing: {1054, 1146},
    engine.DuplicateKey: {1062},
    engine.CheckFailed: {3819, 4025},
    engine.Contention: {1205, 1213, 4012, 6235, 6002, 6003, 6004, 6005, 6210, 6213, 6224, 6225},
    engine.StorageFull: {1021, 1114, 4184, 4013},
    engine.ReadOnly: {1290, 1792, 1836},
}
_LOST: Final = {0, 1053, 2003, 2006, 2013, 2014, 2055, 1317, 1927, 4009, 8001}
"""8001: the server listens and is still initializing."""


_SETTINGS: Final = (
    "SET SESSION transaction_isolation = 'READ-COMMITTED', sql_mode = 'STRICT_ALL_TABLES', "
    f"ob_trx_timeout = {QUERY_TIMEOUT_US}, ob_query_timeout = {QUERY_TIMEOUT_US}, "
    f"ob_trx_lock_timeout = {LOCK_TIMEOUT_US}, autocommit = 1"
)


_COLUMNS: Final = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = DATABASE()"
_INDEXES: Final = "SELECT table_name, index_name FROM information_schema.statistics WHERE table_schema = DATABASE()"
_ALONE: Final = (
    f"SET SESSION ob_trx_timeout = {_UPGRADE_S * 1_000_000}, ob_query_timeout = {_UPGRADE_S * 1_000_000}, "
    f"ob_trx_lock_timeout = {engine.ALONE_WAIT_S * 1_000_000}"
)


def _secured(server: Server) -> dict[str, Any]:
    """How PyMySQL speaks to a server. The machine's certificates are read once: that takes 38 ms."""
    if server.host in _THIS_MACHINE or server.tls == "off":
        return {"ssl_disabled": True}
    context = ssl.create_default_context()
    if server.tls == "unverified":
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return {"ssl": context}


def _translation(error: BaseException) -> engine.DatabaseError | None:
    text = str(error)
    if isinstance(error, OSError | EOFError):
        return engine.ConnectionLost(text)
    if not isinstance(error, pymysql.err.MySQLError):
        return None
    number = error.args[0] if error.args else 0
    if number == CR.CR_SSL_CONNECTION_ERROR or isinstance(getattr(error, "original_exception", None), ssl.SSLError):
        return engine.DatabaseError(f"{_NO_TLS}: {text}")
    if number in _LOST or isinstance(error, pymysql.err.InterfaceError):
        return engine.ConnectionLost(text)
    return next((kind for kind, numbers in _KINDS.items() if number in numbers), engine.DatabaseError)(text)


_TRANSLATED: Final = engine.Translated(_translation)


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, int) and not isinstance(value, bool):
        return int.__repr__(value)
    if isinstance(value, str):
        return f"'{escape_string(value)}'"
    if isinstance(value, bytes):
        return f"X'{value.hex()}'"
    raise TypeError(f"no SQL literal for {type(value).__name__}")


def _values(rows: Sequence[engine.Row]) -> Iterator[str]:
    """The rows as text, in pieces that one statement can carry: long outcomes would pass the server's packet size."""
    pieces: list[str] = []
    size = 0
    for row in rows:
        piece = f"({', '.join(map(_literal, row))})"
        if pieces and (len(pieces) == CHUNK or size + len(piece) > STATEMENT_CHARS):
            yield ", ".join(pieces)
            pieces, size = [], 0
        pieces.append(piece)
        size += len(piece)
    if pieces:
        yield ", ".join(pieces)


def _chunks(rows: Sequence[engine.Row]) -> Iterator[Sequence[engine.Row]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


class OceanBaseConnection(engine.Connection):
    """A connection through PyMySQL: what is not in a transaction commits by itself."""

    def __init__(self, options: dict[str, Any], timeout_s: int) -> None:
        self._repeats = False
        with _TRANSLATED:
            self._db = pymysql.connect(
                **options,
                charset="utf8mb4",
                autocommit=None,  # _SETTINGS says it: a round trip less
                connect_timeout=10,
                read_timeout=timeout_s,
                write_timeout=timeout_s,
                client_flag=CLIENT.FOUND_ROWS,
            )
            with self._db.cursor() as cursor:
                cursor.execute(_SETTINGS)
        self._assert_settings()

    def _assert_settings(self) -> None:
        row = self.query("SELECT @@transaction_isolation, @@sql_mode")[0]
        if row[0] != "READ-COMMITTED" or "STRICT_ALL_TABLES" not in row[1]:
            raise engine.DatabaseError("OceanBase must run READ COMMITTED in strict mode")

    def wait_longer(self) -> None:
        """Lets each statement of an upgrade take a day."""
        self._db._read_timeout = _UPGRADE_S  # noqa: SLF001 - PyMySQL takes it with the connection alone
        self._run(_ALONE)

    def begin(self) -> None:
        self._run("START TRANSACTION")

    def begin_snapshot(self) -> None:
        if not self._repeats:
            self._run("SET SESSION transaction_isolation = 'REPEATABLE-READ'")
            self._repeats = True
        self._run("START TRANSACTION READ ONLY")

    def commit(self) -> None:
        try:
            self._run("COMMIT")
        except engine.StorageFull as error:
            # A server that ran out of room while committing has not said that it rolled back.
            raise engine.DatabaseError(str(error)) from error

    def rollback(self) -> None:
        self._run("ROLLBACK")

    def _run(self, sql: str) -> int:
        with _TRANSLATED, self._db.cursor() as cursor:
            return int(cursor.execute(sql))

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[engine.Row]:
        with _TRANSLATED, self._db.cursor() as cursor:
            cursor.execute(_bound(sql, parameters))
            return list(cursor.fetchall())

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        return self._run(_bound(sql, parameters))

    def script(self, statements: Sequence[str]) -> None:
        for statement in statements:
            try:
                self._run(statement)
            except engine.DatabaseError as error:
                if not str(error).startswith(_EXISTS):
                    raise

    def shape(self) -> engine.Shape:
        columns: dict[str, set[str]] = {}
        for table, column in self.query(_COLUMNS):
            columns.setdefault(table, set()).add(column)
        return engine.Shape(columns, {(table, name) for table, name in self.query(_INDEXES)})

    def fetch(
        self,
        table: str,
        columns: Sequence[str],
        key: Sequence[str],
        keys: Sequence[engine.Row],
        *,
        lock: bool = False,
    ) -> list[engine.Row]:
        rows: list[engine.Row] = []
        names = ", ".join(f"t.{name}" for name in columns)
        tail = " FOR UPDATE" if lock else ""
        match = _match(key, 0)
        for chunk in _chunks(keys):
            rows += self.query(f"SELECT {BY_KEY} {names} FROM {_joined(chunk)} JOIN {table} t ON {match}{tail}")
        return rows

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[engine.Row]) -> None:
        head = f"INSERT INTO {table} ({', '.join(columns)}) VALUES "
        for values in _values(rows):
            self._run(head + values)

    def update(self, table: str, key: Sequence[str], columns: Sequence[str], rows: Sequence[engine.Row]) -> None:
        values = ", ".join(f"t.{name} = j.c{number}" for number, name in enumerate(columns))
        match = _match(key, len(columns))
        for chunk in _chunks(rows):
            self._run(f"UPDATE {BY_KEY} {table} t JOIN {_joined(chunk)} ON {match} SET {values}")

    def clock_us(self) -> int | None:
        return int(self.query("SELECT UNIX_TIMESTAMP(NOW(6)) * 1000000")[0][0])

    def close(self) -> None:
        with suppress(pymysql.err.MySQLError, OSError):
            self._db.close()


def _joined(rows: Sequence[engine.Row]) -> str:
    """Rows as a table `j` with the columns c0, c1, ... for a join."""
    names = ", ".join(f"c{number}" for number in range(len(rows[0])))
    values = ", ".join([f"ROW({', '.join(map(_literal, row))})" for row in rows])
    return f"(VALUES {values}) j({names})"


def _match(key: Sequence[str], after: int) -> str:
    """That a row's key is what the joined columns behind the first so many say."""
    return " AND ".join(f"t.{name} = j.c{number}" for number, name in enumerate(key, after))


def _bound(sql: str, parameters: Sequence[Any]) -> str:
    if not parameters:
        return sql
    parts = sql.split("?")
    if len(parts) != len(parameters) + 1:
        raise ValueError("the number of parameters differs from the statement's")
    return "".join(part + _literal(value) for part, value in zip(parts, parameters, strict=False)) + parts[-1]


class OceanBaseEngine(engine.Engine):
    """Worlds in a database of an OceanBase server or cluster, MySQL mode."""

    name = "oceanbase"
    writer_threads = 4
    bulk_group = 4_096

    def __init__(self, server: Server) -> None:
        self.options: dict[str, Any] = server._asdict() | _secured(server)
        del self.options["tls"]

    def create_database(self) -> None:
        name = self.options["database"].replace("`", "``")
        with self._server() as connection:
            connection.script([f"CREATE DATABASE IF NOT EXISTS `{name}`"])

    def has_database(self) -> bool:
        sql = "SELECT 1 FROM information_schema.schemata WHERE schema_name = ?"
        with self._server() as connection:
            return bool(connection.query(sql, (self.options["database"],)))

    @contextmanager
    def _server(self) -> Iterator[OceanBaseConnection]:
        """A connection to the server and to no database of it."""
        options = {name: value for name, value in self.options.items() if name != "database"}
        connection = OceanBaseConnection(options, WRITER_TIMEOUT_S)
        try:
            yield connection
        finally:
            connection.close()

    def connect(self, *, reader: bool = False) -> OceanBaseConnection:
        return OceanBaseConnection(self.options, READER_TIMEOUT_S if reader else WRITER_TIMEOUT_S)

    def created(self, table: Table) -> list[str]:
        from jiaozi.db import ddl

        inside, _, _ = ddl.created(table, self.name).strip().rpartition(")")
        keys = "".join(
            f",\n\t{'UNIQUE ' if index.unique else ''}KEY {index.name} ({', '.join(index.columns)})"
            for index in sorted(table.indexes, key=lambda item: item.name)
        )
        return [f"{inside}{keys}\n) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin"]

    @contextmanager
    def alone(self) -> Iterator[OceanBaseConnection]:
        """A row of the marks is locked over a connection of its own, since schema statements commit by themselves."""
        keeper, connection = self.connect(reader=True), self.connect(reader=True)
        try:
            for each in (keeper, connection):
                each.wait_longer()
            keeper.script([engine.MARKS_DDL])
            with suppress(engine.DuplicateKey):
                keeper.insert(engine.MARKS, ("version", "applied_at"), [(0, 0)])
            keeper.begin()
            keeper.fetch(engine.MARKS, ("version",), ("version",), [(0,)], lock=True)
            yield connection
        finally:
            connection.close()
            keeper.close()
