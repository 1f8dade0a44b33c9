"""The splits' tables."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import CheckConstraint, Index, PrimaryKeyConstraint

from jiaozi.db.schema import big, table, text
from jiaozi.db.tables import Key, RowTable
from jiaozi.payments.splits.model import PlanPart, SplitPart, SplitPlan

split_plans: Final = table(
    "split_plans",
    big("id", key=True),
    big("store"),
    big("merchant"),
    text("name", 80),
    big("remainder"),
    big("sellers"),
    big("agreed"),
    big("state"),
    big("proposed_at"),
    big("ended_at"),
    Index("split_plans_merchant", "merchant", "id"),
)

split_plan_parts: Final = table(
    "split_plan_parts",
    big("plan"),
    big("n"),
    big("seller"),
    big("fixed_minor"),
    big("share_ppm"),
    big("agreed_at"),
    PrimaryKeyConstraint("plan", "n"),
    Index("split_plan_parts_seller", "seller", "plan"),
    rowid=False,
)

split_parts: Final = table(
    "split_parts",
    big("payment"),
    big("n"),
    big("plan"),
    big("merchant"),
    big("wallet"),
    big("amount_minor"),
    big("refunded_minor"),
    big("transfer"),
    PrimaryKeyConstraint("payment", "n"),
    CheckConstraint("refunded_minor >= 0 AND refunded_minor <= amount_minor", name="split_parts_refunded"),
    rowid=False,
)

split_refunds: Final = table(
    "split_refunds",
    big("refund"),
    big("n"),
    big("payment"),
    big("amount_minor"),
    big("transfer"),
    PrimaryKeyConstraint("refund", "n"),
    Index("split_refunds_payment", "payment"),
    rowid=False,
)
"""What each party (`n` as in `split_parts`) gave back in a refund."""


split_advances: Final = table(
    "split_advances",
    big("refund"),
    big("n"),
    big("payment"),
    big("merchant"),
    big("amount_minor"),
    PrimaryKeyConstraint("refund", "n"),
    Index("split_advances_payment", "payment"),
    Index("split_advances_merchant", "merchant", "refund"),
    rowid=False,
)
"""What the platform gave in a refund in place of a seller (`merchant`) that could not, and which the seller owes it."""

SPLIT_ADVANCE_COLUMNS: Final = ("refund", "n", "payment", "merchant", "amount_minor")


def _with_parts(rows: Sequence[SplitPlan]) -> Iterable[tuple[RowTable[Any], Iterable[Key]]]:
    return ((PLAN_PARTS, [(row.id, n) for row in rows for n in range(1, row.sellers + 1)]),)


PLAN_PARTS: Final = RowTable(split_plan_parts, PlanPart, mutable=("agreed_at",))
SPLIT_PLANS: Final = RowTable(split_plans, SplitPlan, mutable=("agreed", "state", "ended_at"), follow=_with_parts)
SPLIT_PARTS: Final = RowTable(split_parts, SplitPart, mutable=("refunded_minor",))
SPLIT_REFUND_COLUMNS: Final = ("refund", "n", "payment", "amount_minor", "transfer")
