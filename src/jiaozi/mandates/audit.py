"""The invariants of mandates and standing payments."""

from collections.abc import Iterator
from typing import Final

from jiaozi.db.engine import Connection
from jiaozi.ledger.audit import Invariant
from jiaozi.mandates import audit_store as store
from jiaozi.mandates.dates import first_of

_Found = Iterator[tuple[str, str]]


def _mandates_add_up(connection: Connection) -> _Found:
    for mandate, version, state, ended in store.wrong_terms(connection):
        yield f"mandate {mandate}", f"version {version}, state {state}, ended {ended}: not as its payer said"
    for mandate, debits, collected, in_period, found, moved in store.wrong_sums(connection):
        detail = f"{debits} debits for {collected}, {in_period} in its period; there are {found} for {moved}"
        yield f"mandate {mandate}", detail


def _debits_lie_within(connection: Connection) -> _Found:
    for mandate, number, amount, noted, running, day in store.debits_beyond(connection):
        detail = f"{amount} on day {day}, {noted} noted in its period, which had {running}"
        yield f"mandate {mandate}", f"debit {number}: {detail}"
    for cadence, period_day, day in store.periods(connection):
        if first_of(cadence, day) != period_day:
            yield f"day {day}", f"a debit's period of kind {cadence} is noted from day {period_day}"


def _debits_are_paid(connection: Connection) -> _Found:
    for mandate, number, payment in store.unpaid_debits(connection):
        yield f"mandate {mandate}", f"debit {number} is not payment {payment}"
    for payment, times in store.counted_twice(connection):
        yield f"payment {payment}", f"it is {times} debits or dues"


def _dues_are_paid_once(connection: Connection) -> _Found:
    for order, state, number, paid, total, found, newest in store.wrong_orders(connection):
        detail = f"state {state}, due {number} next, {paid} paid for {total}; {found} were, the newest is {newest}"
        yield f"standing payment {order}", detail
    for order, number, state, due_at, at, payment in store.wrong_dues(connection):
        yield f"standing payment {order}", f"due {number} at {due_at}: state {state} at {at}, payment {payment}"


MANDATE_INVARIANTS: Final = (
    Invariant("mandates_add_up", "A mandate is as its payer said last, and its debits add up.", _mandates_add_up),
    Invariant("debits_allowed", "Each debit lies within its mandate, at once and in its period.", _debits_lie_within),
    Invariant("debits_paid", "Each debit is one payment of its payer to its merchant.", _debits_are_paid),
    Invariant(
        "dues_once", "What was due of a standing payment was paid at most once, when it was.", _dues_are_paid_once
    ),
)
