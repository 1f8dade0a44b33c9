"""Kill -9 in the middle of a draw, and two that draw at once: each registration is told once whether it has won, and
those win who follow from what was published."""

from pathlib import Path
from subprocess import Popen

import pytest

from jiaozi.campaigns.model import CampaignState, RegisterForCampaign, RegistrationState
from jiaozi.kinds import CampaignNo
from jiaozi.wallets.opening import OpenWallet
from tests.campaigns.square import FACE, Square
from tests.features.killing import finish, kill, start

pytestmark = pytest.mark.slow
COUNT = {"sqlite": (3_000, 3), "oceanbase": (600, 1)}
"""Registrations, and how often the draw is killed."""
BATCH = 20


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

    def begin() -> "Popen[str]":
        return start("campaigns.Campaigns", db_url, keyring, square.now, BATCH)

    kill(begin, lambda: drawn_to(square, campaign), count, kills)
    finish(begin())
    assert_drawn_once(square, campaign, count)


def test_two_that_draw_at_once_draw_once(square: Square, engine: str, db_url: str, tmp_path: Path) -> None:
    count = COUNT[engine][0] // 3
    campaign = registered(square, count)
    finish(*[start("campaigns.Campaigns", db_url, tmp_path / "keyring.json", square.now, BATCH) for _ in range(2)])
    assert_drawn_once(square, campaign, count)
