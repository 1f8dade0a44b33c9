"""A process killed while it sets up a twin: `python -m tests.testmode.dying DB TEST_DB KEYRING PRINCIPAL STEPS`."""

import os
import signal
import sys
from itertools import count
from pathlib import Path

from jiaozi.access.store import principal
from jiaozi.config import Settings
from jiaozi.db.commands import Result
from jiaozi.platform import Platform
from jiaozi.testmode.setup import original_of, set_up

if __name__ == "__main__":
    db_url, test_db_url, keyring, who, steps = sys.argv[1:]
    live = Platform(Settings(db_url=db_url, test_db_url=test_db_url, keyring=Path(keyring)))
    with live.snapshot() as connection:
        caller = principal(connection, int(who))
        assert caller is not None
        original = original_of(connection, caller)
    test = live.open_test_world()
    done = count(1)

    def execute(number: int, key: str, command: object) -> Result:
        """Runs a step; after the last one nothing runs any more."""
        result = test.run([test.request(number, key, command)])[0]
        if next(done) == int(steps):
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    set_up(execute, original)
