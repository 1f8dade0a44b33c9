"""SQL of the audit of sub-wallets. Every function gives what is wrong, as rows; a sound world gives none."""

from typing import Final

from jiaozi.db.engine import Connection, Row
from jiaozi.ledger.model import Code
from jiaozi.wallets.model import HOLDER_KINDS, SCOPES

ROWS_MAX: Final = 100

_STRAY: Final = f"""
SELECT w.id, COALESCE(s.parent, 0), COALESCE(p.id, 0), w.scope FROM wallets w
LEFT JOIN sub_wallets s ON s.id = w.id LEFT JOIN wallets p ON p.id = s.parent
WHERE (w.scope >= {SCOPES["sub_wallet"]} OR s.id IS NOT NULL) AND (
  s.id IS NULL OR p.id IS NULL OR p.holder <> w.holder OR p.operator <> w.operator OR p.kind <> w.kind
  OR w.scope <> p.scope + {SCOPES["sub_wallet"]} OR p.scope >= {SCOPES["sub_wallet"]}
  OR (w.closed = 0 AND (p.closed <> 0 OR p.wallet_class <> w.wallet_class))
  OR (s.merchant <> 0) <> (w.kind = {HOLDER_KINDS["personal"]}))
ORDER BY w.id LIMIT {ROWS_MAX}
"""

_ORPHANS: Final = f"""
SELECT s.id, s.parent FROM sub_wallets s LEFT JOIN wallets w ON w.id = s.id
WHERE w.id IS NULL ORDER BY s.id LIMIT {ROWS_MAX}
"""

_CHARGES: Final = f"""
SELECT s.id, p.id, p.at, s.revoked_at, COALESCE(t.merchant, 0) FROM sub_wallets s JOIN payments p ON p.payer = s.id
LEFT JOIN stores t ON t.id = p.store
WHERE s.merchant = 0 OR t.id IS NULL OR t.merchant <> s.merchant OR (s.revoked_at <> 0 AND p.at > s.revoked_at)
ORDER BY p.id LIMIT {ROWS_MAX}
"""

_POOLED: Final = f"""
SELECT t.journal, SUM(t.amount) FROM transfers t JOIN accounts d ON d.id = t.debit JOIN accounts c ON c.id = t.credit
LEFT JOIN sub_wallets x ON x.id = d.owner LEFT JOIN sub_wallets y ON y.id = c.owner
WHERE t.code = {Code.POOL:d} AND d.book = c.book AND d.owner IN (SELECT id FROM wallets)
  AND c.owner IN (SELECT id FROM wallets)
  AND COALESCE(x.parent, 0) <> c.owner AND COALESCE(y.parent, 0) <> d.owner
GROUP BY t.journal ORDER BY t.journal LIMIT {ROWS_MAX}
"""


def strays(connection: Connection) -> list[Row]:
    """(wallet, parent, the parent's wallet, scope): sub-wallets that do not fit their parents, or have none."""
    return [*connection.query(_STRAY), *((row[0], row[1], 0, 0) for row in connection.query(_ORPHANS))]


def wrong_charges(connection: Connection) -> list[Row]:
    """(sub-wallet, payment, its time, when it was revoked, its store's merchant): payments nobody may have made."""
    return connection.query(_CHARGES)


def wrong_pooling(connection: Connection) -> list[Row]:
    """(journal, amount): money pooled between wallets that are not a wallet and its sub-wallet."""
    return connection.query(_POOLED)
