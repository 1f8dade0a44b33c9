"""Each invariant of what is done by itself finds what breaks it."""

import pytest

from jiaozi.automatic.audit import AUTOMATIC_INVARIANTS
from jiaozi.automatic.rule_model import SetBalanceRule
from jiaozi.clock import DAY_US
from jiaozi.worker.balances import BalanceTurns
from tests.automatic.home import METER, Home
from tests.features.world import World

CONSENTED, ONCE, SIDES = "bills_consented", "rules_once", "automatic_sides"
TAMPERING = [
    ("a bill was paid by another mandate", "UPDATE bills SET mandate = 7 WHERE number = 'W-0001'", {CONSENTED}),
    ("a debit is of no bill", "UPDATE bills SET mandate = 0 WHERE number = 'W-0001'", {CONSENTED}),
    ("a bill is of another account", "UPDATE bills SET account = 'X' WHERE number = 'W-0001'", {CONSENTED}),
    ("a paid bill is looked at", "UPDATE bills SET look_at = 1 WHERE number = 'W-0001'", {CONSENTED}),
    ("a movement is gone", "DELETE FROM balance_moves", {ONCE}),
    ("a rule moved more", "UPDATE balance_moves SET amount_minor = 40", {ONCE}),
    ("a movement is another's journal", "UPDATE balance_moves SET journal = 7", {ONCE}),
    ("a rule is of another wallet", "UPDATE balance_rules SET wallet = {stranger}", {SIDES, ONCE}),
    ("a rule is with another wallet", "UPDATE balance_rules SET other_wallet = {stranger}", {SIDES}),
    ("a rule is with another's bank account", "UPDATE balance_rules SET bank_account = 7", {SIDES}),
    ("a rule goes the other way", "UPDATE balance_rules SET kind = 1", {ONCE}),
    ("a rule moves nothing", "UPDATE balance_rules SET most_minor = 0", {SIDES, ONCE}),
    ("a rule is due at another hour", "UPDATE balance_rules SET hour = 10", {SIDES}),
    ("a mandate is nobody's", "UPDATE mandates SET payer = 7 WHERE debits = 0", {SIDES}),
    ("a consent says no account", "UPDATE mandates SET account = '' WHERE debits = 0", {SIDES}),
    ("a consent says not when", "UPDATE mandates SET pays_bills = 0", {SIDES}),
    ("a bill of no account is looked at", "UPDATE bills SET account = '', look_at = 1 WHERE state = 0", {CONSENTED}),
]


@pytest.mark.parametrize(("what", "sql", "broken"), TAMPERING, ids=[row[0] for row in TAMPERING])
def test_an_invariant_finds(unsound_world: World, what: str, sql: str, broken: set[str]) -> None:
    home = Home(unsound_world)
    home.consents(pays="presented")
    home.consents(payer=home.stranger, account=METER)
    home.bills("W-0001", 100)
    home.bills("W-0002", 900)
    home.turn()
    bank_account = unsound_world.fund(home.li, 50)
    unsound_world.do(SetBalanceRule(home.li, "above", 100, 30, bank_account=bank_account))
    unsound_world.wait(DAY_US)
    BalanceTurns(unsound_world.platform).turn()
    assert unsound_world.audit().findings == (), what
    unsound_world.tamper(sql.format(stranger=home.stranger))
    found = {finding.invariant for finding in unsound_world.audit().findings}
    assert found & {each.name for each in AUTOMATIC_INVARIANTS} == broken
