"""Terms of a template and its parameters. A value is put into a place of the terms as JSON into JSON, and into the
condition as one literal for one word: nothing that is given is read as anything but a value."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from jiaozi.db.commands import canonical
from jiaozi.programs.conditions import put_in
from jiaozi.programs.templates.forms import (
    Value,
    given_value,
    in_condition,
    plain_of,
    put,
    spot_of,
    standing,
    value_error,
)
from jiaozi.programs.templates.model import ParameterValue, TemplateContent, TemplateParameter
from jiaozi.programs.terms import Terms, read

KNOWN_MAX: Final = 16
"""Filled in terms that are kept: each may have some hundred kilobytes."""


class Wrong(NamedTuple):
    """What is wrong with parameters, and where."""

    place: str
    why: str


def filled(content: TemplateContent, values: Mapping[str, Value]) -> Terms:
    """The terms with these values; a parameter without one leaves what stands in its places. Raises `ValueError` for
    what is no value of its kind."""
    plain = plain_of(content.terms)
    for parameter in content.parameters:
        if parameter.name not in values:
            continue
        for place in parameter.places:
            spot = spot_of(place, content.terms)
            if spot is None:
                raise ValueError(f"{place}: there is no such one")
            put(plain, spot.keys, spot.kind, values[parameter.name])
    kinds = {each.name: each.kind for each in content.parameters}
    said = {name: in_condition(kinds[name], value) for name, value in values.items()}
    plain["condition"] = put_in(content.terms.condition, said)
    return read(canonical(plain).decode())


def default_of(content: TemplateContent, parameter: TemplateParameter) -> Value | None:
    """What an optional parameter is that is not given: what stands in the first of its places."""
    spot = spot_of(parameter.places[0], content.terms) if parameter.optional and parameter.places else None
    return None if spot is None else standing(plain_of(content.terms), spot)


@lru_cache(maxsize=KNOWN_MAX)
def terms_with(content: TemplateContent, given: tuple[ParameterValue, ...]) -> Terms | Wrong:
    """The terms with parameters as they are given, or what is wrong with these: one that there is not, one said twice,
    one that is missing, of another kind or out of range. Kept, since it is asked before the writer is: 70 ms for 5,000
    shops."""
    wrong = next(_errors(content, given), None)
    if wrong is not None:
        return wrong
    by_name = {each.name: each for each in given}
    values: dict[str, Value] = {}
    for parameter in content.parameters:
        one = by_name.get(parameter.name)
        value = default_of(content, parameter) if one is None else given_value(parameter, one)
        if value is not None:
            values[parameter.name] = value
    return filled(content, values)


def _errors(content: TemplateContent, given: Sequence[ParameterValue]) -> Iterator[Wrong]:
    known = {parameter.name: parameter for parameter in content.parameters}
    seen: set[str] = set()
    for n, one in enumerate(given):
        parameter = known.get(one.name)
        if parameter is None:
            yield Wrong(f"parameters[{n}].name", "there is no such one")
            continue
        if one.name in seen:
            yield Wrong(f"parameters[{n}].name", "said twice")
        seen.add(one.name)
        value = given_value(parameter, one)
        why = "a value of another kind" if value is None else value_error(parameter, value)
        if why:
            yield Wrong(f"parameters[{n}]", why)
    missing = next((each.name for each in content.parameters if not each.optional and each.name not in seen), "")
    if missing:
        yield Wrong("parameters", f"{missing} is missing")
