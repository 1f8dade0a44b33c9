"""The tables of programs. Terms are written once; what money was drawn and brought back is only added to."""

from typing import Final

from jiaozi.db.schema import CheckConstraint, Index, PrimaryKeyConstraint, big, long_text, names_of, table, text
from jiaozi.db.tables import RowTable
from jiaozi.programs.model import Claim, Cofunder, PaymentSource, Pocket, Program

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
    big("borne_minor", default=0),
    PrimaryKeyConstraint("refund", "n"),
    Index("source_refunds_payment", "payment"),
    rowid=False,
)
"""Where each fen of a refund went, of a payment that claims paid: `claim` is 0 for the payer's own money, `wallet` gave
it, `transfer` is the first of it; `borne_minor` of what it gave it had back, having borne that."""

program_reclaims: Final = table(
    "program_reclaims",
    big("journal", key=True),
    big("program"),
    big("wallet"),
    big("amount_minor"),
    big("at"),
    big("onward", default=0),
    Index("program_reclaims_program", "program"),
)
"""What went back to funders: to a `wallet`, or for it `onward` to another program."""

program_unbound: Final = table(
    "program_unbound",
    big("journal", key=True),
    big("program"),
    big("claim"),
    big("wallet"),
    big("amount_minor"),
    big("at"),
    Index("program_unbound_program", "program"),
    Index("program_unbound_claim", "claim"),
)
"""What became the own money of claims' holders."""

program_fundings: Final = table(
    "program_fundings",
    big("journal", key=True),
    big("program"),
    big("wallet"),
    big("amount_minor"),
    big("at"),
    big("counted", default=0),
    Index("program_fundings_program", "program"),
)
"""What funders paid in; 1 for what their payment limits `counted`."""

claim_passes: Final = table(
    "claim_passes",
    big("claim", key=True),
    big("former"),
    big("program"),
    big("sender"),
    big("receiver"),
    big("amount_minor"),
    big("journal"),
    big("at"),
    Index("claim_passes_program", "program"),
    Index("claim_passes_former", "former"),
)
"""Claims that were passed on: what the `former` one had left is this one's."""
pot_returns: Final = table(
    "pot_returns",
    big("id", key=True),
    big("program"),
    big("step"),
    big("claim"),
    big("wallet"),
    big("amount_minor"),
    big("at"),
    Index("pot_returns_program", "program", "step", "id"),
)
"""What came back from claims to the pots of their programs: by whom, when, and by which step of the lineage."""

cofunding_acts: Final = table(
    "cofunding_acts",
    big("program"),
    big("merchant"),
    big("n"),
    big("id"),
    text("terms", 64),
    big("ended"),
    big("at"),
    PrimaryKeyConstraint("program", "merchant", "n"),
    rowid=False,
)
"""What merchants agreed to, and 1 where one `ended` that: the `n`th thing that one did, from 1; never changed."""

PROGRAMS: Final = RowTable(
    "programs",
    Program,
    CheckConstraint("held_minor >= 0 AND spent_minor >= 0 AND reclaimed_minor >= 0", name="programs_parts"),
    CheckConstraint("held_minor + spent_minor + reclaimed_minor <= budget_minor", name="programs_budget"),
    big("unused", default=0),
    big("promised", default=0),
    big("promised_minor", default=0),
    big("unbound_minor", default=0),
    big("stopped_at", default=0),
    big("borne_minor", default=0),
    big("paused_at", default=0),
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
        "unbound_minor",
        "stopped_at",
        "borne_minor",
        "paused_at",
    ),
)
CLAIMS: Final = RowTable(
    "claims",
    Claim,
    CheckConstraint("left_minor >= 0 AND left_minor <= value_minor", name="claims_left"),
    big("passes", default=0),
    Index("claims_wallet", "wallet"),
    Index("claims_held", "wallet", "state"),
    Index("claims_program", "program"),
    Index("claims_open", "program", "state", "expires_at"),
    mutable=("left_minor", "state"),
)
POCKETS: Final = RowTable(
    "pockets",
    Pocket,
    big("received", default=0),
    Index("pockets_regime", "operator", "regime"),
    key=("wallet", "program"),
    rowid=False,
    mutable=("account", "regime", "claims", "day", "uses", "received"),
)
PAYMENT_SOURCES: Final = RowTable(
    "payment_sources",
    PaymentSource,
    CheckConstraint("returned_minor >= 0 AND returned_minor <= amount_minor", name="payment_sources_returned"),
    big("borne_minor", default=0),
    big("borne_back_minor", default=0),
    Index("payment_sources_program", "program", "payment", "n"),
    key=("payment", "n"),
    rowid=False,
    mutable=("returned_minor", "borne_back_minor"),
)
COFUNDERS: Final = RowTable(
    "cofunders",
    Cofunder,
    big("acts", default=0),
    Index("cofunders_merchant", "merchant", "program"),
    key=("program", "merchant"),
    rowid=False,
    mutable=("terms", "agreed_at", "ended_at", "acts"),
)
TERM_COLUMNS: Final = names_of(program_terms)
SOURCE_REFUND_COLUMNS: Final = names_of(source_refunds)
RECLAIM_COLUMNS: Final = names_of(program_reclaims)
FUNDING_COLUMNS: Final = names_of(program_fundings)
UNBOUND_COLUMNS: Final = names_of(program_unbound)
PASS_COLUMNS: Final = names_of(claim_passes)
COFUNDING_ACT_COLUMNS: Final = names_of(cofunding_acts)
POT_RETURN_COLUMNS: Final = names_of(pot_returns)
