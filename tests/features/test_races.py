"""Real threads and processes at the same wallets: no cap is passed, nothing is doubled, a freeze holds at once."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from jiaozi.clock import SimulatedClock
from jiaozi.config import Settings
from jiaozi.db.commands import Result
from jiaozi.invariants import FEATURE_INVARIANTS
from jiaozi.kinds import HolderNo, PaymentNo, WalletNo
from jiaozi.payments.holds import CaptureHold, PlaceHold, ReleaseHold
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.people.estates import Heir, OpenEstate, SettleEstate
from jiaozi.platform import Platform
from jiaozi.scheme.model import due_to
from jiaozi.scheme.settlement import AgreeNetting
from jiaozi.wallets.changes import ChangeClass, CloseWallet
from jiaozi.wallets.exchange import Load
from jiaozi.wallets.freezing import FreezeWallet
from jiaozi.wallets.opening import OpenWallet
from tests.features import load
from tests.features.world import YUAN, World
from tests.worlds.people import resident_id

pytestmark = pytest.mark.slow
THREADS = 8


class Race:
    """Two platforms on one database, each with its writer; threads submit to them in turn."""

    def __init__(self, world: World) -> None:
        self.world = world
        settings = Settings(db_url=world.url, keyring=world.keyring)
        self.platforms = [world.platform, Platform(settings, clock=SimulatedClock(world.clock.now()))]

    def submit(self, number: int, command: Any, key: str) -> "Future[Result]":
        platform = self.platforms[number % len(self.platforms)]
        return platform.writer.submit(platform.request(1, key, command))

    def run(self, commands: Sequence[Any], keys: Callable[[int], str] = lambda number: f"race-{number}") -> list[Any]:
        """The outcome of each command, all submitted by `THREADS` threads at once."""
        gate = threading.Barrier(THREADS)

        def work(thread: int) -> list[tuple[int, Any]]:
            gate.wait()
            mine = range(thread, len(commands), THREADS)
            waiting = [(number, self.submit(number + thread, commands[number], keys(number))) for number in mine]
            return [(number, future.result(60).outcome) for number, future in waiting]

        with ThreadPoolExecutor(THREADS) as pool:
            answers = [answer for each in pool.map(work, range(THREADS)) for answer in each]
        return [outcome for _, outcome in sorted(answers, key=lambda answer: answer[0])]

    def count(self, commands: Sequence[Any]) -> Counter[str]:
        """How often each refusal came; successes by the name of their outcome."""
        return Counter(getattr(outcome, "code", type(outcome).__name__) for outcome in self.run(commands))

    def close(self) -> None:
        self.platforms[1].close()


@pytest.fixture
def race(world: World) -> Any:
    made = Race(world)
    yield made
    made.close()


def test_saleor_544_the_daily_limit_is_never_passed_by_many_threads(race: Race) -> None:
    """A cap that is checked outside the lock is passed under concurrency."""
    world = race.world
    icbc = world.bank()
    payer, store = world.rich(icbc, amount=10_000 * YUAN), world.shop(icbc)
    count = race.count([Pay(payer, 30_000, store=store)] * 48)
    assert count == {"Paid": 16, "limit_daily_exceeded": 32}
    assert world.usage(payer).used_today_minor == 480_000


def test_the_balance_limit_of_a_payee_is_never_passed(race: Race) -> None:
    world = race.world
    icbc = world.bank()
    payers, payee = [world.rich(icbc, "I", 10**6) for _ in range(4)], world.person(icbc)
    world.fund(payee, 900_000)
    count = race.count([Pay(payers[number % 4], 9_000, "person", payee=payee) for number in range(32)])
    assert count == {"Paid": 11, "payee_cannot_receive": 21}


def test_last_money_is_spent_once_and_nobody_is_falsely_refused(race: Race) -> None:
    """panurus #2395: false "insufficient funds" under contention."""
    world = race.world
    icbc = world.bank()
    payer, store = world.rich(icbc, "I", 1_000), world.shop(icbc)
    assert race.count([Pay(payer, 100, store=store)] * 40) == {"Paid": 10, "insufficient_funds": 30}
    assert world.balance(payer) == 0


def test_rafiki_471_a_hold_captured_by_many_is_captured_once(race: Race) -> None:
    world = race.world
    icbc = world.bank()
    payer, store = world.rich(icbc), world.shop(icbc)
    hold = world.do(PlaceHold(payer, 1_000, world.clock.now() + 10**9, store=store)).payment
    count = race.count([CaptureHold(hold, 300)] * 16)
    assert count == {"HoldCaptured": 3, "hold_exceeded": 13}
    other = world.do(PlaceHold(payer, 500, world.clock.now() + 10**9, store=store)).payment
    outcomes = [race.submit(n, ReleaseHold(other) if n % 2 else CaptureHold(other, 500), f"end-{n}") for n in range(12)]
    codes = Counter(getattr(each.result(60).outcome, "code", "done") for each in outcomes)
    assert codes == {"done": 1, "hold_closed": 11}


def test_fineract_5550_refunds_racing_never_give_back_more_than_was_paid(race: Race) -> None:
    world = race.world
    icbc = world.bank()
    payer, store = world.rich(icbc), world.shop(icbc)
    payment = world.pay(payer, 1_000, store).payment
    world.pay(payer, 5_000, store)
    assert race.count([RefundPayment(payment, 300)] * 16) == {"Refunded": 3, "refund_exceeds_payment": 13}
    assert world.payment(payment).refunded_minor == 900


def test_a_freeze_that_was_answered_stops_every_later_payment(race: Race) -> None:
    world = race.world
    icbc = world.bank()
    payer, store = world.rich(icbc, "I", 10**6), world.shop(icbc)
    stop, frozen = threading.Event(), threading.Event()
    late: list[str] = []

    def pay(thread: int) -> None:
        number = 0
        while not stop.is_set():
            asked_after = frozen.is_set()
            outcome = race.submit(thread, Pay(payer, 1, store=store), f"{thread}-{number}").result(60).outcome
            number += 1
            if asked_after:
                late.append(getattr(outcome, "code", "paid"))
                if len(late) > 40:
                    return

    threads = [threading.Thread(target=pay, args=(number,)) for number in range(THREADS)]
    for each in threads:
        each.start()
    while world.balance(payer) > 10**6 - 20:
        pass
    race.submit(0, FreezeWallet(payer, "out", "order"), "freeze").result(60)
    frozen.set()
    threads[0].join(1.5)
    stop.set()
    for each in threads:
        each.join()
    assert late
    assert set(late) == {"wallet_frozen"}


def test_a_settlement_cap_is_never_passed(open_world: Any) -> None:
    world = open_world("2026-02-01T09:00:00+08:00")
    race = Race(world)
    icbc, boc = world.bank(), world.bank("boc")
    world.do(AgreeNetting(icbc, boc, 1_000))
    payers, store = [world.rich(icbc, "I", 10_000) for _ in range(4)], world.shop(boc)
    count = race.count([Pay(payers[number % 4], 90, store=store) for number in range(40)])
    assert count == {"Paid": 11, "settlement_cap_exceeded": 29}
    assert world.account(due_to(icbc, boc)).posted == 990
    race.close()


def test_one_person_opens_one_wallet_of_a_class_from_many_threads(race: Race) -> None:
    icbc = race.world.bank()
    commands = [OpenWallet(icbc, "personal", "IV", "13800000001")] * 8
    commands += [OpenWallet(icbc, "personal", "III", "13800000001", "张三", "11010519491231002X")] * 8
    assert race.count(commands) == {"WalletOpened": 1, "wallet_exists": 7, "holder_details_invalid": 8}
    assert race.world.query("SELECT COUNT(DISTINCT holder) FROM wallets") == [(1,)]


def test_a_number_that_is_free_goes_to_one_of_many(race: Race) -> None:
    """With an identity or without, whoever comes first: of the others nobody has it alone, and some may share it."""
    icbc, phone = race.world.bank(), "13800000001"
    before = race.world.do(OpenWallet(icbc, "personal", "IV", phone))
    race.world.do(CloseWallet(before.wallet))
    alone = [OpenWallet(icbc, "personal", "IV", phone)] * 8
    shown = [OpenWallet(icbc, "personal", "III", phone, "张三", resident_id(number)) for number in range(8)]
    found = race.count([each for pair in zip(alone, shown, strict=True) for each in pair])
    if found["WalletOpened"] == 1:  # somebody by phone alone, who keeps all others out
        assert found == {"WalletOpened": 1, "wallet_exists": 7, "holder_details_invalid": 8}
    else:
        assert found == {"WalletOpened": 8, "holder_details_invalid": 8}
    holders = [row[0] for row in race.world.query("SELECT holder FROM wallets")]
    assert len(set(holders)) == len(holders)
    assert len(race.world.query("SELECT holder FROM holder_index WHERE field = 1")) == 1


def test_loads_payments_and_a_change_of_class_and_a_closing_meet(race: Race) -> None:
    world = race.world
    icbc = world.bank()
    wallet, store = world.rich(icbc, "II", 900_000), world.shop(icbc)
    source = world.deposit(wallet, 10**6)
    commands: list[Any] = [ChangeClass(wallet, "IV"), CloseWallet(wallet)] * 4
    commands += [Load(wallet, source, 50_000), Pay(wallet, 10_000, store=store)] * 12
    race.run(commands)
    assert world.balance(wallet) <= 10**6 or world.wallet(wallet).wallet_class == 2


def test_mojaloop_2796_one_key_from_many_threads_has_one_effect(race: Race) -> None:
    world = race.world
    icbc = world.bank()
    payer, store = world.rich(icbc), world.shop(icbc)
    outcomes = race.run([Pay(payer, 100, store=store)] * 24, lambda number: f"same-{number % 3}")
    assert len(set(outcomes)) == 3
    assert world.balance(payer) == 5_000 * YUAN - 300


def test_midaz_1974_one_key_from_many_processes_has_one_effect(world: World) -> None:
    """A payout that is tried again pays once."""
    icbc = world.bank()
    payer, store = world.rich(icbc, "I", 10**6), world.shop(icbc)
    processes = [load.start(world.url, world.keyring, "same-", 40, payer, store, 100) for _ in range(3)]
    told = [process.communicate(timeout=120)[0].split() for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert [lines.count("paid") for lines in told] == [40, 40, 40]
    assert world.balance(payer) == 10**6 - 40 * 100
    assert world.query("SELECT COUNT(*) FROM payments") == [(40,)]


def test_a_paying_process_is_killed_while_another_pays(world: World) -> None:
    """Every acknowledged payment is there once, none is half done, and the audit is green."""
    icbc = world.bank()
    payer, store = world.rich(icbc, "I", 10**7), world.shop(icbc)
    victim = load.start(world.url, world.keyring, "victim-", 4_000, payer, store, 7)
    survivor = load.start(world.url, world.keyring, "survivor-", 200, payer, store, 11)
    assert victim.stdout is not None
    with victim, victim.stdout as said:
        told = [said.readline() for _ in range(60)]
        victim.kill()
        told += said.read().splitlines()
    lines = survivor.communicate(timeout=120)[0].splitlines()
    assert survivor.returncode == 0
    assert [line.split()[1] for line in lines] == ["paid"] * 200
    acknowledged = {line.split()[0] for line in told if line.strip().endswith(" paid")}
    stored = {row[0] for row in world.query("SELECT idempotency_key FROM outcomes WHERE operation = 'pay'")}
    assert acknowledged <= stored
    (count,) = world.query("SELECT COUNT(*) FROM payments")[0]
    assert count == len(stored)
    spent = 7 * sum(key.startswith("victim") for key in stored) + 11 * 200
    assert world.balance(payer) == 10**7 - spent
    assert world.usage(payer).used_today_minor == spent


def test_a_refund_reaches_the_heirs_or_is_refused_while_an_estate_is_settled(race: Race) -> None:
    """Nothing comes to wait behind a settled estate, and nobody opens a wallet in the name of the dead."""
    world = race.world
    world.invariants = FEATURE_INVARIANTS
    bank = world.bank()
    store, papers = world.shop(bank), ("a" * 64,)
    commands: list[Any] = []
    heirs: dict[WalletNo, PaymentNo] = {}
    for number in range(901, 907):
        details = (f"159{number:08d}", "李四", resident_id(number), "6222000012345678", True)
        opened = world.do(OpenWallet(bank, "personal", "III", *details))
        world.fund(opened.wallet, 1_000)
        payment, heir = PaymentNo(world.pay(WalletNo(opened.wallet), 1_000, store).payment), world.person(bank)
        heirs[heir] = payment
        world.do(CloseWallet(WalletNo(opened.wallet)))
        world.do(OpenEstate(HolderNo(opened.holder), papers))
        settle = SettleEstate(HolderNo(opened.holder), (Heir(heir, share_ppm=1_000_000),), papers)
        refunds = [RefundPayment(payment, amount) for amount in (1, 2, 3, 4)]
        commands += [*refunds[:3], settle, refunds[3], OpenWallet(bank, "personal", "III", *details)]
    counted = race.count(commands)
    assert counted["EstateSettled"] == len(heirs)
    assert counted["wallet_frozen"] + counted["estate_settled"] == len(heirs)
    assert counted["Refunded"] + counted["payee_cannot_receive"] == 4 * len(heirs)
    assert {heir: world.balance(heir) for heir in heirs} == {
        heir: world.payment(payment).refunded_minor for heir, payment in heirs.items()
    }
    assert world.audit().findings == ()
