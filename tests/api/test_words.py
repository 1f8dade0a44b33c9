"""What a refusal tells a customer: amounts with their units, what is allowed, when it resets, and the rule's public
name in both languages; where the rule stands it tells staff alone."""

import json
import re

import pytest

from jiaozi.api.problems import problem, rule_words
from jiaozi.details import zh_of
from jiaozi.errors import ERRORS
from jiaozi.rulebook import Confidence, load
from jiaozi.wire.base import told
from tests.api.conftest import Live, live, serve, town

__all__ = ["live", "serve", "town"]

CUSTOMERS = ("", "merchant", "employer", "government", "holder")
CHINESE = re.compile(r"[一-鿿]")


@pytest.mark.parametrize("role", CUSTOMERS)
def test_no_refusal_tells_a_customer_where_a_rule_stands(role: str) -> None:
    """Every code of the table, and every rule of the book."""
    for rule in load().rules:
        body = problem("0", "limit_single_exceeded", "", rule.cite(), role=role)
        said = json.dumps(body, ensure_ascii=False)
        assert (bool(body["rule"]), bool(CHINESE.search(body["rule_zh"])), body["citation"]) == (True, True, ""), (
            rule.id
        )
        kept_from_them = (rule.id, f"; {rule.confidence})", "Domain facts", ".toml", "§")
        assert [each for each in kept_from_them if each in said] == []
    for code, spec in ERRORS.items():
        body = problem("0", code, role=role)
        assert (body["title"], body["title_zh"], body["citation"]) == (spec.en, spec.zh, "")
        assert not re.search(r"Domain facts|§|\.toml|S[0-4]:", spec.en + spec.zh)


@pytest.mark.parametrize("role", ["central_bank", "operator", "auditor"])
def test_staff_are_told_where_it_stands(role: str) -> None:
    for rule in load().rules:
        words = rule_words(rule.cite(), role)
        assert re.fullmatch(rf"{re.escape(rule.id)} \(.+; {rule.confidence}\)", words.citation)
    assert {each.value for each in Confidence} == {"sourced", "weak", "unverified", "ours"}


def test_what_is_no_rule_of_the_book_is_told_in_words_or_to_staff_alone() -> None:
    assert rule_words("a lower limit that the holder set", "holder") == (
        "a lower limit that the holder set",
        "持有人自行设定的较低限额",
        "",
    )
    assert rule_words("operators.jd on 2022-05-15", "holder") == ("", "", "")
    assert rule_words("operators.jd on 2022-05-15", "central_bank").citation == "operators.jd on 2022-05-15"
    assert rule_words("", "operator") == ("", "", "")


@pytest.mark.only_engine("sqlite")  # what is told is made after the database has answered
def test_a_passed_limit_says_what_is_allowed_and_when_it_resets(live: Live) -> None:
    wallet = live.ids["li"]
    lowered = {"daily": {"minor": 5, "asset": "E-CNY"}}
    assert live.post("li", f"/v1/wallets/{wallet}/limits", lowered).status_code == 200
    refused = live.pay(10).json()
    assert refused["code"] == "limit_daily_exceeded"
    assert refused["detail"] == (
        "0.10 yuan asked, 0.00 yuan of 0.05 yuan used today; today's limit resets at 00:00 China time on 2025-12-31"
    )
    assert refused["detail_zh"] == (
        "申请金额 0.10 元，今日限额 0.05 元，已用 0.00 元；今日限额于北京时间 2025-12-31 00:00 重置"
    )
    assert (refused["rule"], refused["rule_zh"], refused["citation"]) == (
        "a lower limit that the holder set",
        "持有人自行设定的较低限额",
        "",
    )


@pytest.mark.only_engine("sqlite")  # what is told is made after the database has answered
def test_a_wallets_limits_name_their_rule_and_tell_staff_where_it_stands(live: Live) -> None:
    path = f"/v1/wallets/{live.ids['li']}"
    own, staff = (live.get(who, path).json()["limits"]["single"] for who in ("li", "icbc"))
    assert CHINESE.search(own["rule_zh"])
    assert (own["citation"], own["rule"]) == ("", staff["rule"])
    assert staff["citation"].startswith("limits.scheme.")


@pytest.mark.only_engine("sqlite")  # decided before the database
def test_names_of_parameters_are_never_translated(live: Live) -> None:
    refused = live.get("icbc", "/v1/proposals?nope=1").json()
    names = refused["detail"].removeprefix("no such parameter: nope; query parameters here: ")
    assert refused["detail_zh"] == f"没有查询参数 nope；可用的查询参数：{names}"
    assert zh_of("no such parameter: nope; no query parameters here") == "没有查询参数 nope；此处没有查询参数"
    assert zh_of("query parameters here: number, limit") == "可用的查询参数：number, limit"
    assert zh_of("no query parameters here") == "此处没有查询参数"


@pytest.mark.only_engine("sqlite")  # decided before the database
def test_the_parameter_that_is_wrong_is_named_unless_it_may_be_anything(live: Live) -> None:
    twice = live.get("icbc", "/v1/proposals?limit=1&limit=1").json()
    assert twice["detail"].startswith("limit is there more than once; query parameters here: ")
    assert twice["detail_zh"].startswith("limit 重复；可用的查询参数：")
    other = live.get("icbc", "/v1/proposals?%3Cb%3E=1").json()
    assert other["detail"].startswith("query parameters here: ")


@pytest.mark.only_engine("sqlite")  # decided before the database
def test_bounds_and_choices_are_told_in_both_languages(live: Live) -> None:
    low = live.get("icbc", "/v1/proposals?limit=0").json()["errors"][0]
    assert (low["message"], low["message_zh"]) == ("not below 1", "不得小于 1")
    body = {"scope": "some", "reason": "order 1"}
    choice = live.post("icbc", f"/v1/wallets/{live.ids['li']}/freezes", body).json()["errors"][0]
    assert choice["message"] == "one of: all, out, amount"
    assert choice["message_zh"] == "须为以下之一：all、out、amount"


@pytest.mark.parametrize("kind", ["some_new_kind", "value_error"])
def test_what_has_no_words_of_its_own_loses_nothing(kind: str) -> None:
    en, zh = told(kind, "{odd} says more", {"odd": 1})
    assert "Value error" not in en + zh
    assert kind == "value_error" or zh == "不符合要求：{odd} says more"


@pytest.mark.only_engine("sqlite")  # decided before the database
def test_malformed_fields_are_told_in_chinese_too(live: Live) -> None:
    refused = live.post("li", "/v1/payments", {"payer": "x", "amount": {"minor": 0, "asset": "E-CNY"}}).json()
    assert CHINESE.search(refused["detail_zh"])
    assert all(CHINESE.search(each["message_zh"]) for each in refused["errors"])
