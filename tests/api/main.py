"""A server process for tests: `python -m tests.api.main DB_URL KEYRING PORT` serves until it is told to stop."""

import sys
from pathlib import Path

from jiaozi.api.server import serve
from jiaozi.config import Settings
from jiaozi.platform import Platform

if __name__ == "__main__":
    url, keyring, port = sys.argv[1:]
    serve(Platform(Settings(db_url=url, keyring=Path(keyring))), "127.0.0.1", int(port), drain_s=0.3)
