"""Bills that are paid by themselves: those that are to be looked at."""

from typing import Final

from jiaozi.automatic.model import TendBill
from jiaozi.billing.store import awaited_bills
from jiaozi.clock import SECOND_US, Seconds
from jiaozi.db.engine import Connection
from jiaozi.platform import Platform
from jiaozi.worker.orders import carry_out, newly_done

EVERY_S: Final[Seconds] = 15
BATCH: Final = 500
BATCHES_MAX: Final = 20
"""Of one turn: at eight in the morning many bills are due."""
TRY_AGAIN_US: Final = 600 * SECOND_US
"""What could not even be decided is tried under a new key after this long."""


class BillTurns:
    """Tends bills, a bounded batch at a time. Several may run at once, or be killed: a bill's locked row says when it
    is looked at, and it has one key for each time."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self.tended = 0

    def is_due(self, connection: Connection) -> bool:
        """Whether a bill is to be looked at."""
        return bool(awaited_bills(connection, self._platform.clock.now(), 1))

    def turn(self) -> None:
        """Some batches, as long as they are full and get on; the next turn goes on."""
        for _ in range(BATCHES_MAX):
            done, full = self._batch()
            self.tended += done
            if not done or not full:
                return

    def _batch(self) -> tuple[int, bool]:
        """How many bills were decided, and whether there may be more."""
        now = self._platform.clock.now()
        with self._platform.snapshot() as connection:
            due = awaited_bills(connection, now, BATCH)
        orders = [
            (f"bill:{number}:{tries}:{look_at}:{now // TRY_AGAIN_US}", TendBill(merchant, bill))
            for number, merchant, bill, tries, look_at in due
        ]
        return newly_done(carry_out(self._platform, orders)), len(due) == BATCH
