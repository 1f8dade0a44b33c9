"""Any acts in any order at any times: a mandate and a standing payment are what models of a few lines say they are."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiaozi.clock import CHINA, DAY_US, HOUR_US, SECOND_US, parse_time
from jiaozi.errors import Refusal
from jiaozi.mandates.model import ChangeMandate, EndMandate, PauseMandate, ResumeMandate
from jiaozi.mandates.standing_model import EndStanding, PauseStanding, ResumeStanding
from tests.features.world import World, audited
from tests.mandates.street import Street

WAITS = st.sampled_from((0, HOUR_US, 12 * HOUR_US, DAY_US - 1, DAY_US, 9 * DAY_US, 31 * DAY_US))
MANDATE_ACTS = st.tuples(
    st.sampled_from(("collect",) * 6 + ("change", "pause", "resume", "end")), st.integers(1, 120), WAITS
)


def moment(at: int) -> datetime:
    """An instant as a date and a time in China."""
    return datetime.fromtimestamp(at // SECOND_US, CHINA)


@dataclass
class Allowed:
    """What a mandate of 100 at once and 250 in a period is to let through. `taken` has every debit with its day."""

    cadence: str
    once: int = 100
    most: int = 250
    state: str = "open"
    taken: list[tuple[date, int]] = field(default_factory=list)

    def act(self, what: str, amount: int, day: date) -> bool:
        """Whether an act is to be done; does it."""
        if what == "collect":
            return self._collect(amount, day)
        if self.state == "ended" or (what == "pause") != (self.state == "open" and what == "pause"):
            return False
        if what == "resume" and self.state != "paused":
            return False
        if what == "change":
            self.once, self.most = amount, 2 * amount
        else:
            self.state = {"pause": "paused", "resume": "open", "end": "ended"}[what]
        return True

    def _collect(self, amount: int, day: date) -> bool:
        spent = sum(each for on, each in self.taken if self._period(on) == self._period(day))
        if self.state != "open" or amount > self.once or spent + amount > self.most:
            return False
        self.taken.append((day, amount))
        return True

    def _period(self, day: date) -> tuple[int, ...]:
        if self.cadence == "week":
            return day.isocalendar()[:2]
        return (day.year, day.month) if self.cadence == "month" else (day.toordinal(),)


def _act(street: Street, number: Any, what: str, amount: int) -> Any:
    if what == "collect":
        return street.debit(number, amount)
    if what == "change":
        return ChangeMandate(number, street.li, amount, 2 * amount)
    return {"pause": PauseMandate, "resume": ResumeMandate, "end": EndMandate}[what](number, street.li)


@pytest.mark.only_engine("sqlite")  # a world for each example; the statements are those of the other tests
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cadence=st.sampled_from(("day", "week", "month")),
    begins=st.sampled_from(("2022-12-29T23:00:00+08:00", "2024-02-28T10:00:00+08:00", "2022-07-31T23:59:59+08:00")),
    acts=st.lists(MANDATE_ACTS, min_size=1, max_size=14),
)
def test_a_mandate_lets_through_what_its_model_does(
    tmp_path_factory: pytest.TempPathFactory, cadence: str, begins: str, acts: list[Any]
) -> None:
    folder: Path = tmp_path_factory.mktemp("mandate")
    with audited(World(f"sqlite:///{folder / 'world.db'}", folder / "keyring.json")) as world:
        world.until(begins)
        street, model = Street(world, 100_000), Allowed(cadence)
        number = street.given(100, 250, cadence)
        for what, amount, wait in acts:
            world.wait(wait)
            outcome = world.outcome(_act(street, number, what, amount))
            done = model.act(what, amount, moment(world.clock.now()).date())
            assert isinstance(outcome, Refusal) != done, (what, amount, outcome)
            assert street.money()[1] == sum(each for _, each in model.taken)


STARTS = "2023-01-31T20:00:00+08:00"
FIRST = moment(parse_time(STARTS))
ORDER_ACTS = st.tuples(
    st.sampled_from(("work",) * 6 + ("earn", "spend", "pause", "resume", "end")),
    st.sampled_from((0, 3 * HOUR_US, 4 * HOUR_US, DAY_US, 9 * DAY_US, 31 * DAY_US)),
)


@dataclass
class Ordered:
    """What an order of 100 a time, from the evening of 31 January 2023, is to do. `due` are the dues to come."""

    cadence: str
    money: int = 150
    state: str = "open"
    tries: int = 0
    look: datetime = FIRST
    due: list[datetime] = field(default_factory=list)
    known: dict[datetime, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        day = self.look
        while day.year < 2026:
            last = monthrange(day.year, day.month)[1]
            weeks = (day - self.look).days % 7 == 0
            if {"day": True, "week": weeks, "month": day.day == min(31, last)}[self.cadence]:
                self.due.append(day)
            day += timedelta(1)

    def act(self, what: str, now: datetime) -> None:
        """Does an act as far as it is to be done."""
        if what in ("earn", "spend"):
            self.money = self.money + 100 if what == "earn" else 0
        elif what == "work" and self.state == "open":
            self._work(now)
        elif what in ("pause", "end") and (self.state == "open" or (what == "end" and self.state == "paused")):
            if self.tries:
                self._over("insufficient_funds")
            self.state = "paused" if what == "pause" else "ended"
        elif what == "resume" and self.state == "paused":
            self.state = "open"
            while self.due[0] <= now:
                self.due.pop(0)
            self.look = self.due[0]

    def _work(self, now: datetime) -> None:
        if now < self.look:
            return
        while self.due[1] <= now:
            self._over("insufficient_funds" if self.tries else "missed")
        if self.money >= 100:
            self.money -= 100
            self._over("paid")
            return
        self.tries += 1
        self.look = now + timedelta(hours=3)
        if self.tries == 5 or self.look.date() != now.date():
            self._over("insufficient_funds")

    def _over(self, how: str) -> None:
        self.known[self.due.pop(0)] = how
        self.tries, self.look = 0, self.due[0]


@pytest.mark.only_engine("sqlite")  # as above
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cadence=st.sampled_from(("day", "week", "month")),
    begins=st.sampled_from(("2023-01-31T12:00:00+08:00", "2023-01-31T19:00:00+08:00")),
    acts=st.lists(ORDER_ACTS, min_size=1, max_size=14),
)
def test_a_standing_payment_does_what_its_model_does(
    tmp_path_factory: pytest.TempPathFactory, cadence: str, begins: str, acts: list[Any]
) -> None:
    folder: Path = tmp_path_factory.mktemp("standing")
    with audited(World(f"sqlite:///{folder / 'world.db'}", folder / "keyring.json")) as world:
        world.until(begins)
        street, model = Street(world, 150), Ordered(cadence)
        number = street.ordered(100, cadence, STARTS)
        for what, wait in acts:
            world.wait(wait)
            _do(street, number, what)
            model.act(what, moment(world.clock.now()))
            sql = "SELECT due_at, state, code FROM standing_dues WHERE standing_payment = ? ORDER BY due_at"
            rows = world.query(sql, (number,))
            known = {moment(at): code or ("paid", "failed", "missed")[state] for at, state, code in rows}
            assert known == model.known, (what, world.clock.now())
            assert street.money()[0] == model.money


def _do(street: Street, number: Any, what: str) -> None:
    world = street.world
    if what == "work":
        while street.work():
            pass
    elif what == "earn":
        world.fund(street.li, 100)
    elif what == "spend":
        if left := world.available(street.li):
            world.pay(street.li, left, street.store)
    else:
        world.outcome({"pause": PauseStanding, "resume": ResumeStanding, "end": EndStanding}[what](number, street.li))
