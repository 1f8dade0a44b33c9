"""The tables of test mode; empty in a live world."""

from typing import Final

from jiaozi.db.schema import CheckConstraint, Index, big, table, text
from jiaozi.db.tables import RowTable
from jiaozi.testmode.model import FailureRule, Party, TestWorld, Twin

test_parties: Final = table(
    "test_parties",
    big("principal", key=True),
    text("name", 16),
    big("wallet"),
    big("bank_account"),
    big("store"),
    big("twin"),
    big("place"),
    Index("test_parties_twin", "twin", "place"),
)


TEST_WORLD: Final = RowTable(
    "test_world", TestWorld, CheckConstraint("id = 1", name="test_world_one_row"), mutable=("ahead_us", "twins")
)
TWINS: Final = RowTable("test_twins", Twin, mutable=("key_sets", "ready"))
RULES: Final = RowTable(
    "failure_rules",
    FailureRule,
    text("effect", 20),
    Index("failure_rules_twin", "twin", "in_force", "id"),
    Index("failure_rules_subject", "institution", "subject", "in_force"),
    mutable=("met", "in_force"),
)
PARTY_COLUMNS: Final = (*Party._fields, "twin", "place")
