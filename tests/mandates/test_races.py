"""Debits, ends and turns of the worker at one instant, by threads of two platforms: no limit is passed, no due paid
twice."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from jiaozi.clock import parse_time
from jiaozi.mandates.model import ChangeMandate, EndMandate, MandateState, PauseMandate
from jiaozi.mandates.standing_model import EndStanding, StandingSet, StandingTended, TendStanding
from jiaozi.worker.standing import StandingTurns
from tests.features.test_races import Race
from tests.features.world import World
from tests.mandates.street import Street

pytestmark = pytest.mark.slow


@pytest.fixture
def race(world: World) -> Iterator[Race]:
    made = Race(world)
    yield made
    made.close()


def test_debits_by_many_never_pass_the_last_room_of_a_period(race: Race) -> None:
    street = Street(race.world)
    number = street.given(300, 1_000)
    count = race.count([street.debit(number, 300) for _ in range(16)])
    assert count == {"DebitCollected": 3, "mandate_period_exceeded": 13}
    assert street.row(number).period_minor == street.money()[1] == 900


def test_a_number_is_collected_once_by_many(race: Race) -> None:
    street = Street(race.world)
    number = street.given(300, 1_000)
    count = race.count([street.debit(number, 10, "A-1") for _ in range(16)])
    assert count == {"DebitCollected": 1, "debit_number_used": 15}
    assert street.money()[1] == 10


def test_the_last_debit_that_is_allowed_is_one(race: Race) -> None:
    street = Street(race.world)
    number = street.given(300, 1_000, debits_max=2)
    count = race.count([street.debit(number, 10) for _ in range(12)])
    assert count == {"DebitCollected": 2, "mandate_not_open": 10}


@pytest.mark.parametrize("act", [EndMandate, PauseMandate])
def test_after_an_end_or_a_pause_nothing_is_collected(race: Race, act: Any) -> None:
    street = Street(race.world)
    for turn in range(4):
        number, before = street.given(300, 3_000), street.money()[1]
        acts = [act(number, street.li) if each == 3 else street.debit(number, 10) for each in range(8)]
        asked = [race.submit(each, acts[each], f"{turn}-{each}") for each in range(8)]
        outcomes = [each.result(60).outcome for each in asked]
        done = Counter(getattr(each, "code", type(each).__name__) for each in outcomes)
        assert done["MandateSet"] == 1
        assert done["DebitCollected"] + done["mandate_not_open"] == 7
        assert street.money()[1] - before == 10 * done["DebitCollected"]
        assert street.row(number).state != MandateState.OPEN
        assert street.collect(number, 10) == "mandate_not_open"


def test_a_lowered_limit_holds_for_whoever_comes_after_it(race: Race) -> None:
    street = Street(race.world)
    number = street.given(100, 1_000)
    acts = [street.debit(number, 100) for _ in range(12)]
    acts[5:5] = [ChangeMandate(number, street.li, 50, 1_000)]  # type: ignore[list-item]
    count = race.count(acts)
    assert count["MandateChanged"] == 1
    assert count["DebitCollected"] + count["mandate_debit_exceeded"] + count["mandate_period_exceeded"] == 12
    assert street.money()[1] == 100 * count["DebitCollected"]


def test_a_due_is_paid_once_by_the_workers_of_two_platforms(race: Race) -> None:
    street = Street(race.world)
    numbers = [street.ordered(10, "day", "2022-05-16T09:00:00+08:00") for _ in range(20)]
    for platform in race.platforms:
        platform.clock.advance_to(parse_time("2022-05-18T10:00:00+08:00"))  # type: ignore[attr-defined]
    waiting = [
        race.submit(turn, TendStanding(number, 1), f"x-{turn}-{number}") for turn in range(4) for number in numbers
    ]
    turns = [StandingTurns(platform) for platform in race.platforms]
    for each in turns:
        each.turn()
    done = Counter(type(each.result(60).outcome) for each in waiting)
    assert done[StandingTended] + sum(each.tended for each in turns) == len(numbers)
    for number in numbers:
        assert street.dues(number) == [(1, "missed"), (2, "missed"), (3, "paid")]
    assert street.money()[2] == 10 * len(numbers)


def test_an_order_that_is_ended_is_paid_before_or_not_at_all(race: Race) -> None:
    street = Street(race.world)
    for turn in range(4):
        number = street.ordered(10, "day", f"2022-05-{16 + turn}T09:00:00+08:00")
        for platform in race.platforms:
            platform.clock.advance_to(parse_time(f"2022-05-{16 + turn}T10:00:00+08:00"))  # type: ignore[attr-defined]
        before = street.money()[2]
        acts = [EndStanding(number, street.li) if each == 2 else TendStanding(number, 1) for each in range(6)]
        asked = [race.submit(each, acts[each], f"{turn}-{each}") for each in range(6)]
        done = Counter(type(each.result(60).outcome) for each in asked)
        assert done[StandingSet] == 1
        assert done[StandingTended] <= 1
        assert street.money()[2] - before == 10 * done[StandingTended]
        assert street.dues(number) == [(1, "paid")] * done[StandingTended]
