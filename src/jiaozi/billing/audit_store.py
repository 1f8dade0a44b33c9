"""SQL of billing's audit. Every function gives what is wrong, as rows; a sound world gives none."""

from typing import Final

from jiaozi.billing.model import BillState, RequestState
from jiaozi.clock import CLOCKS_APART_US
from jiaozi.db.engine import Connection, Row
from jiaozi.payments.model import PaymentState

ROWS_MAX: Final = 100

_REQUESTS: Final = f"""
SELECT /*+ LEADING(r p) USE_HASH(p) */ r.id, r.state, r.amount_minor, r.payment, p.amount_minor
FROM payment_requests r LEFT JOIN payments p ON p.id = r.payment
WHERE (r.state = {RequestState.PAID:d}) <> (r.payment <> 0) OR (r.state = {RequestState.OPEN:d}) <> (r.ended_at = 0)
   OR (r.payment <> 0 AND (p.id IS NULL OR p.state <> {PaymentState.COMPLETED:d} OR p.amount_minor <> r.amount_minor
       OR p.payee <> r.payee OR p.payer <> r.payer OR p.store <> r.store OR p.at > r.ended_at + {CLOCKS_APART_US}
       OR r.ended_at >= r.expires_at))
ORDER BY r.id LIMIT {ROWS_MAX}
"""

_BILLS: Final = f"""
SELECT /*+ LEADING(b p s) USE_HASH(p) USE_HASH(s) */ b.merchant, b.number, b.state, b.amount_minor, b.payment,
       p.amount_minor
FROM bills b LEFT JOIN payments p ON p.id = b.payment LEFT JOIN stores s ON s.id = b.store
WHERE s.id IS NULL OR s.merchant <> b.merchant OR (b.state = {BillState.PAID:d}) <> (b.payment <> 0)
   OR (b.payment <> 0 AND (p.id IS NULL OR p.state <> {PaymentState.COMPLETED:d} OR p.amount_minor <> b.amount_minor
       OR p.payer <> b.payer OR p.store <> b.store OR p.at <> b.paid_at OR p.reference <> b.number))
ORDER BY b.merchant, b.number LIMIT {ROWS_MAX}
"""

_TWICE: Final = f"""
SELECT payment, COUNT(*) FROM (
  SELECT payment FROM payment_requests WHERE payment <> 0
  UNION ALL SELECT payment FROM bills WHERE payment <> 0
) used GROUP BY payment HAVING COUNT(*) > 1 ORDER BY payment LIMIT {ROWS_MAX}
"""


_OPEN: Final = f"""
SELECT c.payee, c.payer, SUM(c.counted), SUM(c.found) FROM (
  SELECT payee, payer, requests AS counted, 0 AS found FROM open_requests
  UNION ALL SELECT payee, 0, 0, 1 FROM payment_requests WHERE state = {RequestState.OPEN:d}
  UNION ALL SELECT 0, asked, 0, 1 FROM payment_requests WHERE state = {RequestState.OPEN:d} AND asked <> 0
  UNION ALL SELECT payee, asked, 0, 1 FROM payment_requests WHERE state = {RequestState.OPEN:d} AND asked <> 0
) c GROUP BY c.payee, c.payer HAVING SUM(c.counted) <> SUM(c.found) ORDER BY c.payee, c.payer LIMIT {ROWS_MAX}
"""

_NONCES: Final = f"""
SELECT r.id, r.device, COUNT(s.nonce) FROM payment_requests r
LEFT JOIN signed_requests s ON s.payment_request = r.id AND s.device = r.device
WHERE r.device <> 0 GROUP BY r.id, r.device HAVING COUNT(s.nonce) <> 1 ORDER BY r.id LIMIT {ROWS_MAX}
"""


def miscounted(connection: Connection) -> list[Row]:
    """(payee, payer, counted, open): counts of open requests that are wrong."""
    return connection.query(_OPEN)


def wrong_nonces(connection: Connection) -> list[Row]:
    """(request, device, nonces): signed requests without a nonce of their own."""
    return connection.query(_NONCES)


def wrong_requests(connection: Connection) -> list[Row]:
    """(request, state, amount, payment, what the payment was): requests that their payment does not answer."""
    return connection.query(_REQUESTS)


def wrong_bills(connection: Connection) -> list[Row]:
    """(merchant, number, state, amount, payment, what the payment was): bills that their payment does not pay."""
    return connection.query(_BILLS)


def paid_with_one(connection: Connection) -> list[Row]:
    """(payment, how many): payments that stand for more than one request or bill."""
    return connection.query(_TWICE)
