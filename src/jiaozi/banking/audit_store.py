"""SQL of banking's audit. Every function gives what is wrong, as rows; a sound world gives none."""

from datetime import date
from typing import Final

from jiaozi.banking.external_model import IN_SUSPENSE, OrderKind, OrderState
from jiaozi.banking.model import AgreementState, CashState, Direction
from jiaozi.clock import date_to_day
from jiaozi.db.engine import Connection, Row
from jiaozi.ledger.model import Code
from jiaozi.scheme.model import CentralRole, central
from jiaozi.wallets.model import HOLDER_KINDS

ROWS_MAX: Final = 100

_OWN: Final = f"""
SELECT g.wallet, g.bank_account, COALESCE(b.customer, x.wallet), w.holder
FROM agreements g LEFT JOIN wallets w ON w.id = g.wallet LEFT JOIN bank_accounts b ON b.id = g.bank_account
LEFT JOIN external_accounts x ON x.id = g.bank_account
WHERE g.state = {AgreementState.SIGNED:d} AND (w.id IS NULL OR (b.id IS NULL OR b.customer <> w.holder)
   AND (x.id IS NULL OR x.wallet <> w.id))
ORDER BY g.wallet LIMIT {ROWS_MAX}
"""

_COUNTS: Final = f"""
SELECT * FROM (
  SELECT g.wallet, g.bank_account, g.used_today_count, g.used_today_minor, g.used_year_count, g.used_year_minor,
         SUM(CASE WHEN u.day = g.day THEN 1 ELSE 0 END) AS today_count,
         SUM(CASE WHEN u.day = g.day THEN u.amount_minor ELSE 0 END) AS today_minor,
         COUNT(u.journal) AS year_count, COALESCE(SUM(u.amount_minor), 0) AS year_minor
  FROM agreements g LEFT JOIN (
    SELECT journal, wallet, bank_account, amount_minor, day FROM agreement_uses
    UNION ALL
    SELECT o.exchange_order, o.wallet, o.external_account, o.amount_minor, o.day
    FROM order_uses o JOIN exchange_orders x ON x.id = o.exchange_order
    WHERE x.state <> {OrderState.REVERSED:d}
      AND NOT (x.kind = {OrderKind.UNLOAD:d} AND x.state IN ({OrderState.STUCK:d}, {OrderState.PAID_OUT:d}))
  ) u ON u.wallet = g.wallet AND u.bank_account = g.bank_account AND u.day >= ?
  WHERE g.year = ?
  GROUP BY g.wallet, g.bank_account, g.used_today_count, g.used_today_minor, g.used_year_count, g.used_year_minor
) counted
WHERE used_today_count <> today_count OR used_today_minor <> today_minor
   OR used_year_count <> year_count OR used_year_minor <> year_minor
ORDER BY wallet, bank_account LIMIT ?
"""

_USES: Final = f"""
SELECT u.journal, u.wallet, u.amount_minor, t.amount FROM agreement_uses u LEFT JOIN transfers t ON t.id = u.journal
WHERE t.id IS NULL OR t.journal <> t.id OR t.amount <> u.amount_minor OR t.code NOT IN ({Code.LOAD:d}, {Code.UNLOAD:d})
ORDER BY u.journal LIMIT {ROWS_MAX}
"""

_SETTLED: Final = f"""
SELECT s.wallet, s.bank_account FROM settlement_accounts s LEFT JOIN wallets w ON w.id = s.wallet
LEFT JOIN agreements g ON g.wallet = s.wallet AND g.bank_account = s.bank_account
WHERE s.bank_account <> 0 AND (w.id IS NULL OR w.kind <> {HOLDER_KINDS["corporate"]}
   OR g.wallet IS NULL OR g.state = {AgreementState.ENDED:d})
ORDER BY s.wallet LIMIT {ROWS_MAX}
"""

_UNPOSTED: Final = f"""
SELECT * FROM (
  SELECT 'sweep' AS kind, s.journal AS number, s.amount_minor AS amount, t.amount AS moved
  FROM swept s LEFT JOIN transfers t ON t.id = s.journal AND t.journal = t.id AND t.code = {Code.UNLOAD:d}
    AND t.recorded_at = s.at
  UNION ALL
  SELECT 'spill', s.journal, s.amount_minor, (
    SELECT SUM(t.amount) FROM transfers t JOIN accounts a ON a.id = t.debit
    WHERE t.journal = s.journal AND t.code = {Code.UNLOAD:d} AND a.owner = s.wallet AND t.recorded_at = s.at)
  FROM spills s
  UNION ALL
  SELECT 'remittance', r.id, r.amount_minor, t.amount
  FROM remittances r LEFT JOIN transfers t ON t.id = r.id AND t.journal = t.id AND t.code = {Code.LOAD:d}
    AND t.debit = r.bank_account AND t.recorded_at = r.at
  UNION ALL
  SELECT 'cash code', c.id, c.amount_minor, t.amount
  FROM cash_codes c LEFT JOIN transfers t ON t.id = c.journal AND t.journal = t.id
    AND t.code = CASE c.direction WHEN {Direction.IN:d} THEN {Code.LOAD:d} ELSE {Code.UNLOAD:d} END
  WHERE c.state = {CashState.USED:d} OR c.journal <> 0
) written WHERE moved IS NULL OR moved <> amount ORDER BY number LIMIT {ROWS_MAX}
"""

_IN_CODES, _OUT_CODES = f"{Code.LOAD:d}, {Code.DEPOSIT:d}", f"{Code.UNLOAD:d}, {Code.WITHDRAWAL:d}"

_CASH_MOVES: Final = f"""
SELECT m.journal, m.amount_minor, t.amount FROM cash_moves m
LEFT JOIN transfers t ON t.id = m.journal AND t.journal = t.id
  AND (m.direction = {Direction.IN:d} AND t.code IN ({_IN_CODES})
    OR m.direction = {Direction.OUT:d} AND t.code IN ({_OUT_CODES}))
LEFT JOIN bank_accounts b ON b.id = CASE t.code
  WHEN {Code.DEPOSIT:d} THEN t.credit WHEN {Code.WITHDRAWAL:d} THEN t.debit ELSE 0 END
WHERE t.id IS NULL OR t.amount <> m.amount_minor OR b.bank <> m.operator OR m.owner NOT IN (b.id, b.customer)
UNION ALL
SELECT t.id, 0, t.amount FROM transfers t LEFT JOIN cash_moves m ON m.journal = t.id
WHERE t.code IN ({Code.DEPOSIT:d}, {Code.WITHDRAWAL:d}) AND m.journal IS NULL
UNION ALL
SELECT c.journal, 0, c.amount_minor FROM cash_codes c LEFT JOIN cash_moves m ON m.journal = c.journal
LEFT JOIN wallets w ON w.id = c.wallet
WHERE c.state = {CashState.USED:d} AND (m.journal IS NULL OR m.amount_minor <> c.amount_minor OR m.day <> c.day
  OR m.operator <> c.operator OR m.owner <> w.holder)
LIMIT {ROWS_MAX}
"""

_LOAD, _UNLOAD = int(OrderKind.LOAD), int(OrderKind.UNLOAD)
_COMPLETED, _RETURNING = int(OrderState.COMPLETED), int(OrderState.RETURNING)
_REVERSED, _STUCK, _PAID_OUT = int(OrderState.REVERSED), int(OrderState.STUCK), int(OrderState.PAID_OUT)
_STANDING: Final = ", ".join(str(int(state)) for state in IN_SUSPENSE)

_EXTERNAL: Final = f"""
SELECT * FROM (
  SELECT b.id AS bank, a.id AS account, a.posted AS held, COALESCE(SUM(CASE
      WHEN a.id = b.id AND x.kind = {_LOAD} AND x.state IN ({_COMPLETED}, {_RETURNING}, {_STUCK}, {_PAID_OUT})
        THEN x.amount_minor
      WHEN a.id = b.id AND x.kind = {_UNLOAD} AND x.state = {_COMPLETED} THEN -x.amount_minor
      WHEN a.id = b.suspense_cny AND x.kind = {_LOAD} AND x.state IN ({_RETURNING}, {_STUCK}) THEN x.amount_minor
      WHEN a.id = x.suspense AND x.kind = {_UNLOAD} AND x.state IN ({_STANDING}) THEN x.amount_minor
      ELSE 0 END), 0)
    + CASE WHEN a.id = b.id THEN COALESCE(
        (SELECT SUM(s.amount_minor) FROM external_settlements s WHERE s.external_bank = b.id), 0) ELSE 0 END AS due
  FROM external_banks b
  JOIN accounts a ON a.id IN (b.id, b.suspense_cny, b.suspense_m0, b.suspense_own)
  LEFT JOIN exchange_orders x ON x.external_bank = b.id
  GROUP BY b.id, a.id, a.posted
) counted WHERE held <> due ORDER BY account LIMIT {ROWS_MAX}
"""

_ORDERS: Final = f"""
SELECT x.id, x.state, x.amount_minor, t.amount FROM exchange_orders x
JOIN external_banks b ON b.id = x.external_bank
LEFT JOIN transfers t ON t.id = x.end_journal AND t.journal = t.id AND t.debit = CASE
    WHEN x.kind = {_UNLOAD} THEN x.suspense WHEN x.state = {_COMPLETED} THEN b.id ELSE b.suspense_cny END
WHERE x.state IN ({_COMPLETED}, {_REVERSED}, {_PAID_OUT})
  AND NOT (x.kind = {_LOAD} AND x.state = {_REVERSED} AND x.end_journal = 0)
  AND (t.id IS NULL OR t.amount <> x.amount_minor)
UNION ALL
SELECT x.id, x.state, x.amount_minor, t.amount FROM exchange_orders x
LEFT JOIN transfers t ON t.id = x.journal AND t.journal = t.id AND t.credit = x.suspense
WHERE x.kind = {_UNLOAD} AND (t.id IS NULL OR t.amount <> x.amount_minor)
UNION ALL
SELECT x.id, x.state, x.amount_minor, o.amount_minor FROM exchange_orders x
LEFT JOIN order_uses o ON o.exchange_order = x.id AND o.wallet = x.wallet AND o.external_account = x.external_account
LEFT JOIN swept s ON s.journal = x.journal AND s.wallet = x.wallet AND s.bank_account = x.external_account
WHERE (o.exchange_order IS NULL) = (s.journal IS NULL) OR COALESCE(o.amount_minor, s.amount_minor) <> x.amount_minor
LIMIT {ROWS_MAX}
"""

_SETTLEMENTS: Final = f"""
SELECT s.journal, s.external_bank, s.amount_minor, t.amount FROM external_settlements s
LEFT JOIN transfers t ON t.id = s.journal AND t.journal = t.id AND t.code = {Code.SETTLEMENT:d}
WHERE t.id IS NULL OR t.amount <> ABS(s.amount_minor)
   OR s.external_bank <> CASE WHEN s.amount_minor > 0 THEN t.debit ELSE t.credit END
ORDER BY s.journal LIMIT {ROWS_MAX}
"""

_OUTSIDE: Final = """
SELECT a.posted, (SELECT COALESCE(SUM(amount_minor), 0) FROM external_settlements) FROM accounts a WHERE a.id = ?
"""


def wrong_settlements_outside(connection: Connection) -> list[Row]:
    """(journal, bank, amount, moved): settlements with banks outside that their journal does not bear out."""
    return connection.query(_SETTLEMENTS)


def reserves_outside(connection: Connection) -> list[Row]:
    """(posted, settled): the central bank's account of reserves beyond the platform, unless it is what was settled."""
    rows = connection.query(_OUTSIDE, (central(CentralRole.OUTSIDE),))
    return [row for row in rows if row[0] != row[1]]


def wrong_external_banks(connection: Connection) -> list[Row]:
    """(bank, account, what it holds, what its orders say): accounts at banks outside, and in suspense."""
    return connection.query(_EXTERNAL)


def wrong_orders(connection: Connection) -> list[Row]:
    """(order, state, amount, moved): orders that their journal does not bear out."""
    return connection.query(_ORDERS)


def unposted(connection: Connection) -> list[Row]:
    """(kind, number, amount, what its journal moved): acts of banking that their journal does not bear out."""
    return connection.query(_UNPOSTED)


def wrong_cash_moves(connection: Connection) -> list[Row]:
    """(journal, counted, moved): cash that was counted otherwise than it moved, for another or another bank, or not."""
    return connection.query(_CASH_MOVES)


def wrong_counts(connection: Connection, limit: int = ROWS_MAX) -> list[Row]:
    """(wallet, bank account, counted: count and sum today and this year, the same of its uses)."""
    found: list[Row] = []
    for (year,) in connection.query("SELECT DISTINCT year FROM agreements ORDER BY year"):
        found += connection.query(_COUNTS, (date_to_day(date(year, 1, 1)), year, limit))
    return found


def wrong_uses(connection: Connection) -> list[Row]:
    """(journal, wallet, amount, what the journal's first transfer moved): uses that their journal does not bear out."""
    return connection.query(_USES)


def foreign_agreements(connection: Connection) -> list[Row]:
    """(wallet, bank account, its customer, the wallet's holder): signed agreements with somebody else's account."""
    return connection.query(_OWN)


def wrong_settlements(connection: Connection) -> list[Row]:
    """(wallet, bank account): settlement accounts that are no company's or not under agreement."""
    return connection.query(_SETTLED)
