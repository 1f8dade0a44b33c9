"""The worker's turns in a process of its own: `python -m tests.automatic.processes URL KEYRING INSTANT`."""

import os
import subprocess
import sys
from pathlib import Path

from jiaozi.clock import SimulatedClock
from jiaozi.config import Settings
from jiaozi.platform import Platform
from jiaozi.worker.balances import BalanceTurns

ROOT = Path(__file__).parents[2]


def start(url: str, keyring: Path, at: int) -> "subprocess.Popen[str]":
    """Such a process, in a world at an instant."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src"), *sys.path])}
    words = [sys.executable, "-m", "tests.automatic.processes", url, str(keyring), str(at)]
    return subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def main(url: str, keyring: str, at: str) -> None:
    """Tends balance rules until nothing is due."""
    settings = Settings(db_url=url, keyring=Path(keyring))
    platform = Platform(settings, clock=SimulatedClock(int(at)), now_us=int(at))
    worker, due = BalanceTurns(platform), True
    while due:
        worker.turn()
        with platform.snapshot() as connection:
            due = worker.is_due(connection)
    platform.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
