"""SQL of the audit of visitors' cards. Every function gives what is wrong, as rows; a sound world gives none."""

from typing import Final

from jiaozi.db.engine import Connection, Row
from jiaozi.ledger.model import Code
from jiaozi.wallets.model import Holder
from jiaozi.wallets.schema import HOLDERS

ROWS_MAX: Final = 100
BATCH: Final = 1_000
"""Holders that are opened at a time."""

_LOADS: Final = f"""
SELECT c.id, c.wallet, c.amount_minor, c.returned_minor, COALESCE(t.amount, 0)
FROM card_loads c LEFT JOIN acquirers a ON a.id = c.acquirer LEFT JOIN transfers t ON t.id = c.id
WHERE a.id IS NULL OR t.id IS NULL OR t.amount <> c.amount_minor OR t.code <> {Code.LOAD:d}
  OR t.debit <> a.bank_account OR t.recorded_at <> c.at OR c.returned_minor < 0 OR c.returned_minor > c.amount_minor
ORDER BY c.id LIMIT {ROWS_MAX}
"""

_RETURNS: Final = f"""
SELECT a.id, COALESCE(c.returned, 0), COALESCE(t.returned, 0) FROM acquirers a
LEFT JOIN (SELECT acquirer, SUM(returned_minor) AS returned FROM card_loads GROUP BY acquirer) c ON c.acquirer = a.id
LEFT JOIN (
  SELECT x.id AS id, SUM(t.amount) AS returned FROM acquirers x JOIN transfers t ON t.credit = x.bank_account
  WHERE t.code = {Code.UNLOAD:d} GROUP BY x.id
) t ON t.id = a.id
LEFT JOIN (
  SELECT l.acquirer AS id, SUM(b.amount_minor) AS bounced FROM card_bounces b JOIN card_loads l ON l.id = b.card_load
  JOIN transfers t ON t.id = b.journal AND t.amount = b.amount_minor AND t.recorded_at = b.at GROUP BY l.acquirer
) b ON b.id = a.id
WHERE COALESCE(c.returned, 0) + COALESCE(b.bounced, 0) <> COALESCE(t.returned, 0) ORDER BY a.id LIMIT {ROWS_MAX}
"""

_LEFT: Final = f"""
SELECT w.id, w.regime, i.regime FROM institutions i
JOIN wallets w ON w.operator = i.id JOIN accounts a ON a.id = w.account
WHERE w.regime <> i.regime AND w.closed = 0 AND a.pending_out = 0
  AND (i.moving = 0 OR (i.regime_since < ? AND a.changed_at < ?)) ORDER BY w.id LIMIT {ROWS_MAX}
"""

_HOLDERS: Final = f"SELECT {', '.join(HOLDERS.columns)} FROM holders WHERE id > ? ORDER BY id LIMIT {BATCH}"

_NEWEST: Final = """
SELECT g.recorded_at FROM commit_groups g LEFT JOIN misdated_groups m ON m.group_id = g.id
WHERE m.group_id IS NULL ORDER BY g.id DESC LIMIT 1
"""


def left_behind(connection: Connection, wait_us: int) -> list[Row]:
    """(wallet, its regime, its operator's): open wallets that could have followed their operator for `wait_us` before
    the newest group, and have not; those of an operator that has no wallets to move at once."""
    before = newest_record(connection) - wait_us
    return connection.query(_LEFT, (before, before))


def newest_record(connection: Connection) -> int:
    """When the newest group was recorded that no wrong clock did, in microseconds; 0 before the first."""
    newest = connection.query(_NEWEST)
    return int(newest[0][0]) if newest else 0


def holders_after(connection: Connection, holder: int) -> list[Holder]:
    """The next holders by number, at most `BATCH`."""
    return [Holder(*row) for row in connection.query(_HOLDERS, (holder,))]


def wrong_card_loads(connection: Connection) -> list[Row]:
    """(top-up, wallet, amount, returned, what its journal moved): top-ups that are not what was moved."""
    return connection.query(_LOADS)


def wrong_card_returns(connection: Connection) -> list[Row]:
    """(acquirer, what its top-ups say was returned, what reached its bank account): without what bounced."""
    return connection.query(_RETURNS)
