"""What a machine's clock showed is kept, and follows small corrections; no step and no creeping gets past it."""

import pytest

from jiaozi import clock
from jiaozi.clock import DAY_US, HOUR_US, SECOND_US, SystemClock
from jiaozi.db import clock_watch
from jiaozi.errors import Failure
from jiaozi.ids import time_of_id
from jiaozi.payments.pay import Paid
from jiaozi.platform import Platform
from jiaozi.worker import Worker
from tests.timekeeping.conftest import RealTown

APART_S = 60
DAILY_S = 10


class Machine(SystemClock):
    """A machine whose time passes when the test says so, and whose clock is `moved` from what has passed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, town: RealTown) -> None:
        super().__init__()
        self._began, booted = SystemClock().now(), clock.elapsed_us()
        self.passed_us = self.moved_us = 0
        monkeypatch.setattr(clock_watch, "elapsed_us", lambda: booted + self.passed_us)
        with town.platform.snapshot() as connection:
            if connection.clock_us() is not None:  # the database's server agrees with whatever this machine shows
                monkeypatch.setattr(type(connection), "clock_us", lambda _: self.now())

    def now(self) -> int:
        return self._began + self.passed_us + self.moved_us

    def go_on(self, passed_us: int, moved_s: int = 0) -> None:
        """Time passes, and the clock is moved meanwhile."""
        self.passed_us += passed_us
        self.moved_us += moved_s * SECOND_US


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, town: RealTown) -> Machine:
    """The machine on which the town's processes run."""
    return Machine(monkeypatch, town)


def watch(*processes: Platform) -> None:
    """What the worker of each process does again and again."""
    for process in processes:
        Worker(process)._watch()


def is_refused(town: RealTown, process: Platform) -> bool:
    """Whether a process writes nothing because of its clock."""
    outcome = town.pay(process).outcome
    assert isinstance(outcome, Paid | Failure)
    return isinstance(outcome, Failure) and outcome.code == "clock_not_trusted"


@pytest.mark.parametrize("daily_s", [1, -1, DAILY_S])
def test_small_corrections_do_not_add_up_in_four_hundred_days(town: RealTown, machine: Machine, daily_s: int) -> None:
    process = town.open(clock=machine)
    for _ in range(400):
        machine.go_on(DAY_US, daily_s)
        watch(process)
        assert process.watch.alarm == ""
    assert not is_refused(town, process)
    assert not is_refused(town, town.open(clock=machine))


def test_a_clock_that_creeps_gets_no_further_in_a_day_however_many_processes_ask_how_often(
    town: RealTown, machine: Machine
) -> None:
    processes = town.open(clock=machine), town.open(clock=machine)
    alarms: list[str] = []
    while all(each.watch.trusted for each in processes) and len(alarms) < 1_000:
        machine.go_on(HOUR_US, 1)
        watch(*processes)
        alarms.append(processes[0].watch.alarm)
    assert len(alarms) in (APART_S + 3 * DAILY_S, APART_S + 3 * DAILY_S + 1)  # hours and seconds: on the fourth day
    assert alarms[:24] == [""] * 24
    assert all("ahead of" in alarm for alarm in alarms[-24:])
    assert is_refused(town, processes[0])
    machine.go_on(30 * DAY_US)  # what is not trusted is not followed
    watch(*processes)
    assert is_refused(town, processes[1])
    assert is_refused(town, town.open(clock=machine))


def test_one_step_is_still_found_after_months_of_small_ones_and_a_lesser_one_is_told(
    town: RealTown, machine: Machine
) -> None:
    process = town.open(clock=machine)
    for _ in range(100):
        machine.go_on(DAY_US, 1)
        watch(process)
    machine.go_on(HOUR_US, APART_S + 1)
    watch(process)
    assert is_refused(town, process)
    machine.go_on(0, -APART_S // 2)
    watch(process)
    assert not is_refused(town, process)
    assert "31 s ahead of" in process.watch.alarm
    machine.go_on(0, -APART_S - 2)
    watch(process)
    assert "31 s behind" in process.watch.alarm


def test_a_clock_that_is_far_behind_does_not_take_the_mark_along(town: RealTown, machine: Machine) -> None:
    process = town.open(clock=machine)
    machine.go_on(DAY_US, -3_600)
    for _ in range(20):
        machine.go_on(DAY_US)
        watch(process)
        assert "3600 s behind" in process.watch.alarm
    machine.go_on(0, 3_600)
    watch(process)
    assert process.watch.alarm == ""


def test_ids_stay_within_the_bound_when_a_fast_clock_is_asked_all_the_time(town: RealTown, machine: Machine) -> None:
    process, began = town.open(clock=machine), machine.now()
    for _ in range(100):
        machine.moved_us += 9 * SECOND_US // 10
        assert time_of_id(process.ids.take()) <= began + APART_S * SECOND_US
    assert machine.now() - began == 90 * SECOND_US
    machine.passed_us += SECOND_US
    assert began < time_of_id(process.ids.take()) <= began + (APART_S + 1) * SECOND_US
