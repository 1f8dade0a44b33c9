"""The data of billing: requests to pay, and bills."""

from collections.abc import Mapping
from enum import IntEnum
from typing import Annotated, Final, Literal

from jiaozi.billing.signing import Signature
from jiaozi.kinds import (
    AccountOrNone,
    Count,
    Day,
    DeviceNo,
    Fen,
    Instant,
    MandateNo,
    MerchantNo,
    Names,
    OrNone,
    PaymentNo,
    PaymentRequestNo,
    Reference,
    SplitPlanNo,
    StoreNo,
    Tag,
    Text,
    WalletNo,
)
from jiaozi.records import dataclass


class RequestState(IntEnum):
    """Where a request to pay stands. Only an `OPEN` one can be accepted, declined, cancelled or expired."""

    OPEN = 0
    PAID = 1
    DECLINED = 2
    CANCELLED = 3
    EXPIRED = 4


REQUEST_STATES: Final = {int(state): state.name.lower() for state in RequestState}
RequestStateNumber = Annotated[int, Names(tuple(REQUEST_STATES.items()))]


class BillState(IntEnum):
    """Where a bill stands. What is `PAID` never changes again; `WITHDRAWN` may be uploaded anew."""

    OPEN = 0
    PAID = 1
    WITHDRAWN = 2


BILL_STATES: Final = {int(state): state.name.lower() for state in BillState}
BillStateNumber = Annotated[int, Names(tuple(BILL_STATES.items()))]

BillerPurpose = Literal["utility", "tuition", "government"]
BILLER_PURPOSES: Final[Mapping[str, BillerPurpose]] = {
    "UBIL": "utility",
    "ELEC": "utility",
    "GASB": "utility",
    "WTER": "utility",
    "PHON": "utility",
    "STDY": "tuition",
    "GOVT": "government",
    "TAXS": "government",
    "utility": "utility",
    "tuition": "tuition",
    "government": "government",
}
"""What a merchant's purpose (an ISO 20022 external purpose code, or the plain word) makes it as a biller."""


TITLE_MAX: Final = 80
_NO_MANDATE: Final = MandateNo(0)
RefusalCode = Annotated[str, Text(40)]
"""Of the table of errors; empty where nothing was refused."""
BillNumber = Annotated[str, Text(32, 4, pattern="[0-9A-Za-z-]{4,32}", example="CQ-2026-11-000123")]
"""The biller's own."""
Title = Annotated[str, Text(TITLE_MAX, 1)]


@dataclass(slots=True)
class PaymentRequest:
    """A row of `payment_requests`: `payee` asks `payer` (0: whoever has the request) for an amount in minor units, to
    be split by `plan` (0: not). `asked` is the payer that was named when it was made.

    A signed one carries the device that signed it, its key and algorithm at that time, and the signature.
    """

    id: PaymentRequestNo
    payee: WalletNo
    store: OrNone[StoreNo]
    payer: OrNone[WalletNo]
    plan: OrNone[SplitPlanNo]
    amount_minor: Fen
    purpose: Tag
    reference: Reference | None
    state: RequestStateNumber
    expires_at: Instant
    requested_at: Instant
    ended_at: OrNone[Instant]
    payment: OrNone[PaymentNo]
    asked: OrNone[WalletNo]
    device: OrNone[DeviceNo]
    algorithm: Annotated[str, Text(20)]
    public_key: Annotated[str, Text(200)]
    signature: Signature


@dataclass(slots=True)
class OpenRequests:
    """A row of `open_requests`: how many requests are open from `payee` to `payer`; 0 on either side stands for all."""

    payee: OrNone[WalletNo]
    payer: OrNone[WalletNo]
    requests: Count


@dataclass(slots=True)
class Bill:
    """A row of `bills`: what a biller asks under its own number. `due_on` is a China day number.

    A bill carries no personal data: whose it is, only the biller knows. `account` is the biller's number of whom it
    bills, by which a payer may have let it be paid by itself, as it was by a `mandate`. It is looked at for that at
    `look_at` (0: not any more), and `tries` were refused, the last with `code`.
    """

    merchant: MerchantNo
    number: BillNumber
    id: int
    store: StoreNo
    title: Title
    amount_minor: Fen
    due_on: Day
    state: BillStateNumber
    payment: OrNone[PaymentNo]
    payer: OrNone[WalletNo]
    paid_at: OrNone[Instant]
    uploaded_at: Instant
    account: AccountOrNone = ""
    mandate: OrNone[MandateNo] = _NO_MANDATE
    look_at: OrNone[Instant] = 0
    tries: Count = 0
    code: RefusalCode = ""
