"""Standing payments: what is due is paid, tried again, or said to have failed."""

from typing import Final

from jiaozi.clock import Seconds
from jiaozi.kinds import Count, Instant, StandingPaymentNo
from jiaozi.mandates.standing_model import TendStanding
from jiaozi.mandates.store import due_standing
from jiaozi.platform import Platform
from jiaozi.worker.tending import Tending

EVERY_S: Final[Seconds] = 15
_Due = tuple[StandingPaymentNo, Count, Count, Instant]


class StandingTurns(Tending[_Due]):
    """Tends standing payments: a due has one key for each time that it is to be looked at."""

    def __init__(self, platform: Platform) -> None:
        super().__init__(platform, due_standing, _order)


def _order(due: _Due) -> tuple[str, TendStanding]:
    order, number, tries, look_at = due
    return f"standing:{order}:{number}:{tries}:{look_at}", TendStanding(order, number)
