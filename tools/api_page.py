"""The reference of the HTTP API, written from its OpenAPI document."""

from collections.abc import Iterable, Iterator
from typing import Any

from jiaozi.api.app import document
from tools.refusals import ANY, ANY_ACT

_INTRODUCTION = """# HTTP API

The running server gives this as OpenAPI at `/openapi.json` and as a page to try out at `/docs`. The [SDKs](sdk.md)
have a method for every endpoint. Errors are in [errors.md](errors.md), who may do what in
[permissions.md](permissions.md).

Under each endpoint stands what it can refuse with. Any request may be answered, too: {any}; any POST {act}.

"""


def page() -> str:
    """The whole page."""
    found = document()
    words = {"any": _codes(ANY), "act": _codes(ANY_ACT)}
    return _INTRODUCTION.format(**words) + str(found["info"]["description"]) + "\n" + "\n".join(_sections(found))


def _codes(codes: Iterable[str]) -> str:
    return ", ".join(f"`{code}`" for code in sorted(codes))


def _sections(found: dict[str, Any]) -> Iterator[str]:
    operations = [
        (operation["tags"][0], method.upper(), path, operation)
        for path, methods in found["paths"].items()
        for method, operation in methods.items()
    ]
    for tag in found["tags"]:
        yield f"## {tag['name'].capitalize()}\n\n{tag['description']}.\n"
        for name, method, path, operation in operations:
            if name == tag["name"]:
                yield from _operation(found, method, path, operation)


def _operation(found: dict[str, Any], method: str, path: str, operation: dict[str, Any]) -> Iterator[str]:
    yield f"### `{method} {path}`\n"
    yield operation["description"].strip() + "\n"
    queries = [f"`{item['name']}`" for item in operation.get("parameters", ()) if item.get("in") == "query"]
    if queries:
        yield f"Query: {', '.join(queries)}\n"
    body = operation.get("requestBody")
    if body:
        yield from _body(found, body["content"]["application/json"]["schema"])
    good = [status for status in operation["responses"] if status.startswith("2")]
    answer = operation["responses"][good[0]].get("content", {}).get("application/json", {}).get("schema")
    yield f"Answers {', '.join(good)}{': ' + type_of(answer) if answer else ''}\n"
    if answer:
        yield from _fields(found, answer)
    codes = operation.get("x-problem-codes")
    if codes:
        yield f"Refuses: {_codes(codes)}\n"


def _body(found: dict[str, Any], schema: dict[str, Any]) -> Iterator[str]:
    if "$ref" not in schema:
        schema = next(item for item in schema["anyOf"] if "$ref" in item)
    model = _model(found, schema)
    required = model.get("required", [])
    rows = [
        f"| `{name}` | {type_of(field)} | {'yes' if name in required else 'no'} |"
        for name, field in model.get("properties", {}).items()
    ]
    if rows:
        yield "| field | type | required |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def _fields(found: dict[str, Any], schema: dict[str, Any]) -> Iterator[str]:
    names = _model(found, schema).get("properties", {})
    if names:
        yield "Fields: " + ", ".join(f"`{name}` {type_of(field)}" for name, field in names.items()) + "\n"


def _model(found: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    model: dict[str, Any] = found["components"]["schemas"].get(name, schema)
    items = model.get("properties", {}).get("items", {}).get("items", {})
    return _model(found, items) if set(model.get("properties", {})) == {"items", "next_cursor", "has_more"} else model


def type_of(schema: dict[str, Any]) -> str:
    """A schema in a word or two."""
    if "$ref" in schema:
        name: str = schema["$ref"].rpartition("/")[2]
        return name
    if "anyOf" in schema:
        return " or ".join(type_of(item) for item in schema["anyOf"])
    if "enum" in schema:
        return "one of " + ", ".join(f"`{value}`" for value in schema["enum"])
    if "pattern" in schema and schema["pattern"][4:5] == "_":
        return f"`{schema['pattern'][1:5]}...`"
    if schema.get("type") == "array":
        return f"list of {type_of(schema['items'])}"
    return str(schema.get("format") or schema.get("type", "any"))
