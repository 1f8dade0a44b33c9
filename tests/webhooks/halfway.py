"""A process that sends webhooks until it is killed: `python -m tests.webhooks.halfway DB_URL KEYRING`."""

import sys
from pathlib import Path
from threading import Event

from jiaozi.config import Settings
from jiaozi.platform import Platform
from jiaozi.webhooks.sender import Sender
from jiaozi.worker.webhooks import Webhooks

if __name__ == "__main__":
    url, keyring = sys.argv[1:]
    webhooks = Webhooks(Platform(Settings(db_url=url, keyring=Path(keyring))), Sender(loopback=True))
    while True:
        webhooks.turn()
        Event().wait(0.05)
