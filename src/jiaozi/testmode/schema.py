"""The tables of test mode; empty in a live world."""

from typing import Final

from sqlalchemy import Index

from jiaozi.db import world
from jiaozi.db.schema import big, table, text
from jiaozi.db.tables import RowTable
from jiaozi.testmode.model import FailureRule, Party, TestWorld, Twin

test_twins: Final = table(
    "test_twins",
    big("id", key=True),
    big("number"),
    big("key_sets"),
    big("ready"),
    big("opened_at"),
)

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

failure_rules: Final = table(
    "failure_rules",
    big("id", key=True),
    big("twin"),
    big("institution"),
    big("subject"),
    text("operation", 40),
    text("effect", 20),
    text("code", 40),
    big("amount_minor"),
    big("wallet"),
    big("times"),
    big("met"),
    big("in_force"),
    big("set_at"),
    Index("failure_rules_twin", "twin", "in_force", "id"),
    Index("failure_rules_subject", "institution", "subject", "in_force"),
)

TEST_WORLD: Final = RowTable(world.test_world, TestWorld, ("ahead_us", "twins"))
TWINS: Final = RowTable(test_twins, Twin, ("key_sets", "ready"))
RULES: Final = RowTable(failure_rules, FailureRule, ("met", "in_force"))
PARTY_COLUMNS: Final = (*Party._fields, "twin", "place")
