"""Databases that tests take in turn: making the schema anew costs 3 s on OceanBase, emptying its tables 15 ms."""

from collections import Counter
from itertools import count
from typing import Final

import pymysql

from tests.engines.seekdb import SeekdbError, SeekdbServer, Snapshot

USES_MAX: Final = 250
"""After so many tests a database is left where it is: rows that were deleted stay in memory, and whoever reads a table
goes over them. After 400 tests reading the 15 transfers of a world took 80 ms."""


class DatabasePool:
    """Migrated databases without rows, on one server. Give back what you took."""

    def __init__(self, server: SeekdbServer, prefix: str) -> None:
        self._server = server
        self._prefix = prefix
        self._numbers = count(1)
        self._free: list[str] = []
        self._fresh_rows: dict[str, Snapshot] = {}
        self._uses: Counter[str] = Counter()

    def take(self) -> str:
        """The name of a database that has the schema and nothing in it."""
        if self._free:
            return self._free.pop()
        name = f"{self._prefix}pool{next(self._numbers)}"
        make_schema(self._server.create_database(name))
        self._fresh_rows[name] = self._server.snapshot(name)
        return name

    def give_back(self, name: str) -> None:
        """Empty the database for the next test; one whose schema was changed, or that has served long, is left where it
        is."""
        self._uses[name] += 1
        if self._uses[name] >= USES_MAX:
            del self._fresh_rows[name]
            return
        try:
            self._server.restore(name, self._fresh_rows[name])
        except (SeekdbError, pymysql.MySQLError):
            del self._fresh_rows[name]
        else:
            self._free.append(name)


def make_schema(url: str) -> None:
    """Gives a database the schema."""
    # Imported late: tests that need no database run even when a feature's schema does not load.
    from jiaozi.db.engines import open_engine
    from jiaozi.schema import upgrade

    upgrade(open_engine(url), 0)
