"""Writes the glossary in English and in Chinese from one table, `docs/glossary.toml`."""

import tomllib
from pathlib import Path
from typing import Final, NamedTuple

WORDS: Final = Path(__file__).resolve().parent.parent / "docs" / "glossary.toml"


class Word(NamedTuple):
    """A word's meaning, the Chinese word and its meaning in Chinese, and what no Chinese text says `instead`."""

    meaning: str
    zh: str
    meaning_zh: str
    instead: str = ""


def words() -> dict[str, Word]:
    """Every word of the table."""
    read = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return {word: Word(*row) for word, row in read.items()}


def not_said() -> list[str]:
    """What no Chinese text says, as another word is the one for it."""
    return [each for word in words().values() if word.instead for each in word.instead.split("、")]


def english() -> str:
    """The page in English."""
    rows = [f"| {word} | {said.meaning} | {said.zh} |" for word, said in words().items()]
    head = ("# Words", "", "One word, one meaning. A new word starts in `docs/glossary.toml`.", "")
    return "\n".join([*head, "| word | meaning | 中文 |", "|---|---|---|", *rows, ""])


def chinese() -> str:
    """The page in Chinese."""
    rows = [f"| {said.zh} | {word} | {said.meaning_zh} |" for word, said in words().items()]
    head = ("# 术语表", "", "一词一义。英文见[英文术语表](../concepts/glossary.md)。", "")
    return "\n".join([*head, "| 术语 | 英文 | 含义 |", "|---|---|---|", *rows, ""])
