"""A server process for tests: `python -m tests.api.main DB_URL KEYRING PORT` serves until it is told to stop; with a
fourth argument by a clock that is so many seconds ahead."""

import sys
from pathlib import Path

from jiaozi.api.server import serve
from jiaozi.clock import SECOND_US, SystemClock
from jiaozi.config import Settings
from jiaozi.platform import Platform

if __name__ == "__main__":
    url, keyring, port, *ahead = sys.argv[1:]
    clock = SystemClock(int(ahead[0]) * SECOND_US) if ahead else None
    serve(Platform(Settings(db_url=url, keyring=Path(keyring)), clock=clock), "127.0.0.1", int(port), drain_s=0.3)
