"""JSON from outside, read in one way: I-JSON (RFC 7493).

Two readers of one text must not find different things in it, least of all where it is signed. So a member has one
value, numbers are numbers, text is UTF-8 without halves of characters, and nothing is nested deeper than anybody needs.
"""

import json
from collections.abc import Iterable
from typing import Any, Final, NoReturn

DEPTH_MAX: Final = 64
_NAME_SHOWN_MAX: Final = 40
_DIGITS_SURE: Final = 308
"""So many digits are below the largest double, whatever they are."""


class JsonRefused(ValueError):
    """A text that is not I-JSON. Says why, without repeating what was sent beyond a member's plain name."""


def read(data: bytes | str) -> Any:
    """The value of a JSON text. Raises `JsonRefused`.

    Refused beside what is no JSON (RFC 8259): a member named twice in one object (RFC 7493, 2.3), NaN and infinities,
    also as numbers too large for a double, in digits or with an exponent (2.2), lone surrogates (2.1), other encodings
    than UTF-8 and a byte order mark, nesting deeper than `DEPTH_MAX`.
    """
    try:
        text = data if isinstance(data, str) else data.decode("utf-8")
        found = _DECODER.decode(text)
        if "\\u" in text:  # the only way for half a character to get in
            json.dumps(found, ensure_ascii=False).encode("utf-8")
    except JsonRefused:
        raise
    except UnicodeDecodeError:
        raise JsonRefused("not UTF-8") from None
    except UnicodeEncodeError:
        raise JsonRefused("a text has half a character (a lone surrogate)") from None
    except (RecursionError, ValueError) as error:
        raise JsonRefused("nested too deeply" if isinstance(error, RecursionError) else "not valid JSON") from None
    if text.count("[") + text.count("{") > DEPTH_MAX and _is_deep(found):
        raise JsonRefused("nested too deeply")
    return found


def first_repeated(names: Iterable[str]) -> str | None:
    """The first name that has been before; None when each is there once. Each name is looked at once."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = first_repeated(name for name, _ in pairs) or ""
        shown = twice if twice.isascii() and twice[:_NAME_SHOWN_MAX].isidentifier() else "?"
        raise JsonRefused(f"an object names a member twice: {shown[:_NAME_SHOWN_MAX]}")
    return found


def _no_number(text: str) -> NoReturn:
    raise JsonRefused(f"no value of JSON: {text}")


def _integer(text: str) -> int:
    if len(text) > _DIGITS_SURE:
        _double(text)
    return int(text)


def _double(text: str) -> float:
    found = float(text)
    if found in (float("inf"), float("-inf")):
        raise JsonRefused("a number is too large")
    return found


def _is_deep(found: Any) -> bool:
    """Whether a value is nested deeper than `DEPTH_MAX`: level by level, since a bomb would break a recursion."""
    level: list[Any] = [found]
    for _ in range(DEPTH_MAX):
        level = [inner for outer in level for inner in _parts(outer)]
    return any(isinstance(each, dict | list) for each in level)


def _parts(found: Any) -> Iterable[Any]:
    if isinstance(found, dict):
        return found.values()
    return found if isinstance(found, list) else ()


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_members, parse_constant=_no_number, parse_float=_double, parse_int=_integer
)
