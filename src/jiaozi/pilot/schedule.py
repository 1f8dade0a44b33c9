"""How much of everything happens on which day, and the exact amounts: whole-number shares that always sum.

Days are numbered from 0, the profile's first day. Instants are microseconds after China's midnight of their day.
"""

from array import array
from datetime import date, timedelta
from functools import cache
from typing import Final

from jiaozi.clock import SECOND_US
from jiaozi.pilot.counter import SLOTS, apportion, draws
from jiaozi.pilot.profile import Field, Profile, ProfileError, Targets, amount_table

DAY_S: Final = 86_400
_GENTLE_SHARE: Final = 4
"""The first corrections move an amount by at most a quarter of itself."""


def days_of(profile: Profile) -> list[date]:
    """The dates of the pilot, first to last."""
    length = (profile.last_day - profile.first_day).days + 1
    return [profile.first_day + timedelta(days=number) for number in range(length)]


def _ramp(first: int, last: int, length: int) -> list[int]:
    return [first + (last - first) * number // max(length - 1, 1) for number in range(length)]


def opened_by(profile: Profile, total: int, at_once: int) -> list[int]:
    """How many of `total` are open at the end of each day; at least `at_once` after the first."""
    activity = profile.activity
    length = len(days_of(profile))
    first = max(total * activity.opened_first_day_ppm // 1_000_000, min(at_once, total))
    counts = apportion(total - first, _ramp(activity.openings_first, activity.openings_last, length))
    counts[0] += first
    opened = 0
    return [opened := opened + count for count in counts]


def field_counts(profile: Profile, targets: Targets) -> list[list[int]]:
    """Accepted transactions of each field on each day: `[field][day]`."""
    days = days_of(profile)
    ramp = _ramp(profile.activity.payments_first, profile.activity.payments_last, len(days))
    patterns = dict(profile.days)
    counts = []
    for field, target in zip(profile.fields, targets.fields, strict=True):
        pattern = patterns[field.days]
        weights = [growth * pattern.weight(day) for growth, day in zip(ramp, days, strict=True)]
        counts.append(apportion(target.transactions, weights))
    return counts


@cache
def time_table(hours: tuple[int, ...], opens_s: int) -> "array[int]":
    """65,536 instants of a day spread by the weights of the hours, none before `opens_s` seconds after midnight.

    The last second and a half of the day stays free, so that up to a second may be added to an instant.
    """
    table = array("q")
    bounds = [(max(hour * 3600, opens_s), min(hour * 3600 + 3600, DAY_S - 2)) for hour in range(24)]
    weights = [weight if low < high else 0 for weight, (low, high) in zip(hours, bounds, strict=True)]
    for share, (low, high) in zip(apportion(SLOTS, weights), bounds, strict=True):
        table.extend((low * share + (high - low) * place) * SECOND_US // share for place in range(share))
    return table


def field_amounts(field: Field, seed: int, count: int, amount_minor: int) -> "array[int]":
    """`count` amounts in fen by the field's distribution that sum to `amount_minor` exactly.

    Raises `ProfileError` when no amounts in the field's range can.
    """
    table = amount_table(field)
    words = draws(seed, f"amount/{field.id}", 0, count)
    amounts = array("q", [table[word & 0xFFFF] for word in words])
    low, high = field.range_minor
    if not count * low <= amount_minor <= count * high:
        raise ProfileError(f"{count} amounts of {field.id} cannot sum to {amount_minor}")
    _correct(amounts, amount_minor - sum(amounts), low, high)
    return amounts


def _correct(amounts: "array[int]", rest: int, low: int, high: int) -> None:
    """Moves amounts within their range, gently first, until `rest` is used up."""
    for share in (_GENTLE_SHARE, 1, 0):
        for index, amount in enumerate(amounts):
            if not rest:
                return
            most = amount // share if share else high
            change = min(rest, most, high - amount) if rest > 0 else -min(-rest, most, amount - low)
            amounts[index] = amount + change
            rest -= change
