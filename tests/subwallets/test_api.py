"""Sub-wallets over HTTP and the SDK: whose they are, what is shown to whom, repetition, bad input."""
# ruff: noqa: E501 - tables: one row, one line

from collections.abc import Iterator
from typing import Any

import pytest

from jiaozi.kinds import WalletNo
from jiaozi.subwallets import tokens
from jiaozi_sdk import ApiError, Client
from tests.api.conftest import Live, live, serve, town, yuan

__all__ = ["live", "serve", "town"]
EVERYBODY = ["central", "icbc", "boc", "teahouse", "works", "city", "auditor", "li", "wang"]


@pytest.fixture
def push(live: Live) -> dict[str, Any]:
    return {
        "merchant": live.ids["teahouse"],
        "label": "tea",
        "single": yuan(200),
        "daily": yuan(500),
        "customer": "customer-7",
    }


@pytest.fixture
def pushed(live: Live, push: dict[str, Any]) -> str:
    """li's sub-wallet at the teahouse."""
    answer = live.post("li", f"/v1/wallets/{live.ids['li']}/pushed-sub-wallets", push)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["sub_wallet"])


@pytest.fixture
def token(live: Live, pushed: str) -> str:
    return str(live.post("teahouse", f"/v1/sub-wallets/{pushed}/tokens").json()["token"])


def charge(live: Live, token: str, minor: int = 100, **more: Any) -> dict[str, Any]:
    return {"token": token, "store": live.ids["counter"], "amount": yuan(minor)} | more


def test_a_merchant_charges_what_was_pushed_to_it_and_sees_nobody(live: Live, pushed: str, token: str) -> None:
    mine = live.get("teahouse", "/v1/pushed-sub-wallets").json()["items"]
    assert [(row["id"], row["customer"], row["has_token"], row["state"]) for row in mine] == [
        (pushed, "customer-7", True, "open")
    ]
    done = live.post("teahouse", "/v1/sub-wallet-charges", charge(live, token, reference="order-1"))
    assert done.status_code == 201, done.text
    payment = live.get("teahouse", f"/v1/payments/{done.json()['payment']}")
    assert payment.json()["payer"] == pushed
    shown = live.get("teahouse", "/v1/pushed-sub-wallets").text + payment.text + done.text
    for hidden in (live.ids["li"], live.ids["li.holder"], "13800000001", "balance"):
        assert hidden not in shown
    assert live.get("teahouse", f"/v1/wallets/{pushed}").status_code == 404
    owned = live.get("li", f"/v1/wallets/{live.ids['li']}/sub-wallets").json()["items"]
    assert (owned[0]["used_today"]["minor"], owned[0]["balance"]["minor"]) == (100, 0)
    assert live.get("li", f"/v1/payments/{done.json()['payment']}").status_code == 200
    assert live.get("li", f"/v1/wallets/{live.ids['li']}").json()["limits"]["daily"]["used"]["minor"] == 100


def test_the_token_is_shown_once_and_never_stored(live: Live, pushed: str) -> None:
    path = f"/v1/sub-wallets/{pushed}/tokens"
    first = live.post("teahouse", path, key="t1")
    secret = first.json()["token"]
    again = live.post("teahouse", path, key="t1")
    assert (again.status_code, again.json()["token"]) == (201, None)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert live.post("teahouse", path, key="t2").json()["token"] != secret
    answer = live.post("teahouse", "/v1/sub-wallet-charges", charge(live, secret))
    assert (answer.status_code, answer.json()["code"]) == (403, "sub_wallet_token_invalid")
    with live.town.platform.snapshot() as connection:
        for table in ("outcomes", "acts", "events", "sub_wallets", "payments"):
            assert secret[-52:] not in str(connection.query(f"SELECT * FROM {table}"))


def test_a_repeated_charge_is_one_payment(live: Live, token: str) -> None:
    body = charge(live, token)
    first, again = (live.post("teahouse", "/v1/sub-wallet-charges", body, "same") for _ in range(2))
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    other = live.post("teahouse", "/v1/sub-wallet-charges", charge(live, token, 101), "same")
    assert other.json()["code"] == "idempotency_key_reused"


def test_a_dry_run_charges_nothing(live: Live, token: str) -> None:
    before = live.town.digest()
    answer = live.post("teahouse", "/v1/sub-wallet-charges?dry_run=true", charge(live, token))
    assert (answer.status_code, answer.headers["Dry-Run"]) == (200, "true")
    assert live.town.digest()[-3:] == before[-3:]


def test_taken_back_it_is_charged_no_more(live: Live, pushed: str, token: str) -> None:
    assert live.post("li", f"/v1/sub-wallets/{pushed}/revocation").status_code == 200
    answer = live.post("teahouse", "/v1/sub-wallet-charges", charge(live, token))
    assert (answer.status_code, answer.json()["code"]) == (409, "sub_wallet_revoked")
    assert live.get("teahouse", "/v1/pushed-sub-wallets").json()["items"][0]["state"] == "revoked"
    assert live.get("teahouse", "/v1/pushed-sub-wallets?customer=nobody").json()["items"] == []


@pytest.mark.only_engine("sqlite")  # decided before the database; the other engine adds nothing
def test_each_role_does_only_its_own(live: Live, push: dict[str, Any], pushed: str, token: str) -> None:
    li, works = live.ids["li"], live.ids["works"]
    no = dict.fromkeys(("central", "city", "auditor"), 403)
    theirs = f"/v1/sub-wallets/{pushed}"
    rows: list[tuple[str, Any, dict[str, int], int]] = [
        (f"/v1/wallets/{li}/pushed-sub-wallets", push, {"wang": 404}, 403),
        (f"/v1/wallets/{works}/sub-wallets", {"label": "x"}, no | {"li": 403, "wang": 403}, 404),
        (f"{theirs}/tokens", {}, {"teahouse": 0}, 403),
        ("/v1/sub-wallet-charges", charge(live, token), {"teahouse": 0}, 403),
        (f"{theirs}/revocation", {}, no | {"boc": 404, "wang": 404}, 403),
        (f"/v1/wallets/{li}/pooling", {}, no | dict.fromkeys(("icbc", "boc"), 403), 404),
        (f"{theirs}/recalls", {"amount": yuan(1)}, no | dict.fromkeys(("icbc", "boc"), 403), 404),
        (f"{theirs}/allotments", {"amount": yuan(1)}, no | dict.fromkeys(("icbc", "boc", "li", "wang"), 403), 404),
    ]
    able = {0: {"li"}, 1: {"works", "icbc"}, 2: {"teahouse"}, 3: {"teahouse"}, 4: {"li", "icbc"}, 5: {"li"}, 6: {"li"}}
    wrong, before = [], live.town.digest()[-3:]
    for place, (path, body, may, others) in enumerate(rows):
        for who in EVERYBODY:
            if who not in able.get(place, ()):
                answer = live.post(who, path, body)
                if answer.status_code != may.get(who, others):
                    wrong.append((path, who, answer.status_code, answer.text[:200]))
    assert wrong == []
    assert live.town.digest()[-3:] == before
    lists = f"/v1/wallets/{li}/sub-wallets"
    assert {who: live.get(who, lists).status_code for who in EVERYBODY} == dict.fromkeys(EVERYBODY, 404) | {
        "central": 200, "icbc": 200, "li": 200, "auditor": 200, "city": 403
    }  # fmt: skip
    statuses = {who: live.get(who, "/v1/pushed-sub-wallets").status_code for who in EVERYBODY}
    assert statuses == dict.fromkeys(EVERYBODY, 403) | {"teahouse": 200}


@pytest.mark.only_engine("sqlite")  # decided before the database; the other engine adds nothing
def test_bad_input_is_refused_in_its_own_words_and_writes_nothing(
    live: Live, push: dict[str, Any], pushed: str, token: str
) -> None:
    path = f"/v1/wallets/{live.ids['li']}/pushed-sub-wallets"
    other = tokens.format_token(WalletNo(live.town.number("li")), "A" * 52)
    cases: list[tuple[str, str, Any, int, str]] = [
        ("li", path, push, 409, "sub_wallet_exists"),
        ("li", path, push | {"single": yuan(200_001)}, 409, "sub_wallet_exists"),
        ("li", path, push | {"label": ""}, 422, "request_malformed"),
        ("li", path, push | {"single": yuan(0)}, 422, "amount_invalid"),
        ("li", path, push | {"single": {"minor": 1, "asset": "CNY"}}, 422, "accounts_differ_in_asset"),
        ("li", path, push | {"merchant": "mer_0000000000001"}, 404, "merchant_not_found"),
        ("li", path, push | {"pin": "1234"}, 422, "request_malformed"),
        ("li", f"/v1/wallets/{live.ids['li']}/pooling", {"sub_wallets": [live.ids["wang"]]}, 404, "sub_wallet_not_found"),
        ("li", f"/v1/sub-wallets/{live.ids['li']}/recalls", {"amount": yuan(1)}, 404, "sub_wallet_not_found"),
        ("li", f"/v1/sub-wallets/{pushed}/recalls", {"amount": yuan(1)}, 402, "insufficient_funds"),
        ("teahouse", "/v1/sub-wallet-charges", charge(live, "sw_1"), 422, "request_malformed"),
        ("teahouse", "/v1/sub-wallet-charges", charge(live, other), 403, "sub_wallet_token_invalid"),
        ("teahouse", "/v1/sub-wallet-charges", charge(live, token[:-1] + "AB"[token[-1] == "A"]), 403, "sub_wallet_token_invalid"),
        ("teahouse", "/v1/sub-wallet-charges", charge(live, token, 201), 409, "payer_cannot_pay"),
        ("teahouse", "/v1/sub-wallet-charges", charge(live, token, reference=""), 422, "reference_invalid"),
        ("teahouse", "/v1/sub-wallets/wal_0000000000001/tokens", {}, 404, "sub_wallet_not_found"),
    ]  # fmt: skip
    before = live.town.digest()
    for who, where, body, status, code in cases:
        if code == "sub_wallet_exists" and body["single"]["minor"] > 200:
            status, code = 422, "limit_not_lower"
        answer = live.post(who, where, body)
        assert (answer.status_code, answer.json().get("code")) == (status, code), (where, body, answer.text)
    assert live.town.digest()[1:] == before[1:]


@pytest.fixture
def client(live: Live) -> Iterator[Any]:
    opened: list[Client] = []

    def connect(who: str) -> Client:
        opened.append(Client(live.url, live.town.tokens[who]))
        return opened[-1]

    yield connect
    for each in opened:
        each.close()


def test_the_sdk_pushes_charges_and_pools(live: Live, client: Any) -> None:
    li, shop, works = (client(who) for who in ("li", "teahouse", "works"))
    opened = li.wallets.pushed_sub_wallets.create(
        live.ids["li"], merchant=live.ids["teahouse"], label="tea", single_minor=200, daily_minor=500
    )
    (found,) = shop.pushed_sub_wallets.list()
    assert found.id == opened.sub_wallet
    given = shop.sub_wallets.tokens.create(found.id)
    paid = shop.sub_wallet_charges.create(
        token=given.token, store=live.ids["counter"], amount_minor=150, reference="order-9", key="order-9"
    )
    shop.payments.refunds.create(paid.payment, amount_minor=50)
    assert li.sub_wallets.recalls.create(opened.sub_wallet, amount_minor=20).journal.startswith("jnl_")
    pooled = li.wallets.pool(live.ids["li"])
    assert (pooled.sub_wallets, pooled.amount.minor) == (1, 30)
    li.sub_wallets.revoke(opened.sub_wallet)
    assert [row.state for row in li.wallets.sub_wallets.list(live.ids["li"])] == ["revoked"]
    with pytest.raises(ApiError) as refused:
        shop.sub_wallet_charges.create(token=given.token, store=live.ids["counter"], amount_minor=1)
    assert refused.value.code == "sub_wallet_revoked"
    branch = works.wallets.sub_wallets.create(live.ids["works"], label="Yuzhong branch").sub_wallet
    works.sub_wallets.allotments.create(branch, amount_minor=700, reference="float")
    assert works.wallets.pool(live.ids["works"], sub_wallets=[branch], keep_minor=500).amount.minor == 200
