"""Backups of the first format, of the schemas 1 to 5: not signed, and without the names of their columns."""

from typing import Final

from jiaozi.db import dump
from jiaozi.db.schema import Column

RENAMED: Final = {"estates": "holder_estates"}
"""Tables of then by what they are called now."""
DROPPED: Final = frozenset({"device_nonces"})
"""Tables of then that nothing reads any more."""

_GREW: Final = {
    ("accounts", "fen_days"): 3,
    ("accounts", "counted_on"): 3,
    ("payment_requests", "plan"): 3,
    ("payment_requests", "asked"): 3,
    ("orders", "plan"): 5,
}
"""The columns that tables got then, by the version that brought them. What has a default otherwise came later."""
_FIRST_LONG: Final = ("commit_groups", "chain")
"""The one column of any length that could be null then."""


def columns(table: dump.Listed, width: int) -> tuple[str, ...]:
    """The columns that a table had, in the order of its rows, which have so many values (0: there are none). Tables
    grew while a version was under way, too, so the rows tell. Raises `ValueError` when it never had so many."""
    for version in range(5, 0, -1):
        had = tuple(column.name for column in table.columns if _was_there(table, column, version))
        if width in (0, len(had)):
            return had
    raise ValueError(f"table {table.name} never had {width} columns")


def _was_there(table: dump.Listed, column: Column, version: int) -> bool:
    named = (table.name, column.name)
    if column.default is not None:
        return _GREW.get(named, 6) <= version
    return not (column.null and column.is_long) or named == _FIRST_LONG
