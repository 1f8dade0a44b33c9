"""The tables of what is done by itself."""

from typing import Final

from jiaozi.automatic.rule_model import BalanceMove, BalanceRule
from jiaozi.db.lists import Listing, Way
from jiaozi.db.schema import CheckConstraint, Index
from jiaozi.db.tables import RowTable

BALANCE_RULES: Final = RowTable(
    "balance_rules",
    BalanceRule,
    Index("balance_rules_wallet", "wallet", "id"),
    Index("balance_rules_look", "state", "look_at"),
    CheckConstraint("(state = 1) = (ended_at <> 0)", name="balance_rules_over"),
    mutable=("due_at", "look_at", "tries", "code", "moves", "moved_minor", "state", "ended_at"),
)
BALANCE_MOVES: Final = RowTable(
    "balance_moves",
    BalanceMove,
    CheckConstraint("amount_minor > 0", name="balance_moves_some"),
    key=("balance_rule", "day"),
    rowid=False,
    mutable=(),
)
RULE_LIST: Final = Listing(BALANCE_RULES, "set_at", (Way("balance_rules_wallet", ("wallet",)),))
