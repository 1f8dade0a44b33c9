"""What the wallets' handlers share: finding a wallet in force, and whether its freezes let money in or out."""

from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.ledger.model import Account
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.wallets.limits import LimitTable
from jiaozi.wallets.model import Wallet
from jiaozi.wallets.schema import WALLETS
from jiaozi.wallets.store import operator_codes


def wallet_of(tx: Tx, wallet_id: int) -> Wallet | Refusal:
    """The locked wallet. Refuses: `wallet_not_found`, `wallet_closed`."""
    wallet = tx.rows(WALLETS).get(wallet_id)
    if wallet is None:
        return Refusal("wallet_not_found")
    return Refusal("wallet_closed") if wallet.closed else wallet


def account_of(tx: Tx, wallet: Wallet) -> Account:
    """The locked ledger account of a wallet."""
    return tx.rows(ACCOUNTS)[wallet.account]


def limit_table(tx: Tx) -> LimitTable:
    """The limits of this group."""
    table = tx.memo.get("limits")
    if table is None:
        table = tx.memo["limits"] = LimitTable(tx, operator_codes(tx.connection))
    found: LimitTable = table
    return found


def out_freeze_refusal(wallet: Wallet, account: Account, amount: int) -> Refusal | None:
    """What a freeze forbids of `amount` going out. Refuses: `wallet_frozen`, `wallet_frozen_amount`."""
    if wallet.freezes_all or wallet.freezes_out:
        return Refusal("wallet_frozen")
    if wallet.frozen_minor and account.available >= amount > account.available - wallet.frozen_minor:
        return Refusal("wallet_frozen_amount")
    return None


def in_freeze_refusal(wallet: Wallet) -> Refusal | None:
    """A wallet frozen in full takes nothing in. Refuses: `wallet_frozen`."""
    return Refusal("wallet_frozen", "payee") if wallet.freezes_all else None
