"""The waterfall: a payment too large for its payee's wallet goes in, and on to the bank, in one journal."""

from collections import Counter
from typing import Any

import pytest

from jiaozi.acceptance.model import OrderLine
from jiaozi.acceptance.orders import PayOrder, PlaceOrder
from jiaozi.banking.agreements import EndAgreement
from jiaozi.banking.cash import IssueCashCode
from jiaozi.banking.sweeps import SetSweep
from jiaozi.banking.waterfalls import EndWaterfall, SetWaterfall
from jiaozi.billing.asking import RequestPayment
from jiaozi.billing.bills import BillLine, PayBill, UploadBills
from jiaozi.billing.requests import AcceptRequest
from jiaozi.clock import DAY_US, china_day
from jiaozi.codes.collect import OpenCollectCode, PayCollectCode
from jiaozi.kinds import BankAccountNo, InstitutionNo
from jiaozi.payments.holds import CaptureHold, PlaceHold
from jiaozi.payments.merchants import OpenMerchant, OpenStore
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.subwallets.model import PushSubWallet
from jiaozi.wallets.changes import SetOwnLimits
from jiaozi.wallets.exchange import Unload
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from tests.banking.people import agree, proposal
from tests.features.test_races import Race
from tests.features.world import World

IN_MEMORY = pytest.mark.only_engine("sqlite")
LIMIT = 1_000_000
"""Of class IV: 10,000 yuan."""


class Full:
    """A payer, and a payee whose wallet takes another 100 fen, with an account of the payee's."""

    def __init__(self, world: World, bank: InstitutionNo = InstitutionNo(0)) -> None:
        self.world = world
        self.icbc = world.bank()
        self.payer = world.rich(self.icbc, "II", 500_000)
        self.payee = world.rich(self.icbc, "IV", LIMIT - 100)
        self.account = world.deposit(self.payee, 0, bank)

    def pay(self, amount: int) -> Pay:
        """A payment to the full wallet."""
        return Pay(self.payer, amount, "person", payee=self.payee)

    def sums(self) -> tuple[int, int]:
        """What the payee has in the wallet and at the bank."""
        return self.world.balance(self.payee), self.world.account(self.account).posted


@pytest.mark.parametrize("at", ["2022-05-15T12:00:00+08:00", "2026-02-01T12:00:00+08:00"])
@pytest.mark.parametrize("elsewhere", [False, True])
def test_the_excess_goes_to_the_bank_in_the_same_journal(open_world: Any, at: str, elsewhere: bool) -> None:
    world = open_world(at)
    full = Full(world, world.bank("boc") if elsewhere else InstitutionNo(0))
    assert world.refuse(full.pay(101)) == "payee_cannot_receive"
    world.do(SetWaterfall(full.payee, full.account))
    paid = world.do(full.pay(1_000))
    assert full.sums() == (LIMIT, 900)
    assert world.query("SELECT journal, wallet, amount_minor FROM spills") == [(paid.journal, full.payee, 900)]
    world.do(full.pay(500))
    assert full.sums() == (LIMIT, 1_400)
    world.do(SetOwnLimits(full.payee, balance_minor=0))  # far above it already: no more than the payment goes on
    world.do(full.pay(10))
    assert full.sums() == (LIMIT, 1_410)
    world.do(EndWaterfall(full.payee))
    assert world.refuse(full.pay(1)) == "payee_cannot_receive"
    assert world.refuse(EndWaterfall(full.payee)) == "waterfall_not_found"


@IN_MEMORY
def test_a_shop_s_fee_is_paid_before_the_rest_goes_on(world: World) -> None:
    icbc = world.bank()
    payer, company = world.rich(icbc, "II", 500_000), world.company(icbc, "II")
    store = world.shop(icbc, company)
    world.tamper("UPDATE merchants SET fee_ppm = 10000")
    account = world.deposit(company, 0)
    world.do(SetWaterfall(company, account))
    world.do(SetOwnLimits(company, balance_minor=300))
    world.do(Pay(payer, 1_000, store=store))
    assert (world.balance(company), world.account(account).posted) == (290, 700)
    world.do(SetOwnLimits(company, balance_minor=0))
    world.do(Pay(payer, 1_000, store=store))
    assert (world.balance(company), world.account(account).posted) == (290, 1_690)


def test_a_hold_for_a_full_wallet_goes_on_as_it_is_captured(world: World) -> None:
    full, until = Full(world), world.clock.now() + DAY_US
    hold = PlaceHold(full.payer, 1_000, until, "person", payee=full.payee)
    first, second = (world.do(hold).payment for _ in range(2))  # whether it fits is asked when it is captured
    assert world.refuse(CaptureHold(first, 500)) == "limit_balance_exceeded"
    world.do(SetWaterfall(full.payee, full.account))
    assert full.sums() == (LIMIT - 100, 0)
    captured = [world.do(CaptureHold(first, amount)).journal for amount in (60, 500)]
    assert full.sums() == (LIMIT, 460)
    assert world.query("SELECT journal, amount_minor FROM spills") == [(captured[1], 460)]
    world.do(EndWaterfall(full.payee))
    assert world.refuse(CaptureHold(second, 1)) == "limit_balance_exceeded"
    world.do(SetWaterfall(full.payee, full.account))
    world.do(FreezeWallet(full.payee, "out", "order"))
    assert world.refuse(CaptureHold(second, 1)) == "limit_balance_exceeded"
    (freeze,) = world.query("SELECT id FROM freezes WHERE wallet = ?", (full.payee,))[0]
    world.do(UnfreezeWallet(full.payee, freeze))
    world.do(CaptureHold(second, 1_000))
    world.do(RefundPayment(second, 400))
    assert full.sums() == (LIMIT - 400, 1_460)


@IN_MEMORY
def test_a_shop_s_fee_on_a_captured_hold_is_paid_before_the_rest_goes_on(world: World) -> None:
    icbc = world.bank()
    payer, company = world.rich(icbc, "II", 500_000), world.company(icbc, "II")
    store, account = world.shop(icbc, company), world.deposit(company, 0)
    world.tamper("UPDATE merchants SET fee_ppm = 10000")
    world.do(SetWaterfall(company, account))
    world.do(SetOwnLimits(company, balance_minor=300))
    held = world.do(PlaceHold(payer, 1_000, world.clock.now() + DAY_US, store=store)).payment
    for amount in (100, 900):
        world.do(CaptureHold(held, amount))
    assert (world.balance(company), world.account(account).posted) == (291, 699)


@IN_MEMORY
def test_requests_bills_codes_and_orders_are_payments_too(world: World) -> None:
    icbc = world.bank()
    payer, company = world.rich(icbc, "II", 500_000), world.company(icbc, "II")
    merchant = world.do(OpenMerchant(company, "Water works", "自来水", "4900", "utility", "bills")).merchant
    store, account = world.do(OpenStore(merchant, "Office", "500103")).store, world.deposit(company, 0)
    world.do(SetWaterfall(company, account))
    world.do(SetOwnLimits(company, balance_minor=0))
    asked = world.do(RequestPayment(100, world.clock.now() + DAY_US, store)).payment_request
    world.do(AcceptRequest(asked, payer))
    world.do(UploadBills(merchant, store, (BillLine("W-01", "water", 100, china_day(world.clock.now()) + 9),)))
    world.do(PayBill(payer, merchant, "W-01", 100))
    order = world.do(PlaceOrder(store, "A-1", (OrderLine("tea", 1, 100),))).order
    world.do(PayOrder(order, payer))
    world.do(PayCollectCode(payer, world.do(OpenCollectCode(store)).payload, 100))
    assert (world.balance(company), world.account(account).posted) == (0, 400)


@IN_MEMORY
def test_what_keeps_money_in_the_wallet_keeps_the_payment_out(world: World) -> None:
    full = Full(world)
    world.do(SetWaterfall(full.payee, full.account))
    world.do(FreezeWallet(full.payee, "amount", "order", LIMIT))
    assert world.do(full.pay(1_000))
    world.do(FreezeWallet(full.payee, "amount", "order", 1))
    assert world.refuse(full.pay(1_000)) == "payee_cannot_receive"
    world.do(FreezeWallet(full.payee, "out", "order"))
    assert world.refuse(full.pay(1_000)) == "payee_cannot_receive"
    world.do(FreezeWallet(full.payee, "all", "order"))
    assert world.refuse(full.pay(1_000)) == "payee_cannot_receive"


@IN_MEMORY
def test_an_operator_without_reserves_stops_it(open_world: Any) -> None:
    world = open_world("2026-02-01T12:00:00+08:00")
    full = Full(world, world.bank("boc"))
    world.do(SetWaterfall(full.payee, full.account))
    posted = world.account(full.icbc).posted
    world.tamper("UPDATE accounts SET floor = ? WHERE id = ?", (posted, full.icbc))
    assert world.refuse(full.pay(1_000)) == "operator_illiquid"
    world.tamper("UPDATE accounts SET floor = 0 WHERE id = ?", (full.icbc,))


def test_it_rests_on_the_link(world: World) -> None:
    full = Full(world)
    world.do(SetWaterfall(full.payee, full.account))
    world.do(proposal(world, full.payee, full.account))
    assert world.refuse(full.pay(1_000)) == "payee_cannot_receive"
    assert world.refuse(SetWaterfall(full.payee, full.account)) == "agreement_not_signed"
    signed = agree(world, full.payee, full.account)
    begins = world.do(SetWaterfall(full.payee, full.account)).begins_at
    assert begins == signed.cooling_until
    world.clock.advance_to(begins - 1)
    assert world.refuse(full.pay(1_000)) == "payee_cannot_receive"
    world.wait(1)
    world.do(full.pay(1_000))
    world.do(EndAgreement(full.payee, full.account))
    assert world.refuse(full.pay(1_000)) == "payee_cannot_receive"
    stranger = world.deposit(full.payer, 0)
    assert world.refuse(SetWaterfall(full.payee, stranger)) == "bank_account_not_found"
    assert world.refuse(SetWaterfall(full.payee, BankAccountNo(16))) == "bank_account_not_found"


@IN_MEMORY
def test_a_company_bound_to_another_account_has_no_waterfall_into_the_old_one(world: World) -> None:
    icbc = world.bank()
    company, payer = world.company(icbc), world.rich(icbc, "II", 500_000)
    old, new = world.deposit(company, 0), world.deposit(company, 0)
    world.do(SetWaterfall(company, old))
    world.do(SetOwnLimits(company, balance_minor=100))
    agree(world, company, new)
    assert world.refuse(Pay(payer, 200, "person", payee=company)) == "payee_cannot_receive"
    assert world.refuse(SetWaterfall(company, old)) == "settlement_account_bound"


@IN_MEMORY
def test_a_sub_wallet_has_no_way_to_the_bank_of_its_own(world: World) -> None:
    icbc = world.bank()
    parent = world.rich(icbc, "II", 1_000)
    (merchant,) = world.query("SELECT merchant FROM stores WHERE id = ?", (world.shop(icbc),))[0]
    sub = world.do(PushSubWallet(parent, merchant, "shop", 500, 500)).sub_wallet
    account = world.deposit(parent, 0)
    for command in (SetWaterfall(sub, account), SetSweep(sub, account, 0), IssueCashCode(sub, "out", 1)):
        assert world.refuse(command) == "usage_not_allowed"


@pytest.mark.slow
def test_payments_into_a_full_wallet_race_with_money_going_out(world: World) -> None:
    full = Full(world)
    world.do(SetWaterfall(full.payee, full.account))
    race = Race(world)
    try:
        outs = [Unload(full.payee, full.account, 1_000) for _ in range(8)]
        told = Counter(getattr(each, "code", type(each).__name__) for each in race.run([full.pay(700)] * 16 + outs))
    finally:
        race.close()
    assert told == {"Paid": 16, "Moved": 8}
    wallet, bank = full.sums()
    assert wallet <= LIMIT
    assert wallet + bank == LIMIT - 100 + 16 * 700


def test_the_audit_finds_a_spill_that_is_not_in_the_books(world: World) -> None:
    full = Full(world)
    world.do(SetWaterfall(full.payee, full.account))
    world.do(full.pay(1_000))
    world.tamper("UPDATE spills SET amount_minor = 1")
    assert "banking_posted" in {finding.invariant for finding in world.audit().findings}
    world.tamper("UPDATE spills SET amount_minor = 900")
