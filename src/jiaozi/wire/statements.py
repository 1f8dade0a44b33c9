"""The words of statements on the wire."""

from typing import Literal

from jiaozi.wire.base import Answer, Moment, Money

StatementFormat = Literal["json", "csv", "pdf", "camt053"]
Language = Literal["en", "zh"]


class StatementEntry(Answer):
    """A movement of a wallet; the amount is below zero when money went out, the balance is the wallet's after it."""

    number: int
    recorded_at: Moment
    effective_at: Moment | None
    code: str
    amount: Money
    balance: Money
    counterparty: str
    counterparty_zh: str
    purpose: str
    reference: str
    transfer: str
    journal: str


class RegimeChanged(Answer):
    """From when on a wallet's money has been under which regime."""

    at: Moment
    regime: str


class WalletStatement(Answer):
    """A wallet's statement of days in China, both included. `complete` once nothing can be added any more."""

    wallet: str
    operator: str
    wallet_class: str
    first: str
    last: str
    until: Moment
    complete: bool
    opening: Money
    closing: Money
    money_in: Money
    money_out: Money
    entries: list[StatementEntry]
    regime_changes: list[RegimeChanged]
