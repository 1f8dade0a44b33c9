"""The package keeps the house rules, and each rule is shown to catch what it forbids and to let the rest pass."""

import pytest

from tests.house import rules
from tests.house.rules import RULES, Rule, parse


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_package_keeps_the_rule(rule: Rule) -> None:
    assert [line for source in rules.package_files() for line in rule(source)] == []


def test_whatever_is_said_to_have_no_money_is_there_and_has_numbers_with_a_point() -> None:
    for place in rules.NO_MONEY:
        inside = [source for source in rules.package_files() if source.is_in(place)]
        assert any(rules.has_floats(source) for source in inside), place


def test_the_same_choices_stand_in_the_same_order_wherever_they_are_written() -> None:
    """`Literal["a", "b"]` equals `Literal["b", "a"]`, and what `typing` keeps of the first it gives to the second too:
    the document would name them in the order of whichever was read first."""
    assert rules.choices_in_two_orders(rules.package_files()) == []
    two = [parse("a.py", 'x: Literal["a", "b"]'), parse("b.py", 'y = Literal["b", "a"] | None')]
    assert rules.choices_in_two_orders(two) == ["a.py:1 b.py:1: ['a', 'b'] in two orders"]
    assert rules.choices_in_two_orders([two[0], parse("b.py", 'y = Literal["a", "b"]')]) == []


CAUGHT = [
    (
        rules.amounts_in_details_have_units,
        "payments/a.py",
        'x = Refusal("refund_exceeds_payment", f"{left} left")',
    ),
    (rules.amounts_in_details_have_units, "payments/a.py", 'x = Refusal("due_exceeded", str(row.amount_minor))'),
    (rules.amounts_in_details_have_units, "payments/a.py", 'x = Refusal("a", detail=f"{max(free, 0)} free")'),
    (rules.amounts_in_details_have_units, "payments/a.py", 'x = found._replace(detail=f"limit {limits.daily}")'),
    (rules.no_float_near_money, "money.py", "x = 0.01"),
    (rules.no_float_near_money, "ledger/rules.py", "def f(a):\n    return a / 2"),
    (rules.no_float_near_money, "wallets/limits.py", "a = 4\na /= 2"),
    (rules.no_float_near_money, "payments/pay.py", "x = float('1')"),
    (rules.no_float_near_money, "scheme/issue.py", "xs = list(map(float, ys))"),
    (rules.no_float_near_money, "payments/pay.py", "import operator\nf = operator.truediv"),
    (rules.no_stray_commit, "payments/pay.py", "tx.commit()"),
    (rules.no_stray_commit, "cli/__init__.py", "self.tx.connection.commit()"),
    (rules.no_stray_commit, "ledger/store.py", "run('COMMIT')"),
    (rules.no_stray_commit, "ledger/store.py", "run('COMMIT;')"),
    (rules.sql_only_in_stores, "payments/pay.py", "q = 'SELECT id FROM wallets'"),
    (rules.sql_only_in_stores, "payments/pay.py", "q = f'SELECT {x} FROM wallets'"),
    (rules.sql_only_in_stores, "api/filters.py", "q = '(SELECT m.value FROM metadata m) = ?'"),
    (rules.sql_only_in_stores, "api/app.py", "q = '''\n  INSERT INTO t VALUES (1)'''"),
    (rules.sql_only_in_stores, "api/app.py", "q = 'INSERT IGNORE INTO t VALUES (1)'"),
    (rules.sql_only_in_stores, "api/app.py", "q = 'select id from wallets'"),
    (rules.sql_only_in_stores, "api/app.py", "q = f'DELETE {x} FROM {t} '"),
    (rules.sql_only_in_stores, "worker.py", "q = 'UPDATE wallets SET a = 1'"),
    (rules.sql_only_in_stores, "worker.py", "q = 'DELETE FROM wallets'"),
    (rules.sql_only_in_stores, "api/app.py", "q = 'WITH RECURSIVE x AS (SELECT 1)'"),
    (rules.sql_only_in_stores, "pilot/run.py", "from sqlalchemy import select"),
    (rules.sql_only_in_stores, "pilot/run.py", "import sqlalchemy.sql"),
    (rules.sql_only_in_stores, "pilot/run.py", "import apsw"),
    (rules.schema_statements_come_from_one_place, "wallets/schema.py", "from sqlalchemy import Index"),
    (rules.schema_statements_come_from_one_place, "db/engine.py", "import sqlalchemy"),
    (rules.no_print_outside_cli, "pilot/run.py", "print('hello')"),
    (rules.time_comes_from_the_clock, "payments/pay.py", "import datetime\nn = datetime.datetime.now()"),
    (rules.time_comes_from_the_clock, "payments/pay.py", "from datetime import UTC, datetime\nn = datetime.now(UTC)"),
    (rules.time_comes_from_the_clock, "ids.py", "import time\nn = time.time()"),
    (rules.time_comes_from_the_clock, "ids.py", "import time\nn = time.time_ns()"),
    (rules.time_comes_from_the_clock, "ids.py", "from time import time"),
    (rules.time_comes_from_the_clock, "ids.py", "from datetime import date\nd = date.today()"),
    (rules.files_stay_short, "api/app.py", "x = 1\n" * 601),
    (rules.parameters_keep_their_form, "api/routes/a.py", "async def f(x: Id = Field(description='d')): pass"),
    (rules.csv_is_written_in_one_place, "pilot/report.py", "import csv\nw = csv.writer(out)"),
    (rules.keys_are_judged_in_one_place, "billing/asking.py", "from nacl.signing import VerifyKey"),
    (rules.keys_are_judged_in_one_place, "access/a.py", "from cryptography.hazmat.primitives.asymmetric import ec"),
    (rules.parameters_keep_their_form, "api/routes/a.py", "def f(*, x: Id | None = Field(None)): pass"),
    (rules.json_from_outside_is_read_in_one_way, "banking/connector.py", "import json\nx = json.loads(body)"),
    (rules.json_from_outside_is_read_in_one_way, "api/gate.py", "import msgspec\nx = msgspec.json.decode(body)"),
]

ALLOWED = [
    (
        rules.amounts_in_details_have_units,
        "payments/a.py",
        'x = Refusal("a", f"{amount_text(left)} left", rule)',
    ),
    (
        rules.amounts_in_details_have_units,
        "payments/a.py",
        'x = Refusal("terminals_exceeded", f"{TERMINALS_MAX}")',
    ),
    (rules.no_float_near_money, "money.py", "x = 7 // 2"),
    (rules.no_float_near_money, "api/edge.py", "seconds = 0.5"),
    (rules.no_float_near_money, "money.py", "'''One half is 0.5 = 1 / 2.'''"),
    (rules.no_stray_commit, "db/writer.py", "connection.commit()"),
    (rules.no_stray_commit, "payments/pay.py", "'''Never COMMIT here.'''"),
    (rules.sql_only_in_stores, "wallets/store.py", "q = 'SELECT id FROM wallets'"),
    (rules.sql_only_in_stores, "wallets/schema.py", "import apsw"),
    (rules.schema_statements_come_from_one_place, "db/ddl.py", "import sqlalchemy"),
    (rules.schema_statements_come_from_one_place, "wallets/schema.py", "from jiaozi.db.schema import Index"),
    (rules.sql_only_in_stores, "db/sqlite.py", "import apsw"),
    (rules.sql_only_in_stores, "payments/pay.py", "def f():\n    '''SELECT the payee and UPDATE nothing.'''"),
    (rules.sql_only_in_stores, "cli/app.py", "help = 'Select a wallet from the list and set its limit.'"),
    (rules.sql_only_in_stores, "cli/app.py", "help = 'Update the rule book from a file.'"),
    (rules.no_print_outside_cli, "cli/rules.py", "print('hello')"),
    (rules.no_print_outside_cli, "pilot/run.py", "console.print('hello')"),
    (rules.time_comes_from_the_clock, "clock.py", "import time\nn = time.time_ns()"),
    (rules.time_comes_from_the_clock, "db/writer.py", "import time\nn = time.monotonic()"),
    (rules.files_stay_short, "api/app.py", "x = 1\n" * 600),
    (rules.parameters_keep_their_form, "api/routes/a.py", "def f(x: Annotated[Id, Field(description='d')]): pass"),
    (rules.csv_is_written_in_one_place, "cli/billing.py", "import csv\nr = csv.DictReader(text)"),
    (rules.keys_are_judged_in_one_place, "devices/keys.py", "from nacl.signing import VerifyKey"),
    (rules.keys_are_judged_in_one_place, "keyring.py", "from cryptography.hazmat.primitives.kdf.hkdf import HKDF"),
    (rules.parameters_keep_their_form, "client/a.py", "def f(x = Field(None)): pass"),
    (rules.json_from_outside_is_read_in_one_way, "interchange.py", "import json\nx = json.loads(body)"),
    (rules.json_from_outside_is_read_in_one_way, "api/routes/a.py", "import json\nx = json.loads(found.body)"),
    (rules.json_from_outside_is_read_in_one_way, "api/gate.py", "import json\nx = json.dumps(body)"),
]


@pytest.mark.parametrize(("rule", "path", "text"), CAUGHT)
def test_a_rule_catches_what_it_forbids(rule: Rule, path: str, text: str) -> None:
    assert len(rule(parse(path, text))) == 1


@pytest.mark.parametrize(("rule", "path", "text"), ALLOWED)
def test_a_rule_lets_the_rest_pass(rule: Rule, path: str, text: str) -> None:
    assert rule(parse(path, text)) == []


def test_every_rule_is_shown_to_work() -> None:
    assert {rule for rule, _, _ in CAUGHT} == set(RULES) == {rule for rule, _, _ in ALLOWED}
