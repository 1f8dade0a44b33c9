"""Prepaid contracts: uses that nobody objected to are paid, contracts that are over end, and those with bankrupt
merchants go back."""

from typing import Final

from jiaozi.clock import HOUR_US, Seconds
from jiaozi.db.engine import Connection
from jiaozi.platform import Platform
from jiaozi.prepaid.model import TendPrepaid
from jiaozi.prepaid.store import bankrupt_prepaids, due_prepaids, has_due
from jiaozi.worker.orders import carry_out, newly_done

EVERY_S: Final[Seconds] = 10
BATCH: Final = 500


class PrepaidTurns:
    """Tends contracts, a bounded batch at a time. Several may run at once, or be killed: each contract's locked row
    says what has been done."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self.tended = 0

    def is_due(self, connection: Connection) -> bool:
        """Whether a contract is to be tended."""
        return has_due(connection, self._platform.clock.now())

    def turn(self) -> None:
        """One batch of what is due, one of what is bankrupt; the next turn goes on. What was due at an instant is done
        under a key of that instant: the contract has another one afterwards."""
        now = self._platform.clock.now()
        with self._platform.snapshot() as connection:
            due, bankrupt = due_prepaids(connection, now, BATCH), bankrupt_prepaids(connection, BATCH)
        orders = [(f"tend-prepaid:{number}:{at}:{now // HOUR_US}", TendPrepaid(number)) for number, at in due]
        gone = {number for number, _ in due}
        orders += [
            (f"bankrupt-prepaid:{number}:{now // HOUR_US}", TendPrepaid(number))
            for number in bankrupt
            if number not in gone
        ]
        self.tended += newly_done(carry_out(self._platform, orders))
