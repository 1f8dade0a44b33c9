"""What an operator and a bank outside owe each other, settled through the operator's reserves at the central bank.

The operator's account at the bank tells it: above zero the bank owes. What the operator owes leaves its reserves by an
act of two people of the operator. What it is owed reaches its reserves from outside the platform, where only the
central bank sees it: two people of the central bank take it in. Neither can be more than is owed.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from jiaozi.banking.external_model import ExternalBank
from jiaozi.banking.schema import EXTERNAL_BANKS, SETTLEMENT_COLUMNS
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import SettlementData
from jiaozi.kinds import BankFen, ExternalBankNo, Instant, JournalNo
from jiaozi.ledger.model import Leg
from jiaozi.ledger.post import touch_legs
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.money import CNY, amount_text, is_amount
from jiaozi.outbox import emit
from jiaozi.records import dataclass
from jiaozi.scheme import entries
from jiaozi.scheme.acts import move


@dataclass(frozen=True, slots=True)
class PayExternalBank:
    """Proposes to pay a bank outside what the operator owes it, out of the operator's reserves; a second person of the
    operator approves it."""

    external_bank: ExternalBankNo
    amount_minor: BankFen


@dataclass(frozen=True, slots=True)
class TakeFromExternalBank:
    """Proposes to take into an operator's reserves what a bank outside has paid of what it owes; a second person of the
    central bank approves it."""

    external_bank: ExternalBankNo
    amount_minor: BankFen


class ExternalBankSettled(NamedTuple):
    """A bank outside and an operator have settled. `balance` is what the bank still owes the operator; below zero it is
    owed."""

    external_bank: ExternalBankNo
    journal: JournalNo
    recorded_at: Instant
    balance_minor: BankFen


def _legs(bank: ExternalBank, command: PayExternalBank | TakeFromExternalBank, amount: int) -> list[Leg]:
    legs = entries.settle_outside(bank.operator, bank.account, amount)
    return legs if isinstance(command, PayExternalBank) else entries.reversed_legs(legs)


def _touch(tx: Tx, requests: Sequence[Request[PayExternalBank | TakeFromExternalBank]]) -> Iterator[None]:
    tx.want(EXTERNAL_BANKS, {request.command.external_bank for request in requests})
    yield
    for request in requests:
        bank = tx.rows(EXTERNAL_BANKS).get(request.command.external_bank)
        if bank is not None:
            touch_legs(tx, _legs(bank, request.command, 1))


def _settle(tx: Tx, request: Request[PayExternalBank | TakeFromExternalBank]) -> ExternalBankSettled | Refusal:
    """Refuses: `amount_invalid`, `external_bank_not_found`, `due_exceeded`, `operator_illiquid`."""
    command = request.command
    if not is_amount(command.amount_minor):
        return Refusal("amount_invalid")
    bank = tx.rows(EXTERNAL_BANKS).get(command.external_bank)
    if bank is None:
        return Refusal("external_bank_not_found")
    sign, due = 1 if isinstance(command, PayExternalBank) else -1, tx.rows(ACCOUNTS)[bank.id]
    owed = max(-sign * due.posted, 0)
    if command.amount_minor > owed:
        return Refusal("due_exceeded", f"{amount_text(owed, CNY)} is owed")
    moved = move(tx, request, _legs(bank, command, command.amount_minor))
    if isinstance(moved, Refusal):
        return Refusal("operator_illiquid", moved.detail) if moved.code == "insufficient_funds" else moved
    row = (moved.journal, bank.id, sign * command.amount_minor, moved.recorded_at)
    tx.appender("external_settlements", SETTLEMENT_COLUMNS).append(row)
    amount = sign * command.amount_minor
    payload = SettlementData(external_bank=bank.id, journal=moved.journal, amount_minor=amount)
    emit(tx, "external_bank.settled", request.at, bank.operator, payload)
    return ExternalBankSettled(
        external_bank=bank.id,
        journal=moved.journal,
        recorded_at=moved.recorded_at,
        balance_minor=due.posted,
    )


_SETTLE: Final = one_by_one(_settle)
OPERATIONS: Final = (
    Operation("pay_external_bank", PayExternalBank, ExternalBankSettled, _touch, _SETTLE, True),
    Operation("take_from_external_bank", TakeFromExternalBank, ExternalBankSettled, _touch, _SETTLE, True),
)
