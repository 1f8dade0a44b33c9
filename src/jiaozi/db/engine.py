"""What the platform asks of a database engine.

SQL text uses `?` for parameters. Rows are tuples. Errors of the drivers become the few classes below, so that nothing
above this package knows which engine it runs on.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Final, NamedTuple

from jiaozi.db.schema import Column, Index, MetaData, Table
from jiaozi.sharing import Turn

Row = tuple[Any, ...]

MARKS: Final = "schema_migrations"
MARKS_DDL: Final = f"CREATE TABLE IF NOT EXISTS {MARKS} (version BIGINT PRIMARY KEY, applied_at BIGINT)"
"""The table of what was done to a database's schema; see `db/migrate.py`."""
CORE: Final = frozenset(
    {"accounts", "chain_head", "commit_groups", "counters", "institutions", "outcomes", "transfers", "wallets", "world"}
)
"""Tables that every version of the schema has: with the marks, what a world is known by."""
ALONE_WAIT_S: Final = 600
"""How long one process waits for another that is changing the schema."""


class Shape(NamedTuple):
    """What a database has: the columns of each table (and view), and its indexes by table and name."""

    columns: Mapping[str, Collection[str]]
    indexes: Collection[tuple[str, str]]


class DatabaseError(Exception):
    """The database refused or failed. The base of all below; as itself, not worth a retry."""


class DuplicateKey(DatabaseError):
    """A unique key is taken."""


class CheckFailed(DatabaseError):
    """A CHECK constraint refused a row: the last guard behind the rules."""


class Contention(DatabaseError):
    """Deadlock, lock time-out or busy file: the transaction is gone, the work can be tried again."""


class StorageFull(DatabaseError):
    """The disk is full."""


class Missing(DatabaseError):
    """A table or a column is not there."""


class Unfit(DatabaseError):
    """What is in the database is not for this program. `code` of the table of errors says what it is."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


class ReadOnly(DatabaseError):
    """The database takes no writes."""


class ConnectionLost(DatabaseError):
    """The connection is gone. While committing, this leaves the outcome unknown."""


class Translated:
    """Around what a driver does: raises its errors as what `translation` says they are. An object that is used again,
    since a generator's context takes as long as a small statement."""

    __slots__ = ("_translation",)

    def __init__(self, translation: Callable[[BaseException], DatabaseError | None]) -> None:
        self._translation = translation

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        found = None if error is None else self._translation(error)
        if found is not None:
            raise found from error


class Connection(ABC):
    """One connection to a database. Not shared between threads."""

    writes_alone = False
    """Whether nobody else writes from `begin` on, so that what was read before the locks is still so after them."""

    @abstractmethod
    def begin(self) -> None:
        """Opens a transaction that will write."""

    @abstractmethod
    def begin_snapshot(self) -> None:
        """Opens a read-only transaction whose every statement sees the same state."""

    @abstractmethod
    def commit(self) -> None:
        """Makes the transaction last. `StorageFull` means that it did not; any other exception from here leaves the
        outcome to be asked for."""

    @abstractmethod
    def rollback(self) -> None:
        """Gives the transaction up, if there is one. Raises `ConnectionLost` when the connection is gone."""

    @abstractmethod
    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """The rows of a SELECT."""

    def query_each(self, sql: str, keys: Sequence[Row]) -> list[Row]:
        """The rows of a SELECT with each of some parameters in turn; their first columns are these."""
        return [row for key in keys for row in self.query(sql, key)]

    @abstractmethod
    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Runs one statement; the number of rows it changed."""

    @abstractmethod
    def script(self, statements: Sequence[str]) -> None:
        """Runs schema statements. Where they commit by themselves, what another process made meanwhile is left be."""

    @abstractmethod
    def shape(self) -> Shape:
        """What tables, columns and indexes there are."""

    @abstractmethod
    def fetch(
        self, table: str, columns: Sequence[str], key: Sequence[str], keys: Sequence[Row], *, lock: bool = False
    ) -> list[Row]:
        """The rows whose `key` columns equal one of `keys`, locked for this transaction when `lock`."""

    @abstractmethod
    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Inserts rows. Raises `DuplicateKey` or `CheckFailed`."""

    @abstractmethod
    def update(self, table: str, key: Sequence[str], columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Sets `columns` of existing rows. Each row is the new values followed by the key. Raises `CheckFailed`."""

    def clock_us(self) -> int | None:
        """The clock of the database's server, Unix microseconds; None where the database has no clock of its own."""
        return None

    @abstractmethod
    def close(self) -> None:
        """Closes the connection, giving up an open transaction."""


class Engine(ABC):
    """A database that worlds live in."""

    name: str
    writer_threads: int
    """How many writers one process may run at once."""
    bulk_group: int
    """How many commands a bulk load puts into one transaction."""
    turn: Turn
    """Whose turn it is to write, where one writes at a time."""

    @abstractmethod
    def connect(self, *, reader: bool = False) -> Connection:
        """A new connection with every setting that correctness rests on asserted."""

    @abstractmethod
    def create_database(self) -> None:
        """Makes the database unless it is there; without tables. Raises `DatabaseError`."""

    @abstractmethod
    def has_database(self) -> bool:
        """Whether the database is there. Raises `DatabaseError`."""

    @abstractmethod
    def created(self, table: Table) -> list[str]:
        """The statements that create a table with its indexes."""

    def ddl(self, metadata: MetaData) -> list[str]:
        """The statements that create the tables and indexes of a schema."""
        return [statement for table in metadata.sorted_tables for statement in self.created(table)]

    def added(self, table: Table, column: Column) -> str:
        """The statement that adds a column to its table, for rows that are there with its default."""
        from jiaozi.db import ddl

        return ddl.added(table, column, self.name)

    def indexed(self, table: Table, index: Index) -> str:
        """The statement that adds an index to its table."""
        from jiaozi.db import ddl

        return ddl.indexed(table, index, self.name)

    @abstractmethod
    def alone(self) -> AbstractContextManager[Connection]:
        """A connection whose process alone changes the schema meanwhile, and the table of marks. Others that ask for
        one wait; one that was killed keeps nobody waiting. Where the engine can, all is done or nothing."""

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A reader that sees one state of the database throughout."""
        connection = self.connect(reader=True)
        try:
            connection.begin_snapshot()
            yield connection
        finally:
            connection.close()
