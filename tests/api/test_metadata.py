"""Metadata: keys and values of the caller's own, given with a thing, shown with it, told in its event, found by it."""

from typing import Any

import pytest

from jiaozi.api.desk import number
from jiaozi.clock import parse_time
from jiaozi.payments.holds import ExpireHold
from jiaozi_sdk import Client
from tests.api.conftest import Live, live, serve, town, yuan

__all__ = ["live", "serve", "town"]
CART = {"cart": "77", "clerk": "小王 & Söhne"}
UNTIL = "2025-12-31T10:00:00+08:00"


def events(live: Live, kind: str) -> list[Any]:
    live.sequence()
    found = good(live.get("boc", "/v1/events", params={"limit": 200}))["items"]
    return [each["data"]["metadata"] for each in found if each["type"] == kind]


def good(answer: Any) -> Any:
    assert answer.status_code in (200, 201), answer.text
    return answer.json()


def ids(live: Live, who: str, path: str, **params: Any) -> list[str]:
    return [each["id"] for each in good(live.get(who, path, params=params))["items"]]


def test_a_payment_has_what_it_was_given_and_one_without_any_has_none(live: Live) -> None:
    paid = good(live.pay(500, metadata=CART))
    plain = [good(live.pay(500)), good(live.pay(500, metadata={})), good(live.pay(500, metadata=None))]
    assert paid["metadata"] == CART
    assert [each["metadata"] for each in plain] == [None, None, None]
    for who in ("li", "teahouse"):
        assert good(live.get(who, f"/v1/payments/{paid['payment']}"))["metadata"] == CART
        assert good(live.get(who, f"/v1/payments/{plain[0]['payment']}"))["metadata"] is None
    assert events(live, "payment.completed")[-4:] == [CART, None, None, None]
    with live.town.platform.snapshot() as connection:
        assert connection.query("SELECT COUNT(*) FROM metadata") == [(len(CART),)]


def test_holds_refunds_and_orders_have_theirs_and_each_thing_its_own(live: Live) -> None:
    li, counter = live.ids["li"], live.ids["counter"]
    asked = {"payer": li, "store": counter, "amount": yuan(700), "expires_at": UNTIL}
    held = good(live.post("li", "/v1/holds", asked | {"metadata": {"of": "hold"}}))
    paid = good(live.pay(500, metadata={"of": "payment"}))
    path = f"/v1/payments/{paid['payment']}/refunds"
    back = good(live.post("teahouse", path, {"amount": yuan(100), "metadata": {"of": "refund"}}))
    line = {"name": "tea", "quantity": 1, "unit": yuan(300)}
    order = {"store": counter, "number": "N-1", "lines": [line], "metadata": {"of": "order"}}
    placed = good(live.post("teahouse", "/v1/orders", order))
    by = good(live.post("li", f"/v1/orders/{placed['order']}/payment", {"payer": li}))
    assert [each["metadata"]["of"] for each in (held, back, placed)] == ["hold", "refund", "order"]
    shown = {
        f"/v1/payments/{held['payment']}": {"of": "hold"},
        f"/v1/payments/{paid['payment']}": {"of": "payment"},
        f"/v1/refunds/{back['refund']}": {"of": "refund"},
        f"/v1/orders/{placed['order']}": {"of": "order"},
        f"/v1/payments/{by['payment']}": None,
    }
    assert {each: good(live.get("teahouse", each))["metadata"] for each in shown} == shown
    assert [each["metadata"] for each in good(live.get("teahouse", path))["items"]] == [{"of": "refund"}]
    assert events(live, "payment.held") == [{"of": "hold"}]
    assert events(live, "payment.refunded") == [{"of": "refund"}]
    assert events(live, "order.paid") == [{"of": "order"}]


def test_what_becomes_of_a_hold_is_told_with_its_metadata(live: Live) -> None:
    asked = {"payer": live.ids["li"], "store": live.ids["counter"], "amount": yuan(700), "expires_at": UNTIL}
    given = [{"n": "taken"}, {"n": "let go"}, {"n": "over"}, {}]
    held = [good(live.post("li", "/v1/holds", asked | {"metadata": each}))["payment"] for each in given]
    for each in (held[0], held[3]):
        good(live.post("teahouse", f"/v1/payments/{each}/captures", {"amount": yuan(100)}))
    good(live.post("teahouse", f"/v1/payments/{held[1]}/release"))
    live.town.clock.advance_to(parse_time(UNTIL))
    live.town.do(ExpireHold(number(held[2])))
    assert events(live, "payment.captured") == [given[0], None]
    assert events(live, "payment.released") == [given[1]]
    assert events(live, "payment.expired") == [given[2]]


def test_things_are_found_by_what_they_have_to_the_letter(live: Live) -> None:
    first, second = (good(live.pay(500, metadata=each))["payment"] for each in (CART, {"cart": "78", "clerk": "77"}))
    good(live.pay(500))
    for who, by in (("teahouse", {}), ("li", {"payer": live.ids["li"]})):
        assert ids(live, who, "/v1/payments", metadata="cart:77", **by) == [first]
        assert ids(live, who, "/v1/payments", metadata="cart:78", **by) == [second]
        assert ids(live, who, "/v1/payments", metadata=f"clerk:{CART['clerk']}", sort="newest", **by) == [first]
        for missed in ("cart:7", "CART:77", "clerk:78", "cart:77:", "none:77"):
            assert ids(live, who, "/v1/payments", metadata=missed, **by) == []
    back = good(live.post("teahouse", f"/v1/payments/{first}/refunds", {"amount": yuan(1), "metadata": {"a": "b:c"}}))
    assert ids(live, "teahouse", "/v1/refunds", metadata="a:b:c") == [back["refund"]]
    assert ids(live, "teahouse", "/v1/orders", metadata="a:b:c") == []


def test_metadata_is_part_of_what_a_key_stands_for_whatever_its_order(live: Live) -> None:
    first = live.pay(500, key="m-1", metadata={"a": "1", "b": "2"})
    again = live.pay(500, key="m-1", metadata={"b": "2", "a": "1"})
    assert (good(again), again.headers["Idempotent-Replayed"]) == (good(first), "true")
    for other in ({"a": "1", "b": "3"}, None):
        refused = live.pay(500, key="m-1", metadata=other)
        assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_key_reused")


@pytest.mark.only_engine("sqlite")  # refused before any is asked
@pytest.mark.parametrize(
    "given",
    [{f"k{n}": "v" for n in range(21)}, {"": "v"}, {"a" * 41: "v"}, {"a b": "v"}, {"a:b": "v"}, {"键": "v"}, {"a": ""},
     {"a": "v" * 501}, {"a": " v"}, {"a": "v\n"}, {"a": 1}, {"a": None}, {"a": {}}, [], "a", 1],
)  # fmt: skip
def test_what_is_no_metadata_is_refused_in_words_and_pays_nothing(live: Live, given: Any) -> None:
    answer = live.pay(500, metadata=given)
    assert answer.status_code in (400, 422), answer.text
    assert answer.json()["code"] == "request_malformed"
    assert ids(live, "teahouse", "/v1/payments") == []


@pytest.mark.only_engine("sqlite")  # refused before any is asked
@pytest.mark.parametrize("asked", ["cart", ":77", "cart:", "ca rt:77", "cart: 77", "a" * 41 + ":1"])
def test_a_list_is_not_asked_for_what_nothing_can_have(live: Live, asked: str) -> None:
    answer = live.get("teahouse", "/v1/payments", params={"metadata": asked})
    assert (answer.status_code, answer.json()["code"]) == (422, "request_malformed")


def test_the_most_that_there_may_be_comes_back_whole_through_the_sdk(live: Live) -> None:
    most = {f"{n:02}{'k' * 38}": f"{n:02}{'值' * 498}" for n in range(20)}
    with Client(live.url, live.town.tokens["li"]) as li:
        paid = li.payments.create(payer=live.ids["li"], store=live.ids["counter"], amount_minor=5, metadata=most)
        assert (paid.metadata, li.payments.get(paid.payment).metadata) == (most, most)
        found = li.payments.list(payer=live.ids["li"], metadata=f"{'19' + 'k' * 38}:{'19' + '值' * 498}")
        assert [each.id for each in found] == [paid.payment]
