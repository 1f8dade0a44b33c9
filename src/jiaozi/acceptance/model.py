"""The data of acceptance: applications, terminals, orders. Amounts in minor units, times in microseconds."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final, NamedTuple

DOCUMENTS_MAX: Final = 20
DOCUMENT_KINDS: Final = frozenset({"licence", "identity", "premises", "settlement", "permit", "other"})
LINES_MAX: Final = 200
LINE_NAME_MAX: Final = 120
QUANTITY_MAX: Final = 10**6
LIFETIME_MAX_S: Final = 24 * 3_600
LABEL_MAX: Final = 64
SERIAL_MAX: Final = 64
TERMINALS_MAX: Final = 1_000
"""Terminals of one store, suspended ones too."""


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
ORDER_STATES: Final = {int(state): state.name.lower() for state in OrderState}


class Document(NamedTuple):
    """A paper that an operator has seen: its kind and the SHA-256 of its file, 64 hexadecimal digits. Not the file."""

    kind: str
    sha256: str


class Line(NamedTuple):
    """A line of goods: what, how many, and the price of one in minor units."""

    name: str
    quantity: int
    unit_minor: int


@dataclass(slots=True)
class Application:
    """A row of `merchant_applications`. `documents` is JSON; `merchant` is 0 until it is approved."""

    id: int
    wallet: int
    operator: int
    name_en: str
    name_zh: str
    category: str
    purpose: str
    scenario: str
    documents: str
    applicant: int
    applied_at: int
    state: int
    reviewer: int
    decided_at: int
    note: str
    merchant: int


@dataclass(slots=True)
class Terminal:
    """A row of `terminals`: a till or a machine of a store. `suspended` is 1 while it takes nothing."""

    id: int
    store: int
    label: str
    serial: str
    suspended: int
    opened_at: int


@dataclass(slots=True)
class Order:
    """A row of `orders`. `number` is the merchant's own; `goods` its lines as JSON, `digest` their SHA-256. `plan` is
    the split plan that its payment follows; 0 for none."""

    id: int
    merchant: int
    store: int
    terminal: int
    number: str
    amount_minor: int
    goods: str
    digest: str
    placed_at: int
    expires_at: int
    state: int
    payment: int
    plan: int
