"""Writes the glossary in English and in Chinese from one table, `docs/glossary.toml`."""

import tomllib
from pathlib import Path
from typing import Final

WORDS: Final = Path(__file__).resolve().parent.parent / "docs" / "glossary.toml"


def words() -> dict[str, tuple[str, str, str]]:
    """Every word with its meaning, the Chinese word and its meaning in Chinese."""
    read = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return {word: (meaning, zh, meaning_zh) for word, (meaning, zh, meaning_zh) in read.items()}


def english() -> str:
    """The page in English."""
    rows = [f"| {word} | {meaning} | {zh} |" for word, (meaning, zh, _) in words().items()]
    head = ("# Words", "", "One word, one meaning. A new word starts in `docs/glossary.toml`.", "")
    return "\n".join([*head, "| word | meaning | 中文 |", "|---|---|---|", *rows, ""])


def chinese() -> str:
    """The page in Chinese."""
    rows = [f"| {zh} | {word} | {meaning} |" for word, (_, zh, meaning) in words().items()]
    head = ("# 术语表", "", "一词一义。英文见[英文术语表](../concepts/glossary.md)。", "")
    return "\n".join([*head, "| 术语 | 英文 | 含义 |", "|---|---|---|", *rows, ""])
