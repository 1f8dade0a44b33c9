"""Reads for statements: which accounts a wallet has had, and where a moment lies in an account's chain. Plain SQL."""

from collections.abc import Iterable

from jiaozi.db.engine import Connection
from jiaozi.kinds import AccountNo
from jiaozi.payments.schema import MERCHANTS, STORES
from jiaozi.wallets.model import Wallet


def accounts_of(connection: Connection, wallet: Wallet) -> list[AccountNo]:
    """The ledger accounts a wallet has had, oldest first: the one it was opened with, those a change of regime led it
    through, and its present one."""
    sql = "SELECT account FROM wallet_accounts WHERE wallet = ? ORDER BY account"
    later = [row[0] for row in connection.query(sql, (wallet.id,))]
    return list(dict.fromkeys((wallet.id, *later, wallet.account)))


def shops(connection: Connection, stores: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Merchants' names, in English and Chinese, by store."""
    found = STORES.read(connection, set(stores))
    merchants = {row.id: row for row in MERCHANTS.read(connection, {row.merchant for row in found})}
    return {row.id: (merchants[row.merchant].name_en, merchants[row.merchant].name_zh) for row in found}
