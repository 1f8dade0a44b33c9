"""One payment, one journal, a part for everybody in the plan; refunds unwind it."""

import pytest

from jiaozi.errors import Refusal
from jiaozi.kinds import MerchantNo, PaymentNo, SplitPlanNo, StoreNo
from jiaozi.payments.merchants import SuspendMerchant
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.payments.splits.model import RemainderName
from jiaozi.payments.splits.pay import PaySplit
from jiaozi.payments.splits.plans import SELLERS_MAX, AgreeSplitPlan, EndSplitPlan, ProposeSplitPlan, SellerShare
from jiaozi.payments.splits.store import advanced_of
from jiaozi.scheme.settlement import AgreeNetting
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet
from jiaozi.wallets.regimes import ChangeRegime, MoveWallets
from tests.features.world import NEW_YEAR_2026, YUAN, World
from tests.splits.market import Market


def test_a_payment_reaches_everybody_in_one_journal(market: Market) -> None:
    world, plan = market.world, market.plan((100, 0), (0, 900_000))
    done = world.do(PaySplit(market.payer, plan, 1_101))
    assert market.balances() == [101, 100, 900]
    assert market.parts(done.payment) == [(0, 101, 0), (1, 100, 0), (2, 900, 0)]
    payment = world.payment(done.payment)
    assert (payment.payee, payment.store, payment.captured_minor) == (market.wallets[0], market.store, 1_101)
    moved = world.query("SELECT debit, amount, journal FROM transfers WHERE journal = ? ORDER BY id", (done.journal,))
    payer = world.wallet(market.payer).account
    assert moved == [(payer, 101, done.journal), (payer, 100, done.journal), (payer, 900, done.journal)]
    assert world.usage(market.payer).used_today_minor == 1_101
    assert world.balance(market.payer) == 5_000 * YUAN - 1_101


def test_who_gets_nothing_has_no_part(market: Market) -> None:
    payment = market.pay(market.plan((0, 1_000_000)), 7)
    assert market.parts(payment) == [(1, 7, 0)]
    market.world.do(RefundPayment(payment, 7))
    assert market.balances() == [0, 0, 0]


def test_refunds_unwind_in_proportion_and_exactly(market: Market) -> None:
    world = market.world
    payment = PaymentNo(market.pay(market.plan((0, 300_000), (0, 600_000)), 1_000))
    assert market.balances() == [100, 300, 600]
    world.do(RefundPayment(payment, 333))
    assert market.parts(payment) == [(0, 100, 33), (1, 300, 100), (2, 600, 200)]
    world.do(RefundPayment(payment, 1))
    assert world.refuse(RefundPayment(payment, 667)) == "refund_exceeds_payment"
    world.do(RefundPayment(payment, 666))
    assert market.parts(payment) == [(0, 100, 100), (1, 300, 300), (2, 600, 600)]
    assert market.balances() == [0, 0, 0]
    assert world.balance(market.payer) == 5_000 * YUAN
    assert world.refuse(RefundPayment(payment, 1)) == "refund_exceeds_payment"


def test_a_refund_takes_from_everybody_or_from_nobody(market: Market) -> None:
    world = market.world
    payment = PaymentNo(market.pay(market.plan((0, 300_000), (0, 600_000)), 1_000))
    friend = world.person(world.wallet(market.payer).operator)

    world.do(Pay(market.wallets[2], 500, "person", payee=friend))
    before = market.balances()
    assert world.refuse(RefundPayment(payment, 1_000)) == "payer_cannot_pay"
    assert market.balances() == before
    world.do(RefundPayment(payment, 100))
    assert market.balances() == [90, 270, 40]
    world.do(FreezeWallet(market.wallets[1], "out", "order"))
    refusal = world.refusal(RefundPayment(payment, 10))
    assert refusal == Refusal("payer_cannot_pay")
    closed = market.merchant(world.company(world.wallet(market.payer).operator))
    market.sellers = [closed]
    other = market.pay(market.plan((50, 0)), 50)
    wallet = world.query("SELECT wallet FROM merchants WHERE id = ?", (closed,))[0][0]
    world.do(Pay(wallet, 50, "person", payee=friend))
    world.do(CloseWallet(wallet))
    assert world.refusal(RefundPayment(other, 50)) == Refusal("payer_cannot_pay")


def test_an_ordinary_refund_is_as_it_was(market: Market) -> None:
    payment = market.world.pay(market.payer, 500, market.store).payment
    market.world.do(RefundPayment(payment, 200))
    assert market.balances() == [300, 0, 0]
    assert market.world.query("SELECT COUNT(*) FROM split_refunds") == [(0,)]


def test_a_plan_binds_nobody_before_all_have_agreed(market: Market) -> None:
    world, (first, second) = market.world, market.sellers
    terms = (SellerShare(first, 0, 500_000), SellerShare(second, 0, 100_000))
    plan = world.do(ProposeSplitPlan(market.store, "双边", terms)).split_plan
    assert world.refuse(PaySplit(market.payer, plan, 100)) == "split_plan_not_active"
    assert world.do(AgreeSplitPlan(plan, second)).state == "proposed"
    assert world.refuse(AgreeSplitPlan(plan, second)) == "split_plan_agreed"
    assert world.refuse(AgreeSplitPlan(plan, market.platform)) == "split_plan_not_found"
    assert world.refuse(PaySplit(market.payer, plan, 100)) == "split_plan_not_active"
    assert world.do(AgreeSplitPlan(plan, first)).state == "active"
    payment = market.pay(plan, 100)
    assert world.refuse(EndSplitPlan(plan, MerchantNo(7))) == "split_plan_not_found"
    assert world.do(EndSplitPlan(plan, second)).state == "ended"
    for command in (PaySplit(market.payer, plan, 100), AgreeSplitPlan(plan, first), EndSplitPlan(plan, first)):
        assert world.refuse(command) in ("split_plan_not_active", "split_plan_ended")
    world.do(RefundPayment(payment, 100))
    assert market.balances() == [0, 0, 0]


def test_what_is_wrong_with_a_plan_is_told(market: Market) -> None:
    world, (first, second) = market.world, market.sellers

    def refused(
        *sellers: SellerShare, store: StoreNo = market.store, name: str = "x", remainder: RemainderName = "platform"
    ) -> str:
        return world.refuse(ProposeSplitPlan(store, name, sellers, remainder))

    half = SellerShare(first, 0, 500_000)
    assert refused() == "request_malformed"
    assert refused(*[half] * (SELLERS_MAX + 1)) == "request_malformed"
    assert refused(half, half) == "request_malformed"
    assert refused(half, name=" x") == "request_malformed"
    assert refused(half, remainder="mine") == "request_malformed"  # type: ignore[arg-type]
    for bad in ((0, 0), (-1, 5), (5, -1), (0, 1_000_001), (10**16, 0)):
        assert refused(SellerShare(first, *bad)) == "split_shares_invalid"
    assert refused(half, SellerShare(second, 0, 500_001)) == "split_shares_invalid"
    assert refused(half, store=StoreNo(7)) == "store_not_found"
    assert refused(SellerShare(MerchantNo(7), 1)) == "merchant_not_found"
    assert refused(SellerShare(market.platform, 1)) == "split_seller_invalid"


def test_what_is_wrong_with_a_payment_is_told(market: Market) -> None:
    world, plan = market.world, market.plan((100, 0), (0, 500_000))
    assert world.refuse(PaySplit(market.payer, SplitPlanNo(7), 100)) == "split_plan_not_found"
    assert world.refuse(PaySplit(market.payer, plan, 0)) == "amount_invalid"
    assert world.refusal(PaySplit(market.payer, plan, 99)) == Refusal("payee_cannot_receive")
    assert world.refuse(PaySplit(market.payer, plan, 2_001 * YUAN)) == "limit_single_exceeded"
    assert world.refuse(PaySplit(market.wallets[1], plan, 100)) == "accounts_same"
    poor = world.person(world.wallet(market.payer).operator)
    assert world.refuse(PaySplit(poor, plan, 100)) == "insufficient_funds"
    world.do(CloseWallet(poor))
    assert world.refuse(PaySplit(poor, plan, 100)) == "wallet_closed"
    world.do(FreezeWallet(market.wallets[2], "all", "order"))
    assert world.refusal(PaySplit(market.payer, plan, 200)) == Refusal("payee_cannot_receive")
    world.do(SuspendMerchant(market.sellers[0], True))
    assert world.refusal(PaySplit(market.payer, plan, 200)) == Refusal("payee_cannot_receive")


def test_a_retry_pays_once(market: Market) -> None:
    command = PaySplit(market.payer, market.plan((0, 500_000)), 100)
    first, again = (market.world.result(command, key="order-1") for _ in range(2))
    assert (again.outcome, again.replayed) == (first.outcome, True)
    assert market.balances() == [50, 50, 0]


@pytest.mark.parametrize("netted", [False, True])
def test_parties_at_several_operators_under_deposit_money(world_2026: World, netted: bool) -> None:
    """A part across operators is a pair of debts settled at once, or netted under the cap for all parts together."""
    world = world_2026
    icbc, boc = world.bank(), world.bank("boc")
    if netted:
        world.do(AgreeNetting(icbc, boc, 1_000))
    market = Market(world, (icbc, boc, boc), payer_at=icbc)
    plan = market.plan((0, 400_000), (0, 400_000))
    payment = market.pay(plan, 1_000)
    assert market.balances() == [200, 400, 400]
    if netted:
        assert world.refuse(PaySplit(market.payer, plan, 300)) == "settlement_cap_exceeded"
    world.do(RefundPayment(payment, 501))
    assert market.balances() == [100, 199, 200]
    assert world.do(PaySplit(market.payer, plan, 300)).payment


def test_twenty_sellers_need_more_ids_than_a_request_brings(world_2026: World) -> None:
    world = world_2026
    icbc, boc = world.bank(), world.bank("boc")
    market = Market(world, (icbc, *(boc,) * 5), payer_at=icbc)
    wallets = market.wallets[1:]
    market.sellers = [market.merchant(wallets[number % 5]) for number in range(20)]
    payment = market.pay(market.plan(*[(0, 50_000)] * 20), 10_001)
    assert sum(market.balances()) == 10_001
    assert world.do(RefundPayment(payment, 10_001)).refunded_minor == 10_001
    assert sum(market.balances()) == 0


def test_a_split_of_2025_is_refunded_under_the_regime_of_2026(world: World) -> None:
    icbc, boc = world.bank(), world.bank("boc")
    market = Market(world, (icbc, boc, icbc))
    world.until("2025-12-31T23:00:00+08:00")
    payment = PaymentNo(market.pay(market.plan((0, 300_000), (0, 300_000)), 1_000))
    world.until(NEW_YEAR_2026)
    for bank in (icbc, boc):
        world.do(ChangeRegime(bank))
    world.do(MoveWallets(boc))
    world.do(RefundPayment(payment, 500))
    world.do(MoveWallets(icbc))
    world.do(RefundPayment(payment, 500))
    assert market.balances() == [0, 0, 0]


def test_a_fee_is_the_platform_s_alone(market: Market) -> None:
    world = market.world
    world.tamper("UPDATE merchants SET fee_ppm = 10000")
    done = world.do(PaySplit(market.payer, market.plan((0, 900_000)), 1_000))
    assert done.fee_minor == 10
    assert market.balances() == [90, 900, 0]


def test_the_platform_advances_what_a_seller_cannot_give(world: World) -> None:
    """Short, frozen or closed: with the platform's word the payer gets it all, and what each seller owes is written."""
    market = Market(world)
    payment = PaymentNo(market.pay(market.plan((0, 500_000), (0, 300_000)), 1_000))
    platform, first, second = market.wallets
    world.do(FreezeWallet(first, "out", "court 1"))
    refusal = world.refusal(RefundPayment(payment, 100))
    assert refusal == Refusal("payer_cannot_pay")
    before = world.balance(market.payer)
    world.do(RefundPayment(payment, 100, advance=True))
    assert market.balances() == [200 - 20 - 50, 500, 300 - 30]
    world.do(Pay(second, 270, "person", StoreNo(0), market.payer))
    world.do(CloseWallet(second))
    assert world.refusal(RefundPayment(payment, 100)) == Refusal("payer_cannot_pay")
    world.do(Pay(market.payer, 1_000, "person", StoreNo(0), platform))
    world.do(RefundPayment(payment, 900, advance=True))
    assert market.parts(payment) == [(0, 200, 200), (1, 500, 500), (2, 300, 300)]
    assert world.balance(market.payer) == before + 1_000 + 270 - 1_000
    with world.platform.snapshot() as connection:
        assert advanced_of(connection, payment) == {1: 500, 2: 270}
    assert world.refuse(RefundPayment(payment, 1, advance=True)) == "refund_exceeds_payment"


def test_an_advance_takes_no_more_than_the_platform_has(world: World) -> None:
    market = Market(world)
    payment = market.pay(market.plan((0, 900_000)), 1_000)
    world.do(Pay(market.wallets[1], 900, "person", StoreNo(0), market.payer))
    assert world.refuse(RefundPayment(payment, 1_000, advance=True)) == "insufficient_funds"
    assert market.parts(payment) == [(0, 100, 0), (1, 900, 0)]
    world.do(RefundPayment(payment, 100, advance=True))
    assert market.balances()[:2] == [0, 0]
    plain = world.pay(market.payer, 50, market.store).payment
    world.do(RefundPayment(plain, 50, advance=True))
