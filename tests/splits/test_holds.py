"""Holds captured by a split plan, and collect codes whose payments are split."""

from typing import Any

import pytest

from jiaozi.codes.collect import OpenCollectCode, PayCollectCode
from jiaozi.kinds import PaymentNo, SplitPlanNo, WalletNo
from jiaozi.payments.holds import CaptureHold, PlaceHold, ReleaseHold
from jiaozi.payments.refund import RefundPayment
from jiaozi.payments.splits.capture import CaptureSplit
from jiaozi.payments.splits.plans import EndSplitPlan
from tests.features.world import World
from tests.splits.market import Market

HOUR_US = 3_600 * 1_000_000


def hold(market: Market, amount: int = 1_000, **more: Any) -> PaymentNo:
    until = market.world.clock.now() + HOUR_US
    order = PlaceHold(market.payer, amount, until, **({"store": market.store} | more))
    return PaymentNo(market.world.do(order).payment)


@pytest.mark.parametrize("captured", [1_000, 601])
def test_a_captured_hold_goes_to_all_and_the_rest_back(world: World, captured: int) -> None:
    market = Market(world)
    plan, before = market.plan((100, 500_000), (0, 250_000)), world.balance(market.payer)
    payment = hold(market)
    done = world.do(CaptureSplit(payment, plan, captured))
    assert (done.captured_minor, done.left_minor) == (captured, 0)
    shares = [captured - 100 - (captured - 100) // 2 - (captured - 100) // 4]
    shares += [100 + (captured - 100) // 2, (captured - 100) // 4]
    assert market.balances() == shares
    assert [amount for _, amount, _ in market.parts(payment)] == shares
    assert world.balance(market.payer) == before - captured
    assert world.usage(market.payer).used_today_minor == captured
    for again in (CaptureSplit(payment, plan, 1), CaptureHold(payment, 1), ReleaseHold(payment)):
        assert world.refuse(again) == "hold_closed"
    world.do(RefundPayment(payment, captured))
    assert market.balances() == [0, 0, 0]
    assert world.balance(market.payer) == before


def test_a_refund_in_the_group_of_the_capture_is_unwound_over_all(world: World) -> None:
    market = Market(world)
    payment, plan = hold(market), market.plan((0, 333_333), (0, 333_333))
    _, back = world.group(CaptureSplit(payment, plan, 1_000), RefundPayment(payment, 300))
    assert back.refunded_minor == 300
    assert market.parts(payment) == [(0, 334, 100), (1, 333, 100), (2, 333, 100)]
    assert market.balances() == [234, 233, 233]


def test_money_goes_across_operators_under_deposit_money(world_2026: World) -> None:
    world = world_2026
    market = Market(world, (world.bank("icbc"), world.bank("boc"), world.bank("ccb")))
    payment = hold(market)
    world.do(CaptureSplit(payment, market.plan((0, 333_333), (0, 333_333)), 700))
    assert (market.balances(), sum(market.balances())) == ([234, 233, 233], 700)


def test_what_cannot_be_captured_by_a_plan(world: World) -> None:
    market, other = Market(world), Market(world, (world.bank("ccb"),) * 2)
    plan, elsewhere = market.plan((0, 500_000), (0, 1)), other.plan((0, 500_000))
    payment, person = hold(market), hold(market, store=0, payee=market.wallets[0], kind="person")
    assert world.refuse(CaptureSplit(payment, plan, 0)) == "amount_invalid"
    assert world.refuse(CaptureSplit(payment, SplitPlanNo(0), 1)) == "split_plan_not_found"
    assert world.refuse(CaptureSplit(payment, elsewhere, 1)) == "split_plan_not_found"
    assert world.refuse(CaptureSplit(person, plan, 1)) == "split_plan_not_found"
    assert world.refuse(CaptureSplit(PaymentNo(5), plan, 1)) == "payment_not_found"
    assert world.refuse(CaptureSplit(market.pay(plan, 5), plan, 1)) == "hold_not_found"
    assert world.refuse(CaptureSplit(payment, plan, 1_001)) == "hold_exceeded"
    part = hold(market)
    world.do(CaptureHold(part, 1))
    assert world.refuse(CaptureSplit(part, plan, 1)) == "hold_part_captured"
    first, second = world.group(CaptureSplit(payment, plan, 10), CaptureSplit(payment, plan, 10))
    assert (first.captured_minor, second.code) == (10, "hold_closed")
    late = hold(market)
    world.do(EndSplitPlan(plan, market.platform))
    assert world.refuse(CaptureSplit(late, plan, 1)) == "split_plan_not_active"
    world.clock.advance_to(world.clock.now() + HOUR_US)
    fresh = market.plan((0, 500_000), (0, 1))
    assert world.refuse(CaptureSplit(late, fresh, 1)) == "hold_expired"


def test_a_collect_code_splits_what_is_paid_by_it(world: World) -> None:
    market = Market(world)
    plan = market.plan((0, 500_000), (0, 300_000))
    once = world.do(OpenCollectCode(market.store, WalletNo(0), 1_000, "order", 60, plan)).payload
    wall = world.do(OpenCollectCode(market.store, plan=plan)).payload
    plain = world.do(OpenCollectCode(market.store)).payload
    payer = market.payer
    pays = [PayCollectCode(payer, text, 1_000) for text in (once, wall, plain, wall, once)]
    done = [getattr(each, "code", "paid") for each in world.group(*pays)]
    assert done == ["paid", "paid", "paid", "paid", "code_used"]
    assert market.balances() == [1_600, 1_500, 900]
    assert world.refuse(OpenCollectCode(market.store, plan=SplitPlanNo(5))) == "split_plan_not_found"
    assert world.refuse(OpenCollectCode(wallet=payer, plan=plan)) == "split_plan_not_found"
    world.do(EndSplitPlan(plan, market.platform))
    assert world.refuse(OpenCollectCode(market.store, plan=plan)) == "split_plan_not_active"
    assert world.refuse(PayCollectCode(payer, wall, 5)) == "split_plan_not_active"
