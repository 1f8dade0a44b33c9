"""The splits' tables."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from jiaozi.db.schema import CheckConstraint, Index, PrimaryKeyConstraint, big, names_of, table
from jiaozi.db.tables import Key, RowTable
from jiaozi.payments.splits.model import PlanPart, SplitPart, SplitPlan

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

SPLIT_ADVANCE_COLUMNS: Final = names_of(split_advances)


def _with_parts(rows: Sequence[SplitPlan]) -> Iterable[tuple[RowTable[Any], Iterable[Key]]]:
    return ((PLAN_PARTS, [(row.id, n) for row in rows for n in range(1, row.sellers + 1)]),)


PLAN_PARTS: Final = RowTable(
    "split_plan_parts",
    PlanPart,
    Index("split_plan_parts_seller", "seller", "plan"),
    key=("plan", "n"),
    rowid=False,
    mutable=("agreed_at",),
)
SPLIT_PLANS: Final = RowTable(
    "split_plans",
    SplitPlan,
    Index("split_plans_merchant", "merchant", "id"),
    mutable=("agreed", "state", "ended_at"),
    follow=_with_parts,
)
SPLIT_PARTS: Final = RowTable(
    "split_parts",
    SplitPart,
    CheckConstraint("refunded_minor >= 0 AND refunded_minor <= amount_minor", name="split_parts_refunded"),
    key=("payment", "n"),
    rowid=False,
    mutable=("refunded_minor",),
)
SPLIT_REFUND_COLUMNS: Final = names_of(split_refunds)
