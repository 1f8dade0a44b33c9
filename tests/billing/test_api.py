"""Requests to pay and bills over HTTP: each role's own only, bad input, replay."""

from typing import Any

import pytest

from jiaozi.access.model import Role
from jiaozi.ids import encode_id
from jiaozi.kinds import WalletNo
from jiaozi.payments.merchants import OpenMerchant, OpenStore
from tests.api.conftest import Live, live, serve, town, yuan

__all__ = ["live", "serve", "town"]
UNTIL = "2025-12-31T10:00:00+08:00"
ALL = ("central", "icbc", "boc", "teahouse", "water", "works", "city", "auditor", "li", "wang")


@pytest.fixture
def made(live: Live) -> dict[str, str]:
    """A waterworks with a key (`water`), its bills, and the teahouse's request to li."""
    town = live.town
    opening = OpenMerchant(WalletNo(town.number("shop")), "Waterworks", "自来水公司", "4900", "UBIL", "utilities")
    biller = town.do(opening).merchant
    store = encode_id("sto", town.do(OpenStore(biller, "Counter", "500103")).store)
    town.hire("water", Role.MERCHANT, "boc", biller)
    bills = f"/v1/merchants/{encode_id('mer', biller)}/bills"
    uploaded = live.post("water", bills, {"store": store, "bills": [bill("W-0001"), bill("W-0002")]})
    assert uploaded.json() == {"merchant": encode_id("mer", biller), "added": 2, "changed": 0, "unchanged": 0}
    asked = live.post("teahouse", "/v1/payment-requests", ask(live)).json()
    return {"bills": bills, "store": store, "request": f"/v1/payment-requests/{asked['payment_request']}"}


def bill(number: str, minor: int = 4_560) -> dict[str, Any]:
    """A line of a batch."""
    return {"number": number, "title": "水费 2025-12", "amount": yuan(minor), "due_on": "2026-01-15"}


def ask(live: Live, **more: Any) -> dict[str, Any]:
    """A request of the teahouse's to li."""
    return {
        "store": live.ids["counter"], "payer": live.ids["li"], "amount": yuan(300), "expires_at": UNTIL,
        "purpose": "tea", "reference": "T-1",
    } | more  # fmt: skip


def statuses(live: Live, path: str, body: Any = None) -> dict[str, int]:
    """What each caller is answered: a reading, or an act with `body`."""
    found = {}
    for who in ALL:
        answer = live.get(who, path) if body is None else live.post(who, path, body)
        found[who] = answer.status_code
    return found


def test_who_reads_what(live: Live, made: dict[str, str]) -> None:
    li = {"payer": live.ids["li"], "amount": yuan(4_560)}
    assert live.post("li", f"{made['bills']}/W-0002/payments", li).status_code == 201
    nobody = dict.fromkeys(ALL, 404) | {"city": 403, "central": 200, "auditor": 200}
    assert statuses(live, made["request"]) == nobody | {"teahouse": 200, "boc": 200, "li": 200, "icbc": 200}
    assert statuses(live, f"{made['bills']}/W-0001") == dict.fromkeys(ALL, 200) | {"city": 403}
    assert statuses(live, f"{made['bills']}/W-0002/receipt") == nobody | dict.fromkeys(
        ("water", "boc", "li", "icbc"), 200
    )
    own = {"water": 200, "boc": 200, "works": 403, "li": 403, "wang": 403}
    assert statuses(live, made["bills"]) == nobody | own
    listed = f"/v1/payment-requests?payer={live.ids['li']}"
    merchants = {"teahouse": 200, "water": 200}  # what they ask li for themselves
    assert statuses(live, listed) == nobody | {"li": 200, "icbc": 200} | merchants
    assert live.get("water", listed).json()["items"] == []
    assert statuses(live, f"/v1/payment-requests?payee={live.ids['shop']}") == nobody | dict.fromkeys(
        ("teahouse", "water", "boc"), 200
    )
    shown = {who: live.get(who, f"{made['bills']}/W-0002").json()["payment"] for who in ("li", "water", "wang")}
    assert shown["wang"] is None
    assert shown["li"] == shown["water"] is not None


def test_who_may_not_act(live: Live, made: dict[str, str]) -> None:
    for who in ALL:
        live.get(who, "/v1/me")
    before = live.town.digest()
    pay, li = {"payer": live.ids["li"], "amount": yuan(4_560)}, {"payer": live.ids["li"]}
    roles = dict.fromkeys(("central", "icbc", "boc", "city", "auditor"), 403)
    others = roles | dict.fromkeys(("teahouse", "water", "works", "wang"), 404)
    for path, body in ((f"{made['bills']}/W-0001/payments", pay), (f"{made['request']}/accept", li),
                       (f"{made['request']}/decline", li)):  # fmt: skip
        assert {who: live.post(who, path, body).status_code for who in others} == others, path
    seen = {
        "central": 403,
        "city": 403,
        "auditor": 403,
        "icbc": 404,
        "water": 404,
        "works": 404,
        "li": 404,
        "wang": 404,
    }
    assert {who: live.post(who, f"{made['request']}/cancellation").status_code for who in seen} == seen
    sellers = roles | {"works": 403, "li": 403, "wang": 403, "teahouse": 404}
    batch = {"store": made["store"], "bills": [bill("W-0003")]}
    acts: list[tuple[str, Any]] = [(made["bills"], batch), (f"{made['bills']}/W-0001/withdrawal", {})]
    for path, body in acts:
        assert {who: live.post(who, path, body).status_code for who in sellers} == sellers, path
    for who, status in (others | {"li": 404, "teahouse": 0, "water": 404}).items():
        answer = live.post(who, "/v1/payment-requests", ask(live))
        assert answer.status_code == (status or 201), who
    assert live.town.digest()[1] == before[1]  # transfers


def test_a_request_goes_its_way(live: Live, made: dict[str, str]) -> None:
    li = {"payer": live.ids["li"]}
    dry = live.post("li", f"{made['request']}/accept?dry_run=true", li)
    assert (dry.status_code, live.get("li", made["request"]).json()["state"]) == (200, "open")
    paid = live.post("li", f"{made['request']}/accept", li, key="accept")
    assert paid.status_code == 201
    again = live.post("li", f"{made['request']}/accept", li, key="accept")
    assert (again.json(), again.headers["Idempotent-Replayed"]) == (paid.json(), "true")
    row = live.get("teahouse", made["request"]).json()
    assert (row["state"], row["payment"], row["amount"]) == ("paid", paid.json()["payment"], yuan(300))
    payment = live.get("teahouse", f"/v1/payments/{row['payment']}").json()
    assert (payment["purpose"], payment["reference"], payment["store"]) == ("tea", "T-1", live.ids["counter"])
    second = live.post("teahouse", "/v1/payment-requests", ask(live)).json()["payment_request"]
    assert live.post("li", f"/v1/payment-requests/{second}/decline", li).json()["state"] == "declined"
    third = live.post("teahouse", "/v1/payment-requests", ask(live)).json()["payment_request"]
    assert live.post("boc", f"/v1/payment-requests/{third}/cancellation").json()["state"] == "cancelled"
    listed = live.get("li", "/v1/payment-requests", params={"payer": live.ids["li"], "limit": 2}).json()
    rest = {"payer": live.ids["li"], "limit": 2, "cursor": listed["next_cursor"]}
    items = [*listed["items"], *live.get("li", "/v1/payment-requests", params=rest).json()["items"]]
    assert [item["state"] for item in items] == ["paid", "declined", "cancelled"]
    only = live.get("li", "/v1/payment-requests", params={"payer": live.ids["li"], "state": "declined"}).json()["items"]
    assert [item["id"] for item in only] == [second]


def test_an_open_request_is_for_whoever_has_it(live: Live, made: dict[str, str]) -> None:
    body = {"payee": live.ids["li"], "amount": yuan(50), "expires_at": UNTIL}
    request = live.post("li", "/v1/payment-requests", body).json()["payment_request"]
    path = f"/v1/payment-requests/{request}"
    assert live.get("wang", path).json()["payer"] is None
    assert live.post("wang", f"{path}/accept", {"payer": live.ids["wang"]}).status_code == 201
    assert live.get("teahouse", path).status_code == 404


def test_a_bill_goes_its_way(live: Live, made: dict[str, str]) -> None:
    path, pay = f"{made['bills']}/W-0001", {"payer": live.ids["li"], "amount": yuan(4_560)}
    shown = live.get("li", path).json()
    assert (shown["biller_zh"], shown["amount"], shown["due_on"]) == ("自来水公司", yuan(4_560), "2026-01-15")
    assert (shown["state"], shown["late"], shown["purpose"]) == ("open", False, "utility")
    paid = live.post("li", f"{path}/payments", pay, key="water")
    assert paid.status_code == 201
    assert live.post("li", f"{path}/payments", pay, key="water").json() == paid.json()
    assert live.post("wang", f"{path}/payments", pay | {"payer": live.ids["wang"]}).json()["code"] == "bill_paid"
    live.post("water", f"/v1/payments/{paid.json()['payment']}/refunds", {"amount": yuan(60)})
    receipt = live.get("li", f"{path}/receipt").json()
    assert (receipt["payment"], receipt["amount"], receipt["refunded"]) == (
        paid.json()["payment"],
        yuan(4_560),
        yuan(60),
    )
    assert live.get("li", f"{made['bills']}/W-0002/receipt").json()["code"] == "bill_not_found"
    assert live.post("water", f"{made['bills']}/W-0002/withdrawal").status_code == 200
    states = [item["state"] for item in live.get("water", made["bills"]).json()["items"]]
    assert states == ["paid", "withdrawn"]
    withdrawn = live.get("water", made["bills"], params={"state": "withdrawn"}).json()["items"]
    assert [item["number"] for item in withdrawn] == ["W-0002"]


BAD_REQUESTS: list[tuple[dict[str, Any], str]] = [
    ({"amount": yuan(0)}, "amount_invalid"),
    ({"amount": {"minor": 1.0, "asset": "E-CNY"}}, "amount_invalid"),
    ({"expires_at": "2025-12-31"}, "request_malformed"),
    ({"expires_at": "2025-12-30T09:00:00+08:00"}, "expiry_invalid"),
    ({"expires_at": "2027-12-30T09:00:00+08:00"}, "expiry_invalid"),
    ({"payee": "wal_0000000000001"}, "request_malformed"),
    ({"payer": "prq_0000000000001"}, "request_malformed"),
    ({"payer": "wal_0000000000001"}, "payer_cannot_pay"),
    ({"store": "sto_0000000000001"}, "store_not_found"),
    ({"reference": " "}, "reference_invalid"),
    ({"purpose": "x" * 41}, "request_malformed"),
    ({"surprise": 1}, "request_malformed"),
]
BAD_BILLS: list[tuple[dict[str, Any], str]] = [
    ({"bills": []}, "request_malformed"),
    ({"bills": [bill("W-1")]}, "request_malformed"),
    ({"bills": [bill("水-00001")]}, "request_malformed"),
    ({"bills": [bill("W-0009", 0)]}, "amount_invalid"),
    ({"bills": [bill("W-0009") | {"due_on": "2026-02-30"}]}, "request_malformed"),
    ({"bills": [bill("W-0009") | {"due_on": 20260228}]}, "request_malformed"),
    ({"bills": [bill("W-0009") | {"title": " x"}]}, "request_malformed"),
    ({"bills": [bill("W-0009"), bill("W-0009")]}, "request_malformed"),
    ({"store": "sto_0000000000001"}, "store_not_found"),
]


def test_bad_input_has_its_own_error_and_writes_nothing(live: Live, made: dict[str, str]) -> None:
    count = "SELECT (SELECT COUNT(*) FROM payment_requests), (SELECT COUNT(*) FROM bills)"
    for more, code in BAD_REQUESTS:
        answer = live.post("teahouse", "/v1/payment-requests", ask(live, **more))
        assert (answer.json()["code"], answer.status_code // 100) == (code, 4), (more, answer.text)
    for more, code in BAD_BILLS:
        answer = live.post("water", made["bills"], {"store": made["store"], "bills": [bill("W-0009")]} | more)
        assert (answer.json()["code"], answer.status_code // 100) == (code, 4), (more, answer.text)
    asked = {"icbc": "/v1/payment-requests", "li": f"/v1/payment-requests?payer={live.ids['li']}&sort=amount"}
    for who, path in asked.items():
        assert live.get(who, path).json()["code"] == "request_malformed"
    assert live.get("li", f"{made['bills']}/W_0001").json()["code"] == "request_malformed"
    assert live.get("li", f"{made['bills']}/W-9999").json()["code"] == "bill_not_found"
    differs = live.post("li", f"{made['bills']}/W-0001/payments", {"payer": live.ids["li"], "amount": yuan(1)})
    assert (differs.status_code, differs.json()["code"]) == (409, "bill_amount_differs")
    with live.town.platform.snapshot() as connection:
        assert connection.query(count) == [(1, 2)]
