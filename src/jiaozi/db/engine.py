"""What the platform asks of a database engine.

SQL text uses `?` for parameters. Rows are tuples. Errors of the drivers become the few classes below, so that nothing
above this package knows which engine it runs on.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

Row = tuple[Any, ...]


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


class ReadOnly(DatabaseError):
    """The database takes no writes."""


class ConnectionLost(DatabaseError):
    """The connection is gone. While committing, this leaves the outcome unknown."""


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

    @abstractmethod
    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Runs one statement; the number of rows it changed."""

    @abstractmethod
    def script(self, statements: Sequence[str]) -> None:
        """Runs schema statements outside a transaction, each safe to run again: a column that is there is left be."""

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

    @abstractmethod
    def close(self) -> None:
        """Closes the connection, giving up an open transaction."""


class Engine(ABC):
    """A database that worlds live in."""

    name: str
    number: str
    """Its word for a 63-bit integer."""
    writer_threads: int
    """How many writers one process may run at once."""
    bulk_group: int
    """How many commands a bulk load puts into one transaction."""

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
    def ddl(self, metadata: Any) -> list[str]:
        """The statements, each safe to run again, that create the tables and indexes of a SQLAlchemy `MetaData`."""

    def added_columns(self, table: Any, names: Sequence[str]) -> list[str]:
        """The statements that add columns, of numbers with a default, to a table made before they were thought of;
        `script` passes over those that are there already."""
        alter = f"ALTER TABLE {table.name} ADD COLUMN"
        defaults = ((name, table.columns[name].server_default.arg) for name in names)
        return [f"{alter} {name} {self.number} NOT NULL DEFAULT {value}" for name, value in defaults]

    def added_indexes(self, table: Any, names: Collection[str]) -> list[str]:
        """The statements that add indexes to a table made before they were thought of; one that is there stays."""
        found = sorted((index for index in table.indexes if index.name in names), key=lambda index: str(index.name))
        columns = {index.name: ", ".join(column.name for column in index.columns) for index in found}
        return [f"CREATE INDEX IF NOT EXISTS {name} ON {table.name} ({columns[name]})" for name in columns]

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A reader that sees one state of the database throughout."""
        connection = self.connect(reader=True)
        try:
            connection.begin_snapshot()
            yield connection
        finally:
            connection.close()
