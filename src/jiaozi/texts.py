"""Texts that people write. Names, titles, reasons and references are stored and shown as they are; identifiers have one
canonical form, in which they are checked, indexed, compared and stored, so that no script and no way of writing makes
two of one."""

import re
import unicodedata
from typing import Final

METADATA_MAX: Final = 20
METADATA_KEY_MAX: Final = 40
METADATA_KEY: Final = re.compile(rf"[A-Za-z0-9_-]{{1,{METADATA_KEY_MAX}}}", re.ASCII)
METADATA_VALUE_MAX: Final = 500

_WRITTEN_BETWEEN: Final = dict.fromkeys(map(ord, " \t\r\n-\u2010\u2011\u2012\u2013\u2014\u2212()"))
"""Blanks, hyphens and dashes (as NFKC leaves them) and brackets, as people group numbers by."""
_MAINLAND: Final = "+86"
_MAINLAND_LENGTH: Final = 11
_LATIN: Final = str.maketrans({
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ħ": "h",
    "Ħ": "H", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ß": "ss", "ẞ": "SS", "ı": "i", "\u2018": "'", "\u2019": "'",
    "\u201c": '"', "\u201d": '"', "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-",
})  # fmt: skip
"""Latin letters that are no letter with a mark on it, and printers' signs, as a keyboard without them writes them."""


def is_plain(text: str, longest: int, *, empty: bool = False) -> bool:
    """Whether a text is printable and at most `longest` characters, without blanks at its ends, which OceanBase leaves
    out of account when it compares texts. An empty one is plain only where it may be."""
    return len(text) <= longest and text.isprintable() and text.strip() == text and (empty or text != "")


def is_metadata(given: object) -> bool:
    """Whether something is metadata: at most `METADATA_MAX` keys, each with a plain text."""
    return (
        isinstance(given, dict)
        and len(given) <= METADATA_MAX
        and all(isinstance(key, str) and METADATA_KEY.fullmatch(key) for key in given)
        and all(isinstance(value, str) and is_plain(value, METADATA_VALUE_MAX) for value in given.values())
    )


def identifier(text: str) -> str:
    """The canonical form of a number that somebody else gave: of an identity, a passport, a company or a bank account.

    Compatible forms are one (NFKC), a decimal digit of any script is the digit, letters are capitals; blanks, hyphens,
    brackets and what cannot be seen are left out, unless there is nothing else. Whoever takes it asks for ASCII:
    letters of other scripts that look like Latin ones are left as they are.
    """
    if text.isascii() and text.isalnum():
        return text.upper()
    folded = unicodedata.normalize("NFKC", text).translate(_WRITTEN_BETWEEN)
    digits = (str(unicodedata.decimal(each, each)) for each in folded if unicodedata.category(each) != "Cf")
    return "".join(each.upper() if each.isascii() else each for each in digits) or text


def phone(text: str) -> str:
    """The canonical form of a phone number: eleven digits of the mainland's mobile phones, every other with `+` and
    its country's code. `00` before the code is the `+`; the mainland's code may stand without either."""
    number = identifier(text)
    if number.startswith("00"):
        number = f"+{number[2:]}"
    for code in (_MAINLAND, _MAINLAND[1:]):
        if number.startswith(code + "1") and len(number) == len(code) + _MAINLAND_LENGTH:
            return number[len(code) :]
    return number


def scanned(text: str) -> str:
    """What a symbol says, without the line's end or the tabulator that scanners send with it."""
    return text.strip(" \t\r\n")


def without_marks(text: str) -> str:
    """A text with its Latin letters as ASCII has them (`Zoë` as `Zoe`, `Øst` as `Ost`), printers' quotes and dashes as
    typewriters'. Other scripts stay as they are: a mark there makes another letter."""
    folded: list[str] = []
    for each in unicodedata.normalize("NFKD", text).translate(_LATIN):
        if not (unicodedata.combining(each) and folded and folded[-1].isascii()):
            folded.append(each)
    return unicodedata.normalize("NFC", "".join(folded))


def name_words(text: str) -> list[str]:
    """The words of a name, as names are compared: case, width, blanks, punctuation, whichever dot stands between two
    names (`买买提·艾力`) and the marks on Latin letters do not count."""
    folded = unicodedata.normalize("NFKC", without_marks(text)).casefold()
    return "".join(each if each.isalnum() else " " for each in folded).split()


def name(text: str) -> str:
    """The form in which two names are one; of a name of nothing but signs itself."""
    return "".join(name_words(text)) or text
