"""Each of the splits' invariants finds the data that breaks it."""

# ruff: noqa: E501 - a table: one row, one line

import pytest

from jiaozi.kinds import StoreNo
from jiaozi.payments.holds import PlaceHold
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.payments.splits.audit import SPLIT_INVARIANTS
from jiaozi.payments.splits.capture import CaptureSplit
from jiaozi.payments.splits.plans import ProposeSplitPlan, SellerShare
from tests.features.world import World
from tests.splits.market import Market

PART, GIVEN = (
    "UPDATE split_parts SET {} WHERE payment = {{payment}} AND n = 1",
    "UPDATE split_refunds SET {} WHERE n = 1",
)
TAMPERING = [
    ("a part got more", PART.format("amount_minor = amount_minor + 1"), {"splits_whole", "splits_posted"}),
    ("a part gave back more", PART.format("refunded_minor = refunded_minor + 1"), {"splits_whole", "splits_unwound"}),
    ("a part's transfer is another's", PART.format("transfer = {plain}"), {"splits_posted"}),
    ("two parts share a transfer", PART.format("transfer = {payment} + 2"), {"splits_posted"}),
    ("a part is lost", "DELETE FROM split_parts WHERE payment = {payment} AND n = 2", {"splits_whole"}),
    ("a split's payment is gone", PART.format("payment = 5"), {"splits_whole", "splits_posted", "splits_unwound"}),
    ("a party gave back another amount", GIVEN.format("amount_minor = amount_minor - 1") + " AND payment = {payment}", {"splits_posted", "splits_unwound"}),
    ("a refund of a party is lost", "DELETE FROM split_refunds WHERE n = 2 AND payment = {payment}", {"splits_unwound"}),
    ("a refund is another payment's", GIVEN.format("payment = {plain}") + " AND payment = {payment}", {"splits_posted", "splits_unwound"}),
    ("another gave than who had got it", "UPDATE split_parts SET wallet = {payer} WHERE payment = {payment} AND n = 2", {"splits_posted"}),
    ("an advance is forgotten", "DELETE FROM split_advances", {"splits_posted"}),
    ("an advance is of another amount", "UPDATE split_advances SET amount_minor = amount_minor + 1", {"splits_posted"}),
    ("an advance is another seller's", "UPDATE split_advances SET merchant = 5", {"splits_posted"}),
    ("an advance without a refund", "UPDATE split_advances SET refund = 5", {"splits_posted"}),
    ("a captured part is of another journal", "UPDATE split_parts SET transfer = {plain} WHERE payment = {held} AND n = 1", {"splits_posted"}),
    ("a payment that was not split moved another amount", "UPDATE payments SET amount_minor = 501, captured_minor = 501 WHERE id = {plain}", {"payments_posted", "usages_right"}),
    ("a plan is active too soon", "UPDATE split_plans SET state = 1 WHERE id = {proposed}", {"plans_agreed"}),
    ("a plan's agreement is forged", "UPDATE split_plan_parts SET agreed_at = 1 WHERE plan = {proposed}", {"plans_agreed"}),
    ("a plan shares more than the whole", "UPDATE split_plan_parts SET share_ppm = 1000001 WHERE plan = {proposed}", {"plans_agreed"}),
    ("a plan has lost a seller", "DELETE FROM split_plan_parts WHERE plan = {proposed}", {"plans_agreed"}),
]  # fmt: skip


class Story:
    """A payment split three ways and refunded in part, an ordinary one, and a plan that waits."""

    def __init__(self, world: World) -> None:
        self.world, market = world, Market(world)
        plan, self.payer = market.plan((0, 300_000), (0, 600_000)), market.payer
        advanced = market.pay(plan, 1_000)
        world.do(Pay(market.wallets[1], world.balance(market.wallets[1]), "person", StoreNo(0), market.payer))
        world.do(RefundPayment(advanced, 100, advance=True))
        self.payment = market.pay(plan, 1_000)
        hold = PlaceHold(market.payer, 500, world.clock.now() + 10**9, store=market.store)
        self.held = world.do(hold).payment
        world.do(CaptureSplit(self.held, plan, 400))
        world.do(RefundPayment(self.payment, 333))
        self.plain = world.pay(market.payer, 500, market.store).payment
        terms = (SellerShare(market.sellers[0], 0, 5),)
        self.proposed = world.do(ProposeSplitPlan(market.store, "x", terms)).split_plan

    def found(self) -> set[str]:
        return {finding.invariant for finding in self.world.audit().findings}


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
    chosen = ("a part got more", "a refund of a party is lost", "a plan's agreement is forged")
    for sql in (sql for what, sql, _ in TAMPERING if what in chosen):
        unsound_world.tamper(sql.format(**vars(story)))
    assert story.found() == {"splits_whole", "splits_posted", "splits_unwound", "plans_agreed"}


def test_every_invariant_is_shown_to_work() -> None:
    assert {invariant.name for invariant in SPLIT_INVARIANTS} <= {name for _, _, names in TAMPERING for name in names}
