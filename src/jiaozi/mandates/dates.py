"""China's calendar of mandates and standing payments: in which period a day is, and when what is due."""

from calendar import monthrange
from datetime import date
from typing import Final

from jiaozi.clock import DAY_US, china_date, china_midnight, date_to_day, day_to_date
from jiaozi.kinds import Count, Day, Instant, OrNone
from jiaozi.mandates.model import CADENCES, UNENDING, CadenceNumber
from jiaozi.records import dataclass

WEEK: Final = 7
_ONCE, _DAY, _WEEK, _MONTH = (CADENCES[name] for name in ("once", "day", "week", "month"))


def first_of(cadence: CadenceNumber, day: Day) -> Day:
    """The first day of the period in which a day is: itself, its week's Monday, or the first of its month."""
    if cadence == _DAY:
        return day
    on = day_to_date(day)
    return day - (on.weekday() if cadence == _WEEK else on.day - 1)


def end_of(day: Day) -> Instant:
    """The instant at which a day is over in China."""
    return china_midnight(day_to_date(day + 1))


def clamped(year: int, month: int, on_day: int) -> date:
    """A day of a month, or its last where it has fewer days."""
    return date(year, month, min(on_day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Schedule:
    """When something is due: first at `starts_at`, then on every day, every seventh, or `on_day` of every month (its
    last where it has fewer), always at the same time of day, up to `last_day`. China has no summer time."""

    cadence: CadenceNumber
    starts_at: Instant
    on_day: OrNone[Count]
    last_day: OrNone[Day]

    def is_sound(self) -> bool:
        """Whether it says one thing: a day of the month only where it is monthly, which its start is on, and an end not
        before its start, which only what comes again has."""
        on = china_date(self.starts_at)
        if self.cadence == _MONTH and self.on_day:
            fits = self.on_day <= 31 and on == clamped(on.year, on.month, self.on_day)
        else:
            fits = not self.on_day
        return fits and self.ends_well()

    def ends_well(self) -> bool:
        """Whether its end, if it says one, is not before its start, and of what comes again."""
        starts_on = date_to_day(china_date(self.starts_at))
        return not self.last_day or (self.cadence != _ONCE and self.last_day >= starts_on)

    def due(self, number: Count) -> Instant:
        """When it is due for the `number`th time."""
        if self.cadence != _MONTH:
            return self.starts_at + (number - 1) * DAY_US * {_ONCE: 0, _DAY: 1, _WEEK: WEEK}[self.cadence]
        first = china_date(self.starts_at)
        years, month = divmod(first.month + number - 2, 12)
        on = clamped(first.year + years, month + 1, self.on_day or first.day)
        return china_midnight(on) + self.starts_at - china_midnight(first)

    def come(self, at: Instant) -> Count:
        """The number of the last due that has come at an instant, whatever the end; 0 before the first."""
        if at < self.starts_at:
            return 0
        if self.cadence == _ONCE:
            return 1
        if self.cadence != _MONTH:
            return 1 + (at - self.starts_at) // (DAY_US * (WEEK if self.cadence == _WEEK else 1))
        first, on = china_date(self.starts_at), china_date(at)
        number = (on.year - first.year) * 12 + on.month - first.month + 1
        return number if self.due(number) <= at else number - 1

    @property
    def ends_at(self) -> Instant:
        """When nothing will be due any more, whatever was paid; `UNENDING` where there is no end."""
        if self.cadence == _ONCE:
            return self.starts_at
        return end_of(self.last_day) if self.last_day else UNENDING

    def is_over(self, number: Count) -> bool:
        """Whether the `number`th time is none any more."""
        return (self.cadence == _ONCE and number > 1) or (
            self.last_day > 0 and self.due(number) >= end_of(self.last_day)
        )
