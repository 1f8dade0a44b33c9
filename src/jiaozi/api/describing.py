"""The meaning of a field, found in `fields.toml`: what is said of it in its model, else by its name."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

_FILE: Final = Path(__file__).with_name("fields.toml")


@cache
def table() -> dict[str, dict[str, str]]:
    """Both tables: what is said of fields by their names, `named`, and of some models' `own`, listed by blanks."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _own() -> Mapping[str, str]:
    return {each: text for fields, text in table()["own"].items() for each in fields.split()}


def described(schemas: Mapping[str, Any], things: Mapping[str, str]) -> dict[str, Any]:
    """The schemas with a description for each field that has none. Of a model that has all of another, its thing, a
    field of this means what it means there."""
    found = {}
    for model, schema in schemas.items():
        thing = things.get(model, model)
        owners = dict.fromkeys(schemas[thing].get("properties", ()), thing)
        found[model] = _described({name: owners.get(name, model) for name in schema.get("properties", ())}, schema)
    return found


def _described(owners: Mapping[str, str], schema: Mapping[str, Any]) -> dict[str, Any]:
    if "properties" not in schema:
        return dict(schema)
    fields = {
        name: each
        if "description" in each or not text_of(owners[name], name)
        else {**each, "description": text_of(owners[name], name)}
        for name, each in schema["properties"].items()
    }
    return {**schema, "properties": fields}


def text_of(model: str, field: str) -> str:
    """What a field of a model means, or a parameter of an operation; empty when nobody has said so."""
    return _own().get(f"{model}.{field}") or table()["named"].get(field, "")
