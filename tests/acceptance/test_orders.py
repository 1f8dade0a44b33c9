"""An order is the merchant's word, and is paid once."""

import threading
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiaozi.acceptance.model import LIFETIME_MAX_S, OrderLine
from jiaozi.acceptance.orders import CancelOrder, OrderPaid, PayOrder, PlaceOrder, digest_of
from jiaozi.acceptance.terminals import OpenTerminal, SuspendTerminal
from jiaozi.clock import SECOND_US
from jiaozi.db.commands import Result
from jiaozi.ids import encode_id
from jiaozi.kinds import OrderNo, StoreNo, WalletNo
from jiaozi.payments.merchants import SuspendMerchant
from tests.features.world import World

GOODS = (OrderLine("绿茶", 2, 1_000), OrderLine("cake", 1, 550))


def place(
    world: World, store: StoreNo, number: str = "A-1", lines: tuple[OrderLine, ...] = GOODS, **more: Any
) -> OrderNo:
    return OrderNo(world.do(PlaceOrder(store, number, lines, **more)).order)


def test_an_order_is_paid_as_it_stands_and_once(world: World) -> None:
    icbc = world.bank()
    payer, other, store = world.rich(icbc), world.rich(icbc), world.shop(icbc)
    placed = world.do(PlaceOrder(store, "A-1", GOODS))
    assert (placed.amount_minor, placed.digest) == (2_550, digest_of(GOODS)[1])
    paid = world.do(PayOrder(placed.order, payer), key="once")
    assert world.do(PayOrder(placed.order, payer), key="once") == paid
    payment = world.payment(paid.payment)
    assert (payment.amount_minor, payment.store, payment.reference) == (2_550, store, "A-1")
    assert world.balance(world.shop_wallet(store)) == 2_550
    assert world.refuse(PayOrder(placed.order, other)) == "order_paid"
    assert world.refuse(CancelOrder(placed.order)) == "order_paid"
    told = world.query("SELECT payload FROM events WHERE kind = 'order.paid'")
    assert len(told) == 1
    assert '"number":"A-1"' in told[0][0]


def test_a_refused_payment_leaves_the_order_open(world: World) -> None:
    icbc = world.bank()
    poor, rich, store = world.person(icbc), world.rich(icbc), world.shop(icbc)
    order = place(world, store)
    assert world.refuse(PayOrder(order, poor)) == "insufficient_funds"
    assert world.do(PayOrder(order, rich)).amount_minor == 2_550


def test_an_order_ends_at_its_instant_when_cancelled_and_with_its_terminal(world: World) -> None:
    icbc = world.bank()
    payer, store = world.rich(icbc), world.shop(icbc)
    terminal = world.do(OpenTerminal(store, "Till 1")).terminal
    world.until("2022-05-31T23:59:59+08:00")
    first, second = place(world, store, "M-1", lifetime_s=1), place(world, store, "M-2", lifetime_s=2)
    world.wait(SECOND_US)
    assert world.refuse(PayOrder(first, payer)) == "order_expired"
    assert world.do(PayOrder(second, payer)).payment
    third = place(world, store, "M-3")
    world.do(CancelOrder(third))
    assert world.refuse(PayOrder(third, payer)) == "order_cancelled"
    assert world.refuse(CancelOrder(third)) == "order_cancelled"
    fourth = place(world, store, "M-4", terminal=terminal)
    world.do(SuspendTerminal(terminal, True))
    assert world.refuse(PayOrder(fourth, payer)) == "terminal_suspended"
    assert world.refuse(PayOrder(OrderNo(1), payer)) == "order_not_found"
    assert world.refuse(CancelOrder(OrderNo(1))) == "order_not_found"


def test_a_number_is_used_once_by_a_merchant_also_within_a_group(world: World) -> None:
    icbc = world.bank()
    store, other = world.shop(icbc), world.shop(icbc)
    place(world, store)
    assert world.refuse(PlaceOrder(store, "A-1", GOODS)) == "order_exists"
    assert place(world, other)
    outcomes = world.group(*(PlaceOrder(store, "B-1", GOODS) for _ in range(3)))
    assert [getattr(each, "code", "") for each in outcomes] == ["", "order_exists", "order_exists"]
    first = encode_id("ord", outcomes[0].order)
    assert [each.detail for each in outcomes[1:]] == [first, first]
    again = world.group(PlaceOrder(store, "B-1", GOODS))[0]
    assert again.detail == first, "what has the number is told"


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((), "order_lines_invalid"),
        ((OrderLine("", 1, 1),), "order_lines_invalid"),
        ((OrderLine("a\nb", 1, 1),), "order_lines_invalid"),
        ((OrderLine("tea", 0, 1),), "order_lines_invalid"),
        ((OrderLine("tea", -1, 1),), "order_lines_invalid"),
        ((OrderLine("tea", 1, -1),), "order_lines_invalid"),
        ((OrderLine("tea", 10**6 + 1, 1),), "order_lines_invalid"),
        ((OrderLine("tea", 1, 1),) * 201, "order_lines_invalid"),
        ((OrderLine("tea", 1, 0),), "amount_invalid"),
        ((OrderLine("tea", 10**6, 10**15),), "amount_invalid"),
    ],
)
@pytest.mark.only_engine("sqlite")  # decided before anything is read
def test_what_is_no_line_of_goods(world: World, lines: tuple[OrderLine, ...], code: str) -> None:
    store = world.shop(world.bank())
    assert world.refuse(PlaceOrder(store, "A-1", lines)) == code
    assert world.refuse(PlaceOrder(store, "", GOODS)) == "reference_invalid"
    assert world.refuse(PlaceOrder(store, " A", GOODS)) == "reference_invalid"
    for lifetime_s in (0, -1, LIFETIME_MAX_S + 1):
        assert world.refuse(PlaceOrder(store, "A", GOODS, lifetime_s=lifetime_s)) == "expiry_invalid"
    for number in ("", " A", "A\n", "\u0410-1", "\uff21-1", "单1"):
        assert world.refuse(PlaceOrder(store, number, GOODS)) == "reference_invalid"
    assert world.refuse(PlaceOrder(StoreNo(1), "A", GOODS)) == "store_not_found"
    merchant = world.query("SELECT merchant FROM stores")[0][0]
    world.do(SuspendMerchant(merchant, True))
    assert world.refuse(PlaceOrder(store, "A", GOODS)) == "merchant_suspended"


NAMES = st.text("abc茶 ", min_size=1, max_size=5).filter(str.strip).map(str.strip)
LINES = st.lists(st.builds(OrderLine, NAMES, st.integers(1, 9), st.integers(0, 999)), min_size=1, max_size=5)


@given(LINES, LINES)
@settings(suppress_health_check=[HealthCheck.filter_too_much])
def test_a_digest_stands_for_its_lines_alone(one: list[OrderLine], other: list[OrderLine]) -> None:
    assert (digest_of(one) == digest_of(other)) == (one == other)


def test_of_many_payers_one_pays(world: World) -> None:
    icbc = world.bank()
    store = world.shop(icbc)
    payers = [world.rich(icbc) for _ in range(6)]
    order = place(world, store)
    results: list[Result] = []
    ready = threading.Barrier(len(payers))

    def pay(payer: WalletNo) -> None:
        runner = world.platform.make_runner()
        ready.wait(30)
        results.extend(runner.run([world.platform.request(payer, "race", PayOrder(order, payer))]))
        runner.close()

    threads = [threading.Thread(target=pay, args=(payer,)) for payer in payers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [isinstance(each.outcome, OrderPaid) for each in results].count(True) == 1
    assert [getattr(each.outcome, "code", "") for each in results].count("order_paid") == 5
    assert world.balance(world.shop_wallet(store)) == 2_550


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE orders SET amount_minor = amount_minor + 1",
        "UPDATE orders SET payment = 1",
        "UPDATE orders SET store = 1",
        "UPDATE orders SET state = 0",
    ],
)
def test_the_audit_notices_orders_that_were_tampered_with(unsound_world: World, damage: str) -> None:
    world = unsound_world
    icbc = world.bank()
    order = place(world, world.shop(icbc))
    world.do(PayOrder(order, world.rich(icbc)))
    assert world.audit().ok
    world.tamper(damage)
    assert {finding.invariant for finding in world.audit().findings} == {"orders_paid"}
