"""Whitelists and visitors' cards over HTTP and the SDK: whose they are, what is refused, what is never shown."""

from typing import Any

import pytest

from jiaozi.ids import encode_id
from jiaozi.kinds import InstitutionNo
from jiaozi.scheme.banks import DepositCash, OpenBankAccount
from jiaozi.wallets.opening import OpenWallet
from jiaozi_sdk import Client
from tests.api.conftest import Live, live, serve, town, yuan

__all__ = ["live", "serve", "town"]
EVERYBODY = ["central", "icbc", "boc", "teahouse", "works", "city", "auditor", "li", "wang"]
CARD = "tok_4f9a1c27"


@pytest.fixture
def visit(live: Live) -> dict[str, str]:
    """A visitor's wallet at the Bank of China and an acquirer with money there."""
    town = live.town
    boc = InstitutionNo(town.number("boc"))
    account = town.do(OpenBankAccount(boc, "6222000099990000")).bank_account
    town.do(DepositCash(account, 10**6))
    opened = town.do(OpenWallet(boc, "personal", "IV", "+447400123456"))
    body = {"operator": live.ids["boc"], "bank_account": encode_id("bac", account), "name": "Card acquirer"}
    answer = live.post("boc", "/v1/acquirers", body)
    assert answer.status_code == 201, answer.text
    return {"wallet": encode_id("wal", opened.wallet), "acquirer": answer.json()["acquirer"]}


def top_up(visit: dict[str, str], minor: int = 300, **more: Any) -> dict[str, Any]:
    card = {"network": "visa", "card": CARD, "last_four": "1111"}
    return {"acquirer": visit["acquirer"], **card, "amount": yuan(minor), **more}


def test_a_visitor_is_topped_up_and_paid_back(live: Live, visit: dict[str, str]) -> None:
    path = f"/v1/wallets/{visit['wallet']}"
    done = live.post("boc", f"{path}/card-loads", top_up(visit), "load-1")
    again = live.post("boc", f"{path}/card-loads", top_up(visit), "load-1")
    assert (done.status_code, done.json(), again.json()) == (201, again.json(), done.json())
    (row,) = live.get("boc", f"{path}/card-loads").json()["items"]
    assert (row["card_masked"], row["amount"]["minor"], row["returned"]["minor"]) == ("**** 1111", 300, 0)
    dry = live.post("boc", f"{path}/card-returns?dry_run=true")
    assert (dry.json()["amount"]["minor"], dry.headers["Dry-Run"]) == (300, "true")
    back = live.post("boc", f"{path}/card-returns")
    assert (back.json()["card_loads"], back.json()["amount"]["minor"]) == (1, 300)
    assert live.post("boc", f"{path}/card-returns").json()["journal"] is None
    shown = live.get("auditor", "/v1/acts").text + live.get("boc", f"{path}/card-loads").text
    assert CARD not in shown


@pytest.mark.only_engine("sqlite")  # decided before the database; the other engine adds nothing
def test_only_the_wallet_s_operator_tops_up(live: Live, visit: dict[str, str]) -> None:
    path = f"/v1/wallets/{visit['wallet']}"
    before = live.town.digest()[-3:]
    no = dict.fromkeys(EVERYBODY, 403) | {"icbc": 404}
    others = [who for who in EVERYBODY if who != "boc"]
    del no["boc"]
    statuses = {who: live.post(who, f"{path}/card-loads", top_up(visit)).status_code for who in others}
    assert statuses == no
    returns = {who: live.post(who, f"{path}/card-returns").status_code for who in others}
    assert returns == no | {"li": 404, "wang": 404}
    lists = {who: live.get(who, f"{path}/card-loads").status_code for who in EVERYBODY}
    assert lists == no | {"boc": 200, "li": 404, "wang": 404}
    body = {"operator": live.ids["icbc"], "bank_account": live.ids["wang.bank"], "name": "X"}
    assert live.post("icbc", "/v1/acquirers", body).status_code == 404
    assert live.post("li", "/v1/acquirers", body).status_code == 403
    assert live.town.digest()[-3:] == before


@pytest.mark.only_engine("sqlite")  # decided before the database; the other engine adds nothing
def test_bad_top_ups_have_their_own_answers(live: Live, visit: dict[str, str]) -> None:
    path = f"/v1/wallets/{visit['wallet']}/card-loads"
    before = live.town.digest()
    for body, status, code in (
        (top_up(visit, card="4111111111111111"), 422, "request_malformed"),
        (top_up(visit, card="x"), 422, "request_malformed"),
        (top_up(visit, last_four="１２３４"), 422, "request_malformed"),
        (top_up(visit, network="jcb"), 403, "usage_not_allowed"),
        (top_up(visit, acquirer="acq_0000000000001"), 404, "acquirer_not_found"),
        (top_up(visit, 10**6 + 1), 409, "limit_balance_exceeded"),
        (top_up(visit, 10**6) | {"amount": yuan(0)}, 422, "amount_invalid"),
    ):
        answer = live.post("boc", path, body)
        assert (answer.status_code, answer.json()["code"]) == (status, code), (body, answer.text)
    resident = live.post("boc", f"/v1/wallets/{live.ids['wang']}/card-loads", top_up(visit))
    assert (resident.status_code, resident.json()["code"]) == (403, "usage_not_allowed")
    after = live.town.digest()
    assert (after[1], after[-3:]) == (before[1], before[-3:])


@pytest.mark.only_engine("sqlite")  # decided before the database; the other engine adds nothing
def test_a_whitelist_is_refused_where_none_decides(live: Live) -> None:
    """The town lives at the end of 2025, when everybody may open."""
    body = {"operator": live.ids["boc"], "activity": "jd-2023-03", "phones": ["+85291234567"]}
    answer = live.post("boc", "/v1/whitelists", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "class_not_available")
    assert "hong_kong.access.open" in answer.json()["citation"]
    assert live.post("icbc", "/v1/whitelists", body).status_code == 403
    assert live.post("li", "/v1/whitelists", body).status_code == 403
    assert live.post("boc", "/v1/whitelists", body | {"phones": []}).json()["code"] == "request_malformed"
    path = f"/v1/institutions/{live.ids['boc']}/whitelists"
    assert {who: live.get(who, path).status_code for who in EVERYBODY} == dict.fromkeys(EVERYBODY, 403) | {
        "central": 200, "boc": 200, "auditor": 200
    }  # fmt: skip


def test_the_sdk_tops_up_and_returns(live: Live, visit: dict[str, str]) -> None:
    with Client(live.url, live.town.tokens["boc"]) as client:
        load = client.wallets.card_loads.create(
            visit["wallet"],
            acquirer=visit["acquirer"],
            network="visa",
            card=CARD,
            last_four="1111",
            amount_minor=500,
            key="load-9",
        )
        assert load.card_load.startswith("cld_")
        assert [row.amount.minor for row in client.wallets.card_loads.list(visit["wallet"])] == [500]
        assert client.wallets.card_returns.create(visit["wallet"]).amount.minor == 500
        assert client.card_loads.bounce(load.card_load, amount_minor=500).wallet == visit["wallet"]
        assert client.wallets.card_returns.create(visit["wallet"]).amount.minor == 0
        assert list(client.institutions.whitelists.list(live.ids["boc"])) == []
