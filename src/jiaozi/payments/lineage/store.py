"""Reads of the lineage. Plain SQL: a page is a bounded range of one index."""

from typing import Final

from jiaozi.db.engine import Connection
from jiaozi.kinds import ProgramNo
from jiaozi.payments.lineage.model import PAYEES_MAX, Entry, Payee, Place, Step

_FUNDED: Final = """
SELECT at, amount_minor, 0, 0, wallet, 0, 0, 0, 0, 0, 0, '', '', journal FROM program_fundings
WHERE program = ? AND journal > ? ORDER BY journal LIMIT ?
"""
_CLAIMED: Final = """
SELECT claimed_at, value_minor, left_minor, 0, wallet, id, 0, 0, 0, 0, 0, '', '', id FROM claims
WHERE program = ? AND id > ? ORDER BY id LIMIT ?
"""
_PAID: Final = """
SELECT /*+ LEADING(x p s m) USE_NL(p) USE_NL(s) USE_NL(m) */
       p.at, x.amount_minor, 0, x.returned_minor, p.payer, x.claim, x.payment, x.n, x.wallet, p.store,
       COALESCE(s.merchant, 0), COALESCE(m.category, ''), COALESCE(s.region, ''), x.payment
FROM (
  SELECT payment, n, claim, wallet, amount_minor, returned_minor FROM payment_sources
  WHERE program = ? AND payment >= ? AND (payment > ? OR n >= ?) ORDER BY payment, n LIMIT ?
) x JOIN payments p ON p.id = x.payment LEFT JOIN stores s ON s.id = p.store LEFT JOIN merchants m ON m.id = s.merchant
ORDER BY x.payment, x.n
"""
_RECLAIMED: Final = """
SELECT at, amount_minor, 0, 0, wallet, 0, 0, 0, 0, 0, 0, '', '', journal FROM program_reclaims
WHERE program = ? AND journal > ? ORDER BY journal LIMIT ?
"""
_SIMPLE: Final = {Step.FUNDED: _FUNDED, Step.CLAIMED: _CLAIMED, Step.RECLAIMED: _RECLAIMED}
_SPENDING: Final = """
SELECT s.merchant, m.category, s.region, COUNT(*), SUM(x.amount_minor - x.returned_minor) AS spent
FROM payment_sources x JOIN payments p ON p.id = x.payment JOIN stores s ON s.id = p.store
JOIN merchants m ON m.id = s.merchant
WHERE x.program = ? GROUP BY s.merchant, m.category, s.region
HAVING COUNT(DISTINCT x.claim) >= ? AND SUM(x.amount_minor - x.returned_minor) > 0
ORDER BY spent DESC, s.merchant, s.region LIMIT ?
"""


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


def payees_of(connection: Connection, program: ProgramNo, claims: int) -> list[Payee]:
    """Those that at least so many claims have paid, who got most first. It costs what the program's payments are."""
    rows = connection.query(_SPENDING, (program, claims, PAYEES_MAX))
    return [Payee(row[0], row[1], row[2], int(row[3]), int(row[4])) for row in rows]
