"""The server: uvicorn around the app, guarded at its edge, with a graceful end.

On SIGTERM or SIGINT the process says it is not ready, goes on serving for a moment so that a load balancer notices,
stops accepting, answers what it took, finishes the writer's queue and exits with 0. A second signal ends it at once.
"""

import asyncio
import resource
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Final, cast

import uvicorn

from jiaozi import addresses
from jiaozi.api import logs
from jiaozi.api.accepting import BACKLOG, Acceptor
from jiaozi.api.app import App, create_app
from jiaozi.api.desk import House
from jiaozi.api.edge import HEAD_BYTES_MAX, Bounds, Edge
from jiaozi.api.http1 import Http
from jiaozi.api.pages import is_demo
from jiaozi.api.processes import DRAIN_S, Place
from jiaozi.clock import Seconds
from jiaozi.config import Settings
from jiaozi.platform import Platform

STOP_S: Final = 20
"""What is begun may take so long: with the moment before and the writer's last groups after it less than the 30 seconds
that Kubernetes gives."""
TICK_S: Final[Seconds] = 1
"""How often the time that answers carry is looked up."""
FILES_KEPT: Final = 256
"""Files and connections of the process that are not its callers'."""
CHUNKS_PER_BODY: Final = 4
"""How much longer than its body a request may be for being sent in small chunks."""


class ExposedError(ValueError):
    """A demo or simulated world would be served on an address that others can reach."""


def serve(
    platform: Platform,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    drain_s: Seconds = DRAIN_S,
    place: Place | None = None,
) -> None:
    """Serves a platform until it is told to stop, and closes it; from its place among several processes when it has
    one. Raises `ExposedError` (see `check_address`)."""
    check_address(platform, host)
    logs.configure()
    app = create_app(platform, hosts=[host])
    config = configuration(app, platform.settings, host, port)
    with _signals_kept():
        try:
            _Server(config, app.house, drain_s, place).run()
        finally:
            platform.close()


def configuration(app: App, settings: Settings, host: str = "127.0.0.1", port: int = 8000) -> uvicorn.Config:
    """How uvicorn serves an app: behind a guard of its connections, with bounds from the settings."""
    house: House = app.house
    edge = Edge(_bounds(settings), house.metrics.ended)
    house.metrics.connections.set_function(lambda: len(edge))
    return uvicorn.Config(
        edge.app(app),
        host=host,
        port=port,
        http=cast("type[asyncio.Protocol]", edge.guard(Http)),
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=False,
        backlog=BACKLOG,
        timeout_graceful_shutdown=STOP_S,
    )


def _bounds(settings: Settings) -> Bounds:
    return Bounds(
        connections_max=max(1, min(settings.connections_max, _files() - FILES_KEPT)),
        per_address_max=settings.connections_per_address_max,
        head_s=settings.head_timeout_s,
        idle_s=settings.idle_timeout_s,
        stuck_s=settings.stuck_timeout_s,
        request_bytes_max=HEAD_BYTES_MAX + CHUNKS_PER_BODY * settings.body_bytes_max,
    )


def _files() -> int:
    """How many files this process may have open; as many as it may allow itself."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard and soft != resource.RLIM_INFINITY:
        with suppress(ValueError):  # where the kernel's own bound is lower than what it says
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return 1 << 20 if soft == resource.RLIM_INFINITY else soft


@contextmanager
def _signals_kept() -> Iterator[None]:
    """Once the server has stopped listening, a further signal does not cut off the writer's last groups."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {sign: signal.signal(sign, lambda *_: None) for sign in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)


def check_address(platform: Platform, host: str) -> None:
    """Demo credentials are known to whoever reads the screen, so such a world is served on loopback alone.

    Raises `ExposedError`.
    """
    if is_demo(platform) and not is_loopback(host):
        raise ExposedError(f"a demo or simulated world is served on loopback only, not on {host}")


def is_loopback(host: str) -> bool:
    """Whether every address of a host is this machine's own loopback."""
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    return bool(found) and all(addresses.is_loopback(str(address)) for address in found)


class _Server(uvicorn.Server):
    """Says that it is not ready before it stops listening, and ends with 0 when it was asked to stop."""

    def __init__(self, config: uvicorn.Config, house: House, drain_s: Seconds, place: Place | None) -> None:
        super().__init__(config)
        self._house = house
        self._drain_s = drain_s
        self._place = place
        self._loop: asyncio.AbstractEventLoop | None = None
        self._over = asyncio.Event()
        self._acceptor: Acceptor | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listens."""
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets if self._place is None else [])
        if self._place is not None:
            counts, number = self._place.counts, self._place.number
            own = self.server_state.connections.__len__
            self._acceptor = Acceptor(self._place.sockets, counts, number, own, self._protocol)
            self._loop.add_reader(self._place.stops, self._told)
            self._place.ready()

    def _protocol(self) -> asyncio.Protocol:
        """The protocol of a connection, as uvicorn makes it."""
        given = {"server_state": self.server_state, "app_state": self.lifespan.state}
        return self.config.http_protocol_class(config=self.config, **given)  # type: ignore[call-arg]

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Ends what was begun."""
        if self._acceptor is not None:
            self._acceptor.close()
        await super().shutdown(sockets)

    def _told(self) -> None:
        """The supervisor wants it to stop, or is gone."""
        if self._loop is not None and self._place is not None:
            self._loop.remove_reader(self._place.stops)
        if not self._house.draining:
            self.handle_exit(signal.SIGTERM, None)

    async def main_loop(self) -> None:
        """Waits for the end, and tells the time to answers meanwhile."""
        while not await self.on_tick(0):
            if self._acceptor is not None:
                self._acceptor.tell()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._over.wait(), TICK_S)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's
        """Begins the end; a second signal forces it."""
        if self._house.draining:
            self.force_exit = True
            self._later(0)
            return
        self._house.draining = True
        self._later(self._drain_s)

    def _later(self, seconds: Seconds) -> None:
        if self._loop is None:
            self.should_exit = True
        else:
            self._loop.call_soon_threadsafe(self._loop.call_later, seconds, self._stop)

    def _stop(self) -> None:
        self.should_exit = True
        self._over.set()
