"""What is said of a field is said of all that it is said of: a text by name alone is of fields that look alike, and of
what its own words name."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest

from jiaozi.api import openapi
from jiaozi.api.app import document
from jiaozi.api.describing import table, text_of

FIELDS, OWN = table()["named"], table()["own"]
pytestmark = pytest.mark.only_engine("sqlite")  # what is told of the API, which is the same on both
SCHEMAS: Final[Mapping[str, Any]] = document()["components"]["schemas"]
AMOUNTS: Final = {"Money", "DigitalYuan", "DigitalYuanCeiling", "Renminbi"}
OF_ANYTHING: Final = {"kind", "state", "status"}
"""Whose choices are others in each model, and whose text fits all of them."""
WORDS: Final = {
    ("How many ", "How often ", "By how many ", "For how many "): {"number"},
    ("When ", "Until when", "From when ", "Since when"): {"moment", "day"},
    ("The day in", "The first day", "The last day"): {"moment", "day"},
    ("How much ", "At most so much"): {"amount", "number"},
    ("Whether ",): {"flag", "choice"},
    ("SHA-256 of each", "The lines", "Who there is"): {"list"},
    ("SHA-256 of the",): {"text", "choice"},
}
"""What a field looks like whose text begins like this."""


_BY_MODEL: Final = {each for names in OWN for each in names.split()}


def shape(schema: Mapping[str, Any]) -> str:
    """What a field looks like, in a word; null beside it or not."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return "amount" if name in AMOUNTS else "record"
    if "anyOf" in schema:
        (found,) = {shape(each) for each in schema["anyOf"] if each.get("type") != "null"}
        return found
    if len(schema.get("enum", ())) > 1:
        return "choice"
    if "pattern" in schema and schema["pattern"][4:5] == "_":
        return "id"
    named = {"date": "day", "date-time": "moment"}.get(schema.get("format", ""))
    return named or {"array": "list", "boolean": "flag", "integer": "number", "object": "record"}.get(
        schema["type"], "text"
    )


def choices(schema: Mapping[str, Any]) -> frozenset[Any]:
    return frozenset(schema.get("enum", ())) | {each for one in schema.get("anyOf", ()) for each in choices(one)}


def fields() -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Every field and every parameter whose text is not said where it is declared."""
    for model, schema in SCHEMAS.items():
        for name, each in schema.get("properties", {}).items():
            if each["description"] == text_of(model, name):
                yield model, name, each
    for _, _, operation in openapi.operations(document()):
        for each in operation.get("parameters", ()):
            if "$ref" not in each and each["description"] == text_of(operation["operationId"], each["name"]):
                yield operation["operationId"], each["name"], each["schema"]


def test_a_text_by_name_is_of_fields_of_one_look() -> None:
    looks: dict[str, dict[str, str]] = defaultdict(dict)
    for model, name, schema in fields():
        if f"{model}.{name}" not in _BY_MODEL:
            looks[name].setdefault(shape(schema), model)
    assert {name: found for name, found in looks.items() if len(found) > 1} == {}


def test_a_text_by_name_is_of_choices_that_have_something_in_common() -> None:
    found: dict[str, list[tuple[str, frozenset[Any]]]] = defaultdict(list)
    for model, name, schema in fields():
        if f"{model}.{name}" not in _BY_MODEL and name not in OF_ANYTHING and len(choices(schema)) > 1:
            found[name].append((model, choices(schema)))
    apart = {name: (many[0][0], model) for name, many in found.items() for model, each in many if not each & many[0][1]}
    assert apart == {}


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words[0].strip())
def test_a_text_is_of_what_it_says(words: tuple[str, ...]) -> None:
    wrong = {
        f"{model}.{name}": (said, shape(schema))
        for model, name, schema in fields()
        if (said := schema.get("description") or FIELDS[name]).startswith(words) and shape(schema) not in WORDS[words]
    }
    assert wrong == {}


def test_no_text_is_of_nothing() -> None:
    """A field that is no longer there, or whose models all have a text of their own."""
    used = {name for model, name, _ in fields() if f"{model}.{name}" not in _BY_MODEL}
    there = {f"{model}.{name}" for model, name, _ in fields()}
    assert FIELDS.keys() - used == set()
    assert _BY_MODEL - there == set()
