"""The data of acceptance: applications, terminals, orders. Amounts in minor units, times in microseconds."""

from enum import IntEnum
from typing import Annotated, Final, Literal, NamedTuple, get_args

from jiaozi.kinds import (
    ApplicationNo,
    Fen,
    Flag,
    Instant,
    InstitutionNo,
    Length,
    MerchantNo,
    Name,
    Names,
    Note,
    OrderNo,
    OrNone,
    PaymentNo,
    PrincipalNo,
    Range,
    Reference,
    Sha256,
    SplitPlanNo,
    StoreNo,
    Tag,
    TerminalNo,
    Text,
    WalletNo,
)
from jiaozi.programs.terms import SKU_MAX, TAGS_MAX, GoodsTag
from jiaozi.records import dataclass

DOCUMENTS_MAX: Final = 20
DocumentKind = Literal["licence", "identity", "premises", "settlement", "permit", "other"]
DOCUMENT_KINDS: Final = frozenset(get_args(DocumentKind))
LINES_MAX: Final = 200
LINE_NAME_MAX: Final = 120
QUANTITY_MAX: Final = 10**6
LIFETIME_MAX_S: Final = 24 * 3_600
LABEL_MAX: Final = 64
SERIAL_MAX: Final = 64
TERMINALS_MAX: Final = 1_000
"""Terminals of one store, suspended ones too."""


Category = Annotated[str, Text(4, 4, pattern="[0-9]{4}", example="5411")]
"""A merchant's category code (ISO 18245)."""
Label = Annotated[str, Text(LABEL_MAX, 1)]


class ApplicationState(IntEnum):
    """An application is open until somebody else than the applicant decides."""

    OPEN = 0
    APPROVED = 1
    REJECTED = 2


class OrderState(IntEnum):
    """An open order is paid at most once; whether its time has passed is for the clock to say."""

    OPEN = 0
    PAID = 1
    CANCELLED = 2


APPLICATION_STATES: Final = {int(state): state.name.lower() for state in ApplicationState}
ApplicationStateNumber = Annotated[int, Names(tuple(APPLICATION_STATES.items()))]
ORDER_STATES: Final = {int(state): state.name.lower() for state in OrderState}
OrderStateNumber = Annotated[int, Names(tuple(ORDER_STATES.items()))]


class Document(NamedTuple):
    """A paper that the operator has seen: its kind and the SHA-256 of its file, 64 hexadecimal digits. The file itself
    stays with the operator."""

    kind: DocumentKind
    sha256: Sha256


LineSku = Annotated[str, Text(SKU_MAX, example="JD-100012345")]
LineTags = Annotated[tuple[GoodsTag, ...], Length(0, TAGS_MAX)]


class OrderLine(NamedTuple):
    """A line of goods: what, how many, and the price of one; the merchant's own number of it and its tags, by which
    terms of programs know it."""

    name: Name
    quantity: Annotated[int, Range(1, QUANTITY_MAX)]
    unit_minor: Fen
    sku: LineSku = ""
    tags: LineTags = ()


@dataclass(slots=True)
class Application:
    """A row of `merchant_applications`. `documents` is JSON; `merchant` is 0 until it is approved."""

    id: ApplicationNo
    wallet: WalletNo
    operator: InstitutionNo
    name_en: Name
    name_zh: Name
    category: Category
    purpose: Tag
    scenario: Tag
    documents: str
    applicant: PrincipalNo
    applied_at: Instant
    state: ApplicationStateNumber
    reviewer: OrNone[PrincipalNo]
    decided_at: OrNone[Instant]
    note: Note
    merchant: OrNone[MerchantNo]


@dataclass(slots=True)
class Terminal:
    """A row of `terminals`: a till or a machine of a store. `suspended` is 1 while it takes nothing."""

    id: TerminalNo
    store: StoreNo
    label: Label
    serial: Tag
    suspended: Flag
    opened_at: Instant


@dataclass(slots=True)
class Order:
    """A row of `orders`. `number` is the merchant's own; `goods` its lines as JSON, `digest` their SHA-256. `plan` is
    the split plan that its payment follows; 0 for none."""

    id: OrderNo
    merchant: MerchantNo
    store: StoreNo
    terminal: OrNone[TerminalNo]
    number: Reference
    amount_minor: Fen
    goods: str
    digest: Sha256
    placed_at: Instant
    expires_at: Instant
    state: OrderStateNumber
    payment: OrNone[PaymentNo]
    plan: OrNone[SplitPlanNo]
