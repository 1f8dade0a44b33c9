"""The data of billing: requests to pay, and bills."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final


class RequestState(IntEnum):
    """Where a request to pay stands. Only an `OPEN` one can be accepted, declined, cancelled or expired."""

    OPEN = 0
    PAID = 1
    DECLINED = 2
    CANCELLED = 3
    EXPIRED = 4


REQUEST_STATES: Final = {int(state): state.name.lower() for state in RequestState}


class BillState(IntEnum):
    """Where a bill stands. What is `PAID` never changes again; `WITHDRAWN` may be uploaded anew."""

    OPEN = 0
    PAID = 1
    WITHDRAWN = 2


BILL_STATES: Final = {int(state): state.name.lower() for state in BillState}

BILLER_PURPOSES: Final = {
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


@dataclass(slots=True)
class PaymentRequest:
    """A row of `payment_requests`: `payee` asks `payer` (0: whoever has the request) for an amount in minor units, to
    be split by `plan` (0: not). `asked` is the payer that was named when it was made.

    A signed one carries the device that signed it, its key and algorithm at that time, and the signature.
    """

    id: int
    payee: int
    store: int
    payer: int
    plan: int
    amount_minor: int
    purpose: str
    reference: str | None
    state: int
    expires_at: int
    requested_at: int
    ended_at: int
    payment: int
    asked: int
    device: int
    algorithm: str
    public_key: str
    signature: str


@dataclass(slots=True)
class OpenRequests:
    """A row of `open_requests`: how many requests are open from `payee` to `payer`; 0 on either side stands for all."""

    payee: int
    payer: int
    requests: int


@dataclass(slots=True)
class Bill:
    """A row of `bills`: what a biller asks under its own number. `due_on` is a China day number.

    A bill carries no personal data: whose it is, only the biller knows.
    """

    merchant: int
    number: str
    id: int
    store: int
    title: str
    amount_minor: int
    due_on: int
    state: int
    payment: int
    payer: int
    paid_at: int
    uploaded_at: int
