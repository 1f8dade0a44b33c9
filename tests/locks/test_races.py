"""Releases, returns and ends at one instant, by threads of two platforms: each fen goes one way, once."""

from collections import Counter
from collections.abc import Iterator

import pytest

from jiaozi.clock import DAY_US, HOUR_US
from jiaozi.kinds import LockNo
from jiaozi.locks.model import EndLock, ReleaseLock, ReturnLock
from tests.features.test_races import Race
from tests.features.world import World
from tests.locks.deals import Building
from tests.locks.test_locks import Deal

pytestmark = pytest.mark.slow


@pytest.fixture
def race(world: World) -> Iterator[Race]:
    made = Race(world)
    yield made
    made.close()


def test_parts_released_by_many_never_come_to_more_than_the_lock(race: Race) -> None:
    deal = Deal(race.world)
    number = deal.open(600, arbiter=deal.carrier)
    sides = (deal.buyer, deal.carrier)
    count = race.count([ReleaseLock(number, sides[turn % 2], 100) for turn in range(16)])
    assert count["LockReleased"] == 6
    assert count["hold_exceeded"] + count["lock_closed"] == 10
    assert deal.money() == (400, 400, 600)


def test_a_lock_is_released_or_given_back_and_never_both(race: Race) -> None:
    deal = Deal(race.world)
    for _ in range(4):
        number = deal.open(100)
        before = deal.money()
        acts = [ReleaseLock(number, deal.buyer, 100), ReturnLock(number, deal.seller)]
        asked = [race.submit(turn, acts[turn % 2], f"{number}-{turn}") for turn in range(8)]
        codes = Counter(getattr(each.result(60).outcome, "code", "done") for each in asked)
        assert codes == {"done": 1, "lock_closed": 7}
        held, _, got = deal.money()
        assert (before[0] - held, got - before[2]) in ((100, 100), (0, 0))


@pytest.mark.parametrize("at_end", ["return", "pay"])
def test_a_lock_ends_once_while_its_payee_gives_it_back(race: Race, at_end: str) -> None:
    deal = Deal(race.world)
    number: LockNo = deal.open(100, 1, at_end=at_end)
    for platform in race.platforms:
        platform.clock.advance_to(race.world.clock.now() + HOUR_US)  # type: ignore[attr-defined]
    asked = [
        race.submit(turn, EndLock(number) if turn % 2 else ReturnLock(number, deal.seller), f"end-{turn}")
        for turn in range(8)
    ]
    codes = Counter(getattr(each.result(60).outcome, "code", "done") for each in asked)
    assert codes == {"done": 1, "lock_closed": 7}
    held, free, got = deal.money()
    assert (held, free, got) in ((1_000, 1_000, 0), (900, 900, 100))
    assert at_end == "pay" or got == 0


def test_of_two_statements_at_once_one_releases(race: Race) -> None:
    building = Building(race.world)
    for _ in range(3):
        (number, *_) = building.escrow((("a", 60, 9), ("b", 40, 9)), arbiter=building.carrier)
        before = building.money()
        said = [building.statement(number, who) for who in (building.buyer, building.carrier)]
        asked = [race.submit(turn, said[turn % 2], f"{number}-{turn}") for turn in range(8)]
        codes = Counter(getattr(each.result(60).outcome, "code", "done") for each in asked)
        assert codes == {"done": 1, "lock_closed": 7}
        assert building.money()[2] - before[2] == 60


def test_the_milestones_of_an_order_are_released_one_after_the_other_by_many(race: Race) -> None:
    building = Building(race.world)
    locks = building.escrow((("a", 100, 9), ("b", 100, 9), ("c", 100, 9)), in_order=1)
    said = [building.statement(number, building.buyer) for number in reversed(locks)]
    codes: Counter[str] = Counter()
    for turn in range(3):  # all three at once, until each had its turn
        asked = [race.submit(place, command, f"{place}-{turn}") for place, command in enumerate(said)]
        codes += Counter(getattr(each.result(60).outcome, "code", "done") for each in asked)
    assert codes["done"] == 3
    assert set(codes) <= {"done", "milestone_not_next", "lock_closed"}
    assert building.world.audit().findings == ()


def test_a_milestone_is_released_or_goes_back_at_its_due_second_and_never_both(race: Race) -> None:
    building = Building(race.world)
    (number, _) = building.escrow((("a", 60, 1), ("b", 40, 2)))
    said = building.statement(number, building.buyer)
    acts = [said, EndLock(number), ReturnLock(number, building.seller)]
    race.platforms[0].clock.advance_to(race.world.clock.now() + DAY_US)  # type: ignore[attr-defined]
    asked = [race.submit(turn, acts[turn % 3], f"due-{turn}") for turn in range(9)]  # one platform's clock is behind
    codes = Counter(getattr(each.result(60).outcome, "code", "done") for each in asked)
    assert codes["done"] == 1
    assert set(codes) <= {"done", "lock_closed", "lock_ended", "lock_not_ended"}
    held, free, got = building.money()
    assert (held, free, got) in ((1_000, 960, 0), (940, 900, 60))
    assert building.world.audit().findings == ()
