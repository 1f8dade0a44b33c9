"""The words tables are declared with. One metadata holds the whole schema; each feature declares its own: where rows
have a record class, its fields are the columns.

Numbers are 63-bit integers, times are microseconds, money is minor units; text compares byte by byte on both engines.

Tables and columns are only ever added. A column that is added to a table has a `default` that is right for the rows
that are there already (text or bytes of any length may be null instead). Opening a database adds what it lacks; see
`db/migrate.py`, and `tests/upgrade/README.md` for what else a change takes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import field
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from jiaozi.kinds import Text as TextKind
from jiaozi.records import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column: a 63-bit integer, or text or bytes of at most `length`, None for any. `default` is for the rows that
    are there when it is added."""

    name: str
    kind: Literal["number", "text", "bytes"]
    length: int | None = None
    null: bool = False
    key: bool = False
    default: int | str | None = None

    @property
    def is_long(self) -> bool:
        """Whether its values are of any length."""
        return self.kind != "number" and self.length is None


class CheckConstraint(NamedTuple):
    """What is so of every row."""

    sqltext: str
    name: str


class _Over:
    """What is declared over columns, by their names."""

    def __init__(self, *columns: str) -> None:
        self.columns = columns


class PrimaryKeyConstraint(_Over):
    """By what a row is known."""


class UniqueConstraint(_Over):
    """What no two rows have in common."""

    def __init__(self, *columns: str, name: str) -> None:
        super().__init__(*columns)
        self.name = name


class Index(_Over):
    """By what rows are found."""

    def __init__(self, name: str, *columns: str, unique: bool = False) -> None:
        super().__init__(*columns)
        self.name, self.unique = name, unique


Item = Column | CheckConstraint | PrimaryKeyConstraint | UniqueConstraint | Index
"""A part of a table."""


@dataclass(frozen=True, eq=False, slots=True)
class Table:
    """A table as it is declared; `db/ddl.py` has the statements that make it. Without `rowid` it is clustered by its
    key on SQLite, as OceanBase always does."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    constraints: tuple[CheckConstraint | UniqueConstraint, ...]
    indexes: tuple[Index, ...]
    rowid: bool = True


@dataclass(slots=True)
class MetaData:
    """A schema: its tables by name."""

    tables: dict[str, Table] = field(default_factory=dict)

    @property
    def sorted_tables(self) -> list[Table]:
        """The tables in the order of their names."""
        return [self.tables[name] for name in sorted(self.tables)]


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


def big(name: str, *, key: bool = False, null: bool = False, default: int | None = None) -> Column:
    """A 63-bit integer."""
    return Column(name, "number", None, null, key, default)


def text(name: str, length: int, *, key: bool = False, null: bool = False, default: str | None = None) -> Column:
    """Text of at most `length` characters."""
    return Column(name, "text", length, null, key, default)


def long_text(name: str, *, null: bool = False) -> Column:
    """Text without a bound of its own, such as a JSON document; never part of a key."""
    return Column(name, "text", None, null)


def blob(name: str, *, null: bool = False) -> Column:
    """Bytes; never part of a key."""
    return Column(name, "bytes", None, null)


def table(name: str, *items: Item, rowid: bool = True) -> Table:
    """A table of the schema. `rowid=False` clusters it by its primary key on SQLite, as OceanBase always does. Raises
    `ValueError` for one that was declared before."""
    if name in metadata.tables:
        raise ValueError(f"{name} is declared twice")
    columns = tuple(item for item in items if isinstance(item, Column))
    keys = [item.columns for item in items if isinstance(item, PrimaryKeyConstraint)]
    constraints = tuple(item for item in items if isinstance(item, CheckConstraint | UniqueConstraint))
    indexes = tuple(item for item in items if isinstance(item, Index))
    key = keys[0] if keys else tuple(column.name for column in columns if column.key)
    made = metadata.tables[name] = Table(name, columns, key, constraints, indexes, rowid)
    return made


def record_table(name: str, record: type, *items: Item, key: Sequence[str] = ("id",), rowid: bool = True) -> Table:
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


def _column(name: str, hint: Any) -> Column:
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
