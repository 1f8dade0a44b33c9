"""Interest through changes of regime: what deposit money earned is paid when a wallet leaves it, and never twice."""

import random
from datetime import date, timedelta
from typing import Any

import pytest

from jiaozi.clock import format_time
from jiaozi.errors import Refusal
from jiaozi.interest.closing import CloseOut
from jiaozi.interest.runs import PrepareInterest
from jiaozi.kinds import InstitutionNo
from jiaozi.scheme.banks import DepositCash
from jiaozi.scheme.model import Regime
from jiaozi.subwallets.model import AllotToSub, OpenSubWallet
from jiaozi.wallets.changes import ChangeClass
from jiaozi.wallets.exchange import Load, Unload
from jiaozi.wallets.opening import OpenWallet
from jiaozi.wallets.regimes import ChangeRegime, MoveWallets
from tests.features.conftest import OpenWorld
from tests.features.world import YUAN, World
from tests.interest.bank import MARCH_21, advance, pay, prepare, row, settle
from tests.worlds.people import resident_id

AMOUNT = 10_000 * YUAN


def regime(world: World, operator: InstitutionNo, to: Regime) -> Any:
    """Puts an operator under another regime, which no rule in force does, and moves its wallets."""
    connection = world.platform.engine.connect()
    connection.begin()
    connection.execute("UPDATE institutions SET regime = ? WHERE id = ?", (int(to), operator))
    connection.commit()
    connection.close()
    return world.do(MoveWallets(operator))


def settle_all(world: World, operator: InstitutionNo) -> int:
    """What an operator pays in all quarters that are due: one may have ended while it had no deposit money."""
    paid = settle(world, operator).paid_minor
    while not isinstance(world.outcome(PrepareInterest(operator)), Refusal):
        (number,) = world.query("SELECT id FROM interest_runs WHERE state <> 4")[0]
        advance(world, number)
        pay(world, number)
        paid += row(world, number).paid_minor
    return paid


def minor(fen_days: int) -> int:
    """The interest of fen-days at 0.05 %, half up."""
    return (2 * fen_days * 500 + 360_000_000) // 720_000_000


def test_a_wallet_that_leaves_deposit_money_takes_its_interest_along(world_2026: World) -> None:
    world = world_2026
    icbc = world.bank()
    saver, visitor = world.person(icbc, "III"), world.person(icbc, "IV")
    for each in (saver, visitor):
        world.fund(each, AMOUNT)
    world.until("2026-02-10T12:00:00+08:00")
    moved = regime(world, icbc, Regime.M0_CASH)
    assert (moved.wallets, moved.interest_minor, moved.amount_minor) == (2, minor(40 * AMOUNT), 2 * AMOUNT + 56)
    assert (world.balance(saver), world.balance(visitor)) == (AMOUNT + 56, AMOUNT)
    assert world.refuse(PrepareInterest(icbc)) == "regime_forbids"
    world.until("2026-03-01T12:00:00+08:00")
    assert regime(world, icbc, Regime.DEPOSIT_MONEY).interest_minor == 0
    world.until(MARCH_21)
    assert settle(world, icbc).paid_minor == minor(20 * (AMOUNT + 56))  # the days under M0 earned nothing


def test_a_wallet_closed_in_the_group_that_moved_it_earned_nothing_before(open_world: OpenWorld) -> None:
    """Its cash of years ago has no days of deposit money behind it."""
    world = open_world("2024-06-01T12:00:00+08:00")
    icbc = world.bank()
    saver = world.person(icbc, "III")
    bank_account = world.fund(saver, 10_000 * YUAN)
    world.until("2026-03-01T12:00:00+08:00")
    world.do(ChangeRegime(icbc))
    moved, closed = world.group(MoveWallets(icbc), CloseOut(saver, bank_account))
    assert (moved.wallets, closed.amount_minor, closed.interest_minor) == (1, 10_000 * YUAN, 0)


def test_a_run_leaves_to_wallets_that_moved_what_they_took_along(world_2026: World) -> None:
    """Between preparation and release the operator changes its regime, and back; then the next quarter is settled."""
    world = world_2026
    icbc = world.bank()
    saver = world.person(icbc, "III")
    world.fund(saver, AMOUNT)
    world.until("2026-03-25T12:00:00+08:00")
    run = prepare(world, icbc)
    moved = regime(world, icbc, Regime.M0_CASH)
    assert moved.interest_minor == minor(83 * AMOUNT)
    pay(world, run)
    found = row(world, run)
    assert (found.due_minor, found.paid_minor, found.closed_minor) == (minor(79 * AMOUNT), 0, minor(79 * AMOUNT))
    world.until("2026-04-01T12:00:00+08:00")
    regime(world, icbc, Regime.DEPOSIT_MONEY)
    world.until("2026-06-21T00:00:00+08:00")
    assert settle(world, icbc).paid_minor == minor(81 * (AMOUNT + moved.interest_minor))


def test_moved_on_the_day_a_quarter_is_settled_it_is_reckoned_once(world_2026: World) -> None:
    world = world_2026
    icbc = world.bank()
    saver, poor = world.person(icbc, "III"), world.person(icbc, "III")
    world.fund(saver, AMOUNT)
    world.fund(poor, 1)
    world.until(MARCH_21)
    assert regime(world, icbc, Regime.M0_CASH).interest_minor == 110
    assert regime(world, icbc, Regime.DEPOSIT_MONEY).interest_minor == 0
    run = settle(world, icbc)
    assert (run.due_minor, run.paid_minor, run.closed_minor) == (110, 0, 110)
    world.until("2026-06-21T00:00:00+08:00")
    assert settle(world, icbc).paid_minor == minor(92 * (AMOUNT + 110))


def test_a_class_changed_before_the_wallet_left_and_came_back_counts_for_its_own_days(world_2026: World) -> None:
    world = world_2026
    icbc = world.bank()
    wallet, amount = world.person(icbc, "IV"), AMOUNT - 10 * YUAN
    world.fund(wallet, amount)
    world.until("2026-01-11T12:00:00+08:00")
    world.do(ChangeClass(wallet, "III", "张三", resident_id(7)))
    world.until("2026-01-21T12:00:00+08:00")
    assert regime(world, icbc, Regime.M0_CASH).interest_minor == minor(10 * amount)
    world.until("2026-02-01T12:00:00+08:00")
    regime(world, icbc, Regime.DEPOSIT_MONEY)
    world.until("2026-02-11T12:00:00+08:00")
    world.do(ChangeClass(wallet, "IV"))
    world.until(MARCH_21)
    assert settle(world, icbc).paid_minor == minor(10 * (amount + 14))


@pytest.mark.parametrize("day", ["2026-03-20", "2026-03-21"])
def test_a_class_that_changes_about_the_settlement_day_counts_by_the_days_it_was(world_2026: World, day: str) -> None:
    """A day has the class it ends with: from the 20th on the last day earns nothing, from the 21st on none of these."""
    world = world_2026
    icbc = world.bank()
    wallet = world.person(icbc, "III")
    world.fund(wallet, AMOUNT)
    world.until(f"{day}T12:00:00+08:00")
    world.do(ChangeClass(wallet, "IV"))
    world.until("2026-03-21T13:00:00+08:00")
    assert settle(world, icbc).paid_minor == minor((78 if day == "2026-03-20" else 79) * AMOUNT)
    world.until("2026-06-21T00:00:00+08:00")
    assert settle(world, icbc).paid_minor == 0


def test_a_stores_wallet_leaves_with_its_own_interest(world_2026: World) -> None:
    world = world_2026
    icbc = world.bank()
    parent = world.company(icbc)
    store = world.do(OpenSubWallet(parent, "store")).sub_wallet
    world.fund(parent, AMOUNT)
    world.do(AllotToSub(store, AMOUNT))
    world.until("2026-01-31T12:00:00+08:00")
    assert regime(world, icbc, Regime.M0_CASH).interest_minor == minor(30 * AMOUNT)
    assert world.balance(store) == AMOUNT + minor(30 * AMOUNT)


@pytest.mark.only_engine("sqlite")  # decisions alone: the statements behind them are run on both engines above
@pytest.mark.parametrize("seed", range(4))
def test_through_any_changes_of_regime_nothing_that_was_earned_is_lost_or_paid_twice(
    world_2026: World, seed: int
) -> None:
    """Against a model that adds up day by day, and rounds at the end of each stay and each quarter."""
    world, chance = world_2026, random.Random(seed)
    icbc = world.bank()
    opened = world.do(
        OpenWallet(icbc, "personal", "I", "15900000001", "张三", resident_id(3), "6222021234567890", True)
    )
    wallet = opened.wallet
    bank_account = world.fund(wallet, 50 * AMOUNT)
    world.do(DepositCash(bank_account, 50 * AMOUNT))
    today, now = date(2026, 1, 1), Regime.DEPOSIT_MONEY
    balance, fen_days, paid = world.balance(wallet), 0, 0
    while today < date(2026, 9, 30):
        step = chance.randint(1, 12)
        for _ in range(step):
            fen_days += balance if now == Regime.DEPOSIT_MONEY else 0
            today += timedelta(days=1)
            quarter = (today.month, today.day) in ((3, 21), (6, 21), (9, 21))
            if quarter and now == Regime.DEPOSIT_MONEY:
                world.until(f"{today}T12:00:00+08:00")
                assert settle_all(world, icbc) == minor(fen_days), format_time(world.clock.now())
                paid, balance, fen_days = paid + minor(fen_days), balance + minor(fen_days), 0
        world.until(f"{today}T13:00:00+08:00")
        act = chance.choice((Load, Unload, "move"))
        if act == "move":
            now = Regime.M0_CASH if now == Regime.DEPOSIT_MONEY else Regime.DEPOSIT_MONEY
            moved = regime(world, icbc, now)
            assert moved.interest_minor == (minor(fen_days) if now == Regime.M0_CASH else 0)
            paid, balance = paid + moved.interest_minor, balance + moved.interest_minor
            fen_days = 0
        else:
            amount = chance.randint(1, AMOUNT)
            done = world.outcome(act(wallet, bank_account, amount))  # type: ignore[operator]
            if isinstance(done, Refusal):
                assert done.code == "operator_illiquid"  # its vault is empty
                continue
            balance += amount if act is Load else -amount
        assert world.balance(wallet) == balance
    assert paid == world.query("SELECT COALESCE(SUM(interest_minor), 0) FROM interest_items")[0][0]
    assert world.audit().findings == ()
