"""The payments' tables."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from jiaozi.db.lists import Listing, Way
from jiaozi.db.schema import CheckConstraint, Index, PrimaryKeyConstraint, big, long_text, names_of, table, text
from jiaozi.db.tables import Key, RowTable
from jiaozi.payments.model import Merchant, OwedRefund, Payment, Refund, RefusedPayee, Store
from jiaozi.texts import METADATA_KEY_MAX, METADATA_VALUE_MAX


def _with_merchants(rows: Sequence[Store]) -> Iterable[tuple[RowTable[Any], Iterable[Key]]]:
    return ((MERCHANTS, {row.merchant for row in rows}),)


MERCHANTS: Final = RowTable(
    "merchants", Merchant, Index("merchants_wallet", "wallet"), mutable=("suspended", "fee_ppm")
)
STORES: Final = RowTable(
    "stores", Store, Index("stores_merchant", "merchant"), mutable=("name",), follow=_with_merchants
)
PAYMENTS: Final = RowTable(
    "payments",
    Payment,
    big("bound_minor", default=0),
    big("locked", default=0),
    CheckConstraint("captured_minor <= amount_minor", name="payments_captured"),
    CheckConstraint("refunded_minor >= 0 AND refunded_minor <= captured_minor", name="payments_refunded"),
    Index("payments_payer", "payer"),
    Index("payments_payee", "payee"),
    mutable=("state", "captured_minor", "refunded_minor", "fee_minor"),
)
OWED_REFUNDS: Final = RowTable(
    "owed_refunds",
    OwedRefund,
    Index("owed_refunds_holder", "holder"),
    Index("owed_refunds_waiting", "claimed_at", "id"),
    mutable=("paid_into", "journal", "claimed_at"),
)
REFUNDS: Final = RowTable(
    "refunds",
    Refund,
    big("payer", default=0),
    big("payee", default=0),
    big("store", default=0),
    long_text("reference", null=True),
    Index("refunds_payment", "payment"),
    Index("refunds_payer", "payer"),
    Index("refunds_payee", "payee"),
    mutable=(),
)
REFUNDS_TOLD: Final = """
UPDATE refunds SET payer = (SELECT p.payer FROM payments p WHERE p.id = refunds.payment),
  payee = (SELECT p.payee FROM payments p WHERE p.id = refunds.payment),
  store = (SELECT p.store FROM payments p WHERE p.id = refunds.payment),
  reference = (SELECT t.reference FROM transfers t WHERE t.id = refunds.journal)
WHERE payer = 0
"""
"""Tells of refunds that an earlier schema made whose they were, and their reference."""
PAYMENT_LIST: Final = Listing(PAYMENTS, "at", (Way("payments_payee", ("payee",)), Way("payments_payer", ("payer",))))
REFUND_LIST: Final = Listing(
    REFUNDS,
    "at",
    (
        Way("refunds_payment", ("payment",)),
        Way("refunds_payee", ("payee",)),
        Way("refunds_payer", ("payer",)),
    ),
)
REFUSED_PAYEES: Final = RowTable(
    "refused_payees",
    RefusedPayee,
    text("reason", 40),
    big("dues", default=0),
    Index("refused_payees_payee", "payee", "at"),
    key=("payer", "payee"),
    rowid=False,
    mutable=("day", "refusals", "reason", "at", "dues"),
)
"""Read by the payee's side alone: a payer is never told the reason."""
METADATA_COLUMNS: Final = names_of(
    table(
        "metadata",
        big("thing"),
        text("name", METADATA_KEY_MAX),
        text("value", METADATA_VALUE_MAX),
        PrimaryKeyConstraint("thing", "name"),
        rowid=False,
    )
)
"""Beside what it is of, so that a payment without any writes nothing."""
