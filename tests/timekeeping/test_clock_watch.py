"""A process whose clock is ahead writes nothing and says so; one that is behind sounds an alarm."""

import re
from contextlib import closing
from pathlib import Path

import pytest

from jiaozi.clock import DAY_US, SECOND_US, SimulatedClock, SystemClock, china_day
from jiaozi.config import Settings
from jiaozi.db import world
from jiaozi.db.clock_watch import NotTrustedError, confirmed_us, groups_ahead, last_record
from jiaozi.db.commands import Result
from jiaozi.errors import Failure, Refusal
from jiaozi.payments.pay import Paid
from jiaozi.platform import Platform
from jiaozi.scheme.institutions import OpenCentralBank, OpenOperator
from tests.api.conftest import Live
from tests.cli.conftest import Jiaozi
from tests.timekeeping.conftest import TEN_YEARS_S, RealTown

NEAR_US = 30 * SECOND_US


def is_refused(result: Result) -> bool:
    """Whether the clock was the reason."""
    return isinstance(result.outcome, Failure) and result.outcome.code == "clock_not_trusted"


def paid_at(result: Result) -> int:
    """When a payment was recorded."""
    assert isinstance(result.outcome, Paid), result.outcome
    return result.outcome.paid_at


@pytest.mark.parametrize("ahead_s", [120, 86_400, TEN_YEARS_S])
def test_a_second_process_whose_clock_is_ahead_writes_nothing_and_drags_nobody_along(
    town: RealTown, ahead_s: int
) -> None:
    wrong, before = town.open(ahead_s), town.digest()
    assert is_refused(town.pay(wrong))
    assert town.digest() == before
    assert abs(paid_at(town.pay(town.platform)) - town.real.now()) < NEAR_US
    assert town.usage("li").day == china_day(town.real.now())
    said = re.search(r"(\d+) s ahead of", wrong.watch.alarm)  # read once: it says how far ahead it is now
    assert said is not None
    assert abs(int(said.group(1)) - ahead_s) <= 1


def test_clocks_a_little_apart_write_side_by_side(town: RealTown) -> None:
    ahead, behind = town.open(20), town.open(-20)
    first = paid_at(town.pay(ahead))
    second = paid_at(town.pay(behind, payer="wang"))
    assert second == first  # the shop's chain goes on where it was
    assert ahead.watch.alarm == behind.watch.alarm == ""


def test_a_clock_that_is_set_ahead_while_the_process_runs_is_refused_until_it_is_set_back(town: RealTown) -> None:
    clock = SystemClock()
    process = town.open(clock=clock)
    paid_at(town.pay(process))
    clock.offset_us = DAY_US
    assert is_refused(town.pay(process))
    clock.offset_us = 0
    assert abs(paid_at(town.pay(process)) - town.real.now()) < NEAR_US
    with town.platform.snapshot() as connection:  # no id of that day was kept: what is listed by id stays in order
        newest = last_record(connection, town.real.now() + 2 * DAY_US)
        assert newest is not None
        assert newest < town.real.now() + 2 * 60 * SECOND_US


def test_what_is_past_for_good_was_recorded_a_day_ago_by_no_clock_that_was_set_right(town: RealTown) -> None:
    town.pay(town.platform)
    now = town.real.now()
    town.pay(town.unwatched(5 * 86_400))
    with town.platform.snapshot() as connection:
        known, later = (confirmed_us(connection, now + days * DAY_US + NEAR_US) for days in (1, 7))
    assert known <= now < now + 4 * DAY_US < later
    assert abs(known - now) < NEAR_US
    connection = town.platform.engine.connect()
    with closing(connection):
        connection.begin()
        wrong = [(number, now) for number in groups_ahead(connection, now + DAY_US)]
        connection.insert("misdated_groups", ("group_id", "at"), wrong)
        assert confirmed_us(connection, now + 7 * DAY_US) == known
        connection.rollback()


def test_a_clock_that_is_behind_goes_on_and_sounds_an_alarm(town: RealTown) -> None:
    late = town.open(-3_600)
    assert late.watch.trusted
    assert "behind" in late.watch.alarm
    # What it may not do is write to a chain whose last record is ahead of it: it would have to follow, or go back.
    assert is_refused(town.pay(late))


def test_a_clock_that_was_moved_is_confirmed_by_the_holder_of_the_installation(town: RealTown, engine: str) -> None:
    moved, another = town.open(3_600), town.open(3_600)
    moved.watch.mark(moved.engine, confirmed=True)
    if engine == "oceanbase":  # the clock of the database's server is a witness that nobody here confirms away
        assert is_refused(town.pay(another))
        return
    assert isinstance(town.pay(another).outcome, Paid)
    assert "behind" in town.open().watch.alarm


def rested(db_url: str, keyring: Path, days: int, *, simulated: bool = False) -> tuple[Platform, Result]:
    """A world whose last record is so many days old, opened again, and what an order to it gave."""
    machine = SystemClock().now() - days * DAY_US
    then = machine - 1_000 * DAY_US if simulated else machine
    settings = Settings(db_url=db_url, keyring=keyring)
    old = Platform(settings, clock=SimulatedClock(then))
    old.run([old.request(1, "central bank", OpenCentralBank("pbc", "People's Bank of China", "中国人民银行"))])
    if simulated:
        world.set_clock(old.engine, then, machine)
    old.close()
    found = Platform(settings)
    return found, found.run([found.request(1, "operator", OpenOperator("icbc", 10**11))])[0]


@pytest.mark.parametrize(("days", "fine"), [(3, True), (10, False)])
def test_a_live_world_that_has_rested_longer_than_a_week_asks_for_its_clock_to_be_confirmed(
    db_url: str, tmp_path: Path, days: int, fine: bool
) -> None:
    found, result = rested(db_url, tmp_path / "keyring.json", days)
    assert is_refused(result) is not fine
    assert found.watch.trusted is fine
    found.watch.mark(found.engine, confirmed=True)
    again = found.run([found.request(1, "operator", OpenOperator("icbc", 10**11))])[0].outcome
    assert not isinstance(again, Refusal | Failure)
    found.close()


def test_a_demo_world_opened_after_three_weeks_just_works(db_url: str, tmp_path: Path) -> None:
    found, result = rested(db_url, tmp_path / "keyring.json", 21, simulated=True)
    assert found.world.simulated
    assert not isinstance(result.outcome, Failure)
    assert found.watch.alarm == ""
    found.close()


def test_a_server_whose_clock_is_wrong_is_not_ready_and_says_why(town: RealTown, live: Live) -> None:
    assert live.http.get("/readyz").json() == {"state": "ready", "alarm": None}
    before = town.digest()
    town.real.offset_us = DAY_US
    ready = live.http.get("/readyz")
    assert (ready.status_code, ready.json()["code"]) == (503, "clock_not_trusted")
    said = re.search(r"(\d+) s ahead of", ready.json()["detail"])
    assert said is not None
    assert abs(int(said.group(1)) - 86_400) <= 1
    refused = live.pay(key="again")
    assert (refused.status_code, refused.json()["code"]) == (503, "clock_not_trusted")
    assert refused.json()["retryable"]
    assert "retry-after" in refused.headers
    page = live.http.get("/metrics").text
    assert "jiaozi_clock_trusted 0.0" in page
    assert "jiaozi_clock_ahead_seconds 86" in page
    assert live.get("auditor", "/v1/clock").json()["trusted"] is False
    assert town.digest() == before
    town.real.offset_us = 0
    assert live.http.get("/readyz").status_code == 200
    assert live.pay(key="again").status_code == 201


def test_a_process_that_may_not_write_does_not_try_whether_it_could(
    town: RealTown, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Readiness writes for writing's sake while writes are refused; not by a clock that is wrong."""
    monkeypatch.setattr(live.app.house.writes, "_fault", "database_unavailable")
    before = groups_of(town)
    town.real.offset_us = DAY_US
    ready = live.http.get("/readyz")
    assert (ready.status_code, ready.json()["code"]) == (503, "clock_not_trusted")
    with pytest.raises(NotTrustedError):
        town.platform.prove_writes()
    assert groups_of(town) == before
    town.real.offset_us = 0
    assert live.http.get("/readyz").status_code == 200
    assert len(groups_of(town)) == len(before) + 1, "now it tried"


def groups_of(town: RealTown) -> list[tuple[int, ...]]:
    """The markers of all groups."""
    with town.platform.snapshot() as connection:
        return connection.query("SELECT id, recorded_at FROM commit_groups ORDER BY id")


@pytest.mark.only_engine("sqlite")  # decided before a database is looked at
def test_where_a_system_does_not_tell_its_starts_apart_confirming_says_that_it_cannot(
    home: Jiaozi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jiaozi.clock.boot_id", lambda: "")
    said = home.json("clock", "--confirm", code=1)["error"]
    assert (said["code"], "JIAOZI_CLOCK_REST_S" in said["detail"]) == ("clock_not_trusted", True)
