"""Kill -9 in the middle of a draw, and two that draw at once: each registration is told once whether it has won, and
those win who follow from what was published."""

import time
from pathlib import Path

import pytest

from jiaozi.campaigns.model import CampaignState, RegisterForCampaign, RegistrationState
from jiaozi.kinds import CampaignNo
from jiaozi.wallets.opening import OpenWallet
from tests.campaigns import processes
from tests.campaigns.square import FACE, Square

pytestmark = pytest.mark.slow
COUNT = {"sqlite": (3_000, 3), "oceanbase": (600, 1)}
"""Registrations, and how often the draw is killed."""
BATCH = 20
PATIENCE_S = 300


def registered(square: Square, count: int) -> CampaignNo:
    """A campaign of which every third wins, with its seeds revealed."""
    program = square.listed(budget=count * FACE)
    campaign = square.campaign(program, count // 3)
    opened = square.world.group(
        *[OpenWallet(square.bank, "personal", "IV", phone=f"139{number:08d}") for number in range(count)]
    )
    square.world.group(*[RegisterForCampaign(campaign, each.wallet) for each in opened])
    square.reveal(campaign)
    return campaign


def drawn_to(square: Square, campaign: CampaignNo) -> int:
    """How far the draw is."""
    return square.row_of(campaign).drawn_to


def assert_drawn_once(square: Square, campaign: CampaignNo, count: int) -> None:
    """That each winner was told once. Who they are the audit recomputes when the test is done."""
    row = square.row_of(campaign)
    assert (row.state, row.won, row.promised) == (CampaignState.DRAWN, count // 3, count // 3)
    won = {each.number for each in square.list_of(campaign) if each.state == RegistrationState.WON}
    told = square.world.query("SELECT COUNT(*) FROM events WHERE kind = 'campaign.won'")
    done = square.world.query("SELECT COUNT(*) FROM events WHERE kind = 'campaign.drawn'")
    assert (len(won), told, done) == (count // 3, [(count // 3,)], [(1,)])


def test_a_draw_that_is_killed_goes_on_where_it_was(square: Square, engine: str, db_url: str, tmp_path: Path) -> None:
    count, kills = COUNT[engine]
    campaign, keyring = registered(square, count), tmp_path / "keyring.json"
    give_up_at, seen = time.monotonic() + PATIENCE_S, []
    for _ in range(kills):
        before = drawn_to(square, campaign)
        process = processes.start(db_url, keyring, square.now, BATCH)
        while drawn_to(square, campaign) == before:
            assert process.poll() is None, "it ended before it was killed"
            assert time.monotonic() < give_up_at, "the draw does not get on"
            time.sleep(0.002)
        process.kill()
        process.communicate()
        seen.append(drawn_to(square, campaign))
    assert 0 < seen[0] <= seen[-1] < count, "it was killed in the middle"
    with processes.start(db_url, keyring, square.now, BATCH) as process:
        assert process.wait(PATIENCE_S) == 0
    assert_drawn_once(square, campaign, count)


def test_two_that_draw_at_once_draw_once(square: Square, engine: str, db_url: str, tmp_path: Path) -> None:
    count = COUNT[engine][0] // 3
    campaign = registered(square, count)
    running = [processes.start(db_url, tmp_path / "keyring.json", square.now, BATCH) for _ in range(2)]
    for each in running:
        with each:
            assert each.wait(PATIENCE_S) == 0
    assert_drawn_once(square, campaign, count)
