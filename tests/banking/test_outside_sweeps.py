"""Sweeps into accounts at banks outside: whatever the bank does, the excess is there once, or back in the wallet."""

import pytest

from jiaozi.banking.agreements import EndAgreement
from jiaozi.banking.model import Sweep
from jiaozi.banking.schema import SWEEPS
from jiaozi.banking.sweeps import RETRY_MAX_US, RETRY_US, RunSweep, SetSweep
from jiaozi.clock import DAY_US
from jiaozi.db.sequencer import catch_up
from jiaozi.kinds import BankAccountNo, WalletNo
from jiaozi.payments.pay import Pay
from jiaozi.worker import sweeps
from jiaozi.worker.sweeps import Sweeper
from tests.banking.people import agree, agreement_of
from tests.banking.test_external import IN_MEMORY, NUMBER, Outside, outside
from tests.banking.test_sweeps import turn
from tests.features.test_races import Race
from tests.features.world import World

__all__ = ["outside"]


@pytest.fixture
def sweeping(outside: Outside) -> Outside:
    """A wallet with 500 yuan, and a sweep of what is above 300 into its account outside, past its cooling-off."""
    outside.world.wait(DAY_US)
    outside.world.do(SetSweep(outside.wallet, BankAccountNo(0), 30_000, outside.account))
    return outside


def sweep_row(outside: Outside) -> Sweep:
    with outside.world.platform.snapshot() as connection:
        return SWEEPS.read(connection, [outside.wallet])[0]


def waits(outside: Outside) -> int:
    """How long the sweep rests from now on."""
    return sweep_row(outside).retry_at - outside.world.clock.now()


def test_the_excess_goes_out_by_one_order_at_a_time(sweeping: Outside) -> None:
    world = sweeping.world
    assert (turn(world), sweeping.held(), world.balance(sweeping.wallet)) == (1, 20_000, 30_000)
    world.do(Pay(world.rich(sweeping.operator), 700, "person", payee=sweeping.wallet))
    assert turn(world) == 0  # one is under way, and what came since waits for its end
    assert world.refuse(RunSweep(sweeping.wallet)) == "sweep_not_found"  # it goes elsewhere than that says
    sweeping.exchanger.turn()
    assert sweeping.sums() == (30_700, 120_000, 1)
    assert turn(world) == 1
    sweeping.exchanger.turn()
    assert (sweeping.sums(), sweeping.held()) == ((30_000, 120_700, 2), 0)
    assert world.refuse(RunSweep(sweeping.wallet, sweeping.account)) == "sweep_not_due"
    assert agreement_of(world, sweeping.wallet, sweeping.account).used_year_minor == 0
    kinds = [row[0] for row in world.query("SELECT kind FROM events WHERE kind LIKE 'exchange.%'")]
    assert sorted(kinds) == ["exchange.completed"] * 2 + ["exchange.ordered"] * 2


@IN_MEMORY
def test_a_bank_that_refuses_gives_the_money_back_and_is_asked_later_and_later(sweeping: Outside) -> None:
    world, rests = sweeping.world, []
    sweeping.bank.balances.clear()
    for _ in range(6):
        assert turn(world) == 1
        sweeping.exchanger.turn()
        assert (world.balance(sweeping.wallet), sweeping.held(), turn(world)) == (50_000, 0, 0)
        rests.append(waits(sweeping))
        world.wait(rests[-1])
    assert rests == [*(RETRY_US << n for n in range(5)), RETRY_MAX_US]
    sweeping.bank.balances[NUMBER] = 0
    assert turn(world) == 1
    sweeping.exchanger.turn()
    assert (sweeping.sums(), sweep_row(sweeping).retry_at) == ((30_000, 20_000, 1), 0)
    assert agreement_of(world, sweeping.wallet, sweeping.account).used_year_count == 0


@IN_MEMORY
@pytest.mark.parametrize(
    ("faults", "moved"), [(["lose"], 0), (["drop"], 20_000), (["lose", "lose", "drop"], 0), (["drop", "lose"], 20_000)]
)
def test_an_order_whose_answer_is_lost_is_swept_once(sweeping: Outside, faults: list[str], moved: int) -> None:
    """The worker that placed the order need not be the one that brings it to its end."""
    world = sweeping.world
    sweeping.bank.faults.extend(faults)
    assert turn(world) == 1
    sweeping.exchanger.turn()
    assert (sweeping.held(), turn(world)) == (20_000, 0)
    order = int(world.query("SELECT id FROM exchange_orders")[0][0])
    while sweeping.state(order) == "unknown":
        world.clock.advance_to(sweeping.row(order).next_at)
        sweeping.exchanger.turn()
    assert sweeping.sums() == (50_000 - moved, 100_000 + moved, int(moved > 0))
    assert (sweeping.held(), turn(world)) == (0, 0)
    if not moved:
        world.wait(waits(sweeping))
        assert turn(world) == 1
        sweeping.exchanger.turn()
        assert sweeping.sums() == (30_000, 120_000, 1)


@IN_MEMORY
def test_a_bank_that_is_away_gets_no_order_for_every_payment(sweeping: Outside) -> None:
    world, payer = sweeping.world, sweeping.world.rich(sweeping.operator)
    for _ in range(5):
        turn(world)
        world.do(Pay(payer, 100, "person", payee=sweeping.wallet))
    assert world.query("SELECT COUNT(*) FROM exchange_orders") == [(1,)]
    world.wait(RETRY_US)
    assert turn(world) == 1
    sweeping.run(2)
    assert sweeping.sums() == (30_000, 120_500, 2)


def test_it_needs_an_agreement_past_its_cooling_off_and_ends_with_it(world: World) -> None:
    outside = Outside(world, agreed=False)
    try:
        wallet, account = outside.wallet, outside.account
        wanted = SetSweep(wallet, BankAccountNo(0), 30_000, account)
        assert world.refuse(wanted) == "agreement_not_signed"
        agree(world, wallet, account, outside=True)
        stranger = world.person(outside.operator)
        assert world.refuse(SetSweep(stranger, BankAccountNo(0), 0, account)) == "external_account_not_found"
        assert world.refuse(SetSweep(wallet, BankAccountNo(0), 0)) == "request_malformed"
        assert world.refuse(SetSweep(wallet, account, 0, account)) == "request_malformed"
        world.do(wanted)
        assert turn(world) == 0
        assert world.refuse(RunSweep(wallet, account)) == "agreement_cooling_off"
        world.do(EndAgreement(wallet, BankAccountNo(0), account))
        world.wait(DAY_US)
        assert world.refuse(RunSweep(wallet, account)) == "sweep_not_found"
        assert turn(world) == 0
    finally:
        outside.close()


@IN_MEMORY
def test_a_sweep_that_was_set_elsewhere_meanwhile_is_left_alone(sweeping: Outside) -> None:
    world, here = sweeping.world, sweeping.world.deposit(sweeping.wallet, 0)
    turn(world)
    sweeping.bank.balances.clear()
    world.do(SetSweep(sweeping.wallet, here, 10_000))
    assert world.refuse(RunSweep(sweeping.wallet, sweeping.account)) == "sweep_not_found"
    sweeping.exchanger.turn()
    assert (sweep_row(sweeping).retry_at, turn(world)) == (0, 1)
    assert (world.balance(sweeping.wallet), world.account(here).posted) == (10_000, 40_000)


@pytest.mark.slow
def test_sweeps_orders_and_payments_spend_no_money_twice(sweeping: Outside) -> None:
    world, race = sweeping.world, Race(sweeping.world)
    store = world.shop(sweeping.operator)
    try:
        run, pay = RunSweep(sweeping.wallet, sweeping.account), Pay(sweeping.wallet, 1_000, store=store)
        outcomes = race.run([run, pay] * 12)
    finally:
        race.close()
    swept = [each for each in outcomes if type(each).__name__ == "Swept"]
    assert len(swept) == 1
    sweeping.exchanger.turn()
    left, there, _ = sweeping.sums()
    assert (left + 12_000 + there - 100_000, there - 100_000) == (50_000, swept[0].amount_minor)
    assert left <= 30_000


@pytest.mark.parametrize(
    ("sql", "back"),
    [
        ("UPDATE swept SET journal = journal + 16", "UPDATE swept SET journal = journal - 16"),
        (
            "INSERT INTO order_uses SELECT id, wallet, external_account, amount_minor, 0 FROM exchange_orders",
            "DELETE FROM order_uses",
        ),
    ],
)
def test_the_audit_finds_an_order_that_is_no_sweep_s_and_not_counted_or_both(
    sweeping: Outside, sql: str, back: str
) -> None:
    turn(sweeping.world)
    sweeping.world.tamper(sql)
    assert "orders_stand" in {finding.invariant for finding in sweeping.world.audit().findings}
    sweeping.world.tamper(back)


def test_a_payment_in_is_swept_at_once_whatever_place_the_round_has_reached(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeps, "LOOK", 1)
    icbc = world.bank()
    people: list[tuple[WalletNo, BankAccountNo]] = []
    for _ in range(4):
        wallet = world.person(icbc, "II")
        people.append((wallet, world.fund(wallet, 1_000)))
        world.do(SetSweep(wallet, people[-1][1], 1_000))
    catch_up(world.platform.engine)
    sweeper = Sweeper(world.platform)
    sweeper.turn()
    for wallet, _ in (people[0], people[3]):
        world.fund(wallet, 5)
    catch_up(world.platform.engine)
    sweeper.turn()
    assert (sweeper.swept, [world.balance(wallet) for wallet, _ in people]) == (2, [1_000] * 4)
    world.do(SetSweep(WalletNo(people[2][0]), BankAccountNo(people[2][1]), 0))  # no money came in: the round finds it
    found = []
    for _ in range(4):
        sweeper.turn()
        found.append(sweeper.swept)
    assert (found[-1], world.balance(people[2][0])) == (3, 0)
