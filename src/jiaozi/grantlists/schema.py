"""The tables of grant lists. Pages are written once; of lines only the outcome changes, once."""

from typing import Final

from jiaozi.db.lists import Listing, Way
from jiaozi.db.schema import CheckConstraint, Index, long_text
from jiaozi.db.tables import RowTable
from jiaozi.grantlists.model import GrantList, GrantListLine, GrantListPage

GRANT_LISTS: Final = RowTable(
    "grant_lists",
    GrantList,
    CheckConstraint("granted_lines >= 0 AND refused_lines >= 0", name="grant_lists_decided"),
    CheckConstraint("granted_lines + refused_lines <= line_count AND received <= line_count", name="grant_lists_lines"),
    CheckConstraint("granted_sum_minor >= 0 AND refused_sum_minor >= 0", name="grant_lists_parts"),
    Index("grant_lists_program", "program", "id"),
    Index("grant_lists_state", "state", "id"),
    Index("grant_lists_sha256", "program", "sha256"),
    mutable=(
        "received", "received_sum_minor", "state", "granted_lines", "granted_sum_minor",
        "refused_lines", "refused_sum_minor", "submitted_at", "ended_at",
    ),
)  # fmt: skip
GRANT_LIST_PAGES: Final = RowTable(
    "grant_list_pages",
    GrantListPage,
    long_text("content"),
    key=("grant_list", "page"),
    rowid=False,
    mutable=(),
)
GRANT_LIST_LINES: Final = RowTable(
    "grant_list_lines",
    GrantListLine,
    Index("grant_list_lines_wallet", "grant_list", "wallet", unique=True),
    key=("grant_list", "n"),
    rowid=False,
    mutable=("claim", "refused"),
)
GRANT_LIST_LIST: Final = Listing(GRANT_LISTS, "opened_at", (Way("grant_lists_program", ("program",)),))
