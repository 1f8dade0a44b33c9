"""What is wrong with a field is told in words, in both languages, with an example; never as a regular expression."""

import gc
import re
from collections.abc import Iterator
from typing import Any

import pytest

from jiaozi import kinds
from jiaozi.api.app import document
from tests.api.conftest import Live, yuan

EXPRESSION = re.compile(r"\^|\[[^ ]*-|\\|\$|\{\d")
SECRET_OR_DIGEST = 32
"""What is as long as this nobody types; it needs no example."""


def forms() -> Iterator[kinds.Text]:
    document()
    return (each for each in gc.get_objects() if isinstance(each, kinds.Text))


@pytest.mark.only_engine("sqlite")  # no database at all
def test_every_kind_of_text_says_what_it_looks_like() -> None:
    found = list(forms())
    assert len(found) > 30
    for each in found:
        en, zh = each.form()
        assert not EXPRESSION.search(en.removesuffix(each.example)), en
        assert re.search("[\u4e00-\u9fff]", zh), zh
        if each.example and each.pattern:
            assert re.fullmatch(each.pattern, each.example), each
            assert each.example in en
            assert each.example in zh


def wrongly(ids: dict[str, str]) -> list[tuple[str, str, Any, str, str, str]]:
    """Who sends what, and what is told of which field."""
    pay = {"payer": ids["li"], "store": ids["counter"], "amount": yuan(1)}
    order = {"store": ids["counter"], "lines": [{"name": "tea", "quantity": 1, "unit": yuan(1)}]}
    shop = {"wallet": ids["shop"], "name_en": "A", "name_zh": "茶", "category": "58", "purpose": "", "scenario": ""}
    plain, plain_zh = "printable characters, without blanks at the ends", "个可打印字符，首尾不得有空格"
    signs, signs_zh = "letters, digits and signs of ASCII, without blanks at the ends", "个 ASCII 字符，首尾不得有空格"
    whole = ("a whole number of minor units from 1 to 10^15", "1 至 10^15 的整数（最小单位）")
    mobile = "11 digits of a mainland mobile phone, or + with a country's code, such as 13800000000"
    mobile_zh = "11 位大陆手机号，或以 + 和国家代码开头，例如 13800000000"
    wallet = "wal_0C5S1ZZ4R0400"
    asked = {"payer": ids["li"], "phone": "0123"}
    numbered = order | {"number": "单-1"}
    number = "2026-11-000123"
    return [
        ("li", "/v1/payments", pay | {"payer": "me"}, "payer", f"an id such as {wallet}", f"标识，例如 {wallet}"),
        ("li", "/v1/payments", pay | {"reference": "a "}, "reference", f"1 to 64 {plain}", f"1 至 64 {plain_zh}"),
        ("li", "/v1/payments", pay | {"purpose": " "}, "purpose", f"at most 40 {plain}", f"最多 40 {plain_zh}"),
        ("li", "/v1/payments", pay | {"x": 1}, "x", "there is no such field", "没有此字段"),
        ("li", "/v1/payments", pay | {"amount": yuan(0)}, "amount.minor", *whole),
        ("li", "/v1/alias-resolutions", asked, "phone", mobile, mobile_zh),
        ("teahouse", "/v1/orders", numbered, "number", f"1 to 64 {signs}, such as {number}",
         f"1 至 64 {signs_zh}，例如 {number}"),
        ("boc", "/v1/merchants", shop, "category", "4 digits, such as 5411", "4 位数字，例如 5411"),
    ]  # fmt: skip


@pytest.mark.only_engine("sqlite")  # forms are checked above the database
def test_what_is_wrong_is_told_in_words(live: Live) -> None:
    for who, path, body, field, en, zh in wrongly(live.ids):
        problem = live.post(who, path, body).json()
        assert problem.get("errors") == [{"field": f"body.{field}", "message": en, "message_zh": zh}], problem
        assert problem["detail"] == f"body.{field}: {en}"
    for path in (
        "/v1/wallets/x",
        "/v1/rules?subject=A",
        "/v1/wallets?cursor=~",
        "/v1/outcomes?operation=Pay&key=\u00e9",
    ):
        for told in live.get("li", path).json()["errors"]:
            assert not EXPRESSION.search(told["message"]), told


def test_a_time_of_a_query_has_its_offset_also_where_nobody_escaped_the_plus(live: Live) -> None:
    balance = f"/v1/wallets/{live.ids['li']}/balance?at=2025-12-30T09:00:00"
    answers = [live.get("li", f"{balance}{offset}") for offset in ("%2B08:00", "+08:00", "%2B0800", "+0800")]
    assert [each.status_code for each in answers] == [200] * 4
    assert len({each.text for each in answers}) == 1
    for wrong in ("", "+", "+8", "++08:00", "+08:00+", "%2D+08:00"):
        told = live.get("li", f"{balance}{wrong}")
        assert (told.status_code, told.json()["code"]) == (422, "request_malformed"), wrong
    body = {
        "payer": live.ids["li"],
        "store": live.ids["counter"],
        "amount": yuan(1),
        "expires_at": "2025-12-31T10:00:00 08:00",
    }
    assert live.post("li", "/v1/holds", body).json()["errors"][0]["field"] == "body.expires_at"


def test_an_expiry_that_is_refused_says_now_and_the_latest(live: Live) -> None:
    hold = {"payer": live.ids["li"], "store": live.ids["counter"], "amount": yuan(1)}
    for expiry in ("2025-12-30T10:00:00+08:00", "2027-01-01T00:00:00+08:00"):
        problem = live.post("li", "/v1/holds", hold | {"expires_at": expiry}).json()
        assert problem["code"] == "expiry_invalid"
        assert re.fullmatch(r"now 2025-12-30T10:00:00\S*\+08:00, latest 2026-\S+\+08:00", problem["detail"])
    order = {"store": live.ids["counter"], "number": "A", "lines": [{"name": "tea", "quantity": 1, "unit": yuan(1)}]}
    request = {"store": live.ids["counter"], "amount": yuan(1), "expires_at": "2025-01-01T00:00:00+08:00"}
    assert "now 2025-12-30" in live.post("teahouse", "/v1/payment-requests", request).json()["detail"]
    code = {"store": live.ids["counter"], "amount": yuan(1), "lifetime_s": 90_000}
    assert live.post("teahouse", "/v1/collect-codes", code).json()["detail"] == "lifetime_s: 0 to 86400"
    assert live.post("teahouse", "/v1/orders", order | {"lifetime_s": 10**6}).status_code == 422
