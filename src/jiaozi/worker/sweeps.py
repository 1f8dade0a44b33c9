"""The worker's sweeps: wallets above their ceiling, through the writer like any other command.

A turn looks at the wallets that money came into since the last one, so that a payment in is swept within about a
second, and at a few of all sweeps in their order: whatever else makes one due, such as a freeze lifted, a hold released
or a wait that is over, is found when the round comes by. So a turn costs what has moved, not how many sweeps there are.
"""

from typing import Final

from jiaozi.banking.store import DueSweep, due_sweeps, paid_sweeping, sweeping
from jiaozi.banking.sweeps import RETRY_US, RunSweep
from jiaozi.db.engine import Connection
from jiaozi.platform import Platform
from jiaozi.worker.orders import carry_out, newly_done
from jiaozi.worker.store import newest_number, transfers_after

EVERY_S: Final = 0.5
LOOK: Final = 500
"""Sweeps of the round that one turn looks at: 100,000 in 100 seconds."""
GROUPS: Final = 50
TRANSFERS: Final = 20_000
"""Groups of commands, and transfers of them, that one turn follows; what it does not keep up with, the round finds."""


class Sweeper:
    """Sweeps what is due. Several may run at once: the same state of a wallet has the same key."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._place = 0
        self._seq = -1
        self.swept = 0

    def is_due(self, connection: Connection) -> bool:
        """Whether there is any sweep to look at."""
        return bool(sweeping(connection, 0, 1))

    def turn(self) -> None:
        """One bounded batch."""
        now = self._platform.clock.now()
        due = self._due(now)
        orders = [(_key(each, now), RunSweep(each.wallet, each.outside)) for each in due]
        self.swept += newly_done(carry_out(self._platform, orders))

    def _due(self, now: int) -> list[DueSweep]:
        with self._platform.snapshot() as connection:
            newest = newest_number(connection)
            after, self._seq = self._seq, newest
            looked = sweeping(connection, self._place, LOOK) or sweeping(connection, 0, LOOK)
            self._place = looked[-1] if len(looked) == LOOK else 0
            moved = transfers_after(connection, after, GROUPS) if looked and 0 <= after < newest else []
            wallets = sorted({*looked, *paid_sweeping(connection, moved[:TRANSFERS])})
            some = (wallets[start : start + LOOK] for start in range(0, len(wallets), LOOK))
            return [each for numbers in some for each in due_sweeps(connection, now, numbers)]


def _key(due: DueSweep, now: int) -> str:
    state = ":".join(map(str, due))
    return f"sweep:{state}:{now // RETRY_US}"
