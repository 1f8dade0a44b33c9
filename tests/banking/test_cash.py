"""Cash by code at counters and machines; remittances into other people's wallets."""

import json
from collections import Counter
from datetime import date
from typing import Any

import pytest

from jiaozi.banking.cash import CancelCashCode, IssueCashCode, RedeemCashCode, cash_code
from jiaozi.banking.model import Direction, DirectionName
from jiaozi.banking.remittances import Remit
from jiaozi.banking.schema import CASH_CODES
from jiaozi.banking.secrets import codes_of
from jiaozi.clock import DAY_US, SECOND_US, china_day, china_midnight
from jiaozi.errors import Refusal
from jiaozi.kinds import BankAccountNo, CashCodeNo, HolderNo, InstitutionNo, WalletNo
from jiaozi.scheme.banks import DepositCash, OpenBankAccount, WithdrawCash
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet
from tests.features.test_races import Race
from tests.features.world import World


def reports(world: World) -> list[tuple[int, int, str]]:
    """The banks that were told of large cash, with the sum in fen and its direction; no wallet is in it."""
    rows = world.query("SELECT owner, payload FROM events WHERE kind = 'cash.reportable' ORDER BY group_id, n")
    found = [(int(owner), json.loads(payload)) for owner, payload in rows]
    assert all(payload.keys() == {"journal", "amount_minor", "direction", "rule"} for _, payload in found)
    return [(owner, payload["amount_minor"], payload["direction"]) for owner, payload in found]


def issue(world: World, wallet: WalletNo, direction: DirectionName, amount: int) -> CashCodeNo:
    """The id of a new cash code."""
    return CashCodeNo(world.do(IssueCashCode(wallet, direction, amount)).cash_code)


def redemption(world: World, number: CashCodeNo, operator: InstitutionNo, amount: int = 0) -> RedeemCashCode:
    """The counter's act with the right code, and with the right amount unless another is given."""
    with world.platform.snapshot() as connection:
        row = CASH_CODES.read(connection, [number])[0]
    code = cash_code(codes_of(world.platform.keyring), number)
    return RedeemCashCode(operator, number, code, amount or row.amount_minor)


def wrong(command: RedeemCashCode, step: int = 1) -> RedeemCashCode:
    """The same with another code."""
    return RedeemCashCode(
        command.operator, command.cash_code, f"{(int(command.code) + step) % 10**6:06d}", command.amount_minor
    )


def test_cash_is_paid_in_and_drawn(world: World) -> None:
    icbc = world.bank()
    wallet = world.person(icbc, "II")
    world.do(redemption(world, issue(world, wallet, "in", 80_000), icbc))
    world.do(redemption(world, issue(world, wallet, "out", 30_000), icbc))
    assert world.balance(wallet) == 50_000
    assert world.books()["icbc", "CNY", "CASH"] == 50_000
    moves = world.query("SELECT owner, operator, direction, amount_minor FROM cash_moves ORDER BY journal")
    holder = world.wallet(wallet).holder
    assert moves == [(holder, icbc, Direction.IN, 80_000), (holder, icbc, Direction.OUT, 30_000)]


@pytest.mark.parametrize("at", ["2022-05-15T12:00:00+08:00", "2026-02-01T12:00:00+08:00"])
def test_cash_at_another_banks_counter_goes_over_reserves(open_world: Any, at: str) -> None:
    world = open_world(at)
    icbc, boc = world.bank(), world.bank("boc")
    wallet = world.person(icbc, "II")
    world.do(redemption(world, issue(world, wallet, "in", 80_000), boc))
    world.do(redemption(world, issue(world, wallet, "out", 30_000), boc))
    assert (world.balance(wallet), world.books()["boc", "CNY", "CASH"]) == (50_000, 50_000)


def test_a_code_is_good_once_for_its_amount_and_its_time(world: World) -> None:
    icbc = world.bank()
    wallet = world.rich(icbc, "II", 100_000)
    number = issue(world, wallet, "in", 10_000)
    right = redemption(world, number, icbc)
    assert world.refuse(redemption(world, number, icbc, 10_001)) == "cash_amount_differs"
    world.do(right)
    assert world.refuse(right) == "cash_code_closed"
    assert world.refuse(CancelCashCode(number)) == "cash_code_closed"
    late = issue(world, wallet, "out", 10_000)
    world.wait(900 * SECOND_US)
    assert world.refuse(redemption(world, late, icbc)) == "one_time_code_expired"
    gone = issue(world, wallet, "out", 10_000)
    world.do(CancelCashCode(gone))
    assert world.refuse(redemption(world, gone, icbc)) == "cash_code_closed"
    assert world.refuse(RedeemCashCode(icbc, CashCodeNo(16), "000000", 1)) == "cash_code_not_found"
    assert world.refuse(RedeemCashCode(InstitutionNo(16), gone, "000000", 1)) == "institution_not_found"
    assert world.refuse(CancelCashCode(CashCodeNo(16))) == "cash_code_not_found"


def test_three_wrong_tries_spend_a_code(world: World) -> None:
    icbc = world.bank()
    wallet = world.rich(icbc, "II", 100_000)
    right = redemption(world, issue(world, wallet, "out", 10_000), icbc)
    assert [world.refuse(wrong(right, step)) for step in (1, 2, 3)] == ["one_time_code_wrong"] * 3
    refused = world.refusal(right)
    assert refused.code == "one_time_code_spent"
    assert "banking.cash" in refused.rule
    assert world.balance(wallet) == 100_000


def test_a_wallet_has_three_open_codes_also_within_one_group(world: World) -> None:
    icbc = world.bank()
    wallet = world.person(icbc, "II")
    asked = [IssueCashCode(wallet, "in", 100)] * 4
    outcomes = [getattr(each, "code", "issued") for each in world.group(*asked)]
    assert outcomes == ["issued"] * 3 + ["cash_codes_exceeded"]
    assert world.refuse(asked[0]) == "cash_codes_exceeded"
    (first,) = world.query("SELECT MIN(id) FROM cash_codes")[0]
    assert [getattr(each, "code", "done") for each in world.group(CancelCashCode(first), asked[0], asked[0])] == [
        "done", "done", "cash_codes_exceeded",
    ]  # fmt: skip
    world.wait(900 * SECOND_US)
    world.do(asked[0])


def test_the_wallets_own_rules_decide_at_the_counter(world: World) -> None:
    icbc = world.bank()
    wallet = world.rich(icbc, "IV", 900_000)
    too_much = redemption(world, issue(world, wallet, "in", 100_001), icbc)
    assert world.refuse(too_much) == "limit_balance_exceeded"
    assert world.refuse(redemption(world, issue(world, wallet, "out", 900_001), icbc)) == "insufficient_funds"
    drawn = redemption(world, issue(world, wallet, "out", 100), icbc)
    world.do(FreezeWallet(wallet, "out", "order"))
    assert world.refuse(drawn) == "wallet_frozen"
    empty = world.person(icbc)
    number = issue(world, empty, "in", 100)
    world.do(CloseWallet(empty))
    assert world.refuse(redemption(world, number, icbc)) == "wallet_closed"
    assert world.refuse(IssueCashCode(empty, "in", 1)) == "wallet_closed"
    assert world.refuse(IssueCashCode(wallet, "up", 1)) == "request_malformed"  # type: ignore[arg-type]
    assert world.refuse(IssueCashCode(wallet, "in", 0)) == "amount_invalid"


def test_another_bank_s_counter_reads_only_that_a_wallet_cannot(world: World) -> None:
    """Its holder reads why cash could not be paid in; the clerk is a stranger to the wallet."""
    icbc, boc = world.bank(), world.bank("boc")
    world.fund(world.person(boc, "II"), 500_000)
    wallet = world.rich(icbc, "IV", 900_000)
    too_much, too_little = (
        redemption(world, issue(world, wallet, *of), boc) for of in (("in", 100_001), ("out", 900_001))
    )
    drawn = redemption(world, issue(world, wallet, "out", 100), boc)
    assert world.refusal(too_much) == Refusal("payee_cannot_receive")
    assert world.refusal(too_little) == Refusal("payer_cannot_pay")
    world.do(FreezeWallet(wallet, "all", "order"))
    assert world.refusal(too_much) == Refusal("payee_cannot_receive")
    assert world.refusal(drawn) == Refusal("payer_cannot_pay")
    refused = world.query("SELECT payer, payee, refusals, reason FROM refused_payees")
    assert refused == [(boc, wallet, 2, "wallet_frozen")]
    empty = world.person(icbc)
    number = issue(world, empty, "in", 100)
    world.do(CloseWallet(empty))
    assert world.refusal(redemption(world, number, boc)) == Refusal("payee_cannot_receive")


def test_a_counter_without_cash_gives_none_and_a_nonbank_has_no_counter(world: World) -> None:
    icbc = world.bank()
    wallet = world.rich(icbc, "II", 100_000)
    world.tamper("UPDATE accounts SET posted = posted WHERE id = ?", (icbc,))
    payco = world.nonbank()
    number = issue(world, wallet, "out", 100)
    assert world.refuse(redemption(world, number, payco)) == "regime_forbids"
    boc = world.bank("boc")
    assert world.refuse(redemption(world, number, boc)) == "operator_illiquid"
    world.do(redemption(world, number, icbc))


def test_fifty_thousand_yuan_of_cash_in_a_day_is_reportable_once(world: World) -> None:
    icbc = world.bank()
    wallet = world.person(icbc, "I")

    def pay_in(amount: int) -> None:
        world.do(redemption(world, issue(world, wallet, "in", amount), icbc))

    world.clock.advance_to(china_midnight(date(2022, 5, 17)) - 2)
    pay_in(4_999_999)
    assert reports(world) == []
    world.do(redemption(world, issue(world, wallet, "out", 4_999_999), icbc))
    assert reports(world) == []
    world.wait(1)
    pay_in(1)
    assert len(reports(world)) == 1
    pay_in(100)
    assert len(reports(world)) == 1
    world.wait(1)
    pay_in(4_999_999)
    assert len(reports(world)) == 1
    pay_in(1)
    assert len(reports(world)) == 2


def test_cash_at_a_counter_whose_clock_is_behind_counts_in_the_newest_day(world: World) -> None:
    icbc = world.bank()
    wallet, midnight = world.person(icbc, "I"), china_midnight(date(2022, 5, 17))
    world.clock.advance_to(midnight - 60 * SECOND_US)
    first, second = (redemption(world, issue(world, wallet, "in", 100), icbc) for _ in range(2))
    world.do(first, at=midnight)
    world.do(second, at=midnight - 1)
    days = {row[0] for row in world.query("SELECT day FROM cash_codes UNION SELECT day FROM cash_moves")}
    assert days == {china_day(midnight)}


def test_cash_over_the_counter_without_a_code_is_counted_with_that_by_code(world: World) -> None:
    boc = world.bank("boc")
    wallet = world.person(boc, "I")
    holder = world.wallet(wallet).holder
    world.do(redemption(world, issue(world, wallet, "in", 2_000_000), boc))
    account = world.do(OpenBankAccount(boc, "6222000000000033", holder, 2_000_000)).bank_account
    assert reports(world) == []
    world.do(DepositCash(account, 1_000_000))
    assert reports(world) == [(boc, 5_000_000, "in")]
    world.do(WithdrawCash(account, 2_999_999))
    world.do(redemption(world, issue(world, wallet, "out", 2_000_000), boc))
    assert len(reports(world)) == 1
    world.do(WithdrawCash(account, 1))
    assert reports(world)[1:] == [(boc, 5_000_000, "out")]
    nobodys = world.do(OpenBankAccount(boc, "6222000000000034", HolderNo(0), 4_999_999)).bank_account
    assert world.refuse(WithdrawCash(nobodys, 5_000_000)) == "insufficient_funds"
    assert len(reports(world)) == 2
    world.do(DepositCash(nobodys, 1))
    assert reports(world)[2:] == [(boc, 5_000_000, "in")]


def test_a_bank_reports_its_own_cash_and_learns_nothing_of_another_bank_s(world: World) -> None:
    """The attack: a clerk opens an account for another bank's customer and pays in phantom cash until it is told."""
    icbc, boc = world.bank(), world.bank("boc")
    wallet = world.person(icbc, "I")
    world.do(redemption(world, issue(world, wallet, "in", 4_123_456), icbc))
    account = world.do(OpenBankAccount(boc, "6222000000000035", world.wallet(wallet).holder, 4_999_999)).bank_account
    assert reports(world) == []
    world.do(redemption(world, issue(world, wallet, "in", 876_544), icbc))
    world.do(DepositCash(account, 1))
    assert reports(world) == [(icbc, 5_000_000, "in"), (boc, 5_000_000, "in")]
    # Cash at another bank's counter is that bank's, whoever's the wallet is.
    world.do(redemption(world, issue(world, wallet, "out", 5_000_000), boc))
    assert reports(world)[2:] == [(boc, 5_000_000, "out")]


def test_cash_of_one_group_is_added_up(world: World) -> None:
    boc = world.bank("boc")
    account = world.do(OpenBankAccount(boc, "6222000000000036", HolderNo(0), 4_000_000)).bank_account
    world.group(*[DepositCash(account, 400_000)] * 4, WithdrawCash(account, 5_100_000))
    assert reports(world) == [(boc, 5_200_000, "in"), (boc, 5_100_000, "out")]


@pytest.mark.slow
def test_a_day_of_cash_reported_once_by_many_counters(world: World) -> None:
    """Several accounts of one holder, each at its first cash of the day: no row to lock is there yet."""
    icbc = world.bank()
    holder = world.wallet(world.person(icbc, "I")).holder
    accounts = [world.do(OpenBankAccount(icbc, f"622200000000{n:04d}", holder)).bank_account for n in range(12)]
    race = Race(world)
    try:
        assert race.count([DepositCash(account, 1_000_000) for account in accounts]) == {"Moved": 12}
    finally:
        race.close()
    assert world.query("SELECT SUM(amount_minor) FROM cash_moves WHERE owner = ?", (holder,)) == [(12_000_000,)]
    assert reports(world) == [(icbc, 5_000_000, "in")]


@pytest.mark.slow
def test_a_code_presented_at_many_counters_pays_once(world: World) -> None:
    icbc, boc = world.bank(), world.bank("boc")
    world.fund(world.person(boc, "II"), 500_000)
    wallet = world.rich(icbc, "II", 100_000)
    number = issue(world, wallet, "out", 10_000)
    race = Race(world)
    try:
        outcomes = race.run([redemption(world, number, operator) for operator in (icbc, boc)] * 12)
    finally:
        race.close()
    told = Counter(getattr(each, "code", type(each).__name__) for each in outcomes)
    assert told == {"CashMoved": 1, "cash_code_closed": 23}
    assert world.balance(wallet) == 90_000


@pytest.mark.slow
def test_codes_guessed_at_many_counters_run_out(world: World) -> None:
    icbc = world.bank()
    right = redemption(world, issue(world, world.rich(icbc, "II", 100_000), "out", 100), icbc)
    race = Race(world)
    try:
        told = race.count([wrong(right, number + 1) for number in range(24)])
    finally:
        race.close()
    assert told == {"one_time_code_wrong": 3, "one_time_code_spent": 21}


@pytest.mark.parametrize(
    ("sql", "back", "invariant"),
    [
        (
            "UPDATE cash_codes SET amount_minor = 9 WHERE state = 1",
            "UPDATE cash_codes SET amount_minor = 100 WHERE state = 1",
            "banking_posted",
        ),
        (
            "UPDATE cash_moves SET operator = operator + 1",
            "UPDATE cash_moves SET operator = operator - 1",
            "cash_adds_up",
        ),
        ("UPDATE cash_moves SET owner = -owner", "UPDATE cash_moves SET owner = -owner", "cash_adds_up"),
        (
            "UPDATE cash_moves SET amount_minor = amount_minor + 1, day = day - 9",
            "UPDATE cash_moves SET amount_minor = amount_minor - 1, day = day + 9",
            "cash_adds_up",
        ),
        ("UPDATE cash_moves SET journal = -journal", "UPDATE cash_moves SET journal = -journal", "cash_adds_up"),
        (
            "UPDATE remittances SET amount_minor = amount_minor + 1",
            "UPDATE remittances SET amount_minor = amount_minor - 1",
            "banking_posted",
        ),
    ],
)
def test_the_audit_finds_what_was_tampered_with(world: World, sql: str, back: str, invariant: str) -> None:
    icbc = world.bank()
    wallet, other = world.person(icbc, "II"), world.person(icbc, "II")
    world.do(redemption(world, issue(world, wallet, "in", 100), icbc))
    world.do(Remit(world.deposit(other, 500), wallet, 100))
    world.tamper(sql)
    assert invariant in {finding.invariant for finding in world.audit().findings}
    world.tamper(back)


# ------------------------------------------------------------------------------------------------ remittances
def test_a_bank_remits_into_somebody_elses_wallet(open_world: Any) -> None:
    world = open_world()
    icbc, boc = world.bank(), world.bank("boc")
    sender, payee = world.person(icbc, "II"), world.person(boc)
    source = world.deposit(sender, 100_000)
    sent = world.do(Remit(source, payee, 60_000, "rent"))
    assert (world.balance(payee), world.account(source).posted) == (60_000, 40_000)
    row = world.query("SELECT id, wallet, amount_minor, reference FROM remittances")
    assert row == [(sent.journal, payee, 60_000, "rent")]
    assert world.refuse(Remit(source, sender, 1)) == "remittance_to_self"
    assert world.refuse(Remit(source, payee, 40_001)) == "insufficient_funds"
    nobodys = world.do(OpenBankAccount(icbc, "6222000000000009", HolderNo(0), 1_000_000)).bank_account
    assert world.refuse(Remit(nobodys, payee, 940_001)) == "payee_cannot_receive"
    world.do(Remit(nobodys, payee, 940_000))
    world.do(FreezeWallet(payee, "all", "order"))
    assert world.refuse(Remit(nobodys, payee, 1)) == "payee_cannot_receive"


def test_remittances_that_are_refused(world: World) -> None:
    icbc = world.bank()
    sender, payee = world.person(icbc, "II"), world.person(icbc)
    source = world.deposit(sender, 100_000)
    assert world.refuse(Remit(source, payee, 0)) == "amount_invalid"
    assert world.refuse(Remit(source, payee, 1, " x")) == "reference_invalid"
    assert world.refuse(Remit(BankAccountNo(16), payee, 1)) == "bank_account_not_found"
    assert world.refusal(Remit(source, WalletNo(16), 1)) == Refusal("payee_cannot_receive")


def test_a_wallet_of_hong_kong_gets_no_remittance(open_world: Any) -> None:
    world = open_world("2024-06-01T12:00:00+08:00")
    boc = world.bank("boc")
    guest, sender = world.person(boc, prefix="+852"), world.person(boc, "II")
    assert world.refusal(Remit(world.deposit(sender, 1_000), guest, 1)) == Refusal("payee_cannot_receive")


def test_one_key_remits_once(world: World) -> None:
    """PayPal SDKs #379: a payout that is tried again pays once."""
    icbc = world.bank()
    sender, payee = world.person(icbc, "II"), world.person(icbc)
    source = world.deposit(sender, 100_000)
    first, again = (world.result(Remit(source, payee, 100), key="r") for _ in range(2))
    assert (again.replayed, again.outcome) == (True, first.outcome)
    assert world.balance(payee) == 100
    world.wait(DAY_US)
    assert world.result(Remit(source, payee, 100), key="r").replayed
