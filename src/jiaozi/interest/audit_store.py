"""SQL of the audit of interest. Every function gives what is wrong, as rows; a sound world gives none."""

from typing import Final

from jiaozi.db.engine import Connection, Row
from jiaozi.interest.model import RunState
from jiaozi.ledger.model import EARNING_KIND, Code, Kind

ROWS_MAX: Final = 100

_UNPAID: Final = f"""
SELECT s.account, SUM(s.owed), SUM(s.paid) FROM (
  SELECT account, interest_minor AS owed, 0 AS paid FROM interest_items
  UNION ALL SELECT t.credit, 0, t.amount FROM transfers t JOIN accounts a ON a.id = t.credit
  WHERE t.code = {Code.INTEREST:d} AND a.kind IN ({Kind.WALLET:d}, {EARNING_KIND:d})
) s GROUP BY s.account HAVING SUM(s.owed) <> SUM(s.paid) ORDER BY s.account LIMIT {ROWS_MAX}
"""

_RUNS: Final = f"""
SELECT r.id, r.state, r.due_minor, r.paid_minor, r.closed_minor, COALESCE(i.wallets, 0), COALESCE(i.minor, 0)
FROM interest_runs r LEFT JOIN (
  SELECT run, SUM(CASE WHEN interest_minor > 0 THEN 1 ELSE 0 END) AS wallets, SUM(interest_minor) AS minor
  FROM interest_items GROUP BY run
) i ON i.run = r.id
WHERE r.paid_wallets <> COALESCE(i.wallets, 0) OR r.paid_minor <> COALESCE(i.minor, 0)
   OR (r.state = {RunState.DONE:d}
       AND (r.due_minor <> r.paid_minor + r.closed_minor OR r.due_wallets <> r.paid_wallets + r.closed_wallets))
   OR (r.state < {RunState.RELEASED:d} AND r.paid_wallets + r.closed_wallets <> 0)
ORDER BY r.id LIMIT {ROWS_MAX}
"""

_GAPS: Final = f"""
SELECT r.id, r.operator, r.start_day, p.end_day FROM interest_runs r LEFT JOIN interest_runs p
  ON p.operator = r.operator AND p.end_day = (
    SELECT MAX(b.end_day) FROM interest_runs b WHERE b.operator = r.operator AND b.end_day < r.end_day)
WHERE p.id IS NOT NULL AND (p.end_day <> r.start_day OR p.state <> {RunState.DONE:d}) ORDER BY r.id LIMIT {ROWS_MAX}
"""

_ITEMS: Final = f"""
SELECT i.wallet, i.until_day, i.fen_days, i.earning_fen_days, i.interest_minor
FROM interest_items i LEFT JOIN accounts a ON a.id = i.account LEFT JOIN (
  SELECT account, SUM(fen_days) AS fen_days FROM interest_carried GROUP BY account
) c ON c.account = i.account
WHERE a.id IS NULL OR i.earning_fen_days < 0 OR i.interest_minor < 0
   OR i.earning_fen_days > i.fen_days + COALESCE(c.fen_days, 0)
   OR (i.interest_minor = 0) <> (i.journal = 0)
   OR i.fen_days > a.fen_days
      + CASE WHEN i.until_day > a.counted_on THEN (i.until_day - a.counted_on) * a.posted ELSE 0 END
ORDER BY i.wallet LIMIT {ROWS_MAX}
"""


def unpaid(connection: Connection) -> list[Row]:
    """(account, what its items say, what was credited as interest), in minor units."""
    return connection.query(_UNPAID)


def wrong_runs(connection: Connection) -> list[Row]:
    """(run, state, due, paid, closed, wallets of its items, their sum), in minor units."""
    return connection.query(_RUNS)


def gaps(connection: Connection) -> list[Row]:
    """(run, operator, its first day, the end of the run before it)."""
    return connection.query(_GAPS)


def wrong_items(connection: Connection) -> list[Row]:
    """(wallet, until day, fen-days, those that earned, interest)."""
    return connection.query(_ITEMS)
