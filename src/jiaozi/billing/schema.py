"""Billing's tables."""

from typing import Final

from jiaozi.billing.model import Bill, OpenRequests, PaymentRequest
from jiaozi.db.lists import Listing, Way
from jiaozi.db.schema import CheckConstraint, Index, PrimaryKeyConstraint, big, names_of, table, text
from jiaozi.db.tables import RowTable

signed_requests: Final = table(
    "signed_requests",
    big("device"),
    text("nonce", 100),
    big("payment_request"),
    PrimaryKeyConstraint("device", "nonce"),
    Index("signed_requests_request", "payment_request"),
    rowid=False,
)
"""The nonces that devices signed requests with: each is good for one request."""


PAYMENT_REQUESTS: Final = RowTable(
    "payment_requests",
    PaymentRequest,
    big("plan", default=0),
    big("asked", default=0),
    text("signature", 200),
    Index("payment_requests_payee", "payee", "id"),
    Index("payment_requests_payer", "payer", "id"),
    Index("payment_requests_due", "state", "expires_at"),
    CheckConstraint("(state = 1) = (payment <> 0)", name="payment_requests_paid"),
    mutable=("payer", "state", "ended_at", "payment"),
)
REQUEST_LIST: Final = Listing(
    PAYMENT_REQUESTS,
    "requested_at",
    (Way("payment_requests_payee", ("payee",)), Way("payment_requests_payer", ("payer",))),
)
OPEN_REQUESTS: Final = RowTable(
    "open_requests",
    OpenRequests,
    CheckConstraint("requests >= 0", name="open_requests_counted"),
    key=("payee", "payer"),
    rowid=False,
    mutable=("requests",),
)
SIGNED_COLUMNS: Final = names_of(signed_requests)
BILLS: Final = RowTable(
    "bills",
    Bill,
    text("account", 32, default=""),
    big("mandate", default=0),
    big("look_at", default=0),
    big("tries", default=0),
    text("code", 40, default=""),
    Index("bills_account", "merchant", "account", "state"),
    Index("bills_look", "state", "look_at"),
    Index("bills_merchant", "merchant", "id"),
    Index("bills_payment", "payment"),
    CheckConstraint("(state = 1) = (payment <> 0)", name="bills_paid"),
    key=("merchant", "number"),
    rowid=False,
    mutable=(
        "store", "title", "amount_minor", "due_on", "state", "payment", "payer", "paid_at", "uploaded_at", "account",
        "mandate", "look_at", "tries", "code",
    ),
)  # fmt: skip
BILL_LIST: Final = Listing(BILLS, "uploaded_at", (Way("bills_merchant", ("merchant",)),))
