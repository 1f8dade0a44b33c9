"""Connections that read: a bounded number, used again, each request in a snapshot of its own."""

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from functools import cached_property
from typing import Any, Final, NamedTuple, TypeVar

from jiaozi.api.ahead import Named, read_ahead
from jiaozi.api.crossing import Crossing, Promise
from jiaozi.db.commands import Request, Result
from jiaozi.db.engine import Connection, ConnectionLost, DatabaseError, Engine
from jiaozi.db.pool import Pool
from jiaozi.db.remembered import Remembered
from jiaozi.db.writer import Asked, Writer

T = TypeVar("T")
READERS_MAX: Final = 8
EMBEDDED_READERS: Final = 2
"""On the embedded engine a reading never waits for a network, and more threads only fight over the interpreter: 2 gave
two to three times the payments of 8, with 64 callers on 2 cores."""


BRIEF_MAX: Final = 32
"""How many brief readings share a snapshot."""


class Onward(NamedTuple):
    """What a brief reading found that is to be done: it goes to the writer at once, together with what the others of
    its snapshot found, and whoever waits is given its result."""

    request: Request
    dry_run: bool


class Readers:
    """Threads with a pool of reading connections; some of them for brief readings, which wait for no long one."""

    def __init__(self, engine: Engine, writer: Writer) -> None:
        size = EMBEDDED_READERS if engine.writer_threads == 1 else READERS_MAX
        self._brief = _Brief(self, writer, 1 if engine.writer_threads == 1 else READERS_MAX // 2)
        self._pool = Pool(engine, size)
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="reader")

    async def run(self, job: Callable[[Connection], T]) -> T:
        """What `job` makes of a snapshot, in a thread. Raises what it raises, and `DatabaseError`."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self.read, job)

    async def run_brief(self, job: Callable[[Connection], T], named: Named) -> T:
        """As `run`, for a job of a few rows: those that wait together share a snapshot that begins after all of them
        were asked for, a thread, and what is read ahead for what they have named."""
        found: T = await self._brief.run(job, named)
        return found

    async def run_onward(
        self, job: Callable[[Connection], tuple[T, Onward | None]], named: Named
    ) -> tuple[T, Result | None]:
        """As `run_brief`, for a job that may go on to the writer: what it read, and the writer's result, None when it
        did not go on. Raises `Failure`, too."""
        read: list[T] = []  # a job whose connection was lost is done a second time

        def kept(connection: Connection) -> Onward | None:
            found, onward = job(connection)
            read.append(found)
            return onward

        result: Result | None = await self._brief.run(kept, named)
        return read[-1], result

    @property
    def crossing(self) -> Crossing:
        """The way back to the loop that these serve. Only on it, the first time."""
        return self._brief.crossing

    def read(self, job: Callable[[Connection], T]) -> T:
        """The same in this thread; tried a second time when the connection is lost meanwhile."""
        try:
            with self.snapshot() as connection:
                return job(connection)
        except ConnectionLost:
            self._pool.close()
            with self.snapshot() as connection:
                return job(connection)

    def snapshot(self) -> AbstractContextManager[Connection]:
        """A connection in a snapshot that begins now. Raises `DatabaseError`."""
        return self._pool.snapshot()

    def close(self) -> None:
        """Waits for the readings under way and closes the connections."""
        self._brief.close()
        self._threads.shutdown(wait=True)
        self._pool.close()


class _Asked(NamedTuple):
    """A brief reading that waits, whom to tell, and what it names."""

    job: Callable[[Connection], Any]
    promise: Promise[Any]
    named: Named


class _Brief:
    """Brief readings: whichever of its threads is free takes all that wait."""

    def __init__(self, readers: Readers, writer: Writer, size: int) -> None:
        self._readers = readers
        self._writer = writer
        writer.coming = lambda: self._working > 0
        self._size = size
        self._working = 0
        self._lock = threading.Lock()
        self._waiting: deque[_Asked] = deque()
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="brief")

    @cached_property
    def crossing(self) -> Crossing:
        return Crossing(asyncio.get_running_loop())

    async def run(self, job: Callable[[Connection], Any], named: Named) -> Any:
        """What a job made, or the writer's result where that was `Onward`."""
        promise: Promise[Any] = Promise(self.crossing)
        with self._lock:
            self._waiting.append(_Asked(job, promise, named))
            if self._working < self._size:
                self._threads.submit(self._work)
                self._working += 1
        return await promise.future

    def _work(self) -> None:
        while True:
            with self._lock:
                taken = [self._waiting.popleft() for _ in range(min(len(self._waiting), BRIEF_MAX))]
                if not taken:
                    self._working -= 1
                    break
            self._read(taken)
        self._writer.arrived()

    def _read(self, taken: Sequence[_Asked]) -> None:
        told = 0
        onward: list[Asked] = []
        try:
            with self._readers.snapshot() as connection:
                shared = Remembered(connection)
                if len(taken) > 1:
                    read_ahead(shared, [each.named for each in taken])
                for job, promise, _ in taken:
                    _tell(promise, job, shared, onward)
                    told += 1
        except DatabaseError:  # those that were not told are read by themselves, as `read` does
            for job, promise, _ in taken[told:]:
                self._read_alone(job, promise, onward)
        except BaseException as error:  # noqa: BLE001 - whoever waits must hear of it
            for _, promise, _ in taken[told:]:
                promise.set_exception(error)
        if onward:
            self._writer.submit_all(onward)

    def _read_alone(self, job: Callable[[Connection], T], promise: Promise[T], onward: list[Asked]) -> None:
        try:
            _give(promise, self._readers.read(job), onward)
        except BaseException as error:  # noqa: BLE001 - as above
            promise.set_exception(error)

    def close(self) -> None:
        self._threads.shutdown(wait=True)


def _give(promise: Promise[Any], found: Any, onward: list[Asked]) -> None:
    """Gives what a job made, or adds it to what goes on to the writer."""
    if isinstance(found, Onward):
        onward.append(Asked(found.request, found.dry_run, promise))
    else:
        promise.set_result(found)


def _tell(promise: Promise[T], job: Callable[[Connection], T], connection: Connection, onward: list[Asked]) -> None:
    """Tells what a job made, or what it raised, unless that is the database's."""
    try:
        found = job(connection)
    except DatabaseError:
        raise
    except BaseException as error:  # noqa: BLE001 - as above
        promise.set_exception(error)
    else:
        _give(promise, found, onward)
