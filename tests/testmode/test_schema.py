"""Schemathesis on the routes of test mode, for both kinds of key; and the documented amounts are those there are."""

import re
from pathlib import Path

import pytest
from schemathesis import GenerationMode

from jiaozi.testmode.effects import MAGIC
from tests.api.test_schema import operations, wrong_answers
from tests.testmode.conftest import Trial, findings

DOCUMENT = Path(__file__).parents[2] / "docs/concepts/test-mode.md"


@pytest.mark.slow
@pytest.mark.only_engine("sqlite")  # what is refused here never reaches a database, or does so in the other tests
def test_every_endpoint_of_test_mode_keeps_to_its_document(trial: Trial) -> None:
    live = trial.live
    live.town.tokens["trial"] = trial.keys["you"]
    rule = trial.post("you", "/v1/test/failures", {"operation": "refund", "effect": "unavailable"}).json()
    ids = {"wal": trial.wallets["rich"], "sto": trial.store, "flr": rule["failure_rule"]}
    found = [each for each in operations() if each.path.startswith("/v1/test") or each.path == "/v1/payments"]
    assert len(found) >= 8
    assert [
        wrong
        for operation in found
        for who in ("trial", "teahouse", "auditor")
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
        for wrong in wrong_answers(operation, live, who, mode, ids)
    ] == []
    assert findings(trial.platform) == ()


def test_the_document_lists_the_amounts_that_fail() -> None:
    rows = re.findall(r"^\| (\d{5}) \| ([a-z, ]+) \| `(\w+)` \|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    kinds = {"pay": "payments", "charge_tap": "charges", "refund": "refunds"}
    listed = [
        (
            str(each.amount_minor),
            ", ".join(kinds[name] for name in kinds if name in each.operations),
            each.code or each.effect,
        )
        for each in MAGIC
    ]
    assert rows == listed
