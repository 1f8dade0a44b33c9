"""SQL of the audit of orders and applications; a sound world gives no row."""

from typing import Final

from jiaozi.acceptance.model import ApplicationState, OrderState
from jiaozi.db.engine import Connection, Row

_ORDERS: Final = f"""
SELECT o.id, o.amount_minor, o.payment, p.amount_minor
FROM orders o LEFT JOIN payments p ON p.id = o.payment
WHERE (o.state = {OrderState.PAID:d} AND (p.id IS NULL OR p.store <> o.store OR p.amount_minor <> o.amount_minor))
   OR (o.state <> {OrderState.PAID:d} AND o.payment <> 0)
   OR (o.state = {OrderState.PAID:d} AND o.plan <> COALESCE((
     SELECT MAX(s.plan) FROM split_parts s WHERE s.payment = o.payment), 0))
ORDER BY o.id LIMIT 100
"""
_TWICE: Final = f"""
SELECT payment, COUNT(*) FROM orders WHERE state = {OrderState.PAID:d} GROUP BY payment HAVING COUNT(*) > 1
ORDER BY payment LIMIT 100
"""
_REVIEWS: Final = f"""
SELECT a.id, a.applicant, a.reviewer, a.merchant FROM merchant_applications a LEFT JOIN merchants m ON m.id = a.merchant
WHERE (a.state = {ApplicationState.APPROVED:d} AND (m.id IS NULL OR m.wallet <> a.wallet))
   OR (a.state <> {ApplicationState.APPROVED:d} AND a.merchant <> 0)
   OR (a.state <> {ApplicationState.OPEN:d} AND a.reviewer = a.applicant)
ORDER BY a.id LIMIT 100
"""


def wrong_orders(connection: Connection) -> list[Row]:
    """(order, amount, payment, what was paid): orders that are not paid as they say."""
    return connection.query(_ORDERS)


def paid_twice(connection: Connection) -> list[Row]:
    """(payment, orders): payments that close more than one order."""
    return connection.query(_TWICE)


def wrong_reviews(connection: Connection) -> list[Row]:
    """(application, applicant, reviewer, merchant): reviewed by the applicant, or without their merchant."""
    return connection.query(_REVIEWS)
