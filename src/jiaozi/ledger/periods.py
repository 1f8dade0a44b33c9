"""Of which days and moments of the past it can be asked, and when nothing can be added to them any more: the one rule
of statements, takings, settlement files and balances."""

from datetime import date
from typing import Final

from jiaozi.clock import CLOCKS_APART_US, DAY_US, SECOND_US, china_date, china_midnight, format_time
from jiaozi.errors import Refusal

DAYS_MAX: Final = 366
SETTLED_US: Final = 60 * SECOND_US
"""A group may be recorded before midnight and committed a little after it; so long a day is not called complete."""


def period_refusal(first: date, last: date, now: int) -> Refusal | None:
    """Refuses: `period_invalid` (days in China that are backwards, more than `DAYS_MAX`, or not begun at `now`)."""
    if last < first:
        return Refusal("period_invalid", f"{last.isoformat()} is before {first.isoformat()}")
    if (last - first).days >= DAYS_MAX:
        return Refusal("period_invalid", f"more than {DAYS_MAX} days")
    if china_midnight(first) > now:
        return Refusal("period_invalid", f"{first.isoformat()} has not begun; today is {china_date(now)}")
    return None


def instant_refusal(at: int, now: int) -> Refusal | None:
    """Refuses: `period_invalid` (an instant that has not come at `now`, by whichever process's clock)."""
    if at > now + CLOCKS_APART_US:
        return Refusal("period_invalid", f"{format_time(at)} has not come; now {format_time(now)}")
    return None


def is_complete(last: date, now: int) -> bool:
    """Whether nothing can be added any more to a period that ends with the day `last`."""
    return now >= china_midnight(last) + DAY_US + SETTLED_US
