"""What there is, is found by its name: every part of the API has a page or a heading among the concepts."""

import json
import re
from pathlib import Path

import pytest

from jiaozi.api.openapi import operations
from tests.docs.blocks import ROOT

CONCEPTS = ROOT / "docs" / "concepts"
DOCUMENT = json.loads((ROOT / "docs/reference/openapi.json").read_text("utf-8"))
TAGS = [each["name"] for each in DOCUMENT["tags"]]
ELSEWHERE = {
    "merchants": CONCEPTS / "acceptance.md",
    "bank accounts": CONCEPTS / "banking.md",
    "institutions": CONCEPTS / "two-tiers.md",
    "events": CONCEPTS / "webhooks.md",
    "world": ROOT / "docs/recipes/own-world.md",
    "running system": CONCEPTS / "edge.md",
}
"""Parts that stand on the page of something wider."""


@pytest.mark.parametrize("tag", TAGS)
def test_a_part_of_the_api_is_found_by_its_name(tag: str) -> None:
    named = (CONCEPTS / f"{tag.replace(' ', '-')}.md").exists()
    titles = re.compile(rf"^##? .*\b{re.escape(tag)}\b", re.MULTILINE | re.IGNORECASE)
    found = named or any(titles.search(page.read_text(encoding="utf-8")) for page in CONCEPTS.glob("*.md"))
    assert found != (tag in ELSEWHERE)
    assert found or ELSEWHERE[tag].exists()


@pytest.mark.parametrize("page", [CONCEPTS / "edge.md", ROOT / "docs/zh/concepts/edge.md"], ids=str)
def test_what_needs_no_key_stands_on_the_page_of_the_edge(page: Path) -> None:
    open_to_all = {path for _, path, operation in operations(DOCUMENT) if not operation["security"]}
    assert "/v1/statement-checks/{code}" in open_to_all
    said = page.read_text(encoding="utf-8")
    assert [path for path in sorted({*open_to_all, "/verify", "/report"}) if f"{path}`" not in said] == []


@pytest.mark.parametrize("name", ["payments", "lists", "wallets"])
def test_a_page_of_concepts_is_about_what_it_is_called(name: str) -> None:
    assert (CONCEPTS / f"{name}.md").read_text(encoding="utf-8").startswith(f"# {name.capitalize()}\n")


def test_a_sentence_of_the_concepts_stands_there_once() -> None:
    """A long line that stands on two pages is said twice, and one of them is going to be wrong."""
    lines: dict[str, set[str]] = {}
    for page in CONCEPTS.glob("*.md"):
        prose = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        for line in prose.splitlines():
            if len(line) > 60:
                lines.setdefault(line.strip(), set()).add(page.name)
    assert {line: pages for line, pages in lines.items() if len(pages) > 1} == {}


def test_the_recipe_of_the_sdks_names_what_the_typescript_package_gives() -> None:
    index = (ROOT / "sdk/typescript/src/index.ts").read_text("utf-8")
    parts = re.findall(r"^export \{(.+?)\}", index, re.MULTILINE)
    given = {name for part in parts for name in re.findall(r"\w+", part)}
    recipe = (ROOT / "docs/recipes/use-the-sdks.md").read_text("utf-8")
    assert {"Client", "verifyWebhook"} <= given
    assert [name for name in sorted(given - {"Pages"}) if name not in recipe] == []
