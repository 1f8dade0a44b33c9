"""Merchants and stores, payments, refunds and holds on the wire: bodies, then answers."""

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from jiaozi.wire.base import (
    Answer,
    Body,
    DigitalYuan,
    Moment,
    Money,
    Name,
    Reference,
    SplitPlanId,
    StoreId,
    Tag,
    Time,
    WalletId,
)

Digits4 = Annotated[str, Field(pattern="^[0-9]{4}$", examples=["5411"])]
Digits6 = Annotated[str, Field(pattern="^[0-9]{6}$", examples=["500103"])]
PaymentKind = Literal["person", "merchant", "salary", "party_dues"]


class MerchantOpening(Body):
    """Registers a merchant that is paid into a corporate wallet. `category` is a code of ISO 18245."""

    wallet: WalletId
    name_en: Name
    name_zh: Name
    category: Digits4
    purpose: Tag = ""
    scenario: Tag = ""


class StoreOpening(Body):
    """Registers a store. `region` is a district code (GB/T 2260)."""

    name: Name
    region: Digits6


class MerchantSuspension(Body):
    """Stops payments to a merchant, or allows them again."""

    suspended: bool


class PaymentOrder(Body):
    """A payment to a store, or to a payee's wallet: exactly one of the two. Without a `kind` it is `merchant` to a
    store and `person` to a wallet."""

    payer: WalletId
    amount: DigitalYuan
    kind: PaymentKind | None = None
    store: StoreId | None = None
    payee: WalletId | None = None
    purpose: Tag = ""
    reference: Reference | None = None

    @model_validator(mode="after")
    def _one_payee(self) -> "PaymentOrder":
        if (self.store is None) == (self.payee is None):
            raise PydanticCustomError("one_payee", "exactly one of store and payee")
        return self

    @property
    def kind_meant(self) -> PaymentKind:
        """The kind that was said, or what follows from whom is paid."""
        return self.kind or ("merchant" if self.store else "person")


class HoldOrder(PaymentOrder):
    """Reserves an amount for a payee until `expires_at`, at most 30 days ahead."""

    expires_at: Time


class Refund(Body):
    """Gives money of a payment back; of a split with `advance` also what a seller cannot give, which it then owes."""

    amount: DigitalYuan
    reference: Reference | None = None
    advance: bool = False


class Capture(Body):
    """Takes an amount of a hold for the payee; with a split `plan` of the store for its parties, once."""

    amount: DigitalYuan
    plan: SplitPlanId | None = None


class Merchant(Answer):
    """A merchant. Its wallet is shown to those who may read it."""

    id: str
    operator: str
    wallet: str | None
    name_en: str
    name_zh: str
    category: str
    purpose: str
    scenario: str
    fee_ppm: int
    suspended: bool
    opened_at: Moment


class Store(Answer):
    """A store of a merchant."""

    id: str
    merchant: str
    name: str
    region: str
    opened_at: Moment


class MerchantOpened(Answer):
    """A merchant was registered."""

    merchant: str


class StoreOpened(Answer):
    """A store was registered."""

    store: str


class MerchantSet(Answer):
    """A merchant was suspended or allowed again."""

    merchant: str
    suspended: bool


class Paid(Answer):
    """A payment, final."""

    payment: str
    journal: str
    paid_at: Moment
    fee: Money


class Payment(Answer):
    """A payment as it stands."""

    id: str
    kind: str
    state: str
    payer: str
    payee: str
    store: str | None
    amount: Money
    captured: Money
    refunded: Money
    fee: Money
    journal: str
    at: Moment
    expires_at: Moment | None
    purpose: str
    reference: str | None


class RefundView(Answer):
    """A refund of a payment."""

    id: str
    payment: str
    amount: Money
    journal: str
    at: Moment


class Refunded(Answer):
    """A refund. `refunded` is the sum of the payment's refunds so far."""

    refund: str
    payment: str
    journal: str
    refunded: Money


class HoldPlaced(Answer):
    """An amount is reserved."""

    payment: str
    journal: str
    expires_at: Moment


class HoldCaptured(Answer):
    """Part of a hold was taken. `captured` is the sum so far."""

    payment: str
    journal: str
    captured: Money
    left: Money


class HoldEnded(Answer):
    """What was left of a hold was given back."""

    payment: str
    journal: str
    returned: Money
