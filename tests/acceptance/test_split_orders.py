"""An order with a split plan: one journal pays the platform and its sellers, refunds unwind it, takings stay right."""

import pytest

from jiaozi.acceptance.model import OrderLine
from jiaozi.acceptance.orders import OrderPaid, PayOrder, PlaceOrder
from jiaozi.acceptance.takings import takings
from jiaozi.acceptance.terminals import OpenTerminal
from jiaozi.kinds import OrderNo, SplitPlanNo, TerminalNo
from jiaozi.payments.refund import RefundPayment
from jiaozi.payments.splits.plans import SELLERS_MAX, EndSplitPlan, ProposeSplitPlan, SellerShare
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet
from tests.acceptance.test_takings import of_day, rows_of
from tests.features.test_lock_order import in_order, watched
from tests.features.test_races import Race
from tests.features.world import World
from tests.splits.market import Market

GOODS = (OrderLine("tea", 3, 300), OrderLine("cake", 1, 100))


def place(market: Market, plan: SplitPlanNo, number: str = "A-1", terminal: TerminalNo = TerminalNo(0)) -> OrderNo:
    """An order of ten yuan."""
    return OrderNo(market.world.do(PlaceOrder(market.store, number, GOODS, terminal, plan=plan)).order)


def test_an_order_pays_all_its_parties_in_one_journal_and_a_refund_unwinds_it(world: World) -> None:
    market = Market(world, (world.bank(), world.bank("boc"), world.bank("ccb")))
    order = place(market, market.plan((100, 0), (0, 500_000)))
    paid = world.do(PayOrder(order, market.payer), key="once")
    assert world.do(PayOrder(order, market.payer), key="once") == paid
    assert market.parts(paid.payment) == [(0, 450, 0), (1, 100, 0), (2, 450, 0)]
    assert world.query("SELECT COUNT(DISTINCT journal) FROM transfers WHERE journal = ?", (paid.journal,)) == [(1,)]
    payment = world.payment(paid.payment)
    assert (payment.amount_minor, payment.store, payment.reference) == (1_000, market.store, "A-1")
    assert world.refuse(PayOrder(order, market.payer)) == "order_paid"
    world.do(RefundPayment(paid.payment, 200))
    assert market.balances() == [360, 80, 360]
    world.do(RefundPayment(paid.payment, 800))
    assert market.balances() == [0, 0, 0]


def test_takings_name_the_order_and_its_terminal_and_are_what_the_wallets_moved(world: World) -> None:
    market = Market(world)
    world.tamper("UPDATE merchants SET fee_ppm = 10000 WHERE id = ?", (market.platform,))
    till = world.do(OpenTerminal(market.store, "Till 1")).terminal
    paid = world.do(PayOrder(place(market, market.plan((0, 200_000)), terminal=till), market.payer))
    world.do(RefundPayment(paid.payment, 100))
    world.do(PayOrder(place(market, market.plan((0, 1_000_000)), "A-2", till), market.payer))
    lines = {each: of_day(world, each, "2022-05-15") for each in market.merchants}
    assert [(each.kind, each.terminal, each.number, each.net_minor) for each in lines[market.platform]] == [
        ("payment", till, "A-1", 790), ("refund", till, "A-1", -80), ("fee", till, "A-2", -10),
    ]  # fmt: skip
    assert [(each.kind, each.terminal, each.number, each.net_minor) for each in lines[market.sellers[0]]] == [
        ("part", 0, "", 200), ("part_refund", 0, "", -20), ("part", 0, "", 1_000),
    ]  # fmt: skip
    assert [sum(each.net_minor for each in lines[one]) for one in market.merchants] == market.balances()
    assert [(each.terminal, each.net_minor) for each in takings(lines[market.platform])] == [(till, 700)]
    assert [row["order"] for row in rows_of(lines[market.platform])] == ["A-1", "A-1", "A-2"]


def test_a_plan_that_cannot_pay_the_order_is_refused_when_it_is_placed(world: World) -> None:
    market = Market(world)
    other = world.shop(world.wallet(market.payer).operator)
    plan = market.plan((1_001, 0))
    assert world.refuse(PlaceOrder(market.store, "A-1", GOODS, plan=plan)) == "split_exceeds_payment"
    assert world.refuse(PlaceOrder(other, "A-1", GOODS, plan=plan)) == "split_plan_not_found"
    assert world.refuse(PlaceOrder(market.store, "A-1", GOODS, plan=SplitPlanNo(16))) == "split_plan_not_found"
    asked = ProposeSplitPlan(market.store, "not agreed", (SellerShare(market.sellers[0], 1),))
    proposed = world.do(asked).split_plan
    assert world.refuse(PlaceOrder(market.store, "A-1", GOODS, plan=proposed)) == "split_plan_not_active"
    order = place(market, market.plan((1_000, 0)))
    assert world.do(PayOrder(order, market.payer)).amount_minor == 1_000
    assert market.balances()[:2] == [0, 1_000]


def test_what_a_seller_cannot_take_leaves_the_order_open_and_nobody_paid(world: World) -> None:
    market = Market(world)
    plan = market.plan((0, 300_000), (0, 300_000))
    order, late = place(market, plan), place(market, plan, "A-2")
    world.do(FreezeWallet(market.wallets[1], "all", "an order"))
    assert world.refuse(PayOrder(order, market.payer)) == "payee_cannot_receive"
    world.do(CloseWallet(market.wallets[2]))
    assert world.refuse(PayOrder(order, market.payer)) == "payee_cannot_receive"
    world.do(EndSplitPlan(plan, market.platform))
    assert world.refuse(PayOrder(late, market.payer)) == "split_plan_not_active"
    assert market.balances() == [0, 0, 0]
    assert world.query("SELECT COUNT(*) FROM orders WHERE state <> 0 OR payment <> 0") == [(0,)]


def test_plain_and_split_orders_share_a_group_and_lock_in_order(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    market = Market(world, (world.bank(),) * (SELLERS_MAX + 1))
    shop = world.shop(world.wallet(market.payer).operator)
    plain = world.do(PlaceOrder(shop, "B-1", GOODS, world.do(OpenTerminal(shop, "Till")).terminal)).order
    till = world.do(OpenTerminal(market.store, "Till")).terminal
    orders = [plain, place(market, market.plan(*[(0, 40_000)] * SELLERS_MAX), terminal=till)]
    locked = watched(monkeypatch)
    outcomes = world.group(*(PayOrder(order, market.payer) for order in orders))
    assert [type(outcome).__name__ for outcome in outcomes] == ["OrderPaid"] * 2
    assert in_order(locked), locked
    assert market.balances() == [200, *[40] * SELLERS_MAX]


@pytest.mark.slow
def test_of_many_payers_one_pays_a_split_order(world: World) -> None:
    market = Market(world)
    order = place(market, market.plan((0, 500_000)))
    payers = [market.payer, *(world.rich(world.wallet(market.payer).operator) for _ in range(3))]
    race = Race(world)
    try:
        outcomes = race.run([PayOrder(order, payer) for payer in payers])
    finally:
        race.close()
    assert [isinstance(each, OrderPaid) for each in outcomes].count(True) == 1
    assert market.balances() == [500, 500, 0]


def test_the_audit_notices_an_order_whose_payment_follows_another_plan(unsound_world: World) -> None:
    world, market = unsound_world, Market(unsound_world)
    plan = market.plan((0, 500_000))
    world.do(PayOrder(place(market, plan), market.payer))
    assert world.audit().ok
    for damage in ("plan = 0", "plan = plan + 16"):
        world.tamper(f"UPDATE orders SET {damage}")
        assert {finding.invariant for finding in world.audit().findings} == {"orders_paid"}
        world.tamper("UPDATE orders SET plan = ?", (plan,))
