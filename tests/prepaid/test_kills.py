"""Kill -9 in the middle of a bankruptcy: of thousands of contracts each goes back once."""

from pathlib import Path
from subprocess import Popen

import pytest

from jiaozi.prepaid.model import BuyPrepaid, PrepaidState
from tests.features.killing import finish, kill, start
from tests.features.world import World
from tests.prepaid.gym import LESSON, Gym

pytestmark = pytest.mark.slow
COUNT = {"sqlite": (8_000, 2), "oceanbase": (2_500, 1)}
"""Contracts, and how often the sweep is killed."""
CHUNK = 500


def test_of_a_bankrupt_merchant_s_contracts_each_goes_back_once_though_the_sweep_is_killed(
    world: World, engine: str, db_url: str, tmp_path: Path
) -> None:
    count, kills = COUNT[engine]
    gym = Gym(world)
    gym.li = world.rich(gym.bank, "I", (count + 1) * 2 * LESSON)
    plan = gym.plan(2)
    for _ in range(0, count, CHUNK):
        world.group(*[BuyPrepaid(plan, gym.li) for _ in range(CHUNK)])
    used = gym.bought(2)
    gym.use(used)
    gym.fail()
    now = world.clock.now()

    def over() -> int:
        sql = "SELECT COUNT(*) FROM prepaids WHERE state = ?"
        return int(world.query(sql, (int(PrepaidState.BANKRUPT),))[0][0])

    def begin() -> "Popen[str]":
        return start("prepaid.PrepaidTurns", db_url, tmp_path / "keyring.json", now)

    kill(begin, over, count, kills)
    finish(begin())
    assert over() == count + 1
    assert world.query("SELECT COUNT(*) FROM events WHERE kind = 'prepaid.ended'") == [(count + 1,)]
    total = (count + 1) * 2 * LESSON
    assert gym.money() == (total - LESSON, total - LESSON, LESSON)
