"""SQL of the prepaid contracts' audit. Every function gives what is wrong, as rows; a sound world gives none."""

from typing import Final

from jiaozi.db.engine import Connection, Row
from jiaozi.ledger.model import HoldState
from jiaozi.payments.model import PaymentState
from jiaozi.payments.promises import GRACE_US
from jiaozi.prepaid.model import RECORDERS, PrepaidState, UseState

ROWS_MAX: Final = 100
_MERCHANT: Final = RECORDERS["merchant"]

_HELD: Final = f"""
SELECT c.id, c.state, c.uses * c.price_minor, c.paid_minor, c.returned_minor, p.captured_minor, h.remaining
FROM prepaids c LEFT JOIN payments p ON p.id = c.id LEFT JOIN holds h ON h.id = p.hold
LEFT JOIN prepaid_plans n ON n.id = c.prepaid_plan
WHERE p.id IS NULL OR h.id IS NULL OR n.id IS NULL OR p.locked <> 1
   OR p.payer <> c.payer OR p.payee <> c.payee OR p.store <> c.store OR p.amount_minor <> c.uses * c.price_minor
   OR p.captured_minor <> c.paid_minor OR h.expires_at <> c.ends_at + {GRACE_US}
   OR n.store <> c.store OR n.merchant <> c.merchant OR n.uses <> c.uses OR n.bonus_uses <> c.bonus_uses
   OR n.price_minor <> c.price_minor OR n.recorded_by <> c.recorded_by
   OR (p.state = {PaymentState.HELD:d})
      <> (c.state = {PrepaidState.OPEN:d} AND c.paid_minor < c.uses * c.price_minor)
   OR (p.state = {PaymentState.HELD:d}) <> (h.state = {HoldState.PENDING:d})
   OR (c.state = {PrepaidState.OPEN:d} AND h.remaining <> c.uses * c.price_minor - c.paid_minor)
   OR (c.state <> {PrepaidState.OPEN:d} AND c.returned_minor <> c.uses * c.price_minor - c.paid_minor)
   OR (c.state = {PrepaidState.OPEN:d} AND c.returned_minor <> 0)
ORDER BY c.id LIMIT {ROWS_MAX}
"""

_USES: Final = f"""
SELECT c.id, c.used, c.bonus_used, c.paid_minor, c.steps, COUNT(u.number),
       COALESCE(SUM(CASE WHEN u.state = {UseState.USED:d} THEN u.amount_minor ELSE 0 END), 0)
FROM prepaids c LEFT JOIN prepaid_uses u ON u.prepaid = c.id
GROUP BY c.id, c.used, c.bonus_used, c.paid_minor, c.steps, c.state, c.decided, c.uses, c.bonus_uses
HAVING COUNT(u.number) <> c.steps OR COALESCE(MAX(u.number), 0) <> c.steps
    OR COALESCE(SUM(CASE WHEN u.state <= {UseState.USED:d} THEN u.paid_uses ELSE 0 END), 0) <> c.used
    OR COALESCE(SUM(CASE WHEN u.state <= {UseState.USED:d} THEN u.free_uses ELSE 0 END), 0) <> c.bonus_used
    OR COALESCE(SUM(CASE WHEN u.state = {UseState.USED:d} THEN u.amount_minor ELSE 0 END), 0) <> c.paid_minor
    OR SUM(CASE WHEN u.state = {UseState.WAITING:d} AND (u.number <= c.decided OR c.state <> {PrepaidState.OPEN:d})
                THEN 1 ELSE 0 END) > 0
    OR (c.state = {PrepaidState.USED:d} AND (c.used <> c.uses OR c.bonus_used <> c.bonus_uses))
ORDER BY c.id LIMIT {ROWS_MAX}
"""

_WRONG_USE: Final = f"""
SELECT u.prepaid, u.number, u.state, u.at, u.settles_at, u.decided_at, u.amount_minor
FROM prepaid_uses u LEFT JOIN prepaids c ON c.id = u.prepaid LEFT JOIN bankruptcies b ON b.merchant = c.merchant
WHERE c.id IS NULL OR u.amount_minor <> u.paid_uses * c.price_minor OR u.paid_uses + u.free_uses < 1
   OR u.at < c.bought_at OR u.at >= c.ends_at OR (b.merchant IS NOT NULL AND u.at > b.marked_at)
   OR (u.recorded_by = {_MERCHANT}) <> (u.settles_at > 0)
   OR (u.recorded_by = {_MERCHANT} AND c.recorded_by <> {_MERCHANT})
   OR (u.state = {UseState.WAITING:d}) <> (u.decided_at = 0)
   OR (u.state = {UseState.OBJECTED:d} AND u.decided_at >= u.settles_at)
   OR (u.state = {UseState.USED:d} AND u.decided_at < u.settles_at
       AND (c.state <> {PrepaidState.RETURNED:d} OR u.decided_at <> c.ended_at))
   OR (u.state = {UseState.USED:d} AND u.settles_at > b.marked_at AND u.decided_at > b.marked_at)
   OR (u.state = {UseState.USED:d} AND (u.journal > 0) <> (u.paid_uses > 0))
ORDER BY u.prepaid, u.number LIMIT {ROWS_MAX}
"""

_WRONG_END: Final = f"""
SELECT c.id, c.state, c.ended_at, c.ends_at FROM prepaids c LEFT JOIN bankruptcies b ON b.merchant = c.merchant
WHERE (c.state = {PrepaidState.EXPIRED:d} AND c.ended_at < c.ends_at)
   OR (c.state = {PrepaidState.BANKRUPT:d} AND (b.merchant IS NULL OR c.ended_at < b.marked_at))
   OR (b.merchant IS NOT NULL AND c.bought_at > b.marked_at)
ORDER BY c.id LIMIT {ROWS_MAX}
"""


def wrong_contracts(connection: Connection) -> list[Row]:
    """(contract, state, price of all, paid, returned, captured of its payment, what is held): contracts that their
    payment does not carry, or that are not as their plan."""
    return connection.query(_HELD)


def wrong_sums(connection: Connection) -> list[Row]:
    """(contract, used, bonus used, paid, steps, uses found, what they paid): contracts whose uses do not add up."""
    return connection.query(_USES)


def wrong_uses(connection: Connection) -> list[Row]:
    """(contract, number, state, at, settles at, decided at, amount): uses that nobody may have made or decided so."""
    return connection.query(_WRONG_USE)


def wrong_ends(connection: Connection) -> list[Row]:
    """(contract, state, ended at, its end): contracts that ended before their reason, or begun after a bankruptcy."""
    return connection.query(_WRONG_END)
