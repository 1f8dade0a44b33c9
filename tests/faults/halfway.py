"""A process that is killed in the middle of a migration: `python -m tests.faults.halfway URL STATEMENTS`.

It runs so many of the migration's statements and then kills itself as a power cut would.
"""

import os
import signal
import sys
from collections.abc import Sequence

from jiaozi import schema
from jiaozi.db.engine import Connection, Engine
from jiaozi.db.engines import open_engine
from jiaozi.db.migrate import migrate


def main(arguments: Sequence[str]) -> None:
    """Migrates until it dies."""
    url, left = arguments[0], int(arguments[1])
    engine = open_engine(url)
    connect = engine.connect

    def dying(*, reader: bool = False) -> Connection:
        connection = connect(reader=reader)
        script = connection.script

        def killed(statements: Sequence[str]) -> None:
            nonlocal left
            for statement in statements:
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                left -= 1
                script([statement])
            if len(statements) > 1:
                os.kill(os.getpid(), signal.SIGKILL)

        connection.script = killed  # type: ignore[method-assign]
        return connection

    engine.connect = dying  # type: ignore[method-assign]
    run(engine)


def run(engine: Engine) -> int:
    """The platform's migrations."""
    return migrate(engine, schema.migrations(engine), 0)


if __name__ == "__main__":
    main(sys.argv[1:])
