"""On the site no blank stands where a line of Chinese ends, and nothing else of a page changes."""

import re
from pathlib import Path

import pytest
from tools.chinese_lines import joined
from tools.docs_site import DOCS, _prepared

from tests.docs.test_in_step import FENCED, PAGES

CHINESE = "一-鿿，。、；：？！（）“”《》"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("撤销或到期的金额，\n从发起当日", "撤销或到期的金额，从发起当日"),
        ("所在地区\n（GB/T 2260）", "所在地区（GB/T 2260）"),
        ("利息、\n  [规则库](a.md)", "利息、[规则库](a.md)"),
        ("见[限额](a.md)\n的说明", "见[限额](a.md)的说明"),
        ("**重要**\n事项", "**重要**事项"),
        ("代码为\n`pay`\n的操作", "代码为\n`pay`\n的操作"),
        ("如下：\n- 甲\n- 乙", "如下：\n- 甲\n- 乙"),
        ("如下：\n1. 甲\n2. 乙", "如下：\n1. 甲\n2. 乙"),
        ("- 甲，\n  乙\n- 丙", "- 甲，乙\n- 丙"),
        ("# 标题\n\n正文", "# 标题\n\n正文"),
        ("| 甲 |\n|---|\n| 乙 |", "| 甲 |\n|---|\n| 乙 |"),
        ("```sh\n# 甲\n# 乙，\n丙\n```", "```sh\n# 甲\n# 乙，\n丙\n```"),
        ("English lines\nstay apart", "English lines\nstay apart"),
    ],
)
def test_lines_are_joined_where_chinese_goes_on(text: str, shown: str) -> None:
    assert joined(text) == shown


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_of_the_site_has_a_blank_where_a_line_of_chinese_ended(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.sub(r"\s", "", joined(text)) == re.sub(r"\s", "", text)
    assert FENCED.findall(joined(text)) == FENCED.findall(text)
    assert re.findall(rf"[{CHINESE}]\n *[{CHINESE}]", FENCED.sub("", joined(text))) == []


def test_a_link_of_a_chinese_page_says_that_it_leads_to_english() -> None:
    shown = _prepared(DOCS / "zh/concepts/payments.md")
    assert "[设计决定 0034（英文）](../../decisions/0034-owed-refunds.md)" in shown
    assert "[钱包](wallets.md)" in shown
    assert "（英文）" not in _prepared(DOCS / "concepts/payments.md")


EMPHASIS = re.compile(r"(?<![*\\])\*(?![*\s])[^*\n]+\*(?!\*)|(?<![\w_])_(?![_\s])[^_\n]+_(?![\w_])")
CODED = re.compile(r"`[^`]*`")


@pytest.mark.parametrize("page", sorted((DOCS / "zh").rglob("*.md")), ids=lambda page: str(page.relative_to(DOCS)))
def test_no_chinese_page_slants_its_characters(page: Path) -> None:
    """Slanted Chinese is hard to read: what matters is bold."""
    said = CODED.sub("", FENCED.sub("", page.read_text(encoding="utf-8")))
    assert EMPHASIS.findall(said) == []


@pytest.mark.parametrize("text", ["取得*付款凭证*：", "*红包*自领取起", "取得 _凭证_ 后"])
def test_slanted_characters_are_found_and_bold_ones_are_not(text: str) -> None:
    assert EMPHASIS.search(text)
    assert not EMPHASIS.search(re.sub(r"[*_]", "**", text))
