"""The concepts and the quick starts in Chinese are the English ones: whoever changes a page changes the other, too."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import pytest

from tests.docs.blocks import ROOT, links

DOCS = ROOT / "docs"
ZH = DOCS / "zh"
PAGES = sorted(page for folder in ("concepts", "start") for page in (ZH / folder).glob("*.md"))
ELSEWHERE = {
    DOCS / "concepts/glossary.md": ZH / "glossary.md",
    DOCS / "start/tutorial.md": ZH / "tutorial.md",
    DOCS / "index.md": ZH / "index.md",
}
"""English pages whose Chinese one stands at another place."""
FENCED = re.compile(r"^ *```.*?^ *```$", re.DOTALL | re.MULTILINE)
COMMENT = re.compile(r"^( *(?:#|//)) .*$", re.MULTILINE)
"""A line of code that is a comment: each language has its own words."""
HEADING = re.compile(r"^(#+) +(.*)$", re.MULTILINE)
TABLE = re.compile(r"(?:^ *\|.*\n?)+", re.MULTILINE)
CODE = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")


def english(page: Path) -> Path:
    """The page that a Chinese one is of."""
    return DOCS / page.relative_to(ZH)


def chinese(page: Path) -> Path:
    """The page that stands for an English one among the Chinese; the page itself where there is none."""
    place = ELSEWHERE.get(page) or (ZH / page.relative_to(DOCS) if page.is_relative_to(DOCS) else page)
    return place if place.is_file() else page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_comments_of_code_are_in_the_pages_language(page: Path) -> None:
    blocks = FENCED.findall(page.read_text(encoding="utf-8"))
    comments = [found[0] for block in blocks for found in COMMENT.finditer(block)]
    assert [each for each in comments if not re.search("[一-鿿]", each)] == []


def shape(page: Path, text: str) -> dict[str, list[str]]:
    """What is the same in both languages, of a page at its place with this text."""
    said = FENCED.sub("", text)
    return {
        "code blocks": [COMMENT.sub(r"\1", block) for block in FENCED.findall(text)],
        "headings": [marks for marks, _ in HEADING.findall(said)],
        "tables": [_size(table.splitlines()) for table in TABLE.findall(said)],
        "links": sorted(_targets(page, said)),
        "code in sentences": sorted({re.sub(r"\s+", " ", code) for code in CODE.findall(said)}),
    }


def _size(table: list[str]) -> str:
    return f"{len(table) - 2} rows of {table[1].count('|') - 1}"


def _targets(page: Path, text: str) -> Iterator[str]:
    """Where the links of a page lead, as a Chinese page would say it."""
    for link in LINK.findall(text):
        if "://" in link or link.startswith(("/", "mailto:")):
            yield link
            continue
        path, _, heading = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        place = (target if page.is_relative_to(ZH) else chinese(target)).relative_to(ROOT)
        names = _names(text if target == page else target.read_text(encoding="utf-8")) if heading else []
        yield f"{place}#{names.index(heading) if heading in names else heading}"


def _names(text: str) -> list[str]:
    """What links call the headings of a page, in their order."""
    said = HEADING.findall(FENCED.sub("", text))
    return [re.sub(r"[^\w -]", "", words.strip().lower()).replace(" ", "-") for _, words in said]


def apart(page: Path, in_english: str, in_chinese: str) -> dict[str, list[str]]:
    """In what a Chinese page and its English one differ, were these their texts: `-` is English only, `+` Chinese."""
    shapes = shape(english(page), in_english), shape(page, in_chinese)
    both = {what: (shapes[0][what], shapes[1][what]) for what in shapes[0]}
    return {what: list(_differences(*lists)) for what, lists in both.items() if lists[0] != lists[1]}


def _differences(one: list[str], other: list[str]) -> Iterator[str]:
    lines = list(unified_diff(one, other, n=0, lineterm=""))
    yield from (line for line in lines[2:] if not line.startswith("@@"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ZH)))
def test_a_chinese_page_has_all_that_its_english_one_has(page: Path) -> None:
    assert english(page).is_file(), "its English page is gone"
    texts = [each.read_text(encoding="utf-8") for each in (english(page), page)]
    assert apart(page, *texts) == {}


@pytest.mark.parametrize("folder", ["concepts", "start"])
def test_every_page_has_a_chinese_one(folder: str) -> None:
    assert [page.name for page in sorted((DOCS / folder).glob("*.md")) if chinese(page) == page] == []
    assert not (ZH / "concepts/glossary.md").exists(), "it is written beside, by `make docs`"


def test_the_chinese_index_leads_to_every_chinese_page_once() -> None:
    index = ZH / "index.md"
    led = Counter((ZH / link).resolve() for link in links(index))
    assert {page: led[page] for page in ZH.rglob("*.md") if page != index and led[page] != 1} == {}


@pytest.mark.parametrize("index", [DOCS / "index.md", ZH / "index.md"], ids=lambda page: str(page.relative_to(DOCS)))
def test_an_index_leads_to_every_page_of_concepts_in_its_language(index: Path) -> None:
    led = {(index.parent / link).resolve() for link in links(index)}
    assert [page.name for page in sorted((index.parent / "concepts").glob("*.md")) if page not in led] == []


PAGE = """\
# Title

See [limits](wallets.md#limits), [words](glossary.md), [why](../decisions/0025-edge.md).

## Part

| a | b |
|---|---|
| `code` | 1 |

```sh
jiaozi status
```
"""
IN_CHINESE = """\
# 标题

[限额](wallets.md#{limits})、[术语](../glossary.md)、[原因](../../decisions/0025-edge.md)。

## 部分

| 甲 | 乙 |
|---|---|
| `code` | 1 |

```sh
jiaozi status
```
"""
CHANGES = {
    "code blocks": ("jiaozi status", "jiaozi audit"),
    "headings": ("## Part", "### Part"),
    "tables": ("| `code` | 1 |\n", "| `code` | 1 |\n| | 2 |\n"),
    "links": ("decisions/0025-edge.md", "decisions/0024-what-refusals-tell.md"),
    "code in sentences": ("`code`", "`cod`"),
}


@pytest.fixture
def in_chinese() -> str:
    one, other = (_names((folder / "concepts/wallets.md").read_text(encoding="utf-8")) for folder in (DOCS, ZH))
    return IN_CHINESE.format(limits=other[one.index("limits")])


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_to_one_page_alone_is_found(what: str, in_chinese: str) -> None:
    page, changed = ZH / "concepts/edge.md", PAGE.replace(*CHANGES[what])
    assert changed != PAGE
    assert apart(page, PAGE, in_chinese) == {}
    assert list(apart(page, changed, in_chinese)) == [what]


ASTRAY = {
    "](wallets.md": "](../../concepts/wallets.md",
    "](../glossary.md": "](../../concepts/glossary.md",
    "wallets.md#": "wallets.md#no-",
}


@pytest.mark.parametrize("right", ASTRAY)
def test_a_link_to_an_english_page_or_to_no_heading_is_found(right: str, in_chinese: str) -> None:
    astray = in_chinese.replace(right, ASTRAY[right])
    assert list(apart(ZH / "concepts/edge.md", PAGE, astray)) == ["links"]
