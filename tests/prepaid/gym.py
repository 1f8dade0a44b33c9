"""A gym that sells lessons, somebody who buys them, and somebody who has nothing to do with it."""

from typing import Any

from jiaozi.kinds import MerchantNo, PrepaidNo, PrepaidPlanNo
from jiaozi.payments.store import store
from jiaozi.prepaid.model import BuyPrepaid, MarkBankrupt, OfferPlan, Prepaid, RecordUse, UsePrepaid
from jiaozi.prepaid.store import prepaid, uses_of
from jiaozi.worker.prepaid import PrepaidTurns
from tests.features.world import World

LESSON = 100


class Gym:
    """The people, and what the tests ask of them."""

    def __init__(self, world: World, money: int = 5_000) -> None:
        self.world = world
        self.bank = world.bank()
        self.li, self.stranger = world.rich(self.bank, amount=money), world.person(self.bank)
        self.store = world.shop(self.bank)
        self.wallet = world.shop_wallet(self.store)
        with world.platform.snapshot() as connection:
            found = store(connection, self.store)
        assert found is not None
        self.merchant: MerchantNo = found.merchant

    def plan(self, uses: int = 10, bonus: int = 0, by: Any = "consumer", **more: Any) -> PrepaidPlanNo:
        """A plan of so many lessons at one yuan each."""
        terms: dict[str, Any] = {"price_minor": LESSON, "days": 365} | more
        command = OfferPlan(self.store, "Ten lessons", "十节课", uses, bonus_uses=bonus, recorded_by=by, **terms)
        return PrepaidPlanNo(self.world.do(command).prepaid_plan)

    def bought(self, uses: int = 10, bonus: int = 0, by: Any = "consumer", **more: Any) -> PrepaidNo:
        """A contract of li's."""
        return PrepaidNo(self.world.do(BuyPrepaid(self.plan(uses, bonus, by, **more), self.li)).prepaid)

    def use(self, number: PrepaidNo, uses: int = 1) -> Any:
        """Li confirms lessons."""
        return self.world.do(UsePrepaid(number, self.li, uses))

    def record(self, number: PrepaidNo, uses: int = 1) -> int:
        """The gym records lessons; the number of the use."""
        return int(self.world.do(RecordUse(number, uses)).number)

    def fail(self) -> None:
        """The gym is bankrupt."""
        self.world.do(MarkBankrupt(self.merchant, "insolvent", "(2026) Yu 05 Po 12"))

    def money(self) -> tuple[int, int, int]:
        """What li holds and may spend, and what the gym holds."""
        return self.world.balance(self.li), self.world.available(self.li), self.world.balance(self.wallet)

    def row(self, number: PrepaidNo) -> Prepaid:
        """A contract as it stands."""
        with self.world.platform.snapshot() as connection:
            found = prepaid(connection, number)
        assert found is not None
        return found

    def uses(self, number: PrepaidNo) -> list[tuple[int, int, int, int]]:
        """Paid and free lessons, amount and state of each use."""
        with self.world.platform.snapshot() as connection:
            return [
                (each.paid_uses, each.free_uses, each.amount_minor, each.state) for each in uses_of(connection, number)
            ]

    def sweep(self) -> int:
        """One turn of the worker; how many contracts it tended."""
        worker = PrepaidTurns(self.world.platform)
        worker.turn()
        return worker.tended
