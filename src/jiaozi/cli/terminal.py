"""Where text leaves for a terminal. What others wrote is shown, and never obeyed: no escape sequence of theirs arrives,
nothing that is invisible or turns the direction of a text, no markup."""

import json
import sys
import unicodedata
from collections.abc import Callable


def line(text: str, escaped: Callable[[str], str] = lambda sign: sign.encode("unicode_escape").decode()) -> str:
    r"""A text in one line: its controls, format characters, line ends, surrogates and unassigned ones as `\x1b`."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() or unicodedata.category(each) == "Zs" else escaped(each) for each in text)


def lines(text: str) -> str:
    """The same of a text whose line ends are ours."""
    return "\n".join(map(line, text.split("\n")))


def as_json(data: object) -> str:
    r"""JSON for a terminal and a program: what `line` escapes is escaped as JSON does it, such as `\u009b`; all but
    ASCII where standard output has not all of Unicode."""
    text = json.dumps(data, ensure_ascii=not sys.stdout.encoding.lower().startswith("utf"), indent=2)
    return "\n".join(line(each, lambda sign: json.dumps(sign)[1:-1]) for each in text.split("\n"))
