"""A home whose water is billed by number: its payer, its waterworks, and what the worker does of bills."""

from typing import Any

from jiaozi.automatic.model import ConsentToBills
from jiaozi.billing.bills import BillLine, UploadBills, WithdrawBill
from jiaozi.billing.model import Bill
from jiaozi.billing.store import bill
from jiaozi.clock import china_day
from jiaozi.kinds import MandateNo, MerchantNo, StoreNo, WalletNo
from jiaozi.payments.merchants import OpenMerchant, OpenStore
from jiaozi.worker.bills import BillTurns
from tests.features.world import World

METER = "CQ-0077"
SHOWN = "W-0000"
"""A bill of the meter that was withdrawn: whoever consents shows its number."""


class Home:
    """A payer with money, a biller, and a stranger."""

    def __init__(self, world: World, money: int = 5_000) -> None:
        self.world = world
        self.bank = world.bank()
        self.wallet = world.company(self.bank)
        self.li, self.stranger = world.rich(self.bank, amount=money), world.person(self.bank)
        opening = OpenMerchant(self.wallet, "Waterworks", "自来水公司", "4900", "UBIL", "utilities")
        self.merchant = MerchantNo(world.do(opening).merchant)
        self.store = StoreNo(world.do(OpenStore(self.merchant, "Counter", "500103")).store)
        self.bills(SHOWN, 1)
        world.do(WithdrawBill(self.merchant, SHOWN))

    def consents(self, per_bill: int = 300, per_month: int = 1_000, pays: Any = "due", **more: Any) -> MandateNo:
        """Li lets the bills of her meter be paid."""
        payer = WalletNo(more.pop("payer", self.li))
        account, bill = more.pop("account", METER), more.pop("bill", SHOWN)
        command = ConsentToBills(payer, self.merchant, account, bill, per_bill, per_month, pays, **more)
        return MandateNo(self.world.do(command).mandate)

    def bills(self, number: str, amount: int, days: int = 3, account: str = METER) -> None:
        """The waterworks bills her meter; it is due in so many days."""
        due = china_day(self.world.clock.now()) + days
        line = BillLine(number, "Water", amount, due, account) if account else BillLine(number, "Water", amount, due)
        self.world.do(UploadBills(self.merchant, self.store, (line,)))

    def row(self, number: str) -> Bill:
        """A bill as it stands."""
        with self.world.platform.snapshot() as connection:
            found = bill(connection, self.merchant, number)
        assert found is not None
        return found

    def turn(self) -> int:
        """A turn of the worker; how many bills it decided."""
        worker = BillTurns(self.world.platform)
        worker.turn()
        return worker.tended

    def told(self) -> list[tuple[str, str]]:
        """Kinds and codes of what the payer's side was told, in order."""
        rows = self.world.query(
            "SELECT kind, payload FROM events WHERE kind LIKE 'bill_consent.%' ORDER BY group_id, n"
        )
        return [(kind, payload.split('"code":"')[1].split('"')[0]) for kind, payload in rows]
