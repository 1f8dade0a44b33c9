"""Reads of sub-wallets. Plain SQL."""

from collections.abc import Sequence
from typing import Final

from jiaozi.db.engine import Connection
from jiaozi.kinds import WalletNo
from jiaozi.wallets.model import SubWallet, Wallet
from jiaozi.wallets.schema import SUB_WALLETS, WALLETS

_ROW: Final = ", ".join(f"s.{name}" for name in SUB_WALLETS.columns)


def sub_wallet(connection: Connection, number: WalletNo) -> SubWallet | None:
    """The sub-wallet's row, or None."""
    found = SUB_WALLETS.read(connection, [number])
    return found[0] if found else None


def subs_page(connection: Connection, parent: int, after: int, limit: int) -> list[SubWallet]:
    """A wallet's sub-wallets with ids above `after`, oldest first, closed ones too."""
    sql = f"SELECT {_ROW} FROM sub_wallets s WHERE s.parent = ? AND s.id > ? ORDER BY s.id LIMIT ?"
    return [SubWallet(*row) for row in connection.query(sql, (parent, after, limit))]


def pushed_page(connection: Connection, merchant: int, customer: str, after: int, limit: int) -> list[SubWallet]:
    """What was pushed to a merchant, ids above `after`, oldest first; only for one of its customers when named."""
    more, values = (" AND s.customer = ?", (customer,)) if customer else ("", ())
    sql = f"SELECT {_ROW} FROM sub_wallets s WHERE s.merchant = ?{more} AND s.id > ? ORDER BY s.id LIMIT ?"
    return [SubWallet(*row) for row in connection.query(sql, (merchant, *values, after, limit))]


def wallets_of(connection: Connection, rows: Sequence[SubWallet]) -> dict[WalletNo, Wallet]:
    """The wallets of these rows."""
    return {wallet.id: wallet for wallet in WALLETS.read(connection, [row.id for row in rows])}
