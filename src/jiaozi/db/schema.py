"""The words tables are declared with. One metadata holds the whole schema; each feature declares its own: where rows
have a record class, its fields are the columns.

Numbers are 63-bit integers, times are microseconds, money is minor units; text compares byte by byte on both engines.

Tables and columns are only ever added. A column that is added to a table has a `default` that is right for the rows
that are there already (text or bytes of any length may be null instead). Opening a database adds what it lacks; see
`db/migrate.py`, and `tests/upgrade/README.md` for what else a change takes.
"""

from collections.abc import Iterable, Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

import sqlalchemy
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, PrimaryKeyConstraint, String, Table, Text
from sqlalchemy.dialects.mysql import LONGBLOB, LONGTEXT
from sqlalchemy.schema import SchemaItem

from jiaozi.kinds import Text as TextKind

metadata: Final = MetaData()

VERSION: Final = 6
"""The version of the schema that is declared; see `jiaozi.schema`."""
RELEASED: Final = 5
"""The newest version that worlds have which others made. Each up to it has such a world in `tests/upgrade`."""
FORMER: Final = {
    "device_nonces": ("nonce", "device", "expires_at"),
    "estates": (
        *("holder", "papers", "heir_papers", "holder_freeze", "journal", "amount_minor", "interest_minor"),
        *("opened_at", "settled_at"),
    ),
}
"""Tables that versions had which are not declared any more, with their columns: worlds may have them still."""

_BIG: Final = BigInteger().with_variant(Integer(), "sqlite")
_LONG_TEXT: Final = Text().with_variant(LONGTEXT(), "mysql")
_LONG_BLOB: Final = LargeBinary().with_variant(LONGBLOB(), "mysql")


def big(name: str, *, key: bool = False, null: bool = False, default: int | None = None) -> Column[Any]:
    """A 63-bit integer."""
    given = None if default is None else sqlalchemy.text(str(default))
    return Column(name, _BIG, primary_key=key, nullable=null, autoincrement=False, server_default=given)


def text(name: str, length: int, *, key: bool = False, null: bool = False, default: str | None = None) -> Column[Any]:
    """Text of at most `length` characters."""
    kind = String(length).with_variant(Text(), "sqlite")
    return Column(name, kind, primary_key=key, nullable=null, server_default=default)


def long_text(name: str, *, null: bool = False) -> Column[Any]:
    """Text without a bound of its own, such as a JSON document; never part of a key."""
    return Column(name, _LONG_TEXT, nullable=null)


def blob(name: str, *, null: bool = False) -> Column[Any]:
    """Bytes; never part of a key."""
    return Column(name, _LONG_BLOB, nullable=null)


def table(name: str, *items: Any, rowid: bool = True) -> Table:
    """A table of the schema. `rowid=False` clusters it by its primary key on SQLite, as OceanBase always does."""
    return Table(name, metadata, *items, sqlite_strict=True, sqlite_with_rowid=rowid)


def record_table(
    name: str, record: type, *items: SchemaItem, key: Sequence[str] = ("id",), rowid: bool = True
) -> Table:
    """The table of a record: its fields are the columns, in their order, each as its kind says, unless `items` has one
    of that name. Raises `TypeError` for a text of which no kind says how long it is."""
    given = {item.name: item for item in items if isinstance(item, Column)}
    columns = [given.pop(field) if field in given else _column(field, hint) for field, hint in _hints(record)]
    if given:
        raise TypeError(f"{name}: the record has no {', '.join(given)}")
    more = [item for item in items if not isinstance(item, Column)]
    return table(name, *columns, PrimaryKeyConstraint(*key), *more, rowid=rowid)


def names_of(declared: Table) -> tuple[str, ...]:
    """The names of a table's columns, in order."""
    return tuple(column.name for column in declared.columns)


def _hints(record: type) -> Iterable[tuple[str, Any]]:
    return get_type_hints(record, include_extras=True).items()


def _column(name: str, hint: Any) -> Column[Any]:
    """The column of a field: text as long as its kind says, else a 63-bit integer; null where it may be None."""
    some = [part for part in get_args(hint) if part is not NoneType] if NoneType in get_args(hint) else [hint]
    (inner,) = some
    length = next((mark.longest for mark in getattr(inner, "__metadata__", ()) if isinstance(mark, TextKind)), None)
    if length is not None:
        return text(name, length, null=hint is not inner)
    if not _is_number(inner):
        raise TypeError(f"{name}: its kind does not say what its column is")
    return big(name, null=hint is not inner)


def _is_number(hint: Any) -> bool:
    """Whether a field holds a whole number: an id, also of one of several kinds, an amount, a time."""
    if get_origin(hint) in (Annotated, Union, UnionType):
        return all(_is_number(part) for part in get_args(hint)[: 1 if get_origin(hint) is Annotated else None])
    return hint is int or getattr(hint, "__supertype__", None) is int
