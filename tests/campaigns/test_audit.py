"""Each invariant of campaigns notices what breaks it."""

from collections.abc import Iterator

import pytest

from jiaozi.campaigns.audit import CAMPAIGN_INVARIANTS
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
]


@pytest.mark.parametrize(("invariant", "sql", "of"), DAMAGE)
def test_what_is_damaged_is_found(broken: Broken, invariant: str, sql: str, of: str) -> None:
    broken.square.world.tamper(sql, (getattr(broken, of),))
    assert invariant in broken.found()


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
