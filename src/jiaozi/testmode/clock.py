"""The test world's clock: goes as fast as any other, and further ahead whenever a party says so. It never goes back.

The row is locked while it changes, and read again by every group and by every request, so that all processes on the
test world agree from the next request on.
"""

from collections.abc import Sequence
from typing import Annotated, Final, NamedTuple

from jiaozi.access.schema import PRINCIPALS
from jiaozi.clock import DAY_US, SECOND_US
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import ClockData
from jiaozi.kinds import Instant, OrNone, Range
from jiaozi.outbox import emit
from jiaozi.records import dataclass
from jiaozi.testmode.schema import TEST_WORLD

STEP_MAX_S: Final = 366 * 86_400
AHEAD_MAX_US: Final = 3_660 * DAY_US
"""How far the clock may be advanced at once, and in all: beyond, keys and ids would come to their end."""
ADVANCED: Final = "test_clock.advanced"


@dataclass(frozen=True, slots=True)
class AdvanceTestClock:
    """Moves the test world's clock forward, for everybody in it and never back: by `forward_s` seconds, or to the
    instant `until`; one of the two."""

    forward_s: OrNone[Annotated[int, Range(1, STEP_MAX_S)]] = 0
    until: OrNone[Instant] = 0


class TestClockAdvanced(NamedTuple):
    """The clock was advanced: what the time of the test world was, and what it is."""

    before_at: Instant
    now_at: Instant


def _touch(tx: Tx, requests: Sequence[Request[AdvanceTestClock]]) -> None:
    tx.want(TEST_WORLD, [1])
    tx.want(PRINCIPALS, {request.principal for request in requests})


def _advance(tx: Tx, request: Request[AdvanceTestClock]) -> TestClockAdvanced | Refusal:
    """Refuses: `test_mode_only` in a live world, `test_clock_step_invalid` (back, more than 366 days at once, more than
    ten years in all)."""
    command = request.command
    world = tx.rows(TEST_WORLD).get(1)
    if world is None:
        return Refusal("test_mode_only")
    # An earlier request of this group may have advanced it since the group's time was read.
    now = request.at + world.ahead_us - tx.memo.setdefault("test clock", world.ahead_us)
    step_us = command.until - now if command.until else command.forward_s * SECOND_US
    if not 0 < step_us <= STEP_MAX_S * SECOND_US or (command.until and command.forward_s):
        return Refusal("test_clock_step_invalid", f"forward by at most {STEP_MAX_S} seconds")
    if world.ahead_us + step_us > AHEAD_MAX_US:
        return Refusal("test_clock_step_invalid", f"{AHEAD_MAX_US // DAY_US} days in all")
    world.ahead_us += step_us
    tx.rows(TEST_WORLD).changed(world)
    caller = tx.rows(PRINCIPALS).get(request.principal)
    owner = 0 if caller is None else caller.institution
    emit(tx, ADVANCED, now + step_us, owner, ClockData(seconds=step_us // SECOND_US))
    return TestClockAdvanced(now, now + step_us)


OPERATIONS: Final = (
    Operation("advance_test_clock", AdvanceTestClock, TestClockAdvanced, _touch, one_by_one(_advance), True),
)
