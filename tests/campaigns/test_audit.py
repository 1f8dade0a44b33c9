"""Each invariant of campaigns notices what breaks it."""

from collections.abc import Iterator

import pytest

from jiaozi.campaigns.audit import CAMPAIGN_INVARIANTS
from jiaozi.campaigns.drawing import commitment_of, first_link
from jiaozi.campaigns.model import SetCampaignState
from jiaozi.campaigns.opening import published
from tests.campaigns.square import Square
from tests.features.world import World


class Broken:
    """A drawn campaign, one that is registered for, and one that has lapsed, whose rows a test damages."""

    def __init__(self, world: World) -> None:
        self.square = square = Square(world)
        self.program = square.listed(budget=100_000)
        self.lapsed = square.announce(self.program, 2)
        self.drawn = square.campaign(self.program, 3)
        people = square.crowd(6)
        square.register(self.drawn, *people)
        self.winner, self.other, _ = square.draw(self.drawn)
        self.loser = next(each for each in people if each not in (self.winner, self.other, _))
        self.claim = square.win(self.drawn, self.winner)
        self.stopped = square.campaign(self.program, 1)
        square.register(self.stopped, *square.crowd(3))
        square.draw(self.stopped)
        world.do(SetCampaignState(self.stopped, "stopped"))
        self.open = square.campaign(self.program, 1, closes_at=square.now + 60)
        square.register(self.open, *people[:2])
        assert world.audit().findings == ()

    def found(self) -> set[str]:
        """The invariants that find something."""
        return {finding.invariant for finding in self.square.world.audit().findings}


@pytest.fixture
def broken(unsound_world: World) -> Iterator[Broken]:
    """A city that is sound until the test damages it."""
    return Broken(unsound_world)  # type: ignore[return-value]


_REGISTRATIONS = "UPDATE campaign_registrations SET"
DAMAGE = [
    ("promises_set_aside", "UPDATE programs SET promised_minor = promised_minor - 1 WHERE id = ?", "program"),
    ("promises_set_aside", "UPDATE programs SET promised = promised + 1 WHERE id = ?", "program"),
    ("promises_set_aside", "UPDATE programs SET quota = 2 WHERE id = ?", "program"),
    ("promises_set_aside", "UPDATE campaigns SET promised = 0 WHERE id = ?", "drawn"),
    ("promises_set_aside", "UPDATE campaigns SET state = 5, ended_at = 1 WHERE id = ?", "open"),
    ("promises_set_aside", "UPDATE campaigns SET ended_at = 0 WHERE id = ?", "lapsed"),
    ("promises_set_aside", "UPDATE campaigns SET registered = registered + 1 WHERE id = ?", "open"),
    ("promises_set_aside", "UPDATE campaigns SET drawn_to = 5 WHERE id = ?", "drawn"),
    ("promises_set_aside", "UPDATE campaigns SET claimed = 2, promised = 1 WHERE id = ?", "drawn"),
    ("promises_set_aside", f"{_REGISTRATIONS} state = 1 WHERE state = 0 AND wallet = ?", "loser"),
    ("promises_set_aside", f"{_REGISTRATIONS} claim = 16 WHERE state = 1 AND wallet = ?", "other"),
    ("promises_set_aside", f"{_REGISTRATIONS} wallet = 16 WHERE campaign = ?", "drawn"),
    ("promises_set_aside", "UPDATE claims SET wallet = 16 WHERE id = ?", "claim"),
    ("draws_recompute", f"{_REGISTRATIONS} state = 0 WHERE state = 1 AND wallet = ?", "other"),
    ("draws_recompute", f"{_REGISTRATIONS} mark = salt WHERE wallet = ?", "loser"),
    ("draws_recompute", f"{_REGISTRATIONS} mark = salt WHERE campaign = ?", "open"),
    ("draws_recompute", f"{_REGISTRATIONS} wallet = 16 WHERE wallet = ?", "other"),
    ("draws_recompute", "UPDATE campaigns SET cut = seed WHERE id = ?", "drawn"),
    ("draws_recompute", "UPDATE campaigns SET seed = witness_seed WHERE id = ?", "drawn"),
    ("draws_recompute", "UPDATE campaigns SET witness_commitment = commitment WHERE id = ?", "drawn"),
    ("draws_recompute", "UPDATE campaigns SET list_sha256 = commitment WHERE id = ?", "open"),
    ("draws_recompute", "UPDATE campaigns SET commitment = list_sha256 WHERE id = ?", "open"),
    ("draws_recompute", "UPDATE campaigns SET reveal_until = reveal_until + 1 WHERE id = ?", "open"),
    ("draws_recompute", "UPDATE campaigns SET cut = seed WHERE id = ?", "stopped"),
    ("draws_recompute", "UPDATE campaigns SET cut = NULL WHERE id = ?", "stopped"),
    ("draws_recompute", f"{_REGISTRATIONS} state = 0 WHERE campaign = ?", "stopped"),
]


@pytest.mark.parametrize(("invariant", "sql", "of"), DAMAGE)
def test_what_is_damaged_is_found(broken: Broken, invariant: str, sql: str, of: str) -> None:
    broken.square.world.tamper(sql, (getattr(broken, of),))
    assert invariant in broken.found()


@pytest.mark.parametrize("party", ["commitment", "witness_commitment"])
def test_a_commitment_exchanged_with_all_that_follows_from_it_is_another_than_its_act(
    broken: Broken, party: str
) -> None:
    """Nobody is registered, so that there is no receipt yet."""
    world, campaign = broken.square.world, broken.square.campaign(broken.program, 1, closes_at=broken.square.now + 60)
    world.tamper(f"UPDATE campaigns SET {party} = ? WHERE id = ?", (commitment_of("9e" * 32), campaign))
    chain = first_link(published(broken.square.row_of(campaign)))
    world.tamper("UPDATE campaigns SET list_sha256 = ? WHERE id = ?", (chain, campaign))
    said = {
        "commitment": "it is not as its funder announced it",
        "witness_commitment": "the central bank's commitment is not the one that it made",
    }
    assert [(each.invariant, each.detail) for each in world.audit().findings] == [("draws_recompute", said[party])]


def test_winners_that_were_swapped_are_found_by_their_numbers(broken: Broken) -> None:
    world = broken.square.world
    world.tamper("UPDATE campaign_registrations SET state = 0 WHERE state = 1 AND wallet = ?", (broken.other,))
    world.tamper(
        "UPDATE campaign_registrations SET state = 1 WHERE campaign = ? AND wallet = ?", (broken.drawn, broken.loser)
    )
    found = [each.detail for each in world.audit().findings if each.invariant == "draws_recompute"]
    assert len(found) == 2
    assert broken.found() == {"draws_recompute"}


def test_every_invariant_is_tried() -> None:
    assert {each[0] for each in DAMAGE} == {each.name for each in CAMPAIGN_INVARIANTS}
