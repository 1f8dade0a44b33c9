"""The report: one page that needs nothing from outside and says what the result says. And the tally behind it."""

import json
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest
from markupsafe import escape

from jiaozi.money import format_minor
from jiaozi.pilot.census import TABLES, by_field
from jiaozi.pilot.charts import TONES, columns
from jiaozi.pilot.events import Attempt
from jiaozi.pilot.plan import Plan, build_plan
from jiaozi.pilot.profile import load_profile
from jiaozi.pilot.report import render
from tests.pilot.model import expected

PROFILE = load_profile("chongqing")
VOID = {"wbr", "meta", "link", "br", "img", "hr", "input"}


@cache
def small_plan() -> Plan:
    return build_plan(PROFILE, "0.002", 5)


@cache
def counted() -> dict[str, Any]:
    refused = Counter(event.refusal for event in small_plan().events() if isinstance(event, Attempt))
    tables = expected(small_plan())
    fields = by_field(PROFILE, tables["by_trade"])
    return {**tables, "by_field": fields, "money": {**tables["money"], "vaults_minor": 0}, "refused": dict(refused)}


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
        "posted": targets.transactions,
        "transactions_per_s": 8_765.4,
        **counted(),
        **changes,
    }


class Structure(HTMLParser):
    """Tags that open and do not close, and every address that a browser would load without being asked."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.open += [] if tag in VOID else [tag]
        names = ("src", "href", "xlink:href", "action", "data")
        self.addresses += [value for name, value in attrs if name in names and value and tag != "a"]

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
    assert structure.tags >= {"figure", "table", "style"}


def test_the_page_says_the_totals_in_both_languages() -> None:
    page = render(result())
    for text in ("2,133", "85", "24", "3,153", "576,000.00", "abc123", "12.3", "8,765/s", "Every book sums to zero"):
        assert text in page
    for text in ("重庆数字人民币试点", "个人钱包", "对公钱包", "商户", "支付笔数", "余额不足", "渝北区", "审计"):
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
    assert bad not in page


def test_tables_may_be_missing_but_not_the_totals() -> None:
    bare = {
        key: value
        for key, value in result().items()
        if key not in (*TABLES, "by_field", "by_trade", "money", "flows", "scale", "seed")
    }
    page = render(bare | {"refused": {}})
    assert "By field" not in page
    assert "on target" not in page
    with pytest.raises(KeyError):
        render({"pilot": "chongqing"})


def test_the_source_is_explained_and_its_figures_stand_beside_what_came_out() -> None:
    page = render(result())
    told = page[page.index('id="source"') : page.index('id="days"')]
    for text in (
        "press report of 19 May 2022",
        "2022年5月19日",
        "Mobile Payment Network",
        "1,066,600",
        "more than 12,000",
    ):
        assert text in told
    for text in ("2,133", "3,153", "1,576,700", "288,000,000.00", "576,000.00"):
        assert text in told
    assert told.count("✓ met · 达标") == 5
    jd = load_profile("jd").scaled("0.001")
    own = render(
        result(
            pilot="jd",
            scale="0.001",
            personal_wallets=jd.personal,
            corporate_wallets=jd.corporate,
            merchants=jd.merchants,
            transactions=jd.transactions,
            amount_minor=jd.amount_minor,
        )
    )
    assert own.count("not said; ours:") == 3
    assert "near 2 million" not in own
    assert "nearly 2 million" in own


def test_every_column_says_its_day_and_its_figure() -> None:
    page = render(result())
    for day, row in counted()["by_day"].items():
        for text in (f"{row['transactions']:,}", format_minor(row["amount_minor"]), format_minor(row["held_minor"])):
            assert re.search(rf'aria-label="{day} \w+ 周. · {re.escape(text)}"', page), (day, text)


def test_every_district_has_a_tile_of_its_own() -> None:
    tiles = [district.tile for district in PROFILE.districts]
    assert len({*tiles}) == len(tiles) == 38
    assert all(len(tile) == 2 for tile in tiles)
    page = render(result())
    for district in PROFILE.districts:
        row = counted()["by_district"].get(district.code, {})
        said = f"payments 笔数 {row.get('transactions', 0):,} · RMB {format_minor(row.get('amount_minor', 0))} 元"
        assert page.count(f'aria-label="{escape(district.en)} {district.zh} · {said}') == 2, district
    assert 'class="tiles-map"' not in render(result(by_district={}))


def test_a_colour_means_one_thing() -> None:
    page = render(result())
    for measure, tone in (("Payments", "payments"), ("Paid, RMB", "yuan"), ("Active wallets", "wallets")):
        figures = re.findall(rf'<figure class="columns t-([\w-]+)">\s*<figcaption>{measure}', page)
        assert figures, measure
        assert {*figures} == {tone}
    assert all(f"t-{tone}" in page for tone in TONES)
    colours = re.findall(r"--(?:payments|yuan|wallets|merchants|bad|good): (#\w+)", page)
    assert len(colours) == len({*colours}) == len(TONES)


def test_a_chart_has_few_lines_and_labels() -> None:
    for most in (0, 1, 7, 99, 12_345, 10**9):
        chart = columns("", "", "yuan", [(str(n), str(n)) for n in range(92)], [0] * 91 + [most], str)
        shown = [mark.shown for mark in chart.marks if mark.shown]
        assert len(shown) <= 9
        assert 1 <= shown.count("always") <= 4
        assert 1 <= len(chart.ticks) <= 5
        assert chart.marks[-1].height == ("100.0" if most else "0.0")


def test_a_run_that_went_on_says_how_much_was_there_and_no_speed_that_never_was() -> None:
    assert "Payments of an earlier call" not in render(result())
    again = render(result(posted=0, transactions_per_s=None))
    assert "/s<" not in again
    assert "Accepted payments per second" not in again
    assert "Payments of an earlier call" in again
