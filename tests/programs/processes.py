"""Processes of their own in a test's world: `python -m tests.programs.processes WORK URL KEYRING INSTANT ...`."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from jiaozi.clock import SimulatedClock
from jiaozi.config import Settings
from jiaozi.errors import Failure, Refusal
from jiaozi.kinds import ProgramNo, WalletNo
from jiaozi.platform import Platform
from jiaozi.programs.claiming import ClaimProgram
from jiaozi.worker.programs import Programs

ROOT = Path(__file__).parents[2]


def start(work: str, url: str, keyring: Path, at: int, *more: int) -> "subprocess.Popen[str]":
    """Such a process, in a world at an instant."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src"), *sys.path])}
    words = [sys.executable, "-m", "tests.programs.processes", work, url, str(keyring), str(at), *map(str, more)]
    return subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def sweep(platform: Platform) -> None:
    """Takes back what has ended until nothing is due."""
    worker, due = Programs(platform), True
    while due:
        worker.reclaim()
        with platform.snapshot() as connection:
            due = worker.is_due(connection)


def grab(platform: Platform, program: int, *wallets: int) -> Counter[str]:
    """How many of the wallets, all at once, had which answer to a claim; by other keys in each process."""
    requests = [
        platform.request(1, f"{os.getpid()}-{wallet}", ClaimProgram(ProgramNo(program), WalletNo(wallet)))
        for wallet in wallets
    ]
    waiting = [platform.writer.submit(request) for request in requests]
    outcomes = [future.result(60).outcome for future in waiting]
    return Counter(each.code if isinstance(each, Refusal | Failure) else type(each).__name__ for each in outcomes)


def main(arguments: Sequence[str]) -> None:
    """Does the work that is named."""
    work, url, keyring, at, *more = arguments
    settings = Settings(db_url=url, keyring=Path(keyring))
    platform = Platform(settings, clock=SimulatedClock(int(at)), now_us=int(at))
    if work == "sweep":
        sweep(platform)
    else:
        print(json.dumps(grab(platform, *map(int, more))))
    platform.close()


if __name__ == "__main__":
    main(sys.argv[1:])
