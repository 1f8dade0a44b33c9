"""Each invariant of what is done by itself finds what breaks it."""

import pytest

from jiaozi.automatic.audit import AUTOMATIC_INVARIANTS
from jiaozi.automatic.rule_model import SetBalanceRule
from jiaozi.clock import DAY_US
from jiaozi.worker.balances import BalanceTurns
from tests.automatic.home import Home
from tests.features.world import World

CONSENTED, ONCE = "bills_consented", "rules_once"
TAMPERING = [
    ("a bill was paid by another mandate", "UPDATE bills SET mandate = 7 WHERE number = 'W-0001'", {CONSENTED}),
    ("a debit is of no bill", "UPDATE bills SET mandate = 0 WHERE number = 'W-0001'", {CONSENTED}),
    ("a bill is of another account", "UPDATE bills SET account = 'X' WHERE number = 'W-0001'", {CONSENTED}),
    ("a paid bill is looked at", "UPDATE bills SET look_at = 1 WHERE number = 'W-0001'", {CONSENTED}),
    ("a movement is gone", "DELETE FROM balance_moves", {ONCE}),
    ("a rule moved more", "UPDATE balance_moves SET amount_minor = 40", {ONCE}),
    ("a movement is another's journal", "UPDATE balance_moves SET journal = 7", {ONCE}),
    ("a bill of no account is looked at", "UPDATE bills SET account = '', look_at = 1 WHERE state = 0", {CONSENTED}),
]


@pytest.mark.parametrize(("what", "sql", "broken"), TAMPERING, ids=[row[0] for row in TAMPERING])
def test_an_invariant_finds(unsound_world: World, what: str, sql: str, broken: set[str]) -> None:
    home = Home(unsound_world)
    home.consents(pays="presented")
    home.bills("W-0001", 100)
    home.bills("W-0002", 900)
    home.turn()
    bank_account = unsound_world.fund(home.li, 50)
    unsound_world.do(SetBalanceRule(home.li, "above", 100, 30, bank_account=bank_account))
    unsound_world.wait(DAY_US)
    BalanceTurns(unsound_world.platform).turn()
    assert unsound_world.audit().findings == (), what
    unsound_world.tamper(sql)
    found = {finding.invariant for finding in unsound_world.audit().findings}
    assert found & {each.name for each in AUTOMATIC_INVARIANTS} == broken
