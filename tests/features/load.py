"""A process that pays: opens the world of a database and pays with given keys, telling each answer it gets.

`python load.py URL KEYRING PREFIX COUNT PAYER STORE AMOUNT` prints one line for each payment: the key and the outcome.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from jiaozi.kinds import StoreNo, WalletNo

ROOT = Path(__file__).resolve().parents[2]


def start(
    url: str, keyring: Path, prefix: str, count: int, payer: int, store: int, amount: int
) -> "subprocess.Popen[str]":
    """Starts a paying process."""
    arguments = [str(each) for each in (url, keyring, prefix, count, payer, store, amount)]
    environment = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": "/usr/bin:/bin"}
    command = [sys.executable, str(Path(__file__)), *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT)


def main(arguments: Sequence[str]) -> None:
    """Pays, group by group."""
    from jiaozi.clock import SimulatedClock, parse_time
    from jiaozi.config import Settings
    from jiaozi.errors import Failure, Refusal
    from jiaozi.payments.pay import Pay
    from jiaozi.platform import Platform
    from tests.features.world import MAY_2022

    url, keyring, prefix, count, payer, store, amount = arguments
    platform = Platform(Settings(db_url=url, keyring=Path(keyring)), clock=SimulatedClock(parse_time(MAY_2022)))
    command = Pay(WalletNo(int(payer)), int(amount), store=StoreNo(int(store)))
    keys = [f"{prefix}{number}" for number in range(int(count))]
    for first in range(0, len(keys), 4):
        group = keys[first : first + 4]
        for key, result in zip(group, platform.run([platform.request(1, key, command) for key in group]), strict=True):
            refused = isinstance(result.outcome, Refusal | Failure)
            sys.stdout.write(f"{key} {result.outcome.code if refused else 'paid'}\n")
        sys.stdout.flush()
    platform.close()


if __name__ == "__main__":
    main(sys.argv[1:])
