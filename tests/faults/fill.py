"""A process that pays until its disk is full, makes room, and proves what it was told.

`python -m tests.faults.fill FOLDER KEYRING REPORT volume|limit`: the folder is a small volume, or files are limited.
"""

import resource
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from jiaozi.clock import SystemClock
from jiaozi.db import runner
from jiaozi.errors import Failure
from jiaozi.kinds import AccountNo
from jiaozi.ledger.commands import JournalsPosted
from tests.faults import load
from tests.ledger.world import LedgerWorld

LIMIT = 2 * 1024 * 1024
KEYS = load.keys_of("key", 20_000)


def main(arguments: Sequence[str]) -> None:
    """Fills, frees, proves."""
    folder, keyring, report, kind = arguments
    ballast = Path(folder) / "ballast"
    ballast.write_bytes(bytes(3 * 1024 * 1024))
    world = LedgerWorld(f"sqlite:///{folder}/jiaozi.db", SystemClock(), Path(keyring))
    debit, credit = world.source(), world.open()
    if kind == "limit":
        # A write that fails because a file is too long is an I/O error: its outcome is asked for, in vain, until the
        # limit is gone.
        runner.SETTLE_TRIES = 3  # type: ignore[misc]
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, resource.RLIM_INFINITY))
    acknowledged, failure = _fill(world, debit, credit)
    balance = world.balances([credit])[0][0]
    ballast.unlink()
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    if kind == "volume":
        assert failure == "storage_full", failure
    assert balance == len(acknowledged), (balance, len(acknowledged), failure)
    # What could not be written may be sent again.
    load.prove(world, KEYS[: len(acknowledged) + 50], acknowledged, debit, credit)
    world.close()
    Path(report).write_text(f"sound: {len(acknowledged)} payments, then {failure}\n")


def _fill(world: LedgerWorld, debit: AccountNo, credit: AccountNo) -> tuple[list[str], str]:
    """The payments that were acknowledged, and what the first that was not was told."""
    acknowledged: list[str] = []
    for key in KEYS:
        result = world.platform.run([load.payment(world, key, debit, credit)])[0]
        if not isinstance(result.outcome, JournalsPosted):
            assert isinstance(result.outcome, Failure), result
            return acknowledged, result.outcome.code
        acknowledged.append(key)
    raise AssertionError("the disk never filled")


if __name__ == "__main__":
    main(sys.argv[1:])
