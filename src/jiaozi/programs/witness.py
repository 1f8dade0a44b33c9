"""A purchase that meets a condition, looked for among those that its own numbers and texts name: whether there is one
cannot be told of every expression in CEL."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice, product
from typing import Any, Final

from jiaozi.money import AMOUNT_MAX
from jiaozi.programs.conditions import VARIABLES, holds
from jiaozi.programs.terms import Terms
from jiaozi.wallets.model import CLASSES, HOLDER_KINDS

TRIED_MAX: Final = 50_000
"""Purchases that are tried, at a few microseconds each."""
_TEXTS: Final = re.compile(r"""(?P<quote>["'])(?P<text>(?:\\.|(?!(?P=quote)).)*)(?P=quote)""")
_WORDS: Final = re.compile(r"[A-Za-z_]\w*")
_NUMBERS: Final = re.compile(r"\b\d{1,15}\b")
_WITHIN: Final = {"hour": range(24), "minute": range(60), "weekday": range(1, 8), "day": range(1, 32)}
_MONTHS: Final = range(1, 13)
_PLAIN: Final[dict[str, Any]] = {"int": 1, "string": "", "list": [], "bool": False}


def can_be_met(terms: Terms) -> bool:
    """Whether a purchase was found that meets the condition of terms, beside what they say of classes, places and days;
    of terms without one always."""
    return not terms.condition or any(holds(terms.condition, values) for values in _purchases(terms))


def _purchases(terms: Terms) -> Iterator[dict[str, Any]]:
    """Values of all variables: of those that the condition names what may matter, of the others anything."""
    source = _TEXTS.sub("", terms.condition)
    numbers = sorted({int(each) for each in _NUMBERS.findall(source)})
    texts = [found["text"] for found in _TEXTS.finditer(terms.condition)]
    named = [name for name in VARIABLES if name in set(_WORDS.findall(source))]
    plain = {name: _PLAIN[kind] for name, kind in VARIABLES.items()}
    choices = [list(_choices(name, terms, numbers, texts)) for name in named]
    for chosen in islice(product(*choices), TRIED_MAX):
        yield plain | dict(zip(named, chosen, strict=True))


def _choices(name: str, terms: Terms, numbers: list[int], texts: list[str]) -> Iterable[Any]:
    """What a variable may be where it matters."""
    within = {**_WITHIN, "month": _MONTHS, "weekday": terms.when.weekdays or _WITHIN["weekday"]}
    sets: dict[str, Iterable[Any]] = {
        "payer_class": terms.who.classes or CLASSES,
        "payer_kind": terms.who.kinds or HOLDER_KINDS,
        "category": terms.where.allow.categories or ("", *texts),
        "hong_kong": (False, True) if terms.who.hong_kong is None else (terms.who.hong_kong,),
    }
    if name in sets:
        return sets[name]
    if name in within:
        return within[name]
    if VARIABLES[name] == "int":
        near = {each + step for each in numbers for step in (-1, 0, 1)} | {0, 1, AMOUNT_MAX}
        return sorted(each for each in near if 0 <= each <= AMOUNT_MAX)
    if VARIABLES[name] == "list":
        return [texts, *([each] for each in texts), []]
    return ["", *texts, *(code + "0" * (6 - len(code)) for code in terms.where.allow.regions)]
