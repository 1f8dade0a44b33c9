"""CSV that spreadsheets open as it was meant: the one way in which the platform writes it.

Texts are other people's, so none of them may become a formula; numbers are ours and stay numbers. Which is which is
their type.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from jiaozi.money import ECNY, format_minor

Cell = str | Decimal
_UNSEEN: Final = (
    r"\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f"
    r"\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
"""Blanks, control characters and what else leaves no mark on paper, but for those of them that are signs: no place is
then passed from two beginnings, and a text of line ends takes no longer than another."""
_SIGNS: Final = (
    "=\uff1d\ufe66\u207c\u208c"  # equals: wide, small, raised, lowered
    "+\uff0b\ufe62\u207a\u208a"  # plus
    "\\-\uff0d\ufe63\u207b\u208b\u2212\u2010-\u2015\ufe58"  # minus, hyphens and dashes
    "@\uff20\ufe6b"
    "\t\r\n'"
)
"""What spreadsheets, those of East Asia too, take for the beginning of a formula; and the mark of a text itself."""
_FORMULA: Final = re.compile(f"(^|[;\n\r])(?=[{_UNSEEN}]*[{_SIGNS}])")


def csv_text(rows: Iterable[Sequence[Cell]]) -> str:
    """Rows as CSV (RFC 4180). Texts are `inert`, numbers are written as they are."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def _cell(cell: Cell) -> str:
    return inert(cell) if isinstance(cell, str) else str(cell)


def inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe stands before what one begins with, whatever
    invisible precedes it, and also behind a semicolon or a line break, where some spreadsheets begin a new cell."""
    return _FORMULA.sub(r"\1'", text)


def yuan(minor: int) -> Decimal:
    """An amount in yuan as a number with two digits and no separators: of -1999 minor units -19.99."""
    return Decimal(format_minor(minor, ECNY).replace(",", ""))
