"""Real threads on two platforms: a request, a bill and a refund are each answered once."""

from collections.abc import Iterator
from typing import Any

import pytest

from jiaozi.billing.asking import RequestPayment
from jiaozi.billing.bills import BillLine, PayBill, UploadBills, WithdrawBill
from jiaozi.billing.requests import AcceptRequest, CancelRequest, DeclineRequest
from jiaozi.kinds import InstitutionNo, MerchantNo, StoreNo
from jiaozi.payments.merchants import OpenMerchant, OpenStore
from tests.features.test_races import Race
from tests.features.world import World

pytestmark = pytest.mark.slow


@pytest.fixture
def race(world: World) -> Iterator[Race]:
    made = Race(world)
    yield made
    made.close()


def biller(world: World, bank: InstitutionNo) -> tuple[MerchantNo, StoreNo]:
    """A waterworks and its store."""
    opening = OpenMerchant(world.company(bank), "Waterworks", "自来水公司", "4900", "UBIL", "utilities")
    merchant = world.do(opening).merchant
    return merchant, world.do(OpenStore(merchant, "Counter", "500103")).store


def test_many_payers_pay_one_bill_once(race: Race) -> None:
    world = race.world
    bank = world.bank()
    merchant, store = biller(world, bank)
    payers = [world.rich(bank) for _ in range(4)]
    lines = tuple(BillLine(f"W-{number:04d}", "Water", 1_000, 19_143) for number in range(3))
    world.do(UploadBills(merchant, store, lines))
    commands = [PayBill(payers[number % 4], merchant, f"W-{number % 3:04d}", 1_000) for number in range(24)]
    assert race.count(commands) == {"BillPaid": 3, "bill_paid": 21}
    assert world.query("SELECT COUNT(*) FROM payments") == [(3,)]
    assert sum(world.balance(payer) for payer in payers) == 4 * 500_000 - 3_000


def test_a_bill_is_either_paid_or_withdrawn(race: Race) -> None:
    world = race.world
    bank = world.bank()
    merchant, store = biller(world, bank)
    payer = world.rich(bank)
    world.do(UploadBills(merchant, store, (BillLine("W-0001", "Water", 1_000, 19_143),)))
    commands: list[Any] = [PayBill(payer, merchant, "W-0001", 1_000), WithdrawBill(merchant, "W-0001")] * 8
    count = race.count(commands)
    assert (count["BillPaid"], count["BillWithdrawn"]) in ((1, 0), (0, 1))
    assert count["bill_paid"] + count["bill_withdrawn"] == 15
    assert world.balance(payer) == 500_000 - 1_000 * count["BillPaid"]


def test_one_number_uploaded_by_many_is_one_bill(race: Race) -> None:
    world = race.world
    merchant, store = biller(world, world.bank())
    commands = [UploadBills(merchant, store, (BillLine("W-0001", "Water", 1_000, 19_143),))] * 16
    outcomes = race.run(commands)
    assert sorted(outcome.added for outcome in outcomes) == [0] * 15 + [1]
    assert world.query("SELECT COUNT(*) FROM bills") == [(1,)]


def test_a_request_is_accepted_declined_or_cancelled_by_one_of_many(race: Race) -> None:
    world = race.world
    bank = world.bank()
    payer, store = world.rich(bank), world.shop(bank)
    until = world.clock.now() + 10**10
    request = world.do(RequestPayment(700, until, store=store, payer=payer)).payment_request
    commands: list[Any] = [AcceptRequest(request, payer), DeclineRequest(request, payer), CancelRequest(request)] * 8
    count = race.count(commands)
    assert count["payment_request_closed"] == 23
    assert world.balance(payer) == 500_000 - 700 * count["RequestAccepted"]
