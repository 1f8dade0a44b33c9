"""The tables of interest."""

from typing import Final

from jiaozi.db.schema import CheckConstraint, Index, PrimaryKeyConstraint, big, names_of, table
from jiaozi.db.tables import RowTable
from jiaozi.interest.model import Run

interest_items: Final = table(
    "interest_items",
    big("wallet"),
    big("until_day"),
    big("run"),
    big("account"),
    big("fen_days"),
    big("earning_fen_days"),
    big("interest_minor"),
    big("journal"),
    PrimaryKeyConstraint("wallet", "until_day", "run"),
    rowid=False,
)
"""What a wallet was settled for: by a run, or by its closing (`run` 0). Its fen-days are where the next span begins."""

interest_carried: Final = table(
    "interest_carried",
    big("wallet"),
    big("account"),
    big("until_day"),
    big("part"),
    big("fen_days"),
    big("rate_ppm"),
    big("basis_days"),
    big("interest_minor"),
    PrimaryKeyConstraint("wallet", "account", "part"),
    rowid=False,
)
"""What wallets earned between their operator's change to deposit money and their own (`model.Carried`)."""

RUNS: Final = RowTable(
    "interest_runs",
    Run,
    Index("interest_runs_end", "operator", "end_day", unique=True),
    CheckConstraint("paid_minor + closed_minor <= due_minor", name="interest_runs_due"),
    mutable=(
        "state",
        "cursor_wallet",
        "due_wallets",
        "due_minor",
        "paid_wallets",
        "paid_minor",
        "closed_wallets",
        "closed_minor",
        "prepared_at",
        "released_at",
        "done_at",
    ),
)
ITEM_COLUMNS: Final = names_of(interest_items)
CARRIED_COLUMNS: Final = names_of(interest_carried)
