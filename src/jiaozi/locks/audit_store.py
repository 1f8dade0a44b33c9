"""SQL of the locks' audit. Every function gives what is wrong, as rows; a sound world gives none."""

from typing import Final

from jiaozi.db.engine import Connection, Row
from jiaozi.ledger.model import HoldState
from jiaozi.locks.model import Act, LockState
from jiaozi.payments.model import PaymentState
from jiaozi.payments.promises import GRACE_US

ROWS_MAX: Final = 100

_LOCKS: Final = f"""
SELECT l.id, l.state, l.amount_minor, l.released_minor, p.state, p.captured_minor, h.remaining
FROM locks l LEFT JOIN payments p ON p.id = l.payment LEFT JOIN holds h ON h.id = p.hold
WHERE p.id IS NULL OR h.id IS NULL OR l.id <> l.payment OR p.locked <> 1
   OR p.payer <> l.payer OR p.payee <> l.payee OR p.store <> l.store OR p.amount_minor <> l.amount_minor
   OR p.captured_minor <> l.released_minor OR h.expires_at <> l.ends_at + {GRACE_US}
   OR (l.state = {LockState.OPEN:d}) <> (p.state = {PaymentState.HELD:d})
   OR (l.state = {LockState.OPEN:d} AND h.remaining <> l.amount_minor - l.released_minor)
   OR (l.state = {LockState.OPEN:d}) <> (h.state = {HoldState.PENDING:d})
   OR (l.state = {LockState.RELEASED:d} AND l.released_minor <> l.amount_minor)
   OR (l.state = {LockState.RETURNED:d} AND l.released_minor = l.amount_minor)
ORDER BY l.id LIMIT {ROWS_MAX}
"""

_UNLOCKED: Final = f"""
SELECT p.id FROM payments p LEFT JOIN locks l ON l.payment = p.id LEFT JOIN prepaids c ON c.id = p.id
WHERE p.locked <> 0 AND l.id IS NULL AND c.id IS NULL ORDER BY p.id LIMIT {ROWS_MAX}
"""

_STEPS: Final = f"""
SELECT l.id, l.steps, COUNT(s.number), l.released_minor, l.amount_minor, COALESCE(SUM(s.amount_minor), 0)
FROM locks l LEFT JOIN lock_steps s ON s.payment = l.payment
GROUP BY l.id, l.steps, l.released_minor, l.amount_minor, l.state
HAVING COUNT(s.number) <> l.steps OR COALESCE(MAX(s.number), 0) <> l.steps
    OR COALESCE(SUM(s.amount_minor), 0)
       <> CASE WHEN l.state = {LockState.OPEN:d} THEN l.released_minor ELSE l.amount_minor END
ORDER BY l.id LIMIT {ROWS_MAX}
"""

_LATE: Final = f"""
SELECT l.id, s.number, s.act, s.party, s.at, l.ends_at FROM lock_steps s LEFT JOIN locks l ON l.payment = s.payment
WHERE l.id IS NULL OR s.at < l.opened_at OR (s.act = {Act.END:d}) <> (s.party = 0)
   OR (s.act = {Act.END:d} AND s.at < l.ends_at)
   OR (s.act <> {Act.END:d} AND s.at >= l.ends_at AND NOT (s.act = {Act.RETURN:d} AND s.party = l.payee))
ORDER BY s.payment, s.number LIMIT {ROWS_MAX}
"""


def wrong_locks(connection: Connection) -> list[Row]:
    """(lock, state, amount, released, its payment's state and captured amount, what is held): locks that their payment
    does not carry."""
    return connection.query(_LOCKS)


def lockless_payments(connection: Connection) -> list[Row]:
    """(payment): payments that are locked by no lock and no prepaid contract."""
    return connection.query(_UNLOCKED)


def wrong_steps(connection: Connection) -> list[Row]:
    """(lock, steps, found, released, amount, moved): locks whose steps do not add up."""
    return connection.query(_STEPS)


def late_steps(connection: Connection) -> list[Row]:
    """(lock, step, act, party, at, end): steps out of the lock's time."""
    return connection.query(_LATE)
