"""Reading connections that are kept and used again: opening one takes longer than most readings."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from jiaozi.db.engine import Connection, ConnectionLost, DatabaseError, Engine

KEPT: Final = 4
"""Idle connections of a pool; on the embedded engine each may keep pages of the file in memory."""


class Pool:
    """Connections for snapshots. Safe to use from several threads. `close` it when done."""

    def __init__(self, engine: Engine, kept: int = KEPT) -> None:
        self._engine = engine
        self._kept = kept
        self._idle: list[Connection] = []
        self._lock = threading.Lock()

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A reader that sees one state of the database throughout. Raises `DatabaseError`, not for a connection that
        was gone already."""
        connection = self._begun()
        try:
            yield connection
            connection.rollback()
        except DatabaseError:
            _close(connection)
            raise
        except BaseException:
            self._give_back(connection)
            raise
        else:
            self._give_back(connection, clean=True)

    def _begun(self) -> Connection:
        """A connection in a snapshot of its own. Where a kept one is gone, the others are, too."""
        try:
            return _begun(self._take())
        except ConnectionLost:
            self.close()
            return _begun(self._take())

    def _take(self) -> Connection:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return self._engine.connect(reader=True)

    def _give_back(self, connection: Connection, *, clean: bool = False) -> None:
        try:
            if not clean:
                connection.rollback()
        except DatabaseError:
            _close(connection)
            return
        with self._lock:
            if len(self._idle) < self._kept:
                self._idle.append(connection)
                return
        _close(connection)

    def close(self) -> None:
        """Closes the connections that are idle."""
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            _close(connection)


def _begun(connection: Connection) -> Connection:
    try:
        connection.begin_snapshot()
    except DatabaseError:
        _close(connection)
        raise
    return connection


def _close(connection: Connection) -> None:
    with suppress(DatabaseError):
        connection.close()
