"""SQL of the audit of what is done by itself. Every function gives what is wrong, as rows; a sound world gives none."""

from typing import Final

from jiaozi.automatic.rule_model import RULE_KINDS, RuleState
from jiaozi.billing.model import BillState
from jiaozi.clock import CHINA_OFFSET_US, DAY_US, HOUR_US
from jiaozi.db.engine import Connection, Row

ROWS_MAX: Final = 100

_BILLS: Final = f"""
SELECT b.merchant, b.number, b.state, b.mandate, b.payment, d.payment FROM bills b
LEFT JOIN mandates m ON m.id = b.mandate LEFT JOIN mandate_debits d ON d.mandate = b.mandate AND d.number = b.number
WHERE (b.mandate <> 0 AND (m.id IS NULL OR d.payment IS NULL OR d.payment <> b.payment OR m.merchant <> b.merchant
    OR m.account <> b.account OR m.account = '' OR m.payer <> b.payer OR b.state <> {BillState.PAID:d}))
   OR (b.state = {BillState.PAID:d} AND b.look_at <> 0) OR (b.look_at <> 0 AND b.account = '')
ORDER BY b.merchant, b.number LIMIT {ROWS_MAX}
"""

_DEBITS: Final = f"""
SELECT d.mandate, d.number, d.payment FROM mandates m JOIN mandate_debits d ON d.mandate = m.id
LEFT JOIN bills b ON b.merchant = m.merchant AND b.number = d.number
WHERE m.account <> '' AND (b.number IS NULL OR b.mandate <> m.id) ORDER BY d.mandate, d.place LIMIT {ROWS_MAX}
"""

_RULES: Final = f"""
SELECT r.id, r.moves, r.moved_minor, COUNT(m.day), COALESCE(SUM(m.amount_minor), 0)
FROM balance_rules r LEFT JOIN balance_moves m ON m.balance_rule = r.id
GROUP BY r.id, r.moves, r.moved_minor
HAVING COUNT(m.day) <> r.moves OR COALESCE(SUM(m.amount_minor), 0) <> r.moved_minor
    OR COALESCE(MAX(m.number), 0) <> r.moves
ORDER BY r.id LIMIT {ROWS_MAX}
"""

_MOVES: Final = f"""
SELECT m.balance_rule, m.day, m.amount_minor, m.journal FROM balance_moves m
LEFT JOIN balance_rules r ON r.id = m.balance_rule
WHERE r.id IS NULL OR m.amount_minor > r.most_minor OR NOT EXISTS (
  SELECT 1 FROM transfers t JOIN accounts d ON d.id = t.debit JOIN accounts c ON c.id = t.credit
  WHERE t.journal = m.journal AND t.amount = m.amount_minor
    AND CASE WHEN r.kind = {RULE_KINDS["above"]} THEN d.owner ELSE c.owner END = r.wallet)
ORDER BY m.balance_rule, m.day LIMIT {ROWS_MAX}
"""


_KEPT: Final = f"""
SELECT r.id, r.wallet, r.other_wallet, r.bank_account, r.due_at FROM balance_rules r
LEFT JOIN wallets w ON w.id = r.wallet LEFT JOIN bank_accounts b ON b.id = r.bank_account
LEFT JOIN sub_wallets below ON below.id = r.other_wallet LEFT JOIN sub_wallets self ON self.id = r.wallet
WHERE w.id IS NULL OR (r.other_wallet = 0) = (r.bank_account = 0) OR r.most_minor < 1 OR r.threshold_minor < 0
   OR r.kind NOT IN ({", ".join(str(each) for each in RULE_KINDS.values())})
   OR (r.other_wallet <> 0 AND COALESCE(below.parent, 0) <> r.wallet AND COALESCE(self.parent, 0) <> r.other_wallet)
   OR (r.bank_account <> 0 AND (b.id IS NULL OR (r.state = {RuleState.OPEN:d} AND b.customer <> w.holder)))
   OR r.look_at < r.due_at OR (r.due_at + {CHINA_OFFSET_US}) % {DAY_US} <> r.hour * {HOUR_US}
ORDER BY r.id LIMIT {ROWS_MAX}
"""

_CONSENTS: Final = f"""
SELECT m.id, m.payer, m.merchant, m.account FROM mandates m
LEFT JOIN wallets w ON w.id = m.payer LEFT JOIN merchants s ON s.id = m.merchant
WHERE w.id IS NULL OR s.id IS NULL OR (m.account = '') <> (m.pays_bills = 0)
ORDER BY m.id LIMIT {ROWS_MAX}
"""


def wrong_sides(connection: Connection) -> list[Row]:
    """(rule, wallet, other wallet, bank account, due): rules between what is not one holder's, or due at another
    hour."""
    return connection.query(_KEPT)


def wrong_consents(connection: Connection) -> list[Row]:
    """(mandate, payer, merchant, account): mandates of nobody, or half a consent to bills."""
    return connection.query(_CONSENTS)


def wrong_rules(connection: Connection) -> list[Row]:
    """(rule, movements, moved, found, what they come to): rules whose movements do not add up."""
    return connection.query(_RULES)


def wrong_moves(connection: Connection) -> list[Row]:
    """(rule, day, amount, journal): movements that are no journal of their wallet's."""
    return connection.query(_MOVES)


def wrong_bills(connection: Connection) -> list[Row]:
    """(merchant, number, state, mandate, payment, the debit's): bills that were not paid as their consent collected, or
    are looked at for nothing."""
    return connection.query(_BILLS)


def debits_of_no_bill(connection: Connection) -> list[Row]:
    """(mandate, number, payment): what was collected by a consent to bills and is none of them."""
    return connection.query(_DEBITS)
