"""What a parameter of each kind is: which field of a value says it, its bounds, how it looks in terms, and where it may
stand there. A place of terms is called as in refusals: `where.allow.categories`, `when.hours[0].begin`."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

import msgspec

from jiaozi.ids import decode_id, encode_id
from jiaozi.money import AMOUNT_MAX
from jiaozi.programs.conditions import is_quotable
from jiaozi.programs.parts import MILLION
from jiaozi.programs.places.spots import NAMED_MAX
from jiaozi.programs.templates.model import ParameterKind, ParameterValue, TemplateParameter
from jiaozi.programs.terms import GOODS_MAX, PLACES_MAX, SKU_MAX, HowMuch, Terms, outspoken
from jiaozi.texts import is_plain
from jiaozi.wallets.model import CLASSES, HOLDER_KINDS

Value = int | bool | str | tuple[str, ...]
"""What a parameter is, as it is said outside: numbers, truth values, texts, lists of texts."""
COUNTS_MAX: Final = 10_000
"""More than any count, number of days or minute of terms."""
FIELDS: Final = ("amount_minor", "number", "flag", "text", "texts")


class Form(NamedTuple):
    """Of a kind: the `field` of a value, the `highest` that `most` may be. Of the items of lists: `inside` makes what
    terms have of a text and raises `ValueError`, `outside` makes the text of it, `made` gives the nth of a great many
    for trying; None where `choices` are all there are."""

    field: str
    highest: int
    inside: Callable[[str], Any] = str
    outside: Callable[[Any], str] = str
    made: Callable[[int], str] | None = None


def _ids(prefix: str, highest: int) -> Form:
    return Form(
        "texts", highest, lambda text: decode_id(prefix, text), lambda number: encode_id(prefix, number),
        lambda n: encode_id(prefix, n + 1),
    )  # fmt: skip


def _code(text: str) -> str:
    if not (text.isascii() and text.isdigit()):
        raise ValueError("not a code")
    return text


def _list(text: str) -> dict[str, int]:
    """A list at a version, such as `pls_0A1B2C3D4E5F6/1`, as terms have it."""
    number, _, version = text.partition("/")
    return {"place_list": decode_id("pls", number), "version": int(_code(version))}


def _list_text(named: Mapping[str, int]) -> str:
    return f"{encode_id('pls', named['place_list'])}/{named['version']}"


def _one_of(known: Mapping[str, Any] | tuple[str, ...]) -> Form:
    def inside(text: str) -> str:
        if text not in known:
            raise ValueError("not one of them")
        return text

    return Form("texts", len(known), inside, str, lambda n: tuple(known)[n])


FORMS: Final[Mapping[ParameterKind, Form]] = {
    "amount": Form("amount_minor", AMOUNT_MAX),
    "share": Form("number", MILLION),
    "count": Form("number", COUNTS_MAX),
    "flag": Form("flag", 1),
    "text": Form("text", SKU_MAX),
    "merchants": _ids("mer", PLACES_MAX),
    "stores": _ids("sto", PLACES_MAX),
    "categories": Form("texts", GOODS_MAX, _code, str, lambda n: f"{n:04d}"),
    "regions": Form("texts", GOODS_MAX, _code, str, lambda n: f"{n:06d}"),
    "place_lists": Form("texts", NAMED_MAX, _list, _list_text, lambda n: f"{encode_id('pls', n + 1)}/1"),
    "operators": _ids("ins", 100),
    "goods": Form("texts", GOODS_MAX, str, str, lambda n: f"{n:0{SKU_MAX}d}"),
    "classes": _one_of(tuple(CLASSES)),
    "kinds": _one_of(HOLDER_KINDS),
    "weekdays": Form("texts", 7, lambda text: "1234567".index(text) + 1, str, lambda n: str(n + 1)),
}


class Spot(NamedTuple):
    """A place of terms: the kind that stands there, its keys in the JSON of terms, and whether 0 or a list of nothing
    means any there: any number, any wallet, any shop. (At a minimum 0 is 0; of what is denied nothing is nothing.)"""

    kind: ParameterKind
    keys: tuple[str | int, ...]
    is_open: bool = False


_SPOTS: Final[Mapping[str, Spot]] = {
    **{f"how_much.{name}": Spot("amount", ("how_much", f"{name}_minor")) for name in ("face", "cap", "minimum")},
    **{f"how_much.{name}": Spot("share", ("how_much", name)) for name in ("percent_ppm", "share_ppm")},
    **{f"how_much.{name}": Spot("count", ("how_much", name), True) for name in ("per_order", "per_day", "per_wallet")},
    "when.valid_days": Spot("count", ("when", "valid_days"), True),
    "when.weekdays": Spot("weekdays", ("when", "weekdays"), True),
    "who.kinds": Spot("kinds", ("who", "kinds"), True),
    "who.classes": Spot("classes", ("who", "classes"), True),
    "who.operators": Spot("operators", ("who", "operators"), True),
    "who.hong_kong": Spot("flag", ("who", "hong_kong")),
    "who.listed": Spot("flag", ("who", "listed")),
    "stacks": Spot("flag", ("stacks",)),
    "withdrawable.allowed": Spot("flag", ("withdrawable", "allowed")),
    "who_pays.merchant_ppm": Spot("share", ("who_pays", "merchant_ppm")),
    "transferable.times": Spot("count", ("transferable", "times")),
    "withdrawable.from_day": Spot("count", ("withdrawable", "from_day")),
    "withdrawable.spent_ppm": Spot("share", ("withdrawable", "spent_ppm")),
    **{
        f"where.{side}.{name}": Spot(name, ("where", side, name), side == "allow")
        for side in ("allow", "deny")
        for name in ("merchants", "stores", "categories", "regions")
    },
    **{
        f"where.{side}.places.lists": Spot("place_lists", ("where", side, "places", "lists"), side == "allow")
        for side in ("allow", "deny")
    },
    **{
        f"what.{side}.{name}": Spot("goods", ("what", side, name), side == "allow")
        for side in ("allow", "deny")
        for name in ("skus", "tags")
    },
}
_HOURS: Final = re.compile(r"when\.hours\[(\d)\]\.(begin|end)", re.ASCII)
PLACES: Final = (*_SPOTS, "when.hours[0].begin")
"""All places, of the times of a day the first."""


def spot_of(place: str, terms: Terms) -> Spot | None:
    """A place of these terms, None where there is no such one."""
    hours = _HOURS.fullmatch(place)
    if hours is None:
        return _SPOTS.get(place)
    n = int(hours[1])
    return Spot("count", ("when", "hours", n, hours[2])) if n < len(terms.when.hours) else None


def plain_of(terms: Terms) -> Any:
    """Terms as JSON values, which may be changed; those that say nothing of a part have what holds without it."""
    return msgspec.to_builtins(outspoken(terms))


@cache
def _nothing() -> Any:
    return plain_of(Terms(HowMuch()))


def at(plain: Any, keys: tuple[str | int, ...]) -> Any:
    """What stands in a place of the JSON of terms."""
    for key in keys:
        plain = plain[key]
    return plain


def put(plain: Any, keys: tuple[str | int, ...], kind: ParameterKind, value: Value) -> None:
    """Puts a value into a place of the JSON of terms. Raises `ValueError` for an item that there is not."""
    inside = FORMS[kind].inside
    at(plain, keys[:-1])[keys[-1]] = tuple(map(inside, value)) if isinstance(value, tuple) else value


def in_condition(kind: ParameterKind, value: Value) -> Value | tuple[int, ...]:
    """What a value is in a condition: days of the week are numbers there, ids are texts."""
    return tuple(map(int, value)) if kind == "weekdays" and isinstance(value, tuple) else value


def is_empty(plain: Any, spot: Spot) -> bool:
    """Whether nothing is said in a place: it has what terms have that say nothing."""
    return spot.keys[1:2] == ("hours",) or bool(at(plain, spot.keys) == at(_nothing(), spot.keys))


def standing(plain: Any, spot: Spot) -> Value | None:
    """What stands in a place, as values say it; None where nothing is said."""
    found = at(plain, spot.keys)
    if isinstance(found, tuple):
        return tuple(map(FORMS[spot.kind].outside, found))
    value: Value | None = found
    return value


def value_error(parameter: TemplateParameter, value: Value) -> str:
    """What is wrong with what a parameter is to be; empty when it is one that it may be."""
    form, choices = FORMS[parameter.kind], parameter.choices
    items = value if isinstance(value, tuple) else () if isinstance(value, bool) else (str(value),)
    if not isinstance(value, bool) and not parameter.least <= _measure(value) <= parameter.most:
        return "out of range"
    if choices and not set(items) <= set(choices):
        return "none of the choices"
    if isinstance(value, str) and not (is_plain(value, SKU_MAX) and is_quotable(value)):
        return "a text without quotes"
    return next(filter(None, (_item_error(form, item) for item in value)), "") if isinstance(value, tuple) else ""


def _measure(value: Value) -> int:
    return value if isinstance(value, int) else len(value)


def _item_error(form: Form, item: str) -> str:
    try:
        known = form.outside(form.inside(item)) == item
    except ValueError:
        known = False
    if not known:
        return "there is no such one"
    return "" if is_quotable(item) else "a text without quotes"


def given_value(parameter: TemplateParameter, given: ParameterValue) -> Value | None:
    """What a value says in the field of its parameter's kind and in no other; None where it does not."""
    said = [name for name in FIELDS if getattr(given, name) is not None]
    found: Value | None = getattr(given, FORMS[parameter.kind].field)
    return found if said == [FORMS[parameter.kind].field] else None


def least(parameter: TemplateParameter) -> Value:
    """The least that a parameter may be: the smallest number, the shortest text or list."""
    return _outermost(parameter, parameter.least, 0)


def greatest(parameter: TemplateParameter) -> Value:
    """The greatest that a parameter may be."""
    return _outermost(parameter, parameter.most, -1)


def _outermost(parameter: TemplateParameter, bound: int, place: int) -> Value:
    form, choices = FORMS[parameter.kind], parameter.choices
    if form.field == "flag":
        return bool(bound)
    if form.field == "text":
        return sorted(choices, key=len)[place] if choices else "x" * bound
    if form.field == "texts":
        return choices[:bound] if choices else tuple(form.made(n) for n in range(bound)) if form.made else ()
    return sorted(map(int, choices))[place] if choices else bound
