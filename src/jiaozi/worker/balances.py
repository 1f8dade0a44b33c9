"""Balance rules: what is due is moved, tried again, or given up until the next day."""

from typing import Final

from jiaozi.automatic.rule_model import TendBalanceRule
from jiaozi.automatic.store import due_rules
from jiaozi.clock import SECOND_US, Seconds
from jiaozi.db.engine import Connection
from jiaozi.platform import Platform
from jiaozi.worker.orders import carry_out, newly_done

EVERY_S: Final[Seconds] = 30
BATCH: Final = 500
BATCHES_MAX: Final = 20
"""Of one turn."""
TRY_AGAIN_US: Final = 600 * SECOND_US
"""What could not even be decided is tried under a new key after this long."""


class BalanceTurns:
    """Tends balance rules, a bounded batch at a time. Several may run at once, or be killed: a rule's locked row says
    when it is looked at, and it has one key for each time."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self.tended = 0

    def is_due(self, connection: Connection) -> bool:
        """Whether a rule is to be looked at."""
        return bool(due_rules(connection, self._platform.clock.now(), 1))

    def turn(self) -> None:
        """Some batches, as long as they are full and get on; the next turn goes on."""
        for _ in range(BATCHES_MAX):
            done, full = self._batch()
            self.tended += done
            if not done or not full:
                return

    def _batch(self) -> tuple[int, bool]:
        """How many rules were decided, and whether there may be more."""
        now = self._platform.clock.now()
        with self._platform.snapshot() as connection:
            due = due_rules(connection, now, BATCH)
        orders = [
            (f"balance-rule:{number}:{tries}:{look_at}:{now // TRY_AGAIN_US}", TendBalanceRule(number))
            for number, tries, look_at in due
        ]
        return newly_done(carry_out(self._platform, orders)), len(due) == BATCH
