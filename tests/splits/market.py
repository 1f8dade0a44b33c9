"""A marketplace for tests: a platform, sellers, a payer, and plans that all have agreed to."""

from jiaozi.kinds import InstitutionNo, MerchantNo, PaymentNo, SplitPlanNo, StoreNo, WalletNo
from jiaozi.payments.merchants import OpenMerchant, OpenStore
from jiaozi.payments.splits.model import RemainderName
from jiaozi.payments.splits.pay import PaySplit
from jiaozi.payments.splits.plans import AgreeSplitPlan, ProposeSplitPlan, SellerShare
from tests.features.world import World


class Market:
    """`sellers` are merchants by number, `wallets` theirs; place 0 of `wallets` is the platform's."""

    def __init__(
        self, world: World, operators: tuple[InstitutionNo, ...] = (), payer_at: InstitutionNo = InstitutionNo(0)
    ) -> None:
        self.world = world
        banks = operators or (world.bank(),) * 3
        self.payer = world.rich(payer_at or banks[0])
        self.wallets = [world.company(bank) for bank in banks]
        self.merchants = [self.merchant(wallet) for wallet in self.wallets]
        self.platform, *self.sellers = self.merchants
        self.store = StoreNo(world.do(OpenStore(self.platform, "Market", "500103")).store)

    def merchant(self, wallet: WalletNo) -> MerchantNo:
        """A merchant paid into a company's wallet."""
        opening = OpenMerchant(wallet, "A seller", "一家商户", "5411", "GDDS", "online")
        return MerchantNo(self.world.do(opening).merchant)

    def plan(self, *shares: tuple[int, int], remainder: RemainderName = "platform") -> SplitPlanNo:
        """A plan with (fixed, ppm) for each seller, agreed by all."""
        pairs = zip(self.sellers, shares, strict=False)
        sellers = tuple(SellerShare(seller, fixed, ppm) for seller, (fixed, ppm) in pairs)
        plan = SplitPlanNo(self.world.do(ProposeSplitPlan(self.store, "A plan", sellers, remainder)).split_plan)
        for share in sellers:
            self.world.do(AgreeSplitPlan(plan, share.seller))
        return plan

    def pay(self, plan: SplitPlanNo, amount: int) -> PaymentNo:
        """A payment by a plan that must succeed."""
        return PaymentNo(self.world.do(PaySplit(self.payer, plan, amount)).payment)

    def balances(self) -> list[int]:
        """What the platform and the sellers hold."""
        return [self.world.balance(wallet) for wallet in self.wallets]

    def parts(self, payment: int) -> list[tuple[int, int, int]]:
        """(n, amount, refunded) of a payment's parts."""
        sql = "SELECT n, amount_minor, refunded_minor FROM split_parts WHERE payment = ? ORDER BY n"
        return [(int(n), int(amount), int(back)) for n, amount, back in self.world.query(sql, (payment,))]
