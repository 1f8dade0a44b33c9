"""The worker's sweeps: wallets above their ceiling, through the writer like any other command."""

from typing import Final

from jiaozi.banking.store import due_sweeps
from jiaozi.banking.sweeps import RETRY_US, RunSweep
from jiaozi.platform import Platform
from jiaozi.worker.orders import carry_out, newly_done

EVERY_S: Final = 0.5
BATCH: Final = 500


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
        orders = [(f"sweep:{wallet}:{version}:{now // RETRY_US}", RunSweep(wallet)) for wallet, version in due]
        self.swept += newly_done(carry_out(platform, orders))
