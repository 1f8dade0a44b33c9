"""SQL of the audit of envelopes. Every function gives what is wrong, as rows; a sound world gives none."""

from typing import Final

from jiaozi.db.engine import Connection, Row
from jiaozi.envelopes.model import DivisionKind, EnvelopeState
from jiaozi.ledger.model import Code, HoldState, Phase

ROWS_MAX: Final = 100
_OPEN: Final = int(EnvelopeState.OPEN)

_SUMS: Final = f"""
SELECT e.id, e.amount_minor, e.shares, e.claimed_minor, e.taken, e.state, COALESCE(c.total, 0), COALESCE(c.count, 0)
FROM envelopes e LEFT JOIN (
  SELECT envelope, SUM(amount_minor) AS total, COUNT(*) AS count, MIN(amount_minor) AS least,
         MAX(amount_minor) AS most, MAX(number) AS last
  FROM envelope_claims GROUP BY envelope
) c ON c.envelope = e.id
WHERE e.claimed_minor <> COALESCE(c.total, 0) OR e.taken <> COALESCE(c.count, 0)
   OR e.taken <> COALESCE(c.last, 0) OR COALESCE(c.least, 1) < 1
   OR e.amount_minor - e.claimed_minor < e.shares - e.taken
   OR (e.division <> {DivisionKind.LUCKY:d} AND COALESCE(c.most, 0) > COALESCE(c.least, 0) + 1)
   OR (e.state = {EnvelopeState.EMPTY:d}) <> (e.taken = e.shares)
   OR (e.state = {EnvelopeState.EMPTY:d} AND e.claimed_minor <> e.amount_minor)
   OR (e.state = {_OPEN}) <> (e.ended_at = 0)
ORDER BY e.id LIMIT {ROWS_MAX}
"""

_HOLDS: Final = f"""
SELECT e.id, e.amount_minor, e.claimed_minor, e.state, h.amount, h.remaining, h.state
FROM envelopes e LEFT JOIN holds h ON h.id = e.id
WHERE h.id IS NULL OR h.amount <> e.amount_minor OR h.expires_at <> e.expires_at
   OR (h.state = {HoldState.PENDING:d}) <> (e.state = {_OPEN})
   OR (h.state = {HoldState.EXPIRED:d}) <> (e.state = {EnvelopeState.RETURNED:d})
   OR (e.state = {_OPEN} AND h.remaining <> e.amount_minor - e.claimed_minor)
ORDER BY e.id LIMIT {ROWS_MAX}
"""

_CLAIMS: Final = f"""
SELECT /*+ LEADING(c e t w s p) USE_HASH(e) USE_HASH(t) USE_HASH(w) USE_HASH(s) USE_HASH(p) */
       c.envelope, c.wallet, c.amount_minor, c.payment, t.amount, t.hold
FROM envelope_claims c LEFT JOIN envelopes e ON e.id = c.envelope LEFT JOIN transfers t ON t.id = c.journal
LEFT JOIN wallets w ON w.id = c.wallet LEFT JOIN wallets s ON s.id = e.wallet LEFT JOIN payments p ON p.id = c.payment
WHERE e.id IS NULL OR t.id IS NULL OR t.amount <> c.amount_minor OR t.hold <> c.envelope
   OR t.phase <> {Phase.CAPTURED:d} OR t.code <> {Code.TRANSFER:d} OR t.recorded_at <> c.at OR c.at < e.sent_at
   OR w.id IS NULL OR w.holder <> c.holder OR e.recipient NOT IN (0, c.wallet)
   OR (e.division <> {DivisionKind.LUCKY:d} AND w.holder = s.holder)
   OR (c.payment = 0) <> (c.wallet = e.wallet)
   OR (c.payment <> 0 AND (p.id IS NULL OR p.payer <> e.wallet OR p.payee <> c.wallet OR p.journal <> c.journal
                           OR p.amount_minor <> c.amount_minor))
ORDER BY c.envelope, c.number LIMIT {ROWS_MAX}
"""


def wrong_sums(connection: Connection) -> list[Row]:
    """(envelope, amount, shares, claimed, taken, state, sum and number of its claims)."""
    return connection.query(_SUMS)


def wrong_holds(connection: Connection) -> list[Row]:
    """(envelope, amount, claimed, state, its hold's amount, rest and state)."""
    return connection.query(_HOLDS)


def wrong_claims(connection: Connection) -> list[Row]:
    """(envelope, wallet, amount, payment, what its journal captured, and of which hold)."""
    return connection.query(_CLAIMS)
