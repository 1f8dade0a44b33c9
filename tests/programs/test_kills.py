"""Kill -9 in the middle of a sweep: of 100,000 envelopes that have ended each goes back once."""

import time
from collections import Counter
from pathlib import Path

import pytest

from jiaozi.grantlists.granting import GRANTS_MAX, GrantClaims, GrantLine
from jiaozi.ledger.model import Code
from jiaozi.programs.model import ClaimState, ProgramState
from jiaozi.wallets.opening import OpenWallet
from tests.programs import processes
from tests.programs.city import City, red

pytestmark = pytest.mark.slow
COUNT = {"sqlite": (100_000, 3), "oceanbase": (6_000, 1)}
"""Envelopes, and how often the sweep is killed: a thousand of them take seconds on OceanBase."""
PEOPLE = 1_500
PATIENCE_S = 300


def expired(city: City) -> int:
    """How many claims have gone back."""
    rows = city.world.query("SELECT COUNT(*) FROM claims WHERE state = ?", (int(ClaimState.EXPIRED),))
    return int(rows[0][0])


def test_of_envelopes_that_have_ended_each_goes_back_once_though_the_sweep_is_killed(
    city: City, engine: str, db_url: str, tmp_path: Path
) -> None:
    count, kills = COUNT[engine]
    opened = city.world.group(
        *[OpenWallet(city.bank, "personal", "IV", phone=f"139{number:08d}") for number in range(PEOPLE)]
    )
    lines = tuple(GrantLine(opened[number % PEOPLE].wallet) for number in range(count))
    program = city.program(red(face_minor=100, per_wallet=0), budget=count * 100, days=0)
    for first in range(0, count, GRANTS_MAX):
        city.world.do(GrantClaims(program, lines[first : first + GRANTS_MAX]))
    before, end = city.world.balance(city.funder), city.midnight(0)
    city.world.clock.advance_to(end)

    give_up_at, seen = time.monotonic() + PATIENCE_S, []
    for _ in range(kills):
        process, done = processes.start("sweep", db_url, tmp_path / "keyring.json", end), expired(city)
        while expired(city) == done:
            assert process.poll() is None, "it ended before it was killed"
            assert time.monotonic() < give_up_at, "the sweep does not get on"
            time.sleep(0.01)
        process.kill()
        process.communicate()
        seen.append(expired(city))
    assert 0 < seen[0] <= seen[-1] < count, "it was killed in the middle"
    with processes.start("sweep", db_url, tmp_path / "keyring.json", end) as process:
        assert process.wait(PATIENCE_S) == 0

    told = Counter(row[0] for row in city.world.query("SELECT kind FROM events WHERE kind LIKE 'claim.%'"))
    assert told == {"claim.made": count, "claim.expired": count}
    moved = "SELECT COUNT(*), SUM(amount) FROM transfers WHERE code = ?"
    assert city.world.query(moved, (int(Code.RECLAIM),)) == [(count + 1, 2 * count * 100)]
    assert city.world.balance(city.funder) == before + count * 100
    assert city.row(program).state == ProgramState.ENDED
