"""When what is due, and in which period a day is: as a calendar says that is gone through day by day."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from jiaozi.clock import CHINA, DAY_US, SECOND_US, date_to_day, day_to_date, parse_time
from jiaozi.mandates.dates import Schedule, end_of, first_of
from jiaozi.mandates.model import CADENCES

DATES = st.dates(date(2022, 1, 1), date(2032, 12, 31))
TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59), st.integers(0, 59))
NAMES = st.sampled_from(("once", "day", "week", "month"))
NAMED = {number: name for name, number in CADENCES.items()}


def instant(on: date, at: time) -> int:
    """Microseconds of a moment in China."""
    return int(datetime.combine(on, at, CHINA).timestamp()) * SECOND_US


def by_the_calendar(start: date, cadence: str, on_day: int, last: date | None, until: date) -> list[date]:
    """The days that are due up to one, looked at one by one."""
    found, day = [], start
    while day <= until and (last is None or day <= last):
        fits = {
            "once": day == start,
            "day": True,
            "week": day.weekday() == start.weekday(),
            "month": day.day == min(on_day or start.day, monthrange(day.year, day.month)[1]),
        }
        found += [day] if fits[cadence] else []
        day += timedelta(1)
    return found


@given(start=DATES, at=TIMES, cadence=NAMES, wait=st.integers(0, 800), last=st.none() | st.integers(0, 500))
@example(date(2024, 1, 31), time(9), "month", 800, None)
@example(date(2023, 1, 29), time(0), "month", 60, 31)
@example(date(2023, 12, 31), time(23, 59, 59), "month", 60, None)
@example(date(2024, 2, 29), time(0), "month", 800, None)
def test_what_is_due_is_what_a_calendar_says(start: date, at: time, cadence: str, wait: int, last: int | None) -> None:
    end = None if last is None or cadence == "once" else start + timedelta(last)
    plan = Schedule(CADENCES[cadence], instant(start, at), 0, 0 if end is None else date_to_day(end))  # type: ignore[index]
    assert plan.is_sound()
    until = start + timedelta(wait)
    days = by_the_calendar(start, cadence, 0, end, until)
    assert [plan.due(number) for number in range(1, len(days) + 1)] == [instant(day, at) for day in days]
    free = by_the_calendar(start, cadence, 0, None, until)
    assert plan.come(instant(until, at)) == len(free)
    assert plan.come(instant(until, at) - 1) == len(free) - (free[-1] == until)
    assert [plan.is_over(number) for number in range(1, len(free) + 2)][: len(days)] == [False] * len(days)
    if end is not None and until > end:
        assert plan.is_over(len(days) + 1)


@given(start=DATES, on_day=st.integers(1, 31), wait=st.integers(0, 500))
def test_a_month_without_the_day_has_its_last_and_the_next_one_has_the_day_again(
    start: date, on_day: int, wait: int
) -> None:
    begins = start.replace(day=min(on_day, monthrange(start.year, start.month)[1]))
    plan = Schedule(CADENCES["month"], instant(begins, time(8)), on_day, 0)
    assert plan.is_sound()
    days = by_the_calendar(begins, "month", on_day, None, begins + timedelta(wait))
    assert [plan.due(number) for number in range(1, len(days) + 1)] == [instant(day, time(8)) for day in days]


def test_a_plan_that_contradicts_itself_is_not_sound() -> None:
    starts = parse_time("2026-02-28T09:00:00+08:00")
    day = date_to_day(date(2026, 2, 28))
    good = [(2, 0, 0), (2, 28, 0), (2, 31, day), (0, 0, day), (3, 0, 0), (1, 0, day + 3)]
    bad = [(2, 27, 0), (2, 32, 0), (0, 28, 0), (3, 28, 0), (3, 0, day), (0, 0, day - 1), (2, 31, day - 1)]
    assert [Schedule(cadence, starts, on, last).is_sound() for cadence, on, last in good] == [True] * len(good)
    assert [Schedule(cadence, starts, on, last).is_sound() for cadence, on, last in bad] == [False] * len(bad)
    assert Schedule(2, parse_time("2026-03-27T09:00:00+08:00"), 31, 0).is_sound() is False


@given(day=st.integers(10_000, 40_000))
def test_a_period_begins_on_its_monday_or_its_first_and_all_its_days_say_so(day: int) -> None:
    on = day_to_date(day)
    assert first_of(CADENCES["day"], day) == day
    monday, first = (day_to_date(first_of(CADENCES[name], day)) for name in ("week", "month"))
    assert (monday.weekday(), 0 <= (on - monday).days <= 6) == (0, True)
    assert first == on.replace(day=1)


def test_a_day_is_over_at_midnight_in_china() -> None:
    day = date_to_day(date(2026, 3, 31))
    assert end_of(day) == parse_time("2026-04-01T00:00:00+08:00")
    assert end_of(day) - DAY_US == parse_time("2026-03-31T00:00:00+08:00")
