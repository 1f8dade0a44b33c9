"""People's tables. A phone number is here as a blind index alone, papers as their digests; names are not here."""

from typing import Final

from sqlalchemy import CheckConstraint, Index, PrimaryKeyConstraint

from jiaozi.db.schema import big, long_text, table, text
from jiaozi.db.tables import RowTable
from jiaozi.people.model import Alias, Estate, EstatePart, Guardianship, Lookup, ReturnRequest

aliases: Final = table(
    "aliases",
    text("digest", 32, key=True),
    big("wallet"),
    big("holder"),
    big("set_at"),
    Index("aliases_wallet", "wallet"),
)

lookups: Final = table(
    "lookups",
    big("principal", key=True),
    big("day"),
    big("used"),
    CheckConstraint("used >= 0", name="lookups_used"),
)

return_requests: Final = table(
    "return_requests",
    big("payment", key=True),
    big("payer"),
    big("payee"),
    big("reason"),
    big("state"),
    big("asked_at"),
    big("expires_at"),
    big("answered_at"),
    big("refund"),
    big("returned_minor"),
    Index("return_requests_payer", "payer"),
    Index("return_requests_payee", "payee"),
    Index("return_requests_due", "state", "expires_at"),
)

guardianships: Final = table(
    "guardianships",
    big("id", key=True),
    big("ward"),
    big("guardian"),
    big("until_at"),
    long_text("papers"),
    big("appointed_at"),
    big("ended_at"),
    Index("guardianships_ward", "ward"),
)

estates: Final = table(
    "holder_estates",
    big("holder", key=True),
    big("holder_freeze"),
    long_text("papers"),
    big("opened_at"),
    long_text("heir_papers"),
    big("amount_minor"),
    big("interest_minor"),
    big("journal"),
    big("settled_at"),
)

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

ALIASES: Final = RowTable(aliases, Alias, mutable=("wallet", "holder", "set_at"))
LOOKUPS: Final = RowTable(lookups, Lookup, mutable=("day", "used"))
RETURNS: Final = RowTable(return_requests, ReturnRequest, mutable=("state", "answered_at", "refund", "returned_minor"))
GUARDIANSHIPS: Final = RowTable(guardianships, Guardianship, mutable=("ended_at",))
ESTATES: Final = RowTable(
    estates,
    Estate,
    mutable=(
        *("holder_freeze", "papers", "opened_at"),
        *("heir_papers", "amount_minor", "interest_minor", "journal", "settled_at"),
    ),
)
ESTATE_PART_COLUMNS: Final = EstatePart._fields
