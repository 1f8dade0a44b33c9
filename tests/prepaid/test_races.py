"""Uses, objections, ends and a bankruptcy at one instant, by threads of two platforms: each fen goes one way, once."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from jiaozi.prepaid.model import (
    BuyPrepaid,
    MarkBankrupt,
    ObjectUse,
    PrepaidState,
    RecordUse,
    TakeBackPrepaid,
    TendPrepaid,
    UsePrepaid,
)
from jiaozi.prepaid.using import OBJECTION_US
from tests.features.test_races import Race
from tests.features.world import World
from tests.prepaid.gym import LESSON, Gym

pytestmark = pytest.mark.slow


@pytest.fixture
def race(world: World) -> Iterator[Race]:
    made = Race(world)
    yield made
    made.close()


def test_uses_by_many_never_come_to_more_than_were_bought(race: Race) -> None:
    gym = Gym(race.world)
    number = gym.bought(10, bonus=2, by="merchant")
    acts = [UsePrepaid(number, gym.li, 2), RecordUse(number)] * 8
    count = race.count(acts)
    drawn = 2 * count["PrepaidUsed"] + count["UseRecorded"]
    assert drawn in (11, 12)
    assert count["uses_exceeded"] + count["prepaid_closed"] == 16 - count["PrepaidUsed"] - count["UseRecorded"]
    race.world.wait(OBJECTION_US)
    gym.sweep()
    assert gym.money()[2] == 10 * LESSON


def test_a_contract_is_used_or_taken_back_and_never_both(race: Race) -> None:
    gym = Gym(race.world)
    for turn in range(4):
        number, before = gym.bought(1), gym.money()
        acts = [UsePrepaid(number, gym.li), TakeBackPrepaid(number, gym.li)]
        asked = [race.submit(each, acts[each % 2], f"{turn}-{each}") for each in range(8)]
        codes = Counter(getattr(each.result(60).outcome, "code", "done") for each in asked)
        assert codes == {"done": 1, "prepaid_closed": 7}
        after = gym.money()
        assert (before[0] - after[0], after[2] - before[2]) in ((LESSON, LESSON), (0, 0))


def test_a_recorded_use_is_paid_or_objected_to_and_never_both(race: Race) -> None:
    gym = Gym(race.world)
    number = gym.bought(2, by="merchant")
    use = gym.record(number)
    now = race.world.clock.now()
    for platform in race.platforms:
        platform.clock.advance_to(now + OBJECTION_US - 1)  # type: ignore[attr-defined]
    late = race.platforms[1].clock
    late.advance_to(now + OBJECTION_US)  # type: ignore[attr-defined]
    asked = [
        race.submit(turn, TendPrepaid(number) if turn % 2 else ObjectUse(number, gym.li, use), f"x-{turn}")
        for turn in range(8)
    ]
    codes = Counter(getattr(each.result(60).outcome, "code", "done") for each in asked)
    assert codes["done"] == 1
    race.world.wait(1)
    gym.sweep()
    assert gym.money()[2] == (LESSON if gym.uses(number)[0][3] == 1 else 0)


def test_a_bankruptcy_returns_all_that_was_not_used_before_it(race: Race) -> None:
    gym = Gym(race.world)
    plan = gym.plan(3)
    numbers = [race.world.do(BuyPrepaid(plan, gym.li)).prepaid for _ in range(6)]
    acts: list[Any] = [UsePrepaid(number, gym.li) for number in numbers] * 2
    acts += [MarkBankrupt(gym.merchant, "insolvent", "paper"), BuyPrepaid(plan, gym.li)]
    acts += [UsePrepaid(number, gym.li) for number in numbers]
    count = race.count(acts)
    assert count["MerchantBankrupt"] == 1
    while gym.sweep():
        pass
    assert PrepaidState.OPEN not in {gym.row(number).state for number in numbers}
    paid = count["PrepaidUsed"] * LESSON
    assert gym.money() == (5_000 - paid, 5_000 - paid, paid)
    assert race.world.refuse(BuyPrepaid(plan, gym.li)) == "merchant_bankrupt"
