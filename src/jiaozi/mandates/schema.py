"""The tables of mandates and standing payments."""

from typing import Final

from jiaozi.db.lists import Listing, Way
from jiaozi.db.schema import CheckConstraint, Index, big, text
from jiaozi.db.tables import RowTable
from jiaozi.mandates.model import Mandate, MandateDebit, MandateTerms
from jiaozi.mandates.standing_model import StandingDue, StandingPayment

MANDATES: Final = RowTable(
    "mandates",
    Mandate,
    text("account", 32, default=""),
    big("pays_bills", default=0),
    Index("mandates_account", "merchant", "account", "state"),
    Index("mandates_payer", "payer", "id"),
    Index("mandates_payer_state", "payer", "state", "id"),
    Index("mandates_merchant", "merchant", "id"),
    Index("mandates_ends", "state", "ends_at"),
    CheckConstraint("period_minor >= 0 AND collected_minor >= period_minor", name="mandates_collected"),
    CheckConstraint("(state = 2) = (ended_at <> 0)", name="mandates_over"),
    mutable=(
        "per_debit_minor", "per_period_minor", "last_day", "debits_max", "version", "debits", "collected_minor",
        "period_day", "period_minor", "latest_day", "collected_at", "refused_day", "refusals", "state", "ends_at",
        "ended_at",
    ),
)  # fmt: skip
MANDATE_TERMS: Final = RowTable("mandate_terms", MandateTerms, key=("mandate", "version"), rowid=False, mutable=())
MANDATE_DEBITS: Final = RowTable(
    "mandate_debits",
    MandateDebit,
    Index("mandate_debits_mandate", "mandate", "id"),
    Index("mandate_debits_payment", "payment"),
    key=("mandate", "number"),
    rowid=False,
    mutable=(),
)
STANDING_PAYMENTS: Final = RowTable(
    "standing_payments",
    StandingPayment,
    Index("standing_payments_payer", "payer", "id"),
    Index("standing_payments_payer_state", "payer", "state", "id"),
    Index("standing_payments_look", "state", "look_at"),
    CheckConstraint("(state >= 2) = (ended_at <> 0)", name="standing_payments_over"),
    mutable=("number", "newest", "due_at", "look_at", "tries", "code", "times_paid", "paid_minor", "state", "ended_at"),
)
STANDING_DUES: Final = RowTable(
    "standing_dues",
    StandingDue,
    Index("standing_dues_order", "standing_payment", "id"),
    CheckConstraint("(state = 0) = (payment <> 0)", name="standing_dues_paid"),
    key=("standing_payment", "number", "id"),
    rowid=False,
    mutable=(),
)
MANDATE_LIST: Final = Listing(
    MANDATES,
    "given_at",
    (
        Way("mandates_payer_state", ("payer", "state")),
        Way("mandates_payer", ("payer",)),
        Way("mandates_merchant", ("merchant",)),
    ),
)
DEBIT_LIST: Final = Listing(MANDATE_DEBITS, "at", (Way("mandate_debits_mandate", ("mandate",)),))
STANDING_LIST: Final = Listing(
    STANDING_PAYMENTS,
    "ordered_at",
    (
        Way("standing_payments_payer_state", ("payer", "state")),
        Way("standing_payments_payer", ("payer",)),
    ),
)
DUE_LIST: Final = Listing(STANDING_DUES, "at", (Way("standing_dues_order", ("standing_payment",)),))
