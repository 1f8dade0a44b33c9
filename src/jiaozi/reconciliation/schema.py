"""The tables of reconciliation."""

from dataclasses import fields
from typing import Final

from jiaozi.db.schema import CheckConstraint, Index, PrimaryKeyConstraint, big, names_of, table, text
from jiaozi.db.tables import RowTable
from jiaozi.reconciliation.model import REFERENCE_MAX, Break, Correction, Reconciliation

core_entries: Final = table(
    "core_entries",
    big("account"),
    big("day"),
    big("attempt"),
    big("number"),
    big("minor"),
    big("at"),
    text("reference", REFERENCE_MAX),
    text("core_reference", REFERENCE_MAX),
    PrimaryKeyConstraint("account", "day", "attempt", "number"),
    rowid=False,
)
"""The lines of the cores' statements, credits above zero. None ever changes."""

CORE_ENTRY_COLUMNS: Final = names_of(core_entries)
RECONCILIATIONS: Final = RowTable(
    "reconciliations",
    Reconciliation,
    big("revision", default=0),
    big("explained_breaks", default=0),
    Index("reconciliations_state", "state"),
    Index("reconciliations_day", "day", "account"),
    Index("reconciliations_operator", "operator", "day", "account"),
    CheckConstraint("open_breaks <= breaks", name="reconciliations_open"),
    key=("account", "day"),
    rowid=False,
    mutable=tuple(each.name for each in fields(Reconciliation))[3:],
)
BREAKS: Final = RowTable(
    "reconciliation_breaks",
    Break,
    key=("account", "day", "round", "number"),
    rowid=False,
    mutable=("state", "reason", "journal", "said_by", "said_at"),
)
CORRECTIONS: Final = RowTable(
    "reconciliation_corrections", Correction, key=("account", "journal"), rowid=False, mutable=("round",)
)
