"""A snapshot that several readings share: what one of them has read, the next need not ask the database for."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, NoReturn

from jiaozi.db.engine import Connection, Row


class Remembered(Connection):
    """A connection in a snapshot, for readings only. One state is seen throughout, so the same question has the same
    answer: a key that sends a hundred requests at once is looked up once for all of them, and what many will ask for
    by its key can be read for all of them together. What is given to several is not to be changed by any."""

    def __init__(self, inner: Connection) -> None:
        self._inner = inner
        self._found: dict[Hashable, list[Row]] = {}
        self._by_key: dict[Hashable, dict[Row, list[Row]]] = {}

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        asked = (sql, tuple(parameters))
        found = self._found.get(asked)
        if found is None:
            found = self._found[asked] = self._inner.query(sql, parameters)
        return found

    def query_each(self, sql: str, keys: Sequence[Row]) -> list[Row]:
        return self._each(sql, keys, lambda missing: self._inner.query_each(sql, missing), range)

    def fetch(
        self, table: str, columns: Sequence[str], key: Sequence[str], keys: Sequence[Row], *, lock: bool = False
    ) -> list[Row]:
        if not set(key) <= set(columns):  # which row is of which key does not show
            asked = (table, tuple(columns), tuple(key), tuple(keys))
            if asked not in self._found:
                self._found[asked] = self._inner.fetch(table, columns, key, keys, lock=lock)
            return self._found[asked]
        return self._each(
            (table, tuple(columns), tuple(key)),
            keys,
            lambda missing: self._inner.fetch(table, columns, key, missing, lock=lock),
            lambda _: [columns.index(name) for name in key],
        )

    def _each(
        self,
        question: Hashable,
        keys: Sequence[Row],
        read: Callable[[Sequence[Row]], list[Row]],
        places: Callable[[int], Sequence[int]],
    ) -> list[Row]:
        """The rows of each key: those that nobody has asked for are read together. `places` are those of a key of so
        many values in a row."""
        held = self._by_key.setdefault(question, {})
        missing = [key for key in keys if key not in held]
        if missing:
            held |= {key: [] for key in missing}
            at = places(len(missing[0]))
            for row in read(missing):
                held.setdefault(tuple(row[place] for place in at), []).append(row)
        return held[keys[0]] if len(keys) == 1 else [row for key in keys for row in held[key]]

    def clock_us(self) -> int | None:
        return self._inner.clock_us()

    def _never(self, *_: Any, **__: Any) -> NoReturn:
        raise AssertionError("a shared snapshot is only read")

    begin = begin_snapshot = commit = rollback = close = execute = script = shape = insert = update = _never
