"""Real threads and real processes on hot accounts and same keys: nothing lost, nothing doubled, no floor passed."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from pathlib import Path

import pytest

from jiaozi.clock import SystemClock
from jiaozi.db import writer
from jiaozi.db.commands import Request, Result
from jiaozi.db.engine import Connection
from jiaozi.errors import ERRORS, Failure
from jiaozi.ledger import store
from jiaozi.ledger.commands import JournalsPosted, PostJournals
from jiaozi.ledger.model import Leg, Posted
from tests.faults import load
from tests.ledger.world import LedgerWorld, capture, codes, ledger_world, order, pay, reserve

THREADS = 8
EACH = 40


@pytest.fixture
def world(db_url: str) -> Iterator[LedgerWorld]:
    with ledger_world(db_url, SystemClock()) as made:
        yield made


def race(work: Callable[[int], None]) -> None:
    """Runs `work(number)` in several threads that start together; raises what one of them raised."""
    barrier = threading.Barrier(THREADS)
    failed: list[BaseException] = []

    def run(number: int) -> None:
        barrier.wait()
        try:
            work(number)
        except BaseException as error:
            failed.append(error)
            raise

    threads = [threading.Thread(target=run, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(load.PATIENCE_S)
    assert failed == []
    assert not any(thread.is_alive() for thread in threads)


def send(world: LedgerWorld, key: str, *legs: Leg) -> "Future[Result]":
    return world.platform.writer.submit(request(world, key, *legs))


def request(world: LedgerWorld, key: str, *legs: Leg) -> Request:
    return world.platform.request(1, key, PostJournals((order(*legs),)))


def decided(futures: Sequence["Future[Result]"]) -> Counter[str]:
    """How often each outcome came."""
    results = [future.result(load.PATIENCE_S).outcome for future in futures]
    assert all(isinstance(outcome, JournalsPosted) for outcome in results), results
    return Counter(code for outcome in results for code in codes(outcome.results))


@pytest.mark.parametrize("direction", ["many to one", "one to many"])
def test_a_hot_account(world: LedgerWorld, direction: str) -> None:
    source, hot = world.source(), world.open()
    others = world.open_many(THREADS)
    world.post(*(order(pay(source, other, EACH)) for other in (*others, *([hot] * THREADS))))
    futures: list[Future[Result]] = []

    def work(number: int) -> None:
        for n in range(EACH):
            sides = (others[number], hot) if direction == "many to one" else (hot, others[number])
            futures.append(send(world, f"{number}-{n}", pay(*sides, 1)))

    race(work)
    assert decided(futures) == {"posted": THREADS * EACH}
    inward = direction == "many to one"
    assert world.balances([hot]) == [(2 * THREADS * EACH if inward else 0, 0, 0)]
    assert world.balances(others) == [(0 if inward else 2 * EACH, 0, 0)] * THREADS


def test_a_floor_is_never_passed_however_many_try(world: LedgerWorld) -> None:
    source, hot, till = world.source(), world.open(), world.open()
    world.move(pay(source, hot, 100))
    futures: list[Future[Result]] = []

    def work(number: int) -> None:
        for n in range(EACH):
            legs = [reserve(hot, till, 3)] if n % 2 else [pay(hot, till, 3)]
            futures.append(send(world, f"{number}-{n}", *legs))

    race(work)
    assert decided(futures) == {"posted": 33, "insufficient_funds": THREADS * EACH - 33}
    ((posted, out, _),) = world.balances([hot])
    assert posted - out == 1


def test_transfers_that_cross_do_not_deadlock(world: LedgerWorld) -> None:
    """formance ledger #764, #767 and mojaloop #1190: locks taken in the order of the request deadlock."""
    source = world.source()
    ring = world.open_many(4)
    world.post(*(order(pay(source, account, 1_000)) for account in ring))
    futures: list[Future[Result]] = []

    def work(number: int) -> None:
        for n in range(EACH):
            first, second = ring[(number + n) % 4], ring[(number + 1 + n * 3) % 4]
            if first != second:
                futures.append(send(world, f"{number}-{n}", pay(first, second, 1), pay(second, first, 2)))

    race(work)
    assert decided(futures) == {"posted": len(futures)}
    assert sum(posted for posted, _, _ in world.balances(ring)) == 4_000


def test_one_key_from_many_threads_has_one_effect(world: LedgerWorld) -> None:
    """midaz #1974, mojaloop #2873: a retry that overtakes its first attempt pays twice."""
    source, till = world.source(), world.open()
    results: list[Result] = []

    def work(number: int) -> None:
        runner = world.platform.make_runner()
        for n in range(5):
            results.extend(runner.run([request(world, f"same-{n}", pay(source, till, 7))]))
        runner.close()

    race(work)
    assert world.balances([till]) == [(5 * 7, 0, 0)]
    assert len({result.outcome.journals[0] for result in results}) == 5
    assert sum(not result.replayed for result in results) == 5


def test_one_hold_captured_by_many_is_captured_once(world: LedgerWorld) -> None:
    source, shop = world.source(), world.open()
    payer = world.open()
    world.move(pay(source, payer, 100))
    hold = world.move(reserve(payer, shop, 10))
    futures: list[Future[Result]] = []

    def work(number: int) -> None:
        futures.append(send(world, f"capture-{number}", capture(payer, shop, 3, hold)))

    race(work)
    assert decided(futures) == {"posted": 3, "hold_exceeded": THREADS - 3}
    assert world.balances([payer, shop]) == [(91, 1, 0), (9, 0, 1)]


def test_contention_is_never_mistaken_for_a_lack_of_money(world: LedgerWorld) -> None:
    """panurus #2395: money that is there is refused because another payment holds the account."""
    source, hot = world.source(), world.open()
    world.move(pay(source, hot, THREADS * EACH))
    futures: list[Future[Result]] = []

    def work(number: int) -> None:
        futures.extend(send(world, f"{number}-{n}", pay(hot, source, 1)) for n in range(EACH))

    race(work)
    assert decided(futures) == {"posted": THREADS * EACH}


def test_a_full_queue_refuses_at_once_and_can_be_tried_again(world: LedgerWorld) -> None:
    source, till = world.source(), world.open()
    world.platform.settings = world.platform.settings.__class__(queue_max=5)
    refused = []
    futures = []
    for n in range(200):
        try:
            futures.append(send(world, f"k{n}", pay(source, till, 1)))
        except Failure as failure:
            refused.append(failure.code)
    assert set(refused) == {"overloaded"}
    assert ERRORS["overloaded"].retryable
    assert decided(futures) == {"posted": 200 - len(refused)}
    assert world.balances([till]) == [(200 - len(refused), 0, 0)]


@pytest.mark.slow
def test_processes_on_one_database_share_keys_and_a_hot_account(db_url: str, tmp_path: Path) -> None:
    """Three processes race for the same keys; each key is acknowledged to all of them and happens once."""
    world = LedgerWorld(db_url, SystemClock())
    debit, credit = world.source(), world.open()
    logs = [tmp_path / f"log{number}" for number in range(3)]
    processes = [load.start(db_url, log, "shared", 150, debit, credit) for log in logs]
    assert [process.wait(load.PATIENCE_S) for process in processes] == [0, 0, 0]
    keys = load.keys_of("shared", 150)
    for log in logs:
        assert sorted(load.acknowledged_in(log)) == sorted(keys)
    load.prove(world, keys, keys, debit, credit)
    world.close()


def test_statement_pages_are_complete_and_in_order_while_others_write(world: LedgerWorld) -> None:
    source, hot = world.source(), world.open()
    done = threading.Event()
    pages: list[list[int]] = []

    def read_all() -> None:
        with world.platform.snapshot() as connection:
            held = store.account(connection, hot)
            assert held is not None
            versions: list[int] = []
            for first in range(1, held.version + 1, 50):
                rows = store.history(connection, hot, first, first + 49)
                versions += [store.side_of(row, hot)[0] for row in rows]
            assert versions == list(range(1, held.version + 1))
            assert not rows_differ(held.version, held.posted, connection, hot)
            pages.append(versions)

    def read() -> None:
        while not done.is_set():
            read_all()

    reader = threading.Thread(target=read)
    reader.start()
    futures: list[Future[Result]] = []

    def work(number: int) -> None:
        futures.extend(send(world, f"{number}-{n}", pay(source, hot, 1)) for n in range(EACH))

    race(work)
    assert decided(futures) == {"posted": THREADS * EACH}
    done.set()
    reader.join(load.PATIENCE_S)
    assert not reader.is_alive()
    read_all()
    assert len(pages[-1]) == THREADS * EACH


def rows_differ(version: int, posted: int, connection: Connection, account: int) -> bool:
    """Whether the newest row of a history is not what the account states in the same snapshot."""
    if version == 0:
        return posted != 0
    (last,) = store.history(connection, account, version, version)
    return store.side_of(last, account) != (version, posted)


def test_posted_is_answered_only_after_the_commit(world: LedgerWorld) -> None:
    source, till = world.source(), world.open()
    for n in range(20):
        result = send(world, f"k{n}", pay(source, till, 1)).result(load.PATIENCE_S)
        assert isinstance(result.outcome.results[0], Posted)
        assert world.balances([till]) == [(n + 1, 0, 0)]


def test_a_group_waits_for_the_commands_that_are_on_their_way(
    world: LedgerWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "LINGER_S", load.PATIENCE_S)
    source, till = world.source(), world.open()
    sizes, coming = list[int](), [True]
    world.platform.writer.on_group = sizes.append
    world.platform.writer.coming = lambda: coming[0]
    sent = [send(world, f"k{number}", pay(source, till, 1)) for number in range(3)]
    assert wait(sent, timeout=0.2).done == set()
    coming[0] = False
    world.platform.writer.arrived()
    assert decided(sent) == {"posted": 3}
    assert sizes == [3]


def test_nobody_waits_long_for_those_that_never_come(world: LedgerWorld) -> None:
    source, till = world.source(), world.open()
    world.platform.writer.coming = lambda: True
    assert decided([send(world, "k", pay(source, till, 1))]) == {"posted": 1}


def test_a_stop_waits_for_none_that_are_on_their_way(world: LedgerWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "LINGER_S", 10 * load.PATIENCE_S)
    source, till = world.source(), world.open()
    world.platform.writer.coming = lambda: True
    sent = send(world, "k", pay(source, till, 1))
    world.platform.writer.stop()
    assert sent.done()
    assert decided([sent]) == {"posted": 1}
