"""Documented examples run as they are printed, against a real server; links lead somewhere."""

import sys
from pathlib import Path

import pytest

from tests.browser.chromium import open_page
from tests.docs.blocks import ROOT, blocks, documents, links
from tests.docs.shell import Shell
from tests.sdk.node import NODE, PACKAGE

RUN = (
    "README.md",
    *sorted(f"docs/start/{p.name}" for p in (ROOT / "docs/start").glob("*.md")),
    "docs/zh/tutorial.md",
    *sorted(f"docs/recipes/{p.name}" for p in (ROOT / "docs/recipes").glob("*.md")),
)
SDK = (PACKAGE / "src" / "index.ts").as_uri()
README_MAX_LINES = 60
LANGUAGES = {"sh", "python", "py", "diff", "js", "ts", "console", "text", "toml", "json", "http", "sql"}
TYPED_ALONE = {
    "a-city-issues-vouchers.md": "registration lasts for days, which only the half in Python lets pass",
    "add-a-feature.md": "a test does it in a copy of the repository",
    "move-to-oceanbase.md": "it wants a server of OceanBase's",
    "own-world.md": "secrets are pasted by two people, each at a desk of her own",
    "pay-interest.md": "it wants a server whose world has deposit money and a quarter that has just ended",
    "pay-in-milestones.md": "the inspector's wallet and phone are made by the half in Python",
    "pay-every-month.md": "its days have to be the demo's, which only the half in Python asks for",
    "people-and-keys.md": "secrets are pasted by two people, each at a desk of her own",
    "people.md": "papers and other people's keys; whoever is forgotten stays so",
    "receive-webhooks.md": "it listens until it is stopped",
    "reconcile-a-day.md": "a journal of another day, which two people corrected",
    "requests-and-bills.md": "its biller is made by the half in Python",
    "sign-with-a-device.md": "a device that is registered has to sign all that the demo's holder does from then on",
    "step-into-a-world.md": "it serves until it is stopped, with keys that are printed",
    "try-a-bank-outside.md": "it starts the server, which is running here",
    "wrong-clock.md": "it wants a clock that was wrong",
}
"""Recipes with something to type that no test runs, and why not."""


def test_what_can_be_typed_in_a_recipe_runs_as_it_is_read() -> None:
    recipes = sorted((ROOT / "docs/recipes").glob("*.md"))
    typed = [page.name for page in recipes if any(each.language == "console" for each in blocks(page))]
    assert typed == sorted(TYPED_ALONE)


def test_a_sample_that_needs_the_types_of_node_says_so() -> None:
    for page in sorted((ROOT / "docs").rglob("start/typescript.md")):
        text = page.read_text(encoding="utf-8")
        assert 'from "node:' in text
        assert "`npm install -D typescript @types/node`" in text
        assert "--types node" in text


@pytest.mark.slow
@pytest.mark.parametrize("name", RUN)
def test_the_examples_run(shell: Shell, name: str) -> None:
    found = blocks(ROOT / name)
    for block in found:
        if block.language == "sh":
            shell.run(["/bin/sh", "-eu"], block.text)
    script = "\n".join(block.text for block in found if block.language == "python")
    printed = shell.run([sys.executable, "-W", "ignore::ResourceWarning", "-"], script) if script else ""
    script = "\n".join(block.text for block in found if block.language == "js")
    if script:
        _run_in_browser(shell, script, printed)
    script = "\n".join(block.text for block in found if block.language == "ts")
    if script:
        shell.run([str(NODE), "--input-type=module-typescript", "-"], script.replace('"jiaozi-sdk"', f'"{SDK}"'))


def _run_in_browser(shell: Shell, script: str, printed: str) -> None:
    """Runs a script in the console of the API's page; what it asks for is answered with the line that was printed."""
    answers = dict(line.split(": ", 1) for line in printed.splitlines() if ": " in line)
    with open_page() as (page, complaints):
        page.on("dialog", lambda asked: asked.accept(answers[asked.message]))
        page.goto(f"{shell.base}/docs/api")
        complaints.clear()  # refusals that the script expects are told on the console as failed loads
        page.evaluate(f"async () => {{ {script} }}")
        assert [said for said in complaints if "Failed to load resource" not in said] == []


def test_the_documents_that_promise_examples_have_them() -> None:
    assert {block.language for block in blocks(ROOT / "README.md")} == {"sh", "console"}
    assert sum(block.language in ("sh", "python") for block in blocks(ROOT / "docs/start/tutorial.md")) >= 8


def test_the_readme_is_a_page_from_which_every_document_is_reached() -> None:
    readme = ROOT / "README.md"
    assert len(readme.read_text(encoding="utf-8").splitlines()) <= README_MAX_LINES
    reached, after = set[Path](), [readme]
    while after:
        place = after.pop()
        if place not in reached:
            reached.add(place)
            after += [(place.parent / link).resolve() for link in links(place)] if place.suffix == ".md" else []
            after += place.glob("*.md") if place.is_dir() else []
    assert [document for document in documents() if document not in reached] == []


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere_and_blocks_name_their_language(document: Path) -> None:
    for link in links(document):
        assert (document.parent / link).exists(), f"{document.name}: {link}"
    assert {block.language for block in blocks(document)} <= LANGUAGES
