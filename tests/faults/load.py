"""Load for the fault tests: payments of one fen under known keys, and the proof that each happened exactly once.

As a program it is a process to be killed: `python -m tests.faults.load URL KEYRING LOG PREFIX COUNT DEBIT CREDIT`. It
writes a key to LOG only after its payment was acknowledged.
"""

import os
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from pathlib import Path

from jiaozi.clock import SystemClock
from jiaozi.db.commands import Request, Result
from jiaozi.errors import ERRORS, Failure, Refusal
from jiaozi.kinds import AccountNo
from jiaozi.ledger.commands import JournalsPosted, PostJournals
from tests.ledger.world import KEYRING, LedgerWorld, order, pay

IN_FLIGHT = 64
PATIENCE_S = 60
ROOT = Path(__file__).parents[2]


def payment(world: LedgerWorld, key: str, debit: AccountNo, credit: AccountNo) -> Request:
    """One fen from debit to credit."""
    return world.platform.request(1, key, PostJournals((order(pay(debit, credit, 1)),)))


def is_done(result: Result) -> bool:
    """Whether a result acknowledges the payment; anything else must say that it can be tried again."""
    if isinstance(result.outcome, JournalsPosted):
        assert not result.outcome.refused, result
        return True
    assert isinstance(result.outcome, Failure), result
    assert ERRORS[result.outcome.code].retryable or result.outcome.code == "storage_full", result
    return False


def drive(
    world: LedgerWorld, keys: Iterable[str], debit: AccountNo, credit: AccountNo, log: Path | None = None
) -> list[str]:
    """Pays under every key with many in flight, each tried again until it is acknowledged; the keys in that order."""
    waiting: deque[tuple[str, Future[Result]]] = deque()
    fresh = deque(keys)
    acknowledged: list[str] = []
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND) if log else -1
    give_up_at = time.monotonic() + PATIENCE_S
    while fresh or waiting:
        assert time.monotonic() < give_up_at, "the database did not come back"
        while fresh and len(waiting) < IN_FLIGHT:
            key = fresh.popleft()
            waiting.append((key, world.platform.writer.submit(payment(world, key, debit, credit))))
        key, future = waiting.popleft()
        if is_done(future.result(PATIENCE_S)):
            acknowledged.append(key)
            if log:
                os.write(handle, f"{key}\n".encode())
        else:
            time.sleep(0.01)
            fresh.appendleft(key)
    return acknowledged


def prove(
    world: LedgerWorld, keys: Sequence[str], acknowledged: Iterable[str], debit: AccountNo, credit: AccountNo
) -> None:
    """Every acknowledged payment is there once; the others can be sent again, and then are there once too."""
    for key in acknowledged:
        result = world.platform.run([payment(world, key, debit, credit)])[0]
        assert result.replayed, f"{key} was acknowledged and is gone"
        assert is_done(result)
    requests = [payment(world, key, debit, credit) for key in keys]
    for result in world.platform.run(requests):
        assert not isinstance(result.outcome, Refusal)
        assert is_done(result)
    assert world.balances([debit, credit]) == [(len(keys), 0, 0), (len(keys), 0, 0)]
    report = world.audit()
    assert report.findings == ()
    assert report.counts["transfers"] == len(keys)


def start(url: str, log: Path, prefix: str, count: int, debit: int, credit: int) -> "subprocess.Popen[bytes]":
    """A process that drives this load."""
    arguments = [url, str(KEYRING), str(log), prefix, str(count), str(debit), str(credit)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src"), *sys.path])}
    return subprocess.Popen([sys.executable, "-m", "tests.faults.load", *arguments], cwd=ROOT, env=environment)


def keys_of(prefix: str, count: int) -> list[str]:
    """The keys of a load."""
    return [f"{prefix}-{number}" for number in range(count)]


def acknowledged_in(log: Path) -> list[str]:
    """What a load wrote down as acknowledged; a line cut off by a kill was not."""
    text = log.read_text() if log.exists() else ""
    return text[: text.rfind("\n") + 1].split()


def wait_for(log: Path, count: int, process: "subprocess.Popen[bytes]") -> None:
    """Waits until a load has acknowledged so many payments."""
    give_up_at = time.monotonic() + PATIENCE_S
    while len(acknowledged_in(log)) < count:
        assert process.poll() is None, f"the load ended with {process.returncode}"
        assert time.monotonic() < give_up_at, "the load does not get on"
        time.sleep(0.01)


def main(arguments: Sequence[str]) -> None:
    """Runs the load until it is done or killed."""
    url, keyring, log, prefix, count, debit, credit = arguments
    world = LedgerWorld(url, SystemClock(), Path(keyring))
    drive(world, keys_of(prefix, int(count)), AccountNo(int(debit)), AccountNo(int(credit)), Path(log))
    world.close()


if __name__ == "__main__":
    main(sys.argv[1:])
