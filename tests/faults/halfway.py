"""A process that is killed in the middle of an upgrade: `python -m tests.faults.halfway URL WRITES`.

It does so many of the upgrade's statements and then kills itself as a power cut would.
"""

import os
import signal
import sys
from collections.abc import Sequence

from jiaozi.db.engine import Connection, Row
from jiaozi.db.engines import open_engine
from jiaozi.schema import upgrade


def main(arguments: Sequence[str]) -> None:
    """Upgrades until it dies."""
    url, left = arguments[0], int(arguments[1])
    engine = open_engine(url)
    connect = engine.connect

    def one_less() -> None:
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    def dying(*, reader: bool = False) -> Connection:
        connection = connect(reader=reader)
        script, insert = connection.script, connection.insert

        def scripted(statements: Sequence[str]) -> None:
            for statement in statements:
                one_less()
                script([statement])

        def inserted(table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
            one_less()
            insert(table, columns, rows)

        connection.script, connection.insert = scripted, inserted  # type: ignore[method-assign]
        return connection

    engine.connect = dying  # type: ignore[method-assign]
    upgrade(engine, 0)


if __name__ == "__main__":
    main(sys.argv[1:])
