"""Billing's tables."""

from typing import Final

from sqlalchemy import CheckConstraint, Index, PrimaryKeyConstraint

from jiaozi.billing.model import Bill, OpenRequests, PaymentRequest
from jiaozi.db.schema import big, table, text
from jiaozi.db.tables import RowTable

payment_requests: Final = table(
    "payment_requests",
    big("id", key=True),
    big("payee"),
    big("store"),
    big("payer"),
    big("plan", default=0),
    big("amount_minor"),
    text("purpose", 40),
    text("reference", 64, null=True),
    big("state"),
    big("expires_at"),
    big("requested_at"),
    big("ended_at"),
    big("payment"),
    big("asked", default=0),
    big("device"),
    text("algorithm", 20),
    text("public_key", 200),
    text("signature", 200),
    Index("payment_requests_payee", "payee", "id"),
    Index("payment_requests_payer", "payer", "id"),
    Index("payment_requests_due", "state", "expires_at"),
    CheckConstraint("(state = 1) = (payment <> 0)", name="payment_requests_paid"),
)

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

open_requests: Final = table(
    "open_requests",
    big("payee"),
    big("payer"),
    big("requests"),
    PrimaryKeyConstraint("payee", "payer"),
    CheckConstraint("requests >= 0", name="open_requests_counted"),
    rowid=False,
)

bills: Final = table(
    "bills",
    big("merchant"),
    text("number", 32),
    big("id"),
    big("store"),
    text("title", 80),
    big("amount_minor"),
    big("due_on"),
    big("state"),
    big("payment"),
    big("payer"),
    big("paid_at"),
    big("uploaded_at"),
    PrimaryKeyConstraint("merchant", "number"),
    Index("bills_merchant", "merchant", "id"),
    Index("bills_payment", "payment"),
    CheckConstraint("(state = 1) = (payment <> 0)", name="bills_paid"),
    rowid=False,
)

PAYMENT_REQUESTS: Final = RowTable(payment_requests, PaymentRequest, mutable=("payer", "state", "ended_at", "payment"))
OPEN_REQUESTS: Final = RowTable(open_requests, OpenRequests, mutable=("requests",))
SIGNED_COLUMNS: Final = ("device", "nonce", "payment_request")
BILLS: Final = RowTable(
    bills,
    Bill,
    mutable=("store", "title", "amount_minor", "due_on", "state", "payment", "payer", "paid_at", "uploaded_at"),
)
