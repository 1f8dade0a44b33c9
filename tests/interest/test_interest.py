"""Interest end to end: who earns, on which days, when it is paid, and what is left behind on closing."""

import pytest

from jiaozi.clock import parse_time
from jiaozi.interest.closing import CloseOut
from jiaozi.interest.model import RunState
from jiaozi.interest.runs import AdvanceInterest, PrepareInterest, ReleaseInterest
from jiaozi.kinds import BankAccountNo, InstitutionNo, InterestRunNo
from jiaozi.payments.pay import Pay
from jiaozi.scheme.model import Role, account
from jiaozi.wallets.changes import ChangeClass, CloseWallet
from jiaozi.wallets.exchange import Load, Unload
from jiaozi.wallets.freezing import FreezeWallet
from tests.features.world import YUAN, World
from tests.interest.bank import MARCH_21, advance, pay, prepare, row, settle
from tests.worlds.people import resident_id

AMOUNT = 10_000 * YUAN


def test_a_quarter_is_counted_from_the_day_of_loading_to_the_20th_and_credited_on_the_21st(world_2026: World) -> None:
    world = world_2026
    icbc = world.bank()
    saver, visitor = world.person(icbc, "III"), world.person(icbc, "IV")
    world.until("2026-01-01T09:00:00+08:00")
    world.fund(saver, AMOUNT)
    world.fund(visitor, AMOUNT)
    assert world.refusal(PrepareInterest(icbc)).code == "interest_not_due"
    world.until("2026-03-20T23:59:59.999999+08:00")
    refused = world.refusal(PrepareInterest(icbc))
    assert (refused.code, refused.detail) == ("interest_not_due", "2026-03-21")
    assert "interest.settlement" in refused.rule
    world.until(MARCH_21)
    run = settle(world, icbc)
    # 79 days, 1 January to 20 March: 1,000,000 fen x 79 x 0.0005 / 360 = 109.72
    assert (run.paid_wallets, run.paid_minor, run.due_minor, run.state) == (1, 110, 110, RunState.DONE)
    assert (world.balance(saver), world.balance(visitor)) == (AMOUNT + 110, AMOUNT)
    assert world.account(account(icbc, Role.INTEREST)).posted == 110


def test_only_the_balance_at_the_end_of_a_day_counts(world_2026: World) -> None:
    world = world_2026
    icbc = world.bank()
    saver = world.person(icbc, "I")
    bank_account = world.fund(saver, 100 * AMOUNT)
    world.until("2026-01-02T08:00:00+08:00")
    world.do(Unload(saver, bank_account, 99 * AMOUNT))
    world.do(Load(saver, bank_account, 50 * AMOUNT))
    world.do(Unload(saver, bank_account, 50 * AMOUNT))
    world.until("2026-01-12T23:59:59+08:00")
    world.do(Unload(saver, bank_account, AMOUNT))
    world.until("2026-04-01T00:00:00+08:00")
    # one night with 100, ten with 1: 110 x 1,000,000 fen-days
    assert settle(world, icbc).paid_minor == round(110 * AMOUNT * 0.0005 / 360)


def test_a_change_of_class_counts_only_the_days_that_earn(world_2026: World) -> None:
    world = world_2026
    icbc = world.bank()
    wallet = world.person(icbc, "IV")
    world.fund(wallet, AMOUNT)
    world.until("2026-01-11T12:00:00+08:00")
    up = ChangeClass(wallet, "III", "张三", resident_id(7))
    world.do(up)
    world.until("2026-01-21T12:00:00+08:00")
    world.do(ChangeClass(wallet, "IV"))
    world.do(ChangeClass(wallet, "III"))
    world.until("2026-01-31T12:00:00+08:00")
    world.do(ChangeClass(wallet, "IV"))
    world.until(MARCH_21)
    world.do(ChangeClass(wallet, "III"))  # after the quarter: nothing of it
    assert settle(world, icbc).paid_minor == round(20 * AMOUNT * 0.0005 / 360)
    world.until("2026-06-21T01:00:00+08:00")
    assert settle(world, icbc).paid_minor == round(92 * (AMOUNT + 28) * 0.0005 / 360)


def test_a_late_run_leaves_the_days_after_the_quarter_to_the_next(world_2026: World) -> None:
    """Fen-days up to a day are the same whenever they are looked at, whatever has moved since."""
    world = world_2026
    icbc, store = world.bank(), 0
    store = world.shop(icbc)
    saver = world.person(icbc, "I")
    world.fund(saver, 10 * AMOUNT)
    world.until("2026-03-25T12:00:00+08:00")
    for _ in range(40):  # past a checkpoint
        world.pay(saver, 1_000, store)
    world.until("2026-05-02T12:00:00+08:00")
    world.fund(saver, 5 * AMOUNT)
    for _ in range(40):
        world.pay(saver, 1_000, store)
    run = settle(world, icbc)
    assert run.paid_minor == round(79 * 10 * AMOUNT * 0.0005 / 360)
    world.until("2026-06-21T00:00:00+08:00")
    held = 10 * AMOUNT * 4 + (10 * AMOUNT - 40_000) * 38 + (15 * AMOUNT - 80_000 + run.paid_minor) * 50
    shop = 40_000 * 38 + 80_000 * 50
    assert settle(world, icbc).paid_minor == round(held * 0.0005 / 360) + round(shop * 0.0005 / 360)


def test_less_than_half_a_fen_lapses_with_its_quarter(world_2026: World) -> None:
    world = world_2026
    icbc = world.bank()
    world.fund(world.person(icbc, "III"), 4_500)  # 79 days: 0.494 fen; with the next quarter it would be a fen
    world.until("2026-06-21T00:00:00+08:00")
    assert settle(world, icbc).paid_minor == 0
    assert settle(world, icbc).paid_minor == 1  # 92 days: 0.575


def test_a_run_is_released_before_it_is_paid_and_only_once(world_2026: World) -> None:
    world = world_2026
    icbc = world.bank()
    world.fund(world.person(icbc, "III"), AMOUNT)
    world.until(MARCH_21)
    run = world.do(PrepareInterest(icbc)).run
    assert world.refuse(ReleaseInterest(run)) == "interest_run_not_ready"
    assert world.refuse(PrepareInterest(icbc)) == "interest_run_open"
    advance(world, run)
    assert world.refuse(AdvanceInterest(run)) == "interest_run_not_ready"
    assert (
        world.refuse(AdvanceInterest(InterestRunNo(16)))
        == world.refuse(ReleaseInterest(InterestRunNo(16)))
        == "interest_run_not_found"
    )
    pay(world, run)
    assert world.refuse(AdvanceInterest(run)) == world.refuse(ReleaseInterest(run)) == "interest_run_not_ready"
    assert world.refuse(PrepareInterest(icbc)) == "interest_not_due"
    assert world.refuse(PrepareInterest(InstitutionNo(4_096))) == "institution_not_found"


def test_two_steps_in_one_group_pay_once(world_2026: World) -> None:
    """fineract #5550: duplicate interest postings from a race."""
    world = world_2026
    icbc = world.bank()
    saver = world.person(icbc, "III")
    world.fund(saver, AMOUNT)
    world.until(MARCH_21)
    run = prepare(world, icbc)
    world.do(ReleaseInterest(run))
    outcomes = world.group(*[AdvanceInterest(run)] * 3)
    assert [outcome.interest_minor for outcome in outcomes if hasattr(outcome, "interest_minor")] == [110]
    assert world.balance(saver) == AMOUNT + 110


def test_closing_out_pays_up_to_the_day_before(world_2026: World) -> None:
    world = world_2026
    icbc = world.bank()
    saver = world.person(icbc, "III")
    bank_account = world.fund(saver, AMOUNT)
    world.until("2026-03-12T12:00:00+08:00")
    world.do(Unload(saver, bank_account, AMOUNT))
    assert world.refuse(CloseWallet(saver)) == "interest_unpaid"
    closed = world.do(CloseOut(saver, bank_account))
    assert (closed.amount_minor, closed.interest_minor) == (97, 97)  # 70 days
    assert world.account(bank_account).posted == AMOUNT + 97
    assert world.refuse(CloseOut(saver, bank_account)) == "wallet_closed"
    world.until(MARCH_21)
    assert settle(world, icbc).due_minor == 0


@pytest.mark.only_engine("sqlite")  # one code for both
def test_a_wallet_emptied_after_midnight_is_not_closed_without_its_last_day(
    world_2026: World,
) -> None:
    world = world_2026
    saver = world.person(world.bank(), "III")
    world.until("2026-02-01T12:00:00+08:00")
    bank_account = world.fund(saver, 10_000 * YUAN)
    world.until("2026-02-02T00:00:01+08:00")
    world.do(Unload(saver, bank_account, 10_000 * YUAN))
    late = parse_time("2026-02-01T23:59:59.999999+08:00")
    assert world.refuse(CloseWallet(saver), at=late) == "interest_unpaid"
    assert world.do(CloseOut(saver, bank_account), at=late).interest_minor == 1


def test_a_wallet_closed_between_preparation_and_payment_takes_its_interest_along(world_2026: World) -> None:
    world = world_2026
    icbc = world.bank()
    first, second, third = (world.person(icbc, "III") for _ in range(3))
    banks = [world.fund(wallet, AMOUNT) for wallet in (first, second, third)]
    world.until("2026-03-22T00:00:00+08:00")
    assert world.do(CloseOut(first, banks[0])).interest_minor == 111  # 80 days
    run = prepare(world, icbc)
    assert world.do(CloseOut(second, banks[1])).interest_minor == 111
    world.do(ReleaseInterest(run))
    outcomes = world.group(AdvanceInterest(run), CloseOut(third, banks[2]))
    assert [outcome.interest_minor for outcome in outcomes] == [110, 1]
    done = row(world, run)
    assert (done.due_minor, done.paid_minor, done.closed_minor, done.closed_wallets) == (330, 110, 220, 2)


def test_a_frozen_wallet_and_one_at_its_ceiling_are_paid(world_2026: World) -> None:
    """Interest is no payment: class ceilings and freezes do not stop it."""
    world = world_2026
    icbc = world.bank()
    full = world.person(icbc, "III")
    world.fund(full, 20_000 * YUAN)
    world.do(FreezeWallet(full, "all", "order"))
    world.until(MARCH_21)
    assert settle(world, icbc).paid_minor == 219
    assert world.balance(full) == 20_000 * YUAN + 219


def test_closing_out_needs_the_holders_own_account_and_an_unfrozen_wallet(world_2026: World) -> None:
    world = world_2026
    icbc = world.bank()
    saver, other = world.rich(icbc, "III"), world.person(icbc, "III")
    own, foreign = world.deposit(saver, 0), world.deposit(other, 0)
    assert world.refuse(CloseOut(saver, foreign)) == "bank_account_not_found"
    assert world.refuse(CloseOut(saver, BankAccountNo(16))) == "bank_account_not_found"
    world.do(FreezeWallet(saver, "out", "order"))
    assert world.refuse(CloseOut(saver, own)) == "wallet_frozen"


def test_a_refused_payment_counts_no_days(world_2026: World) -> None:
    world = world_2026
    icbc = world.bank()
    saver, store = world.rich(icbc, "III"), world.shop(icbc)
    world.until("2026-02-01T00:00:00+08:00")
    assert world.refuse(Pay(saver, 6_000 * YUAN, store=store)) == "limit_single_exceeded"
    assert world.group(Pay(saver, 4_999 * YUAN, store=store), Pay(saver, 10 * YUAN, store=store))[1].code
