"""The codes' tables."""

from typing import Final

from sqlalchemy import CheckConstraint, Index

from jiaozi.codes.model import CodeState, CollectCode, PayerToken
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

collect_code_plans: Final = table("collect_code_plans", big("collect_code", key=True), big("plan"))
"""The codes whose payments are split, each with its plan, which never changes."""

CODE_PLAN_COLUMNS: Final = ("collect_code", "plan")
COLLECT_CODES: Final = RowTable(collect_codes, CollectCode, mutable=("state", "payment"))

payer_tokens: Final = table(
    "payer_tokens",
    big("id", key=True),
    big("number"),
    big("wallet"),
    big("device"),
    big("enrolled_at"),
    big("revoked_at"),
    big("code_counter"),
    big("tap_counter"),
    big("refusals", default=0),
    big("spent_counter", default=0),
    Index("payer_tokens_device", "device", "id"),
    Index("payer_tokens_wallet", "wallet", "id"),
)

payer_token_numbers: Final = table("payer_token_numbers", big("number", key=True), big("payer_token"))
"""Which token has a number. A number is never given twice, also after its token was revoked."""

presentations: Final = table(
    "presentations",
    big("payment", key=True),
    big("payer_token"),
    big("means"),
    big("counter"),
    big("user_verified"),
    Index("presentations_counter", "payer_token", "means", "counter", unique=True),
)
"""The payments that tokens were presented for: each with the counter that was used up with it."""

PAYER_TOKENS: Final = RowTable(
    payer_tokens, PayerToken, mutable=("revoked_at", "code_counter", "tap_counter", "refusals", "spent_counter")
)
NUMBER_COLUMNS: Final = ("number", "payer_token")
PRESENTATION_COLUMNS: Final = tuple(column.name for column in presentations.columns)
