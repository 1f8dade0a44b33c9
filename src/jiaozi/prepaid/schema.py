"""The tables of prepaid contracts."""

from typing import Final

from jiaozi.db.lists import Listing, Way
from jiaozi.db.schema import CheckConstraint, Index
from jiaozi.db.tables import RowTable
from jiaozi.prepaid.model import Bankruptcy, Prepaid, PrepaidPlan, PrepaidUse

PREPAID_PLANS: Final = RowTable(
    "prepaid_plans",
    PrepaidPlan,
    Index("prepaid_plans_store", "store", "id"),
    Index("prepaid_plans_merchant", "merchant", "id"),
    mutable=("withdrawn_at",),
)
PREPAIDS: Final = RowTable(
    "prepaids",
    Prepaid,
    Index("prepaids_payer", "payer", "id"),
    Index("prepaids_store", "store", "id"),
    Index("prepaids_merchant", "merchant", "state", "id"),
    Index("prepaids_due", "state", "due_at"),
    CheckConstraint("used >= 0 AND used <= uses", name="prepaids_used"),
    CheckConstraint("bonus_used >= 0 AND bonus_used <= bonus_uses", name="prepaids_bonus_used"),
    CheckConstraint("(state = 0) = (ended_at = 0)", name="prepaids_over"),
    mutable=(
        "used", "bonus_used", "paid_minor", "steps", "decided", "state", "due_at", "ended_at", "returned_minor",
    ),
)  # fmt: skip
PREPAID_USES: Final = RowTable(
    "prepaid_uses",
    PrepaidUse,
    key=("prepaid", "number"),
    rowid=False,
    mutable=("state", "decided_at", "journal", "statement"),
)
BANKRUPTCIES: Final = RowTable("bankruptcies", Bankruptcy, key=("merchant",), mutable=())
"""A merchant's row is locked before: whoever sells or uses holds that one, so none of both is beside a bankruptcy."""
PLAN_LIST: Final = Listing(
    PREPAID_PLANS, "offered_at", (Way("prepaid_plans_store", ("store",)), Way("prepaid_plans_merchant", ("merchant",)))
)
PREPAID_LIST: Final = Listing(
    PREPAIDS, "bought_at", (Way("prepaids_payer", ("payer",)), Way("prepaids_store", ("store",)))
)
