"""Remittances (汇款兑出): from a bank account straight into somebody else's wallet, on the bank's order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from jiaozi import rulebook
from jiaozi.banking.schema import REMITTANCE_COLUMNS
from jiaozi.clock import china_date
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.ids import encode_id
from jiaozi.ledger.model import Code
from jiaozi.ledger.post import touch_legs
from jiaozi.money import is_amount
from jiaozi.outbox import emit
from jiaozi.scheme import entries
from jiaozi.scheme.acts import move
from jiaozi.scheme.model import BankAccount
from jiaozi.scheme.schema import BANK_ACCOUNTS
from jiaozi.wallets.acts import account_of, in_freeze_refusal, limit_table, reference_good, wallet_of
from jiaozi.wallets.exchange import illiquid
from jiaozi.wallets.model import SCOPES, Wallet, place_of
from jiaozi.wallets.schema import WALLETS


@dataclass(frozen=True, slots=True)
class Remit:
    """A bank sends `amount_minor` from its customer's account into the wallet of somebody else."""

    bank_account: int
    wallet: int
    amount_minor: int
    reference: str | None = None


class Remitted(NamedTuple):
    """Outcome of a remittance: final."""

    remittance: int
    journal: int
    recorded_at: int


def _touch(tx: Tx, requests: Sequence[Request]) -> Iterator[None]:
    tx.want(BANK_ACCOUNTS, {request.command.bank_account for request in requests})
    tx.want(WALLETS, {request.command.wallet for request in requests})
    yield
    for request in requests:
        bank_account = tx.rows(BANK_ACCOUNTS).get(request.command.bank_account)
        wallet = tx.rows(WALLETS).get(request.command.wallet)
        if wallet is not None and bank_account is not None:
            touch_legs(tx, entries.load(bank_account.id, bank_account.bank, place_of(wallet), 1))


def _remit(tx: Tx, request: Request) -> Remitted | Refusal:
    """Refuses: `amount_invalid`, `reference_invalid`, `wallet_not_found`, `wallet_closed`, `bank_account_not_found`,
    `remittance_to_self`, `usage_not_allowed` (Hong Kong), `wallet_frozen`, `limit_balance_exceeded`,
    `insufficient_funds` (the bank account), `operator_illiquid`."""
    command: Remit = request.command
    if not is_amount(command.amount_minor):
        return Refusal("amount_invalid")
    if not reference_good(command.reference):
        return Refusal("reference_invalid")
    wallet = wallet_of(tx, command.wallet)
    if isinstance(wallet, Refusal):
        return wallet
    bank_account = tx.rows(BANK_ACCOUNTS).get(command.bank_account)
    if bank_account is None:
        return Refusal("bank_account_not_found")
    refusal = _refusal(tx, wallet, bank_account, command.amount_minor, request.at)
    if refusal is not None:
        return refusal
    legs = entries.load(bank_account.id, bank_account.bank, place_of(wallet), command.amount_minor, Code.LOAD)
    moved = illiquid(move(tx, request, legs, command.reference))
    if isinstance(moved, Refusal):
        return moved
    row = (request.id, bank_account.id, wallet.id, command.amount_minor, moved.recorded_at, command.reference)
    tx.appender("remittances", REMITTANCE_COLUMNS).append(row)
    payload: dict[str, object] = {
        "wallet": encode_id("wal", wallet.id),
        "remittance": encode_id("rmt", request.id),
        "amount_minor": command.amount_minor,
    }
    emit(tx, "wallet.remitted", request.at, wallet.operator, payload)
    return Remitted(request.id, *moved)


def _refusal(tx: Tx, wallet: Wallet, bank_account: BankAccount, amount: int, at: int) -> Refusal | None:
    if bank_account.customer == wallet.holder:
        return Refusal("remittance_to_self")
    rules = rulebook.hong_kong(china_date(at)) if wallet.scope == SCOPES["hong_kong"] else None
    if rules is not None and not rules.person_to_person:
        return Refusal("usage_not_allowed", "remittance", rules.rule.cite())
    return in_freeze_refusal(wallet) or limit_table(tx).in_refusal(wallet, account_of(tx, wallet).posted, amount, at)


OPERATIONS: Final = (Operation("remit", Remit, Remitted, _touch, one_by_one(_remit)),)
