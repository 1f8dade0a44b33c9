"""The tables of acceptance."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import CheckConstraint, Index

from jiaozi.acceptance.model import LABEL_MAX, SERIAL_MAX, Application, Order, Terminal
from jiaozi.db.schema import big, long_text, table, text
from jiaozi.db.tables import Key, RowTable
from jiaozi.payments.schema import STORES

merchant_applications: Final = table(
    "merchant_applications",
    big("id", key=True),
    big("wallet"),
    big("operator"),
    text("name_en", 120),
    text("name_zh", 120),
    text("category", 4),
    text("purpose", 40),
    text("scenario", 40),
    long_text("documents"),
    big("applicant"),
    big("applied_at"),
    big("state"),
    big("reviewer"),
    big("decided_at"),
    text("note", 500),
    big("merchant"),
    Index("merchant_applications_operator", "operator", "id"),
    Index("merchant_applications_wallet", "wallet", "id"),
)

terminals: Final = table(
    "terminals",
    big("id", key=True),
    big("store"),
    text("label", LABEL_MAX),
    text("serial", SERIAL_MAX),
    big("suspended"),
    big("opened_at"),
    Index("terminals_store", "store", "id"),
)

orders: Final = table(
    "orders",
    big("id", key=True),
    big("merchant"),
    big("store"),
    big("terminal"),
    text("number", 64),
    big("amount_minor"),
    long_text("goods"),
    text("digest", 64),
    big("placed_at"),
    big("expires_at"),
    big("state"),
    big("payment"),
    big("plan", default=0),
    CheckConstraint("amount_minor > 0", name="orders_amount"),
    Index("orders_number", "merchant", "number", unique=True),
    Index("orders_payment", "payment"),
)


def _with_stores(rows: Sequence[Terminal]) -> Iterable[tuple[RowTable[Any], Iterable[Key]]]:
    return ((STORES, {row.store for row in rows}),)


APPLICATIONS: Final = RowTable(
    merchant_applications, Application, ("state", "reviewer", "decided_at", "note", "merchant")
)
TERMINALS: Final = RowTable(terminals, Terminal, ("suspended",), _with_stores)
ORDERS: Final = RowTable(orders, Order, ("state", "payment"))
