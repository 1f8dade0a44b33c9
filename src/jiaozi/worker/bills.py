"""Bills that are paid by themselves: those that are to be looked at."""

from typing import Final

from jiaozi.automatic.model import TendBill
from jiaozi.billing.store import awaited_bills
from jiaozi.clock import Seconds
from jiaozi.kinds import Count, Instant, MerchantNo
from jiaozi.platform import Platform
from jiaozi.worker.tending import Tending

EVERY_S: Final[Seconds] = 15
_Due = tuple[int, MerchantNo, str, Count, Instant]


class BillTurns(Tending[_Due]):
    """Tends bills."""

    def __init__(self, platform: Platform) -> None:
        super().__init__(platform, awaited_bills, _order)


def _order(due: _Due) -> tuple[str, TendBill]:
    number, merchant, bill, tries, look_at = due
    return f"bill:{number}:{tries}:{look_at}", TendBill(merchant, bill)
