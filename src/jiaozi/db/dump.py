"""Whole tables, read in the order of their keys and written as they are: for backups and for counting.

What may leave and enter a database here is every row of every table of the schema; nothing else uses this.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import MetaData, Table

from jiaozi.db.engine import Connection, Row

PAGE: int = 10_000
"""Rows that are read at once."""


def tables(metadata: MetaData) -> list[Table]:
    """The tables of a schema by name."""
    return [metadata.tables[name] for name in sorted(metadata.tables)]


def columns_of(table: Table) -> tuple[str, ...]:
    """The names of a table's columns, in order."""
    return tuple(column.name for column in table.columns)


def key_of(table: Table) -> tuple[str, ...]:
    """The names of a table's key columns."""
    return tuple(column.name for column in table.primary_key.columns)


def count(connection: Connection, table: str) -> int:
    """How many rows a table has."""
    return int(connection.query(f"SELECT count(*) FROM {table}")[0][0])


def pages(connection: Connection, table: Table) -> Iterator[list[Row]]:
    """All rows of a table by rising key, `PAGE` at a time."""
    names, key = columns_of(table), key_of(table)
    places = [names.index(name) for name in key]
    select, order = f"SELECT {', '.join(names)} FROM {table.name}", f"ORDER BY {', '.join(key)} LIMIT {PAGE}"
    rows = connection.query(f"{select} {order}")
    while rows:
        yield rows
        where, values = _after(key, [rows[-1][place] for place in places])
        rows = connection.query(f"{select} WHERE {where} {order}", values)


def _after(key: Sequence[str], last: Row | list[object]) -> tuple[str, list[object]]:
    """Keys above the last one, column by column: both engines use the key for it."""
    parts: list[str] = []
    values: list[object] = []
    for number, name in enumerate(key):
        same = "".join(f"{before} = ? AND " for before in key[:number])
        parts.append(f"({same}{name} > ?)")
        values += [*last[:number], last[number]]
    return " OR ".join(parts), values


def write(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Inserts rows in a transaction of their own. Raises `DuplicateKey` or `CheckFailed`."""
    connection.begin()
    try:
        connection.insert(table.name, columns_of(table), rows)
        connection.commit()
    except Exception:
        connection.rollback()
        raise
