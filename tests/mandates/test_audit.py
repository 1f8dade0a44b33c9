"""Each invariant of mandates and standing payments finds what breaks it."""

import pytest

from jiaozi.clock import DAY_US
from jiaozi.mandates.audit import MANDATE_INVARIANTS
from jiaozi.mandates.model import ChangeMandate
from jiaozi.payments.pay import Pay
from tests.features.world import World
from tests.mandates.street import Street


class Story:
    """A mandate with two debits of one month and changed terms, one that has ended, a monthly order with a due that was
    paid, one that failed and one that was missed, and a payment that has to do with neither."""

    def __init__(self, world: World) -> None:
        street = Street(world)
        self.mandate, self.over = street.given(300, 500), street.given(debits_max=1)
        street.collect(self.mandate, 300, "A-1")
        world.do(ChangeMandate(self.mandate, street.li, 400, 600))
        street.collect(self.mandate, 200, "A-2")
        street.collect(self.over, 100, "A-1")
        self.order = street.ordered(50, "month", "2022-05-31T22:00:00+08:00", reference="rent")
        street.work("2022-05-31T22:00:00+08:00")
        world.do(Pay(street.li, world.available(street.li), "person", payee=street.stranger))
        street.work("2022-06-30T22:00:00+08:00")
        world.fund(street.li, 1_000)
        street.work("2022-08-31T22:00:00+08:00")
        self.payment = world.do(Pay(street.li, 50, "person", payee=street.stranger)).payment
        self.day, self.hour = DAY_US, 3_600_000_000
        self.ended = world.query("SELECT ended_at FROM mandates WHERE id = ?", (self.over,))[0][0]


SUMS, WITHIN, PAID, ONCE = "mandates_add_up", "debits_allowed", "debits_paid", "dues_once"
TAMPERING = [
    ("its most at once is another", "UPDATE mandates SET per_debit_minor = 500 WHERE id = {mandate}", {SUMS}),
    ("its most in a period is another", "UPDATE mandates SET per_period_minor = 700 WHERE id = {mandate}", {SUMS}),
    ("it ends another day", "UPDATE mandates SET last_day = 30000 WHERE id = {mandate}", {SUMS}),
    ("it ends at another moment", "UPDATE mandates SET ends_at = ends_at - 1 WHERE id = {mandate}", {SUMS}),
    ("it goes on after its last debit", "UPDATE mandates SET state = 0, ended_at = 0 WHERE id = {over}", {SUMS}),
    ("its terms are gone", "DELETE FROM mandate_terms WHERE mandate = {mandate} AND version = 2", {SUMS, WITHIN}),
    ("its first terms are gone", "DELETE FROM mandate_terms WHERE mandate = {mandate} AND version = 1",
     {SUMS, WITHIN}),
    ("it is gone", "DELETE FROM mandates WHERE id = {over}", {WITHIN}),
    ("a debit is gone", "DELETE FROM mandate_debits WHERE mandate = {mandate} AND number = 'A-2'", {SUMS}),
    ("a debit was not counted", "UPDATE mandates SET debits = 1 WHERE id = {mandate}", {SUMS}),
    ("more was collected than is noted", "UPDATE mandates SET collected_minor = 501 WHERE id = {mandate}", {SUMS}),
    ("less was collected in its period", "UPDATE mandates SET period_minor = 1 WHERE id = {mandate}", {SUMS}),
    ("its period is another", "UPDATE mandates SET period_day = period_day + 1 WHERE id = {mandate}", {SUMS}),
    ("a debit was above the most at once", ("UPDATE mandate_terms SET per_debit_minor = 299 WHERE version = 1"
     " AND mandate = {mandate}"), {WITHIN}),
    ("a debit was above the most in a period", ("UPDATE mandate_terms SET per_period_minor = 299 WHERE version = 1"
     " AND mandate = {mandate}"), {WITHIN}),
    ("a debit came before the first day", "UPDATE mandates SET first_day = first_day + 1 WHERE id = {mandate}",
     {WITHIN}),
    ("a debit came after the end", "UPDATE mandates SET ended_at = {ended} - 1 WHERE id = {over}", {WITHIN}),
    ("a debit came before it was given", "UPDATE mandates SET given_at = given_at + {day} WHERE id = {over}", {WITHIN}),
    ("a debit was one too many", "UPDATE mandate_terms SET debits_max = 1 WHERE mandate = {mandate} AND version = 2",
     {SUMS, WITHIN}),
    ("a debit's day is another", "UPDATE mandate_debits SET day = day + 1 WHERE mandate = {over}", {WITHIN}),
    ("a debit's period is another", "UPDATE mandate_debits SET period_day = period_day + 1 WHERE mandate = {over}",
     {SUMS, WITHIN}),
    ("a debit's period came to more", "UPDATE mandate_debits SET period_minor = 101 WHERE mandate = {over}", {WITHIN}),
    ("a debit is of another payment", "UPDATE mandate_debits SET payment = {payment} WHERE mandate = {over}", {PAID}),
    ("two debits are one payment", ("UPDATE mandate_debits SET payment = (SELECT d.payment FROM (SELECT payment FROM"
     " mandate_debits WHERE mandate = {mandate} AND number = 'A-1') d) WHERE mandate = {mandate}"), {PAID}),
    ("a debit is of no payment", ("DELETE FROM payments WHERE id = (SELECT payment FROM mandate_debits"
     " WHERE mandate = {over})"), {PAID}),
    ("a due is another payment", "UPDATE standing_dues SET payment = {payment} WHERE number = 1", {ONCE}),
    ("two dues are one payment", ("UPDATE standing_dues SET payment = (SELECT d.payment FROM (SELECT payment FROM"
     " standing_dues WHERE number = 1) d) WHERE number = 4"), {PAID}),
    ("a due came early", "UPDATE standing_dues SET at = due_at - 1 WHERE number = 1", {ONCE}),
    ("a due is of another moment", "UPDATE standing_dues SET due_at = due_at - {hour} WHERE number = 4", {ONCE}),
    ("a due is of another month", "UPDATE standing_dues SET due_at = due_at - 30 * {day} WHERE number = 4", {ONCE}),
    ("a due failed without a code", "UPDATE standing_dues SET code = '' WHERE number = 2", {ONCE}),
    ("a due was missed that was tried", "UPDATE standing_dues SET tries = 1 WHERE number = 3", {ONCE}),
    ("a due is gone", "DELETE FROM standing_dues WHERE number = 1", {ONCE}),
    ("an order is gone", "DELETE FROM standing_payments", {ONCE}),
    ("an order waits for a due that was", "UPDATE standing_payments SET number = 4, due_at = due_at - 30 * {day}",
     {ONCE}),
    ("an order was paid once more", "UPDATE standing_payments SET times_paid = 3", {ONCE}),
    ("an order was paid more", "UPDATE standing_payments SET paid_minor = 150", {ONCE}),
    ("an order pays another amount", "UPDATE standing_payments SET amount_minor = 51", {ONCE}),
    ("an order waits for another moment", "UPDATE standing_payments SET due_at = due_at - {hour}", {ONCE}),
    ("an order goes on after its end", "UPDATE standing_payments SET last_day = 19200", {ONCE}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "sql", "broken"), TAMPERING, ids=[row[0] for row in TAMPERING])
def test_an_invariant_finds(unsound_world: World, what: str, sql: str, broken: set[str]) -> None:
    story = Story(unsound_world)
    assert unsound_world.audit().findings == (), what
    unsound_world.tamper(sql.format(**vars(story)))
    found = {finding.invariant for finding in unsound_world.audit().findings}
    assert found & {each.name for each in MANDATE_INVARIANTS} == broken


def test_every_invariant_is_shown() -> None:
    assert set().union(*(row[2] for row in TAMPERING)) == {each.name for each in MANDATE_INVARIANTS}
