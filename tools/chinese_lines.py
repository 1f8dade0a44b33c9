"""Chinese has no blanks between its words, so where a line of a document ends there is none either: a browser would
show one."""

import re
from typing import Final

_FENCED: Final = re.compile(r"^( *)```.*?^\1```$", re.DOTALL | re.MULTILINE)
_OPEN: Final = "（“‘《「【"
_CLOSE: Final = "，。、；：？！）”’》」】…"
_CHINESE: Final = f"一-鿿〇{_OPEN}{_CLOSE}"
_MARKED: Final = r"(?:\*{1,2}|\]\([^()\s]*\))*"
"""What may stand between the last character that is shown and the end of its line: the end of a link or of bold."""
_NO_PART: Final = r"(?! *(?:[-*+>|#]|\d+[.)]) )"
"""The next line begins no part of its own."""
_ENDS: Final = re.compile(
    rf"(?:(?<=[{_CHINESE}])({_MARKED})\n *(?=[\[*]*[{_CHINESE}])|(?<=[{_CLOSE}])({_MARKED})\n{_NO_PART} *(?=[^\s|])"
    rf"|(?<=[^\s|])()\n *(?=[\[*]*[{_OPEN}{_CLOSE}]))"
)


def joined(text: str) -> str:
    """A document whose lines are joined where Chinese goes on, without a blank. Code, headings and tables stay."""
    parts, end = list[str](), 0
    for block in _FENCED.finditer(text):
        parts += [_joined(text[end : block.start()]), block[0]]
        end = block.end()
    return "".join([*parts, _joined(text[end:])])


def _joined(text: str) -> str:
    paragraphs = text.split("\n\n")
    return "\n\n".join(each if each.lstrip("\n").startswith(("#", "|")) else _one(each) for each in paragraphs)


def _one(text: str) -> str:
    return _ENDS.sub(lambda found: found[1] or found[2] or "", text)
