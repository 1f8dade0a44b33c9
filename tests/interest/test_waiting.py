"""Wallets whose holds keep them from following their operator: they move by themselves and lose nothing by waiting."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest

from jiaozi.clock import HOUR_US, SimulatedClock, parse_time
from jiaozi.config import Settings
from jiaozi.errors import Refusal
from jiaozi.interest.closing import CloseOut
from jiaozi.payments.holds import CaptureHold, PlaceHold, ReleaseHold
from jiaozi.payments.pay import Pay
from jiaozi.platform import Platform
from jiaozi.scheme.banks import DepositCash
from jiaozi.scheme.model import Regime
from jiaozi.scheme.store import REGIMES_FILLED
from jiaozi.wallets.changes import ChangeClass, CloseWallet
from jiaozi.wallets.exchange import Load, Unload
from jiaozi.wallets.freezing import FreezeWallet
from jiaozi.wallets.regimes import ChangeRegime, MoveWallets
from jiaozi.worker.expiry import HOLDS, Expiry
from jiaozi.worker.moves import Moves
from tests.features.conftest import OpenWorld
from tests.features.world import NEW_YEAR_2026, YUAN, World
from tests.interest.bank import MARCH_21, settle
from tests.interest.test_regimes import minor
from tests.worlds.people import resident_id

AMOUNT = 10_000 * YUAN
DECEMBER = "2025-12-20T12:00:00+08:00"


class Story:
    """A bank, one of its wallets with a hold, and its change of regime at an instant."""

    def __init__(self, world: World, change_at: str, hold_at: str = DECEMBER) -> None:
        self.world, self.icbc = world, world.bank()
        self.wallet, self.store = world.person(self.icbc, "III"), world.shop(self.icbc)
        self.bank_account = world.fund(self.wallet, 10_000 * YUAN)
        world.until(hold_at)
        expires = world.clock.now() + 29 * 24 * HOUR_US
        self.hold = world.do(PlaceHold(self.wallet, 100, expires, store=self.store)).payment
        world.until(change_at)
        world.do(ChangeRegime(self.icbc))
        self.moved = world.do(MoveWallets(self.icbc))

    def regime(self) -> int:
        return int(self.world.wallet(self.wallet).regime)

    def interest(self) -> list[int]:
        """What the wallet was credited, in order."""
        sql = (
            "SELECT interest_minor FROM interest_items WHERE wallet = ? AND interest_minor > 0 ORDER BY until_day, run"
        )
        return [row[0] for row in self.world.query(sql, (self.wallet,))]

    def behind(self) -> list[str]:
        found = self.world.audit().findings
        assert {each.invariant for each in found} <= {"wallets_follow"}
        return [each.subject for each in found]


def test_a_step_tells_how_many_remain_and_the_rest_follow_when_their_holds_end(open_world: OpenWorld) -> None:
    story = Story(open_world(DECEMBER), NEW_YEAR_2026)
    world, worker = story.world, Moves(story.world.platform)
    assert (story.moved.wallets, story.moved.more, story.moved.waiting) == (1, False, 1)  # the shop has moved
    worker.turn()
    world.until("2026-01-05T12:00:00+08:00")
    assert story.behind() == []  # it has a reason
    assert world.refuse(ChangeRegime(story.icbc)) == "regime_same"
    world.do(ReleaseHold(story.hold))
    worker.turn()
    assert (worker.wallets, story.regime()) == (1, Regime.DEPOSIT_MONEY)
    assert world.institution(story.icbc).moving == 0
    assert world.do(MoveWallets(story.icbc)).waiting == 0


@pytest.mark.parametrize("end", ["capture", "release", "expiry"])
def test_however_a_hold_ends_the_wallet_follows(open_world: OpenWorld, end: str) -> None:
    story = Story(open_world(DECEMBER), NEW_YEAR_2026)
    world, worker = story.world, Moves(story.world.platform)
    if end == "expiry":
        world.until("2026-01-19T12:00:00+08:00")
        Expiry(world.platform, HOLDS).turn()
    else:
        world.do(CaptureHold(story.hold, 100) if end == "capture" else ReleaseHold(story.hold))
    worker.turn()
    assert (story.regime(), story.behind()) == (Regime.DEPOSIT_MONEY, [])


def test_one_that_could_follow_and_has_not_is_named_by_the_audit(open_world: OpenWorld) -> None:
    story = Story(open_world(DECEMBER), NEW_YEAR_2026)
    world = story.world
    world.until("2026-01-05T12:00:00+08:00")
    world.do(ReleaseHold(story.hold))
    assert story.behind() == []  # the worker comes within a minute
    world.until("2026-01-05T13:00:01+08:00")
    world.pay(world.rich(story.icbc), 1, story.store)
    assert story.behind() == [f"wallet {story.wallet}"]
    Moves(world.platform).turn()
    assert story.behind() == []


def test_frozen_wallets_follow_and_closed_ones_stay(open_world: OpenWorld) -> None:
    world = open_world(DECEMBER)
    icbc = world.bank()
    frozen, closed = world.rich(icbc), world.person(icbc)
    world.do(FreezeWallet(frozen, "all", "court order 1"))
    world.do(CloseWallet(closed))
    world.until(NEW_YEAR_2026)
    world.do(ChangeRegime(icbc))
    Moves(world.platform).turn()
    assert [world.wallet(each).regime for each in (frozen, closed)] == [Regime.DEPOSIT_MONEY, Regime.M0_CASH]
    assert world.institution(icbc).moving == 0


@pytest.mark.parametrize("seed", range(6))
def test_waiting_costs_a_wallet_no_interest(open_world: OpenWorld, seed: int) -> None:
    """Against a sum by days: balances at their ends, on days that its class earned, rounded once for the quarter."""
    chance = random.Random(seed)
    story = Story(open_world(DECEMBER), NEW_YEAR_2026)
    world, wallet = story.world, story.wallet
    world.do(DepositCash(story.bank_account, 100 * AMOUNT))
    leaves, today = date(2026, 1, chance.randint(2, 17)), date(2026, 1, 1)
    earning, fen_days = True, 0
    while today < date(2026, 2, 10):
        world.until(f"{today}T{13 if today.day > 1 else 14}:00:00+08:00")
        if today == leaves:
            world.do(CaptureHold(story.hold, 60))
            world.do(ReleaseHold(story.hold))
            Moves(world.platform).turn()
            assert story.regime() == Regime.DEPOSIT_MONEY
        for act in chance.sample((Load, Unload, "pay", "class", ""), 2):
            if act == "class":
                known = ("III", "张三", resident_id(7)) if not earning else ("IV",)
                earning ^= not isinstance(world.outcome(ChangeClass(wallet, *known)), Refusal)
            elif act == "pay":
                world.outcome(Pay(wallet, chance.randint(1, 90_000), store=story.store))
            elif act:
                world.outcome(act(wallet, story.bank_account, chance.randint(1, 100 * YUAN)))  # type: ignore[operator]
        fen_days += world.balance(wallet) if earning else 0
        today += timedelta(days=1)
    fen_days += (date(2026, 3, 21) - today).days * (world.balance(wallet) if earning else 0)
    world.until(MARCH_21)
    settle(world, story.icbc)
    assert story.interest() == ([minor(fen_days)] if minor(fen_days) else [])


def test_a_quarter_that_ended_meanwhile_is_rounded_by_itself_and_paid_with_the_next(open_world: OpenWorld) -> None:
    story = Story(open_world(DECEMBER), "2026-03-12T12:00:00+08:00", "2026-03-10T12:00:00+08:00")
    world = story.world
    world.until("2026-03-21T12:00:00+08:00")
    settle(world, story.icbc)
    assert story.interest() == []
    world.until("2026-04-02T12:00:00+08:00")
    world.do(ReleaseHold(story.hold))
    Moves(world.platform).turn()
    world.until("2026-06-21T00:00:00+08:00")
    settle(world, story.icbc)
    assert story.interest() == [minor(9 * AMOUNT) + minor(92 * AMOUNT)]
    world.until("2026-09-21T00:00:00+08:00")
    settle(world, story.icbc)
    assert story.interest()[1:] == [minor(92 * (AMOUNT + story.interest()[0]))]  # and never again


@pytest.mark.parametrize("together", [False, True])
def test_moved_and_closed_it_takes_what_it_earned_while_it_waited(open_world: OpenWorld, together: bool) -> None:
    story = Story(open_world(DECEMBER), NEW_YEAR_2026)
    world = story.world
    world.until("2026-01-11T12:00:00+08:00")
    world.do(ReleaseHold(story.hold))
    if together:
        _, closed = world.group(MoveWallets(story.icbc), CloseOut(story.wallet, story.bank_account))
    else:
        world.do(MoveWallets(story.icbc))
        world.until("2026-01-16T12:00:00+08:00")
        closed = world.do(CloseOut(story.wallet, story.bank_account))
    assert closed.interest_minor == minor((10 if together else 15) * AMOUNT)
    world.until(MARCH_21)
    settle(world, story.icbc)
    assert story.interest() == [closed.interest_minor]


def test_closed_before_it_could_move_it_is_paid_all_the_same(open_world: OpenWorld) -> None:
    """The bank pays out of its reserves, as to anybody's cash; the run of the quarter pays nothing more."""
    story = Story(open_world(DECEMBER), NEW_YEAR_2026)
    world = story.world
    world.until("2026-01-11T12:00:00+08:00")
    world.do(ReleaseHold(story.hold))
    closed = world.do(CloseOut(story.wallet, story.bank_account))
    assert (closed.interest_minor, closed.amount_minor) == (minor(10 * AMOUNT), AMOUNT + minor(10 * AMOUNT))
    assert story.regime() == Regime.M0_CASH
    world.until(MARCH_21)
    settle(world, story.icbc)
    assert story.interest() == [closed.interest_minor]


def test_steps_holds_and_captures_of_many_threads_leave_every_wallet_in_one_regime(open_world: OpenWorld) -> None:
    world = open_world(DECEMBER)
    icbc = world.bank()
    store, people = world.shop(icbc), [world.rich(icbc) for _ in range(8)]
    until = parse_time(NEW_YEAR_2026) + 2 * HOUR_US
    held = [world.do(PlaceHold(each, 100, until, store=store)).payment for each in people]
    before = sum(world.balance(each) for each in (*people, world.shop_wallet(store)))
    world.until(NEW_YEAR_2026)
    world.do(ChangeRegime(icbc))
    settings = Settings(db_url=world.url, keyring=world.keyring)
    second = Platform(settings, clock=SimulatedClock(world.clock.now()))
    platforms, gate = (world.platform, second), threading.Barrier(4)

    def work(thread: int) -> list[Any]:
        gate.wait()
        platform, waiting = platforms[thread % 2], []
        for number in range(thread % 4, 8, 4):
            for place, command in enumerate(
                (
                    MoveWallets(icbc, 3),
                    CaptureHold(held[number], 40),
                    PlaceHold(people[number], 50, until, store=store),
                    ReleaseHold(held[number]),
                    MoveWallets(icbc, 2),
                )
            ):
                request = platform.request(1, f"{thread}-{number}-{place}", command)
                waiting.append(platform.writer.submit(request))
        return [each.result(60).outcome for each in waiting]

    try:
        with ThreadPoolExecutor(4) as pool:
            outcomes = [each for some in pool.map(work, range(4)) for each in some]
        assert [each for each in outcomes if isinstance(each, Refusal)] == []
        world.until("2026-01-01T12:00:00+08:00")
        Expiry(world.platform, HOLDS).turn()
        for platform in platforms:
            Moves(platform).turn()
    finally:
        second.close()
    assert {world.wallet(each).regime for each in people} == {Regime.DEPOSIT_MONEY}
    assert sum(world.balance(each) for each in (*people, world.shop_wallet(store))) == before
    assert world.institution(icbc).moving == 0


def test_a_database_of_before_learns_when_its_operators_changed_and_whose_wallets_still_follow(
    open_world: OpenWorld,
) -> None:
    story = Story(open_world(DECEMBER), NEW_YEAR_2026)
    world, boc = story.world, story.world.bank("boc")
    world.tamper("UPDATE institutions SET regime_since = 0, moving = 0")
    connection = world.platform.engine.connect()
    connection.script([*REGIMES_FILLED, *REGIMES_FILLED])
    connection.close()
    changed, opened = world.institution(story.icbc), world.institution(boc)
    assert (changed.regime_since, changed.moving) == (parse_time(NEW_YEAR_2026), 1)
    assert (opened.regime_since, opened.moving) == (0, 0)
