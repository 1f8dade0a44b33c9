"""Refunds that wait are paid into a wallet once their holder has one that may take them."""

from typing import Final

from jiaozi.clock import SECOND_US, Seconds
from jiaozi.db.engine import Connection
from jiaozi.kinds import RefundNo
from jiaozi.payments.owed import PayOwedRefund
from jiaozi.payments.store import payable_refunds
from jiaozi.platform import Platform
from jiaozi.worker.orders import carry_out, newly_done

EVERY_S: Final[Seconds] = 10
BATCH: Final = 500


class OwedRefunds:
    """Pays what waits, a bounded batch each turn. The next one goes on behind it, so that what is refused keeps nobody
    else waiting, and comes again, under a new key, once all had their turn. Several may run at once."""

    def __init__(self, platform: Platform, batch: int = BATCH) -> None:
        self._platform = platform
        self._batch = batch
        self._after = RefundNo(0)
        self.paid = 0

    def is_due(self, connection: Connection) -> bool:
        """Whether something may be paid, or a round is to begin again."""
        return self._after > 0 or bool(payable_refunds(connection, self._after, 1))

    def turn(self) -> None:
        """One batch."""
        with self._platform.snapshot() as connection:
            due = payable_refunds(connection, self._after, self._batch)
        self._after = due[-1] if len(due) == self._batch else RefundNo(0)
        now = self._platform.clock.now() // (EVERY_S * SECOND_US)
        orders = [(f"pay-owed:{number}:{now}", PayOwedRefund(number)) for number in due]
        self.paid += newly_done(carry_out(self._platform, orders))
