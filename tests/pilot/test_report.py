"""The report: one page that needs nothing from outside and says what the result says. And the tally behind it."""

import json
import re
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest

from jiaozi.pilot.events import Attempt, Pay
from jiaozi.pilot.plan import Plan, build_plan
from jiaozi.pilot.profile import load_profile
from jiaozi.pilot.report import render
from jiaozi.pilot.tally import TABLES, Tally

PROFILE = load_profile("chongqing")
VOID = {"meta", "link", "br", "img", "hr", "input"}


@cache
def small_plan() -> Plan:
    return build_plan(PROFILE, "0.002", 5)


@cache
def tallied() -> dict[str, Any]:
    tally = Tally(small_plan().population)
    for event in small_plan().events():
        if isinstance(event, Attempt):
            tally.refuse(event.refusal)
        else:
            tally.add(event)
    return tally.as_json()


def result(**changes: Any) -> dict[str, Any]:
    targets = small_plan().targets
    return {
        "pilot": "chongqing",
        "scale": "0.002",
        "seed": 5,
        "personal_wallets": targets.personal,
        "corporate_wallets": targets.corporate,
        "merchants": targets.merchants,
        "transactions": targets.transactions,
        "amount_minor": targets.amount_minor,
        "audit": {"ok": True, "checks": [{"name": "Every book sums to zero", "ok": True, "detail": "11 books"}]},
        "digest": "abc123",
        "seconds": 12.34,
        "transactions_per_s": 8_765.4,
        **tallied(),
        **changes,
    }


class Structure(HTMLParser):
    """Tags that open and do not close, and every address of something outside."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.open += [] if tag in VOID else [tag]
        names = ("src", "href", "xlink:href", "action", "data")
        self.addresses += [value for name, value in attrs if name in names and value]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_needs_nothing_from_outside() -> None:
    page = render(result())
    structure = Structure()
    structure.feed(page)
    assert structure.open == []
    assert not structure.tags & {"script", "link", "iframe", "object", "img"}
    assert all(address.startswith("#") for address in structure.addresses)
    assert not re.search(r"@import|url\(\s*['\"]?(https?:)?//", page)
    assert structure.tags >= {"svg", "table", "style"}


def test_the_page_says_the_totals_in_both_languages() -> None:
    page = render(result())
    for text in ("2,133", "85", "24", "3,153", "576,000.00", "abc123", "12.3", "8,765/s", "Every book sums to zero"):
        assert text in page
    for text in ("重庆数字人民币试点", "个人钱包", "对公钱包", "商户", "交易笔数", "余额不足", "渝北区", "审计"):
        assert text in page
    assert page.count("on target · 达标") == 5
    assert "✓ green · 通过" in page


def test_a_miss_and_a_red_audit_are_shown() -> None:
    red = {"ok": False, "checks": [{"name": "Backing", "ok": False, "detail": "short by 1 fen"}]}
    page = render(result(transactions=3_000, audit=red))
    assert page.count("on target") == 4
    assert "target · 目标 3,153" in page
    assert "✗ red · 未通过" in page
    assert "short by 1 fen" in page


def test_the_same_result_gives_the_same_page() -> None:
    assert render(result()) == render(json.loads(json.dumps(result())))


def test_text_of_the_result_cannot_become_markup() -> None:
    bad = "<script>alert(1)</script><b>"
    page = render(result(digest=bad, engine=bad, refused={bad: 3}, by_district={}, seed=bad))
    assert "<script" not in page
    assert "<b>" not in page.replace('class="names"><b>', "")


def test_tables_may_be_missing_but_not_the_totals() -> None:
    bare = {key: value for key, value in result().items() if key not in (*TABLES, "scale", "seed")}
    page = render(bare | {"refused": {}})
    assert "By field" not in page
    assert "on target" not in page
    with pytest.raises(KeyError):
        render({"pilot": "chongqing"})


def test_the_tally_agrees_with_the_plan() -> None:
    targets, tables = small_plan().targets, tallied()
    for table in ("by_field", "by_day", "by_district"):
        rows = tables[table].values()
        assert sum(row.get("transactions", 0) for row in rows) == targets.transactions
        assert sum(row.get("amount_minor", 0) for row in rows) == targets.amount_minor
    for table in ("wallets_by_class", "wallets_by_operator"):
        assert sum(row.get("personal", 0) for row in tables[table].values()) == targets.personal
        assert sum(row.get("corporate", 0) for row in tables[table].values()) == targets.corporate
    assert sum(tables["refused"].values()) == targets.refused
    assert sum(row.get("merchants", 0) for row in tables["by_district"].values()) == targets.merchants
    assert len(tables["by_day"]) == 45


def test_a_tally_goes_on_after_an_interruption() -> None:
    plan = small_plan()
    pays = [event for event in plan.events() if isinstance(event, Pay)]
    whole, first = Tally(plan.population), Tally(plan.population)
    for event in pays:
        whole.add(event)
    for event in pays[:1000]:
        first.add(event)
    second = Tally(plan.population, json.loads(json.dumps(first.as_json())))
    for event in pays[1000:]:
        second.add(event)
    assert second.as_json() == whole.as_json()
