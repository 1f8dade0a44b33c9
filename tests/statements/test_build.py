"""What is in a statement: every movement once, with the balance after it, in whatever account it happened."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from jiaozi.banking.cash import IssueCashCode, RedeemCashCode, cash_code
from jiaozi.banking.remittances import Remit
from jiaozi.banking.secrets import codes_of
from jiaozi.banking.sweeps import RunSweep, SetSweep
from jiaozi.errors import Refusal
from jiaozi.ids import encode_id
from jiaozi.interest.closing import CloseOut
from jiaozi.invariants import FEATURE_INVARIANTS
from jiaozi.kinds import AccountNo, MerchantNo, TransferNo
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.payments.holds import CaptureHold, PlaceHold, ReleaseHold
from jiaozi.payments.merchants import OpenMerchant
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.payments.splits.pay import PaySplit
from jiaozi.payments.splits.plans import AgreeSplitPlan, ProposeSplitPlan, SellerShare
from jiaozi.statements import build
from jiaozi.statements.camt import to_camt053
from jiaozi.statements.pdf import to_pdf
from jiaozi.statements.proof import Issue
from jiaozi.subwallets.model import ChargeSubWallet, IssueSubWalletToken, PushSubWallet
from jiaozi.wallets.exchange import Unload
from jiaozi.wallets.regimes import ChangeRegime, MoveWallets
from tests.features.world import NEW_YEAR_2026, World
from tests.statements.conftest import Teller
from tests.statements.test_documents import valid_camt

MAY_15 = date(2022, 5, 15)
SOON = 10**9


def test_every_kind_of_movement_is_told_with_its_other_side(world: World, teller: Teller) -> None:
    icbc = world.bank()
    payer, friend, store = world.person(icbc), world.person(icbc), world.shop(icbc)
    bank = world.fund(payer, 100_000)
    paid = world.do(Pay(payer, 1_000, store=store, purpose="tea", reference="order-1")).payment
    world.do(Pay(payer, 200, "person", payee=friend))
    held = world.do(PlaceHold(payer, 500, world.clock.now() + SOON, store=store)).payment
    world.do(CaptureHold(held, 300))
    world.do(ReleaseHold(held))
    back = world.do(RefundPayment(paid, 400, "back-1"))
    world.do(Unload(payer, bank, 50))
    found = teller.of(payer, MAY_15, MAY_15)
    shop = "A shop"
    assert [(line.code, line.amount_minor, line.balance_minor, line.counterparty) for line in found.lines] == [
        ("load", 100_000, 100_000, ""),
        ("payment", -1_000, 99_000, shop),
        ("transfer", -200, 98_800, encode_id("wal", friend)),
        ("capture", -300, 98_500, shop),
        ("refund", 400, 98_900, shop),
        ("unload", -50, 98_850, ""),
    ]
    assert (found.lines[1].purpose, found.lines[1].reference) == ("tea", "order-1")
    assert (found.opening_minor, found.closing_minor, found.in_minor, found.out_minor) == (0, 98_850, 100_400, 1_550)
    assert [(line.payment, line.refund) for line in found.lines] == [
        (0, 0), (paid, 0), (found.lines[2].journal, 0), (held, 0), (paid, back.refund), (0, 0),
    ]  # fmt: skip
    assert found.lines[4].reference == "back-1"
    named = [*(encode_id("pay", each) for each in (paid, found.lines[2].journal, held)), encode_id("rfd", back.refund)]
    assert re.findall(r"<TxId>(\w+)</TxId>", to_camt053(found).decode()) == named
    assert found.lines[1].counterparty_zh == "一家店"
    theirs = teller.of(world.shop_wallet(store), MAY_15, MAY_15)
    me = encode_id("wal", payer)
    assert [(line.code, line.amount_minor, line.counterparty) for line in theirs.lines] == [
        ("payment", 1_000, me),
        ("payment", 300, me),
        ("refund", -400, me),
    ]


def test_days_end_at_midnight_in_china(world: World, teller: Teller) -> None:
    icbc = world.bank()
    wallet, store = world.rich(icbc), world.shop(icbc)
    for moment in ("2022-05-15T23:59:59.999999", "2022-05-16T00:00:00", "2022-05-31T23:59:59", "2022-06-01T00:00:00"):
        world.until(f"{moment}+08:00")
        world.pay(wallet, 100, store)
    world.until("2022-06-02T00:00:00+08:00")
    first, second = teller.of(wallet, MAY_15, MAY_15), teller.of(wallet, date(2022, 5, 16), date(2022, 5, 31))
    third = teller.of(wallet, date(2022, 6, 1), date(2022, 6, 2))
    assert [len(found.lines) for found in (first, second, third)] == [2, 2, 1]
    assert first.closing_minor == second.opening_minor
    assert second.closing_minor == third.opening_minor
    assert [found.complete for found in (first, second, third)] == [True, True, False]
    assert third.closing_minor == world.balance(wallet)
    assert teller.of(wallet, date(2022, 5, 1), date(2022, 5, 14)).closing_minor == 0


def test_a_leap_day_is_a_day(open_world: Any) -> None:
    world = open_world("2024-02-28T12:00:00+08:00")
    icbc = world.bank()
    wallet, store = world.rich(icbc), world.shop(icbc)
    for day in ("2024-02-29T08:00:00", "2024-03-01T08:00:00"):
        world.until(f"{day}+08:00")
        world.pay(wallet, 100, store)
    teller = Teller(world)
    assert len(teller.of(wallet, date(2024, 2, 29), date(2024, 2, 29)).lines) == 1
    assert len(teller.of(wallet, date(2024, 2, 1), date(2024, 2, 29)).lines) == 2
    world.until("2025-03-01T00:00:00+08:00")
    assert len(teller.of(wallet, date(2024, 2, 29), date(2025, 2, 28)).lines) == 2
    assert teller.asked(wallet, date(2024, 2, 29), date(2025, 3, 1)) == Refusal("period_invalid", "more than 366 days")


def test_a_change_of_regime_is_crossed_and_moves_no_balance(open_world: Any) -> None:
    """The wallet keeps its id, its account changes; one wallet was empty when it was moved."""
    world = open_world("2025-12-30T12:00:00+08:00")
    world.invariants = FEATURE_INVARIANTS
    icbc = world.bank()
    rich, empty, store = world.rich(icbc, amount=1_000), world.rich(icbc, amount=1_000), world.shop(icbc)
    world.pay(empty, 1_000, store)
    world.until(NEW_YEAR_2026)
    world.do(ChangeRegime(icbc))
    world.do(MoveWallets(icbc))
    world.pay(rich, 300, store)
    world.fund(empty, 70)
    teller, days = Teller(world), (date(2025, 12, 30), date(2026, 1, 1))
    found = teller.of(rich, *days)
    assert [(line.code, line.balance_minor) for line in found.lines] == [("load", 1_000), ("payment", 700)]
    assert [(change.at, change.regime) for change in found.regime_changes] == [(world.clock.now(), "deposit_money")]
    found = teller.of(empty, *days)
    assert [(line.code, line.balance_minor) for line in found.lines] == [("load", 1_000), ("payment", 0), ("load", 70)]
    assert found.regime_changes == ()
    assert teller.of(rich, days[1], days[1]).opening_minor == 1_000


def test_long_chains_are_whole(world: World, teller: Teller) -> None:
    """The list is complete, too (Jepsen on TigerBeetle 0.16.11): more rows than a checkpoint covers, on both sides."""
    icbc = world.bank()
    wallet, store = world.rich(icbc), world.shop(icbc)
    for number in range(75):
        world.pay(wallet, number + 1, store)
        world.wait(3_600 * 10**6)
    days = [date(2022, 5, day) for day in range(15, 19)]
    parts = [teller.of(wallet, day, day) for day in days]
    amounts = [line.amount_minor for part in parts for line in part.lines]
    assert amounts == [500_000, *(-number for number in range(1, 76))]
    assert [line.number for part in parts for line in part.lines][:3] == [1, 2, 3]
    for part, following in pairwise(parts):
        assert part.closing_minor == following.opening_minor
    assert teller.of(wallet, days[0], days[-1]).closing_minor == world.balance(wallet)


def test_reservations_are_not_movements(world: World, teller: Teller) -> None:
    icbc = world.bank()
    wallet, store = world.rich(icbc), world.shop(icbc)
    world.do(PlaceHold(wallet, 500, world.clock.now() + SOON, store=store))
    assert [line.code for line in teller.of(wallet, MAY_15, MAY_15).lines] == ["load"]


def test_periods_that_make_no_sense_are_refused(world: World, teller: Teller, monkeypatch: pytest.MonkeyPatch) -> None:
    wallet = world.rich(world.bank())
    for first, last, why in (
        (MAY_15, date(2022, 5, 14), "2022-05-14 is before 2022-05-15"),
        (date(2022, 5, 16), date(2022, 5, 16), "2022-05-16 has not begun; today is 2022-05-15"),
        (MAY_15, date(2023, 6, 1), "more than 366 days"),
    ):
        assert teller.asked(wallet, first, last) == Refusal("period_invalid", why)
    monkeypatch.setattr(build, "LINES_MAX", 0)
    assert teller.asked(wallet, MAY_15, MAY_15).code == "statement_too_long"
    assert teller.of(wallet, date(2022, 5, 14), date(2022, 5, 14)).lines == ()


def test_an_account_that_no_statement_reads_is_found(unsound_world: World) -> None:
    world = unsound_world
    world.invariants = FEATURE_INVARIANTS
    icbc = world.bank()
    one, other = world.rich(icbc), world.rich(icbc)
    assert world.audit().findings == ()
    world.tamper("INSERT INTO wallet_accounts (wallet, account) VALUES (?, ?)", (one, other))
    assert {finding.invariant for finding in world.audit().findings} == {"statements_whole"}
    world.tamper("DELETE FROM wallet_accounts")
    with world.platform.snapshot() as connection:
        present = ACCOUNTS.read(connection, [one])[0]
    row = ACCOUNTS.values_of(
        replace(present, id=AccountNo(other + 160), posted=0, version=0, last_transfer=TransferNo(0), closed=1)
    )
    columns, marks = ", ".join(ACCOUNTS.columns), ", ".join("?" * len(row))
    world.tamper(f"INSERT INTO accounts ({columns}) VALUES ({marks})", row)
    found = world.audit().findings
    assert ("statements_whole", f"wallet {one}") in {(finding.invariant, finding.subject) for finding in found}


def test_every_way_money_goes_in_and_out_is_told_and_valid_in_camt(open_world: Any) -> None:
    """Splits, their refunds, draws on a parent, cash, remittances, sweeps, interest; and a change of regime."""
    world = open_world("2025-12-30T12:00:00+08:00")
    icbc = world.bank()
    payer, seller, friend = world.person(icbc, "II"), world.company(icbc), world.person(icbc, "II")
    account, theirs = world.fund(payer, 100_000), world.fund(friend, 50_000)
    store = world.shop(icbc)
    platform = MerchantNo(world.query("SELECT merchant FROM stores WHERE id = ?", (store,))[0][0])
    other = world.do(OpenMerchant(seller, "A seller", "一个卖家", "5411", "retail", "supermarkets")).merchant
    plan = world.do(ProposeSplitPlan(store, "plan", (SellerShare(other, 0, 400_000),))).split_plan
    world.do(AgreeSplitPlan(plan, other))
    world.do(RefundPayment(world.do(PaySplit(payer, plan, 10_000)).payment, 1_000))
    sub = world.do(PushSubWallet(payer, platform, "shop", 5_000, 5_000)).sub_wallet
    world.do(IssueSubWalletToken(sub, "0" * 64))
    world.do(ChargeSubWallet(sub, "0" * 64, store, 300))
    for command in (IssueCashCode(payer, "in", 700), IssueCashCode(payer, "out", 200)):
        number = world.do(command).cash_code
        digits = cash_code(codes_of(world.platform.keyring), number)
        world.do(RedeemCashCode(icbc, number, digits, command.amount_minor))
    world.do(Remit(world.deposit(friend, 900), payer, 900))
    world.do(SetSweep(payer, account, 60_000))
    world.do(RunSweep(payer))
    world.until(NEW_YEAR_2026)
    world.do(ChangeRegime(icbc))
    while world.do(MoveWallets(icbc, 100)).wallets:
        pass
    world.until("2026-03-01T12:00:00+08:00")
    world.do(CloseOut(friend, theirs))
    world.do(Unload(payer, account, 1_000))
    teller, days = Teller(world), (date(2025, 12, 30), date(2026, 3, 1))
    found = {wallet: teller.of(wallet, *days) for wallet in (payer, sub, friend, seller, world.shop_wallet(store))}
    mine = encode_id("wal", payer)
    assert [(line.code, line.amount_minor, line.counterparty) for line in found[payer].lines] == [
        ("load", 100_000, ""),
        ("payment", -6_000, "A shop"),
        ("payment", -4_000, "A shop"),
        ("refund", 600, "A shop"),
        ("refund", 400, "A shop"),
        ("pool", -300, encode_id("wal", sub)),
        ("load", 700, ""),
        ("unload", -200, ""),
        ("load", 900, ""),
        ("unload", -32_100, ""),
        ("unload", -1_000, ""),
    ]
    assert [(line.code, line.amount_minor, line.counterparty) for line in found[sub].lines] == [
        ("pool", 300, ""),
        ("payment", -300, "A shop"),
    ]
    assert [(line.code, line.counterparty) for line in found[seller].lines] == [("payment", mine), ("refund", mine)]
    assert [line.code for line in found[friend].lines] == ["load", "interest", "unload"]
    for each in found.values():
        assert each.opening_minor + each.in_minor - each.out_minor == each.closing_minor
        assert len(to_pdf(each, Issue("zh"))) > 1_000
        valid_camt(to_camt053(each))
    assert found[payer].closing_minor == world.balance(payer)
