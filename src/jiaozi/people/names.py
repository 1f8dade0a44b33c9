"""Names as they may be shown and compared. Pure functions; nothing here is stored."""

from typing import Final, Literal

from jiaozi.texts import name_words

Likeness = Literal["match", "close_match", "no_match", "unavailable"]
MATCH: Final = "match"
CLOSE: Final = "close_match"
DIFFERENT: Final = "no_match"
UNKNOWN: Final = "unavailable"
_IDEOGRAPHS: Final = 0x2E80
_CLOSE_FROM: Final = 3
"""From how many characters on one wrong character is a slip: of two, another one makes another name."""


def masked(name: str) -> str:
    """A name as a stranger may see it: `张*`, `J*** S***`. Empty for no name."""
    if not name:
        return ""
    if ord(name[0]) >= _IDEOGRAPHS:
        return name[0] + "*" * max(1, min(len(name) - 1, 2))
    return " ".join(f"{part[0]}***" for part in name.split())


def compared(given: str, known: str) -> Likeness:
    """How a name that somebody gives agrees with the known one: match, close_match, no_match; unavailable without one.

    Case, width, blanks, punctuation and the marks on Latin letters do not count. Close is the same words in another
    order, or one character added, left out, wrong or swapped with its neighbour, in names of three characters or more.
    """
    if not known:
        return UNKNOWN
    left, right = name_words(given), name_words(known)
    one, other = "".join(left), "".join(right)
    if one == other:
        return MATCH
    if sorted(left) == sorted(right) or (min(len(one), len(other)) >= _CLOSE_FROM and _is_slip(one, other)):
        return CLOSE
    return DIFFERENT


def _is_slip(one: str, other: str) -> bool:
    """Whether one character separates two different texts, or two neighbours changed places."""
    if len(one) > len(other):
        one, other = other, one
    start = next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    swapped = one[start : start + 2] == other[start : start + 2][::-1] and one[start + 2 :] == other[start + 2 :]
    return one[start + 1 :] == other[start + 1 :] or swapped
