"""Collect codes over HTTP: each role its own only, malformed bodies, replay, and what a payer is shown."""

import io
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from jiaozi_sdk import ApiError, Client
from tests.api.conftest import Live, live, serve, town, yuan

__all__ = ["live", "serve", "town"]
ALL = ["central", "central2", "icbc", "boc", "teahouse", "works", "city", "auditor", "li", "wang"]


def sdk(live: Live, who: str) -> Client:
    return Client(live.url, live.town.tokens[who])


def dynamic(live: Live, minor: int = 1_999) -> Any:
    body = {"store": live.ids["counter"], "amount": yuan(minor), "reference": "order-1", "lifetime_s": 60}
    return live.post("teahouse", "/v1/collect-codes", body).json()


def test_from_the_till_to_the_payment(live: Live) -> None:
    with sdk(live, "teahouse") as teahouse, sdk(live, "li") as li:
        opened = teahouse.collect_codes.create(
            store=live.ids["counter"], amount_minor=1_999, reference="order-1", lifetime_s=60
        )
        png = teahouse.collect_codes.symbol(opened.collect_code, format="png")
        (read,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)).convert("L"))
        shown = li.scanned_codes.get(payload=read.text)
        assert (shown.merchant_zh, shown.store_name, shown.state, shown.reference) == (
            "茶馆",
            "Main",
            "open",
            "order-1",
        )
        assert shown.amount is not None
        assert shown.amount.minor == 1_999
        assert (
            li.collect_code_payments.create(
                payer=live.ids["li"], payload=read.text, amount_minor=1_999, dry_run=True
            ).amount.minor
            == 1_999
        )
        paid = li.collect_code_payments.create(payer=live.ids["li"], payload=read.text, amount_minor=1_999, key="k")
        assert (
            li.collect_code_payments.create(payer=live.ids["li"], payload=read.text, amount_minor=1_999, key="k")
            == paid
        )
        for end in ("\r", "\n", "\t"):
            assert li.scanned_codes.get(payload=read.text + end) == li.scanned_codes.get(payload=read.text)
        code = teahouse.collect_codes.get(opened.collect_code)
        assert (code.state, code.payment, code.payload, code.wallet) == ("used", paid.payment, read.text, None)
        assert li.scanned_codes.get(payload=read.text).state == "used"
        with pytest.raises(ApiError, match="code_used"):
            li.collect_code_payments.create(payer=live.ids["li"], payload=read.text, amount_minor=1_999)
        static = teahouse.collect_codes.create(store=live.ids["counter"])
        assert teahouse.collect_codes.symbol(static.collect_code).startswith(b"<?xml")
        assert [row.id for row in teahouse.stores.collect_codes.list(live.ids["counter"])] == [
            opened.collect_code, static.collect_code,
        ]  # fmt: skip
        assert (
            li.collect_code_payments.create(payer=live.ids["li"], payload=static.payload, amount_minor=5).amount.minor
            == 5
        )
        teahouse.collect_codes.revoke(static.collect_code)
        assert li.scanned_codes.get(payload=static.payload).state == "revoked"


def test_a_person_s_code_names_nobody(live: Live) -> None:
    with sdk(live, "wang") as wang, sdk(live, "li") as li:
        opened = wang.collect_codes.create(wallet=live.ids["wang"])
        shown = li.scanned_codes.get(payload=opened.payload)
        assert live.ids["wang"] not in str(shown)
        assert (shown.merchant, shown.merchant_zh, shown.store) == (None, "", None)
        assert (
            li.collect_code_payments.create(payer=live.ids["li"], payload=opened.payload, amount_minor=7).amount.minor
            == 7
        )
        assert [row.id for row in wang.wallets.collect_codes.list(live.ids["wang"])] == [opened.collect_code]


def test_an_expired_code_says_so(live: Live) -> None:
    opened = dynamic(live)
    live.town.clock.advance_to(live.town.clock.now() + 60_000_000)
    assert live.get("li", "/v1/scanned-codes", params={"payload": opened["payload"]}).json()["state"] == "expired"
    body = {"payer": live.ids["li"], "payload": opened["payload"], "amount": yuan(1_999)}
    assert live.post("li", "/v1/collect-code-payments", body).json()["code"] == "code_expired"


def who(names: str, status: int) -> dict[str, int]:
    return dict.fromkeys(names.split(), status)


def endpoints(live: Live) -> list[tuple[str, str, dict[str, int], int, Any]]:
    """Endpoint by endpoint: method, path, what each caller gets, what the others get, body or query."""
    ids, code = live.ids, dynamic(live)
    static = live.post("teahouse", "/v1/collect-codes", {"store": ids["counter"]}).json()
    pay = {"payer": ids["li"], "payload": static["payload"], "amount": yuan(1)}
    never = who("central central2 city auditor", 403)
    seen = who("central central2 auditor boc teahouse", 200) | {"city": 403}
    own = f"/v1/collect-codes/{code['collect_code']}"
    return [
        ("GET", own, seen, 404, None),
        ("GET", f"{own}/symbol", seen, 404, None),
        ("GET", f"/v1/stores/{ids['counter']}/collect-codes", seen, 404, None),
        ("GET", f"/v1/wallets/{ids['li']}/collect-codes",
         who("central central2 auditor icbc li", 200) | {"city": 403}, 404, None),
        ("GET", "/v1/scanned-codes", {}, 200, {"payload": code["payload"]}),
        ("POST", "/v1/collect-codes", never | who("teahouse boc", 201), 404, {"store": ids["counter"]}),
        ("POST", "/v1/collect-codes", never | who("li icbc", 201), 404, {"wallet": ids["li"]}),
        ("POST", "/v1/collect-code-payments", never | who("icbc boc", 403) | {"li": 201}, 404, pay),
        ("POST", f"{own}/revocation", never | {"boc": 200, "teahouse": 409}, 404, {}),
    ]  # fmt: skip


@pytest.mark.only_engine("sqlite")  # who may what is decided above the database
def test_each_role_sees_and_does_its_own(live: Live) -> None:
    for method, path, may, others, given in endpoints(live):
        for person in ALL:
            answer = live.get(person, path, params=given) if method == "GET" else live.post(person, path, given)
            assert answer.status_code == may.get(person, others), (person, method, path, answer.text)


@pytest.mark.only_engine("sqlite")  # shapes are checked above the database
def test_malformed_bodies_get_their_own_error_and_write_nothing(live: Live) -> None:
    counter, li = live.ids["counter"], live.ids["li"]
    good = dynamic(live)["payload"]
    before = live.town.digest()
    # fmt: off
    for path, body, code in (
        ("/v1/collect-codes", {}, "request_malformed"),
        ("/v1/collect-codes", {"store": counter, "wallet": li}, "request_malformed"),
        ("/v1/collect-codes", {"store": "sto_1"}, "request_malformed"),
        ("/v1/collect-codes", {"store": counter, "lifetime_s": 60}, "amount_invalid"),
        ("/v1/collect-codes", {"store": counter, "lifetime_s": 0, "amount": yuan(1)}, "request_malformed"),
        ("/v1/collect-codes", {"store": counter, "lifetime_s": 31_622_401, "amount": yuan(1)}, "request_malformed"),
        ("/v1/collect-codes", {"store": counter, "amount": yuan(0)}, "amount_invalid"),
        ("/v1/collect-codes", {"store": counter, "reference": "x"}, "reference_invalid"),
        ("/v1/collect-code-payments", {"payer": li, "payload": good}, "request_malformed"),
        ("/v1/collect-code-payments", {"payer": li, "amount": yuan(1), "payload": ""}, "code_malformed"),
        ("/v1/collect-code-payments", {"payer": li, "amount": yuan(1), "payload": 5}, "code_malformed"),
        ("/v1/collect-code-payments", {"payer": li, "amount": yuan(1), "payload": "x" * 513}, "code_malformed"),
        ("/v1/collect-code-payments", {"payer": li, "payload": good, "amount": yuan(0)}, "amount_invalid"),
        ("/v1/collect-code-payments", {"payer": li, "payload": good, "amount": yuan(9), "tip": 5}, "request_malformed"),
    ):
        answer = live.post("teahouse" if path.endswith("codes") else "li", path, body)
        assert (answer.status_code, answer.json()["code"]) == (422, code), (body, answer.text)
    # fmt: on
    for payload, code in (("", "code_malformed"), ("hello", "code_malformed"), (good[:-1] + "?", "code_malformed")):
        assert live.get("li", "/v1/scanned-codes", params={"payload": payload}).json()["code"] == code
    assert live.get("li", "/v1/scanned-codes").status_code == 422
    assert live.get("teahouse", f"/v1/collect-codes/cod_{'0' * 12}1").json()["code"] == "code_not_found"
    assert live.town.digest() == before
