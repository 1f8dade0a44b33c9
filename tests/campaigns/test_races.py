"""Threads at once: each person has one number and one claim, the list has no gap, and no promise is broken."""

from collections import Counter
from collections.abc import Iterator

import pytest

from jiaozi.campaigns.drawing import commitment_of
from jiaozi.campaigns.model import ClaimWin, EndCampaign, RegisterForCampaign, RevealSeed, SetCampaignState
from jiaozi.programs.claiming import ClaimProgram
from tests.campaigns.square import FACE, SEED, Square
from tests.features.test_races import Race

pytestmark = pytest.mark.slow


@pytest.fixture
def race(square: Square) -> Iterator[Race]:
    """Two platforms with their threads, at the same city."""
    made = Race(square.world)
    yield made
    made.platforms[1].close()


def both_at(square: Square, race: Race) -> None:
    """The clocks of both platforms show the world's time."""
    for platform in race.platforms:
        platform.clock.advance_to(square.now)  # type: ignore[attr-defined]


def test_of_all_who_register_at_once_and_again_each_has_one_number(square: Square, race: Race) -> None:
    campaign, people = square.campaign(square.listed()), square.crowd(24)
    told = race.count([RegisterForCampaign(campaign, people[n % 24]) for n in range(72)])
    assert told == Counter({"registration_exists": 48, "Registered": 24})
    assert [each.number for each in square.list_of(campaign)] == list(range(1, 25))


def test_the_last_claim_is_the_winners_whoever_comes_at_once(square: Square, race: Race) -> None:
    program = square.listed(budget=2 * FACE)
    campaign, li = square.campaign(program, 1), square.person()
    square.register(campaign, li)
    square.draw(campaign)
    both_at(square, race)
    others = square.crowd(6)
    told = race.count([*[ClaimProgram(program, each) for each in others], *[ClaimWin(campaign, li) for _ in range(6)]])
    assert told == Counter({"program_exhausted": 5, "registration_claimed": 5, "ClaimMade": 1, "WinClaimed": 1})


def test_two_campaigns_are_not_promised_the_same_money(square: Square, race: Race) -> None:
    program = square.listed(budget=5 * FACE)
    told = race.count([square.order(program, 2, commitment=commitment_of(f"{n:064x}")) for n in range(6)])
    assert told == Counter({"program_exhausted": 4, "CampaignOpened": 2})
    assert square.promised(program) == (4, 220)


def test_of_those_who_announce_with_one_commitment_at_once_one_does(square: Square, race: Race) -> None:
    program = square.listed()
    told = race.count([square.order(program, 1) for _ in range(6)])
    assert told == Counter({"seed_invalid": 5, "CampaignOpened": 1})
    assert square.promised(program) == (1, 55)


def test_who_registers_while_the_first_seed_comes_is_in_the_list_or_refused(square: Square, race: Race) -> None:
    campaign, people = square.campaign(square.listed()), square.crowd(12)
    square.world.clock.advance_to(square.row_of(campaign).closes_at)
    race.platforms[1].clock.advance_to(square.now)  # type: ignore[attr-defined]
    told = race.count([*[RegisterForCampaign(campaign, each) for each in people], RevealSeed(campaign, SEED)])
    assert (told["SeedRevealed"], told["campaign_not_open"]) == (1, 12)


@pytest.mark.parametrize("ends", ["ended", "stopped"])
def test_a_claim_beside_the_end_is_had_or_refused_and_nothing_is_promised_after(
    square: Square, race: Race, ends: str
) -> None:
    program = square.listed()
    campaign, people = square.campaign(program, 12), square.crowd(12)
    square.register(campaign, *people)
    square.draw(campaign)
    if ends == "ended":
        square.world.clock.advance_to(square.row_of(campaign).claims_until)
    both_at(square, race)
    stop = EndCampaign(campaign) if ends == "ended" else SetCampaignState(campaign, "stopped")
    claims = [ClaimWin(campaign, each) for each in people]
    told = race.count([*claims[:6], stop, *claims[6:]])
    assert told["CampaignEnded" if ends == "ended" else "CampaignSet"] == 1
    assert told["WinClaimed"] + told["campaign_not_open"] == 12
    assert square.promised(program) == (0, 0)
    assert square.row(program).claims == told["WinClaimed"]
