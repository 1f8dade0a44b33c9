"""Two modes behind one address: a test key leads to the test world, everything else to the live one.

The test world is a platform of its own, with a database, keyring, writer, readers and worker of its own, opened when it
is first needed. What befalls it, its callers are told; live mode goes on.
"""

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Final, Protocol, TypeVar

from starlette.types import ASGIApp, Receive, Scope, Send

from jiaozi.access.model import Mode
from jiaozi.access.tokens import parse_token
from jiaozi.api.heads import heads_of
from jiaozi.clock import Seconds, monotonic_s
from jiaozi.db.engine import DatabaseError
from jiaozi.errors import Failure
from jiaozi.keyring import KeyringError
from jiaozi.platform import Platform

T = TypeVar("T")
THREADS: Final = 4
TRY_AGAIN_S: Final[Seconds] = 1
"""For so long after the test world could not be opened, nobody tries."""
_log = logging.getLogger(__name__)


class WorldApp(Protocol):
    """The app of a world: it answers requests, and has a platform, and work beside them."""

    @property
    def platform(self) -> Platform:
        """The world's platform."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""

    def start(self) -> None:
        """Starts what runs beside the requests."""

    def stop(self) -> None:
        """Ends it."""


class TestSide:
    """The test world beside a live one, as far as this process has opened it. `close` it with the app."""

    def __init__(self, live: Platform, make_app: Callable[[Platform], WorldApp]) -> None:
        self._live = live
        self._make_app = make_app
        self._lock = threading.Lock()
        self._closed = False
        self._failed_at: Seconds = -TRY_AGAIN_S
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="test-side")
        self.app: WorldApp | None = None

    async def run(self, job: Callable[[], T]) -> T:
        """What `job` gives, in a thread of the test side's own: one that hangs keeps nobody in live mode waiting.

        Raises `Failure` `draining`, and what it raises.
        """
        try:
            given = asyncio.get_running_loop().run_in_executor(self._threads, job)
        except RuntimeError as error:  # the threads were ended
            raise Failure("draining") from error
        return await given

    def wake(self) -> None:
        """Opens a test world that was made before, so that its worker goes on; soon, and without telling anybody."""
        self._threads.submit(self._woken)

    def _woken(self) -> None:
        with suppress(Failure):
            self.open(existing=True)

    def platform(self) -> Platform:
        """The test world, made when there is none. Raises `Failure`: `test_world_unavailable`, `draining`."""
        return self.open().platform

    def open(self, *, existing: bool = False) -> WorldApp:
        """The app of the test world; with `existing` only when the world was made before.

        Raises `Failure`: `test_world_unavailable`, `draining`, `credentials_invalid` when there is no test world.
        """
        with self._lock:
            if self._closed:
                raise Failure("draining")
            if self.app is None:
                if monotonic_s() - self._failed_at < TRY_AGAIN_S:
                    raise Failure("test_world_unavailable")
                self.app = self._opened(existing)
            return self.app

    def _opened(self, existing: bool) -> WorldApp:
        try:
            if existing and not self._live.has_test_world():
                raise Failure("credentials_invalid")
            app = self._make_app(self._live.open_test_world())
        except (DatabaseError, KeyringError, OSError, ValueError) as error:
            _log.error("the test world cannot be opened", exc_info=error)
            self._failed_at = monotonic_s()
            raise Failure("test_world_unavailable") from error
        app.start()
        return app

    def close(self) -> None:
        """Finishes what the test world took, and closes it."""
        with self._lock:
            self._closed = True
            if self.app is not None:
                self.app.stop()
                self.app.platform.close()
        self._threads.shutdown(wait=False, cancel_futures=True)


class Dispatcher:
    """ASGI middleware before both apps: which world a request is for is told by its Authorization header alone."""

    def __init__(self, app: ASGIApp, side: TestSide, failing: Callable[[str], ASGIApp]) -> None:
        self._app = app
        self._side = side
        self._failing = failing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request in the world it is for."""
        app = await self._test_app() if scope["type"] == "http" and is_for_test(scope) else self._app
        await app(scope, receive, send)

    async def _test_app(self) -> ASGIApp:
        """The test world's app. A test key where there is no test world is a key that live mode does not know."""
        if self._side.app is not None:
            return self._side.app
        try:
            return await self._side.run(lambda: self._side.open(existing=True))
        except Failure as failure:
            return self._app if failure.code == "credentials_invalid" else self._failing(failure.code)


def is_for_test(scope: Scope) -> bool:
    """Whether a request carries what has the form of a test key."""
    given = heads_of(scope).all("authorization")
    scheme, _, token = given[0].partition(" ") if len(given) == 1 else ("", "", "")
    return scheme.lower() == "bearer" and parse_token(token.strip(), Mode.TEST) is not None
