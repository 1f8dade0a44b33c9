"""The statements that make what `db/schema.py` declares, by SQLAlchemy, which takes longer to load than all that is
declared: a database that has its schema is opened without it."""

from functools import cache
from typing import Any, Final

import sqlalchemy
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.mysql import LONGBLOB, LONGTEXT, pymysql
from sqlalchemy.schema import CreateColumn, CreateIndex, CreateTable
from sqlalchemy.types import TypeEngine

from jiaozi.db.schema import CheckConstraint, Column, Index, Table, UniqueConstraint

_DIALECTS: Final = {"sqlite": sqlite.dialect(), "oceanbase": pymysql.dialect()}
_NUMBER: Final = sqlalchemy.BigInteger().with_variant(sqlalchemy.Integer(), "sqlite")
_LONG_TEXT: Final = sqlalchemy.Text().with_variant(LONGTEXT(), "mysql")
_LONG_BLOB: Final = sqlalchemy.LargeBinary().with_variant(LONGBLOB(), "mysql")


@cache
def created(table: Table, engine: str) -> str:
    """The statement that creates a table on an engine, without its indexes; written out once for a process, since a
    hundred of them take a tenth of a second."""
    return str(CreateTable(_table(table)).compile(dialect=_DIALECTS[engine]))


def added(table: Table, column: Column, engine: str) -> str:
    """The statement that adds a column."""
    made = CreateColumn(_table(table).columns[column.name]).compile(dialect=_DIALECTS[engine])
    return f"ALTER TABLE {table.name} ADD COLUMN {made}"


def indexed(table: Table, index: Index, engine: str) -> str:
    """The statement that adds an index."""
    (made,) = (each for each in _table(table).indexes if each.name == index.name)
    return str(CreateIndex(made).compile(dialect=_DIALECTS[engine]))


@cache
def _table(table: Table) -> sqlalchemy.Table:
    items: list[Any] = [
        *map(_column, table.columns),
        sqlalchemy.PrimaryKeyConstraint(*table.key),
        *map(_constraint, table.constraints),
        *(sqlalchemy.Index(each.name, *each.columns, unique=each.unique) for each in table.indexes),
    ]
    return sqlalchemy.Table(
        table.name, sqlalchemy.MetaData(), *items, sqlite_strict=True, sqlite_with_rowid=table.rowid
    )


def _column(column: Column) -> sqlalchemy.Column[Any]:
    default = sqlalchemy.text(str(column.default)) if isinstance(column.default, int) else column.default
    return sqlalchemy.Column(
        column.name, _type(column), nullable=column.null, autoincrement=False, server_default=default
    )


def _type(column: Column) -> TypeEngine[Any]:
    if column.kind == "number":
        return _NUMBER
    if column.length is not None:
        return sqlalchemy.String(column.length).with_variant(sqlalchemy.Text(), "sqlite")
    return _LONG_TEXT if column.kind == "text" else _LONG_BLOB


def _constraint(declared: CheckConstraint | UniqueConstraint) -> sqlalchemy.Constraint:
    if isinstance(declared, CheckConstraint):
        return sqlalchemy.CheckConstraint(declared.sqltext, name=declared.name)
    return sqlalchemy.UniqueConstraint(*declared.columns, name=declared.name)
