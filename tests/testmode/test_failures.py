"""Failures on purpose: each effect, each magic amount, exactly so often, and never another twin's."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from tools.refusals import of_operation

from jiaozi.errors import ERRORS
from jiaozi.operations import all_operations
from jiaozi.testmode.effects import CHARGED, FAILED_WITH, MAGIC, REFUSALS, REFUSE
from jiaozi.testmode.failures import RULES_MAX, can_fail
from tests.api.conftest import Town, yuan
from tests.testmode.conftest import Trial


def _fail(trial: Trial, **body: object) -> str:
    answer = trial.post("you", "/v1/test/failures", {"operation": "pay", **body})
    return str(answer.json().get("failure_rule") or answer.json()["code"])


def _code(answer: object) -> str:
    return str(answer.json().get("code", "done"))  # type: ignore[attr-defined]


def _balance(trial: Trial, who: str = "rich") -> int:
    return int(trial.get(who, f"/v1/wallets/{trial.wallets[who]}/balance").json()["balance"]["minor"])


def test_what_can_fail_is_what_there_is(town: Town) -> None:
    operations = all_operations(town.platform.keyring).by_name
    names = set(operations)
    assert set(REFUSALS) <= {name for name in names if can_fail(name)}
    never = {name: set(codes) - of_operation(name) for name, codes in REFUSALS.items()}
    assert {name: codes for name, codes in never.items() if codes} == {}
    assert "code_used" not in of_operation("pay")  # what is looked for is not found everywhere
    assert all(not ERRORS[code].retryable for codes in REFUSALS.values() for code in codes)
    for each in MAGIC:
        assert all(each.code in REFUSALS[name] for name in each.operations if each.effect == REFUSE)
    assert not any(map(can_fail, ("set_failure", "lift_failure", "advance_test_clock", "post_journals", "nonsense")))


def test_each_effect_is_met_once_by_each_request_and_so_often_in_all(trial: Trial) -> None:
    before = _balance(trial)
    assert _fail(trial, effect="refuse", code="wallet_frozen", times=1).startswith("flr_")
    assert [_code(trial.pay(100, key="a")) for _ in range(2)] == ["wallet_frozen"] * 2  # the same request again
    assert trial.pay(100, key="a").headers["Idempotent-Replayed"] == "true"
    stored = trial.get("rich", "/v1/outcomes", params={"operation": "pay", "key": "a"}).json()
    assert stored["outcome"]["refused"]["code"] == "wallet_frozen"
    assert _code(trial.pay(100, key="b")) == "done"
    _fail(trial, effect="unavailable", times=2)
    assert [_code(trial.pay(100, key="c")) for _ in range(2)] == ["database_unavailable", "done"]
    assert _code(trial.pay(100, key="b")) == "done"  # decided before the rule was set
    assert _code(trial.pay(200, key="b")) == "idempotency_key_reused"
    _fail(trial, effect="answer_lost", times=1, amount=yuan(300), wallet=trial.wallets["rich"])
    assert _code(trial.pay(300, key="d")) == "database_unavailable"  # the older rule's second time
    assert _code(trial.pay(300, key="e")) == "outcome_unknown"
    lost = trial.pay(300, key="e")
    assert (lost.status_code, lost.headers["Idempotent-Replayed"]) == (201, "true")
    assert _balance(trial) == before - 100 - 100 - 300
    assert trial.live.pay(300).status_code == 201


@pytest.mark.only_engine("sqlite")  # one code for both; what may race is below
def test_rules_are_a_twins_own_and_are_listed_and_lifted(trial: Trial) -> None:
    other = Trial(trial.live, "works")
    rule = _fail(trial, effect="refuse", code="insufficient_funds")
    assert other.post("you", f"/v1/test/failures/{rule}/lifting").json()["code"] == "failure_rule_not_found"
    assert _code(other.post("rich", "/v1/payments", {
        "payer": other.wallets["rich"], "store": trial.store, "amount": yuan(100),
    })) == "done"  # fmt: skip
    assert [_code(trial.pay(100)) for _ in range(3)] == ["insufficient_funds"] * 3
    assert trial.post("you", f"/v1/test/failures/{rule}/lifting").json() == {"failure_rule": rule, "met": 3}
    assert _code(trial.pay(100)) == "done"
    (listed,) = trial.get("you", "/v1/test/failures").json()["items"]
    assert (listed["id"], listed["met"], listed["times"], listed["in_force"]) == (rule, 3, None, False)
    for bad in (
        {"effect": "refuse", "code": "bill_paid"},
        {"effect": "refuse"},
        {"effect": "unavailable", "code": "wallet_frozen"},
        {"effect": "delivery_twice"},
        {"operation": "post_journals", "effect": "unavailable"},
        {"operation": "set_failure", "effect": "unavailable"},
        {"operation": "deliver_webhook", "effect": "refuse", "code": "wallet_frozen"},
    ):
        assert _fail(trial, **bad) == "failure_rule_invalid", bad
    for _ in range(RULES_MAX):
        assert _fail(trial, effect="unavailable", amount=yuan(99)).startswith("flr_")
    assert _fail(trial, effect="unavailable") == "failure_rules_exceeded"
    assert trial.live.post("teahouse", "/v1/test/failures", {"operation": "pay", "effect": "unavailable"}).json()[
        "code"
    ] == "test_mode_only"  # fmt: skip


@pytest.mark.slow
def test_a_rule_for_n_times_is_met_n_times_whoever_asks_at_once(trial: Trial) -> None:
    before = _balance(trial)
    _fail(trial, effect="refuse", code="wallet_frozen", times=5)
    _fail(trial, effect="answer_lost", times=3)
    with ThreadPoolExecutor(8) as threads:
        codes = list(threads.map(lambda number: _code(trial.pay(100, key=f"n{number}")), range(16)))
        again = list(threads.map(lambda number: _code(trial.pay(100, key=f"n{number}")), range(16)))
    assert Counter(codes) == {"wallet_frozen": 5, "outcome_unknown": 3, "done": 8}
    assert Counter(again) == {"wallet_frozen": 5, "done": 11}
    assert _balance(trial) == before - 11 * 100


@pytest.mark.only_engine("sqlite")  # one code for both
def test_every_magic_amount_gives_its_code(trial: Trial) -> None:
    shown = trial.get("you", "/v1/test/amounts").json()["items"]
    assert [(each["amount"]["minor"], each["effect"]) for each in shown] == [each[:1] + each[2:3] for each in MAGIC]
    paid = trial.pay(1_000_000).json()["payment"]
    for each in MAGIC:
        if each.operations == CHARGED:
            token = {"number": "0000000000", "counter": 1, "cryptogram": "0" * 16, "store": trial.store}
            body = token | {"amount": yuan(each.amount_minor)}
            answers = [trial.post("you", "/v1/taps/charges", body, key=f"m{each.amount_minor}") for _ in range(2)]
        elif "pay" in each.operations:
            answers = [trial.pay(each.amount_minor, key=f"m{each.amount_minor}") for _ in range(2)]
        else:
            body = {"amount": yuan(each.amount_minor)}
            path = f"/v1/payments/{paid}/refunds"
            answers = [trial.post("you", path, body, key=f"m{each.amount_minor}") for _ in range(2)]
        expected = each.code or FAILED_WITH[each.effect]
        assert [_code(answer) for answer in answers] == [expected, each.code or "done"], each
    order = {"store": trial.store, "number": "M", "lines": [{"name": "Tea", "quantity": 1, "unit": yuan(70_002)}]}
    placed = trial.post("you", "/v1/orders", order).json()["order"]
    answer = trial.post("rich", f"/v1/orders/{placed}/payment", {"payer": trial.wallets["rich"]})
    assert _code(answer) == "wallet_frozen"
    assert trial.post("rich", "/v1/payments?dry_run=true", {
        "payer": trial.wallets["rich"], "store": trial.store, "amount": yuan(70_002),
    }).status_code == 200  # fmt: skip
