"""Limits of every class, exact to the fen; who may lower them; and China's days, years and leap days."""

from itertools import pairwise

import pytest

from jiaozi import rulebook
from jiaozi.clock import china_date, parse_time
from jiaozi.errors import Refusal
from jiaozi.kinds import InstitutionNo, PaymentNo, WalletNo
from jiaozi.payments.holds import CaptureHold, PlaceHold, ReleaseHold
from jiaozi.payments.pay import Paid, Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.wallets.changes import SetOperatorLimit, SetOwnLimits
from jiaozi.wallets.exchange import Load, Unload
from jiaozi.wallets.model import WalletClass
from jiaozi.wallets.opening import OpenWallet
from tests.features.conftest import OpenWorld
from tests.features.world import MAY_2022, YUAN, World

HOUR_US = 3_600_000_000
SCHEME = {
    # class: balance, single, daily, yearly in fen; None for no ceiling (data/limits.toml)
    "I": (None, None, None, None),
    "II": (50_000_000, 5_000_000, 10_000_000, None),
    "III": (2_000_000, 500_000, 1_000_000, None),
    "IV": (1_000_000, 200_000, 500_000, 5_000_000),
}


def test_the_rule_book_says_what_these_tests_expect() -> None:
    day = china_date(parse_time(MAY_2022))
    for name, expected in SCHEME.items():
        assert rulebook.limits(day, name, "personal", "icbc")[:4] == expected


@pytest.mark.parametrize("name", ["II", "III", "IV"])
def test_the_balance_limit_holds_to_the_fen(world: World, name: WalletClass) -> None:
    ceiling = SCHEME[name][0]
    assert ceiling is not None
    icbc = world.bank()
    wallet, giver = world.person(icbc, name), world.rich(icbc, "I", 10_000)
    source = world.deposit(wallet, ceiling + 1)
    refusal = world.refusal(Load(wallet, source, ceiling + 1))
    assert (refusal.code, refusal.rule.split(" ")[0]) == ("limit_balance_exceeded", f"limits.scheme.{name}.balance")
    world.do(Load(wallet, source, ceiling - 1))
    assert world.refuse(Pay(giver, 2, "person", payee=wallet)) == "payee_cannot_receive"
    world.do(Pay(giver, 1, "person", payee=wallet))
    assert world.balance(wallet) == ceiling
    assert world.refusal(Pay(giver, 1, "person", payee=wallet)) == Refusal("payee_cannot_receive")


@pytest.mark.parametrize("name", ["II", "III", "IV"])
def test_the_single_and_daily_limits_hold_to_the_fen(world: World, name: WalletClass) -> None:
    _, single, daily, _ = SCHEME[name]
    assert single is not None
    assert daily is not None
    icbc = world.bank()
    payer, store = world.rich(icbc, name, daily + single), world.shop(icbc)
    refusal = world.refusal(Pay(payer, single + 1, store=store))
    assert (refusal.code, refusal.rule.split(" ")[0]) == ("limit_single_exceeded", f"limits.scheme.{name}.single")
    full, rest = divmod(daily - 1, single)
    for amount in (*[single] * full, rest):
        world.pay(payer, amount, store)
    refusal = world.refusal(Pay(payer, 2, store=store))
    assert (refusal.code, refusal.rule.split(" ")[0]) == ("limit_daily_exceeded", f"limits.scheme.{name}.daily")
    world.pay(payer, 1, store)
    assert world.refuse(Pay(payer, 1, store=store)) == "limit_daily_exceeded"
    assert world.usage(payer).used_today_minor == daily


def test_the_yearly_limit_holds_to_the_fen_and_ends_with_the_year(open_world: OpenWorld) -> None:
    world = open_world("2022-01-01T00:00:00+08:00")
    icbc = world.bank()
    payer, store = world.person(icbc), world.shop(icbc)
    source = world.deposit(payer, 60_000 * YUAN)
    for day in range(1, 11):
        world.until(f"2022-01-{day:02d}T12:00:00+08:00")
        world.do(Load(payer, source, 5_000 * YUAN))
        for amount in (2_000, 2_000, 999 if day == 10 else 1_000):
            world.pay(payer, amount * YUAN, store)
    world.until("2022-12-31T23:59:59.999999+08:00")
    world.do(Load(payer, source, 5_000 * YUAN))
    refusal = world.refusal(Pay(payer, 1 * YUAN + 1, store=store))
    assert (refusal.code, refusal.rule.split(" ")[0]) == ("limit_yearly_exceeded", "limits.scheme.IV.yearly")
    world.pay(payer, 1 * YUAN, store)
    assert world.refuse(Pay(payer, 1, store=store)) == "limit_yearly_exceeded"
    world.until("2023-01-01T00:00:00+08:00")
    world.pay(payer, 2_000 * YUAN, store)
    usage = world.usage(payer)
    assert (usage.year, usage.used_today_minor, usage.used_year_minor) == (2023, 200_000, 200_000)


def test_class_one_has_no_ceiling(world: World) -> None:
    icbc = world.bank(issue=10**12, reserves=10**13)
    payer, store = world.rich(icbc, "I", 10**12), world.shop(icbc)
    world.pay(payer, 10**12 - 1, store)


def test_a_limit_that_refused_counts_nothing(world: World) -> None:
    icbc = world.bank()
    payer, store = world.rich(icbc), world.shop(icbc)
    for amount in (200_001, 500_001):
        world.refuse(Pay(payer, amount, store=store))
    assert (world.usage(payer).used_today_minor, world.usage(payer).used_year_minor) == (0, 0)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2022-05-15T23:59:59.999999+08:00", "2022-05-16T00:00:00+08:00"),
        ("2022-05-15T15:59:59.999999+00:00", "2022-05-15T16:00:00+00:00"),  # the same midnight
        ("2024-02-28T23:59:59.999999+08:00", "2024-02-29T00:00:00+08:00"),
        ("2024-02-29T23:59:59.999999+08:00", "2024-03-01T00:00:00+08:00"),
        ("2023-12-31T23:59:59.999999+08:00", "2024-01-01T00:00:00+08:00"),
    ],
)
def test_the_day_begins_at_midnight_in_china(open_world: OpenWorld, before: str, after: str) -> None:
    world = open_world(before)
    icbc = world.bank()
    payer, store = world.rich(icbc, amount=10_000 * YUAN), world.shop(icbc)
    for amount in (200_000, 200_000, 100_000):
        world.pay(payer, amount, store)
    assert world.refuse(Pay(payer, 1, store=store)) == "limit_daily_exceeded"
    world.until(after)
    world.pay(payer, 1, store)
    usage = world.usage(payer)
    new_year = after.startswith("2024-01-01")
    assert (usage.used_today_minor, usage.used_year_minor) == (1, 1 if new_year else 500_001)


def test_a_clock_that_is_behind_at_midnight_gives_no_second_day(world: World) -> None:
    """Two processes whose clocks differ: each new day one of them sees used to empty the other's count."""
    icbc = world.bank()
    payer, store = world.rich(icbc, amount=10_000 * YUAN), world.shop(icbc)
    midnight = parse_time("2022-05-16T00:00:00+08:00")
    late, early = midnight + 1, midnight - 1
    world.until("2022-05-15T23:00:00+08:00")
    outcomes = [
        world.outcome(Pay(payer, 200_000, store=store), at=at) for at in (early, late, early, late, early, late, early)
    ]
    paid = [outcome for outcome in outcomes if isinstance(outcome, Paid)]
    assert len(paid) <= 1 + 2  # one in the old day, then what the new day allows
    assert all(first.paid_at <= second.paid_at for first, second in pairwise(paid))


def test_an_operator_may_set_lower_limits_only(world: World) -> None:
    icbc, boc = world.bank(), world.bank("boc")
    payer, other, store = world.rich(icbc), world.rich(boc), world.shop(icbc)
    refusal = world.refusal(SetOperatorLimit(icbc, "personal", "IV", "single", 200_001))
    assert (refusal.code, refusal.rule.split(" ")[0]) == ("limit_not_lower", "limits.scheme.IV.single")
    world.do(SetOperatorLimit(icbc, "personal", "IV", "single", 500))
    refusal = world.refusal(Pay(payer, 501, store=store))
    assert (refusal.code, refusal.detail) == ("limit_single_exceeded", "5.01 yuan asked, at most 5.00 yuan at once")
    assert refusal.rule == "a lower limit that the operator set"
    world.pay(payer, 500, store)
    world.pay(other, 501, store)
    world.do(SetOperatorLimit(icbc, "personal", "IV", "single", 600))  # and up again, below the scheme's
    world.pay(payer, 600, store)
    world.do(SetOperatorLimit(icbc, "personal", "I", "daily", 10**9))  # where the scheme has none
    assert world.refuse(SetOperatorLimit(icbc, "personal", "IV", "weekly", 1)) == "request_malformed"  # type: ignore[arg-type]
    assert world.refuse(SetOperatorLimit(icbc, "corporate", "IV", "single", 1)) == "class_not_available"
    assert world.refuse(SetOperatorLimit(InstitutionNo(256), "personal", "IV", "single", 1)) == "institution_not_found"
    for bad in (-1, None, True, "1", 1.0, 10**15 + 1):
        assert world.refuse(SetOperatorLimit(icbc, "personal", "IV", "single", bad)) == "amount_invalid"  # type: ignore[arg-type]


def test_an_operators_limit_of_its_time_counts_too(open_world: OpenWorld) -> None:
    """China Construction Bank's table of August 2020 (rules `limits.ccb.*`)."""
    world = open_world("2020-09-01T09:00:00+08:00")
    ccb = world.bank("ccb")
    payer, store = world.rich(ccb, "IV", 1_000 * YUAN), world.shop(ccb)
    refusal = world.refusal(Pay(payer, 50_001, store=store))
    assert (refusal.code, refusal.rule.split(" ")[0]) == ("limit_single_exceeded", "limits.ccb.IV.single")
    world.until("2021-07-16T00:00:00+08:00")
    world.pay(payer, 50_001, store)


def test_a_holder_may_set_lower_limits_only_and_the_least_counts(world: World) -> None:
    icbc = world.bank()
    payer, store = world.rich(icbc), world.shop(icbc)
    for name, ceiling in zip(("balance", "single", "daily", "yearly"), SCHEME["IV"], strict=True):
        assert ceiling is not None
        refusal = world.refusal(SetOwnLimits(payer, **{f"{name}_minor": ceiling + 1}))
        assert (refusal.code, refusal.rule.split(" ")[0]) == ("limit_not_lower", f"limits.scheme.IV.{name}")
        world.do(SetOwnLimits(payer, **{f"{name}_minor": ceiling}))
    world.do(SetOperatorLimit(icbc, "personal", "IV", "single", 1_000))
    assert world.refuse(SetOwnLimits(payer, single_minor=1_001)) == "limit_not_lower"
    world.do(SetOwnLimits(payer, single_minor=100, daily_minor=150, yearly_minor=180))
    assert world.refuse(Pay(payer, 101, store=store)) == "limit_single_exceeded"
    world.pay(payer, 100, store)
    assert world.refuse(Pay(payer, 51, store=store)) == "limit_daily_exceeded"
    world.pay(payer, 50, store)
    world.wait(24 * HOUR_US)
    assert world.refuse(Pay(payer, 31, store=store)) == "limit_yearly_exceeded"
    world.do(SetOperatorLimit(icbc, "personal", "IV", "single", 20))  # lower than the holder's
    assert world.refuse(Pay(payer, 21, store=store)) == "limit_single_exceeded"
    world.do(SetOwnLimits(payer))
    world.pay(payer, 20, store)
    for bad in (-1, True, "1", 1.0, 10**15 + 1):
        assert world.refuse(SetOwnLimits(payer, single_minor=bad)) == "amount_invalid"  # type: ignore[arg-type]
    assert world.refuse(SetOwnLimits(WalletNo(payer + 16))) == "wallet_not_found"


def test_a_balance_limit_below_the_balance_still_lets_money_out(world: World) -> None:
    icbc = world.bank()
    payer, store, friend = world.rich(icbc, amount=5_000), world.shop(icbc), world.person(icbc)
    bank_account = world.deposit(payer, 100)
    payment = world.pay(payer, 1_000, store).payment
    world.do(SetOwnLimits(payer, balance_minor=100))
    assert world.refuse(Load(payer, bank_account, 1)) == "limit_balance_exceeded"
    world.pay(payer, 100, store)
    world.do(Pay(payer, 100, "person", payee=friend))
    world.do(Unload(payer, bank_account, 100))
    world.do(RefundPayment(payment, 1_000))  # a refund passes the limit
    assert world.balance(payer) == 4_700
    assert world.refuse(Pay(friend, 1, "person", payee=payer)) == "payee_cannot_receive"


def test_a_refund_gives_no_limit_back_and_needs_none(world: World) -> None:
    icbc = world.bank()
    payer, store = world.rich(icbc, amount=10_000 * YUAN), world.shop(icbc)
    payment = world.pay(payer, 200_000, store).payment
    world.fund(payer, 200_000)  # full again
    world.do(RefundPayment(payment, 200_000))
    assert world.balance(payer) == 10_000 * YUAN + 200_000
    assert world.usage(payer).used_today_minor == 200_000


def test_a_hold_counts_once_and_what_is_released_leaves_its_own_day_and_year(
    open_world: OpenWorld,
) -> None:
    world = open_world("2022-12-30T12:00:00+08:00")
    icbc = world.bank()
    payer, store = world.rich(icbc, amount=10_000 * YUAN), world.shop(icbc)

    def held(amount: int) -> PaymentNo:
        return PaymentNo(world.do(PlaceHold(payer, amount, world.clock.now() + 72 * HOUR_US, store=store)).payment)

    def used() -> tuple[int, int]:
        usage = world.usage(payer)
        return usage.used_today_minor, usage.used_year_minor

    first, second, third = held(100), held(200), held(300)
    assert used() == (600, 600)
    world.do(CaptureHold(first, 60))
    assert used() == (600, 600)  # counted when placed
    world.do(ReleaseHold(first))
    assert used() == (560, 560)  # the rest given back on its own day
    world.until("2022-12-31T12:00:00+08:00")
    world.pay(payer, 700, store)
    world.do(ReleaseHold(second))
    assert used() == (700, 1_060)  # its day is over, its year is not
    world.until("2023-01-01T00:00:00+08:00")
    world.pay(payer, 900, store)
    world.do(ReleaseHold(third))
    assert used() == (900, 900)  # both are over


def test_limits_bound_holds_as_they_bound_payments(world: World) -> None:
    icbc = world.bank()
    payer, store = world.rich(icbc, amount=10_000 * YUAN), world.shop(icbc)
    soon = world.clock.now() + HOUR_US
    assert world.refuse(PlaceHold(payer, 200_001, soon, store=store)) == "limit_single_exceeded"
    for amount in (200_000, 200_000):
        world.do(PlaceHold(payer, amount, soon, store=store))
    assert world.refuse(PlaceHold(payer, 100_001, soon, store=store)) == "limit_daily_exceeded"
    world.pay(payer, 100_000, store)
    assert world.refuse(PlaceHold(payer, 1, soon, store=store)) == "limit_daily_exceeded"


def test_limits_are_the_wallets_not_the_persons(world: World) -> None:
    icbc = world.bank()
    phone, name, number = "13800000001", "张三", "11010519491231002X"
    fourth = world.do(OpenWallet(icbc, "personal", "IV", phone, id_number=number))
    third = world.do(OpenWallet(icbc, "personal", "III", phone, name, number))
    assert fourth.holder == third.holder
    store = world.shop(icbc)
    for wallet in (fourth.wallet, third.wallet):
        world.fund(wallet, 500_000)
        world.pay(wallet, 200_000, store)
        assert world.usage(wallet).used_today_minor == 200_000
