"""Samples of what the OpenAPI document describes, and the same as the SDK takes it; made without the generator."""

import json
import keyword
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from jiaozi.api import openapi
from jiaozi_sdk import models

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "reference" / "openapi.json"
Json = Any


class Endpoint(NamedTuple):
    """An endpoint of the document."""

    method: str
    path: str
    operation: Json


@cache
def document() -> Json:
    """The document as it is checked in."""
    return json.loads(DOCUMENT.read_text(encoding="utf-8"))


def endpoints() -> Iterator[Endpoint]:
    """Every endpoint, in the order of paths."""
    for method, path, operation in sorted(openapi.operations(document()), key=lambda each: (each[1], each[0])):
        yield Endpoint(method, path, operation)


def resolved(schema: Json) -> Json:
    """A schema, or the one that it refers to."""
    return (
        resolved(document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]) if "$ref" in schema else schema
    )


def chosen(schema: Json) -> Json:
    """A schema without the choice of null."""
    found = resolved(schema)
    return chosen(next(each for each in found["anyOf"] if each.get("type") != "null")) if "anyOf" in found else found


def sample(schema: Json, *, whole: bool, turn: int = 0, name: str = "x") -> Json:
    """A value that a schema allows: with all members, or with those alone that it requires. `turn` takes one of a
    closed set after the other. Patterns and bounds are left alone: nobody checks them here."""
    found = chosen(schema)
    if "enum" in found or "const" in found:
        values = found.get("enum", [found.get("const")])
        return values[turn % len(values)]
    kind = found.get("type")
    if kind == "array":
        return [sample(found["items"], whole=whole, turn=turn, name=name)]
    if kind == "object":
        members = found.get("properties", {})
        if not members:
            inner = found.get("additionalProperties")
            return {"free": sample(inner, whole=whole) if isinstance(inner, dict) else ["anything", 1, None]}
        taken = members if whole else {each: members[each] for each in found.get("required", ())}
        return {each: sample(member, whole=whole, turn=turn, name=each) for each, member in taken.items()}
    return {"string": f"a {name}", "integer": 7, "boolean": True}.get(str(kind))


def closed_sets(schema: Json) -> int:
    """The size of the largest closed set in a schema."""
    found = chosen(schema)
    inner = [*found.get("properties", {}).values(), *([found["items"]] if "items" in found else [])]
    return max([len(found.get("enum", "1")), *(closed_sets(each) for each in inner)])


def one_asset(schema: Json) -> str:
    """The asset of an amount that has only one; else empty."""
    found = chosen(schema)
    members = found.get("properties", {})
    return members["asset"].get("enum", [""])[0] if set(members) == {"minor", "asset"} else ""


def keywords(schema: Json, value: Json) -> dict[str, Any]:
    """The members of a body as a method of the SDK, or a dataclass within a body, is given them."""
    found, given = chosen(schema), {}
    for name, each in value.items():
        member = found["properties"][name]
        if one_asset(member):
            given[f"{name}_minor"] = each["minor"]
        else:
            given[python_name(name)] = as_given(member, each)
    return given


def as_given(schema: Json, value: Json) -> Any:
    """A value within a body as the SDK takes it: objects are dataclasses of the schema's name."""
    found = chosen(schema)
    if found.get("type") == "array":
        return [as_given(found["items"], each) for each in value]
    if not found.get("properties"):
        return value
    return getattr(models, _name_of(schema))(**keywords(found, value))


def _name_of(schema: Json) -> str:
    """The name of the dataclass that stands for a schema: what the document calls it."""
    given = [schema, *schema.get("anyOf", ())]
    name: str = next(each["$ref"] for each in given if "$ref" in each).rpartition("/")[2]
    return name


def python_name(name: str) -> str:
    """A name in Python."""
    return f"{name}_" if keyword.iskeyword(name) else name


def answer_of(operation: str) -> Json:
    """The schema of what an operation answers."""
    found = next(each.operation for each in endpoints() if each.operation["operationId"] == operation)
    return next(schema for _, schema in good_answers(found))


def good_answers(operation: Json) -> Iterator[tuple[int, Json]]:
    """The schemas of the good answers in JSON, by status."""
    for status, answer in operation["responses"].items():
        content = answer.get("content", {}).get("application/json")
        if status.startswith("2") and content:
            yield int(status), content["schema"]
