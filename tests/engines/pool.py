"""Databases that tests take in turn: making the schema anew costs 3 s on OceanBase, emptying its tables 15 ms."""

from collections import Counter
from itertools import count
from typing import Final

import pymysql

from tests.engines.seekdb import SeekdbError, SeekdbServer, Snapshot

GONE_MAX: Final = 50_000
"""After so many rows were deleted from it a database is left where it is: they stay in memory, and whoever reads a
table goes over them, a microsecond or two each. A new one costs 15 s of the processor, half of them for its plans."""


class DatabasePool:
    """Migrated databases without rows, on one server. Give back what you took."""

    def __init__(self, server: SeekdbServer, prefix: str) -> None:
        self._server = server
        self._prefix = prefix
        self._numbers = count(1)
        self._free: list[str] = []
        self._fresh_rows: dict[str, Snapshot] = {}
        self._gone: Counter[str] = Counter()

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
        try:
            self._gone[name] += self._server.restore(name, self._fresh_rows[name])
        except (SeekdbError, pymysql.MySQLError):
            del self._fresh_rows[name]
            return
        if self._gone[name] < GONE_MAX:
            self._free.append(name)
        else:
            del self._fresh_rows[name]


def make_schema(url: str) -> None:
    """Gives a database the schema."""
    # Imported late: tests that need no database run even when a feature's schema does not load.
    from jiaozi.db.engines import open_engine
    from jiaozi.schema import upgrade

    upgrade(open_engine(url), 0)
