"""Kill -9 in the middle of a morning on which thousands of balance rules are due: each moves once."""

from pathlib import Path
from subprocess import Popen

import pytest

from jiaozi.automatic import rules
from jiaozi.automatic.rule_model import SetBalanceRule
from jiaozi.clock import DAY_US
from tests.automatic.test_rules import Firm
from tests.features.killing import finish, kill, start
from tests.features.world import World

pytestmark = pytest.mark.slow
COUNT = {"sqlite": 6_000, "oceanbase": 2_000}
CHUNK = 500


def test_each_rule_moves_once_though_the_worker_is_killed_after_days_down(
    world: World, engine: str, db_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = COUNT[engine]
    monkeypatch.setattr(rules, "RULES_MAX", count)
    firm = Firm(world)
    command = SetBalanceRule(firm.wallet, "above", 0, 1, other_wallet=firm.sub)
    for _ in range(0, count, CHUNK):
        world.group(*[command] * CHUNK)
    world.wait(5 * DAY_US)
    now = world.clock.now()

    def moved() -> int:
        return int(world.query("SELECT COUNT(*) FROM balance_moves")[0][0])

    def begin() -> "Popen[str]":
        return start("balances.BalanceTurns", db_url, tmp_path / "keyring.json", now)

    kill(begin, moved, count)
    finish(begin())
    assert moved() == count
    assert firm.money() == (10_000 - count, count)
    assert world.query("SELECT COUNT(*) FROM events WHERE kind = 'balance_rule.moved'") == [(count,)]
