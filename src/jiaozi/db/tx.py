"""A unit of work: one database transaction, the rows it has locked, and what it will write.

Handlers work on locked rows in memory; `flush` writes all in a few multi-row statements. Only the runner commits.
"""

from collections.abc import Callable, Iterable, KeysView, Sequence
from typing import Any, TypeVar

from jiaozi.clock import CLOCKS_APART_US
from jiaozi.db.engine import Connection, Row
from jiaozi.db.tables import Key, RowSet, RowTable
from jiaozi.ids import IdSource

R = TypeVar("R")


class Tx:
    """What a handler is given. `now` is the platform's time of the group in microseconds, `group_id` the group's id,
    `apart_us` how far the clocks of its world may be apart."""

    def __init__(
        self,
        connection: Connection,
        ids: IdSource,
        now: int,
        group_id: int,
        apart_us: int = CLOCKS_APART_US,
        *,
        dry_run: bool = False,
    ) -> None:
        self.connection = connection
        self.ids = ids
        self.now = now
        self.group_id = group_id
        self.apart_us = apart_us
        self.dry_run = dry_run
        """Whether all of it will be taken back. What that would tell of somebody else is not decided then."""
        self.memo: dict[Any, Any] = {}
        """What handlers have worked out for this group, such as the limits of a class on its day."""
        self._sets: dict[str, RowSet[Any]] = {}
        self._wanted: dict[str, tuple[RowTable[Any], dict[Key, None]]] = {}
        self._appended: dict[str, tuple[Sequence[str], list[Row]]] = {}
        self.naming: set[str] = set()
        """The tables named since somebody last put an empty set here."""
        self.last: list[Callable[[], None]] = []
        """What is done when all of the group is decided, before anything is asked or written."""
        self.checks: list[Callable[[], None]] = []
        """What is asked, before anything is written, whether it may be. Raise `Stop`."""
        self.chained: list[Row] = []
        """Appended rows, first column the id, that the group's digest covers."""

    def rows(self, table: RowTable[R]) -> RowSet[R]:
        """The rows of a table that this unit of work holds."""
        held = self._sets.get(table.name)
        if held is None:
            held = self._sets[table.name] = RowSet(table, self.connection)
        return held

    def want(self, table: RowTable[Any], keys: Iterable[Key]) -> None:
        """Names rows that `lock` will lock."""
        entry = self._wanted.get(table.name)
        if entry is None:
            entry = self._wanted[table.name] = (table, {})
        entry[1].update(dict.fromkeys(keys))
        self.naming.add(table.name)

    @property
    def wanted(self) -> KeysView[str]:
        """The tables of which named rows are not locked yet."""
        return self._wanted.keys()

    def lock_next(self) -> set[str]:
        """Locks and reads what is wanted of the first table in `LOCK_ORDER`, by rising key.

        What the rows lead to is wanted then. Returns the table's name and those of the tables it leads to.
        """
        name = min(self._wanted, key=lambda item: self._wanted[item][0].rank)
        table, wanted = self._wanted.pop(name)
        held = self.rows(table)
        records = held.load(sorted(wanted.keys() - held.asked - held.rows.keys()))
        reached = {name}
        if table.follow is not None and records:
            for target, further in table.follow(records):
                self.want(target, further)
                reached.add(target.name)
        return reached

    def lock(self) -> None:
        """Locks and reads all that is wanted."""
        while self._wanted:
            self.lock_next()

    def appeared(self) -> bool:
        """Whether rows were added that had been named before and did not exist then."""
        return any(held.appeared for held in self._sets.values())

    def appender(self, table: str, columns: Sequence[str]) -> list[Row]:
        """The list of rows to be inserted into an append-only table; the caller appends tuples of `columns`."""
        entry = self._appended.get(table)
        if entry is None:
            entry = self._appended[table] = (columns, [])
        return entry[1]

    def chain_rows(self, table: str, columns: Sequence[str]) -> list[Row]:
        """Like `appender`, for the one table whose rows the group's digest covers."""
        entry = self._appended.get(table)
        if entry is None:
            self._appended[table] = (columns, self.chained)
        return self.chained

    @property
    def begun(self) -> bool:
        """Whether something was decided before in this unit of work; the database does not show it yet."""
        return any(held.unwritten for held in self._sets.values()) or any(rows for _, rows in self._appended.values())

    def flush(self) -> None:
        """Writes new, changed and appended rows. Raises `Stop`, before it writes anything."""
        for step in (*self.last, *self.checks):
            step()
        for held in sorted(self._sets.values(), key=lambda item: item.table.rank):
            held.flush(self.connection)
        for table, (columns, rows) in self._appended.items():
            if rows:
                self.connection.insert(table, columns, rows)
        self._appended = {}
