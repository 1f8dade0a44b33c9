"""Time: integers of microseconds since the Unix epoch, and China's calendar days. The only module that reads a clock.

China Standard Time is UTC+8 without daylight saving since 1991, so days are exact integer arithmetic.
"""

import threading
import time
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final, Protocol

SECOND_US: Final = 1_000_000
HOUR_US: Final = 3_600 * SECOND_US
DAY_US: Final = 86_400 * SECOND_US
CLOCKS_APART_US: Final = 60 * SECOND_US
"""So far the clocks of processes on one database may be apart before an audit calls two times of theirs contradictory:
what one decides is recorded no earlier than what another, whose clock is ahead, has recorded before it."""
CHINA_OFFSET_US: Final = 8 * 3600 * SECOND_US
CHINA: Final = timezone(timedelta(hours=8), "CST")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY: Final = date(1970, 1, 1).toordinal()

Seconds = float
"""A measured duration."""


class Clock(Protocol):
    """Where the platform's time comes from."""

    def now(self) -> int:
        """Unix microseconds."""
        ...


class SystemClock:
    """The machine's clock, moved by a fixed offset in microseconds (0 for the real world)."""

    def __init__(self, offset_us: int = 0) -> None:
        self.offset_us = offset_us

    def now(self) -> int:
        """Unix microseconds plus the offset."""
        return time.time_ns() // 1000 + self.offset_us


class AdvancedClock(SystemClock):
    """The machine's clock, moved by a fixed offset and further ahead by what was decided since; never goes back."""

    def __init__(self, offset_us: int = 0) -> None:
        super().__init__(offset_us)
        self._ahead_us = 0
        self._lock = threading.Lock()

    def now(self) -> int:
        """Unix microseconds plus the offset and the advance."""
        return super().now() + self._ahead_us

    def be_ahead(self, ahead_us: int) -> None:
        """How far the clock was advanced in all, in microseconds; less than it knows of already is ignored."""
        with self._lock:
            self._ahead_us = max(self._ahead_us, ahead_us)


class SimulatedClock:
    """Stands still until it is set; never goes back."""

    def __init__(self, now_us: int) -> None:
        self._now_us = now_us
        self._lock = threading.Lock()

    def now(self) -> int:
        """The simulated Unix microseconds."""
        return self._now_us

    def advance_to(self, now_us: int) -> None:
        """Moves the clock forward; an earlier instant is ignored."""
        with self._lock:
            self._now_us = max(self._now_us, now_us)


def monotonic_s() -> Seconds:
    """Seconds of a clock that only measures durations."""
    return time.monotonic()


def china_day(at_us: int) -> int:
    """Number of China's calendar day (days since 1970-01-01 there) at an instant."""
    return (at_us + CHINA_OFFSET_US) // DAY_US


def china_date(at_us: int) -> date:
    """China's calendar date at an instant."""
    return date.fromordinal(_EPOCH_DAY + china_day(at_us))


def day_to_date(day: int) -> date:
    """The date of a China day number."""
    return date.fromordinal(_EPOCH_DAY + day)


def date_to_day(day: date) -> int:
    """The China day number of a date."""
    return day.toordinal() - _EPOCH_DAY


def china_midnight(day: date) -> int:
    """The instant at which a date begins in China, in Unix microseconds."""
    return date_to_day(day) * DAY_US - CHINA_OFFSET_US


def format_time(at_us: int) -> str:
    """ISO 8601 with China's offset: `2022-05-15T23:59:59.000000+08:00`."""
    return (_EPOCH + timedelta(microseconds=at_us)).astimezone(CHINA).isoformat(timespec="microseconds")


def parse_time(text: str) -> int:
    """Unix microseconds of an ISO 8601 instant with an offset. Raises `ValueError`, also when the offset is missing."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time needs its offset, for example +08:00")
    return (moment - _EPOCH) // timedelta(microseconds=1)
