"""The invariant of time, told without a clock: what is recorded next is never much earlier."""

from collections.abc import Iterator
from typing import Final

from jiaozi.clock import SECOND_US
from jiaozi.db import world
from jiaozi.db.clock_watch import apart_us
from jiaozi.db.engine import Connection
from jiaozi.ledger.audit import Invariant
from jiaozi.timekeeping import store

GRACE: Final = 10
"""A group may commit a little after it was recorded: so many times what clocks may be apart is worth an alarm."""


def _time_goes_on(connection: Connection) -> Iterator[tuple[str, str]]:
    found = world.read(connection)
    if found is None:
        return
    apart = GRACE * apart_us(found, test=world.ahead_us(connection) is not None)
    for group, by_us in store.going_back(connection, apart):
        yield f"group {group}", f"recorded {by_us // SECOND_US} s before the group that it follows"


TIME_INVARIANTS: Final = (
    Invariant(
        "time_goes_on",
        "Nothing is recorded in the future of what was written after it, but what two people have set right.",
        _time_goes_on,
    ),
)
"""The invariant of time."""
