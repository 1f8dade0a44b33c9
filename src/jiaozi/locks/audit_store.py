"""SQL of the locks' audit. Every function gives what is wrong, as rows; a sound world gives none."""

from typing import Final

from jiaozi.db.engine import Connection, Row
from jiaozi.ledger.model import HoldState, Phase
from jiaozi.locks.model import AT_ENDS, Act, LockState
from jiaozi.locks.schema import LOCKS
from jiaozi.payments.model import PaymentState
from jiaozi.payments.promises import GRACE_US, TRY_AGAIN_US

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
   OR l.due_at < l.ends_at OR (l.at_end = {AT_ENDS["return"]} AND l.due_at <> l.ends_at)
   OR l.due_at > l.ends_at + {GRACE_US + TRY_AGAIN_US}
   OR (l.accepted_at <> 0 AND (l.arbiter = 0 OR l.accepted_at < l.opened_at OR l.accepted_at >= l.ends_at))
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

_SIDES: Final = "0, l.payer, l.payee, l.arbiter"
_LATE: Final = f"""
SELECT l.id, s.number, s.act, s.party, s.at, l.ends_at FROM lock_steps s LEFT JOIN locks l ON l.payment = s.payment
WHERE l.id IS NULL OR s.at < l.opened_at OR (s.act = {Act.END:d}) <> (s.party = 0)
   OR (s.act = {Act.END:d} AND s.at < l.ends_at)
   OR (s.act IN ({Act.RELEASE:d}, {Act.RETURN:d}) AND s.party = l.arbiter
       AND (l.accepted_at = 0 OR l.accepted_at > s.at))
   OR (s.act = {Act.CLAIM:d} AND l.preimage IS NULL) OR (s.act <> {Act.CLAIM:d} AND s.party NOT IN ({_SIDES}))
   OR (s.act = {Act.RELEASE:d} AND l.escrow = 0 AND s.party = l.payee)
   OR (s.act = {Act.RETURN:d} AND (l.state <> {LockState.RETURNED:d} OR (l.escrow = 0 AND s.party = l.payer)))
   OR (s.act = {Act.END:d} AND l.state <> {LockState.EXPIRED:d})
   OR (s.act <> {Act.END:d} AND s.at >= l.ends_at AND NOT (s.act = {Act.RETURN:d} AND s.party = l.payee))
ORDER BY s.payment, s.number LIMIT {ROWS_MAX}
"""

_JOURNALS: Final = f"""
SELECT l.id, s.number, s.act, s.journal FROM lock_steps s JOIN locks l ON l.payment = s.payment
JOIN payments p ON p.id = l.payment
LEFT JOIN transfers t ON t.journal = s.journal AND t.hold = p.hold
WHERE (s.amount_minor > 0 AND t.id IS NULL) OR (t.phase = {Phase.CAPTURED:d} AND s.act = {Act.RETURN:d})
   OR (t.phase <> {Phase.CAPTURED:d} AND s.act IN ({Act.RELEASE:d}, {Act.CLAIM:d}))
ORDER BY l.id, s.number LIMIT {ROWS_MAX}
"""

_ESCROWS: Final = f"""
SELECT l.escrow, l.id, l.milestone, e.found, e.last_one FROM locks l
LEFT JOIN locks f ON f.id = l.escrow
LEFT JOIN (
  SELECT escrow, COUNT(DISTINCT milestone) AS found, COUNT(*) AS of_it, MAX(milestone) AS last_one
  FROM locks WHERE escrow <> 0 GROUP BY escrow) e
  ON e.escrow = l.escrow
WHERE (l.escrow = 0) <> (l.milestone = 0) OR (l.escrow = 0 AND l.in_order <> 0)
   OR (l.escrow <> 0 AND (f.id IS NULL OR f.milestone <> 1 OR e.found <> e.last_one OR e.of_it <> e.found
     OR l.milestone > e.last_one
     OR f.payer <> l.payer OR f.payee <> l.payee OR f.arbiter <> l.arbiter OR f.store <> l.store
     OR f.in_order <> l.in_order OR f.accepted_at <> l.accepted_at
     OR f.opened_at > l.opened_at OR l.at_end <> 0 OR l.digest IS NOT NULL))
ORDER BY l.escrow, l.milestone LIMIT {ROWS_MAX}
"""

_OUT_OF_ORDER: Final = f"""
SELECT l.escrow, l.id, l.milestone, l.ended_at, b.milestone, b.ended_at
FROM locks l JOIN locks b ON b.escrow = l.escrow AND b.milestone = l.milestone - 1
WHERE l.escrow <> 0 AND l.in_order = 1
  AND (l.ends_at < b.ends_at OR (l.state = {LockState.RELEASED:d} AND b.ends_at > l.ended_at
       AND (b.ended_at = 0 OR b.ended_at > l.ended_at)))
ORDER BY l.escrow, l.milestone LIMIT {ROWS_MAX}
"""

_UNPROVED: Final = f"""
SELECT l.id, l.state, l.released_minor, p.at FROM locks l LEFT JOIN lock_proofs p ON p.payment = l.payment
LEFT JOIN lock_steps s ON s.payment = l.payment AND s.number = 1
LEFT JOIN devices d ON d.id = p.device LEFT JOIN wallets w ON w.id = p.signer
WHERE (p.payment IS NULL AND l.escrow <> 0
       AND (l.released_minor <> 0 OR (l.state = {LockState.RETURNED:d} AND s.party <> l.payee)))
   OR (p.payment IS NOT NULL AND (l.escrow = 0 OR (l.released_minor = 0 AND l.state <> {LockState.RETURNED:d})))
   OR (p.payment IS NOT NULL AND l.state = {LockState.RETURNED:d} AND p.signer <> l.arbiter)
   OR (p.payment IS NOT NULL AND p.signer = l.arbiter AND (l.accepted_at = 0 OR l.accepted_at > p.at))
   OR (l.escrow <> 0 AND l.released_minor NOT IN (0, l.amount_minor))
   OR (p.payment IS NOT NULL AND (
     d.id IS NULL OR w.id IS NULL OR d.holder <> w.holder OR p.signer NOT IN (l.payer, l.arbiter)
     OR d.algorithm <> p.algorithm OR d.public_key <> p.public_key OR s.at <> p.at OR s.party <> p.party
     OR (d.revoked_at <> 0 AND d.revoked_at < p.at)))
ORDER BY l.id LIMIT {ROWS_MAX}
"""

_PROOFS: Final = f"""
SELECT {", ".join(f"l.{name}" for name in LOCKS.columns)}, p.document, p.algorithm, p.public_key, p.signature
FROM lock_proofs p JOIN locks l ON l.payment = p.payment WHERE p.payment > ? ORDER BY p.payment LIMIT ?
"""


def wrong_escrows(connection: Connection) -> list[Row]:
    """(escrow, lock, milestone, found, last): milestones that are not of one deal, each in its place."""
    return connection.query(_ESCROWS)


def foreign_journals(connection: Connection) -> list[Row]:
    """(lock, step, act, journal): steps whose journal did no such thing with what was held for the lock."""
    return connection.query(_JOURNALS)


def out_of_order(connection: Connection) -> list[Row]:
    """(escrow, lock, milestone, its end, the one before, its end): milestones released before an earlier one was
    over, where an order is kept."""
    return connection.query(_OUT_OF_ORDER)


def unproved(connection: Connection) -> list[Row]:
    """(lock, state, released, proof's time): milestones that were released without a statement of whoever may, or that
    have one and were not."""
    return connection.query(_UNPROVED)


def proofs(connection: Connection, after: int, limit: int) -> list[Row]:
    """(the lock's columns, document, algorithm, public key, signature): statements, by lock, those after one."""
    return connection.query(_PROOFS, (after, limit))


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
