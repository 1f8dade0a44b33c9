"""Split plans over HTTP: who proposes, agrees, pays, and sees which parts."""

from typing import Any

import pytest

from jiaozi.access.model import Role
from jiaozi.ids import encode_id
from jiaozi.payments.merchants import OpenMerchant
from jiaozi.wallets.freezing import FreezeWallet
from jiaozi_sdk import ApiError, Client
from jiaozi_sdk.models import OrderLine
from tests.api.conftest import Live, live, serve, town, yuan
from tests.cli.conftest import home
from tests.cli.shell import Shell, shell

__all__ = ["home", "live", "serve", "shell", "town"]
ALL = ("central", "icbc", "boc", "teahouse", "seller", "works", "city", "auditor", "li", "wang")


@pytest.fixture
def seller(live: Live) -> str:
    """A seller at icbc with a key (`seller`), paid into the works' wallet."""
    town = live.town
    opening = OpenMerchant(town.number("works"), "A seller", "一家商户", "5411", "GDDS", "online")
    number = town.do(opening).merchant
    town.hire("seller", Role.MERCHANT, "icbc", number)
    return encode_id("mer", number)


def proposal(live: Live, seller: str, **more: Any) -> dict[str, Any]:
    """The teahouse's plan with the seller."""
    share = {"seller": seller, "fixed": yuan(50), "share_ppm": 900_000}
    return {"store": live.ids["counter"], "name": "茶叶代销", "sellers": [share]} | more


def active(live: Live, seller: str) -> str:
    """A plan that the seller has agreed to."""
    plan = live.post("teahouse", "/v1/split-plans", proposal(live, seller)).json()["split_plan"]
    agreed = live.post("seller", f"/v1/split-plans/{plan}/agreements", {"seller": seller})
    assert agreed.json().items() >= {"split_plan": plan, "state": "active"}.items()
    return str(plan)


def test_a_split_goes_its_way(live: Live, seller: str) -> None:
    plan = active(live, seller)
    pay = {"payer": live.ids["li"], "amount": yuan(1_000), "reference": "O-1"}
    dry = live.post("li", f"/v1/split-plans/{plan}/payments?dry_run=true", pay)
    assert (dry.status_code, dry.headers["Dry-Run"]) == (200, "true")
    paid = live.post("li", f"/v1/split-plans/{plan}/payments", pay, key="order")
    assert paid.status_code == 201
    assert live.post("li", f"/v1/split-plans/{plan}/payments", pay, key="order").json() == paid.json()
    path = f"/v1/payments/{paid.json()['payment']}"
    assert live.post("teahouse", f"{path}/refunds", {"amount": yuan(100)}).json()["refunded"] == yuan(100)
    parts = live.get("teahouse", f"{path}/parts").json()["items"]
    shown = [(part["merchant"], part["amount"]["minor"], part["refunded"]["minor"]) for part in parts]
    assert shown == [(live.ids["teahouse"], 95, 10), (seller, 905, 90)]
    assert live.get("seller", f"{path}/parts").json()["items"] == parts[1:]
    journal = live.get("central", f"/v1/journals/{paid.json()['journal']}").json()
    assert parts[1]["transfer"] in [leg["id"] for leg in journal["transfers"]]
    ended = live.post("seller", f"/v1/split-plans/{plan}/ending", {"merchant": seller})
    assert ended.json()["state"] == "ended"
    refused = live.post("li", f"/v1/split-plans/{plan}/payments", pay)
    assert (refused.status_code, refused.json()["code"]) == (409, "split_plan_not_active")
    assert [row["state"] for row in live.get("seller", f"/v1/split-plans?merchant={seller}").json()["items"]] == [
        "ended"
    ]


def test_who_sees_and_does_what(live: Live, seller: str) -> None:
    plan = active(live, seller)
    pay = {"payer": live.ids["li"], "amount": yuan(1_000)}
    payment = live.post("li", f"/v1/split-plans/{plan}/payments", pay).json()["payment"]

    def answers(path: str, body: Any = None) -> dict[str, int]:
        return {who: (live.get(who, path) if body is None else live.post(who, path, body)).status_code for who in ALL}

    outside = dict.fromkeys(("works", "city", "li", "wang"), 403)
    parties = outside | dict.fromkeys(("central", "auditor", "icbc", "boc", "teahouse", "seller"), 200)
    assert answers(f"/v1/split-plans/{plan}") == parties
    assert answers(f"/v1/payments/{payment}/parts") == parties
    assert answers(f"/v1/split-plans?merchant={seller}") == parties | {"boc": 404, "teahouse": 404}
    plain = live.pay(1).json()["payment"]
    assert answers(f"/v1/payments/{plain}/parts") == parties | {"icbc": 404, "seller": 404}
    before = live.town.digest()[1]
    roles = outside | dict.fromkeys(("central", "auditor", "icbc", "boc"), 403)
    propose = answers("/v1/split-plans", proposal(live, seller))
    assert propose == roles | {"teahouse": 201, "seller": 404}
    waiting = live.get("teahouse", f"/v1/split-plans?merchant={seller}")
    assert waiting.status_code == 404
    agree = answers(f"/v1/split-plans/{plan}/agreements", {"seller": seller})
    assert agree == roles | {"teahouse": 404, "seller": 409}
    payers = dict.fromkeys(("central", "icbc", "boc", "city", "auditor"), 403)
    payers |= dict.fromkeys(("teahouse", "seller", "works", "wang"), 404)
    paying = {who: live.post(who, f"/v1/split-plans/{plan}/payments", pay).status_code for who in payers}
    assert paying == payers
    foreign = {"merchant": live.ids["teahouse"]}
    assert live.post("seller", f"/v1/split-plans/{plan}/ending", foreign).status_code == 404
    assert live.post("icbc", f"/v1/split-plans/{plan}/ending", foreign).status_code == 404
    assert live.get("teahouse", f"/v1/split-plans/{plan}").json()["state"] == "active"
    assert live.town.digest()[1] == before


BAD: list[tuple[dict[str, Any], str]] = [
    ({"sellers": []}, "request_malformed"),
    ({"name": " x"}, "request_malformed"),
    ({"remainder": "mine"}, "request_malformed"),
    ({"store": "sto_0000000000001"}, "store_not_found"),
    ({"sellers": [{"seller": "mer_0000000000001", "share_ppm": 1}]}, "merchant_not_found"),
    ({"sellers": [{"seller": "SELF", "share_ppm": 1}]}, "split_seller_invalid"),
    ({"sellers": [{"seller": "SELLER"}]}, "split_shares_invalid"),
    ({"sellers": [{"seller": "SELLER", "share_ppm": 1_000_001}]}, "request_malformed"),
    ({"sellers": [{"seller": "SELLER", "share_ppm": True}]}, "request_malformed"),
    ({"sellers": [{"seller": "SELLER", "fixed": yuan(-1)}]}, "amount_invalid"),
    ({"sellers": [{"seller": "SELLER", "share_ppm": 1}] * 2}, "request_malformed"),
]


def test_bad_plans_have_their_own_error_and_write_nothing(live: Live, seller: str) -> None:
    names = {"SELF": live.ids["teahouse"], "SELLER": seller}
    for more, code in BAD:
        body = proposal(live, seller, **more)
        body["sellers"] = [line | {"seller": names.get(line["seller"], line["seller"])} for line in body["sellers"]]
        answer = live.post("teahouse", "/v1/split-plans", body)
        assert (answer.json()["code"], answer.status_code // 100) == (code, 4), (more, answer.text)
    for merchant in ("", "x", "_", live.ids["li"]):
        answer = live.get("teahouse", "/v1/split-plans", params={"merchant": merchant})
        assert (answer.status_code, answer.json()["code"]) == (422, "request_malformed")
    with live.town.platform.snapshot() as connection:
        assert connection.query("SELECT COUNT(*) FROM split_plans") == [(0,)]


@pytest.mark.only_engine("sqlite")  # thin layers over handlers that run on both
def test_orders_by_plan_over_http_sdk_and_shell(live: Live, seller: str, shell: Shell) -> None:
    plan, li, store = active(live, seller), live.ids["li"], live.ids["counter"]
    goods = {"store": store, "number": "P-1", "lines": [{"name": "tea", "quantity": 1, "unit": yuan(49)}], "plan": plan}
    small = live.post("teahouse", "/v1/orders", goods)
    assert (small.status_code, small.json()["code"]) == (409, "split_exceeds_payment")
    for wrong, status in (("spl_0000000000001", 404), ("mer_0000000000001", 422), (1, 422)):
        assert live.post("teahouse", "/v1/orders", goods | {"plan": wrong}).status_code == status, wrong
    with Client(live.url, live.town.tokens["teahouse"]) as shop, Client(live.url, live.town.tokens["li"]) as payer:
        placed = shop.orders.create(
            store=store, number="P-1", lines=[OrderLine(name="tea", quantity=1, unit_minor=1_000)], plan=plan
        )
        paid = payer.orders.pay(placed.order, payer=li)
        assert [part.amount.minor for part in shop.payments.parts.list(paid.payment)] == [95, 905]
        assert (shop.orders.get(placed.order).plan, shop.orders.get(placed.order).payment) == (plan, paid.payment)
    made = shell.run("teahouse", "order", "place", store, "P-2", "--line", "tea:1:10.00", "--plan", plan)
    assert shell.run("li", "order", "show", made["order"])["plan"] == plan
    assert shell.run("teahouse", "order", "place", store, "P-3", "--line", "tea:1:1.00")["amount"]["minor"] == 100


@pytest.mark.only_engine("sqlite")  # thin layers over handlers that run on both
def test_holds_codes_and_advances_over_http(live: Live, seller: str) -> None:
    plan, li, store = active(live, seller), live.ids["li"], live.ids["counter"]
    order = {"payer": li, "store": store, "amount": yuan(1_000), "expires_at": "2025-12-31T10:00:00+08:00"}
    held = live.post("li", "/v1/holds", order).json()["payment"]
    for who, status in (("li", 403), ("seller", 404), ("icbc", 403), ("city", 403), ("auditor", 403)):
        answer = live.post(who, f"/v1/payments/{held}/captures", {"amount": yuan(500), "plan": plan})
        assert answer.status_code == status, who
    with Client(live.url, live.town.tokens["teahouse"]) as teahouse, Client(live.url, live.town.tokens["li"]) as payer:
        assert teahouse.payments.captures.create(held, amount_minor=500, plan=plan).captured.minor == 500
        assert [part.amount.minor for part in teahouse.payments.parts.list(held)] == [45, 455]
        code = teahouse.collect_codes.create(store=store, plan=plan)
        assert teahouse.collect_codes.get(code.collect_code).plan == plan
        paid = payer.collect_code_payments.create(payer=li, payload=code.payload, amount_minor=1_000)
        assert [part.amount.minor for part in teahouse.payments.parts.list(paid.payment)] == [95, 905]
        live.town.do(FreezeWallet(live.town.number("works"), "all", "court 1"))
        payer.payments.create(payer=li, amount_minor=2_000, store=store)
        with pytest.raises(ApiError, match="payer_cannot_pay"):
            teahouse.payments.refunds.create(paid.payment, amount_minor=1_000)
        teahouse.payments.refunds.create(paid.payment, amount_minor=1_000, advance=True)
        assert [part.advanced.minor for part in teahouse.payments.parts.list(paid.payment)] == [0, 905]
    with Client(live.url, live.town.tokens["seller"]) as owing:
        assert [part.advanced.minor for part in owing.payments.parts.list(paid.payment)] == [905]
