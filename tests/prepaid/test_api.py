"""Prepaid contracts over HTTP: bought, used and read by their consumer; their merchant sees how they stand, and not
whose they are; two people mark a merchant bankrupt."""

from typing import Any

import pytest

from jiaozi.worker.prepaid import PrepaidTurns
from tests.api.conftest import Live, live, serve, town, yuan
from tests.cli.conftest import home
from tests.cli.shell import Shell, shell

__all__ = ["home", "live", "serve", "shell", "town"]
ALL = ("central", "icbc", "boc", "teahouse", "works", "city", "auditor", "li", "wang")
PLAN = {"title_en": "Ten teas", "title_zh": "十杯茶", "uses": 10, "price": yuan(300), "days": 90, "bonus_uses": 2}


@pytest.fixture
def plan(live: Live) -> str:
    """Ten teas at the counter, which the teahouse records."""
    made = live.post("teahouse", f"/v1/stores/{live.ids['counter']}/prepaid-plans", PLAN | {"recorded_by": "merchant"})
    assert made.status_code == 201, made.text
    return str(made.json()["prepaid_plan"])


@pytest.fixture
def path(live: Live, plan: str) -> str:
    """A contract of li's."""
    made = live.post("li", "/v1/prepaids", {"prepaid_plan": plan, "payer": live.ids["li"], "reference": "tea-1"})
    assert (made.status_code, made.json()["amount"]) == (201, yuan(3_000)), made.text
    return f"/v1/prepaids/{made.json()['prepaid']}"


def test_the_consumer_reads_all_of_it_the_merchant_how_it_stands_and_nobody_else_anything(
    live: Live, path: str
) -> None:
    whole = {who: live.get(who, path).status_code for who in ALL}
    assert whole == dict.fromkeys(ALL, 404) | {
        "li": 200, "icbc": 200, "central": 200, "auditor": 200, "teahouse": 403, "city": 403,
    }  # fmt: skip
    status = {who: live.get(who, f"{path}/status").status_code for who in ALL}
    assert status == dict.fromkeys(ALL, 404) | {
        "li": 200, "icbc": 200, "boc": 200, "central": 200, "auditor": 200, "teahouse": 200, "city": 403,
    }  # fmt: skip
    seen = live.get("teahouse", f"{path}/status").text
    assert live.ids["li"] not in seen
    assert "tea-1" not in seen
    listed = live.get("teahouse", f"/v1/stores/{live.ids['counter']}/prepaids?state=open").json()["items"]
    assert [(each["id"], each["uses_left"]) for each in listed] == [(path.rpartition("/")[2], 12)]
    assert live.get("teahouse", f"/v1/stores/{live.ids['counter']}/prepaids?state=used").json()["items"] == []
    assert live.get("works", f"/v1/stores/{live.ids['counter']}/prepaids").status_code == 404
    own = live.get("li", f"/v1/wallets/{live.ids['li']}/prepaids").json()["items"]
    assert [(each["id"], each["amount"], each["paid"]) for each in own] == [(listed[0]["id"], yuan(3_000), yuan(0))]
    assert live.get("wang", f"/v1/wallets/{live.ids['li']}/prepaids").status_code == 404


def test_who_may_uses_and_who_may_not_is_told_that_there_is_none(live: Live, path: str) -> None:
    payer = {"payer": live.ids["li"]}
    assert live.post("li", f"{path}/uses", payer | {"uses": 2}).json()["amount"] == yuan(600)
    for who in ("wang", "works"):
        answer = live.post(who, f"{path}/uses", {"payer": live.ids[who]})
        assert (answer.status_code, answer.json()["code"]) == (404, "prepaid_not_found")
        assert live.post(who, f"{path}/take-back", payer).json()["code"] == "wallet_not_found"
    assert live.post("li", f"{path}/records", {}).json()["code"] == "forbidden"
    recorded = live.post("teahouse", f"{path}/records", {"uses": 3}).json()
    assert (recorded["number"], recorded["uses_left"]) == (2, 7)
    assert live.post("teahouse", f"{path}/records/2/objection", payer).json()["code"] == "forbidden"
    struck = live.post("li", f"{path}/records/2/objection", payer | {"statement": "I was not there"})
    assert struck.json()["uses_left"] == 10
    read = live.get("li", path).json()
    assert [(each["state"], each["recorded_by"], each["statement"]) for each in read["steps"]] == [
        ("used", "consumer", ""), ("objected", "merchant", "I was not there"),
    ]  # fmt: skip
    back = live.post("icbc", f"{path}/take-back", payer).json()  # her operator does it for her
    assert (back["paid"], back["returned"]) == (yuan(600), yuan(2_400))


def test_everybody_reads_plans_and_only_the_merchant_offers_and_withdraws(live: Live, plan: str) -> None:
    store = f"/v1/stores/{live.ids['counter']}/prepaid-plans"
    for who in ALL:
        assert live.get(who, f"/v1/prepaid-plans/{plan}").json()["title_zh"] == "十杯茶"
        assert [each["id"] for each in live.get(who, store).json()["items"]] == [plan]
    assert {live.post(who, store, PLAN).status_code for who in ("li", "works", "icbc", "central")} == {403}
    assert live.post("works", f"/v1/prepaid-plans/{plan}/withdrawal").status_code == 403
    assert live.post("teahouse", f"/v1/prepaid-plans/{plan}/withdrawal").status_code == 200
    bought = live.post("li", "/v1/prepaids", {"prepaid_plan": plan, "payer": live.ids["li"]})
    assert bought.json()["code"] == "prepaid_plan_withdrawn"


def test_two_people_mark_a_merchant_bankrupt_and_what_is_not_used_returns(live: Live, path: str) -> None:
    place = f"/v1/merchants/{live.ids['teahouse']}/bankruptcy"
    body = {"reason": "insolvent", "document": "(2026) Yu 05 Po 12"}
    assert live.get("teahouse", place).json()["code"] == "not_found"
    assert {live.post(who, place, body).status_code for who in ("li", "teahouse", "central")} == {403}
    assert live.post("icbc", place, body).json()["code"] == "merchant_not_found"
    proposed = live.post("boc", place, body)
    assert proposed.status_code == 202, proposed.text
    assert live.get("teahouse", place).json()["code"] == "not_found"
    done = live.post("boc2", f"/v1/proposals/{proposed.json()['proposal']}/approve")
    assert done.status_code == 200, done.text
    assert live.get("teahouse", place).json()["document"] == "(2026) Yu 05 Po 12"
    assert live.get("works", place).status_code in (403, 404)
    assert live.post("li", f"{path}/uses", {"payer": live.ids["li"]}).json()["code"] == "merchant_bankrupt"
    PrepaidTurns(live.town.platform).turn()
    read = live.get("li", path).json()["prepaid"]
    assert (read["state"], read["returned"]) == ("bankrupt", yuan(3_000))


@pytest.mark.only_engine("sqlite")  # a thin layer over HTTP, whose answers are the same on both
def test_a_merchant_is_marked_bankrupt_from_the_shell(live: Live, shell: Shell, path: str) -> None:
    merchant = live.ids["teahouse"]
    said = ("--reason", "insolvent", "--document", "(2026) Yu 05 Po 12")
    proposal = shell.run("boc", "prepaid", "bankrupt", merchant, *said)["proposal"]
    shell.run("teahouse", "prepaid", "bankruptcy", merchant, code=1)
    shell.run("boc2", "proposal", "approve", proposal)
    assert shell.run("teahouse", "prepaid", "bankruptcy", merchant)["document"] == "(2026) Yu 05 Po 12"
    assert live.post("li", f"{path}/uses", {"payer": live.ids["li"]}).json()["code"] == "merchant_bankrupt"


@pytest.mark.parametrize(
    "bad", [{"uses": 0}, {"uses": 1_001}, {"days": 731}, {"price": yuan(0)}, {"recorded_by": "x"}, {"bonus_uses": -1}]
)
def test_a_malformed_plan_is_refused_where_it_is_written(live: Live, bad: dict[str, Any]) -> None:
    answer = live.post("teahouse", f"/v1/stores/{live.ids['counter']}/prepaid-plans", PLAN | bad)
    assert answer.status_code == 422
    assert answer.json()["code"] in ("request_malformed", "amount_invalid")
