"""What makes or changes a thing answers the thing as its own reading does, also in acts that come later."""

import json
import re
from inspect import getsource
from typing import Any, Final

import pytest

from jiaozi.access.model import Role
from jiaozi.access.permissions import Grant, grant
from jiaozi.api.acts import Act
from jiaozi.api.app import ENDPOINTS, document
from jiaozi.api.openapi import operations
from jiaozi.api.routing import Endpoint
from jiaozi_sdk import models
from tests.api.conftest import Live, live, serve, town, yuan
from tests.api.test_declared import operations_of

__all__ = ["live", "serve", "town"]
READING: Final = "nothing is made or changed that has a reading of its own"
MOVED: Final = "it moves money: final, and repeated to the letter; the things it is about are read"
SECRET: Final = "it hands out a secret, once"
TWO: Final = "it takes two: what is answered is the proposal"
ANSWER: Final = "it is a question, and this is the answer"
LISTED: Final = "the thing has no reading of its own, only a list"
ENDED: Final = "the thing is gone: what is answered is that"
OWN: Final = {
    READING: {
        "set_own_limits", "link_bank_account", "upload_bills", "withdraw_bill", "register_whitelist", "open_acquirer",
        "open_external_bank", "ping_webhook", "redeliver", "advance_test_clock", "hand_out_test_keys",
    },
    MOVED: {
        "load", "unload", "refund", "place_hold", "capture", "release", "accept_request", "pay_bill",
        "pay_collect_code", "charge_payment_code", "charge_tap", "pool_sub_wallets", "recall_from_sub", "allot_to_sub",
        "load_by_card", "bounce_card_return", "return_to_cards", "redeem_cash_code", "remit", "order_exchange",
        "deposit_cash", "withdraw_cash", "settle", "move_wallets", "retire", "repay_reserves", "fund_margin",
        "release_margin", "prepare_interest", "advance_interest", "close_out", "pay_order",
        "claim_envelope", "open_lock", "open_escrow", "release_milestone", "return_milestone", "accept_arbiter",
        "release_lock", "claim_lock", "return_lock", "buy_prepaid", "use_prepaid",
        "take_back_prepaid",
    },
    SECRET: {
        "enrol_payer_token", "issue_sub_wallet_token", "issue_cash_code", "issue_key", "rotate_key", "draw_share",
        "enrol", "open_webhook", "rotate_webhook_secret", "send_envelope",
    },
    TWO: {
        "propose_unfreeze", "propose_external_payment", "propose_external_receipt", "propose_pay_out",
        "propose_device_rebinding", "propose_operator", "propose_quota", "propose_netting", "propose_regime",
        "propose_operator_limit", "propose_issue", "propose_reserve_loan", "propose_correction",
        "propose_interest_release", "propose_unfreeze_holder", "propose_forgetting", "propose_guardian",
        "propose_estate", "propose_settlement", "create_principal", "resume_principal", "renew_enrolment",
        "propose_closure_with_breaks", "propose_times_right", "propose_bankruptcy", "approve", "reject",
        "set_program_state", "set_template_state", "set_campaign_state", "enter_stores",
    },
    ANSWER: {"read_holder", "read_agreement_code", "confirm_payee", "resolve_alias"},
    LISTED: {
        "freeze_wallet", "push_sub_wallet", "open_sub_wallet", "revoke_sub_wallet", "propose_agreement",
        "sign_agreement", "end_agreement", "cancel_cash_code", "open_external_account", "freeze_holder",
        "end_guardianship", "open_terminal", "suspend_terminal", "set_failure", "lift_failure", "explain_breaks",
        "grant_claims", "claim_program", "give_back_claim", "withdraw_claim", "pass_claim", "agree_cofunding",
        "record_use", "object_use", "register_places", "take_store_out",
        "register_for_campaign", "claim_win",
    },
    ENDED: {"end_sweep", "end_waterfall", "revoke_key", "end_cofunding"},
    "it can be tried, and what was not made cannot be read": {"propose_split_plan", "request_payment"},
    "the act that takes two has the same outcome": {
        "close_reconciliation", "register_device", "suspend_principal",
    },
}  # fmt: skip
"""Acts that answer no thing, by the reason why."""


def answer_of(operation: dict[str, Any]) -> dict[str, Any]:
    """The fields of what an operation answers, without what is said about them; none where it answers no record."""
    for status in ("200", "201", "202"):
        media = operation["responses"].get(status, {}).get("content", {}).get("application/json", {})
        name = str(media.get("schema", {}).get("$ref", "")).rpartition("/")[2]
        if name and not name.endswith("Page"):
            fields = document()["components"]["schemas"][name].get("properties", {})
            said = ("description", "examples")
            return {key: {of: v for of, v in each.items() if of not in said} for key, each in fields.items()}
    return {}


def asked_by(method: str) -> dict[str, dict[str, Any]]:
    return {each["operationId"]: each for by, _, each in operations(document()) if by == method}


THINGS: Final = {name: fields for name, each in asked_by("GET").items() if (fields := answer_of(each))}
ACTS: Final = asked_by("POST")
DECLARED: Final = [(each, act) for each in ENDPOINTS if isinstance(act := getattr(each.serve, "__self__", None), Act)]
WITH_THING: Final = [(endpoint, act) for endpoint, act in DECLARED if act.thing]
EXCUSED: Final = [name for names in OWN.values() for name in names]
RANK: Final = (frozenset({Grant.NO}), frozenset({Grant.OWN, Grant.TWO_OWN}), frozenset({Grant.ALL, Grant.TWO}))
"""What may be done to nobody's, to one's own, to anybody's."""


def is_whole(act: str) -> bool:
    """Whether an act's answer has all that some reading answers."""
    return any(each.items() <= answer_of(ACTS[act]).items() for each in THINGS.values())


@pytest.mark.only_engine("sqlite")  # what is told of the API, which is the same on both
def test_every_act_answers_a_thing_as_its_reading_does_or_says_why_not() -> None:
    assert len(EXCUSED) == len(set(EXCUSED))
    assert set(EXCUSED) <= ACTS.keys()
    assert [name for name in sorted(ACTS.keys() - set(EXCUSED)) if not is_whole(name)] == []
    assert [name for name in EXCUSED if is_whole(name)] == []  # none is excused without need
    assert len(WITH_THING) > 25


@pytest.mark.only_engine("sqlite")  # what is told of the API, which is the same on both
@pytest.mark.parametrize(("endpoint", "act"), WITH_THING, ids=lambda each: getattr(each, "name", ""))
def test_an_act_answers_all_that_the_reading_of_its_thing_does(endpoint: Endpoint, act: Act) -> None:
    assert act.thing
    reading = THINGS[act.thing.reading.__name__]
    assert reading.items() <= answer_of(ACTS[endpoint.name]).items()
    made, read = (getattr(models, model.__name__) for model in (endpoint.answer, endpoint.answer.__base__))
    assert issubclass(made, read), "a program that takes the one takes the other"


@pytest.mark.only_engine("sqlite")  # what is told of the API, which is the same on both
@pytest.mark.parametrize(("endpoint", "act"), WITH_THING, ids=lambda each: getattr(each, "name", ""))
def test_who_may_make_or_change_a_thing_may_read_it(endpoint: Endpoint, act: Act) -> None:
    """Else what was done would be answered as a refusal."""
    assert act.thing
    (reads,) = set(re.findall(r'desk\.read\(\s*"(\w+)"', getsource(act.thing.reading)))
    rank = {of: at for at, some in enumerate(RANK) for of in some}
    for operation in operations_of(act):
        for role in Role:
            assert rank[grant(role, operation.name)] <= rank[grant(role, reads)], (role, operation.name, reads)


@pytest.mark.only_engine("sqlite")  # what is told of the API, which is the same on both
def test_two_records_of_one_name_are_told_apart_nowhere() -> None:
    assert [name for name in document()["components"]["schemas"] if re.search(r"__\d+$|^jiaozi__", name)] == []


def test_a_payment_is_answered_as_it_is_read_and_a_repeated_one_as_at_first(live: Live) -> None:
    first = live.pay(500, key="p-1", reference="R-1", metadata={"cart": "77"}).json()
    read = live.get("li", f"/v1/payments/{first['payment']}").json()
    assert {name: first[name] for name in read} == read
    assert first["payment"] == first["id"]
    live.post("teahouse", f"/v1/payments/{first['id']}/refunds", {"amount": yuan(100)})
    again = live.pay(500, key="p-1", reference="R-1", metadata={"cart": "77"})
    assert (again.json(), again.headers["Idempotent-Replayed"]) == (first, "true")
    assert live.get("li", f"/v1/payments/{first['id']}").json()["refunded"] == yuan(100)


def test_a_payment_that_is_only_tried_is_answered_in_the_same_form(live: Live) -> None:
    body = {"payer": live.ids["li"], "store": live.ids["counter"], "amount": yuan(500)}
    tried = live.post("li", "/v1/payments?dry_run=true", body)
    paid = live.pay(500).json()
    assert (tried.status_code, tried.headers["Dry-Run"]) == (200, "true")
    same = paid.keys() - {"id", "payment", "journal", "at", "paid_at"}
    assert {name: tried.json()[name] for name in same} == {name: paid[name] for name in same}


def test_what_an_earlier_version_paid_is_answered_in_the_same_form(live: Live) -> None:
    first = live.pay(500, key="p-1").json()
    connection = live.town.platform.engine.connect()
    connection.begin()
    (text,) = connection.query("SELECT outcome FROM outcomes WHERE idempotency_key = 'p-1'")[0]
    was = json.dumps(json.loads(text)[:5])
    connection.execute("UPDATE outcomes SET outcome = ? WHERE idempotency_key = 'p-1'", (was,))
    connection.commit()
    connection.close()
    again = live.pay(500, key="p-1")
    assert (again.json(), again.headers["Idempotent-Replayed"]) == (first, "true")


def test_an_order_is_answered_as_it_is_read(live: Live) -> None:
    line = {"name": "tea", "quantity": 1, "unit": yuan(300)}
    placed = live.post(
        "teahouse", "/v1/orders", {"store": live.ids["counter"], "number": "N-1", "lines": [line]}
    ).json()
    path = f"/v1/orders/{placed['id']}"
    read = live.get("teahouse", path).json()
    assert {name: placed[name] for name in read} == read
    gone = live.post("teahouse", f"{path}/cancellation").json()
    assert gone["state"] == "cancelled"
    assert gone.items() >= (read | {"state": "cancelled"}).items()
