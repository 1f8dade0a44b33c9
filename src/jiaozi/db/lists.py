"""Lists that are filtered: each page is a bounded range of one index, whatever is asked for.

Ids rise with time, so a list is walked by id along an index whose other columns are given (its way); what else is asked
is tested on the rows of a window of `WINDOW` rows. A page whose window had too few comes short, and its place says
where to go on: its cost depends on no size of any table.
"""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, Final, Generic, NamedTuple, TypeVar

from jiaozi.clock import SECOND_US
from jiaozi.db.engine import Connection, Row
from jiaozi.db.tables import RowTable
from jiaozi.records import dataclass

R = TypeVar("R")
WINDOW: Final = 5_000
"""Rows that one page looks at, where it has to test them."""
LAST: Final = 2**63 - 1
APART_US: Final = 600 * SECOND_US
"""Ids are given when a request arrives, times when it is recorded; by so much, at most, the two orders differ."""


class Way(NamedTuple):
    """An index whose columns are these and then the id."""

    name: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing(Generic[R]):
    """How rows of a table are listed: the column that says when, and the ways, the narrowest first."""

    table: RowTable[R]
    at: str
    ways: tuple[Way, ...]


class Condition(NamedTuple):
    """What a row has to be: SQL with one `?`, and its value, or with several and a tuple of theirs. `column` is that
    which is to equal it, if that is all."""

    sql: str
    value: Any
    column: str = ""

    @property
    def values(self) -> tuple[Any, ...]:
        """The values that the SQL is given."""
        return self.value if isinstance(self.value, tuple) else (self.value,)


def equals(column: str, value: Any) -> Condition:
    """That a column equals a value."""
    return Condition(f"{column} = ?", value, column)


def at_least(column: str, value: int) -> Condition:
    """That a column is no less."""
    return Condition(f"{column} >= ?", value)


def at_most(column: str, value: int) -> Condition:
    """That a column is no more."""
    return Condition(f"{column} <= ?", value)


class Walk(NamedTuple):
    """What is asked of a list: tests, along a way that has the column `by`, recorded from `begin` and before `end`
    (microseconds; None for open), the newest first or last."""

    tests: tuple[Condition, ...]
    by: str
    begin: int | None = None
    end: int | None = None
    newest: bool = False


class Found(NamedTuple, Generic[R]):
    """A page: its rows, the id to go on from (None for the beginning), and whether there may be more."""

    rows: list[R]
    place: int | None
    more: bool


class _Range(NamedTuple):
    """The SQL of a way's rows between two ids, both excluded, with the values before these ids."""

    listing: Listing[Any]
    way: Way
    values: tuple[Any, ...]

    def select(self, what: str, *, newest: bool = False, tests: Sequence[Condition] = (), offset: str = "") -> str:
        name, (index, columns) = self.listing.table.name, self.way
        equal = [f"{column} = ?" for column in columns]
        where = " AND ".join([*equal, "id > ?", "id < ?", *(each.sql for each in tests)])
        order = "id DESC" if newest else "id"
        return f"SELECT /*+ INDEX({name} {index}) */ {what} FROM {name} WHERE {where} ORDER BY {order} LIMIT ?{offset}"


def page(connection: Connection, listing: Listing[R], asked: Walk, place: int | None, limit: int) -> Found[R]:
    """A page of at most `limit` rows after a place, from the beginning where it is None. What is asked has to equal the
    columns of one of the ways."""
    found, tests = _way(listing, asked)
    low, high = _between(connection, found, asked, place)
    last = _window(connection, found, low, high, newest=asked.newest) if tests else None
    if last is not None:
        low, high = (last - 1, high) if asked.newest else (low, last + 1)
    sql = found.select(", ".join(listing.table.columns), newest=asked.newest, tests=tests)
    tested = (value for each in tests for value in each.values)
    given = connection.query(sql, (*found.values, low, high, *tested, limit + 1))
    record, id_at = listing.table.record, listing.table.columns.index("id")
    rows = [record(*row) for row in given[:limit]]
    reached = int(given[len(rows) - 1][id_at]) if rows else place
    if len(given) > limit or last is None:
        return Found(rows, reached, len(given) > limit)
    return Found(rows, last, more=True)


def page_of_any(
    connection: Connection, listing: Listing[R], walks: Sequence[Walk], place: int | None, limit: int
) -> Found[R]:
    """A page of what any of some walks finds, which all go in one direction: each row once, and none beyond the place
    that a walk with more has come to."""
    if len(walks) == 1:
        return page(connection, listing, walks[0], place, limit)
    pages = [page(connection, listing, each, place, limit) for each in walks]
    sign, number = -1 if walks[0].newest else 1, attrgetter("id")
    ends = [sign * each.place for each in pages if each.more and each.place is not None]
    end = min(ends, default=LAST)
    found = {number(row): row for each in pages for row in each.rows if sign * number(row) <= end}
    rows = [found[each] for each in sorted(found, key=lambda each: sign * each)]
    if len(rows) > limit or not ends:
        rows, more = rows[:limit], len(rows) > limit
        return Found(rows, number(rows[-1]) if rows else place, more)
    return Found(rows, sign * end, more=True)


def _between(connection: Connection, found: _Range, asked: Walk, place: int | None) -> tuple[int, int]:
    """The ids, both excluded, between which a page's rows are. What a place says better is not looked for."""
    low = -1 if asked.newest or place is None else place
    high = place if asked.newest and place is not None else LAST
    if asked.begin is not None and low < 0:
        low = _before(connection, found, asked.begin - APART_US)
    if asked.end is not None and high == LAST:
        high = _before(connection, found, asked.end + APART_US) + 1
    return low, high


def _way(listing: Listing[Any], asked: Walk) -> tuple[_Range, list[Condition]]:
    """The narrowest way that is open, and the tests that are left. Raises `StopIteration` where none is."""
    equal: dict[str, Any] = {}
    for each in asked.tests:
        if each.column:
            equal.setdefault(each.column, each.value)
    way = next(each for each in listing.ways if asked.by in each.columns and equal.keys() >= set(each.columns))
    found = _Range(listing, way, tuple(equal[column] for column in way.columns))
    left = [each for each in asked.tests if each.column not in way.columns or each.value != equal[each.column]]
    times = ((f"{listing.at} >= ?", asked.begin), (f"{listing.at} < ?", asked.end))
    return found, left + [Condition(sql, value) for sql, value in times if value is not None]


def _before(connection: Connection, found: _Range, at: int) -> int:
    """The id of a way's last row that was recorded before `at`, -1 for none."""
    sql = found.select(f"id, {found.listing.at}")
    return last_before(lambda low, high: connection.query(sql, (*found.values, low, high, 1)), at, -1)


def last_before(first: Callable[[int, int], list[Row]], at: int, none: int) -> int:
    """The number of the last row from before `at`, of rows whose times rise with their numbers; `none` where there is
    no such row. `first` gives number and time of the first row between two numbers; it is asked at most 63 times."""
    low, high = none, LAST
    while high - low > 1:
        middle = (low + high) // 2
        row = first(middle - 1, high)
        low, high = (int(row[0][0]), high) if row and row[0][1] < at else (low, middle)
    return low


def _window(connection: Connection, found: _Range, low: int, high: int, *, newest: bool) -> int | None:
    """The last id of a window, None where fewer rows are left."""
    sql = found.select("id", newest=newest, offset=f" OFFSET {WINDOW - 1}")
    row = connection.query(sql, (*found.values, low, high, 1))
    return int(row[0][0]) if row else None
