"""A payer, a waterworks that collects from her, a landlord whom she pays, and a stranger."""

from typing import Any

from jiaozi.clock import parse_time
from jiaozi.errors import Refusal
from jiaozi.kinds import MandateNo, MerchantNo, StandingPaymentNo, WalletNo
from jiaozi.mandates.model import CollectDebit, GiveMandate, Mandate
from jiaozi.mandates.standing_model import DUE_STATES, OrderStandingPayment, StandingPayment
from jiaozi.mandates.store import mandate, standing_payment
from jiaozi.payments.store import store
from jiaozi.worker import expiry
from jiaozi.worker.standing import StandingTurns
from tests.features.world import World


class Street:
    """The people, and what the tests ask of them."""

    def __init__(self, world: World, money: int = 5_000) -> None:
        self.world = world
        self.bank = world.bank()
        self.li, self.landlord, self.stranger = world.rich(self.bank, amount=money), *map(world.person, [self.bank] * 2)
        self.store = world.shop(self.bank)
        self.wallet = world.shop_wallet(self.store)
        self.merchant = self.merchant_of(self.store)
        self._numbers = 0

    def merchant_of(self, number: Any) -> MerchantNo:
        """Whose a store is."""
        with self.world.platform.snapshot() as connection:
            found = store(connection, number)
        assert found is not None
        return found.merchant

    def given(self, per_debit: int = 300, per_period: int = 1_000, cadence: Any = "month", **more: Any) -> MandateNo:
        """A mandate of li's to the waterworks."""
        command = GiveMandate(self.li, self.merchant, per_debit, per_period, cadence, **more)
        return MandateNo(self.world.do(command).mandate)

    def debit(self, number: MandateNo, amount: int, bill: str = "") -> CollectDebit:
        """The waterworks asks for an amount, under a number that it has not used unless one is said."""
        self._numbers += 1
        return CollectDebit(number, bill or f"bill-{self._numbers}", self.store, amount)

    def collect(self, number: MandateNo, amount: int, bill: str = "") -> Any:
        """The waterworks collects; the outcome's code, or what is left of the period."""
        outcome = self.world.outcome(self.debit(number, amount, bill))
        return outcome.code if isinstance(outcome, Refusal) else outcome.left_minor

    def row(self, number: MandateNo) -> Mandate:
        """A mandate as it stands."""
        with self.world.platform.snapshot() as connection:
            found = mandate(connection, number)
        assert found is not None
        return found

    def ordered(self, amount: int, cadence: Any, starts_at: str, **more: Any) -> StandingPaymentNo:
        """A standing payment of li's, to her landlord unless a store is said."""
        payee = WalletNo(0) if "store" in more else self.landlord
        command = OrderStandingPayment(self.li, amount, cadence, parse_time(starts_at), payee=payee, **more)
        return StandingPaymentNo(self.world.do(command).standing_payment)

    def order(self, number: StandingPaymentNo) -> StandingPayment:
        """A standing payment as it stands."""
        with self.world.platform.snapshot() as connection:
            found = standing_payment(connection, number)
        assert found is not None
        return found

    def dues(self, number: StandingPaymentNo) -> list[tuple[int, str]]:
        """What became of each due, by number; a failed one's code."""
        sql = "SELECT number, state, code FROM standing_dues WHERE standing_payment = ? ORDER BY number"
        return [(due, code or DUE_STATES[state]) for due, state, code in self.world.query(sql, (number,))]

    def work(self, moment: str = "") -> int:
        """The worker's turn, at a moment if one is said; how many standing payments it tended."""
        if moment:
            self.world.until(moment)
        turns = StandingTurns(self.world.platform)
        turns.turn()
        expiry.Expiry(self.world.platform, expiry.MANDATES).turn()
        return turns.tended

    def money(self) -> tuple[int, int, int]:
        """What li has, what the waterworks and the landlord have."""
        balance = self.world.balance
        return balance(self.li), balance(self.wallet), balance(self.landlord)
