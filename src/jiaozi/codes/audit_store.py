"""SQL of the audit of codes. Every function gives what is wrong, as rows; a sound world gives none."""

from typing import Final

from jiaozi.codes.model import CodeState
from jiaozi.db.engine import Connection, Row

ROWS_MAX: Final = 100

_COLLECT: Final = f"""
SELECT c.id, c.payment, c.amount_minor, p.amount_minor, p.store, p.payee, p.at
FROM collect_codes c LEFT JOIN payments p ON p.id = c.payment
WHERE c.state = {CodeState.USED:d} AND (
  p.id IS NULL OR c.expires_at = 0 OR p.amount_minor <> c.amount_minor OR p.store <> c.store
  OR (c.wallet <> 0 AND p.payee <> c.wallet) OR p.at < c.opened_at OR p.at >= c.expires_at
  OR COALESCE(p.reference, '') <> COALESCE(c.reference, ''))
ORDER BY c.id LIMIT {ROWS_MAX}
"""

_SHARED: Final = f"""
SELECT payment, COUNT(*) FROM collect_codes WHERE payment <> 0 GROUP BY payment HAVING COUNT(*) > 1
ORDER BY payment LIMIT {ROWS_MAX}
"""

_ADDRESSED: Final = f"""
SELECT c.id, c.store, c.wallet FROM collect_codes c
LEFT JOIN stores s ON s.id = c.store LEFT JOIN wallets w ON w.id = c.wallet
WHERE (c.store <> 0) = (c.wallet <> 0) OR (c.store <> 0 AND s.id IS NULL) OR (c.wallet <> 0 AND w.id IS NULL)
ORDER BY c.id LIMIT {ROWS_MAX}
"""


def wrong_collect_codes(connection: Connection) -> list[Row]:
    """(code, payment, the code's amount, the payment's amount, store, payee, time): used codes and what they paid."""
    return connection.query(_COLLECT)


def shared_payments(connection: Connection) -> list[Row]:
    """(payment, how many codes): payments that more than one code says it was used for."""
    return connection.query(_SHARED)


def unaddressed_collect_codes(connection: Connection) -> list[Row]:
    """(code, store, wallet): codes that are for nobody, for both, or for what does not exist."""
    return connection.query(_ADDRESSED)
