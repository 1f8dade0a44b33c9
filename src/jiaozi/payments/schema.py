"""The payments' tables."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import CheckConstraint, Index, PrimaryKeyConstraint

from jiaozi.db.schema import big, table, text
from jiaozi.db.tables import Key, RowTable
from jiaozi.payments.model import Merchant, Payment, RefusedPayee, Store

merchants: Final = table(
    "merchants",
    big("id", key=True),
    big("wallet"),
    big("operator"),
    text("name_en", 120),
    text("name_zh", 120),
    text("category", 4),
    text("purpose", 40),
    text("scenario", 40),
    big("fee_ppm"),
    big("suspended"),
    big("opened_at"),
    Index("merchants_wallet", "wallet"),
)

stores: Final = table(
    "stores",
    big("id", key=True),
    big("merchant"),
    text("name", 120),
    text("region", 6),
    big("opened_at"),
    Index("stores_merchant", "merchant"),
)

payments: Final = table(
    "payments",
    big("id", key=True),
    big("kind"),
    big("state"),
    big("payer"),
    big("payee"),
    big("store"),
    big("amount_minor"),
    big("captured_minor"),
    big("refunded_minor"),
    big("fee_minor"),
    big("hold"),
    big("expires_at"),
    big("journal"),
    big("at"),
    text("purpose", 40),
    text("reference", 64, null=True),
    CheckConstraint("captured_minor <= amount_minor", name="payments_captured"),
    CheckConstraint("refunded_minor >= 0 AND refunded_minor <= captured_minor", name="payments_refunded"),
)

refused_payees: Final = table(
    "refused_payees",
    big("payer"),
    big("payee"),
    big("day"),
    big("refusals"),
    text("reason", 40),
    big("at"),
    PrimaryKeyConstraint("payer", "payee"),
    Index("refused_payees_payee", "payee", "at"),
    rowid=False,
)
"""Read by the payee's side alone: a payer is never told the reason."""

refunds: Final = table(
    "refunds",
    big("id", key=True),
    big("payment"),
    big("amount_minor"),
    big("journal"),
    big("at"),
    Index("refunds_payment", "payment"),
)


def _with_merchants(rows: Sequence[Store]) -> Iterable[tuple[RowTable[Any], Iterable[Key]]]:
    return ((MERCHANTS, {row.merchant for row in rows}),)


MERCHANTS: Final = RowTable(merchants, Merchant, mutable=("suspended", "fee_ppm"))
STORES: Final = RowTable(stores, Store, mutable=("name",), follow=_with_merchants)
PAYMENTS: Final = RowTable(payments, Payment, mutable=("state", "captured_minor", "refunded_minor", "fee_minor"))
REFUSED_PAYEES: Final = RowTable(refused_payees, RefusedPayee, mutable=("day", "refusals", "reason", "at"))
REFUND_COLUMNS: Final = ("id", "payment", "amount_minor", "journal", "at")
