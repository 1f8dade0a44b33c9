"""What is always true of orders and applications."""

from collections.abc import Iterator
from typing import Final

from jiaozi.acceptance import audit_store as store
from jiaozi.db.engine import Connection
from jiaozi.ledger.audit import Invariant


def _orders_are_paid_once(connection: Connection) -> Iterator[tuple[str, str]]:
    for order, amount, payment, paid in store.wrong_orders(connection):
        yield f"order {order}", f"{amount}; payment {payment} is {paid}"
    for payment, orders in store.paid_twice(connection):
        yield f"payment {payment}", f"closes {orders} orders"


def _merchants_are_reviewed(connection: Connection) -> Iterator[tuple[str, str]]:
    for application, applicant, reviewer, merchant in store.wrong_reviews(connection):
        yield f"application {application}", f"by {applicant}, decided by {reviewer}, merchant {merchant}"


ACCEPTANCE_INVARIANTS: Final = (
    Invariant(
        "orders_paid",
        "A paid order has one payment of its amount at its store, split by its plan.",
        _orders_are_paid_once,
    ),
    Invariant(
        "merchants_reviewed", "Nobody decides its own application; one approved is a merchant.", _merchants_are_reviewed
    ),
)
"""The invariants of acceptance, in the order in which they are checked."""
