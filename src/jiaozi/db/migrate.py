"""Upgrades: a database of any earlier schema is brought to the one that is declared, by adding what it lacks.

Two things make a schema: its *shape*, which is what the tables are declared to be, and its *version*, which goes up
when rows that are there need something worked out. What a database lacks of the shape is found by looking at it, never
by remembering what was done: so an upgrade that was killed is simply run again, and a database of any moment between
two versions is upgraded as well. One process at a time does it; the others wait, and find it done.

The table of marks has a row for each version that was reached, and for each shape, as a negative number. A database
that has both of this program is opened without looking further.
"""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import closing
from hashlib import sha256
from typing import Final, NamedTuple

from jiaozi.db.engine import CORE, MARKS, Connection, Engine, Missing, Row, Shape, Unfit
from jiaozi.db.schema import FORMER, MetaData

UNFINISHED: Final = 1 << 62
"""The mark of a database into which a backup is read. To a program that knows no such mark it is a newer version."""
_COLUMNS: Final = ("version", "applied_at")


def _nothing(_: Shape) -> Sequence[str]:
    return ()


class Migration(NamedTuple):
    """A version of the schema, and the statements that work out what rows of an earlier one lack, given the shape that
    the database had. They run when the shape is the declared one, and may run again."""

    version: int
    statements: Callable[[Shape], Sequence[str]] = _nothing


def marks(connection: Connection) -> frozenset[int]:
    """The versions and shapes that a database has reached; none when it has no marks. They may be another program's:
    the tables tell, see `refuse_unfounded`. Raises `Unfit`: `database_foreign` for marks that are no numbers."""
    try:
        found = connection.query(f"SELECT version FROM {MARKS} WHERE applied_at IS NOT NULL")
    except Missing:
        return frozenset()
    if not all(isinstance(version, int) for (version,) in found):
        raise Unfit("database_foreign", MARKS)
    return frozenset(version for (version,) in found)


def applied(connection: Connection) -> int:
    """The newest version that was reached in full; 0 for an empty database."""
    return max(marks(connection), default=0)


def fingerprint(metadata: MetaData) -> int:
    """The negative number that stands for the shape of a schema: names of tables, columns and indexes."""
    tables = [
        (name, [column.name for column in table.columns], sorted(index.name for index in table.indexes))
        for name, table in sorted(metadata.tables.items())
    ]
    return -1 - (int.from_bytes(sha256(json.dumps(tables).encode()).digest()[:8], "big") >> 1)


def check(connection: Connection, version: int) -> frozenset[int]:
    """The marks of a database. Raises `Unfit`: `restore_unfinished`, `world_newer` for a world of a later version,
    `database_foreign` for another's marks of one."""
    found = marks(connection)
    if UNFINISHED in found:
        raise Unfit("restore_unfinished", "restore into an empty database")
    if (there := max(found, default=0)) > version:
        refuse_unfounded(connection.shape(), found)
        raise Unfit("world_newer", f"its schema is {there}, this program's is {version}")
    return found


def check_current(connection: Connection, version: int) -> None:
    """Raises `Unfit`: what `check` does, and `world_outdated` for one of an earlier version that is not empty."""
    found = check(connection, version)
    if found and (there := max(found)) < version:
        refuse_unfounded(connection.shape(), found)
        raise Unfit("world_outdated", f"its schema is {there}, this program's is {version}")


def migrate(engine: Engine, metadata: MetaData, migrations: Sequence[Migration], at: int) -> None:
    """Brings a database to the declared schema, or a new one into being, at an instant in microseconds.

    Raises `Unfit`: what `check` does, and `database_foreign` for a database that holds something else; nothing is
    written then.
    """
    version, shape = migrations[-1].version, fingerprint(metadata)
    with closing(engine.connect()) as connection:
        found = check(connection, version)
        if found >= {version, shape}:
            return
        refuse_foreign(connection.shape(), found, metadata, beside=True)
    with engine.alone() as connection:
        found = check(connection, version)
        there = connection.shape()
        connection.script(missing(engine, metadata, there))
        run(connection, migrations, there, found, at)
        if shape not in found:
            mark(connection, shape, at)


def refuse_unfounded(there: Shape, found: Collection[int]) -> None:
    """Raises `Unfit`: `database_foreign` for tables without our marks, and for marks of a version without its tables:
    other programs call their table of marks by the same name."""
    ours = set(there.columns.get(MARKS, ())) == set(_COLUMNS)
    if there.columns and not (ours and (max(found, default=0) <= 0 or there.columns.keys() >= CORE)):
        raise _foreign(there.columns)


def refuse_foreign(there: Shape, found: Collection[int], metadata: MetaData, *, beside: bool = False) -> None:
    """Raises `Unfit`: `database_foreign` unless a database is empty or one of ours, up to this version, which has no
    table or column that no version had. `beside` a world's tables may stand what others keep there: a replica's notes,
    a view for a report."""
    refuse_unfounded(there, found)
    ours = beside and there.columns.keys() >= CORE
    known = {name: {column.name for column in table.columns} for name, table in metadata.tables.items()}
    known |= {name: set(columns) for name, columns in {**FORMER, MARKS: _COLUMNS}.items()}
    strange = [
        name
        for name, columns in there.columns.items()
        if set(columns) - known.get(name, set()) and (name in known or not ours)
    ]
    if strange:
        raise _foreign(strange)


def _foreign(tables: Iterable[str]) -> Unfit:
    return Unfit("database_foreign", ", ".join(sorted(tables)[:5]))


def missing(engine: Engine, metadata: MetaData, there: Shape) -> list[str]:
    """The statements that add what a database lacks of a schema: tables, columns, then the indexes over them."""
    statements: list[str] = []
    for table in metadata.sorted_tables:
        columns = there.columns.get(table.name)
        if columns is None:
            statements += engine.created(table)
            continue
        statements += [engine.added(table, column) for column in table.columns if column.name not in columns]
        indexes = sorted(table.indexes, key=lambda index: index.name)
        statements += [
            engine.indexed(table, index) for index in indexes if (table.name, index.name) not in there.indexes
        ]
    return statements


def run(connection: Connection, migrations: Sequence[Migration], there: Shape, found: Collection[int], at: int) -> None:
    """Works out what the rows of a database lack that has reached the versions `found`, version by version."""
    for migration in migrations:
        if migration.version not in found:
            connection.script(migration.statements(there))
            mark(connection, migration.version, at)


def mark(connection: Connection, number: int, at: int) -> None:
    """Writes down that a version or a shape was reached."""
    connection.insert(MARKS, _COLUMNS, [(number, at)])


def finish(
    connection: Connection, table: str, columns: Sequence[str], row: Row, reached: Collection[int], at: int
) -> None:
    """Ends a restore in one transaction: writes the row that makes the world, and takes the mark of it away."""
    connection.begin()
    connection.insert(table, columns, [row])
    for number in sorted(set(reached) - marks(connection)):
        mark(connection, number, at)
    connection.execute(f"DELETE FROM {MARKS} WHERE version = ?", (UNFINISHED,))
    connection.commit()
