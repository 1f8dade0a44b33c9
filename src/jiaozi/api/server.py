"""The server: uvicorn around the app, with a graceful end.

On SIGTERM or SIGINT the process says it is not ready, goes on serving for a moment so that a load balancer notices,
stops accepting, answers what it took, finishes the writer's queue and exits with 0. A second signal ends it at once.
"""

import asyncio
import ipaddress
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

import uvicorn

from jiaozi.access.bootstrap import founding_key
from jiaozi.access.model import DEMO, PLATFORM
from jiaozi.api import logs, store
from jiaozi.api.app import create_app
from jiaozi.api.desk import House
from jiaozi.clock import Seconds
from jiaozi.db.engine import Connection
from jiaozi.platform import Platform

DRAIN_S: Final = 0.5
STOP_S: Final = 30
BACKLOG: Final = 2_048
KEEP_ALIVE_S: Final = 30


class ExposedError(ValueError):
    """A demo or simulated world would be served on an address that others can reach."""


def serve(platform: Platform, host: str = "127.0.0.1", port: int = 8000, *, drain_s: Seconds = DRAIN_S) -> None:
    """Serves a platform until it is told to stop, and closes it. Raises `ExposedError` (see `check_address`)."""
    check_address(platform, host)
    logs.configure()
    app = create_app(platform)
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=False,
        backlog=BACKLOG,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=STOP_S,
        h11_max_incomplete_event_size=32 * 1024,
    )
    with _signals_kept():
        try:
            _Server(config, app.state.house, drain_s).run()
        finally:
            platform.close()


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


def is_demo(platform: Platform) -> bool:
    """Whether a world is simulated or has handed out demo credentials."""
    if platform.world.simulated:
        return True
    with platform.snapshot() as connection:
        return has_demo_people(connection)


def has_demo_people(connection: Connection) -> bool:
    """Whether a world's first people were founded, or before schema 6 its first principal made, for the demo."""
    made = (("found_people", founding_key(DEMO)), ("create_principal", "demo:0"))
    return any(store.outcome(connection, PLATFORM, operation, key) is not None for operation, key in made)


def is_loopback(host: str) -> bool:
    """Whether every address of a host is this machine's own loopback."""
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    return bool(found) and all(ipaddress.ip_address(str(address).partition("%")[0]).is_loopback for address in found)


class _Server(uvicorn.Server):
    """Says that it is not ready before it stops listening, and ends with 0 when it was asked to stop."""

    def __init__(self, config: uvicorn.Config, house: House, drain_s: Seconds) -> None:
        super().__init__(config)
        self._house = house
        self._drain_s = drain_s
        self._loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listens."""
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's
        """Begins the end; a second signal forces it."""
        if self._house.draining:
            self.should_exit = self.force_exit = True
            return
        self._house.draining = True
        if self._loop is None:
            self.should_exit = True
            return
        self._loop.call_soon_threadsafe(self._loop.call_later, self._drain_s, self._stop)

    def _stop(self) -> None:
        self.should_exit = True
