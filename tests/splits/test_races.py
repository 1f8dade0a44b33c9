"""Real threads on two platforms: split payments and their refunds never pass what there is."""

from collections.abc import Iterator
from typing import Any

import pytest

from jiaozi.kinds import PaymentNo
from jiaozi.payments.refund import RefundPayment
from jiaozi.payments.splits.pay import PaySplit
from jiaozi.payments.splits.plans import AgreeSplitPlan, EndSplitPlan, ProposeSplitPlan, SellerShare
from tests.features.test_races import Race
from tests.features.world import World
from tests.splits.market import Market

pytestmark = pytest.mark.slow


@pytest.fixture
def race(world: World) -> Iterator[Race]:
    made = Race(world)
    yield made
    made.close()


def test_refunds_racing_never_take_from_a_party_more_than_it_got(race: Race) -> None:
    market = Market(race.world)
    payment = PaymentNo(market.pay(market.plan((0, 333_333), (0, 333_333)), 1_000))
    assert race.count([RefundPayment(payment, 130)] * 16) == {"Refunded": 7, "refund_exceeds_payment": 9}
    race.world.do(RefundPayment(payment, 90))
    assert market.balances() == [0, 0, 0]


def test_payments_and_refunds_of_one_market_meet(race: Race) -> None:
    market = Market(race.world)
    plan = market.plan((7, 0), (0, 500_000))
    payments = [market.pay(plan, 1_000) for _ in range(3)]
    commands: list[Any] = [PaySplit(market.payer, plan, 100), RefundPayment(PaymentNo(payments[0]), 50)] * 8
    commands += [RefundPayment(PaymentNo(number), 100) for number in payments]
    count = race.count(commands)
    assert count == {"Paid": 8, "Refunded": 11}
    assert sum(market.balances()) == 3 * 1_000 + 8 * 100 - 8 * 50 - 3 * 100


def test_a_seller_agrees_once_and_an_ended_plan_pays_nobody(race: Race) -> None:
    world, market = race.world, Market(race.world)
    terms = (SellerShare(market.sellers[0], 0, 500_000),)
    plan = world.do(ProposeSplitPlan(market.store, "x", terms)).split_plan
    assert race.count([AgreeSplitPlan(plan, market.sellers[0])] * 8) == {"SplitPlanSet": 1, "split_plan_agreed": 7}
    commands: list[Any] = [PaySplit(market.payer, plan, 100), EndSplitPlan(plan, market.platform)] * 8
    outcomes = race.run(commands, lambda number: f"end-{number}")
    paid = sum(type(outcome).__name__ == "Paid" for outcome in outcomes)
    assert market.balances() == [50 * paid, 50 * paid, 0]
    assert world.refuse(PaySplit(market.payer, plan, 100)) == "split_plan_not_active"
