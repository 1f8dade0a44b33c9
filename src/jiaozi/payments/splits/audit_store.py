"""SQL of the splits' audit. Every function gives what is wrong, as rows; a sound world gives none."""

from typing import Final

from jiaozi.db.engine import Connection, Row
from jiaozi.ledger.model import Code, Phase

ROWS_MAX: Final = 100

_SUMS: Final = f"""
SELECT s.payment, p.captured_minor, s.amount, p.refunded_minor, s.refunded
FROM (
  SELECT payment, SUM(amount_minor) AS amount, SUM(refunded_minor) AS refunded,
         MIN(CASE WHEN amount_minor > 0 AND refunded_minor BETWEEN 0 AND amount_minor THEN 1 ELSE 0 END) AS good
  FROM split_parts GROUP BY payment
) s LEFT JOIN payments p ON p.id = s.payment
WHERE p.id IS NULL OR s.amount <> p.captured_minor OR s.refunded <> p.refunded_minor OR s.good = 0
ORDER BY s.payment LIMIT {ROWS_MAX}
"""

_PARTS: Final = f"""
SELECT /*+ LEADING(s p t c) USE_HASH(p) USE_HASH(t) USE_HASH(c) */ s.payment, s.n, s.amount_minor, t.amount, t.code
FROM split_parts s LEFT JOIN payments p ON p.id = s.payment LEFT JOIN transfers t ON t.id = s.transfer
LEFT JOIN transfers c ON c.id = t.journal
WHERE p.id IS NULL OR t.id IS NULL OR (p.hold = 0 AND t.journal <> p.journal)
   OR (p.hold <> 0 AND (c.hold <> p.hold OR c.phase <> {Phase.CAPTURED:d} OR c.amount <> p.captured_minor))
   OR (t.amount <> s.amount_minor AND p.bound_minor = 0)
   OR (t.code <> {Code.PAYMENT:d} AND (p.bound_minor = 0 OR t.code <> {Code.REDEEM:d})) OR t.phase <> {Phase.POSTED:d}
ORDER BY s.payment, s.n LIMIT {ROWS_MAX}
"""

_SIDES: Final = f"""
SELECT s.payment, 0, s.amount, COALESCE(m.moved, 0), 0 FROM (
  SELECT payment, wallet, SUM(amount_minor) AS amount FROM split_parts GROUP BY payment, wallet
) s JOIN payments p ON p.id = s.payment AND p.bound_minor <> 0 LEFT JOIN (
  SELECT payment, wallet, SUM(amount_minor) AS moved FROM payment_sources GROUP BY payment, wallet
) m ON m.payment = s.payment AND m.wallet = s.wallet
WHERE s.amount <> COALESCE(m.moved, 0) ORDER BY s.payment LIMIT {ROWS_MAX}
"""

_SHARED: Final = f"""
SELECT transfer, COUNT(*) FROM (
  SELECT transfer FROM split_parts UNION ALL SELECT transfer FROM split_refunds
) used GROUP BY transfer HAVING COUNT(*) > 1 ORDER BY transfer LIMIT {ROWS_MAX}
"""

_GIVEN: Final = f"""
SELECT /*+ LEADING(g r t p) USE_HASH(r) USE_HASH(t) USE_HASH(p) */ g.refund, g.n, g.amount_minor, t.amount, t.code
FROM split_refunds g LEFT JOIN refunds r ON r.id = g.refund LEFT JOIN transfers t ON t.id = g.transfer
LEFT JOIN payments p ON p.id = g.payment
WHERE r.id IS NULL OR r.payment <> g.payment OR t.id IS NULL OR t.journal <> r.journal
   OR (t.amount <> g.amount_minor AND p.bound_minor = 0) OR t.code <> {Code.REFUND:d}
ORDER BY g.refund, g.n LIMIT {ROWS_MAX}
"""

_GIVERS: Final = f"""
SELECT /*+ LEADING(g t a s p d) USE_HASH(t) USE_HASH(a) USE_HASH(s) USE_HASH(p) USE_HASH(d) */
       g.refund, g.n, a.owner, s.wallet, COALESCE(d.amount_minor, 0)
FROM split_refunds g JOIN transfers t ON t.id = g.transfer JOIN accounts a ON a.id = t.debit
JOIN split_parts s ON s.payment = g.payment AND s.n = g.n JOIN payments p ON p.id = g.payment
LEFT JOIN split_advances d ON d.refund = g.refund AND d.n = g.n
WHERE (d.refund IS NULL AND a.owner <> s.wallet)
   OR (d.refund IS NOT NULL AND (a.owner <> p.payee OR d.amount_minor <> g.amount_minor OR g.n = 0
       OR d.merchant <> s.merchant OR d.payment <> g.payment))
ORDER BY g.refund, g.n LIMIT {ROWS_MAX}
"""

_ORPHANS: Final = f"""
SELECT d.refund, d.n, 0, 0, d.amount_minor FROM split_advances d
LEFT JOIN split_refunds g ON g.refund = d.refund AND g.n = d.n
WHERE g.refund IS NULL ORDER BY d.refund, d.n LIMIT {ROWS_MAX}
"""

_REFUNDS: Final = f"""
SELECT /*+ USE_HASH(g) */ r.id, r.amount_minor, COALESCE(g.given, 0)
FROM refunds r LEFT JOIN (SELECT refund, SUM(amount_minor) AS given FROM split_refunds GROUP BY refund) g
  ON g.refund = r.id
WHERE r.payment IN (SELECT payment FROM split_parts) AND r.amount_minor <> COALESCE(g.given, 0)
ORDER BY r.id LIMIT {ROWS_MAX}
"""

_BY_PART: Final = f"""
SELECT s.payment, s.n, s.refunded_minor, COALESCE(g.given, 0)
FROM split_parts s LEFT JOIN (
  SELECT payment, n, SUM(amount_minor) AS given FROM split_refunds GROUP BY payment, n
) g ON g.payment = s.payment AND g.n = s.n
WHERE s.refunded_minor <> COALESCE(g.given, 0) ORDER BY s.payment, s.n LIMIT {ROWS_MAX}
"""

_PLANS: Final = f"""
SELECT p.id, p.sellers, p.agreed, COALESCE(s.parts, 0), COALESCE(s.agreed, 0), COALESCE(s.share, 0)
FROM split_plans p LEFT JOIN (
  SELECT plan, COUNT(*) AS parts, SUM(share_ppm) AS share,
         SUM(CASE WHEN agreed_at <> 0 THEN 1 ELSE 0 END) AS agreed
  FROM split_plan_parts GROUP BY plan
) s ON s.plan = p.id
WHERE p.sellers <> COALESCE(s.parts, 0) OR p.agreed <> COALESCE(s.agreed, 0) OR COALESCE(s.share, 0) > 1000000
   OR (p.state = 1 AND p.agreed <> p.sellers) OR (p.state = 0 AND p.agreed = p.sellers)
ORDER BY p.id LIMIT {ROWS_MAX}
"""


def wrong_sums(connection: Connection) -> list[Row]:
    """(payment, captured, sum of its parts, refunded, sum of what parts gave back), in minor units."""
    return connection.query(_SUMS)


def wrong_parts(connection: Connection) -> list[Row]:
    """(payment, n, amount, what its transfer moved, its code): parts that are not what the journal moved; where claims
    paid, what a wallet's parts are together, and what it got."""
    return connection.query(_PARTS) + connection.query(_SIDES)


def shared_transfers(connection: Connection) -> list[Row]:
    """(transfer, how many): transfers that stand for more than one part."""
    return connection.query(_SHARED)


def wrong_given(connection: Connection) -> list[Row]:
    """(refund, n, amount, what its transfer moved, its code): refunds of parts that are not what the journal moved."""
    return connection.query(_GIVEN)


def wrong_givers(connection: Connection) -> list[Row]:
    """(refund, n, who gave, who had got, what was advanced): money given by another than who got it or the platform."""
    return connection.query(_GIVERS) + connection.query(_ORPHANS)


def wrong_refunds(connection: Connection) -> list[Row]:
    """(refund, amount, sum of what its parties gave)."""
    return connection.query(_REFUNDS)


def wrong_by_part(connection: Connection) -> list[Row]:
    """(payment, n, refunded, sum of what that party gave)."""
    return connection.query(_BY_PART)


def wrong_plans(connection: Connection) -> list[Row]:
    """(plan, sellers, agreed, its parts, those agreed, sum of shares)."""
    return connection.query(_PLANS)
