"""Interest under threads, kill -9, and a migration: nothing is paid twice and no day is lost."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import count
from subprocess import PIPE
from typing import Any

import pytest

from jiaozi.clock import SimulatedClock
from jiaozi.config import Settings
from jiaozi.db.engines import open_engine
from jiaozi.interest import runs, store
from jiaozi.interest.closing import CloseOut
from jiaozi.interest.model import RunState
from jiaozi.interest.runs import AdvanceInterest, PrepareInterest, ReleaseInterest
from jiaozi.payments.pay import Paid, Pay
from jiaozi.platform import Platform
from jiaozi.schema import upgrade
from jiaozi.worker.interest import InterestTurns
from tests.faults import load
from tests.features.world import YUAN, World
from tests.interest.bank import MARCH_21, advance, prepare, row, settle

pytestmark = pytest.mark.slow
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join([str(load.ROOT), str(load.ROOT / "src"), *sys.path])}


def test_fineract_5550_steps_of_many_threads_and_processes_pay_once(
    world_2026: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Duplicate interest postings from a race; here with payments and closings in between."""
    monkeypatch.setattr(runs, "BATCH", 3)
    world = world_2026
    icbc = world.bank()
    store = world.shop(icbc)
    savers = [world.rich(icbc, "III", 10_000 * YUAN) for _ in range(10)]
    leavers = [world.person(icbc, "III") for _ in range(4)]
    banks = [world.fund(wallet, 10_000 * YUAN) for wallet in leavers]
    world.until(MARCH_21)
    run = prepare(world, icbc)
    world.do(ReleaseInterest(run))
    settings = Settings(db_url=world.url, keyring=world.keyring)
    second = Platform(settings, clock=SimulatedClock(world.clock.now()))
    platforms, gate = (world.platform, second), threading.Barrier(4)

    def work(thread: int) -> list[Any]:
        gate.wait()
        platform, waiting = platforms[thread % 2], []
        for number in range(8):
            commands = [AdvanceInterest(run), Pay(savers[number], 100, store=store)]
            if number < 1:
                commands.append(CloseOut(leavers[thread], banks[thread]))
            waiting += [
                platform.writer.submit(platform.request(1, f"{thread}-{number}-{place}", command))
                for place, command in enumerate(commands)
            ]
        return [future.result(60).outcome for future in waiting]

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    second.close()
    if row(world, run).state != RunState.DONE:
        advance(world, run)
    done = row(world, run)
    assert done.due_minor == done.paid_minor + done.closed_minor == 14 * 110
    for wallet in savers:
        paid = world.query("SELECT SUM(amount), COUNT(*) FROM transfers WHERE code = 19 AND credit = ?", (wallet,))[0]
        assert (int(paid[0]), paid[1]) == (110, 1)
    for wallet, bank_account in zip(leavers, banks, strict=True):
        assert (world.wallet(wallet).closed, world.account(bank_account).posted) == (1, 10_000 * YUAN + 110)


def test_one_turn_of_the_worker_reckons_a_run_and_the_next_pays_it(
    world_2026: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "BATCH", 2)
    world = world_2026
    banks = [world.bank(code) for code in ("icbc", "boc")]
    savers = [world.rich(bank, "III", 10_000 * YUAN) for bank in banks for _ in range(5)]
    world.until(MARCH_21)
    both = [world.do(PrepareInterest(bank)).run for bank in banks]
    worker = InterestTurns(world.platform)
    worker.turn()
    assert [row(world, run).state for run in both] == [RunState.PREPARED] * 2, "it waits for its release"
    worker.turn()
    assert worker.wallets == 10
    for run in both:
        world.do(ReleaseInterest(run))
    worker.turn()
    assert [row(world, run).state for run in both] == [RunState.DONE] * 2
    assert [world.balance(wallet) for wallet in savers] == [10_000 * YUAN + 110] * 10


_CHILD = """
import sys
from pathlib import Path
from jiaozi.clock import SimulatedClock
from jiaozi.config import Settings
from jiaozi.interest import runs, store
from jiaozi.platform import Platform
url, keyring, now, run = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
runs.BATCH = 2
platform = Platform(Settings(db_url=url, keyring=keyring), clock=SimulatedClock(now))
for step in map(str.strip, sys.stdin):
    platform.run([platform.request(1, f"child-{now}-{step}", runs.AdvanceInterest(run))])
    print(step, flush=True)
"""


def test_a_run_killed_in_the_middle_goes_on_where_it_stood(world_2026: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world = world_2026
    icbc = world.bank()
    savers = [world.rich(icbc, "III", 10_000 * YUAN) for _ in range(13)]
    world.until(MARCH_21)
    run = prepare(world, icbc)
    world.do(ReleaseInterest(run))
    for steps in (1, 3):
        _killed_after(world, run, steps)
        assert row(world, run).state == RunState.RELEASED
        world.wait(1_000)
    between = row(world, run)
    assert 8 <= between.paid_wallets <= 12
    monkeypatch.setattr(runs, "BATCH", 2)
    advance(world, run)
    assert row(world, run).paid_minor == row(world, run).due_minor == 13 * 110
    assert [world.balance(wallet) for wallet in savers] == [10_000 * YUAN + 110] * 13


def _killed_after(world: World, run: int, steps: int) -> None:
    """A process that pays so many steps and is killed while it is in the next, wherever that is."""
    arguments = [world.url, str(world.keyring), str(world.clock.now()), str(run)]
    command = [sys.executable, "-c", _CHILD, *arguments]
    with subprocess.Popen(command, cwd=load.ROOT, env=ENVIRONMENT, stdin=PIPE, stdout=PIPE, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        for step in range(steps):
            print(step, file=child.stdin, flush=True)
            assert child.stdout.readline()
        print(steps, file=child.stdin, flush=True)
        time.sleep(random.uniform(0, 0.02))
        os.kill(child.pid, signal.SIGKILL)


def test_accounts_from_before_fen_days_get_theirs_from_history(world_2026: World) -> None:
    """Also when it is killed before it says that it is done, and run again."""
    world = world_2026
    icbc = world.bank()
    store = world.shop(icbc)
    saver = world.rich(icbc, "III", 10_000 * YUAN)
    world.until("2026-01-20T00:00:00+08:00")
    world.pay(saver, 100_000, store)
    before = world.query("SELECT id, fen_days, counted_on FROM accounts WHERE kind = 12 ORDER BY id")
    engine = open_engine(world.url)
    with closing(engine.connect()) as connection:
        for name in ("fen_days", "counted_on"):
            connection.script([f"ALTER TABLE accounts DROP COLUMN {name}"])
    for _ in range(2):
        world.tamper("DELETE FROM schema_migrations WHERE version < 0 OR version >= 3")
        upgrade(engine, 0)
    assert world.query("SELECT id, fen_days, counted_on FROM accounts WHERE kind = 12 ORDER BY id") == before
    world.until(MARCH_21)
    assert settle(world, icbc).paid_minor > 0


@pytest.mark.only_engine("oceanbase")  # SQLite has one writer at a time
def test_what_moves_while_a_step_reads_changes_no_interest(world_2026: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Days after the quarter, a payment is committed between two reads of a step's transaction."""
    world = world_2026
    icbc = world.bank()
    shop = world.shop(icbc)
    saver = world.rich(icbc, "I", 100_000 * YUAN)
    world.until("2026-03-31T10:00:00+08:00")
    second = Platform(Settings(db_url=world.url, keyring=world.keyring), clock=SimulatedClock(world.clock.now()))
    read, keys = store.earners, count()

    def meanwhile(*given: Any) -> Any:
        found = read(*given)
        command = Pay(saver, 10_000 * YUAN, store=shop)
        outcome = second.writer.submit(second.request(1, f"pay{next(keys)}", command)).result(60).outcome
        assert isinstance(outcome, Paid), outcome
        return found

    monkeypatch.setattr(store, "earners", meanwhile)
    done = settle(world, icbc)
    second.close()
    assert (done.due_minor, done.paid_minor) == (1_097, 1_097)  # 100,000 yuan for 79 days
    assert world.query("SELECT credit, amount FROM transfers WHERE code = 19") == [(saver, 1_097)]
