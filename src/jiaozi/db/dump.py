"""Whole tables, read in the order of their keys and written as they are: for backups and for counting.

What may leave and enter a database here is every row of every table of the schema; nothing else uses this.
"""

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from jiaozi.db.engine import Connection, Row
from jiaozi.db.schema import MetaData, Table

Listed: TypeAlias = Table
"""A table of the schema, for those who only hand it on."""

PAGE: Final = 10_000
PAGE_LONG: Final = 500
"""Rows that are read at once; fewer from a table with columns of any length."""
STATEMENT_BYTES: Final = 4 * 1024 * 1024
"""Text and bytes that are inserted at once, about."""


def tables(metadata: MetaData) -> list[Table]:
    """The tables of a schema by name."""
    return metadata.sorted_tables


def columns_of(table: Table) -> tuple[str, ...]:
    """The names of a table's columns, in order."""
    return tuple(column.name for column in table.columns)


def key_of(table: Table) -> tuple[str, ...]:
    """The names of a table's key columns."""
    return table.key


def count(connection: Connection, table: str) -> int:
    """How many rows a table has."""
    return int(connection.query(f"SELECT count(*) FROM {table}")[0][0])


def has_rows(connection: Connection, table: str) -> bool:
    """Whether a table has any row."""
    return bool(connection.query(f"SELECT 1 FROM {table} LIMIT 1"))


def pages(connection: Connection, table: Table) -> Iterator[list[Row]]:
    """All rows of a table by rising key, so many at a time."""
    key = key_of(table)
    places = [columns_of(table).index(name) for name in key]
    size = PAGE_LONG if any(column.is_long for column in table.columns) else PAGE
    rows = _after(connection, table, (), size)
    while rows:
        yield rows
        rows = _after(connection, table, [rows[-1][place] for place in places], size)


def _after(connection: Connection, table: Table, last: Sequence[object], size: int) -> list[Row]:
    """The next rows after the key `last`: first those that share most of it. Each query is one range of the key."""
    key = key_of(table)
    select = f"SELECT {', '.join(columns_of(table))} FROM {table.name}"
    order = f"ORDER BY {', '.join(key)} LIMIT"
    if not last:
        return connection.query(f"{select} {order} {size}")
    rows: list[Row] = []
    for depth in range(len(key), 0, -1):
        where = " AND ".join([*(f"{name} = ?" for name in key[: depth - 1]), f"{key[depth - 1]} > ?"])
        rows += connection.query(f"{select} WHERE {where} {order} {size - len(rows)}", last[:depth])
        if len(rows) >= size:
            break
    return rows


def write(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Inserts rows in one transaction. Raises `DuplicateKey` or `CheckFailed`."""
    connection.begin()
    try:
        for some in _by_size(rows):
            connection.insert(table, columns, some)
        connection.commit()
    except Exception:
        connection.rollback()
        raise


def _by_size(rows: Sequence[Row]) -> Iterator[list[Row]]:
    some: list[Row] = []
    size = 0
    for row in rows:
        some.append(row)
        size += sum(len(value) for value in row if isinstance(value, str | bytes))
        if size >= STATEMENT_BYTES:
            yield some
            some, size = [], 0
    if some:
        yield some
