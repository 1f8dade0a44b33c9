"""Real threads at the same codes: a code for one payment is paid once, whoever comes."""

from collections.abc import Iterator

import pytest

from jiaozi.codes.collect import OpenCollectCode, PayCollectCode, RevokeCollectCode
from tests.features.test_races import Race
from tests.features.world import World

pytestmark = pytest.mark.slow


@pytest.fixture
def race(world: World) -> Iterator[Race]:
    made = Race(world)
    yield made
    made.close()


def test_a_dynamic_code_presented_by_many_is_paid_once(race: Race) -> None:
    world = race.world
    bank = world.bank()
    payers, store = [world.rich(bank, "I", 10_000) for _ in range(4)], world.shop(bank)
    codes = [world.do(OpenCollectCode(store, 0, 100, None, 600)).payload for _ in range(3)]
    count = race.count([PayCollectCode(payers[n % 4], codes[n % 3]) for n in range(36)])
    assert count == {"CollectCodePaid": 3, "code_used": 33}
    assert world.balance(world.shop_wallet(store)) == 300
    assert sum(world.balance(payer) for payer in payers) == 39_700


def test_a_code_withdrawn_while_it_is_paid_is_either(race: Race) -> None:
    world = race.world
    bank = world.bank()
    payer, store = world.rich(bank, "I", 10_000), world.shop(bank)
    opened = world.do(OpenCollectCode(store, 0, 100, None, 600))
    commands = [PayCollectCode(payer, opened.payload), RevokeCollectCode(opened.collect_code)] * 8
    outcomes = race.run(commands)
    names = [getattr(outcome, "code", type(outcome).__name__) for outcome in outcomes]
    assert names.count("CollectCodePaid") + names.count("CollectCodeRevoked") == 1
    assert world.balance(payer) == (9_900 if "CollectCodePaid" in names else 10_000)


def test_a_static_code_is_paid_by_many_at_once(race: Race) -> None:
    world = race.world
    bank = world.bank()
    payers, store = [world.rich(bank, "I", 10_000) for _ in range(4)], world.shop(bank)
    payload = world.do(OpenCollectCode(store)).payload
    count = race.count([PayCollectCode(payers[n % 4], payload, 10) for n in range(40)])
    assert count == {"CollectCodePaid": 40}
    assert world.balance(world.shop_wallet(store)) == 400
