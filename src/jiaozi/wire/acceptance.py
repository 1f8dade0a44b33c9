"""Onboarding, terminals, orders and takings on the wire."""

from typing import Annotated, Literal

from pydantic import Field

from jiaozi.wire.base import (
    Answer,
    Body,
    DigitalYuan,
    Moment,
    Money,
    Name,
    Note,
    Reference,
    SplitPlanId,
    StoreId,
    Tag,
    WalletId,
)
from jiaozi.wire.base import _identifier as identifier
from jiaozi.wire.payments import Digits4

ApplicationId = Annotated[str, identifier("map")]
TerminalId = Annotated[str, identifier("trm")]
OrderId = Annotated[str, identifier("ord")]
ApplicationState = Literal["open", "approved", "rejected"]


class Document(Body):
    """A paper the operator has seen: its kind and the SHA-256 of its file. The file itself stays with the operator."""

    kind: Literal["licence", "identity", "premises", "settlement", "permit", "other"]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$", examples=["0" * 64])]


class MerchantApplication(Body):
    """Asks to be a merchant; the licence is among the documents."""

    wallet: WalletId
    name_en: Name
    name_zh: Name
    category: Digits4
    purpose: Tag = ""
    scenario: Tag = ""
    documents: Annotated[list[Document], Field(min_length=1, max_length=20)]


class ApplicationReview(Body):
    """What somebody else than the applicant decided; a rejection says why."""

    approve: bool
    note: Note = ""


class TerminalOpening(Body):
    """A till or machine of a store."""

    label: Annotated[Name, Field(max_length=64)]
    serial: Annotated[Tag, Field(max_length=40)] = ""


class Suspension(Body):
    """Whether it is stopped."""

    suspended: bool


class Goods(Body):
    """A line of goods: what, how many, the price of one."""

    name: Name
    quantity: Annotated[int, Field(ge=1, le=10**6)]
    unit: DigitalYuan


class OrderPlacing(Body):
    """An order under the merchant's own number; the amount is the sum of its lines. With `plan`, which is of the store,
    its payment is split."""

    store: StoreId
    number: Reference
    lines: Annotated[list[Goods], Field(min_length=1, max_length=200)]
    terminal: TerminalId | None = None
    lifetime_s: Annotated[int, Field(ge=1, le=86_400)] = 900
    plan: SplitPlanId | None = None


class OrderPayment(Body):
    """Who pays the order."""

    payer: WalletId


class MerchantApplied(Answer):
    """The application waits for its review."""

    application: str


class ApplicationReviewed(Answer):
    """How the application ended; `merchant` when it was approved."""

    application: str
    merchant: str | None


class DocumentShown(Answer):
    """A paper's kind and SHA-256."""

    kind: str
    sha256: str


class ApplicationShown(Answer):
    """An application."""

    id: str
    wallet: str
    operator: str
    name_en: str
    name_zh: str
    category: str
    purpose: str
    scenario: str
    documents: list[DocumentShown]
    applicant: str | None
    applied_at: Moment
    state: str
    reviewer: str | None
    decided_at: Moment | None
    note: str
    merchant: str | None


class TerminalOpened(Answer):
    """A terminal was registered."""

    terminal: str


class TerminalSet(Answer):
    """A terminal was stopped or works again."""

    terminal: str
    suspended: bool


class TerminalShown(Answer):
    """A terminal."""

    id: str
    store: str
    label: str
    serial: str
    suspended: bool
    opened_at: Moment


class OrderPlaced(Answer):
    """An order can be paid until it expires. `digest` is the SHA-256 of its lines."""

    order: str
    amount: Money
    digest: str
    expires_at: Moment


class OrderPaid(Answer):
    """The order is paid: final."""

    order: str
    payment: str
    journal: str
    paid_at: Moment
    amount: Money
    fee: Money


class OrderCancelled(Answer):
    """The order was withdrawn."""

    order: str


class GoodsShown(Answer):
    """A line of goods."""

    name: str
    quantity: int
    unit: Money


class OrderShown(Answer):
    """An order as the merchant placed it: `open`, `paid`, `cancelled` or `expired`."""

    id: str
    merchant: str
    store: str
    terminal: str | None
    number: str
    amount: Money
    lines: list[GoodsShown]
    digest: str
    placed_at: Moment
    expires_at: Moment
    state: str
    payment: str | None
    plan: str | None


class TakingsLine(Answer):
    """What one store and terminal took: what came in, what was given back, what it was charged, what is left."""

    store: str | None
    terminal: str | None
    payments: int
    gross: Money
    refunds: int
    refunded: Money
    fee: Money
    net: Money


class Takings(Answer):
    """A China day of a merchant, by store and terminal, and all together."""

    merchant: str
    day: str
    lines: list[TakingsLine]
    total: TakingsLine
