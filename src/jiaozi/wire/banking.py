"""Bodies and answers: agreements between wallets and bank accounts, sweeps, remittances, cash by code."""

from typing import Annotated, Literal, Protocol, TypeVar

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from jiaozi.wire.base import (
    Answer,
    BankAccountId,
    Body,
    DigitalYuan,
    DigitalYuanCeiling,
    ExternalAccountId,
    InstitutionId,
    Moment,
    Money,
    Reference,
    Time,
    WalletId,
)

Count = Annotated[int, Field(ge=1, le=1_000_000, examples=[10])]
OneTimeCode = Annotated[str, Field(pattern="^[0-9]{6}$", examples=["042117"])]


class _Sides(Protocol):
    """An account at a bank here, or one outside."""

    bank_account: str | None
    external_account: str | None


_S = TypeVar("_S", bound=_Sides)


def _one_account(body: _S) -> _S:
    if (body.bank_account is None) == (body.external_account is None):
        raise PydanticCustomError("one_account", "exactly one of bank_account and external_account")
    return body


class AgreementProposal(Body):
    """What may move between a wallet and an account, at a bank here or at one outside: exactly one of the two. Loads
    and unloads count alike. Valid from now, unless said."""

    bank_account: BankAccountId | None = None
    external_account: ExternalAccountId | None = None
    single: DigitalYuan
    daily_count: Count
    daily: DigitalYuan
    yearly_count: Count
    yearly: DigitalYuan
    valid_until: Time
    valid_from: Time | None = None

    _one = model_validator(mode="after")(_one_account)


class Signature(Body):
    """The one-time code that the bank sent."""

    code: OneTimeCode


class SweepOrder(Body):
    """What the wallet holds above the ceiling goes to an account, at a bank here or at one outside: exactly one of the
    two."""

    bank_account: BankAccountId | None = None
    external_account: ExternalAccountId | None = None
    ceiling: DigitalYuanCeiling
    _one = model_validator(mode="after")(_one_account)


class WaterfallOrder(Body):
    """What a payment brings above the wallet's balance limit goes to the bank account."""

    bank_account: BankAccountId


class RemittanceOrder(Body):
    """A bank sends money from its customer's account into somebody else's wallet."""

    bank_account: BankAccountId
    wallet: WalletId
    amount: DigitalYuan
    reference: Reference | None = None


class CashCodeOrder(Body):
    """Asks for a code to pay cash `in` or to draw it `out`."""

    direction: Literal["in", "out"]
    amount: DigitalYuan


class Redemption(Body):
    """A counter's or machine's act: whose it is, the code, and the cash on it."""

    operator: InstitutionId
    code: OneTimeCode
    amount: DigitalYuan


class AgreementProposed(Answer):
    """An agreement was proposed and its code is on the way."""

    wallet: str
    bank_account: str | None
    external_account: str | None
    code_expires_at: Moment


class AgreementSigned(Answer):
    """An agreement was signed. Until `cooling_until` only little may move over it."""

    wallet: str
    bank_account: str | None
    external_account: str | None
    signed_at: Moment
    cooling_until: Moment


class AgreementEnded(Answer):
    """An agreement was ended."""

    wallet: str
    bank_account: str | None
    external_account: str | None
    ended_at: Moment


class AgreementCodeRead(Answer):
    """A one-time code, for the bank that sends it. `code` is null where the outcome is looked up later."""

    wallet: str
    bank_account: str | None
    external_account: str | None
    code_number: int
    code_expires_at: Moment
    code: str | None = None
    number_masked: str | None = None


class Agreement(Answer):
    """An agreement: its terms, and what was used of them on the day and in the year of the last use."""

    bank_account: str | None
    external_account: str | None
    state: str = Field(examples=["pending", "signed", "ended"])
    single: Money
    daily_count: int
    daily: Money
    yearly_count: int
    yearly: Money
    valid_from: Moment
    valid_until: Moment
    signed_at: Moment | None
    ended_at: Moment | None
    cooling_until: Moment | None
    used_today_count: int
    used_today: Money
    used_year_count: int
    used_year: Money
    settlement: bool = Field(description="Whether it is a corporate wallet's settlement account")


class SweepSet(Answer):
    """A sweep was set."""

    wallet: str
    bank_account: str | None
    external_account: str | None
    ceiling: Money


class SweepEnded(Answer):
    """A sweep was stopped."""

    wallet: str


class Sweep(Answer):
    """A wallet's sweep. Before `retry_at` it is not tried: the last one was refused, or its order is under way."""

    wallet: str
    bank_account: str | None
    external_account: str | None
    ceiling: Money
    active: bool
    set_at: Moment
    retry_at: Moment | None


class WaterfallSet(Answer):
    """A waterfall was set. It works from `begins_at` on, after a new link's cooling-off."""

    wallet: str
    bank_account: str
    begins_at: Moment


class WaterfallEnded(Answer):
    """A waterfall was stopped."""

    wallet: str


class Waterfall(Answer):
    """A wallet's waterfall."""

    wallet: str
    bank_account: str
    active: bool
    set_at: Moment
    begins_at: Moment
    ends_at: Moment


class Remitted(Answer):
    """A remittance was made; final."""

    remittance: str
    journal: str
    recorded_at: Moment


class Remittance(Answer):
    """A remittance into a wallet. The sender's account is shown by its bank and last digits."""

    id: str
    bank: str
    number_masked: str
    amount: Money
    at: Moment
    reference: str | None


class CashCodeIssued(Answer):
    """A cash code. `code` is for the holder alone, and null where the outcome is looked up later."""

    cash_code: str
    expires_at: Moment
    code: str | None = None


class CashCodeCancelled(Answer):
    """A cash code was made worthless."""

    cash_code: str


class CashMoved(Answer):
    """Cash and digital yuan have changed places."""

    cash_code: str
    wallet: str
    amount: Money
    journal: str
    recorded_at: Moment


class CashCode(Answer):
    """A cash code without its code."""

    id: str
    wallet: str
    direction: str = Field(examples=["in", "out"])
    amount: Money
    state: str = Field(examples=["open", "used", "cancelled"])
    issued_at: Moment
    expires_at: Moment
    attempts: int
    operator: str | None = Field(description="Whose counter used it")
    journal: str | None
