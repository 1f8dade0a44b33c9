"""The pages as a browser shows them: whole, without a word of complaint, on a desk and on a phone."""

import pytest
from playwright.sync_api import Page, expect

from jiaozi.markup import template
from jiaozi.statements.proof import CODE_MAX
from tests.browser.chromium import open_page
from tests.docs.shell import Shell

WIDTHS = (1280, 390)
_CUT_OFF = """[...document.querySelectorAll("th, td")].filter(it => {
    const box = it.getBoundingClientRect();
    return box.width === 0 || box.left < 0 || box.right > window.innerWidth || it.scrollWidth > it.clientWidth;
}).map(it => it.textContent)"""
"""The cells of a page's tables that are not seen whole."""


def _fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.slow
def test_every_page_is_whole_on_a_desk_and_on_a_phone(shell: Shell) -> None:
    with open_page() as (page, complaints):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(f"{shell.base}/")
            expect(page.get_by_text("运营机构").first).to_be_visible()
            assert page.locator("td.code").first.is_visible()
            assert page.evaluate(_CUT_OFF) == [], f"/ at {width}"
            assert _fits(page), f"/ at {width}"
            page.goto(f"{shell.base}/report")
            expect(page.get_by_text("试点").first).to_be_visible()
            expect(page.locator("figure").first).to_be_visible()
            assert _fits(page), f"/report at {width}"
        assert complaints == []


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
def test_the_longest_code_of_a_statement_is_seen_whole_in_its_box(width: int) -> None:
    code = "-".join(["WWWW"] * 14)
    with open_page() as (page, complaints):
        page.set_viewport_size({"width": width, "height": 800})
        shown = template("api", "verify.html.j2")
        page.set_content(shown.render(code=code, told=None, spec=None, longest=CODE_MAX, action="verify"))
        box = page.get_by_label("Verification code")
        expect(box).to_have_value(code)
        assert box.evaluate("it => it.scrollWidth <= it.clientWidth && it.scrollHeight <= it.clientHeight")
        assert _fits(page)
        assert complaints == []


@pytest.mark.slow
def test_the_api_s_page_shows_an_operation_with_its_errors(shell: Shell) -> None:
    with open_page() as (page, complaints):
        page.goto(f"{shell.base}/docs/api")
        page.get_by_role("link", name="payments", exact=True).click()
        operation = page.locator("#operations-payments-pay")
        operation.click()
        expect(operation.get_by_text("Idempotency-Key").first).to_be_visible()
        expect(operation.get_by_text("409", exact=True).first).to_be_visible()
        assert complaints == []
