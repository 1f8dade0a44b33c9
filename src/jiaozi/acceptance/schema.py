"""The tables of acceptance."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from jiaozi.acceptance.model import SERIAL_MAX, Application, Order, Terminal
from jiaozi.db.lists import Listing, Way
from jiaozi.db.schema import CheckConstraint, Index, big, long_text, text
from jiaozi.db.tables import Key, RowTable
from jiaozi.payments.schema import STORES


def _with_stores(rows: Sequence[Terminal]) -> Iterable[tuple[RowTable[Any], Iterable[Key]]]:
    return ((STORES, {row.store for row in rows}),)


APPLICATIONS: Final = RowTable(
    "merchant_applications",
    Application,
    long_text("documents"),
    Index("merchant_applications_operator", "operator", "id"),
    Index("merchant_applications_wallet", "wallet", "id"),
    mutable=("state", "reviewer", "decided_at", "note", "merchant"),
)
APPLICATION_LIST: Final = Listing(
    APPLICATIONS,
    "applied_at",
    (Way("merchant_applications_wallet", ("wallet",)), Way("merchant_applications_operator", ("operator",))),
)
TERMINALS: Final = RowTable(
    "terminals",
    Terminal,
    text("serial", SERIAL_MAX),
    Index("terminals_store", "store", "id"),
    mutable=("suspended",),
    follow=_with_stores,
)
ORDERS: Final = RowTable(
    "orders",
    Order,
    long_text("goods"),
    big("plan", default=0),
    CheckConstraint("amount_minor > 0", name="orders_amount"),
    Index("orders_number", "merchant", "number", unique=True),
    Index("orders_merchant", "merchant"),
    Index("orders_payment", "payment"),
    mutable=("state", "payment"),
)
ORDER_LIST: Final = Listing(
    ORDERS, "placed_at", (Way("orders_number", ("merchant", "number")), Way("orders_merchant", ("merchant",)))
)
