"""The tables of programs. Terms are written once; what money was drawn and brought back is only added to."""

from typing import Final

from jiaozi.db.schema import CheckConstraint, Index, PrimaryKeyConstraint, big, long_text, names_of, table, text
from jiaozi.db.tables import RowTable
from jiaozi.programs.model import Claim, PaymentSource, Pocket, Program

program_terms: Final = table("program_terms", text("id", 64), long_text("terms"), PrimaryKeyConstraint("id"))
"""By the SHA-256 of their text."""

source_refunds: Final = table(
    "source_refunds",
    big("refund"),
    big("n"),
    big("payment"),
    big("claim"),
    big("wallet"),
    big("amount_minor"),
    big("transfer"),
    PrimaryKeyConstraint("refund", "n"),
    Index("source_refunds_payment", "payment"),
    rowid=False,
)
"""Where each fen of a refund went, of a payment that claims paid: `claim` is 0 for the payer's own money, `wallet` gave
it, `transfer` is the first of it."""

program_reclaims: Final = table(
    "program_reclaims",
    big("journal", key=True),
    big("program"),
    big("wallet"),
    big("amount_minor"),
    big("at"),
    Index("program_reclaims_program", "program"),
)
"""What went back to funders."""

program_fundings: Final = table(
    "program_fundings",
    big("journal", key=True),
    big("program"),
    big("wallet"),
    big("amount_minor"),
    big("at"),
    Index("program_fundings_program", "program"),
)
"""What funders paid in."""

PROGRAMS: Final = RowTable(
    "programs",
    Program,
    CheckConstraint("held_minor >= 0 AND spent_minor >= 0 AND reclaimed_minor >= 0", name="programs_parts"),
    CheckConstraint("held_minor + spent_minor + reclaimed_minor <= budget_minor", name="programs_budget"),
    big("unused", default=0),
    big("promised", default=0),
    big("promised_minor", default=0),
    Index("programs_funder", "funder"),
    Index("programs_operator", "operator"),
    Index("programs_state", "state"),
    mutable=(
        "regime",
        "account",
        "state",
        "budget_minor",
        "held_minor",
        "spent_minor",
        "reclaimed_minor",
        "claims",
        "open",
        "unused",
        "promised",
        "promised_minor",
    ),
)
CLAIMS: Final = RowTable(
    "claims",
    Claim,
    CheckConstraint("left_minor >= 0 AND left_minor <= value_minor", name="claims_left"),
    Index("claims_wallet", "wallet"),
    Index("claims_held", "wallet", "state"),
    Index("claims_program", "program"),
    Index("claims_open", "program", "state", "expires_at"),
    mutable=("left_minor", "state"),
)
POCKETS: Final = RowTable(
    "pockets",
    Pocket,
    Index("pockets_regime", "operator", "regime"),
    key=("wallet", "program"),
    rowid=False,
    mutable=("account", "regime", "claims", "day", "uses"),
)
PAYMENT_SOURCES: Final = RowTable(
    "payment_sources",
    PaymentSource,
    CheckConstraint("returned_minor >= 0 AND returned_minor <= amount_minor", name="payment_sources_returned"),
    Index("payment_sources_program", "program", "payment", "n"),
    key=("payment", "n"),
    rowid=False,
    mutable=("returned_minor",),
)
TERM_COLUMNS: Final = names_of(program_terms)
SOURCE_REFUND_COLUMNS: Final = names_of(source_refunds)
RECLAIM_COLUMNS: Final = names_of(program_reclaims)
FUNDING_COLUMNS: Final = names_of(program_fundings)
