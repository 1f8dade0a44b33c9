"""Kill -9 in the middle of a sweep: of 100,000 envelopes that have ended each goes back once, or is its holder's."""

import time
from collections import Counter
from pathlib import Path

import pytest

from jiaozi.grantlists.granting import GRANTS_MAX, GrantClaims, GrantLine
from jiaozi.ledger.model import Code
from jiaozi.programs.model import ClaimState, ProgramState
from jiaozi.programs.parts import Rest, RestName
from jiaozi.wallets.opening import OpenWallet
from tests.programs import processes
from tests.programs.city import City, red

pytestmark = pytest.mark.slow
COUNT = {
    ("sqlite", "reclaimed"): (100_000, 3),
    ("sqlite", "holder"): (10_000, 3),
    ("oceanbase", "reclaimed"): (6_000, 1),
    ("oceanbase", "holder"): (4_000, 1),
}
"""Envelopes, and how often the sweep is killed: a thousand of them take seconds on OceanBase."""
ENDS = {"reclaimed": ("claim.expired", Code.RECLAIM), "holder": ("claim.unbound", Code.UNBIND)}
"""What is told of each, and why its money moved."""
PEOPLE = 1_500
PATIENCE_S = 300


def ended(city: City) -> int:
    """How many claims have had their end."""
    over = (int(ClaimState.EXPIRED), int(ClaimState.UNBOUND))
    return int(city.world.query("SELECT COUNT(*) FROM claims WHERE state IN (?, ?)", over)[0][0])


@pytest.mark.parametrize("rest", ["reclaimed", "holder"])
def test_of_envelopes_that_have_ended_each_has_its_end_once_though_the_sweep_is_killed(
    city: City, engine: str, db_url: str, tmp_path: Path, rest: RestName
) -> None:
    count, kills = COUNT[engine, rest]
    opened = city.world.group(
        *[OpenWallet(city.bank, "personal", "IV", phone=f"139{number:08d}") for number in range(PEOPLE)]
    )
    lines = tuple(GrantLine(opened[number % PEOPLE].wallet) for number in range(count))
    terms = red(face_minor=100, per_wallet=0, rest=Rest(rest))
    program = city.program(terms, budget=count * 100, days=0)
    for first in range(0, count, GRANTS_MAX):
        city.world.do(GrantClaims(program, lines[first : first + GRANTS_MAX]))
    before, end = city.world.balance(city.funder), city.midnight(0)
    city.world.clock.advance_to(end)

    give_up_at, seen = time.monotonic() + PATIENCE_S, []
    for _ in range(kills):
        process, done = processes.start("sweep", db_url, tmp_path / "keyring.json", end), ended(city)
        while ended(city) == done:
            assert process.poll() is None, "it ended before it was killed"
            assert time.monotonic() < give_up_at, "the sweep does not get on"
            time.sleep(0.01)
        process.kill()
        process.communicate()
        seen.append(ended(city))
    assert 0 < seen[0] <= seen[-1] < count, "it was killed in the middle"
    with processes.start("sweep", db_url, tmp_path / "keyring.json", end) as process:
        assert process.wait(PATIENCE_S) == 0

    name, code = ENDS[rest]
    told = Counter(row[0] for row in city.world.query("SELECT kind FROM events WHERE kind LIKE 'claim.%'"))
    assert told == {"claim.made": count, name: count}
    moved = city.world.query("SELECT COUNT(*), SUM(amount) FROM transfers WHERE code = ?", (int(code),))
    to_funder = rest == "reclaimed"  # to the pot one by one, and from there at once
    assert moved == [(count + to_funder, (1 + to_funder) * count * 100)]
    assert city.world.balance(city.funder) == before + to_funder * count * 100
    assert sum(city.world.balance(each.wallet) for each in opened) == (not to_funder) * count * 100
    assert city.row(program).state == ProgramState.ENDED
