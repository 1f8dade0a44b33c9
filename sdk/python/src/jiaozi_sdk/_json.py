"""From JSON to the dataclasses of `jiaozi_sdk.models`, and back."""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from itertools import chain
from math import isfinite
from types import NoneType, UnionType
from typing import Any, Final, Generic, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
DEPTH_MAX: Final = 64
"""How deep a value may be nested of which nothing else is known, so that whoever goes through it comes back."""
Reader = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A part of a list."""

    items: tuple[T, ...]
    next_cursor: str | None = None
    has_more: bool = False


class Unreadable(ValueError):
    """An answer that is not what was promised."""


def decode(kind: Any, value: Any) -> Any:
    """`value` as `kind`: a dataclass, a plain type, or any of them within tuples, mappings and `| None`.

    Members that a dataclass does not have are ignored, and words that a closed set does not have are taken, so that
    answers may grow. Raises `Unreadable`.
    """
    return _reader(kind)(value)


@cache
def _reader(kind: Any) -> Reader:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        return _tuple(_reader(inner[0]))
    if origin is Page:
        return _page(_reader(inner[0]))
    if origin is Mapping:
        return _mapping(_reader(inner[1]))
    if origin in (Union, UnionType):
        return _or_none(_reader(next(each for each in inner if each is not NoneType)))
    if origin is Literal:
        return _exactly(type(inner[0]))
    return (
        _object(kind)
        if is_dataclass(kind)
        else _anything
        if kind is Any
        else _unread
        if isinstance(kind, TypeVar)
        else _exactly(kind)
    )


def _unread(value: Any) -> Any:
    return value


def _anything(value: Any) -> Any:
    within = [value]
    for _ in range(DEPTH_MAX):
        inner = (each.values() if isinstance(each, dict) else each for each in within if isinstance(each, dict | list))
        within = list(chain.from_iterable(inner))
        if not within:
            return value
    raise Unreadable("nested too deeply")


def _exactly(kind: type) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise Unreadable(f"{kind.__name__} expected, not {type(value).__name__}")
        return value

    return read


def _or_none(inner: Reader) -> Reader:
    return lambda value: None if value is None else inner(value)


def _tuple(inner: Reader) -> Reader:
    check = _exactly(list)
    return lambda value: tuple(inner(each) for each in check(value))


def _mapping(inner: Reader) -> Reader:
    check = _exactly(dict)
    return lambda value: {name: inner(each) for name, each in check(value).items()}


def _page(inner: Reader) -> Reader:
    whole, items = _object(Page), _tuple(inner)

    def read(value: Any) -> Any:
        page = whole(value)
        return Page(items(list(page.items)), page.next_cursor, page.has_more)

    return read


def _object(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    needed = [each.name for each in fields(kind) if each.default is MISSING]
    nullable = [name for name in needed if NoneType in get_args(hints[name])]
    """A server of an earlier version may not know of them."""
    known = [(json_name(each.name), each.name, hints[each.name]) for each in fields(kind)]
    check = _exactly(dict)

    def read(value: Any) -> Any:
        found = check(value)
        try:
            given = {name: _reader(hint)(found[member]) for member, name, hint in known if member in found}
        except Unreadable as wrong:
            raise Unreadable(f"{kind.__name__}: {wrong}") from None
        absent: dict[str, Any] = {name: None for name in nullable if name not in given}
        missing = [name for name in needed if name not in given and name not in absent]
        if missing:
            raise Unreadable(f"{kind.__name__} without {', '.join(missing)}")
        return kind(**given, **absent)

    return read


def read(data: bytes) -> Any:
    """JSON, and nothing that only Python takes for it, in which no member is named twice, of which readers would find
    different things. Raises `ValueError`."""
    try:
        return json.loads(data, object_pairs_hook=_once, parse_constant=_number, parse_float=_number)
    except RecursionError:
        raise Unreadable("nested too deeply") from None


def _number(text: str) -> float:
    found = float(text)
    if not isfinite(found):
        raise Unreadable("a number that is none, or too large")
    return found


def _once(members: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(members)
    if len(found) != len(members):
        raise Unreadable("a member is named twice")
    return found


def encode(value: Any) -> Any:
    """A value as JSON has it: what is None in a dataclass is left out, `x_minor` of an asset is the amount `x`."""
    if is_dataclass(value) and not isinstance(value, type):
        return encode_fields(value)
    if isinstance(value, Mapping):
        return {name: encode(each) for name, each in value.items()}
    if isinstance(value, str | bytes) or not hasattr(value, "__iter__"):
        return value
    return [encode(each) for each in value]


def encode_fields(value: Any) -> dict[str, Any]:
    """The members of a dataclass."""
    found = {}
    for each in fields(value):
        given = getattr(value, each.name)
        asset = each.metadata.get("asset", "")
        if given is not None:
            name = json_name(each.name)
            found[name.removesuffix("_minor") if asset else name] = money(given, asset) if asset else encode(given)
    return found


def json_name(name: str) -> str:
    """A member's name in JSON: Python's own words have a line behind them here."""
    return name.removesuffix("_")


def money(minor: int | None, asset: str) -> dict[str, object] | None:
    """An amount in JSON."""
    return None if minor is None else {"minor": minor, "asset": asset}
