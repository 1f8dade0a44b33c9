"""Bulk posting: batches of single-transfer journals between the accounts of one book, through the group runner."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any, Final, NamedTuple

from jiaozi.cli.measure import latencies_ms
from jiaozi.clock import DAY_US, Seconds, monotonic_s
from jiaozi.db.commands import Operation, Operations, Outcome, Request
from jiaozi.db.runner import GroupRunner
from jiaozi.db.tx import Tx
from jiaozi.ids import LANES
from jiaozi.kinds import AccountNo, InstitutionNo, TransferNo
from jiaozi.ledger.commands import OPERATIONS, JournalOrder, JournalsPosted, PostJournals
from jiaozi.ledger.model import Code, Kind, Leg, Phase
from jiaozi.ledger.post import open_account
from jiaozi.money import ECNY
from jiaozi.platform import Platform
from jiaozi.records import dataclass

ABOUT: Final = "single-transfer journals in bulk, as in TigerBeetle's benchmark"
SHAPES: Final = ("uniform", "many-to-one", "one-to-many")
BOOK: Final = InstitutionNo(1 << 20)
FIRST_ACCOUNT: Final = 1 << 24
OPENED_AT_ONCE: Final = 100_000
AMOUNT_MAX_MINOR: Final = 10_000


@dataclass(frozen=True, slots=True)
class PostPlan:
    """What is to be posted."""

    accounts: int
    transfers: int
    batch: int
    two_phase: bool
    shape: str
    seed: int


@dataclass(frozen=True, slots=True)
class OpenBenchAccounts:
    """Opens `count` accounts without a floor, numbered from `first` on in steps of 16."""

    first: int
    count: int
    with_book: bool


class BenchAccountsOpened(NamedTuple):
    """Outcome: how many."""

    opened: int


class _Timed(NamedTuple):
    durations: list[Seconds]
    posted: int
    refused: int


def _touch(tx: Tx, requests: Sequence[Request]) -> None:
    """New accounts: there is nothing to lock."""


def _open(tx: Tx, requests: Sequence[Request]) -> list[Outcome]:
    outcomes: list[Outcome] = []
    for request in requests:
        command: OpenBenchAccounts = request.command
        if command.with_book:
            tx.appender("books", ("id", "code")).append((BOOK, "bench"))
        for number in range(command.count):
            open_account(tx, AccountNo(command.first + number * LANES), BOOK, ECNY.id, Kind.PLAIN, floor=None)
        outcomes.append(BenchAccountsOpened(command.count))
    return outcomes


_OPEN: Final = Operation("open_bench_accounts", OpenBenchAccounts, BenchAccountsOpened, _touch, _open)


def run(platform: Platform, plan: PostPlan) -> dict[str, Any]:
    """Opens the accounts, posts everything, and returns the figures as plain data."""
    operations = Operations([*OPERATIONS, _OPEN])
    runner = GroupRunner(platform.engine, operations, platform.clock, platform.ids, platform.watch)
    try:
        _open_accounts(platform, runner, plan.accounts)
        started = monotonic_s()
        timed = _post_all(platform, runner, plan)
        whole = monotonic_s() - started
    finally:
        runner.close()
    seconds = sum(timed.durations)
    return {
        "benchmark": "post",
        "accounts": plan.accounts,
        "transfers": timed.posted,
        "refused": timed.refused,
        "batch": plan.batch,
        "two_phase": plan.two_phase,
        "shape": plan.shape,
        "seed": plan.seed,
        "transfers_per_s": round(timed.posted / seconds),
        "seconds": round(seconds, 3),
        "generation_seconds": round(whole - seconds, 3),
        "batch_ms": latencies_ms(timed.durations),
    }


def _open_accounts(platform: Platform, runner: GroupRunner, accounts: int) -> None:
    for start in range(0, accounts, OPENED_AT_ONCE):
        count = min(OPENED_AT_ONCE, accounts - start)
        command = OpenBenchAccounts(FIRST_ACCOUNT + start * LANES, count, start == 0)
        runner.run([platform.request(0, f"open.{start}", command)])


def _post_all(platform: Platform, runner: GroupRunner, plan: PostPlan) -> _Timed:
    durations: list[Seconds] = []
    posted = refused = 0
    for number, orders in enumerate(_batches(plan)):
        expiry = platform.clock.now() + DAY_US if plan.two_phase else 0
        first = PostJournals(_reserved(orders, expiry) if expiry else orders)
        outcome = _timed_run(platform, runner, f"{number}.post", first, durations)
        posted, refused = posted + len(orders) - len(outcome.refused), refused + len(outcome.refused)
        if expiry:
            second = PostJournals(_captured(orders, outcome))
            outcome = _timed_run(platform, runner, f"{number}.capture", second, durations)
            posted, refused = posted + len(orders) - len(outcome.refused), refused + len(outcome.refused)
    return _Timed(durations, posted, refused)


def _timed_run(
    platform: Platform, runner: GroupRunner, key: str, command: PostJournals, durations: list[Seconds]
) -> JournalsPosted:
    started = monotonic_s()
    outcome = runner.run([platform.request(0, key, command)])[0].outcome
    durations.append(monotonic_s() - started)
    if not isinstance(outcome, JournalsPosted):
        raise outcome if isinstance(outcome, Exception) else RuntimeError(str(outcome))
    return outcome


def _batches(plan: PostPlan) -> Iterator[list[JournalOrder]]:
    """The orders of each batch. With two phases an order counts twice: reserved, then captured."""
    random = Random(plan.seed)
    left = plan.transfers // 2 if plan.two_phase else plan.transfers
    while left > 0:
        count = min(plan.batch, left)
        left -= count
        yield [_order(random, plan) for _ in range(count)]


def _order(random: Random, plan: PostPlan) -> JournalOrder:
    debit = 0 if plan.shape == "one-to-many" else int(random.random() * plan.accounts)
    credit = 0 if plan.shape == "many-to-one" else int(random.random() * (plan.accounts - 1))
    if plan.shape == "many-to-one":
        debit = debit or 1
    elif credit >= debit:
        credit += 1
    amount = 1 + int(random.random() * AMOUNT_MAX_MINOR)
    return JournalOrder(
        (
            Leg(
                AccountNo(FIRST_ACCOUNT + debit * LANES),
                AccountNo(FIRST_ACCOUNT + credit * LANES),
                amount,
                int(Code.TRANSFER),
            ),
        )
    )


def _reserved(orders: list[JournalOrder], expires_at: int) -> list[JournalOrder]:
    """The same orders as reservations."""
    return [
        JournalOrder((order.legs[0]._replace(phase=int(Phase.PENDING), expires_at=expires_at),)) for order in orders
    ]


def _captured(orders: list[JournalOrder], reserved: JournalsPosted) -> list[JournalOrder]:
    """The capture of each reservation in full. A hold has the id of its journal's one transfer."""
    return [
        JournalOrder((order.legs[0]._replace(phase=int(Phase.CAPTURED), hold=TransferNo(hold)),))
        for order, hold in zip(orders, reserved.journals, strict=True)
        if hold
    ]
