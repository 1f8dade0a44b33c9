"""Processes of their own in a test's world: `python -m tests.grantlists.processes URL KEYRING INSTANT BATCH`."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from jiaozi.clock import SimulatedClock
from jiaozi.config import Settings
from jiaozi.platform import Platform
from jiaozi.worker import grantlists

ROOT = Path(__file__).parents[2]


def start(url: str, keyring: Path, at: int, batch: int) -> "subprocess.Popen[str]":
    """A process that grants until nothing is due, so many lines at a time, in a world at an instant."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src"), *sys.path])}
    words = [sys.executable, "-m", "tests.grantlists.processes", url, str(keyring), str(at), str(batch)]
    return subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def main(arguments: Sequence[str]) -> None:
    """Grants until nothing is due."""
    url, keyring, at, batch = arguments
    vars(grantlists)["BATCH_MAX"] = int(batch)
    settings = Settings(db_url=url, keyring=Path(keyring))
    platform = Platform(settings, clock=SimulatedClock(int(at)), now_us=int(at))
    worker, due = grantlists.GrantLists(platform), True
    while due:
        worker.turn()
        with platform.snapshot() as connection:
            due = worker.is_due(connection)
    platform.close()


if __name__ == "__main__":
    main(sys.argv[1:])
