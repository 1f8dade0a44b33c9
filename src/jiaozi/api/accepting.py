"""How one of several processes accepts from their common sockets: so that each has about as many connections.

All are woken for a connection, and of idle processes always the same would be first. So whoever has more connections
than another leaves it a moment before it takes one more; and takes it, if by then nobody has.
"""

import asyncio
import mmap
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from struct import Struct
from typing import Final

from jiaozi.clock import Seconds

BACKLOG: Final = 2_048
LEAVE_S: Final[Seconds] = 0.005
NO_ROOM_S: Final[Seconds] = 1
"""So long nothing is accepted when the system gives no more files."""
_COUNT: Final = Struct("=i")
_AWAY: Final = 2**31 - 1


class Counts:
    """How many connections each of some processes has, in memory that they share; processes are numbered from 1."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._memory = mmap.mmap(-1, processes * _COUNT.size)
        for number in range(1, processes + 1):
            self.away(number)

    def away(self, number: int) -> None:
        """A process does not accept."""
        self.put(number, _AWAY)

    def put(self, number: int, count: int) -> None:
        """A process has so many."""
        _COUNT.pack_into(self._memory, (number - 1) * _COUNT.size, count)

    def least(self) -> int:
        """The fewest that one has that accepts."""
        counts = (_COUNT.unpack_from(self._memory, place * _COUNT.size)[0] for place in range(self._processes))
        return int(min(counts))


class Acceptor:
    """Accepts for one process, on its event loop, from when it is made until it is closed. `own` says how many
    connections the process has, `make` makes the protocol of another."""

    def __init__(
        self,
        sockets: Sequence[socket.socket],
        counts: Counts,
        number: int,
        own: Callable[[], int],
        make: Callable[[], asyncio.Protocol],
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._sockets = sockets
        self._counts, self._number = counts, number
        self._own, self._make = own, make
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False
        self.tell()
        for each in sockets:
            each.listen(BACKLOG)
            self._loop.add_reader(each, self._come, each)

    def tell(self) -> None:
        """Lets the others know how many connections there are here."""
        if not self._closed:
            self._counts.put(self._number, self._own())

    def close(self) -> None:
        """Accepts no more. What was not accepted is the other processes', while there are any with the socket open."""
        self._closed = True
        self._counts.away(self._number)
        for each in self._sockets:
            self._loop.remove_reader(each)
            each.close()

    def _come(self, listener: socket.socket) -> None:
        """A connection waits."""
        self.tell()
        if self._own() > self._counts.least():
            self._pause(listener, LEAVE_S)
        else:
            self._take(listener)

    def _pause(self, listener: socket.socket, seconds: Seconds) -> None:
        self._loop.remove_reader(listener)
        self._loop.call_later(seconds, self._resume, listener)

    def _resume(self, listener: socket.socket) -> None:
        if not self._closed:
            self._loop.add_reader(listener, self._come, listener)
            self._take(listener)

    def _take(self, listener: socket.socket) -> None:
        try:
            connection, _ = listener.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):  # another had it, or it is gone
            return
        except OSError:
            self._pause(listener, NO_ROOM_S)
            return
        connection.setblocking(False)
        task = self._loop.create_task(self._begin(connection))
        self._tasks.add(task)  # a loop holds its tasks weakly
        task.add_done_callback(self._tasks.discard)

    async def _begin(self, connection: socket.socket) -> None:
        with suppress(OSError):
            await self._loop.connect_accepted_socket(self._make, connection)
        self.tell()
