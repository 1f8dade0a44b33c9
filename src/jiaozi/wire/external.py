"""Bodies and answers: banks outside the platform and exchange orders."""

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from jiaozi.wire.base import (
    Answer,
    BankAccountId,
    Body,
    DigitalYuan,
    ExternalAccountId,
    ExternalBankId,
    InstitutionId,
    Moment,
    Money,
    Name,
    Reason,
    Reference,
    Renminbi,
    WalletId,
)

BankCode = Annotated[str, Field(pattern="^[a-z0-9_]{1,40}$", examples=["ccb"])]
AccountNumber = Annotated[str, Field(pattern="^[0-9]{8,32}$", examples=["4367420000000001"])]


class ExternalBankOpening(Body):
    """An operator begins to deal with a bank outside; `code` names it in the server's settings."""

    operator: InstitutionId
    code: BankCode
    name: Name


class ExternalAccountOpening(Body):
    """A customer's account at a bank outside; of its number only the last four digits can be read again."""

    external_bank: ExternalBankId
    number: AccountNumber


class ExchangeOrdering(Body):
    """Orders a load from, or an unload to, an account at a bank outside."""

    external_account: ExternalAccountId
    kind: Literal["load", "unload"]
    amount: DigitalYuan
    reference: Reference | None = None


class PayOutProposal(Body):
    """Proposes to pay a stuck order's money to a wallet or a bank account of its holder: exactly one of the two."""

    wallet: WalletId | None = None
    bank_account: BankAccountId | None = None
    reason: Reason

    @model_validator(mode="after")
    def _one_payee(self) -> "PayOutProposal":
        if (self.wallet is None) == (self.bank_account is None):
            raise PydanticCustomError("one_payee", "exactly one of wallet and bank_account")
        return self


class SettlementProposal(Body):
    """Proposes to settle so much of what is owed between an operator and a bank outside."""

    amount: Renminbi
    reason: Reason


class Settlement(Answer):
    """What was settled with a bank outside over the operator's reserves. Above zero the operator paid."""

    journal: str
    amount: Money
    at: Moment


class ExternalBankOpened(Answer):
    """A bank outside was added."""

    external_bank: str


class ExternalBank(Answer):
    """A bank outside. `balance` is what it owes the operator; below zero the operator owes it."""

    id: str
    operator: str
    code: str
    name: str
    balance: Money
    opened_at: Moment


class ExternalAccountOpened(Answer):
    """A customer's account at a bank outside was linked."""

    external_account: str
    number_masked: str


class ExternalAccount(Answer):
    """A customer's account at a bank outside."""

    id: str
    external_bank: str
    number_masked: str
    opened_at: Moment


class ExchangeOrdered(Answer):
    """An exchange order was taken; where it stands is read with it. A load has no journal yet."""

    exchange_order: str
    journal: str | None
    created_at: Moment


class ExchangeOrder(Answer):
    """An exchange order: `completed`, `reversed` and `paid_out` are its ends."""

    id: str
    wallet: str
    external_account: str
    kind: str = Field(examples=["load", "unload"])
    amount: Money
    state: str = Field(
        examples=["pending", "sent", "unknown", "completed", "reversed", "returning", "stuck", "paid_out"]
    )
    created_at: Moment
    ended_at: Moment | None
    journal: str | None
    end_journal: str | None
    bank_reference: str
    reference: str | None
