"""Billing's invariants: what was asked for is what was paid, once."""

from collections.abc import Iterator
from typing import Final

from jiaozi.billing import audit_store as store
from jiaozi.db.engine import Connection
from jiaozi.ledger.audit import Invariant

_Found = Iterator[tuple[str, str]]


def _requests_are_paid_as_asked(connection: Connection) -> _Found:
    for number, state, amount, payment, paid in store.wrong_requests(connection):
        yield f"request {number}", f"state {state}, asks for {amount}; its payment {payment} was {paid}"


def _bills_are_paid_as_asked(connection: Connection) -> _Found:
    for merchant, number, state, amount, payment, paid in store.wrong_bills(connection):
        yield f"bill {number} of {merchant}", f"state {state}, asks for {amount}; its payment {payment} was {paid}"


def _a_payment_answers_once(connection: Connection) -> _Found:
    for payment, times in store.paid_with_one(connection):
        yield f"payment {payment}", f"it stands for {times} requests or bills"


def _open_requests_are_counted(connection: Connection) -> _Found:
    for payee, payer, counted, found in store.miscounted(connection):
        yield f"requests from {payee} to {payer}", f"{counted} are counted, {found} are open"


def _a_signature_asks_once(connection: Connection) -> _Found:
    for number, device, nonces in store.wrong_nonces(connection):
        yield f"request {number}", f"signed by device {device} with {nonces} nonces"


BILLING_INVARIANTS: Final = (
    Invariant("requests_paid", "A request is paid by one payment of what it asks.", _requests_are_paid_as_asked),
    Invariant("bills_paid", "A bill is paid by one payment of what it asks, to its biller.", _bills_are_paid_as_asked),
    Invariant("requests_counted", "Open requests are counted as they stand.", _open_requests_are_counted),
    Invariant("signed_once", "A signature with its nonce asks once.", _a_signature_asks_once),
    Invariant("asked_once", "A payment answers at most one request or bill.", _a_payment_answers_once),
)
"""The invariants of requests to pay and of bills."""
