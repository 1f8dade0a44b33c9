"""The edge: what a connection may cost before, between and after its requests, whatever speaks HTTP on it.

Between the sockets and the server's protocol stands a guard that knows three things: whether a request is being
answered (the app says so, and the protocol whether more was asked), since when it is not, and how many bytes came. A
connection without a request ends at a deadline that dripping does not move; so does one whose other side does not read.
There are so many connections, and so many from one address.
"""

import asyncio
import ipaddress
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from itertools import chain
from typing import Any, Final

from starlette.types import ASGIApp, Receive, Scope, Send

from jiaozi.addresses import parse
from jiaozi.api.problems import raw_problem
from jiaozi.clock import Seconds
from jiaozi.records import dataclass

SWEEP_S: Final[Seconds] = 0.25
LINGER_S: Final[Seconds] = 2
"""For so long what still comes is thrown away after an answer that ended a request early: a socket closed with bytes
unread resets the connection, and the answer is lost with it."""
HEAD_BYTES_MAX: Final = 32 * 1024
IPV6_HOST_PREFIX: Final = 64
"""One host has as many IPv6 addresses as it likes below its network's 64 bits."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What connections may cost. `head_s` is from the first byte of a request to the last of its headers (and from the
    connection to the first byte), `idle_s` from an answer to the next request, `stuck_s` while nothing is taken of an
    answer; `request_bytes_max` counts a request as it came, with chunks and trailers."""

    connections_max: int
    per_address_max: int
    head_s: Seconds
    idle_s: Seconds
    stuck_s: Seconds
    request_bytes_max: int


class Spoken(asyncio.Protocol):
    """The server's own protocol, as far as the guard asks it where it is."""

    @property
    def is_asked(self) -> bool:
        """Whether a request has been begun that has no whole answer."""
        raise NotImplementedError

    @property
    def is_partway(self) -> bool:
        """Whether a request is read in part."""
        raise NotImplementedError


class Edge:
    """The connections of one server."""

    def __init__(self, bounds: Bounds, note: Callable[[str], None]) -> None:
        self.bounds = bounds
        self.note = note
        """Told why a connection was refused or ended; for metrics."""
        self.idle: dict[Guard, None] = {}
        """Connections between two requests, the longest so first."""
        self.asking: dict[Guard, None] = {}
        """Those that have not asked yet, or part of a head, the longest so first."""
        self._open: dict[object, Guard] = {}
        self._by_address: Counter[str] = Counter()
        self._sweeping = False

    def __len__(self) -> int:
        """How many connections there are."""
        return len(self._open)

    def guard(self, make: Callable[..., Spoken]) -> Callable[..., asyncio.Protocol]:
        """Makes guarded protocols from the server's own."""
        return lambda *args, **given: Guard(self, make(*args, **given))

    def app(self, inner: ASGIApp) -> ASGIApp:
        """The app, telling its connection when a request is being answered."""

        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            guard = self._open.get(scope.get("client"))
            if guard is None:
                await inner(scope, receive, send)
                return
            guard.begin()
            scope["whole"] = guard.is_whole
            try:
                await inner(scope, receive, send)
            finally:
                guard.end()

        return answer

    def admit(self, guard: "Guard") -> bool:
        """Whether a connection may stay. When there are too many, one without a request gives way."""
        if self._by_address[guard.address] >= self.bounds.per_address_max or guard.peer in self._open:
            return False
        if len(self._open) >= self.bounds.connections_max:
            least = self._least()
            if least is None:
                return False
            least.drop("evicted")
        self._open[guard.peer] = guard
        self._by_address[guard.address] += 1
        if not self._sweeping:
            self._sweeping = True
            asyncio.get_running_loop().call_later(SWEEP_S, self._sweep)
        return True

    def _least(self) -> "Guard | None":
        """Who gives way: the longest idle, since it has had its turn; when there is none, who has been longest at
        asking; then whoever would end next with its answer not taken. None when all are being answered."""
        waiting = next((each for each in chain(self.idle, self.asking) if not each.is_owed), None)
        if waiting is not None:
            return waiting
        rest = [each for each in self._open.values() if not each.is_answering]
        return min(rest, key=lambda each: each.until, default=None)

    def line_up(self, guard: "Guard", line: "dict[Guard, None] | None") -> None:
        """A connection is the last of a line from now on, `idle` or `asking`, or of none."""
        self.idle.pop(guard, None)
        self.asking.pop(guard, None)
        if line is not None:
            line[guard] = None

    def release(self, guard: "Guard") -> None:
        """A connection is gone."""
        self.line_up(guard, None)
        if self._open.get(guard.peer) is guard:
            del self._open[guard.peer]
            self._by_address[guard.address] -= 1
            if not self._by_address[guard.address]:
                del self._by_address[guard.address]

    def _sweep(self) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        for guard in [each for each in self._open.values() if each.until <= now]:
            guard.expire()
        self._sweeping = bool(self._open)
        if self._sweeping:
            loop.call_later(SWEEP_S, self._sweep)


NEVER: Final = float("inf")


class Guard(asyncio.Protocol):
    """One connection: passes everything on to the server's protocol, and ends it at its bounds."""

    def __init__(self, edge: Edge, inner: Spoken) -> None:
        self._edge = edge
        self._inner = inner
        self._now = asyncio.get_running_loop().time
        self._transport: Any = None
        self._door: _Door | None = None
        self._admitted = False
        self._fresh = True
        """Nothing of a next request has come."""
        self._busy = 0
        self._bytes = 0
        self._blocked = False
        self.closing = False
        self.until: Seconds = NEVER
        self.peer: object = None
        self.address = ""

    @property
    def is_answering(self) -> bool:
        """Whether a request is being answered, or is about to be."""
        return self._busy > 0 or self._inner.is_asked

    @property
    def is_whole(self) -> bool:
        """Whether the request that is being answered has been read to its end, and no other in part."""
        return not self._inner.is_partway

    @property
    def is_owed(self) -> bool:
        """Whether there is an answer that the other side does not have, or may not have: see `LINGER_S`."""
        buffered = self._transport.get_write_buffer_size() > 0 or (self._door is not None and self._door.is_held)
        return self.is_answering or self.closing or buffered

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Admits a connection, or answers that there are too many."""
        self._transport = transport
        peer = transport.get_extra_info("peername")
        self.peer = (str(peer[0]), int(peer[1])) if isinstance(peer, tuple) else id(self)
        self.address = address_of(str(peer[0])) if isinstance(peer, tuple) else ""
        self._admitted = self._edge.admit(self)
        if self._admitted:
            self._wait(idle=False)
            self._door = _Door(self, self._transport)
            self._inner.connection_made(self._door)
        else:
            self._refuse("overloaded", "too many connections")

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        self.closing = True
        self._edge.release(self)
        if self._admitted:
            self._inner.connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """What has come, unless the connection is at its end."""
        if self.closing:
            return
        if not self.is_answering:
            if self._bytes > HEAD_BYTES_MAX:
                self._refuse("headers_too_large")
                return
            if self._fresh:
                self._fresh = False
                self._wait(idle=False)
        self._bytes += len(data)
        if self._bytes > self._edge.bounds.request_bytes_max:
            self.drop("request_too_long")
            return
        self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        """The other side sends no more: the connection ends, after the answers to what it has asked."""
        return None if self.closing else self._inner.eof_received()

    def pause_writing(self) -> None:
        """The other side does not take what it is sent."""
        self._blocked = True
        self.until = self._now() + self._edge.bounds.stuck_s
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        """It takes it again."""
        self._blocked = False
        if not self.closing:
            self._settle()
        self._inner.resume_writing()

    def begin(self) -> None:
        """A request is being answered."""
        self._busy += 1
        self._fresh = False
        self._edge.line_up(self, None)
        if not self._blocked and not self.closing:
            self.until = NEVER

    def end(self) -> None:
        """It was answered."""
        self._busy -= 1
        if self._busy or self.closing:
            return
        self._bytes, self._fresh = 0, not self._inner.is_partway
        if not self._blocked:
            self._settle()

    def _settle(self) -> None:
        """Waits, unless there is something to answer. Part of a request behind one that was answered is counted from
        the answer."""
        if self.is_answering:
            self.until = NEVER
        else:
            self._wait(idle=self._fresh)

    def _wait(self, *, idle: bool) -> None:
        """There is nothing to answer: so long may it take until there is."""
        bounds, line = self._edge.bounds, self._edge.idle if idle else self._edge.asking
        self.until = self._now() + (bounds.idle_s if idle else bounds.head_s)
        self._edge.line_up(self, line)

    def close(self) -> None:
        """Ends the connection as soon as what was written is sent; see `LINGER_S`."""
        if self.closing:
            return
        self.closing = True
        unread = not (self.is_whole if self._busy else self._fresh)
        if unread and self._transport.can_write_eof() and not self._transport.is_closing():
            self._transport.write_eof()
            self._transport.resume_reading()
            self.until = self._now() + LINGER_S
        else:
            self._transport.close()
            self.until = self._now() + self._edge.bounds.stuck_s

    def expire(self) -> None:
        """Ends the connection at its deadline."""
        if self.closing:
            self._transport.abort()
        elif self._blocked or self._transport.get_write_buffer_size():
            self.drop("slow_reader")
        elif self._fresh:
            self._edge.note("idle")
            self.close()
        else:
            self._refuse("request_timeout")

    def drop(self, reason: str) -> None:
        """Ends the connection at once, without another word."""
        self._edge.note(reason)
        self.closing = True
        self._edge.release(self)
        self._transport.abort()

    def _refuse(self, code: str, detail: str = "") -> None:
        """Answers with a problem. Only while no request is being answered: else it would seem to be that one's."""
        self._edge.note(code)
        self._transport.write(raw_problem(code, detail))
        self.close()


class _Door(asyncio.Transport):
    """The transport as the server's protocol sees it: closing is the guard's, and what is written in one turn of the
    loop, an answer's head and its body, goes out together."""

    def __init__(self, guard: Guard, transport: asyncio.Transport) -> None:
        super().__init__()
        self._guard = guard
        self._transport = transport
        self._soon = asyncio.get_running_loop().call_soon
        self._written: list[bytes] = []
        self.get_extra_info = transport.get_extra_info  # type: ignore[method-assign]

    def write(self, data: Any) -> None:
        if not self._written:
            self._soon(self._flush)
        self._written.append(data)

    @property
    def is_held(self) -> bool:
        """Whether something was written that has not gone out."""
        return bool(self._written)

    def _flush(self) -> None:
        written, self._written = b"".join(self._written), []
        if written and not self._transport.is_closing():
            self._transport.write(written)

    def is_closing(self) -> bool:
        return self._guard.closing or self._transport.is_closing()

    def close(self) -> None:
        self._flush()
        self._guard.close()

    def abort(self) -> None:
        self._transport.abort()

    def pause_reading(self) -> None:
        if not self._guard.closing:
            self._transport.pause_reading()

    def resume_reading(self) -> None:
        self._transport.resume_reading()


@lru_cache(maxsize=4_096)
def address_of(host: str) -> str:
    """Who is counted as one: an IPv4 address, also inside IPv6; an IPv6 network of 64 bits."""
    address = parse(host.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, IPV6_HOST_PREFIX), strict=False))
    return str(address or host)
