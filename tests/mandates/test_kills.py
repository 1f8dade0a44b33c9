"""Kill -9 in the middle of a morning on which thousands of standing payments are due: each is paid once."""

from pathlib import Path
from subprocess import Popen

import pytest

from jiaozi.clock import parse_time
from jiaozi.mandates import standing
from jiaozi.mandates.standing_model import OrderStandingPayment
from tests.features.killing import finish, kill, start
from tests.features.world import World
from tests.mandates.street import Street

pytestmark = pytest.mark.slow
COUNT = {"sqlite": (6_000, 2), "oceanbase": (2_000, 1)}
"""Standing payments, and how often the worker is killed."""
CHUNK = 500


def test_of_what_was_missed_and_what_is_due_each_is_done_once_though_the_worker_is_killed(
    world: World, engine: str, db_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count, kills = COUNT[engine]
    monkeypatch.setattr(standing, "STANDING_MAX", count)
    street = Street(world)
    street.li = world.rich(street.bank, "I", 10 * count)
    order = OrderStandingPayment(
        street.li, 10, "day", parse_time("2022-05-16T09:00:00+08:00"), payee=world.rich(street.bank, "I", 1)
    )
    for _ in range(0, count, CHUNK):
        world.group(*[order] * CHUNK)
    world.until("2022-05-18T12:00:00+08:00")  # the worker was away for three days
    now = world.clock.now()

    def paid() -> int:
        return int(world.query("SELECT COUNT(*) FROM standing_dues WHERE state = 0")[0][0])

    def begin() -> "Popen[str]":
        return start("standing.StandingTurns", db_url, tmp_path / "keyring.json", now)

    kill(begin, paid, count, kills)
    finish(begin())
    states = "SELECT state, COUNT(*) FROM standing_dues GROUP BY state ORDER BY state"
    assert world.query(states) == [(0, count), (2, 2 * count)]
    assert world.query("SELECT COUNT(*) FROM payments WHERE payer = ?", (street.li,)) == [(count,)]
    assert world.query("SELECT COUNT(*) FROM events WHERE kind = 'standing_payment.paid'") == [(count,)]
    assert world.balance(street.li) == 0
