"""Each invariant of locks finds what breaks it."""

import pytest

from jiaozi.clock import HOUR_US
from jiaozi.locks.audit import LOCK_INVARIANTS
from jiaozi.locks.model import OpenLock, ReleaseLock, ReturnLock
from tests.features.world import World
from tests.locks.deals import Building


class Story:
    """An open lock, one that was released and one that was given back."""

    def __init__(self, world: World) -> None:
        self.world = world
        bank = world.bank()
        self.payer, self.payee = world.rich(bank), world.person(bank)
        self.open, self.released, self.returned = (
            world.do(OpenLock(self.payer, 100, world.clock.now() + HOUR_US, payee=self.payee)).lock for _ in range(3)
        )
        world.do(ReleaseLock(self.open, self.payer, 30))
        world.do(ReleaseLock(self.released, self.payer, 100))
        world.do(ReturnLock(self.returned, self.payee))
        building = Building(world, bank=bank)
        self.proved, self.later, self.last = building.escrow(in_order=1)
        world.do(building.statement(self.proved, building.buyer))
        world.do(building.statement(self.later, building.buyer))
        self.judged, self.other = building.escrow((("gate", 20, 10), ("fence", 30, 20)), arbiter=building.carrier)
        world.do(building.given_back(self.judged, building.carrier))


HELD, ADDED, TIMED = "locks_held", "locks_add_up", "locks_in_time"
WHOLE, PROVED, SAID = "escrows_whole", "milestones_proved", "locks_by_journals"
TAMPERING = [
    ("more was released than captured", "UPDATE locks SET released_minor = 31 WHERE id = {open}", {HELD, ADDED}),
    ("a lock is over, its money held", "UPDATE locks SET state = 2, ended_at = 7 WHERE id = {open}", {HELD, ADDED}),
    (
        "a lock is open without money",
        "UPDATE locks SET state = 0, ended_at = 0 WHERE id = {returned}",
        {HELD, ADDED, TIMED},
    ),
    ("a lock has another payee", "UPDATE locks SET payee = payer WHERE id = {open}", {HELD, TIMED}),
    ("a lock's end is not the hold's", "UPDATE locks SET ends_at = ends_at + 1 WHERE id = {open}", {HELD}),
    ("a lock is gone", "DELETE FROM locks WHERE id = {released}", {HELD, TIMED}),
    ("a payment is no longer locked", "UPDATE payments SET locked = 0 WHERE id = {open}", {HELD}),
    ("a step is gone", "DELETE FROM lock_steps WHERE payment = {open}", {ADDED}),
    ("a step moved more", "UPDATE lock_steps SET amount_minor = 99 WHERE payment = {returned}", {ADDED}),
    ("a part was released after the end", "UPDATE lock_steps SET at = at + 3600000000 WHERE payment = {open}", {TIMED}),
    ("a lock ended early", "UPDATE lock_steps SET act = 3, party = 0 WHERE payment = {returned}", {TIMED}),
    ("a statement is gone", "DELETE FROM lock_proofs WHERE payment = {proved}", {PROVED}),
    ("a statement is of another document", "UPDATE lock_proofs SET document = '{zeros}'", {PROVED}),
    ("the payee signed it", "UPDATE lock_proofs SET signer = (SELECT payee FROM locks WHERE id = {proved})", {PROVED}),
    ("a milestone has another place", "UPDATE locks SET milestone = 4 WHERE id = {last}", {WHOLE}),
    ("a milestone is of no deal", "UPDATE locks SET escrow = 0 WHERE id = {last}", {WHOLE}),
    ("a deal's order is broken", "UPDATE locks SET ended_at = ended_at + 9 WHERE id = {proved}", {WHOLE}),
    ("a milestone's title is another", "UPDATE locks SET title = 'x' WHERE id = {proved}", {PROVED}),
    ("a milestone's place is there twice", "UPDATE locks SET milestone = 3 WHERE id = {later}", {WHOLE, PROVED}),
    ("an open lock is never looked at", "UPDATE locks SET due_at = due_at + 1 WHERE id = {open}", {HELD}),
    ("a step was another act", "UPDATE lock_steps SET act = 1 WHERE payment = {open}", {TIMED}),
    ("a release was a return", "UPDATE lock_steps SET act = 2 WHERE payment = {released}", {TIMED, SAID}),
    ("a step is a stranger's", "UPDATE lock_steps SET party = 7 WHERE payment = {released}", {TIMED}),
    ("a step has another's journal", "UPDATE lock_steps SET journal = 7 WHERE payment = {released}", {SAID}),
    (
        "an arbiter is accepted where there is none",
        "UPDATE locks SET accepted_at = opened_at WHERE id = {open}",
        {HELD},
    ),
    (
        "an arbiter that decided was not accepted",
        "UPDATE locks SET accepted_at = 0 WHERE escrow = {judged}",
        {TIMED, PROVED},
    ),
    (
        "a milestone's arbiter alone is accepted",
        "UPDATE locks SET accepted_at = accepted_at + 1 WHERE id = {judged}",
        {WHOLE, TIMED, PROVED},
    ),
    (
        "the payer signed what was given back",
        "UPDATE lock_proofs SET signer = (SELECT payer FROM locks WHERE id = {judged}) WHERE payment = {judged}",
        {PROVED},
    ),
    ("nobody did a step", "UPDATE lock_steps SET party = 0 WHERE payment = {open}", {TIMED}),
]


@pytest.mark.parametrize(("what", "sql", "broken"), TAMPERING, ids=[row[0] for row in TAMPERING])
def test_an_invariant_finds(unsound_world: World, what: str, sql: str, broken: set[str]) -> None:
    story = Story(unsound_world)
    named = {name: number for name, number in vars(story).items() if name != "world"} | {"zeros": "0" * 64}
    assert unsound_world.audit().findings == (), what
    unsound_world.tamper(sql.format(**named))
    found = {finding.invariant for finding in unsound_world.audit().findings}
    assert found & {each.name for each in LOCK_INVARIANTS} == broken


def test_every_invariant_is_shown() -> None:
    assert set().union(*(row[2] for row in TAMPERING)) == {each.name for each in LOCK_INVARIANTS}
