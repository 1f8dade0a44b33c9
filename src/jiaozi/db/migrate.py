"""Forward-only migrations. Every statement is safe to run again, so a migration killed half-way is simply run again.

On OceanBase DDL commits by itself; therefore a migration's number is written only after its last statement.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from jiaozi.db.engine import Connection, DuplicateKey, Engine


class Migration(NamedTuple):
    """A step of the schema. `statements` gives the engine's own text of it, each statement safe to run again."""

    version: int
    statements: Callable[[], Sequence[str]]


def applied(connection: Connection) -> int:
    """The newest version that was applied in full; 0 for an empty database."""
    rows = connection.query("SELECT max(version) FROM schema_migrations")
    return rows[0][0] or 0


def migrate(engine: Engine, migrations: Sequence[Migration], at: int) -> int:
    """Brings a database to the newest version; safe to run by several processes and after being killed.

    A statement that several migrations have, such as making a table, is run once: on OceanBase a hundred tables take
    seconds.
    """
    connection = engine.connect()
    try:
        connection.script(
            ["CREATE TABLE IF NOT EXISTS schema_migrations (version BIGINT PRIMARY KEY, applied_at BIGINT)"]
        )
        version, run = applied(connection), set[str]()
        for migration in migrations:
            if migration.version > version:
                statements = migration.statements()
                connection.script([statement for statement in statements if statement not in run])
                run.update(statements)
                _mark(connection, migration.version, at)
        return applied(connection)
    finally:
        connection.close()


def _mark(connection: Connection, version: int, at: int) -> None:
    connection.begin()
    try:
        connection.insert("schema_migrations", ("version", "applied_at"), [(version, at)])
        connection.commit()
    except DuplicateKey:
        connection.rollback()
