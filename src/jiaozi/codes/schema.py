"""The codes' tables."""

from typing import Final

from sqlalchemy import CheckConstraint, Index

from jiaozi.codes.model import CodeState, CollectCode
from jiaozi.db.schema import big, table, text
from jiaozi.db.tables import RowTable

collect_codes: Final = table(
    "collect_codes",
    big("id", key=True),
    big("store"),
    big("wallet"),
    big("amount_minor"),
    text("reference", 64, null=True),
    big("opened_at"),
    big("expires_at"),
    big("state"),
    big("payment"),
    CheckConstraint(f"(state = {CodeState.USED:d}) = (payment <> 0)", name="collect_codes_payment"),
    Index("collect_codes_store", "store", "id"),
    Index("collect_codes_wallet", "wallet", "id"),
)

COLLECT_CODES: Final = RowTable(collect_codes, CollectCode, mutable=("state", "payment"))
