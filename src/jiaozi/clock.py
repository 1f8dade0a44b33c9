"""Time: integers of microseconds since the Unix epoch, and China's calendar days. The only module that reads a clock.

China Standard Time is UTC+8 without daylight saving since 1991, so days are exact integer arithmetic.
"""

import threading
import time
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Protocol

from jiaozi.errors import Failure

SECOND_US: Final = 1_000_000
HOUR_US: Final = 3_600 * SECOND_US
DAY_US: Final = 86_400 * SECOND_US
CLOCKS_APART_US: Final = 60 * SECOND_US
"""So far the clocks of processes on one database may be apart: what one decides is recorded no earlier than what
another, whose clock is ahead, has recorded before it. Beyond it a clock is wrong: it may not write, and nobody follows
it."""
PLAY_APART_US: Final = 400 * DAY_US
"""The same where nothing is at stake, in simulated and test worlds: machines of those who try things out sleep, are
paused and come back, and ten years are still too much."""
CHINA_OFFSET_US: Final = 8 * 3600 * SECOND_US
CHINA: Final = timezone(timedelta(hours=8), "CST")
_STEADY: Final = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
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
        self._ahead_us = 0

    def now(self) -> int:
        """Unix microseconds plus the offset."""
        return time.time_ns() // 1000 + self.offset_us

    @property
    def ahead_us(self) -> int:
        """How much of what it shows was decided: no machine's clock is to blame for it."""
        return self._ahead_us


class AdvancedClock(SystemClock):
    """The machine's clock, moved by a fixed offset and further ahead by what was decided since; never goes back."""

    def __init__(self, offset_us: int = 0) -> None:
        super().__init__(offset_us)
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


def elapsed_us() -> int:
    """Microseconds since the machine was started, sleep included: a clock that nobody can set."""
    return time.clock_gettime_ns(_STEADY) // 1000


@cache
def boot_id() -> str:
    """What names this start of this machine; empty where the system does not tell."""
    with suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()[:36]
    return ""


def following(at_us: int, earlier_us: int, apart_us: int) -> int:
    """An instant, or the record it should not come before when that is a little ahead of it. One that only a wrong
    clock can have made is not followed: what is ended ends now."""
    return earlier_us if 0 < earlier_us - at_us <= apart_us else at_us


def not_before(at_us: int, earlier_us: int, apart_us: int = CLOCKS_APART_US) -> int:
    """An instant, or the earlier record that it must not come before when that is ahead of it.

    Raises `Failure` `clock_not_trusted` when it is ahead by more than clocks may be apart: a wrong clock recorded it,
    and whoever followed would be recorded in the future, too.
    """
    if earlier_us - at_us > apart_us:
        raise Failure("clock_not_trusted", "what this changes was recorded in the future")
    return max(at_us, earlier_us)


def china_day(at_us: int) -> int:
    """Number of China's calendar day (days since 1970-01-01 there) at an instant."""
    return (at_us + CHINA_OFFSET_US) // DAY_US


def china_date(at_us: int) -> date:
    """China's calendar date at an instant."""
    return date.fromordinal(_EPOCH_DAY + china_day(at_us))


def china_time(at_us: int) -> tuple[int, int]:
    """The hour and the minute in China at an instant."""
    return divmod((at_us + CHINA_OFFSET_US) % DAY_US // (60 * SECOND_US), 60)


def day_to_date(day: int) -> date:
    """The date of a China day number."""
    return date.fromordinal(_EPOCH_DAY + day)


def date_to_day(day: date) -> int:
    """The China day number of a date."""
    return day.toordinal() - _EPOCH_DAY


def china_midnight(day: date) -> int:
    """The instant at which a date begins in China, in Unix microseconds."""
    return date_to_day(day) * DAY_US - CHINA_OFFSET_US


@lru_cache(maxsize=1_024)
def next_day(day: int) -> date:
    """The date after a China day of this number: when what is counted by the day begins anew."""
    return day_to_date(day + 1)


def next_year(year: int) -> date:
    """The first date after a year: when what is counted by the year begins anew."""
    return date(year + 1, 1, 1)


def resets_on(day: date) -> str:
    """When a count begins anew, for a refusal's detail."""
    return f"resets at 00:00 China time on {day.isoformat()}"


def format_time(at_us: int) -> str:
    """ISO 8601 with China's offset: `2022-05-15T23:59:59.000000+08:00`."""
    second, micro = divmod(at_us, SECOND_US)
    return f"{_second(second)}.{micro:06d}+08:00"


@lru_cache(maxsize=256)
def _second(at_s: int) -> str:
    """A second since the epoch in China; many times that are shown together share theirs."""
    return (_EPOCH + timedelta(seconds=at_s)).astimezone(CHINA).isoformat()[:19]


def to_second(text: str) -> str:
    """A time as `format_time` writes it, for people: to the second."""
    return text[:19].replace("T", " ")


def parse_time(text: str) -> int:
    """Unix microseconds of an ISO 8601 instant with an offset. Raises `ValueError`, also when the offset is missing."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time needs its offset, for example +08:00")
    return (moment - _EPOCH) // timedelta(microseconds=1)
