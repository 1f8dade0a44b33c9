"""Reads of the lineage. Plain SQL: a page is a bounded range of one index."""

from typing import Final

from jiaozi.db.engine import Connection
from jiaozi.kinds import Instant, ProgramNo
from jiaozi.payments.lineage.model import Entry, Payee, Place, Step

_FUNDED: Final = """
SELECT at, amount_minor, 0, 0, wallet, 0, 0, 0, 0, 0, 0, '', '', 0, 0, 0, journal FROM program_fundings
WHERE program = ? AND journal > ? ORDER BY journal LIMIT ?
"""
_CLAIMED: Final = """
SELECT claimed_at, value_minor, left_minor, 0, wallet, id, 0, 0, 0, 0, 0, '', '', 0, 0, 0, id FROM claims
WHERE program = ? AND id > ? AND passes = 0 ORDER BY id LIMIT ?
"""
_PAID: Final = """
SELECT /*+ LEADING(x p s m) USE_NL(p) USE_NL(s) USE_NL(m) */
       p.at, x.amount_minor, 0, x.returned_minor, p.payer, x.claim, x.payment, x.n, x.wallet, p.store,
       COALESCE(s.merchant, 0), COALESCE(m.category, ''), COALESCE(s.region, ''), 0, 0, x.borne, x.payment
FROM (
  SELECT payment, n, claim, wallet, amount_minor, returned_minor, borne_minor - borne_back_minor AS borne
  FROM payment_sources
  WHERE program = ? AND payment >= ? AND (payment > ? OR n >= ?) ORDER BY payment, n LIMIT ?
) x JOIN payments p ON p.id = x.payment LEFT JOIN stores s ON s.id = p.store LEFT JOIN merchants m ON m.id = s.merchant
ORDER BY x.payment, x.n
"""
_RECLAIMED: Final = """
SELECT at, amount_minor, 0, 0, wallet, 0, 0, 0, 0, 0, 0, '', '', onward, 0, 0, journal FROM program_reclaims
WHERE program = ? AND journal > ? ORDER BY journal LIMIT ?
"""
_UNBOUND: Final = """
SELECT at, amount_minor, 0, 0, wallet, claim, 0, 0, 0, 0, 0, '', '', 0, 0, 0, journal FROM program_unbound
WHERE program = ? AND journal > ? ORDER BY journal LIMIT ?
"""
_PASSED: Final = """
SELECT x.at, x.amount_minor, c.left_minor, 0, x.receiver, x.claim, 0, 0, 0, 0, 0, '', '', 0, x.former, 0, x.claim
FROM claim_passes x JOIN claims c ON c.id = x.claim
WHERE x.program = ? AND x.claim > ? ORDER BY x.claim LIMIT ?
"""
_RETURNED: Final = """
SELECT at, amount_minor, 0, 0, wallet, claim, 0, 0, 0, 0, 0, '', '', 0, 0, 0, id FROM pot_returns
WHERE program = ? AND step = {step:d} AND id > ? ORDER BY id LIMIT ?
"""
_SIMPLE: Final = {
    Step.FUNDED: _FUNDED,
    Step.CLAIMED: _CLAIMED,
    **{step: _RETURNED.format(step=step) for step in (Step.GIVEN_BACK, Step.EXPIRED, Step.REFUNDED)},
    Step.RECLAIMED: _RECLAIMED,
    Step.UNBOUND: _UNBOUND,
    Step.PASSED: _PASSED,
}
_SPENDING: Final = """
SELECT merchant, category, region, SUM(payments), SUM(CASE WHEN spent > 0 THEN 1 ELSE 0 END), MAX(spent),
       SUM(spent) AS total
FROM (
  SELECT s.merchant AS merchant, m.category AS category, s.region AS region, p.payer AS payer,
         COUNT(DISTINCT p.id) AS payments, SUM(x.amount_minor - x.borne_minor - COALESCE(r.returned, 0)) AS spent
  FROM payment_sources x JOIN payments p ON p.id = x.payment JOIN stores s ON s.id = p.store
  JOIN merchants m ON m.id = s.merchant LEFT JOIN (
    SELECT b.payment AS payment, b.claim AS claim, SUM(b.amount_minor - b.borne_minor) AS returned
    FROM payment_sources y JOIN source_refunds b ON b.payment = y.payment AND b.claim = y.claim
    JOIN refunds f ON f.id = b.refund
    WHERE y.program = ? AND y.returned_minor > 0 AND f.at < ? GROUP BY b.payment, b.claim
  ) r ON r.payment = x.payment AND r.claim = x.claim
  WHERE x.program = ? AND p.at < ? GROUP BY s.merchant, m.category, s.region, p.payer
) w GROUP BY merchant, category, region HAVING SUM(spent) > 0
ORDER BY total DESC, merchant, region
"""
"""Of what was paid, and came back, before an instant."""


def lineage_page(connection: Connection, program: ProgramNo, after: Place, limit: int) -> list[tuple[Place, Entry]]:
    """The entries behind a place, each with its own, at most so many. From the beginning: (0, 0, 0)."""
    found: list[tuple[Place, Entry]] = []
    begun, number, n = after
    for step in (each for each in Step if each >= begun):
        room = limit - len(found)
        since = (number, n) if step == begun else (0, 0)
        rows = _entries(connection, program, step, since, room) if room else []
        found += [((int(step), row.id, row.number + 1), row) for row in rows]
    return found


def _entries(connection: Connection, program: ProgramNo, step: Step, since: tuple[int, int], limit: int) -> list[Entry]:
    """The entries of one step behind an id, or of a payment from a number on."""
    number, n = since
    if step == Step.PAID:
        rows = connection.query(_PAID, (program, number, number, n, limit))
    else:
        rows = connection.query(_SIMPLE[step], (program, number, limit))
    return [Entry(step, *row) for row in rows]


def payees_of(connection: Connection, program: ProgramNo, before: Instant) -> list[Payee]:
    """Who was paid out of a program before an instant, less what came back before it, who got most first. It costs
    what the program's payments are."""
    rows = connection.query(_SPENDING, (program, before, program, before))
    return [Payee(*row[:3], *map(int, row[3:])) for row in rows]
