"""The worker's turn for people: requests to return money that nobody answered in time."""

from concurrent.futures import Future
from contextlib import suppress
from typing import Final

from jiaozi.access.model import PLATFORM
from jiaozi.clock import SECOND_US
from jiaozi.db.commands import Result
from jiaozi.errors import Failure
from jiaozi.people.returns import ExpireReturn
from jiaozi.people.store import due_returns
from jiaozi.platform import Platform

BATCH: Final = 200
TIMEOUT_S: Final = 60
TRY_AGAIN_US: Final = 3_600 * SECOND_US


EVERY_S: Final = 10


class ReturnExpiry:
    """The turn that closes what is due."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def turn(self) -> None:
        """One bounded batch."""
        expire_returns(self._platform)


def expire_returns(platform: Platform) -> int:
    """Expires what is due, through the writer with a key of its own for each; how many were handed in."""
    now = platform.clock.now()
    with platform.snapshot() as connection:
        due = due_returns(connection, now, BATCH)
    waiting: list[Future[Result]] = []
    for payment in due:
        key = f"expire-return:{payment}:{now // TRY_AGAIN_US}"
        with suppress(Failure):
            waiting.append(platform.writer.submit(platform.request(PLATFORM, key, ExpireReturn(payment))))
    for future in waiting:
        future.result(timeout=TIMEOUT_S)
    return len(waiting)
