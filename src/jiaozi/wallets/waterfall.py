"""The waterfall: a payment that would pass its payee's balance limit goes in, and what is too much of it goes on to the
payee's bank account, in the same journal. Only where the holder has asked for it; else such a payment is refused.

Payments seldom fill a wallet, so nothing is locked for it beforehand: the rows are locked when it happens, late, and
the database breaks the tie if two such payments wait for each other.
"""

from typing import NamedTuple

from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import WalletMoneyData
from jiaozi.ledger.model import Code, Leg, Posted
from jiaozi.outbox import emit
from jiaozi.scheme import entries
from jiaozi.wallets.acts import account_of, limit_table
from jiaozi.wallets.model import Wallet, Waterfall, place_of
from jiaozi.wallets.schema import SPILL_COLUMNS, WATERFALLS


class Spill(NamedTuple):
    """What of a payment goes on to a bank account, in minor units, and its legs."""

    wallet: Wallet
    bank_account: int
    amount_minor: int
    legs: list[Leg]


def _spill(tx: Tx, row: Waterfall, wallet: Wallet, amount: int, fee: int, at: int) -> Spill | None:
    """What goes on of a payment of `amount` that is too much for a wallet, which also pays a `fee` out of it.

    None when it has to be refused: the waterfall has not begun or is over, or a freeze keeps money in the wallet.
    """
    if not row.active or not row.begins_at <= at < row.ends_at:
        return None
    account = account_of(tx, wallet)
    excess = min(account.posted + amount - limit_table(tx).of(wallet, at).balance, amount - fee)
    left = account.available + amount - fee - excess
    if excess <= 0 or wallet.freezes_all or wallet.freezes_out or left < wallet.frozen_minor:
        return None
    return Spill(wallet, row.bank_account, excess, _legs(wallet, row, excess))


def spill_or_refusal(
    tx: Tx, refusal: Refusal | None, wallet: Wallet, amount: int, fee: int, at: int
) -> Spill | Refusal | None:
    """What goes on of a payment that is refused because its payee's wallet is full; any other refusal stands. The
    look-up is the same for all of them, so that the time it takes tells nobody which it is."""
    if refusal is None:
        return None
    row = tx.rows(WATERFALLS).get(wallet.id)
    if row is None or refusal.code != "limit_balance_exceeded":
        return refusal
    return _spill(tx, row, wallet, amount, fee, at) or refusal


def _legs(wallet: Wallet, row: Waterfall, amount: int) -> list[Leg]:
    return entries.reversed_legs(entries.load(row.bank_account, row.bank, place_of(wallet), amount, Code.UNLOAD))[::-1]


def note_spill(tx: Tx, spill: Spill, posted: Posted) -> None:
    """Writes down what went on, and tells the wallet's operator."""
    wallet, amount = spill.wallet, spill.amount_minor
    row = (posted.journal, wallet.id, spill.bank_account, amount, posted.recorded_at)
    tx.appender("spills", SPILL_COLUMNS).append(row)
    payload = WalletMoneyData(wallet=wallet.id, amount_minor=amount, journal=posted.journal)
    emit(tx, "wallet.spilled", posted.recorded_at, wallet.operator, payload)
