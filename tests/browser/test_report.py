"""The reports as a browser shows them, at the widths of a phone and a desk: no text is cut, every value can be had."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import open_page
from tests.cli.conftest import Jiaozi

WIDTHS = (390, 1280)
REPORTS = {
    "pilot": ("pilot", "run", "chongqing", "--scale", "0.001"),
    "replay": ("pilot", "replay", "chongqing", "--from", "2026-04-01", "--scale", "0.0005"),
    "world": ("world", "--as-of", "2021-04-24"),
}
CUT = """() => [...document.querySelectorAll("main *, header *")].filter(each => {
  if (each.closest(".tip") || !each.innerText || getComputedStyle(each).display === "none") return false;
  const box = each.getBoundingClientRect();
  const hides = getComputedStyle(each).overflowX !== "visible" && each.scrollWidth > each.clientWidth + 1;
  return hides || (box.width > 0 && (box.left < -1 || box.right > innerWidth + 1));
}).map(each => `${each.tagName}.${each.className}: ${each.innerText.slice(0, 40)}`)"""
"""Elements with text that is hidden by an edge, its own or the page's."""

SPLIT = r"""() => {
  const found = [], walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (node.parentElement.closest(".tip, .digest, .cite") || !node.parentElement.checkVisibility()) continue;
    for (const word of node.data.matchAll(/[A-Za-z]+|[0-9][0-9,.]*[0-9]/g)) {
      const range = document.createRange();
      range.setStart(node, word.index); range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) found.push(word[0]);
    }
  }
  return found;
}"""
"""Words and numbers that begin on one line and end on another."""

OUTSIDE = """() => [...document.querySelectorAll(".tiles-map .mark, .badge, .tile")].filter(each =>
  each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1).map(each => each.innerText)"""
"""Tiles whose text does not fit in them."""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A report of each kind."""
    home = Jiaozi(tmp_path_factory.mktemp("reports"))
    for name, arguments in REPORTS.items():
        home.run(*arguments, "--report", str(home.home / name))
    return {name: home.home / name / "report.html" for name in REPORTS}


@pytest.fixture
def browser() -> Iterator[tuple[Page, list[str]]]:
    """A page and what it complained of."""
    with open_page() as opened:
        yield opened


@pytest.mark.slow
@pytest.mark.parametrize("name", REPORTS)
def test_no_text_is_cut_and_no_word_broken(
    reports: dict[str, Path], browser: tuple[Page, list[str]], name: str
) -> None:
    page, complaints = browser
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(reports[name].as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), width
        assert page.evaluate(CUT) == [], width
        assert page.evaluate(SPLIT) == [], width
        assert page.evaluate(OUTSIDE) == [], width
    assert complaints == []


@pytest.mark.slow
def test_labels_stand_apart_and_are_fewer_on_a_phone(reports: dict[str, Path], browser: tuple[Page, list[str]]) -> None:
    page, _ = browser
    counts = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(reports["pilot"].as_uri())
        chart = page.locator("#days figure").first
        boxes = [box for label in chart.locator(".label").all() if (box := label.evaluate(_TEXT_BOX))["width"]]
        counts[width] = len(boxes)
        edge = chart.bounding_box()
        assert edge is not None
        assert all(left["right"] < right["left"] for left, right in pairwise(boxes))
        assert boxes[-1]["right"] <= edge["x"] + edge["width"] + 1
    assert counts[390] < counts[1280]


_TEXT_BOX = """each => { const range = document.createRange(); range.selectNodeContents(each);
  const box = range.getBoundingClientRect(); return {left: box.left, right: box.right, width: box.width}; }"""


@pytest.mark.slow
@pytest.mark.parametrize("section", ["days", "hours", "districts"])
def test_a_value_is_told_to_the_mouse_and_to_the_keyboard_within_the_page(
    reports: dict[str, Path], browser: tuple[Page, list[str]], section: str
) -> None:
    page, _ = browser
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(reports["pilot"].as_uri())
        figure = page.locator(f"#{section} figure").first
        for place in ("first", "last"):
            mark = getattr(figure.locator(".mark"), place)
            tip, told = mark.locator(".tip"), mark.get_attribute("aria-label")
            expect(tip).to_be_hidden()
            mark.focus()
            expect(tip).to_be_visible()
            expect(tip).to_have_text(told or "")
            box, lead = tip.bounding_box(), figure.locator(".lead").bounding_box()
            assert box is not None
            assert lead is not None
            assert 0 <= box["x"] <= box["x"] + box["width"] <= width
            assert box["height"] >= lead["height"], "what it says while nothing is pointed at shows behind it"
            mark.blur()
            mark.hover()
            expect(tip).to_be_visible()
            page.mouse.move(0, 0)
