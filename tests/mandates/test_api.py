"""Mandates and standing payments over HTTP: given and ordered by payers, collected by merchants, read by whom they
concern."""

from typing import Any

import pytest

from jiaozi.access.model import Role
from jiaozi.clock import format_time
from jiaozi.payments.merchants import OpenMerchant
from jiaozi.worker.standing import StandingTurns
from tests.api.conftest import Live, live, serve, town, yuan

__all__ = ["live", "serve", "town"]
ALL = ("central", "icbc", "boc", "teahouse", "works", "city", "auditor", "li", "wang")


@pytest.fixture
def path(live: Live) -> str:
    """A mandate of li's to the teahouse."""
    terms = {"per_debit": yuan(300), "per_period": yuan(500), "cadence": "month", "reference": "tea-club"}
    body = {"payer": live.ids["li"], "merchant": live.ids["teahouse"], **terms}
    made = live.post("li", "/v1/mandates", body)
    assert made.status_code == 201, made.text
    read = live.get("li", f"/v1/mandates/{made.json()['mandate']}").json()
    assert {name: made.json()[name] for name in read} == read
    return f"/v1/mandates/{read['id']}"


def debit(live: Live, amount: int, number: str = "T-1") -> dict[str, Any]:
    """What the teahouse asks for."""
    return {"number": number, "store": live.ids["counter"], "amount": yuan(amount)}


def test_both_sides_read_a_mandate_and_its_debits_and_nobody_else_does(live: Live, path: str) -> None:
    done = live.post("teahouse", f"{path}/debits", debit(live, 280))
    assert (done.status_code, done.json()["left"], done.json()["period"]) == (201, yuan(220), yuan(280)), done.text
    for place in (path, f"{path}/debits", f"{path}/debits/T-1"):
        seen = {who: live.get(who, place).status_code for who in ALL}
        assert seen == dict.fromkeys(ALL, 404) | {
            "li": 200, "icbc": 200, "boc": 200, "central": 200, "auditor": 200, "teahouse": 200, "city": 403,
        }, place  # fmt: skip
    listed = live.get("teahouse", f"/v1/merchants/{live.ids['teahouse']}/mandates?state=open").json()["items"]
    assert [(each["id"], each["collected"]) for each in listed] == [(path.rpartition("/")[2], yuan(280))]
    own = live.get("li", f"/v1/wallets/{live.ids['li']}/mandates?state=open").json()["items"]
    assert own == listed
    assert live.get("li", f"/v1/wallets/{live.ids['li']}/mandates?state=ended").json()["items"] == []
    assert live.get("works", f"/v1/merchants/{live.ids['teahouse']}/mandates").status_code == 404
    assert live.get("wang", f"/v1/wallets/{live.ids['li']}/mandates").status_code == 404
    assert live.get("teahouse", f"{path}/debits/T-2").json()["code"] == "debit_not_found"


def test_who_may_collects_and_changes_and_who_may_not_is_told_that_there_is_none(live: Live, path: str) -> None:
    payer = {"payer": live.ids["li"]}
    assert {live.post(who, f"{path}/debits", debit(live, 10)).status_code for who in ("li", "works", "icbc")} == {403}
    for act in ("pause", "resumption", "ending"):
        assert live.post("wang", f"{path}/{act}", {"payer": live.ids["wang"]}).json()["code"] == "mandate_not_found"
        assert live.post("wang", f"{path}/{act}", payer).json()["code"] == "wallet_not_found"
        assert live.post("teahouse", f"{path}/{act}", payer).status_code == 403
    assert live.post("icbc", f"{path}/pause", payer).json()["state"] == "paused"  # her operator tightens for her
    assert live.post("icbc", f"{path}/resumption", payer).status_code == 403  # and loosens nothing
    told = live.post("teahouse", f"{path}/debits", debit(live, 10)).json()
    assert (told["code"], told["detail"]) == ("mandate_not_open", "paused")
    assert live.post("li", f"{path}/resumption", payer).json()["state"] == "open"
    changed = live.post("li", f"{path}/terms", payer | {"per_debit": yuan(50), "per_period": yuan(60)}).json()
    assert (changed["version"], changed["per_debit"]) == (2, yuan(50))
    assert live.post("teahouse", f"{path}/debits", debit(live, 51)).json()["code"] == "mandate_debit_exceeded"
    assert live.post("li", f"{path}/ending", payer).json()["state"] == "ended"


def test_a_merchant_that_lost_the_answer_finds_it_by_its_own_number(live: Live, path: str) -> None:
    first = live.post("teahouse", f"{path}/debits", debit(live, 100), key="k-1")
    assert live.post("teahouse", f"{path}/debits", debit(live, 100), key="k-1").json() == first.json()
    again = live.post("teahouse", f"{path}/debits", debit(live, 100), key="k-2")
    assert (again.status_code, again.json()["code"]) == (409, "debit_number_used")
    found = live.get("teahouse", f"{path}/debits/T-1").json()
    assert (found["payment"], found["amount"]) == (first.json()["payment"], yuan(100))


def test_debits_and_dues_are_paged_as_other_lists_are(live: Live, path: str) -> None:
    for number in range(5):
        live.post("teahouse", f"{path}/debits", debit(live, 10, f"T-{number}"))
    seen: list[str] = []
    page = live.get("li", f"{path}/debits?limit=2").json()
    while True:
        seen += [each["number"] for each in page["items"]]
        if not page["next_cursor"]:
            break
        page = live.get("li", f"{path}/debits?limit=2&cursor={page['next_cursor']}").json()
    assert seen == [f"T-{number}" for number in range(5)]
    newest = live.get("teahouse", f"{path}/debits?sort=newest&limit=1").json()["items"]
    assert [each["number"] for each in newest] == ["T-4"]


def test_a_standing_payment_is_its_payer_s_to_order_to_read_and_to_end(live: Live) -> None:
    clock = live.town.clock
    starts = clock.now() + 3_600_000_000
    body = {"payer": live.ids["li"], "payee": live.ids["wang"], "amount": yuan(200), "cadence": "day"}
    assert live.post("wang", "/v1/standing-payments", body | {"starts_at": format_time(starts)}).status_code == 404
    made = live.post("li", "/v1/standing-payments", body | {"starts_at": format_time(starts)})
    assert made.status_code == 201, made.text
    place = f"/v1/standing-payments/{made.json()['standing_payment']}"
    seen = {who: live.get(who, place).status_code for who in ALL}
    assert seen == dict.fromkeys(ALL, 404) | {
        "li": 200, "icbc": 200, "central": 200, "auditor": 200, "teahouse": 403, "city": 403,
    }  # fmt: skip
    clock.advance_to(starts)
    StandingTurns(live.town.platform).turn()
    dues = live.get("li", f"{place}/dues").json()["items"]
    assert [(each["number"], each["state"], each["tries"], each["code"]) for each in dues] == [(1, "paid", 0, "")]
    paid = live.get("wang", f"/v1/payments/{dues[0]['payment']}").json()
    assert paid["amount"] == yuan(200)
    assert live.get("wang", f"{place}/dues").json()["code"] == "standing_payment_not_found"
    payer = {"payer": live.ids["li"]}
    assert live.post("icbc", f"{place}/pause", payer).json()["state"] == "paused"
    assert live.post("li", f"{place}/resumption", payer).json()["number"] == 2
    assert live.post("li", f"{place}/ending", payer).json()["state"] == "ended"
    own = live.get("li", f"/v1/wallets/{live.ids['li']}/standing-payments?state=ended").json()["items"]
    assert [(each["times_paid"], each["paid"]) for each in own] == [(1, yuan(200))]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ({"cadence": "once"}, "request_malformed"),
        ({"per_debit": yuan(0)}, "amount_invalid"),
        ({"per_debit": yuan(501)}, "request_malformed"),
        ({"debits_max": 0}, "request_malformed"),
        ({"last_day": "2020-01-01"}, "request_malformed"),
        ({"merchant": "mer_0000000000000"}, "merchant_not_found"),
    ],
)
def test_a_malformed_mandate_is_refused_where_it_is_written(live: Live, bad: dict[str, Any], code: str) -> None:
    terms = {"per_debit": yuan(300), "per_period": yuan(500), "cadence": "month"}
    body = {"payer": live.ids["li"], "merchant": live.ids["teahouse"], **terms}
    answer = live.post("li", "/v1/mandates", body | bad)
    assert answer.json()["code"] == code, answer.text
    assert answer.status_code in (404, 422)


def test_both_sides_read_what_was_allowed_when(live: Live, path: str) -> None:
    payer = {"payer": live.ids["li"]}
    live.post("teahouse", f"{path}/debits", debit(live, 280))
    live.post("li", f"{path}/terms", payer | {"per_debit": yuan(50), "per_period": yuan(60)})
    last = {"per_debit": yuan(50), "per_period": yuan(60), "last_day": "2027-01-31", "debits_max": 9}
    assert live.post("li", f"{path}/terms", payer | last).json()["last_day"] == "2027-01-31"
    lifted = {"per_debit": yuan(40), "per_period": yuan(60), "lifts": ["last_day"]}
    changed = live.post("li", f"{path}/terms", payer | lifted).json()
    assert (changed["last_day"], changed["debits_max"]) == (None, 9)
    told = live.post("li", f"{path}/terms", payer | lifted | {"lifts": ["per_debit"]}).json()
    assert told["code"] == "request_malformed"
    seen = {who: live.get(who, f"{path}/terms").status_code for who in ALL}
    assert seen == dict.fromkeys(ALL, 404) | {
        "li": 200, "icbc": 200, "boc": 200, "central": 200, "auditor": 200, "teahouse": 200, "city": 403,
    }  # fmt: skip
    terms = live.get("teahouse", f"{path}/terms").json()["items"]
    assert [(each["version"], each["per_debit"]["minor"], each["last_day"], each["debits_max"]) for each in terms] == [
        (1, 300, None, None), (2, 50, None, None), (3, 50, "2027-01-31", 9), (4, 40, None, 9),
    ]  # fmt: skip
    page = live.get("li", f"{path}/terms?limit=3").json()
    rest = live.get("li", f"{path}/terms?limit=3&cursor={page['next_cursor']}").json()
    assert page["items"] + rest["items"] == terms


def test_a_till_reads_nothing_of_what_the_company_behind_it_pays(live: Live) -> None:
    """A merchant that is paid into a company's wallet has its own debits; what the company has allowed is the
    company's."""
    town, works = live.town, live.ids["works"]
    canteen = town.do(OpenMerchant(town.number("works"), "Canteen", "食堂", "5812", "catering", "street")).merchant
    town.hire("canteen", Role.MERCHANT, "icbc", canteen)
    terms = {"per_debit": yuan(300), "per_period": yuan(500), "cadence": "month"}
    given = live.post("works", "/v1/mandates", terms | {"payer": works, "merchant": live.ids["teahouse"]}).json()
    place = f"/v1/mandates/{given['mandate']}"
    live.post("teahouse", f"{place}/debits", debit(live, 10))
    for path in (place, f"{place}/terms", f"{place}/debits", f"{place}/debits/T-1", f"/v1/wallets/{works}/mandates"):
        assert live.get("works", path).status_code == 200, path
        assert live.get("canteen", path).status_code == 404, path
    assert live.get("canteen", f"/v1/wallets/{works}").status_code == 200  # into which it is paid
