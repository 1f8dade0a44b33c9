"""Releases, returns and ends at one instant, by threads of two platforms: each fen goes one way, once."""

from collections import Counter
from collections.abc import Iterator

import pytest

from jiaozi.clock import HOUR_US
from jiaozi.kinds import LockNo
from jiaozi.locks.model import EndLock, ReleaseLock, ReturnLock
from tests.features.test_races import Race
from tests.features.world import World
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
