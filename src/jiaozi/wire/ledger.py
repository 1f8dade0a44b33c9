"""The ledger, its corrections and what happened, on the wire: bodies, then answers."""

from typing import Annotated, Any

from pydantic import Field

from jiaozi.wire.base import AccountId, Answer, Body, Minor, Moment, Money, Reason, Time


class CorrectionEntry(Body):
    """`minor` units from the debit account to the credit account."""

    debit: AccountId
    credit: AccountId
    minor: Minor


class CorrectionProposal(Body):
    """Proposes entries that take effect in a past, still open day."""

    lines: Annotated[list[CorrectionEntry], Field(min_length=1, max_length=16)]
    effective_at: Time
    reason: Reason


class Account(Answer):
    """A ledger account."""

    id: str
    book: str
    kind: str
    owner: str | None
    balance: Money
    available: Money
    pending_out: Money
    pending_in: Money
    floor: Money | None
    closed: bool
    version: int
    changed_at: Moment


class StatementLine(Answer):
    """A row of an account's chain: what it did to the account, and the balance after it."""

    transfer: str
    journal: str
    version: int
    direction: str
    amount: Money
    balance: Money
    code: str
    phase: str
    reference: str | None
    recorded_at: Moment
    effective_at: Moment | None


class BalanceAt(Answer):
    """A balance as it had been recorded at an instant."""

    account: str
    at: Moment
    balance: Money


class Transfer(Answer):
    """A movement of a journal. A side's version and balance are null where they are not the caller's."""

    id: str
    debit: str
    credit: str
    amount: Money
    code: str
    phase: str
    reference: str | None
    recorded_at: Moment
    effective_at: Moment | None
    debit_version: int | None
    debit_balance: Money | None
    credit_version: int | None
    credit_balance: Money | None


class Journal(Answer):
    """Transfers that were committed together."""

    id: str
    transfers: list[Transfer]


class Group(Answer):
    """A committed group by its number, with its link of the hash chain and the journals the caller may see."""

    sequence: int
    group: str
    recorded_at: Moment
    digest: str
    chain: str
    transfers: int
    journals: list[Journal]


class TrialLine(Answer):
    """Sum of the accounts of one kind."""

    kind: str
    side: str
    accounts: int
    balance: Money


class TrialBalance(Answer):
    """A book's trial balance; debits and credits of each asset are equal."""

    book: str
    lines: list[TrialLine]
    balanced: bool


class Event(Answer):
    """Something that happened, in the order of the sequencer."""

    sequence: int
    n: int
    kind: str
    at: Moment
    institution: str | None
    payload: dict[str, Any]
