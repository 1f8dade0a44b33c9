"""SQL of banking's audit. Every function gives what is wrong, as rows; a sound world gives none."""

from datetime import date
from typing import Final

from jiaozi.banking.external_model import IN_SUSPENSE, OrderKind, OrderState
from jiaozi.banking.model import AgreementState, CashState, Direction
from jiaozi.clock import date_to_day
from jiaozi.db.engine import Connection, Row
from jiaozi.ledger.model import Code
from jiaozi.wallets.model import HOLDER_KINDS

ROWS_MAX: Final = 100

_OWN: Final = f"""
SELECT g.wallet, g.bank_account, b.customer, w.holder
FROM agreements g LEFT JOIN wallets w ON w.id = g.wallet LEFT JOIN bank_accounts b ON b.id = g.bank_account
WHERE g.state = {AgreementState.SIGNED:d} AND (w.id IS NULL OR b.id IS NULL OR b.customer <> w.holder)
ORDER BY g.wallet LIMIT {ROWS_MAX}
"""

_COUNTS: Final = f"""
SELECT * FROM (
  SELECT g.wallet, g.bank_account, g.used_today_count, g.used_today_minor, g.used_year_count, g.used_year_minor,
         SUM(CASE WHEN u.day = g.day THEN 1 ELSE 0 END) AS today_count,
         SUM(CASE WHEN u.day = g.day THEN u.amount_minor ELSE 0 END) AS today_minor,
         COUNT(u.journal) AS year_count, COALESCE(SUM(u.amount_minor), 0) AS year_minor
  FROM agreements g LEFT JOIN agreement_uses u
    ON u.wallet = g.wallet AND u.bank_account = g.bank_account AND u.day >= ?
  WHERE g.year = ?
  GROUP BY g.wallet, g.bank_account, g.used_today_count, g.used_today_minor, g.used_year_count, g.used_year_minor
) counted
WHERE used_today_count <> today_count OR used_today_minor <> today_minor
   OR used_year_count <> year_count OR used_year_minor <> year_minor
ORDER BY wallet, bank_account LIMIT {ROWS_MAX}
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

_CASH_DAYS: Final = f"""
SELECT * FROM (
  SELECT d.holder, d.day, d.in_minor, d.out_minor,
         COALESCE(SUM(CASE c.direction WHEN {Direction.IN:d} THEN c.amount_minor ELSE 0 END), 0) AS paid_in,
         COALESCE(SUM(CASE c.direction WHEN {Direction.OUT:d} THEN c.amount_minor ELSE 0 END), 0) AS drawn
  FROM cash_days d LEFT JOIN (
    SELECT w.holder, x.day, x.direction, x.amount_minor FROM cash_codes x JOIN wallets w ON w.id = x.wallet
    WHERE x.state = {CashState.USED:d}
  ) c ON c.holder = d.holder AND c.day = d.day
  GROUP BY d.holder, d.day, d.in_minor, d.out_minor
) counted WHERE in_minor <> paid_in OR out_minor <> drawn ORDER BY holder LIMIT {ROWS_MAX}
"""

_LOAD, _UNLOAD = int(OrderKind.LOAD), int(OrderKind.UNLOAD)
_COMPLETED, _RETURNING = int(OrderState.COMPLETED), int(OrderState.RETURNING)
_STANDING: Final = ", ".join(str(int(state)) for state in IN_SUSPENSE)

_EXTERNAL: Final = f"""
SELECT * FROM (
  SELECT b.id AS bank, a.id AS account, a.posted AS held, COALESCE(SUM(CASE
      WHEN a.id = b.id AND x.kind = {_LOAD} AND x.state IN ({_COMPLETED}, {_RETURNING}) THEN x.amount_minor
      WHEN a.id = b.id AND x.kind = {_UNLOAD} AND x.state = {_COMPLETED} THEN -x.amount_minor
      WHEN a.id = b.suspense_cny AND x.kind = {_LOAD} AND x.state = {_RETURNING} THEN x.amount_minor
      WHEN a.id = x.suspense AND x.kind = {_UNLOAD} AND x.state IN ({_STANDING}) THEN x.amount_minor
      ELSE 0 END), 0) AS due
  FROM external_banks b
  JOIN accounts a ON a.id IN (b.id, b.suspense_cny, b.suspense_m0, b.suspense_own)
  LEFT JOIN exchange_orders x ON x.external_bank = b.id
  GROUP BY b.id, a.id, a.posted
) counted WHERE held <> due ORDER BY account LIMIT {ROWS_MAX}
"""

_ORDERS: Final = f"""
SELECT x.id, x.state, x.amount_minor, t.amount FROM exchange_orders x
LEFT JOIN transfers t ON t.id = CASE WHEN x.state = {_COMPLETED} THEN x.end_journal ELSE x.journal END
  AND t.journal = t.id
WHERE (x.state = {_COMPLETED} OR x.kind = {_UNLOAD}) AND (t.id IS NULL OR t.amount <> x.amount_minor)
ORDER BY x.id LIMIT {ROWS_MAX}
"""


def wrong_external_banks(connection: Connection) -> list[Row]:
    """(bank, account, what it holds, what its orders say): accounts at banks outside, and in suspense."""
    return connection.query(_EXTERNAL)


def wrong_orders(connection: Connection) -> list[Row]:
    """(order, state, amount, moved): orders that their journal does not bear out."""
    return connection.query(_ORDERS)


def unposted(connection: Connection) -> list[Row]:
    """(kind, number, amount, what its journal moved): acts of banking that their journal does not bear out."""
    return connection.query(_UNPOSTED)


def wrong_cash_days(connection: Connection) -> list[Row]:
    """(holder, day, counted in and out, moved in and out)."""
    return connection.query(_CASH_DAYS)


def wrong_counts(connection: Connection) -> list[Row]:
    """(wallet, bank account, counted: count and sum today and this year, the same of its uses)."""
    found: list[Row] = []
    for (year,) in connection.query("SELECT DISTINCT year FROM agreements ORDER BY year"):
        found += connection.query(_COUNTS, (date_to_day(date(year, 1, 1)), year))
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
