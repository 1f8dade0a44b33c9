"""One word for one idea on the wire, in every answer and every path, also in those that come later."""

from collections.abc import Iterator
from typing import Any

import pytest

from jiaozi.api import openapi
from jiaozi.api.app import ENDPOINTS, document

INSTEAD = {
    "end": "ending",
    "close": "closure",
    "closing": "closure",
    "cancel": "cancellation",
    "revoke": "revocation",
    "suspend": "suspension",
    "withdraw": "withdrawal",
    "lift": "lifting",
}
"""What an act's path does not end in, and what it ends in."""


def properties() -> Iterator[Any]:
    """Every property of every answer and body, with its schema, and every parameter of a query."""
    found: dict[str, Any] = document()
    for name, schema in found["components"]["schemas"].items():
        for field, said in schema.get("properties", {}).items():
            yield pytest.param(field, said, id=f"{name}.{field}")
    for method, path, operation in openapi.operations(found):
        for each in (named for named in operation.get("parameters", ()) if "name" in named):
            yield pytest.param(each["name"], each["schema"], id=f"{method} {path} {each['name']}")


def values(schema: dict[str, Any]) -> list[str]:
    """The values that a schema lists, beside null."""
    inner = [each for each in schema.get("anyOf", [schema]) if each.get("type") != "null"]
    return [value for each in inner for value in each.get("enum", [each["const"]] if "const" in each else [])]


def _types(schema: dict[str, Any]) -> set[str]:
    return {each["type"] for each in schema.get("anyOf", [schema]) if "type" in each} - {"null"}


NAMED = [each for each in properties() if str(each.values[0]).endswith(("state", "status"))]


@pytest.mark.parametrize(("name", "schema"), NAMED)
def test_how_a_thing_stands_is_its_state_and_all_values_are_listed(name: str, schema: dict[str, Any]) -> None:
    if name.endswith("state"):
        assert len(values(schema)) > 1
    else:
        assert _types(schema) == {"integer"}, "a status is HTTP's"


def test_the_states_of_the_things_that_are_shown_are_found() -> None:
    assert len([each for each in NAMED if each.values[0] == "state"]) > 20


@pytest.mark.parametrize("path", sorted({each.path for each in ENDPOINTS}))
def test_an_act_of_one_kind_has_one_word_in_paths(path: str) -> None:
    last = path.rpartition("/")[2]
    assert last not in INSTEAD, f"{INSTEAD.get(last)}, as elsewhere"
