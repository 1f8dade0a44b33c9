"""Connections that read: a bounded number, used again, each request in a snapshot of its own."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Final, TypeVar

from jiaozi.db.engine import Connection, ConnectionLost, DatabaseError, Engine

T = TypeVar("T")
READERS_MAX: Final = 8
EMBEDDED_READERS: Final = 2
"""On the embedded engine a reading never waits for a network, and more threads only fight over the interpreter: 2 gave
two to three times the payments of 8, with 64 callers on 2 cores."""


class Readers:
    """Threads with a pool of reading connections."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        size = EMBEDDED_READERS if engine.writer_threads == 1 else READERS_MAX
        self._idle: list[Connection] = []
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="reader")

    async def run(self, job: Callable[[Connection], T]) -> T:
        """What `job` makes of a snapshot, in a thread. Raises what it raises, and `DatabaseError`."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self.read, job)

    def read(self, job: Callable[[Connection], T]) -> T:
        """The same in this thread; tried a second time when an idle connection turns out to be gone."""
        try:
            with self._snapshot() as connection:
                return job(connection)
        except ConnectionLost:
            self._drop_idle()
            with self._snapshot() as connection:
                return job(connection)

    @contextmanager
    def _snapshot(self) -> Iterator[Connection]:
        connection = self._take()
        try:
            connection.begin_snapshot()
            yield connection
            connection.rollback()
        except DatabaseError:
            with suppress(DatabaseError):
                connection.close()
            raise
        except BaseException:
            self._give_back(connection)
            raise
        else:
            self._give_back(connection, clean=True)

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
            connection.close()
            return
        with self._lock:
            self._idle.append(connection)

    def _drop_idle(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            with suppress(DatabaseError):
                connection.close()

    def close(self) -> None:
        """Waits for the readings under way and closes the connections."""
        self._threads.shutdown(wait=True)
        self._drop_idle()
