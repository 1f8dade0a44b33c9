"""Balance rules: what is due is moved, tried again, or given up until the next day."""

from typing import Final

from jiaozi.automatic.rule_model import TendBalanceRule
from jiaozi.automatic.store import due_rules
from jiaozi.clock import Seconds
from jiaozi.kinds import BalanceRuleNo, Count, Instant
from jiaozi.platform import Platform
from jiaozi.worker.tending import Tending

EVERY_S: Final[Seconds] = 30
_Due = tuple[BalanceRuleNo, Count, Instant]


class BalanceTurns(Tending[_Due]):
    """Tends balance rules."""

    def __init__(self, platform: Platform) -> None:
        super().__init__(platform, due_rules, _order)


def _order(due: _Due) -> tuple[str, TendBalanceRule]:
    number, tries, look_at = due
    return f"balance-rule:{number}:{tries}:{look_at}", TendBalanceRule(number)
