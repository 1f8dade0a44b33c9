"""The page of a day's reconciliation on a phone: nothing sticks out, and what stands beside a label stays beside it."""

from typing import Any

import pytest

from jiaozi.reconciliation.report import report
from tests.browser.chromium import open_page

pytestmark = pytest.mark.only_engine("sqlite")  # no database has to do with it
LINES = """() => [...document.querySelectorAll(".scroll td[data-l]:has(br)")].map(each => {
  const range = document.createRange(); range.selectNodeContents(each);
  return [...range.getClientRects()].filter(box => box.width > 1).map(box => Math.round(box.left)); })"""


def yuan(minor: int) -> dict[str, Any]:
    return {"minor": minor, "asset": "CNY"}


DAY: dict[str, Any] = {
    "day": "2026-01-31", "account": "acc_0A1B2C3D4E5F6", "core_account": "MB0001", "operator": "ins_00000000000G0",
    "file": "0123456789abcdef" * 4, "attempt": 1, "state": "matched", "matched_at": "2026-02-01T09:00:00+08:00",
    "open_breaks": 1, "breaks": 1, "closed_at": None, "core_entries": 2, "core_credit": yuan(100),
    "core_debit": yuan(0), "platform_entries": 1, "platform_credit": yuan(0), "platform_debit": yuan(0),
    "difference": yuan(100), "matched": 1,
}  # fmt: skip
BREAK: dict[str, Any] = {
    "number": 1, "kind": "day_differs", "state": "explained", "other_day": "2026-01-30", "core": yuan(100),
    "platform": None, "difference": yuan(100), "reference": "S" * 60, "core_reference": "8812001",
    "transfer": "trf_0A1B2C3D4E5F6",
    "reason": "booked by hand", "journal": "jnl_0A1B2C3D4E5F6", "said_by": "prn_0A1B2C3D4E5F6",
    "said_at": "2026-02-01T09:00:00+08:00",
}  # fmt: skip


def test_on_a_phone_every_line_of_a_value_stands_beside_its_label() -> None:
    with open_page() as (page, complaints):
        page.set_viewport_size({"width": 390, "height": 800})
        page.set_content(report(DAY, [BREAK]))
        assert DAY["file"] in page.content()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        found = page.evaluate(LINES)
    assert len(found) == 3
    assert [lines for lines in found if len(lines) < 2 or len(set(lines)) > 1] == []
    assert complaints == []
