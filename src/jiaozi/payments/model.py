"""The payments' data. Category, purpose, region and scenario are four attributes, never folded into one."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from jiaozi.ledger.model import Code


class PaymentKind(IntEnum):
    """What kind of payment it is; it decides the ledger code and what limits and uses apply."""

    PERSON = 1
    MERCHANT = 2
    SALARY = 3
    DUES = 4


KINDS: Final = {
    "person": PaymentKind.PERSON,
    "merchant": PaymentKind.MERCHANT,
    "salary": PaymentKind.SALARY,
    "party_dues": PaymentKind.DUES,
}
KIND_NAMES: Final = {int(kind): name for name, kind in KINDS.items()}
CODES: Final[dict[int, int]] = {
    PaymentKind.PERSON: Code.TRANSFER,
    PaymentKind.MERCHANT: Code.PAYMENT,
    PaymentKind.SALARY: Code.SALARY,
    PaymentKind.DUES: Code.PARTY_DUES,
}


class PaymentState(IntEnum):
    """Where a payment stands. Only a HELD one still reserves money."""

    COMPLETED = 0
    HELD = 1
    RELEASED = 2
    EXPIRED = 3


STATE_NAMES: Final = {
    int(PaymentState.COMPLETED): "completed",
    int(PaymentState.HELD): "held",
    int(PaymentState.RELEASED): "released",
    int(PaymentState.EXPIRED): "expired",
}


@dataclass(slots=True)
class RefusedPayee:
    """A row of `refused_payees`: how often a payee refused a payer on its last such China day, and why and when last.
    The payer is a wallet, or the bank that brought the money; the payee may be a number that no wallet has."""

    payer: int
    payee: int
    day: int
    refusals: int
    reason: str
    at: int


@dataclass(slots=True)
class Merchant:
    """A row of `merchants`. `category` is a merchant category code (ISO 18245); `fee_ppm` is 0 unless agreed."""

    id: int
    wallet: int
    operator: int
    name_en: str
    name_zh: str
    category: str
    purpose: str
    scenario: str
    fee_ppm: int
    suspended: int
    opened_at: int


@dataclass(slots=True)
class Store:
    """A row of `stores`: where a merchant sells. `region` is a district code (GB/T 2260)."""

    id: int
    merchant: int
    name: str
    region: str
    opened_at: int


@dataclass(slots=True)
class Payment:
    """A row of `payments`. Amounts in minor units: asked or paid, captured of a hold, refunded, charged as fee.

    `hold` is the transfer that reserves the money, 0 for a payment made at once; `journal` the journal of the payment
    or of the hold. Refunds never pass what was captured: that is also a CHECK.
    """

    id: int
    kind: int
    state: int
    payer: int
    payee: int
    store: int
    amount_minor: int
    captured_minor: int
    refunded_minor: int
    fee_minor: int
    hold: int
    expires_at: int
    journal: int
    at: int
    purpose: str
    reference: str | None


@dataclass(slots=True)
class Refund:
    """A row of `refunds`: money of a payment given back. What the payee was charged as fee stays with its operator."""

    id: int
    payment: int
    amount_minor: int
    journal: int
    at: int
