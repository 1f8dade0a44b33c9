"""The examples of a document: its code blocks, in order, by language.

`sh` and `python` blocks are run; `console` blocks show what to type where a test cannot (or what was printed). `py`
blocks are files and `diff` blocks changes of a contributor's.
"""

import re
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parents[2]
_BLOCK: Final = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_LINK: Final = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


class Block(NamedTuple):
    """A code block and its language."""

    language: str
    text: str


def blocks(document: Path) -> list[Block]:
    """The code blocks of a document."""
    return [Block(*found) for found in _BLOCK.findall(document.read_text(encoding="utf-8"))]


def documents() -> list[Path]:
    """Every Markdown file of the repository that is written for readers."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def links(document: Path) -> list[str]:
    """The links of a document that stay inside the repository."""
    found: list[str] = _LINK.findall(document.read_text(encoding="utf-8"))
    return [link for link in found if "://" not in link and not link.startswith(("/", "mailto:"))]
