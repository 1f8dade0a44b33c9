"""What the codes of the platform are called in English and Chinese: one table, which statements, reports, refusals and
the command line read."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).with_suffix(".toml")


@cache
def table() -> dict[str, dict[str, tuple[str, str]]]:
    """The words in both languages by their codes, by the part that they stand in: `codes`, or that of a thing."""
    parts = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    del parts["things"]
    return {name: {code: _pair(code, said) for code, said in part.items()} for name, part in parts.items()}


@cache
def things() -> dict[str, str]:
    """The parts that the API's records belong to, by the names of the records."""
    found: dict[str, str] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["things"]
    return found


def _pair(code: str, said: str | list[str]) -> tuple[str, str]:
    return (code.replace("_", " "), said) if isinstance(said, str) else (said[0], said[1])


def both(code: str, of: str = "codes") -> tuple[str, str]:
    """A code in English and Chinese, as it is called `of` a thing; twice itself where it has no word."""
    return table().get(of, {}).get(code) or table()["codes"].get(code, (code, code))


def zh_of(code: str, of: str = "codes") -> str:
    """A code in Chinese; itself where it has no word."""
    return both(code, of)[1]
