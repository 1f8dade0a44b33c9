"""The codes' tables."""

from typing import Final

from jiaozi.codes.model import CodeState, CollectCode, PayerToken
from jiaozi.db.schema import CheckConstraint, Index, big, names_of, table
from jiaozi.db.tables import RowTable

collect_code_plans: Final = table("collect_code_plans", big("collect_code", key=True), big("plan"))
"""The codes whose payments are split, each with its plan, which never changes."""

CODE_PLAN_COLUMNS: Final = ("collect_code", "plan")
COLLECT_CODES: Final = RowTable(
    "collect_codes",
    CollectCode,
    CheckConstraint(f"(state = {CodeState.USED:d}) = (payment <> 0)", name="collect_codes_payment"),
    Index("collect_codes_store", "store", "id"),
    Index("collect_codes_wallet", "wallet", "id"),
    mutable=("state", "payment"),
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
    "payer_tokens",
    PayerToken,
    big("refusals", default=0),
    big("spent_counter", default=0),
    Index("payer_tokens_device", "device", "id"),
    Index("payer_tokens_wallet", "wallet", "id"),
    mutable=("revoked_at", "code_counter", "tap_counter", "refusals", "spent_counter"),
)
NUMBER_COLUMNS: Final = ("number", "payer_token")
PRESENTATION_COLUMNS: Final = names_of(presentations)
