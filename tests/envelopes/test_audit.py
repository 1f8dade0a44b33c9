"""Each of the envelopes' invariants finds the data that breaks it."""

import pytest

from jiaozi.clock import DAY_US
from jiaozi.envelopes.audit import ENVELOPE_INVARIANTS
from tests.envelopes.family import Family
from tests.features.world import World


class Story:
    """An open envelope with two shares claimed, an empty one, and one that came back in part."""

    def __init__(self, world: World) -> None:
        self.world, family = world, Family(world)
        self.back = family.send(300, 3)
        family.claimed(self.back, family.people[0])
        world.wait(DAY_US)
        family.expire()
        self.empty = family.send(100, 1, "named", family.people[0])
        family.claimed(self.empty, family.people[0])
        self.open = family.send(100, 4)
        self.first, self.second, self.other = family.people[:3]
        for wallet in (self.first, self.second):
            family.claimed(self.open, wallet)
        self.holder = world.wallet(self.first).holder

    def found(self) -> set[str]:
        return {finding.invariant for finding in self.world.audit().findings}


SUMS, HELD, MOVED = "envelopes_add_up", "envelopes_held", "envelope_claims_moved"
OPEN, EMPTY, BACK = (f"UPDATE envelopes SET {{}} WHERE id = {{{{{name}}}}}" for name in ("open", "empty", "back"))
CLAIM = "UPDATE envelope_claims SET {} WHERE envelope = {{open}} AND holder = {{holder}}"
TAMPERING = [
    ("more is claimed than there are claims", OPEN.format("claimed_minor = 51"), {SUMS, HELD}),
    ("a share is counted that nobody has", OPEN.format("taken = 3"), {SUMS}),
    ("an open one has an end", OPEN.format("ended_at = 7"), {SUMS, "usages_right"}),
    ("an open one is called empty", OPEN.format("state = 1, ended_at = sent_at"), {SUMS, HELD, "usages_right"}),
    ("an open one is called returned", OPEN.format("state = 2, ended_at = sent_at"), {HELD, "usages_right"}),
    ("one that came back is open", BACK.format("state = 0, ended_at = 0"), {HELD, "usages_right"}),
    ("an empty one came back", EMPTY.format("state = 2"), {SUMS, HELD}),
    ("its hold is of another amount", "UPDATE holds SET amount = 99 WHERE id = {open}", {HELD, "holds_add_up"}),
    ("its hold is gone", "UPDATE envelopes SET id = 5 WHERE id = {empty}", {SUMS, HELD, MOVED}),
    ("a share is another amount", CLAIM.format("amount_minor = 24"), {SUMS, MOVED}),
    ("a share is another wallet's", CLAIM.format("wallet = {other}"), {MOVED}),
    ("a share is another holder's", CLAIM.format("holder = 5"), {MOVED}),
    ("a share is of another payment", CLAIM.format("payment = 5"), {MOVED, "payments_posted", "usages_right"}),
    ("a share was had before it was sent", CLAIM.format("at = 5"), {MOVED}),
    (
        "a claim was forgotten",
        "DELETE FROM envelope_claims WHERE envelope = {back}",
        {SUMS, "payments_posted", "usages_right"},
    ),
    ("a named one was another's", EMPTY.format("recipient = {second}"), {MOVED}),
]


def test_a_sound_world_has_no_findings(unsound_world: World) -> None:
    assert Story(unsound_world).found() == set()


@pytest.mark.only_engine("sqlite")  # the statements are one text for both; the sound worlds of all tests run them there
@pytest.mark.parametrize(("what", "sql", "noticed"), TAMPERING, ids=[row[0] for row in TAMPERING])
def test_what_is_tampered_with_is_found(unsound_world: World, what: str, sql: str, noticed: set[str]) -> None:
    story = Story(unsound_world)
    unsound_world.tamper(sql.format(**vars(story)))
    assert story.found() == noticed, what


@pytest.mark.only_engine("oceanbase")
def test_tampering_is_found_here_too(unsound_world: World) -> None:
    story = Story(unsound_world)
    for what, sql, _ in TAMPERING:
        if what in ("a share is counted that nobody has", "a share is another amount"):
            unsound_world.tamper(sql.format(**vars(story)))
    assert story.found() == {SUMS, MOVED}


def test_every_invariant_is_shown_to_work() -> None:
    assert {invariant.name for invariant in ENVELOPE_INVARIANTS} <= {
        name for _, _, names in TAMPERING for name in names
    }
