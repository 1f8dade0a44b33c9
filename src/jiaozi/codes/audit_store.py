"""SQL of the audit of codes. Every function gives what is wrong, as rows; a sound world gives none."""

from typing import Final

from jiaozi.clock import CLOCKS_APART_US
from jiaozi.codes.model import CodeState, Means
from jiaozi.db.engine import Connection, Row

ROWS_MAX: Final = 100

_COLLECT: Final = f"""
SELECT c.id, c.payment, c.amount_minor, p.amount_minor, p.store, p.payee, p.at
FROM collect_codes c LEFT JOIN payments p ON p.id = c.payment
WHERE c.state = {CodeState.USED:d} AND (
  p.id IS NULL OR c.expires_at = 0 OR p.amount_minor <> c.amount_minor OR p.store <> c.store
  OR (c.wallet <> 0 AND p.payee <> c.wallet) OR p.at < c.opened_at - {CLOCKS_APART_US}
  OR p.at >= c.expires_at + {CLOCKS_APART_US}
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

_PLANNED: Final = f"""
SELECT l.collect_code, c.store, l.plan, p.store FROM collect_code_plans l
LEFT JOIN collect_codes c ON c.id = l.collect_code LEFT JOIN split_plans p ON p.id = l.plan
WHERE c.id IS NULL OR p.id IS NULL OR c.store <> p.store ORDER BY l.collect_code LIMIT {ROWS_MAX}
"""

_PRESENTED: Final = f"""
SELECT r.payment, r.payer_token, p.payer, t.wallet, p.store, t.enrolled_at, t.revoked_at, p.at
FROM presentations r LEFT JOIN payments p ON p.id = r.payment LEFT JOIN payer_tokens t ON t.id = r.payer_token
WHERE p.id IS NULL OR t.id IS NULL OR p.payer <> t.wallet OR p.store = 0
   OR p.at < t.enrolled_at - {CLOCKS_APART_US} OR (t.revoked_at <> 0 AND p.at > t.revoked_at + {CLOCKS_APART_US})
ORDER BY r.payment LIMIT {ROWS_MAX}
"""

_COUNTERS: Final = f"""
SELECT t.id, t.code_counter, t.tap_counter, COALESCE(c.codes, 0), COALESCE(c.taps, 0)
FROM payer_tokens t LEFT JOIN (
  SELECT payer_token, MAX(CASE WHEN means = {Means.CODE:d} THEN counter ELSE 0 END) AS codes,
         MAX(CASE WHEN means = {Means.TAP:d} THEN counter ELSE 0 END) AS taps
  FROM presentations GROUP BY payer_token
) c ON c.payer_token = t.id
WHERE t.code_counter <> COALESCE(c.codes, 0) OR t.tap_counter <> COALESCE(c.taps, 0)
ORDER BY t.id LIMIT {ROWS_MAX}
"""

_BOUND: Final = f"""
SELECT t.id, t.wallet, t.device, n.payer_token FROM payer_tokens t
LEFT JOIN wallets w ON w.id = t.wallet LEFT JOIN devices d ON d.id = t.device
LEFT JOIN payer_token_numbers n ON n.number = t.number
WHERE w.id IS NULL OR d.id IS NULL OR d.holder <> w.holder OR n.payer_token IS NULL OR n.payer_token <> t.id
ORDER BY t.id LIMIT {ROWS_MAX}
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


def misplanned_collect_codes(connection: Connection) -> list[Row]:
    """(code, its store, plan, the plan's store): codes whose payments would be split by another store's plan."""
    return connection.query(_PLANNED)


def wrong_presentations(connection: Connection) -> list[Row]:
    """(payment, token, payer, the token's wallet, store, enrolled, revoked, paid): not what the token could pay."""
    return connection.query(_PRESENTED)


def wrong_counters(connection: Connection) -> list[Row]:
    """(token, its two counters, the highest that were used): a counter that was used could be used again."""
    return connection.query(_COUNTERS)


def unbound_tokens(connection: Connection) -> list[Row]:
    """(token, wallet, device, whose its number is): wallet and device of two holders, or a number of another's."""
    return connection.query(_BOUND)
