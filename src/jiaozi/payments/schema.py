"""The payments' tables."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from jiaozi.db.schema import CheckConstraint, Index, big, names_of, table, text
from jiaozi.db.tables import Key, RowTable
from jiaozi.payments.model import Merchant, OwedRefund, Payment, RefusedPayee, Store

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


MERCHANTS: Final = RowTable(
    "merchants", Merchant, Index("merchants_wallet", "wallet"), mutable=("suspended", "fee_ppm")
)
STORES: Final = RowTable(
    "stores", Store, Index("stores_merchant", "merchant"), mutable=("name",), follow=_with_merchants
)
PAYMENTS: Final = RowTable(
    "payments",
    Payment,
    CheckConstraint("captured_minor <= amount_minor", name="payments_captured"),
    CheckConstraint("refunded_minor >= 0 AND refunded_minor <= captured_minor", name="payments_refunded"),
    mutable=("state", "captured_minor", "refunded_minor", "fee_minor"),
)
OWED_REFUNDS: Final = RowTable(
    "owed_refunds",
    OwedRefund,
    Index("owed_refunds_holder", "holder"),
    Index("owed_refunds_waiting", "claimed_at", "id"),
    mutable=("paid_into", "journal", "claimed_at"),
)
REFUSED_PAYEES: Final = RowTable(
    "refused_payees",
    RefusedPayee,
    text("reason", 40),
    Index("refused_payees_payee", "payee", "at"),
    key=("payer", "payee"),
    rowid=False,
    mutable=("day", "refusals", "reason", "at"),
)
"""Read by the payee's side alone: a payer is never told the reason."""
REFUND_COLUMNS: Final = names_of(refunds)
