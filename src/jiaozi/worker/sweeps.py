"""The worker's sweeps: wallets above their ceiling, through the writer like any other command."""

from concurrent.futures import Future
from contextlib import suppress
from typing import Final

from jiaozi.access.model import PLATFORM
from jiaozi.banking.store import due_sweeps
from jiaozi.banking.sweeps import RETRY_US, RunSweep, Swept
from jiaozi.db.commands import Result
from jiaozi.errors import Failure
from jiaozi.platform import Platform

EVERY_S: Final = 0.5
BATCH: Final = 500
TIMEOUT_S: Final = 60


class Sweeper:
    """Sweeps what is due. Several may run at once: the same state of an account has the same key."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self.swept = 0

    def turn(self) -> None:
        """One bounded batch."""
        platform, now = self._platform, self._platform.clock.now()
        with platform.snapshot() as connection:
            due = due_sweeps(connection, now, BATCH)
        waiting: list[Future[Result]] = []
        for wallet, version in due:
            key = f"sweep:{wallet}:{version}:{now // RETRY_US}"
            with suppress(Failure):
                waiting.append(platform.writer.submit(platform.request(PLATFORM, key, RunSweep(wallet))))
        for future in waiting:
            result = future.result(timeout=TIMEOUT_S)
            self.swept += isinstance(result.outcome, Swept) and not result.replayed
