"""Standing payments: what is due is paid, tried again, or said to have failed."""

from typing import Final

from jiaozi.clock import SECOND_US, Seconds
from jiaozi.db.engine import Connection
from jiaozi.mandates.standing_model import TendStanding
from jiaozi.mandates.store import due_standing
from jiaozi.platform import Platform
from jiaozi.worker.orders import carry_out, newly_done

EVERY_S: Final[Seconds] = 15
BATCH: Final = 500
BATCHES_MAX: Final = 20
"""Of one turn: at nine in the morning many things are due."""
TRY_AGAIN_US: Final = 600 * SECOND_US
"""What could not even be decided is tried under a new key after this long."""


class StandingTurns:
    """Tends standing payments, a bounded batch at a time. Several may run at once, or be killed: each order's locked
    row says which due is next, and a due has one key for each time that it is to be looked at."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self.tended = 0

    def is_due(self, connection: Connection) -> bool:
        """Whether a standing payment is to be looked at."""
        return bool(due_standing(connection, self._platform.clock.now(), 1))

    def turn(self) -> None:
        """Some batches, as long as they are full and get on; the next turn goes on."""
        for _ in range(BATCHES_MAX):
            done, full = self._batch()
            self.tended += done
            if not done or not full:
                return

    def _batch(self) -> tuple[int, bool]:
        """How many dues were decided, and whether there may be more."""
        now = self._platform.clock.now()
        with self._platform.snapshot() as connection:
            due = due_standing(connection, now, BATCH)
        orders = [
            (f"standing:{order}:{number}:{tries}:{look_at}:{now // TRY_AGAIN_US}", TendStanding(order, number))
            for order, number, tries, look_at in due
        ]
        return newly_done(carry_out(self._platform, orders)), len(due) == BATCH
