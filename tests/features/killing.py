"""A part of the worker in a process of its own, to be killed in the middle:
`python -m tests.features.killing WORKER URL KEYRING INSTANT BATCH`."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from jiaozi.clock import SimulatedClock
from jiaozi.config import Settings
from jiaozi.platform import Platform

ROOT = Path(__file__).parents[2]
PATIENCE_S = 300


def start(worker: str, url: str, keyring: Path, at: int, batch: int = 0) -> "subprocess.Popen[str]":
    """A process in which a part of the worker, such as `bills.BillTurns`, works in a world at an instant until nothing
    is due; so much in one step, where that is said."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src"), *sys.path])}
    words = [sys.executable, "-m", "tests.features.killing", worker, url, str(keyring), str(at), str(batch)]
    return subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def kill(begin: Callable[[], "subprocess.Popen[str]"], done: Callable[[], int], count: int, kills: int = 1) -> None:
    """Begins so often, and kills as soon as anything more is done. It has to be in the middle of `count`."""
    give_up_at, seen = time.monotonic() + PATIENCE_S, []
    for _ in range(kills):
        before = done()
        process = begin()
        while done() == before:
            assert process.poll() is None, "it ended before it was killed"
            assert time.monotonic() < give_up_at, "it does not get on"
            time.sleep(0.002)
        process.kill()
        process.communicate()
        seen.append(done())
    assert 0 < seen[0] <= seen[-1] < count, "it was killed in the middle"


def finish(*processes: "subprocess.Popen[str]") -> None:
    """Waits until they have done all that is due."""
    for process in processes:
        with process:
            assert process.wait(PATIENCE_S) == 0


def main(worker: str, url: str, keyring: str, at: str, batch: str) -> None:
    """Works until nothing is due."""
    module, _, name = worker.partition(".")
    part = import_module(f"jiaozi.worker.{module}")
    if int(batch):
        vars(part)["BATCH_MAX"] = int(batch)
    platform = Platform(Settings(db_url=url, keyring=Path(keyring)), clock=SimulatedClock(int(at)), now_us=int(at))
    turns, due = vars(part)[name](platform), True
    while due:
        turns.turn()
        with platform.snapshot() as connection:
            due = turns.is_due(connection)
    platform.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
