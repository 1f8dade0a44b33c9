"""A snapshot that several readings share: what one of them has read, the next need not ask the database for."""

from collections.abc import Hashable, Sequence
from typing import Any, NoReturn

from jiaozi.db.engine import Connection, Row


class Remembered(Connection):
    """A connection in a snapshot, for readings only. One state is seen throughout, so the same question has the same
    answer: a key that sends a hundred requests at once is looked up once for all of them. What is given to several is
    not to be changed by any."""

    def __init__(self, inner: Connection) -> None:
        self._inner = inner
        self._found: dict[Hashable, list[Row]] = {}

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        asked = (sql, tuple(parameters))
        found = self._found.get(asked)
        if found is None:
            found = self._found[asked] = self._inner.query(sql, parameters)
        return found

    def fetch(
        self, table: str, columns: Sequence[str], key: Sequence[str], keys: Sequence[Row], *, lock: bool = False
    ) -> list[Row]:
        if not keys:
            return []
        asked = (table, tuple(columns), tuple(key), tuple(keys), lock)
        found = self._found.get(asked)
        if found is None:
            found = self._found[asked] = self._inner.fetch(table, columns, key, keys, lock=lock)
        return found

    def clock_us(self) -> int | None:
        return self._inner.clock_us()

    def _never(self, *_: Any, **__: Any) -> NoReturn:
        raise AssertionError("a shared snapshot is only read")

    begin = begin_snapshot = commit = rollback = close = execute = script = shape = insert = update = _never
