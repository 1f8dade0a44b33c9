"""The words tables are declared with. One metadata holds the whole schema; each feature declares its own.

Numbers are 63-bit integers, times are microseconds, money is minor units; text compares byte by byte on both engines.

Tables and columns are only ever added. A column that is added to a table has a `default` that is right for the rows
that are there already (text or bytes of any length may be null instead). Opening a database adds what it lacks; see
`db/migrate.py`, and `tests/upgrade/README.md` for what else a change takes.
"""

from typing import Any, Final

import sqlalchemy
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, String, Table, Text
from sqlalchemy.dialects.mysql import LONGBLOB, LONGTEXT

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
