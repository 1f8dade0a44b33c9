"""Sweeps: the excess goes home, once, whatever is spent meanwhile, and whoever is killed."""

import subprocess
import sys
from collections import Counter
from typing import Any

import pytest

from jiaozi.banking.agreements import EndAgreement
from jiaozi.banking.sweeps import RETRY_US, EndSweep, RunSweep, SetSweep
from jiaozi.clock import DAY_US
from jiaozi.kinds import BankAccountNo, WalletNo
from jiaozi.payments.holds import PlaceHold
from jiaozi.payments.pay import Pay
from jiaozi.scheme.issuance import Retire
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.exchange import Load, Unload
from jiaozi.wallets.freezing import FreezeWallet
from jiaozi.worker.sweeps import Sweeper
from tests.banking.people import agree
from tests.features.test_races import Race
from tests.features.world import World


@pytest.fixture
def swept(world: World) -> tuple[World, int, int]:
    """A wallet with 500 yuan and a sweep of what is above 300, and its bank account."""
    wallet = world.person(world.bank(), "II")
    account = world.fund(wallet, 50_000)
    world.do(SetSweep(wallet, account, 30_000))
    return world, wallet, account


def turn(world: World) -> int:
    """One turn of the worker; how many wallets it swept."""
    sweeper = Sweeper(world.platform)
    sweeper.turn()
    return sweeper.swept


def test_the_worker_sweeps_the_excess_once(swept: tuple[World, WalletNo, BankAccountNo]) -> None:
    world, wallet, account = swept
    assert (turn(world), turn(world)) == (1, 0)
    assert (world.balance(wallet), world.account(account).posted) == (30_000, 20_000)
    assert world.refuse(RunSweep(wallet)) == "sweep_not_due"
    world.do(Load(wallet, account, 1))
    assert turn(world) == 1
    assert world.balance(wallet) == 30_000


def test_a_payment_in_is_swept_and_the_ceiling_stays(swept: tuple[World, WalletNo, BankAccountNo]) -> None:
    world, wallet, account = swept
    turn(world)
    payer = world.rich(world.wallet(wallet).operator)
    world.do(Pay(payer, 700, "person", payee=wallet))
    assert turn(world) == 1
    assert world.account(account).posted == 20_700
    assert world.usage(wallet).used_today_minor == 0


def test_money_that_is_held_or_frozen_is_not_swept(swept: tuple[World, WalletNo, BankAccountNo]) -> None:
    world, wallet, account = swept
    store = world.shop(world.wallet(wallet).operator)
    world.do(PlaceHold(wallet, 45_000, world.clock.now() + DAY_US, store=store))
    assert turn(world) == 1
    assert (world.available(wallet), world.account(account).posted) == (0, 5_000)
    world.do(FreezeWallet(wallet, "out", "order"))
    world.do(Load(wallet, account, 5_000))
    assert turn(world) == 0
    assert world.refuse(RunSweep(wallet)) == "wallet_frozen"


def test_a_sweep_that_fails_waits_before_the_next_try(open_world: Any) -> None:
    world = open_world()
    icbc, boc = world.bank(reserves=10**10, issue=10**10), world.bank("boc")
    wallet = world.person(icbc, "II")
    account = world.fund(wallet, 50_000)
    far = world.deposit(wallet, 0, boc)
    agree(world, wallet, far)
    world.do(SetSweep(wallet, far, 30_000))
    assert turn(world) == 0
    assert world.refuse(RunSweep(wallet)) == "agreement_cooling_off"
    events = [row[0] for row in world.query("SELECT kind FROM events WHERE kind LIKE 'sweep.%'")]
    assert sorted(events) == ["sweep.failed", "sweep.failed", "sweep.set"]
    world.wait(DAY_US)
    assert turn(world) == 0  # it has no reserves to give boc: all of them went into digital yuan
    world.do(Retire(icbc, 10**6))
    world.wait(RETRY_US)
    assert turn(world) == 1
    assert (world.balance(wallet), world.account(far).posted) == (30_000, 20_000)
    assert world.account(account).posted == 0


def test_ending_a_sweep_or_its_agreement_stops_it(world: World) -> None:
    wallet = world.person(world.bank(), "II")
    account = world.fund(wallet, 50_000)
    agree(world, wallet, account)
    world.wait(DAY_US)
    world.do(SetSweep(wallet, account, 0))
    world.do(EndSweep(wallet))
    assert world.refuse(EndSweep(wallet)) == "sweep_not_found"
    assert turn(world) == 0
    world.do(SetSweep(wallet, account, 0))
    world.do(EndAgreement(wallet, account))
    assert world.refuse(RunSweep(wallet)) == "sweep_not_found"
    assert world.refuse(SetSweep(wallet, account, 0)) == "agreement_not_signed"
    agree(world, wallet, account)
    assert turn(world) == 0


def test_a_sweep_goes_to_ones_own_account_alone(world: World) -> None:
    icbc = world.bank()
    wallet, other = world.person(icbc, "II"), world.person(icbc, "II")
    account = world.deposit(wallet, 0)
    assert world.refuse(SetSweep(wallet, world.deposit(other, 0), 0)) == "bank_account_not_found"
    assert world.refuse(SetSweep(wallet, BankAccountNo(16), 0)) == "bank_account_not_found"
    assert world.refuse(SetSweep(wallet, account, -1)) == "amount_invalid"
    world.do(CloseWallet(wallet))
    assert world.refuse(SetSweep(wallet, account, 0)) == "wallet_closed"
    shop = world.company(icbc)
    bound, free = world.deposit(shop, 0), world.deposit(shop, 0)
    agree(world, shop, bound)
    assert world.refuse(SetSweep(shop, free, 0)) == "settlement_account_bound"


def test_a_sweep_crosses_banks_and_regimes(world_2026: World) -> None:
    world = world_2026
    icbc, boc = world.bank(), world.bank("boc")
    wallet = world.person(icbc, "II")
    world.fund(wallet, 50_000)
    far = world.deposit(wallet, 0, boc)
    world.do(SetSweep(wallet, far, 10_000))
    assert turn(world) == 1
    assert world.account(far).posted == 40_000


@pytest.mark.slow
def test_sweeps_and_payments_spend_no_money_twice(swept: tuple[World, WalletNo, BankAccountNo]) -> None:
    world, wallet, account = swept
    store = world.shop(world.wallet(wallet).operator)
    race = Race(world)
    try:
        commands: list[Any] = [Pay(wallet, 1_000, store=store), RunSweep(wallet), Unload(wallet, account, 500)] * 12
        outcomes = race.run(commands)
    finally:
        race.close()
    told = Counter(getattr(each, "code", type(each).__name__) for each in outcomes)
    assert told["Swept"] <= 1
    assert told["Paid"] == told["Moved"] == 12
    home = world.account(account).posted
    assert world.balance(wallet) + home + 12_000 == 50_000
    assert world.balance(wallet) <= 30_000
    assert home >= 6_000


_SWEEP = """
import sys
from pathlib import Path
from jiaozi.clock import SimulatedClock
from jiaozi.config import Settings
from jiaozi.platform import Platform
from jiaozi.worker import sweeps
sweeps.LOOK = 3
platform = Platform(Settings(db_url=sys.argv[1], keyring=Path(sys.argv[2])), clock=SimulatedClock(int(sys.argv[3])))
sweeper = sweeps.Sweeper(platform)
for _ in range(9):
    sweeper.turn()
    print(sweeper.swept, flush=True)
platform.close()
"""


def sweep_elsewhere(world: World) -> "subprocess.Popen[str]":
    """A process that goes once round all sweeps, three a turn."""
    arguments = [sys.executable, "-c", _SWEEP, world.url, str(world.keyring), str(world.clock.now())]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_a_sweeping_process_is_killed_and_another_ends_the_run(world: World) -> None:
    icbc = world.bank()
    people = [world.person(icbc, "II") for _ in range(24)]
    accounts = [world.fund(wallet, 50_000 + number) for number, wallet in enumerate(people)]
    for wallet, account in zip(people, accounts, strict=True):
        world.do(SetSweep(wallet, account, 1_000))
    victim = sweep_elsewhere(world)
    assert victim.stdout is not None
    with victim, victim.stdout as said:
        assert [said.readline().strip() for _ in range(3)] == ["3", "6", "9"]
        victim.kill()
        said.read()
    done = world.query("SELECT COUNT(*) FROM swept")[0][0]
    assert 9 <= done < 24
    rescuer = sweep_elsewhere(world)
    told = rescuer.communicate(timeout=120)[0].split()
    assert (rescuer.returncode, told[-1]) == (0, str(24 - done))
    assert [world.balance(wallet) for wallet in people] == [1_000] * 24
    assert [world.account(account).posted for account in accounts] == [49_000 + number for number in range(24)]
    assert world.query("SELECT COUNT(*), COUNT(DISTINCT wallet) FROM swept") == [(24, 24)]


@pytest.mark.parametrize(
    "sql", ["UPDATE swept SET amount_minor = amount_minor - 1", "UPDATE swept SET journal = journal + 16"]
)
def test_the_audit_finds_a_sweep_that_was_tampered_with(swept: tuple[World, int, int], sql: str) -> None:
    world, _, _ = swept
    turn(world)
    world.tamper(sql)
    assert "banking_posted" in {finding.invariant for finding in world.audit().findings}
    back = sql.replace("- 1", "+ 1") if "amount" in sql else sql.replace("+ 16", "- 16")
    world.tamper(back)
