"""What is wrong with a template when it is written, each with its place. Terms are tried with the least and with the
greatest that all parameters may be, and with what stands in the places of optional ones."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from jiaozi.errors import Refusal
from jiaozi.programs.conditions import divides, is_apart, is_word, words_in
from jiaozi.programs.faults import standing_errors
from jiaozi.programs.templates.filling import default_of, filled
from jiaozi.programs.templates.forms import (
    FORMS,
    Value,
    greatest,
    is_empty,
    least,
    plain_of,
    spot_of,
    standing,
    value_error,
)
from jiaozi.programs.templates.model import (
    CHOICES_MAX,
    EXPLANATION_MAX,
    ITEMS_MAX,
    PARAMETERS_MAX,
    USES_MAX,
    TemplateContent,
    TemplateParameter,
)
from jiaozi.texts import is_plain

TITLE_MAX: Final = 120
KNOWN_MAX: Final = 64
"""Templates of which it is kept what is wrong with them."""
Errors = Iterator[tuple[str, str]]


@lru_cache(maxsize=KNOWN_MAX)
def content_refusal(content: TemplateContent) -> Refusal | None:
    """What is wrong with a template: the same of the same, so what was found before the writer is asked is kept for it.
    Refuses: `request_malformed` (titles, explanations), `template_invalid` with the place."""
    titles, texts = (content.title_en, content.title_zh), (content.explanation_en, content.explanation_zh)
    if not all(is_plain(title, TITLE_MAX) for title in titles) or not all(
        is_plain(text, EXPLANATION_MAX) for text in texts
    ):
        return Refusal("request_malformed", "titles and explanations in both languages")
    place, why = next(_errors(content), ("", ""))
    return Refusal("template_invalid", f"{place}: {why}") if why else None


def _errors(content: TemplateContent) -> Errors:
    parameters = content.parameters
    if len(parameters) > PARAMETERS_MAX:
        yield "parameters", "too many"
    if sum(each.most for each in parameters if FORMS[each.kind].field == "texts") > ITEMS_MAX:
        yield "parameters", "their lists may be too long together"
    names: set[str] = set()
    places: set[str] = set()
    for n, each in enumerate(parameters):
        path = f"parameters[{n}]"
        if each.name in names:
            yield f"{path}.name", "said twice"
        names.add(each.name)
        yield from _name_errors(path, each, content)
        yield from _range_errors(path, each)
        yield from _place_errors(path, each, content, places)
        places.update(each.places)
    for said, values in _tries(content):
        for place, why in standing_errors(filled(_tried(content), values), voucher=content.kind == "voucher"):
            yield f"{place} with the {said} values", why


def _name_errors(path: str, each: TemplateParameter, content: TemplateContent) -> Errors:
    if not all(is_plain(title, TITLE_MAX) for title in (each.title_en, each.title_zh)):
        yield f"{path}.title", "a title in both languages"
    if is_word(each.name):
        yield f"{path}.name", "conditions have this word already"
    in_condition = each.name in words_in(content.terms.condition)
    if in_condition and not is_apart(content.terms.condition, each.name):
        yield f"{path}.name", "it has to stand apart in the condition"
    if not each.places and not in_condition:
        yield path, "it is never used"
    numeric = FORMS[each.kind].field in ("number", "amount_minor")
    if numeric and not each.least and divides(content.terms.condition, each.name):
        yield f"{path}.least", "something is divided by it: 1 at least"
    if each.kind == "text" and in_condition and not each.least:
        yield f"{path}.least", "a text has a character at least"


def _range_errors(path: str, each: TemplateParameter) -> Errors:
    form = FORMS[each.kind]
    if not 0 <= each.least <= each.most <= form.highest:
        yield f"{path}.most", f"below least, or above {form.highest}"
    if form.field == "flag" and (each.choices or (each.least, each.most) != (0, 1)):
        yield path, "yes or no has neither a range nor choices"
    if len(each.choices) > CHOICES_MAX or len(set(each.choices)) < len(each.choices):
        yield f"{path}.choices", "too many, or said twice"
    if form.field == "texts" and each.choices and each.most > len(each.choices):
        yield f"{path}.most", "more than there are choices"
    for n, choice in enumerate(each.choices):
        error = _choice_error(each, choice)
        if error:
            yield f"{path}.choices[{n}]", error


def _choice_error(each: TemplateParameter, choice: str) -> str:
    field = FORMS[each.kind].field
    if field == "text":
        return value_error(each, choice)
    if field == "texts":
        one = TemplateParameter(each.name, each.kind, each.title_en, each.title_zh, 1, 1)
        return value_error(one, (choice,))
    digits = choice.isascii() and choice.isdigit() and str(int(choice)) == choice
    return value_error(each, int(choice)) if digits else "not a whole number"


def _place_errors(path: str, each: TemplateParameter, content: TemplateContent, taken: set[str]) -> Errors:
    if len(each.places) > USES_MAX:
        yield f"{path}.places", "too many"
    if each.optional and not each.places:
        yield f"{path}.optional", "it has no place where anything stands"
    plain = plain_of(content.terms)
    for n, place in enumerate(each.places):
        spot, here = spot_of(place, content.terms), f"{path}.places[{n}]"
        if spot is None:
            yield here, "there is no such one"
        elif spot.kind != each.kind:
            yield here, f"of another kind: {spot.kind}"
        elif place in taken or place in each.places[:n]:
            yield here, "said twice"
        elif spot.is_open and not each.least and not each.may_be_any:
            yield f"{path}.least", "0 means any there: 1 at least, or may_be_any"
        elif each.optional:
            found = standing(plain, spot)
            if found is None or value_error(each, found):
                yield here, "what stands there is out of range"
            elif found != default_of(content, each):
                yield here, "another thing stands there than in the first place"
        elif not is_empty(plain, spot):
            yield here, "something stands there, and it is always given"


def _tries(content: TemplateContent) -> Iterator[tuple[str, dict[str, Value]]]:
    """Values that the terms are tried with."""
    lowest = {each.name: least(each) for each in content.parameters}
    standing_there = {each.name: default_of(content, each) for each in content.parameters}
    yield "least", lowest
    yield "greatest", {each.name: greatest(each) for each in content.parameters}
    yield "standing", lowest | {name: value for name, value in standing_there.items() if value is not None}


def _tried(content: TemplateContent) -> TemplateContent:
    """A template whose lists are tried in the condition alone: of two that are tried in the terms, one may deny what
    the other allows, which no program's do that is drafted."""
    lists = [replace(each, places=()) if FORMS[each.kind].field == "texts" else each for each in content.parameters]
    return replace(content, parameters=tuple(lists))
