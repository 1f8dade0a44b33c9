"""The payments' data. Category, purpose, region and scenario are four attributes, never folded into one."""

from enum import IntEnum
from typing import Annotated, Final, Literal

from jiaozi.kinds import (
    Count,
    Day,
    Fen,
    FenOrZero,
    Flag,
    HolderNo,
    Instant,
    InstitutionNo,
    JournalNo,
    MerchantNo,
    Name,
    Names,
    OrNone,
    PaymentNo,
    Ppm,
    Reference,
    RefundNo,
    StoreNo,
    Tag,
    Text,
    TransferNo,
    WalletNo,
)
from jiaozi.ledger.model import Code
from jiaozi.records import dataclass
from jiaozi.scheme.model import RegimeNumber

PaymentKindName = Literal["person", "merchant", "salary", "party_dues"]
MerchantCategory = Annotated[str, Text(4, 4, pattern="[0-9]{4}", example="5411")]
DistrictCode = Annotated[str, Text(6, 6, pattern="[0-9]{6}", example="500103")]


class PaymentKind(IntEnum):
    """What kind of payment it is; it decides the ledger code and what limits and uses apply."""

    PERSON = 1
    MERCHANT = 2
    SALARY = 3
    DUES = 4


MERCHANTS_MAX: Final = 1_000
"""Merchants that are paid into one wallet."""
KINDS: Final = {
    "person": PaymentKind.PERSON,
    "merchant": PaymentKind.MERCHANT,
    "salary": PaymentKind.SALARY,
    "party_dues": PaymentKind.DUES,
}
KIND_NAMES: Final = {int(kind): name for name, kind in KINDS.items()}
PaymentKindNumber = Annotated[int, Names(tuple(KIND_NAMES.items()))]
CODES: Final[dict[int, int]] = {
    PaymentKind.PERSON: Code.TRANSFER,
    PaymentKind.MERCHANT: Code.PAYMENT,
    PaymentKind.SALARY: Code.SALARY,
    PaymentKind.DUES: Code.PARTY_DUES,
}
TAKEN_CODES: Final = (*CODES.values(), int(Code.REDEEM))
"""As what money reaches a payee: by the payment's kind, and what claims of programs pay of it."""


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
PaymentStateNumber = Annotated[int, Names(tuple(STATE_NAMES.items()))]


@dataclass(slots=True)
class RefusedPayee:
    """A row of `refused_payees`: how often a payee refused a payer on its last such China day, and why and when last.
    The payer is a wallet, or the bank that brought the money; the payee may be a number that no wallet has. `dues`
    counts dues of standing payments apart: nobody asks for them by hand."""

    payer: WalletNo | InstitutionNo
    payee: WalletNo
    day: Day
    refusals: Count
    reason: str
    at: Instant
    dues: Count = 0


@dataclass(slots=True)
class Merchant:
    """A row of `merchants`. `category` is a merchant category code (ISO 18245); `fee_ppm` is 0 unless agreed."""

    id: MerchantNo
    wallet: WalletNo
    operator: InstitutionNo
    name_en: Name
    name_zh: Name
    category: MerchantCategory
    purpose: Tag
    scenario: Tag
    fee_ppm: Ppm
    suspended: Flag
    opened_at: Instant


@dataclass(slots=True)
class Store:
    """A row of `stores`: where a merchant sells. `region` is a district code (GB/T 2260)."""

    id: StoreNo
    merchant: MerchantNo
    name: Name
    region: DistrictCode
    opened_at: Instant


@dataclass(slots=True)
class Payment:
    """A row of `payments`. Amounts in minor units: asked or paid, captured of a hold, refunded, charged as fee.

    `hold` is the transfer that reserves the money, 0 for a payment made at once; `journal` the journal of the payment
    or of the hold. Refunds never pass what was captured: that is also a CHECK. Of a `locked` one a lock decides.
    """

    id: PaymentNo
    kind: PaymentKindNumber
    state: PaymentStateNumber
    payer: WalletNo
    payee: WalletNo
    store: OrNone[StoreNo]
    amount_minor: Fen
    captured_minor: FenOrZero
    refunded_minor: FenOrZero
    fee_minor: FenOrZero
    hold: OrNone[TransferNo]
    expires_at: OrNone[Instant]
    journal: JournalNo
    at: Instant
    purpose: Tag
    reference: Reference | None
    bound_minor: FenOrZero = 0
    """What claims of programs paid of it (`payment_sources`)."""
    locked: Flag = 0


@dataclass(slots=True)
class OwedRefund:
    """A row of `owed_refunds`: what a refund could not bring to its payer, whose `wallet` is closed and who had no
    other one there. It waits in the clearing account of that wallet's `regime` until it is `paid_into` a wallet of the
    holder, or goes to the heirs, which leaves that 0; `claimed_at` is 0 until then."""

    id: RefundNo
    payment: PaymentNo
    wallet: WalletNo
    holder: HolderNo
    operator: InstitutionNo
    regime: RegimeNumber
    amount_minor: Fen
    at: Instant
    paid_into: OrNone[WalletNo]
    journal: OrNone[JournalNo]
    claimed_at: OrNone[Instant]


@dataclass(slots=True)
class Refund:
    """A row of `refunds`: money of a payment given back, with the payment's sides and store. What the payee was charged
    as fee stays with its operator."""

    id: RefundNo
    payment: PaymentNo
    amount_minor: Fen
    journal: JournalNo
    at: Instant
    payer: WalletNo
    payee: WalletNo
    store: OrNone[StoreNo]
    reference: Reference | None
