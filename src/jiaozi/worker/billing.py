"""The worker's turn at requests to pay: those that are due expire, through the writer like any other command."""

from concurrent.futures import Future
from contextlib import suppress
from typing import Final

from jiaozi.access.model import PLATFORM
from jiaozi.billing.requests import ExpireRequest, RequestClosed
from jiaozi.billing.store import expired_requests
from jiaozi.clock import SECOND_US
from jiaozi.db.commands import Result
from jiaozi.errors import Failure
from jiaozi.platform import Platform

EVERY_S: Final = 5
BATCH: Final = 500
TIMEOUT_S: Final = 60
TRY_AGAIN_US: Final = 3_600 * SECOND_US
"""A request that could not be expired is tried under a new key after this long."""


class RequestExpiry:
    """Closes requests to pay whose time has passed."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self.expired = 0

    def turn(self) -> None:
        """Expires at most `BATCH` requests; the next turn goes on."""
        platform, now = self._platform, self._platform.clock.now()
        with platform.snapshot() as connection:
            due = expired_requests(connection, now, BATCH)
        waiting: list[Future[Result]] = []
        for number in due:
            key = f"expire-request:{number}:{now // TRY_AGAIN_US}"
            with suppress(Failure):
                waiting.append(platform.writer.submit(platform.request(PLATFORM, key, ExpireRequest(number))))
        for future in waiting:
            result = future.result(timeout=TIMEOUT_S)
            self.expired += isinstance(result.outcome, RequestClosed) and not result.replayed
