"""Each invariant of prepaid contracts finds what breaks it."""

import pytest

from jiaozi.prepaid.audit import PREPAID_INVARIANTS
from jiaozi.prepaid.model import BuyPrepaid, ObjectUse, TakeBackPrepaid
from tests.features.world import World
from tests.prepaid.gym import Gym


class Story:
    """An open contract with a use, one with a use that waits and one that was objected to, one that was taken back,
    and one that is used up."""

    def __init__(self, world: World) -> None:
        gym = Gym(world)
        self.plan, self.other, self.merchant = gym.plan(5), gym.plan(5, bonus=1), gym.merchant
        self.open = world.do(BuyPrepaid(self.plan, gym.li)).prepaid
        self.recorded, self.returned = (gym.bought(5, by="merchant") for _ in range(2))
        self.up = gym.bought(1)
        gym.use(self.open, 2)
        gym.use(self.up)
        gym.record(self.recorded)
        world.do(ObjectUse(self.recorded, gym.li, gym.record(self.recorded)))
        gym.record(self.returned)
        world.do(TakeBackPrepaid(self.returned, gym.li, 1))


HELD, ADDED, RIGHT, LOCKED = "prepaid_held", "prepaid_adds_up", "prepaid_rightful", "locks_held"
TAMPERING = [
    ("more was paid than captured", "UPDATE prepaids SET paid_minor = 300 WHERE id = {open}", {HELD, ADDED}),
    ("a contract is over, its money held", "UPDATE prepaids SET state = 2, ended_at = bought_at WHERE id = {open}",
     {HELD}),
    ("a contract is open without money", "UPDATE prepaids SET state = 0, ended_at = 0 WHERE id = {returned}",
     {HELD, RIGHT}),
    ("less went back", "UPDATE prepaids SET returned_minor = 1 WHERE id = {returned}", {HELD}),
    ("a contract is another's", "UPDATE prepaids SET payer = payee WHERE id = {open}", {HELD}),
    ("a contract's end is not the hold's", "UPDATE prepaids SET ends_at = ends_at + 1 WHERE id = {open}", {HELD}),
    ("a contract is of another plan", "UPDATE prepaids SET prepaid_plan = {other} WHERE id = {open}", {HELD}),
    ("a plan's price is another", "UPDATE prepaid_plans SET price_minor = 99 WHERE id = {plan}", {HELD}),
    ("a plan is gone", "DELETE FROM prepaid_plans WHERE id = {plan}", {HELD}),
    ("a contract is gone", "DELETE FROM prepaids WHERE id = {open}", {LOCKED, RIGHT}),
    ("a payment is no longer locked", "UPDATE payments SET locked = 0 WHERE id = {open}", {HELD}),
    ("a use is gone", "DELETE FROM prepaid_uses WHERE prepaid = {open}", {ADDED}),
    ("a use is not counted", "UPDATE prepaids SET used = 1 WHERE id = {open}", {ADDED}),
    ("a use costs more", "UPDATE prepaid_uses SET amount_minor = 300 WHERE prepaid = {open}", {ADDED, RIGHT}),
    ("a use was free", "UPDATE prepaid_uses SET paid_uses = 1, free_uses = 1 WHERE prepaid = {open}",
     {ADDED, RIGHT}),
    ("a use is decided that waits", "UPDATE prepaids SET decided = 2 WHERE id = {recorded}", {ADDED}),
    ("a contract is used up with uses left", "UPDATE prepaids SET state = 1 WHERE id = {returned}", {ADDED, RIGHT}),
    ("a use is paid early", ("UPDATE prepaid_uses SET state = 1, decided_at = at WHERE prepaid = {recorded}"
      " AND number = 1"), {ADDED, RIGHT}),
    ("an objection came late", ("UPDATE prepaid_uses SET decided_at = settles_at WHERE prepaid = {recorded}"
      " AND number = 2"), {RIGHT}),
    ("a merchant recorded what it may not", ("UPDATE prepaid_uses SET recorded_by = 1, settles_at = at"
      " WHERE prepaid = {open}"), {RIGHT}),
    ("it was used after its end", ("UPDATE prepaid_uses SET at = at + 40000000000000, decided_at = at + 40000000000000"
      " WHERE prepaid = {open}"), {RIGHT}),
    ("a use moved no money", "UPDATE prepaid_uses SET journal = 0 WHERE prepaid = {open}", {RIGHT}),
    ("a contract expired early", "UPDATE prepaids SET state = 3 WHERE id = {returned}", {RIGHT}),
    ("nobody is bankrupt", "UPDATE prepaids SET state = 4 WHERE id = {returned}", {RIGHT}),
    ("what nobody could object to yet was paid in bankruptcy", ("INSERT INTO bankruptcies (merchant, reason, document,"
      " marked_at) SELECT merchant, 'why', 'paper', ended_at - 1 FROM prepaids WHERE id = {returned}"), {RIGHT}),
    ("it was sold and used in bankruptcy", ("INSERT INTO bankruptcies (merchant, reason, document, marked_at)"
      " VALUES ({merchant}, 'why', 'paper', 7)"), {RIGHT}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "sql", "broken"), TAMPERING, ids=[row[0] for row in TAMPERING])
def test_an_invariant_finds(unsound_world: World, what: str, sql: str, broken: set[str]) -> None:
    story = Story(unsound_world)
    assert unsound_world.audit().findings == (), what
    unsound_world.tamper(sql.format(**vars(story)))
    found = {finding.invariant for finding in unsound_world.audit().findings}
    assert found & ({each.name for each in PREPAID_INVARIANTS} | {LOCKED}) == broken


def test_every_invariant_is_shown() -> None:
    assert set().union(*(row[2] for row in TAMPERING)) - {LOCKED} == {each.name for each in PREPAID_INVARIANTS}
