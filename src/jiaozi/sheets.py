"""CSV that spreadsheets open as it was meant: the one way in which the platform writes it.

A `str` is a text, and mostly somebody else's: none becomes a formula, and none is taken for a number, a day or a time,
which would round an order's number or take its zeros. What would be begins with an apostrophe, the mark of a text;
`exact` takes the marks away again, for readers that are no spreadsheets. Numbers and days are ours and stay what they
are, but for a number of more digits than spreadsheets keep. Which is which is their type (ADR 0033).
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from jiaozi.money import ECNY, format_minor

Cell = str | int | Decimal | date
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
_MARKED: Final = re.compile("(^|[;\n\r])'")
_DIGITS_MAX: Final = 15
"""Of a number's digits spreadsheets keep so many, and make noughts of the others."""
_WORDS_OF_VALUES: Final = re.compile(
    r"jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sep(t(ember)?)?|oct(ober)?|nov(ember)?"
    r"|dec(ember)?|(mon|tues?|wed(nes)?|thu(rs?)?|fri|sat(ur)?|sun)(day)?|星期[一二三四五六日天]|周[一二三四五六日]"
    r"|[ap]\.?m\.?|(?<=\d)t(?=\d\d:\d\d(:\d\d([.,]\d+)?)?z?$)|(?<=\d)z$|e|cny|rmb|usd|hkd|上午|下午|[年月日号时分秒点元]"
)
"""Months, days of the week and what else stands in numbers, days and times of day beside digits, in small letters."""
_CONSTANT: Final = re.compile(r"true|false|#[\w/]+[!?]|#\w/\w|#nv|#getting_data")
"""Truth values, and what spreadsheets write where they have no value, in any language of theirs: `#N/A`, `#BEZUG!`."""


def csv_bytes(rows: Iterable[Sequence[Cell]], *, bom: bool) -> bytes:
    """Rows as CSV (RFC 4180) in UTF-8. Texts are `inert`, numbers and days are written as they are. With `bom` a byte
    order mark stands first, without which Excel reads no Chinese; readers that know UTF-8 may do without."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig" if bom else "utf-8")


def _cell(cell: Cell) -> str:
    text = str(cell)
    return inert(text) if isinstance(cell, str) or sum(map(str.isdigit, text)) > _DIGITS_MAX else text


def inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula or a value: an apostrophe stands before a value, and before what a
    formula begins with, whatever invisible precedes it, and also behind a semicolon or a line break, where some
    spreadsheets begin a new cell."""
    marked = _FORMULA.sub(r"\1'", text)
    return f"'{text}" if marked == text and _is_value(text) else marked


def exact(cell: str) -> str:
    """The text that a cell was written for: the inverse of `inert`."""
    return _MARKED.sub(r"\1", cell)


def _is_value(text: str) -> bool:
    """Whether a spreadsheet may take a text for a number, a day, a time of day, a truth value or an error of its own:
    nothing is in it but digits, of whatever script and width, with signs between them and the words of such values."""
    folded = unicodedata.normalize("NFKC", text).casefold().strip()
    if _CONSTANT.fullmatch(folded):
        return True
    rest = _WORDS_OF_VALUES.sub("", folded)
    return any(each.isnumeric() for each in rest) and not any(each.isalpha() for each in rest)


def yuan(minor: int) -> Decimal:
    """An amount in yuan as a number with two digits and no separators: of -1999 minor units -19.99."""
    return Decimal(format_minor(minor, ECNY).replace(",", ""))
