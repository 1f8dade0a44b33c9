"""Lists are asked for by anything that is in their items, alone and together, and show nobody another's."""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import pytest

from jiaozi.access.model import Role
from jiaozi.payments.merchants import OpenMerchant, OpenStore
from jiaozi.payments.pay import Pay
from tests.api.conftest import Live, live, serve, town, yuan

__all__ = ["live", "serve", "town"]
Item = dict[str, Any]


def items(live: Live, who: str, path: str, limit: int = 2, **params: Any) -> list[Item]:
    """All items of a list, page by page."""
    found: list[Item] = []
    cursor: dict[str, Any] = {}
    while True:
        answer = live.get(who, path, params={**params, **cursor, "limit": limit})
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += page["items"]
        if not page["has_more"]:
            return found
        cursor = {"cursor": page["next_cursor"]}


def trade(live: Live) -> str:
    """Payments, holds, refunds, orders and requests; gives the second store's id."""
    second = {"name": "Branch", "region": "500103"}
    branch = str(live.post("teahouse", f"/v1/merchants/{live.ids['teahouse']}/stores", second).json()["store"])
    li, wang, counter = live.ids["li"], live.ids["wang"], live.ids["counter"]
    for number, (minor, shop) in enumerate(((500, counter), (900, branch), (700, counter), (900, counter))):
        answer = live.pay(minor, store=shop, reference=f"R-{number % 2}")
        assert answer.status_code == 201, answer.text
        paid = answer.json()["payment"]
        live.post("teahouse", f"/v1/payments/{paid}/refunds", {"amount": yuan(minor // 2), "reference": f"B-{number}"})
    live.post("li", "/v1/payments", {"payer": li, "payee": wang, "amount": yuan(900)})
    until = {"expires_at": "2025-12-31T10:00:00+08:00"}
    live.post("li", "/v1/holds", {"payer": li, "store": counter, "amount": yuan(700), **until})
    order = ""
    for number, minor in enumerate((300, 400, 300)):
        line = {"name": "tea", "quantity": 1, "unit": yuan(minor)}
        placed = live.post("teahouse", "/v1/orders", {"store": counter, "number": f"N-{number}", "lines": [line]})
        assert placed.status_code == 201, placed.text
        order = placed.json()["order"]
        asked = {"payee": wang, "amount": yuan(minor), "reference": f"Q-{number}", **until}
        assert live.post("wang", "/v1/payment-requests", asked).status_code == 201
    live.post("li", f"/v1/orders/{order}/payment", {"payer": li})
    return branch


def pairs(filters: dict[str, tuple[Any, Callable[[Item], bool]]]) -> Iterator[dict[str, tuple[Any, Any]]]:
    """Each filter, and each two of them."""
    for size in (1, 2):
        for names in combinations(filters, size):
            yield {name: filters[name] for name in names}


def check(live: Live, who: str, path: str, by: Item, filters: dict[str, Any]) -> None:
    """A list asked for with each filter, and with each two, in both orders, is all its items of which these hold."""
    every = items(live, who, path, **by)
    assert len(every) > 2
    assert items(live, who, path, **by, sort="newest") == every[::-1]
    for chosen in pairs(filters):
        params = {**by, **{name: value for name, (value, _) in chosen.items()}}
        wanted = [each for each in every if all(holds(each) for _, holds in chosen.values())]
        assert items(live, who, path, **params) == wanted, params
        assert items(live, who, path, **params, sort="newest") == wanted[::-1], params


def test_lists_have_the_items_of_which_what_was_asked_is_true(live: Live) -> None:
    branch = trade(live)
    counter, shop, li = live.ids["counter"], live.ids["shop"], live.ids["li"]
    amounts = {
        "amount_min": (700, lambda each: each["amount"]["minor"] >= 700),
        "amount_max": (700, lambda each: each["amount"]["minor"] <= 700),
    }
    times = {
        "from": ("2025-12-29", lambda each: True),
        "until": ("2025-12-30", lambda each: False),
    }
    paid = {
        "store": (branch, lambda each: each["store"] == branch),
        "payee": (shop, lambda each: each["payee"] == shop),
        "state": ("held", lambda each: each["state"] == "held"),
        "kind": ("person", lambda each: each["kind"] == "person"),
        "reference": ("R-1", lambda each: each["reference"] == "R-1"),
    }
    check(live, "li", "/v1/payments", {"payer": li}, {**paid, **amounts, **times})
    del paid["payee"]
    paid["payer"] = (li, lambda each: each["payer"] == li)
    check(live, "teahouse", "/v1/payments", {}, {**paid, **amounts, **times})
    back = {
        "store": (counter, lambda each: each["store"] == counter),
        "reference": ("B-1", lambda each: each["reference"] == "B-1"),
        "amount_min": (400, lambda each: each["amount"]["minor"] >= 400),
        "payer": (li, lambda each: each["payer"] == li),
    }
    check(live, "teahouse", "/v1/refunds", {}, {**back, **times})
    del back["payer"]
    check(live, "li", "/v1/refunds", {"payer": li}, {**back, **times})
    placed = {
        "state": ("paid", lambda each: each["state"] == "paid"),
        "number": ("N-1", lambda each: each["number"] == "N-1"),
        "store": (branch, lambda each: each["store"] == branch),
        "amount_max": (300, lambda each: each["amount"]["minor"] <= 300),
    }
    check(live, "teahouse", "/v1/orders", {}, {**placed, **times})
    asked = {
        "state": ("open", lambda each: each["state"] == "open"),
        "reference": ("Q-2", lambda each: each["reference"] == "Q-2"),
        "amount_min": (400, lambda each: each["amount"]["minor"] >= 400),
    }
    check(live, "wang", "/v1/payment-requests", {"payee": live.ids["wang"]}, {**asked, **times})
    live.sequence()
    acts = items(live, "auditor", "/v1/acts", 200)
    assert acts[0] in items(live, "auditor", "/v1/acts", 200, **{"from": "2025-12-30"})
    assert items(live, "auditor", "/v1/acts", until="2025-12-30") == []


def test_a_list_shows_nobody_anothers(live: Live) -> None:
    trade(live)
    neighbour = live.town.do(OpenMerchant(live.town.number("shop"), "Neighbour", "邻居", "5812", "catering", "street"))
    live.town.hire("neighbour", Role.MERCHANT, "boc", neighbour.merchant)
    assert items(live, "neighbour", "/v1/payments") == []  # paid into the same wallet
    assert items(live, "neighbour", "/v1/refunds", payee=live.ids["shop"]) == []
    li, wang = live.ids["li"], live.ids["wang"]
    for who, params in (("wang", {"payer": li}), ("wang", {"payee": li}), ("works", {"payer": li})):
        for path in ("/v1/payments", "/v1/refunds", "/v1/payment-requests"):
            answer = live.get(who, path, params=params)
            assert (answer.status_code, answer.json()["code"]) == (404, "wallet_not_found")
    answer = live.get("wang", "/v1/payments", params={"store": live.ids["counter"]})
    assert (answer.status_code, answer.json()["code"]) == (404, "store_not_found")
    assert [each["payer"] for each in items(live, "wang", "/v1/payments", payer=li, payee=wang)] == [li]
    answer = live.get("works", "/v1/orders", params={"merchant": live.ids["teahouse"]})
    assert answer.status_code in (403, 404)


def siblings(live: Live) -> None:
    """A second merchant that is paid into the teahouse's wallet, with a store, and one payment to each."""
    made = live.town.do(OpenMerchant(live.town.number("shop"), "Rival", "对手", "5812", "catering", "street"))
    live.town._name("rival", "mer", made.merchant)
    live.town._name("stall", "sto", live.town.do(OpenStore(made.merchant, "Stall", "500103")).store)
    live.town.hire("rival", Role.MERCHANT, "boc", made.merchant)


@pytest.mark.parametrize("path", ["/v1/payments", "/v1/refunds", "/v1/payment-requests"])
def test_no_page_tells_of_what_another_merchant_of_the_wallet_was_paid(live: Live, path: str) -> None:
    siblings(live)
    shop, counter, stall = (live.ids[name] for name in ("shop", "counter", "stall"))
    until = {"expires_at": "2025-12-31T10:00:00+08:00"}
    for who, store, minor in (("rival", stall, 100), ("teahouse", counter, 777), ("teahouse", counter, 777)):
        answer = live.pay(minor, store=store, reference=f"of {who}", metadata={"cart": "77"})
        back = {"amount": yuan(minor), "reference": f"of {who}", "metadata": {"cart": "77"}}
        assert live.post(who, f"/v1/payments/{answer.json()['payment']}/refunds", back).status_code == 201
        asked = {"store": store, "amount": yuan(minor), "reference": f"of {who}", **until}
        assert live.post(who, "/v1/payment-requests", asked).status_code == 201
    filters: list[Item] = [
        {"reference": "of teahouse"},
        {"amount_min": 777, "amount_max": 777},
        {"store": counter},
        *([{"metadata": "cart:77", "amount_min": 101}] if path != "/v1/payment-requests" else []),
    ]
    for given in filters:
        for sort in ("oldest", "newest"):
            page = live.get("rival", path, params={"payee": shop, "limit": 1, "sort": sort, **given}).json()
            assert page == {"items": [], "next_cursor": None, "has_more": False}, given
            assert len(items(live, "teahouse", path, 1, payee=shop, sort=sort, **given)) == 2, given
    assert [each["store"] for each in items(live, "rival", path, 1)] == [stall]
    assert live.get("rival", path, params={"limit": 1}).json()["has_more"] is False


def test_a_request_of_no_store_is_every_merchants_of_its_wallet(live: Live) -> None:
    siblings(live)
    until = {"expires_at": "2025-12-31T10:00:00+08:00"}
    live.post("teahouse", "/v1/payment-requests", {"payee": live.ids["shop"], "amount": yuan(5), **until})
    assert (
        len(items(live, "rival", "/v1/payment-requests")) == len(items(live, "teahouse", "/v1/payment-requests")) == 1
    )


def test_a_cursor_is_of_whose_list_it_is(live: Live) -> None:
    siblings(live)
    trade(live)
    for number in range(3):
        line = {"name": "tea", "quantity": 1, "unit": yuan(300)}
        live.post("rival", "/v1/orders", {"store": live.ids["stall"], "number": f"S-{number}", "lines": [line]})
    live.sequence()
    for path, whose, others in (
        ("/v1/orders", "teahouse", ("rival",)),
        ("/v1/payments", "teahouse", ("rival",)),
        ("/v1/wallets", "central", ("icbc", "auditor")),
        ("/v1/wallets", "icbc", ("boc", "central")),
        ("/v1/wallets", "li", ("wang",)),
        ("/v1/events", "icbc", ("boc", "teahouse", "central", "auditor")),
        ("/v1/acts", "central", ("auditor",)),
        ("/v1/merchants", "li", ("wang", "icbc")),
    ):
        cursor = live.get(whose, path, params={"limit": 1}).json()["next_cursor"]
        assert cursor, path
        assert live.get(whose, path, params={"limit": 1, "cursor": cursor}).status_code == 200
        for other in others:
            answer = live.get(other, path, params={"limit": 1, "cursor": cursor})
            assert (answer.status_code, answer.json().get("code")) == (422, "cursor_invalid"), (path, other)
    cursor = live.get("icbc", "/v1/wallets", params={"limit": 1}).json()["next_cursor"]
    assert live.get("icbc2", "/v1/wallets", params={"limit": 1, "cursor": cursor}).status_code == 200, "a colleague's"


@pytest.mark.parametrize(
    ("who", "path", "number", "code"),
    [
        ("teahouse", "/v1/payments", {"payee": "wal_0000000000000"}, "wallet_not_found"),
        ("li", "/v1/payments", {"payer": "wal_0000000000000"}, "wallet_not_found"),
        ("teahouse", "/v1/refunds", {"store": "sto_0000000000000"}, "store_not_found"),
        ("teahouse", "/v1/payment-requests", {"payee": "wal_0000000000000"}, "wallet_not_found"),
        ("teahouse", "/v1/orders", {"merchant": "mer_0000000000000"}, "merchant_not_found"),
        ("icbc", "/v1/wallets", {"operator": "ins_0000000000000"}, "institution_not_found"),
        ("central", "/v1/wallets", {"operator": "ins_0000000000000"}, "institution_not_found"),
    ],
)
def test_the_number_of_nobody_is_not_as_if_none_were_said(
    live: Live, who: str, path: str, number: Item, code: str
) -> None:
    live.pay(100)
    answer = live.get(who, path, params=number)
    assert answer.json().get("code") == code, answer.text
    assert items(live, "teahouse", "/v1/payments", payer="wal_0000000000000") == []


@pytest.mark.only_engine("sqlite")  # refused before any is asked
@pytest.mark.parametrize(
    "params",
    [{"from": "yesterday"}, {"until": "2026-13-01"}, {"amount_min": "1.5"}, {"sort": "amount"}, {"state": "gone"},
     {"from": "1"}, {"from": "9999-01-01"}, {"from": "٢٠٢٦-01-01"}],
)  # fmt: skip
def test_what_is_no_filter_is_refused_in_words(live: Live, params: Item) -> None:
    answer = live.get("li", "/v1/payments", params=params)
    assert (answer.status_code, answer.json()["code"]) == (422, "request_malformed")


BETWEEN = [
    ({"from": "2026-05-22", "until": "2026-05-20"}, "from has to be before until"),
    ({"from": "2026-05-22", "until": "2026-05-22"}, "from has to be before until"),
    ({"amount_min": 10, "amount_max": 5}, "amount_min is above amount_max"),
]


@pytest.mark.parametrize(("params", "told"), BETWEEN)
def test_bounds_between_which_nothing_can_be_are_refused(live: Live, params: Item, told: str) -> None:
    refused = live.get("li", "/v1/payments", params={"payer": live.ids["li"], **params})
    assert (refused.status_code, refused.json()["code"]) == (422, "request_malformed")
    assert told in refused.text


def test_the_end_of_a_list_gives_no_cursor_that_what_is_committed_late_would_be_before(live: Live) -> None:
    """An id is taken when a request arrives (juicefs #7521)."""
    path, li, wang = f"/v1/payments?payer={live.ids['li']}", live.town.number("li"), live.town.number("wang")
    live.pay(11)
    late = live.town.platform.request(1, "late", Pay(li, 12, "person", payee=wang))
    live.pay(13)
    page = live.get("li", path).json()
    assert (len(page["items"]), page["has_more"], page["next_cursor"]) == (2, False, None)
    live.town.platform.writer.submit(late).result()
    assert [each["amount"]["minor"] for each in live.get("li", path).json()["items"]] == [11, 12, 13]


def test_ones_own_wallets_are_of_the_operator_that_was_asked_for(live: Live) -> None:
    (own,) = items(live, "li", "/v1/wallets")
    assert items(live, "li", "/v1/wallets", operator=own["operator"]) == [own]
    assert items(live, "li", "/v1/wallets", operator="ins_00000000000R0") == []


def test_whoever_has_one_wallet_is_told_of_both_its_sides_without_naming_it(live: Live) -> None:
    trade(live)
    asked = {"payee": live.ids["wang"], "payer": live.ids["li"], "expires_at": "2025-12-31T10:00:00+08:00"}
    for minor in (300, 600, 900):
        assert live.post("wang", "/v1/payment-requests", {**asked, "amount": yuan(minor)}).status_code == 201
    for path in ("/v1/payments", "/v1/refunds", "/v1/payment-requests"):
        for who in ("li", "wang"):
            sides = [items(live, who, path, 2, **{side: live.ids[who]}) for side in ("payer", "payee")]
            every = sorted({each["id"]: each for side in sides for each in side}.values(), key=lambda each: each["id"])
            assert (len(every) > 2) == (who == "li" or path == "/v1/payment-requests"), (who, path)
            assert all(live.ids[who] in (each["payer"], each["payee"]) for each in every)
            for limit in (1, 2, 200):
                assert items(live, who, path, limit) == every
                assert items(live, who, path, limit, sort="newest") == every[::-1]
                some = [each for each in every if each["amount"]["minor"] >= 400]
                assert items(live, who, path, limit, amount_min=400) == some


def test_who_has_no_wallet_is_told_to_say_which(live: Live) -> None:
    for who in ("icbc", "central", "auditor"):
        answer = live.get(who, "/v1/payments")
        assert (answer.status_code, answer.json()["code"]) == (422, "request_malformed"), who
        assert "whoever has just one wallet may leave them out" in answer.text
        assert "仅有一个钱包者可均不填写" in answer.text
