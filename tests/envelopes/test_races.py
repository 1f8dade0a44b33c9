"""Threads, processes and kills: exactly the amount goes out, nobody has two shares, each rest comes back once."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from jiaozi.clock import DAY_US
from jiaozi.envelopes.model import EnvelopeState, ExpireEnvelope, SendEnvelope
from jiaozi.kinds import WalletNo
from jiaozi.wallets.opening import OpenWallet
from jiaozi.worker.expiry import ENVELOPES, Expiry
from tests.envelopes import sweeper
from tests.envelopes.family import TOKEN, Family
from tests.features.test_races import Race
from tests.features.world import YUAN

pytestmark = pytest.mark.slow
CROWD = 60
SWEPT = {"sqlite": 4_000, "oceanbase": 1_200}
"""Envelopes: more than one batch of the sweep, which a kill can fall between; on OceanBase a thousand take seconds."""
PATIENCE_S = 120


@pytest.fixture
def race(family: Family) -> Iterator[Race]:
    """Two platforms with their threads, at the same family."""
    made = Race(family.world)
    yield made
    made.close()


def crowd(family: Family) -> list[WalletNo]:
    """Many wallets of people at one bank."""
    opened = family.world.group(
        *[OpenWallet(family.bank, "personal", "IV", phone=f"139{number:08d}") for number in range(CROWD)]
    )
    return [each.wallet for each in opened]


def test_of_many_who_grab_a_few_lucky_shares_exactly_the_amount_goes_out(family: Family, race: Race) -> None:
    people = crowd(family)
    number = family.send(100, 18, "lucky")
    told = race.count([family.claim(number, people[n % CROWD]) for n in range(3 * CROWD)])
    assert told["EnvelopeClaimed"] == 18
    assert set(told) <= {"EnvelopeClaimed", "envelope_claimed", "envelope_empty"}
    claims = family.claims(number)
    assert (sum(each.amount_minor for each in claims), len({each.holder for each in claims})) == (100, 18)
    assert sum(family.world.balance(wallet) for wallet in people) == 100


def test_who_comes_when_it_ends_has_nothing_and_the_rest_comes_back_once(family: Family, race: Race) -> None:
    before, people = family.world.balance(family.sends), crowd(family)[:16]
    number = family.send(1_000, 16)
    for platform in race.platforms:
        platform.clock.advance_to(family.world.clock.now() + DAY_US)  # type: ignore[attr-defined]
    commands = [family.claim(number, wallet) for wallet in people]
    told = race.count([*commands[:8], ExpireEnvelope(number), *commands[8:], ExpireEnvelope(number)])
    assert told == Counter({"envelope_expired": 17, "EnvelopeReturned": 1})
    assert family.world.balance(family.sends) == before


def test_two_workers_give_each_rest_back_once(family: Family, race: Race) -> None:
    before = family.world.balance(family.sends)
    for _ in range(20):
        family.send(100, 4)
    for platform in race.platforms:
        platform.clock.advance_to(family.world.clock.now() + 3 * DAY_US)  # type: ignore[attr-defined]
    workers = [Expiry(platform, ENVELOPES) for platform in race.platforms]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(Expiry.turn, workers))
    assert family.world.balance(family.sends) == before
    returned = "SELECT COUNT(*) FROM events WHERE kind = 'envelope.returned'"
    assert family.world.query(returned) == [(20,)]


def test_a_sweep_that_is_killed_gives_each_rest_back_once(
    family: Family, engine: str, db_url: str, tmp_path: Path
) -> None:
    world, count = family.world, SWEPT[engine]
    people = crowd(family)
    for wallet in people:
        world.fund(wallet, 5_000 * YUAN)
    commands = [SendEnvelope(people[n % CROWD], "equal", 100, 2, token_hash=TOKEN) for n in range(count)]
    for first in range(0, count, 500):
        assert all(type(each).__name__ == "EnvelopeSent" for each in world.group(*commands[first : first + 500]))
    end = world.clock.now() + DAY_US
    world.wait(DAY_US)
    returned = "SELECT COUNT(*) FROM envelopes WHERE state = ?"
    process, give_up_at = sweeper.start(db_url, tmp_path / "keyring.json", end), time.monotonic() + PATIENCE_S
    while not world.query(returned, (int(EnvelopeState.RETURNED),))[0][0]:
        assert process.poll() is None, "it ended before it was killed"
        assert time.monotonic() < give_up_at, "the sweep does not get on"
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert 0 < world.query(returned, (int(EnvelopeState.RETURNED),))[0][0] < count, "it was killed in the middle"
    assert sweeper.start(db_url, tmp_path / "keyring.json", end).wait(PATIENCE_S) == 0
    assert world.query(returned, (int(EnvelopeState.RETURNED),)) == [(count,)]
    assert world.query("SELECT COUNT(*) FROM events WHERE kind = 'envelope.returned'") == [(count,)]
    assert {world.available(wallet) for wallet in people} == {5_000 * YUAN}
