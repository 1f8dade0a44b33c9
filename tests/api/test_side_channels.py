"""What a caller is not told does not show in numbers beside what it is told."""

import base64
import re
from typing import Any

import pytest

from jiaozi.ids import decode_id
from jiaozi.kinds import PaymentNo
from jiaozi.payments.refund import RefundPayment
from jiaozi.wallets.changes import ChangeClass
from tests.api.conftest import Live, yuan
from tests.api.test_life import ok
from tests.worlds.people import resident_id


def test_a_cursor_shows_no_place_and_no_two_are_alike(live: Live) -> None:
    """A place counts rows that its reader may not see: another's events between two of one's own."""
    live.sequence()
    cursors = [ok(live.get("teahouse", "/v1/events?newest=true"))["next_cursor"] for _ in range(20)]
    raw = [base64.urlsafe_b64decode(each + "=" * (-len(each) % 4)) for each in cursors]
    assert len(set(raw)) == 20
    assert not any(re.search(rb"\d,-?\d", each) for each in raw)
    for each in cursors:
        assert ok(live.get("teahouse", "/v1/events", params={"cursor": each}))["items"] == []
        assert live.get("works", "/v1/events", params={"cursor": each}).json()["code"] == "cursor_invalid"
        changed = each[:-1] + ("A" if each[-1] != "A" else "Q")
        assert live.get("teahouse", "/v1/events", params={"cursor": changed}).json()["code"] == "cursor_invalid"


@pytest.mark.parametrize("closes", [False, True])
def test_no_number_is_left_out_where_the_payers_side_is_told_more(live: Live, closes: bool) -> None:
    live.town.do(ChangeClass(live.town.number("li"), "III", "李四", resident_id(1), "6222000000000001", True))
    payments = [live.pay(50_000).json()["payment"] for _ in range(2)]
    if closes:
        ok(live.post("li", f"/v1/wallets/{live.ids['li']}/closure"))
    live.sequence()
    start = ok(live.get("teahouse", "/v1/events?newest=true"))["next_cursor"]
    refunds = [RefundPayment(PaymentNo(decode_id("pay", payment)), 100) for payment in payments]
    platform = live.town.platform
    group = platform.run([platform.request(1, f"both{place}", each) for place, each in enumerate(refunds)])
    assert [type(each.outcome).__name__ for each in group] == ["Refunded"] * 2
    live.sequence()
    items = ok(live.get("teahouse", "/v1/events", params={"cursor": start}))["items"]
    assert [(each["n"], each["type"]) for each in items] == [(0, "payment.refunded"), (1, "payment.refunded")]
    kinds = [each["type"] for each in ok(live.get("icbc", "/v1/events?limit=200"))["items"]]
    assert kinds.count("refund.owed") == (2 if closes else 0)


def test_a_stored_refusal_tells_each_role_what_its_problem_told(live: Live) -> None:
    def looked_up(who: str, problem: Any) -> Any:
        found = ok(live.get(who, f"/v1/outcomes?operation=pay&key={who}"))["outcome"]["refused"]
        assert found == {name: problem[name] for name in ("code", "detail", "detail_zh", "rule", "rule_zh", "citation")}
        return found

    body = {"payer": live.ids["li"], "store": live.ids["counter"], "amount": yuan(10**9)}
    refused = looked_up("li", live.post("li", "/v1/payments", body, key="li").json())
    assert refused["code"] == "limit_single_exceeded"
    assert refused["rule"]
    assert refused["rule_zh"]
    assert refused["detail_zh"] != refused["detail"]
    assert refused["citation"] == ""
