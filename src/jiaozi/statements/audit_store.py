"""What the invariant of statements looks for. Plain SQL over a snapshot."""

from typing import Final

from jiaozi.db.engine import Connection, Row
from jiaozi.wallets.model import ACCOUNT_KINDS

_KINDS: Final = ", ".join(str(int(kind)) for kind in ACCOUNT_KINDS.values())


def unlisted_accounts(connection: Connection) -> list[Row]:
    """Rows (wallet, account) of wallets' accounts that their statements would not read."""
    return connection.query(
        "SELECT w.id, a.id FROM accounts a JOIN wallets w ON w.id = a.owner "
        "LEFT JOIN wallet_accounts l ON l.wallet = w.id AND l.account = a.id "
        f"WHERE a.kind IN ({_KINDS}) AND a.id <> w.id AND a.id <> w.account AND l.account IS NULL"
    )


def foreign_accounts(connection: Connection) -> list[Row]:
    """Rows (wallet, account) of listed accounts that are not that wallet's."""
    return connection.query(
        "SELECT l.wallet, l.account FROM wallet_accounts l LEFT JOIN accounts a ON a.id = l.account "
        f"WHERE a.id IS NULL OR a.owner <> l.wallet OR a.kind NOT IN ({_KINDS})"
    )
