"""People's tables. A phone number is here as a blind index alone, papers as their digests; names are not here."""

from typing import Final

from jiaozi.db.schema import CheckConstraint, Index, PrimaryKeyConstraint, big, long_text, table
from jiaozi.db.tables import RowTable
from jiaozi.people.model import Alias, Estate, EstatePart, Guardianship, Lookup, ReturnRequest

estate_parts: Final = table(
    "estate_parts",
    big("holder"),
    big("n"),
    big("heir"),
    big("fixed_minor"),
    big("share_ppm"),
    big("amount_minor"),
    PrimaryKeyConstraint("holder", "n"),
    rowid=False,
)

ALIASES: Final = RowTable(
    "aliases", Alias, Index("aliases_wallet", "wallet"), key=("digest",), mutable=("wallet", "holder", "set_at")
)
LOOKUPS: Final = RowTable(
    "lookups", Lookup, CheckConstraint("used >= 0", name="lookups_used"), key=("principal",), mutable=("day", "used")
)
RETURNS: Final = RowTable(
    "return_requests",
    ReturnRequest,
    Index("return_requests_payer", "payer"),
    Index("return_requests_payee", "payee"),
    Index("return_requests_due", "state", "expires_at"),
    key=("payment",),
    mutable=("state", "answered_at", "refund", "returned_minor"),
)
GUARDIANSHIPS: Final = RowTable(
    "guardianships", Guardianship, long_text("papers"), Index("guardianships_ward", "ward"), mutable=("ended_at",)
)
ESTATES: Final = RowTable(
    "holder_estates",
    Estate,
    long_text("papers"),
    long_text("heir_papers"),
    key=("holder",),
    mutable=(
        *("holder_freeze", "papers", "opened_at"),
        *("heir_papers", "amount_minor", "interest_minor", "journal", "settled_at"),
    ),
)
ESTATE_PART_COLUMNS: Final = EstatePart._fields
