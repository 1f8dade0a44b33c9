"""A process that gives envelopes back, to be killed: `python -m tests.envelopes.sweeper URL KEYRING INSTANT`."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from jiaozi.clock import SimulatedClock
from jiaozi.config import Settings
from jiaozi.platform import Platform
from jiaozi.worker.expiry import ENVELOPES, Expiry

ROOT = Path(__file__).parents[2]


def start(url: str, keyring: Path, at: int) -> "subprocess.Popen[bytes]":
    """Such a process, in a world's file at an instant."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src"), *sys.path])}
    words = [sys.executable, "-m", "tests.envelopes.sweeper", url, str(keyring), str(at)]
    return subprocess.Popen(words, cwd=ROOT, env=environment)


def main(arguments: Sequence[str]) -> None:
    """Gives back until nothing is due."""
    url, keyring, at = arguments
    settings = Settings(db_url=url, keyring=Path(keyring))
    platform = Platform(settings, clock=SimulatedClock(int(at)), now_us=int(at))
    worker, due = Expiry(platform, ENVELOPES), True
    while due:
        worker.turn()
        with platform.snapshot() as connection:
            due = worker.is_due(connection)
    platform.close()


if __name__ == "__main__":
    main(sys.argv[1:])
