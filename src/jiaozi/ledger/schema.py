"""The ledger's tables. The floor of an account is also a CHECK: the database refuses what the rules let slip."""

from typing import Final

from jiaozi.db.schema import CheckConstraint, Index, PrimaryKeyConstraint, UniqueConstraint, big, names_of, table, text
from jiaozi.db.tables import RowTable
from jiaozi.ledger.model import Account, Hold, Transfer

books: Final = table("books", big("id", key=True), text("code", 40), UniqueConstraint("code", name="books_code"))


transfers: Final = table(
    "transfers",
    big("id", key=True),
    big("journal"),
    big("debit"),
    big("credit"),
    big("amount"),
    big("code"),
    big("phase"),
    big("hold"),
    text("reference", 64, null=True),
    big("recorded_at"),
    big("effective_at", null=True),
    big("debit_version"),
    big("debit_posted"),
    big("debit_previous"),
    big("credit_version"),
    big("credit_posted"),
    big("credit_previous"),
    CheckConstraint("amount > 0", name="transfers_amount"),
    CheckConstraint("debit <> credit", name="transfers_sides"),
)

journal_references: Final = table(
    "journal_references",
    text("reference", 64),
    big("journal"),
    PrimaryKeyConstraint("reference", "journal"),
    rowid=False,
)
"""Journals by their reference; only those that have one."""

checkpoints: Final = table(
    "checkpoints",
    big("account"),
    big("version"),
    big("transfer"),
    big("recorded_at"),
    PrimaryKeyConstraint("account", "version"),
    rowid=False,
)
"""Every 32nd row of each account's chain."""

misdated: Final = table("misdated", big("transfer", key=True), big("at"), rowid=False)
"""Transfers that a wrong clock recorded in the future, and when they count as recorded, since two people have said so.
The transfers themselves never change; only their checkpoints follow."""


TRANSFER_COLUMNS: Final = Transfer._fields
CHECKPOINT_COLUMNS: Final = names_of(checkpoints)
REFERENCE_COLUMNS: Final = names_of(journal_references)

ACCOUNTS: Final = RowTable(
    "accounts",
    Account,
    big("fen_days", default=0),
    big("counted_on", default=0),
    CheckConstraint("posted - pending_out >= floor", name="accounts_floor"),
    CheckConstraint("pending_out >= 0", name="accounts_pending_out"),
    CheckConstraint("pending_in >= 0", name="accounts_pending_in"),
    mutable=(
        "posted",
        "pending_out",
        "pending_in",
        "floor",
        "closed",
        "version",
        "last_transfer",
        "changed_at",
        "fen_days",
        "counted_on",
    ),
)
HOLDS: Final = RowTable(
    "holds",
    Hold,
    CheckConstraint("remaining >= 0", name="holds_remaining"),
    Index("holds_due", "state", "expires_at"),
    mutable=("remaining", "state"),
)
