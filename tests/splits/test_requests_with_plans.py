"""A platform asks for a payment that is split: the payer only accepts, the platform's plan says who gets what."""

import pytest

from jiaozi.billing.asking import RequestPayment
from jiaozi.billing.requests import AcceptRequest
from jiaozi.payments.refund import RefundPayment
from jiaozi.payments.splits.plans import EndSplitPlan
from tests.features.test_lock_order import in_order, watched
from tests.splits.market import Market


def test_an_accepted_request_with_a_plan_is_split(market: Market) -> None:
    world, plan = market.world, market.plan((100, 0), (0, 500_000))
    until = world.clock.now() + 10**10
    request = world.do(RequestPayment(1_000, until, market.store, payer=market.payer, plan=plan)).payment_request
    done = world.do(AcceptRequest(request, market.payer))
    assert market.parts(done.payment) == [(0, 450, 0), (1, 100, 0), (2, 450, 0)]
    world.do(RefundPayment(done.payment, 1_000))
    assert market.balances() == [0, 0, 0]


def test_plain_and_split_requests_share_a_group(market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    world, plan = market.world, market.plan((0, 500_000))
    until, icbc = world.clock.now() + 10**10, world.wallet(market.payer).operator
    split = RequestPayment(100, until, market.store, plan=plan)
    plain = (RequestPayment(100, until, world.shop(icbc)), RequestPayment(100, until, payee=world.person(icbc)))
    asked = [world.do(request).payment_request for request in (split, plain[0], plain[1], split)]
    for numbers in (asked[:2], asked[2:]):
        locked = watched(monkeypatch)
        outcomes = world.group(*(AcceptRequest(number, market.payer) for number in numbers))
        assert [type(outcome).__name__ for outcome in outcomes] == ["RequestAccepted"] * 2
        assert in_order(locked), locked
        monkeypatch.undo()
    assert market.balances() == [100, 100, 0]


def test_a_plan_of_another_store_or_an_ended_one_is_refused(market: Market) -> None:
    world, plan = market.world, market.plan((0, 500_000))
    until = world.clock.now() + 10**10
    other = world.shop(world.wallet(market.payer).operator)
    assert world.refuse(RequestPayment(100, until, other, plan=plan)) == "split_plan_not_found"
    assert world.refuse(RequestPayment(100, until, payee=market.wallets[0], plan=plan)) == "split_plan_not_found"
    request = world.do(RequestPayment(100, until, market.store, plan=plan)).payment_request
    world.do(EndSplitPlan(plan, market.platform))
    assert world.refuse(RequestPayment(100, until, market.store, plan=plan)) == "split_plan_not_active"
    assert world.refuse(AcceptRequest(request, market.payer)) == "split_plan_not_active"
