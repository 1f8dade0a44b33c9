"""Remittances (汇款兑出): from a bank account straight into somebody else's wallet, on the bank's order."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from jiaozi.banking.schema import REMITTANCE_COLUMNS
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import RemittanceData
from jiaozi.kinds import BankAccountNo, Fen, Instant, JournalNo, Reference, RemittanceNo, WalletNo
from jiaozi.ledger.model import Code
from jiaozi.ledger.post import touch_legs
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.money import is_amount
from jiaozi.outbox import emit
from jiaozi.payments.model import PaymentKind
from jiaozi.payments.refused import answer, note
from jiaozi.payments.rules import payee_refusal
from jiaozi.payments.schema import REFUSED_PAYEES
from jiaozi.records import dataclass
from jiaozi.scheme import entries
from jiaozi.scheme.acts import move
from jiaozi.scheme.schema import BANK_ACCOUNTS
from jiaozi.wallets.acts import limit_table, reference_good
from jiaozi.wallets.model import nobody, place_of
from jiaozi.wallets.schema import USAGES, WALLETS


@dataclass(frozen=True, slots=True)
class Remit:
    """A bank sends money from its customer's account into somebody else's wallet (汇款兑出). Final when it is
    answered."""

    bank_account: BankAccountNo
    wallet: WalletNo
    amount_minor: Fen
    reference: Reference | None = None


class Remitted(NamedTuple):
    """A remittance was made; final."""

    remittance: RemittanceNo
    journal: JournalNo
    recorded_at: Instant


def _touch(tx: Tx, requests: Sequence[Request[Remit]]) -> Iterator[None]:
    tx.want(BANK_ACCOUNTS, {request.command.bank_account for request in requests})
    wallets = {request.command.wallet for request in requests}
    tx.want(WALLETS, wallets)
    tx.want(USAGES, wallets)  # as those of a wallet that is there, and limits are read: neither takes a statement more
    limit_table(tx)
    yield
    for request in requests:
        bank_account = tx.rows(BANK_ACCOUNTS).get(request.command.bank_account)
        wallet = tx.rows(WALLETS).get(request.command.wallet)
        if bank_account is not None:
            tx.want(ACCOUNTS, [bank_account.id])
            tx.want(REFUSED_PAYEES, [(bank_account.bank, request.command.wallet)])
        if wallet is not None and bank_account is not None:
            touch_legs(tx, entries.load(bank_account.id, bank_account.bank, place_of(wallet), 1))


def _remit(tx: Tx, request: Request[Remit]) -> Remitted | Refusal:
    """Refuses: `amount_invalid`, `reference_invalid`, `bank_account_not_found`, `insufficient_funds` (there),
    `remittance_to_self`, `payee_cannot_receive`, `operator_illiquid`."""
    command = request.command
    if not is_amount(command.amount_minor):
        return Refusal("amount_invalid")
    if not reference_good(command.reference):
        return Refusal("reference_invalid")
    bank_account = tx.rows(BANK_ACCOUNTS).get(command.bank_account)
    if bank_account is None:
        return Refusal("bank_account_not_found")
    if tx.rows(ACCOUNTS)[bank_account.id].available < command.amount_minor:
        return Refusal("insufficient_funds")
    wallet = tx.rows(WALLETS).get(command.wallet) or nobody(command.wallet)
    if bank_account.customer == wallet.holder != 0:
        return Refusal("remittance_to_self")
    if tx.dry_run:
        return Remitted(remittance=request.id, journal=request.id, recorded_at=request.at)
    bank, payees = bank_account.bank, payee_refusal(tx, wallet, PaymentKind.PERSON, command.amount_minor, request.at)
    refusal = answer(tx, bank, wallet.id, payees, request.at)
    if refusal is not None:
        return refusal
    legs = entries.load(bank_account.id, bank, place_of(wallet), command.amount_minor, Code.LOAD)
    moved = move(tx, request, legs, command.reference)
    if isinstance(moved, Refusal):
        # The account has the money, so an operator lacks it. It costs nothing, and tells that the payee had room.
        note(tx, bank, wallet.id, "operator_illiquid", request.at)
        return Refusal("operator_illiquid") if moved.code == "insufficient_funds" else moved
    row = (request.id, bank_account.id, wallet.id, command.amount_minor, moved.recorded_at, command.reference)
    tx.appender("remittances", REMITTANCE_COLUMNS).append(row)
    payload = RemittanceData(
        wallet=wallet.id, remittance=request.id, amount_minor=command.amount_minor, reference=command.reference
    )
    emit(tx, "wallet.remitted", request.at, wallet.operator, payload)
    return Remitted(request.id, *moved)


OPERATIONS: Final = (Operation("remit", Remit, Remitted, _touch, one_by_one(_remit), True),)
