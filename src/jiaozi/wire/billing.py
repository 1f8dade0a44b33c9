"""Requests to pay and bills on the wire: bodies, then answers."""

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from jiaozi.wire.base import (
    PLAIN,
    PLAIN_TEXT,
    Answer,
    Body,
    Date,
    DeviceId,
    DigitalYuan,
    Moment,
    Money,
    Reference,
    SplitPlanId,
    StoreId,
    Tag,
    Time,
    WalletId,
)

BillNumber = Annotated[str, Field(pattern="^[0-9A-Za-z-]{4,32}$", examples=["CQ-2026-11-000123"])]
RequestState = Literal["open", "paid", "declined", "cancelled", "expired"]
BillState = Literal["open", "paid", "withdrawn"]
Title = Annotated[str, Field(min_length=1, max_length=80, pattern=PLAIN_TEXT), PLAIN]


class Signature(Body):
    """A device of the payee's, and its signature (base64url) over the request's text, which the docs define.

    `nonce` is in the text, and good for one request of the device."""

    device: DeviceId
    nonce: Annotated[str, Field(pattern="^[A-Za-z0-9._~+/=-]{16,100}$", examples=["k3Yb0Zp5Qw8Rt1Xe"])]
    signature: Annotated[str, Field(pattern="^[A-Za-z0-9_-]{1,100}$")]


class RequestOrder(Body):
    """Asks for money for a store, or for a payee's wallet: exactly one of the two. Without `payer` whoever is given the
    request may pay it; with `plan`, which is of the store, the payment is split."""

    amount: DigitalYuan
    expires_at: Time
    store: StoreId | None = None
    payee: WalletId | None = None
    payer: WalletId | None = None
    purpose: Tag = ""
    reference: Reference | None = None
    plan: SplitPlanId | None = None
    signed: Signature | None = None

    @model_validator(mode="after")
    def _one_payee(self) -> "RequestOrder":
        if (self.store is None) == (self.payee is None):
            raise PydanticCustomError("one_payee", "exactly one of store and payee")
        return self


class RequestAnswer(Body):
    """The wallet that pays, or that declines."""

    payer: WalletId


class BillLine(Body):
    """A bill of a batch, under the biller's own number."""

    number: BillNumber
    title: Title
    amount: DigitalYuan
    due_on: Date


class BillBatch(Body):
    """Bills, all or none; paid at the store."""

    store: StoreId
    bills: Annotated[list[BillLine], Field(min_length=1, max_length=500)]


class BillPayment(Body):
    """Pays a bill. The amount has to be the one that the bill asks."""

    payer: WalletId
    amount: DigitalYuan


class PaymentRequested(Answer):
    """A request to pay was made."""

    payment_request: str
    expires_at: Moment


class RequestAccepted(Answer):
    """A request was accepted and paid, finally."""

    payment_request: str
    payment: str
    journal: str
    paid_at: Moment
    amount: Money
    fee: Money


class RequestClosed(Answer):
    """A request was declined or cancelled, or it expired."""

    payment_request: str
    state: str


class Signed(Answer):
    """Who signed a request: everybody can check `signature` over the UTF-8 bytes of `text` with `public_key`."""

    device: str
    algorithm: str
    public_key: str
    signature: str
    text: str


class PaymentRequest(Answer):
    """A request to pay as it stands. `signed` is null for a plain one."""

    id: str
    state: str
    payee: str
    store: str | None
    payer: str | None
    amount: Money
    purpose: str
    reference: str | None
    requested_at: Moment
    expires_at: Moment
    ended_at: Moment | None
    payment: str | None
    plan: str | None
    signed: Signed | None


class BillsUploaded(Answer):
    """A batch was taken: how many bills are new, changed, and as they were."""

    merchant: str
    added: int
    changed: int
    unchanged: int


class BillWithdrawn(Answer):
    """A bill was withdrawn."""

    merchant: str
    number: str


class BillPaid(Answer):
    """A bill was paid, finally."""

    merchant: str
    number: str
    payment: str
    journal: str
    paid_at: Moment
    amount: Money


class Bill(Answer):
    """A bill as it stands. Who looks it up by its number learns no more than is needed to pay it: its payment is shown
    to its payer's side and its biller's."""

    merchant: str
    biller_en: str
    biller_zh: str
    purpose: str
    number: str
    title: str
    amount: Money
    due_on: str
    late: bool
    state: str
    store: str
    payment: str | None
    paid_at: Moment | None


class Receipt(Answer):
    """What a payer keeps of a paid bill. `refunded` is what the biller has given back since."""

    merchant: str
    biller_en: str
    biller_zh: str
    number: str
    title: str
    amount: Money
    refunded: Money
    due_on: str
    payer: str
    payment: str
    journal: str
    paid_at: Moment
