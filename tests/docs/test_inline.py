"""Commands that stand within sentences: what they name is there."""

import re
import shlex
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from typer._click.exceptions import MissingParameter, NoSuchOption, UsageError
from typer.main import get_command

from jiaozi.cli.app import app
from jiaozi.cli.methods import sdk_methods

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(jiaozi(?: [^`]*)?|make(?: [^`]*)?)`")
SHORT = re.compile(r"`(?!jiaozi|make|git|async)([a-z][a-z-]* [a-z][a-z-]*)`")
"""Two words: a command of ours, said without its first."""
COMMAND = get_command(app)
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
METHODS = {*sdk_methods(), "wallets.label.create"}
"""Those there are, and that of the recipe for a further one."""
COMMON = {"--help", "-h", "--version"}


def _inline(page: Path) -> list[str]:
    said = BLOCK.sub("", page.read_text(encoding="utf-8"))
    return INLINE.findall(said) + [f"jiaozi {words}" for words in SHORT.findall(said)]


def fault(text: str) -> str:
    """What is wrong with a command as it stands in a text; empty when nothing is."""
    words = shlex.split(text.replace("...", " ").replace("\n", " "))
    if words[0] == "make":
        return next((f"no target {word}" for word in words[1:] if word.islower() and word not in TARGETS), "")
    found: Any = COMMAND
    rest = words[1:]
    known = {name for each in found.params for name in each.opts}
    while rest and hasattr(found, "commands"):
        word = rest.pop(0)
        if word.startswith("-"):
            if word not in known | COMMON:
                return f"no option {word}"
            if word not in COMMON and rest:
                rest.pop(0)
        elif word.isupper():
            return ""  # a placeholder: any command
        elif "|" in word:
            return "".join(fault(" ".join([*words[: words.index(word)], one])) for one in word.split("|"))
        elif word not in found.list_commands(None):
            return f"no command {word}"
        else:
            found = found.get_command(None, word)
    known = {name for each in found.params for name in (*each.opts, *each.secondary_opts)} | COMMON
    wrong = [word for word in rest if word.startswith("--") and word.partition("=")[0] not in known]
    named = [word for word in rest[:1] if found.name == "call" and not word.startswith("-") and word.islower()]
    wrong += [word for word in named if word not in METHODS]
    return f"{found.name} has no {', '.join(wrong)}" if wrong else ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_command_in_a_sentence_is_one(page: Path) -> None:
    assert {text: found for text in _inline(page) if (found := fault(text))} == {}


@pytest.mark.parametrize(
    "text",
    ["jiaozi codes open X", "jiaozi code opn X", "jiaozi pay W 1 --amont 2", "jiaozi --dbb x status", "make testt"],
)
def test_a_command_that_is_none_is_found(text: str) -> None:
    assert fault(text)


CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TYPED = re.compile(r"^\$ (jiaozi(?:\\\n|[^#\n])*)", re.MULTILINE)


def left_out(text: str) -> str:
    """What a command does not say that it has to, or says that is none; empty when it is whole."""
    words = shlex.split(text.partition(" && ")[0].replace("\\\n", " "))
    found: Any = COMMAND
    rest = words[1:]
    while rest and hasattr(found, "commands"):
        found = found.get_command(None, rest.pop(0))
    try:
        found.make_context(found.name, rest)
    except (MissingParameter, NoSuchOption) as error:
        return error.format_message()
    except UsageError:
        return ""  # a value that stands for one, such as a file that is not here
    return ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_command_that_is_shown_says_all_that_it_has_to(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("what - reads\n"))
    typed = [line for block in CONSOLE.findall(page.read_text(encoding="utf-8")) for line in TYPED.findall(block)]
    assert {text: found for text in typed if (found := left_out(text))} == {}


@pytest.mark.parametrize("text", ["jiaozi lock open wal_... 200", "jiaozi prepaid buy pln_... wal_... --uses 3"])
def test_a_command_that_is_shown_in_part_is_found(text: str) -> None:
    assert left_out(text)


DECISIONS = [page for page in sorted((ROOT / "docs/decisions").glob("0*.md")) if not page.name.startswith("0000-")]


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.name)
def test_a_decision_says_when_and_whether_it_holds(page: Path) -> None:
    title, blank, said, *_ = page.read_text(encoding="utf-8").splitlines()
    assert title.startswith(f"# {page.name[:4]}: ")
    assert blank == ""
    holds = r"accepted|replaced in part by \[?\d{4}|replaced by \[?\d{4}"
    assert re.match(rf"Date: 2026-\d\d-\d\d\. Status: ({holds})", said), said


def test_decisions_are_numbered_once_and_without_a_gap() -> None:
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))
