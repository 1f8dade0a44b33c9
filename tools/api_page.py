"""The reference of the HTTP API, written from its OpenAPI document and the recorded examples: an index, a page for each
part, and one of all types."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from jiaozi.api import openapi
from jiaozi.api.app import document
from jiaozi.api.examples import recorded
from tools.examples import snippets
from tools.refusals import ANY, ANY_ACT, OF_FORM, OF_PLACE

_INDEX: Final = """# HTTP API

The running server gives this as OpenAPI at `/openapi.json` and as a page to try out at `/docs/api`. The [SDKs](sdk.md)
have a method for every endpoint. Errors are in [errors.md](errors.md), who may do what in
[permissions.md](permissions.md), what is in bodies and answers under [types](types.md).

Under each endpoint stands what it can refuse with. Any request may be answered, too: {any}; any POST {act}.
Where one field's form is all that is wrong with a body, the code may say so: {form}.
A path that is none is answered {place}.

{says}
Every example was recorded by asking for it: `client` is `Client("http://127.0.0.1:8000", api_key)` of an
[SDK](../recipes/use-the-sdks.md), ids and secrets are made up, long lists are cut to two.

| part | |
|---|---|
{parts}
"""
_TYPES: Final = """# Types

Everything that is in bodies and answers, by its name. An amount is an object: whole minor units beside their asset.

"""
_PAGE: Final = {"items", "next_cursor", "has_more"}
_SAMPLES: Final = (("sh", snippets.curl), ("python", snippets.python), ("ts", snippets.typescript))


def pages() -> dict[str, str]:
    """The pages by their names."""
    found = document()
    parts = {tag["name"]: f"api/{tag['name'].replace(' ', '-')}.md" for tag in found["tags"]}
    listed = "\n".join(f"| [{tag['name']}]({parts[tag['name']]}) | {tag['description']} |" for tag in found["tags"])
    says = {"any": _codes(ANY), "act": _codes(ANY_ACT), "form": _codes(OF_FORM), "place": _codes(OF_PLACE)}
    says |= {"says": found["info"]["description"], "parts": listed}
    by_part = {place: _part(found, tag) for tag in found["tags"] for place in [parts[tag["name"]]]}
    return {"api.md": _INDEX.format(**says), "types.md": _types(found)} | by_part


def names() -> list[str]:
    """The names of the pages."""
    return ["api.md", "types.md", *(f"api/{tag['name'].replace(' ', '-')}.md" for tag in document()["tags"])]


@cache
def page(name: str) -> str:
    """One of them."""
    return pages()[name]


def _codes(codes: Iterable[str]) -> str:
    return ", ".join(f"`{code}`" for code in sorted(codes))


def _part(found: Mapping[str, Any], tag: Mapping[str, Any]) -> str:
    text = [
        f"# {tag['name'].capitalize()}\n\n{tag['description']}. How requests are made is told [before](../api.md).\n"
    ]
    for method, path, operation in openapi.operations(found):
        if operation["tags"][0] == tag["name"]:
            text += _operation(found, method, path, operation)
    return "\n".join(text)


def _operation(found: Mapping[str, Any], method: str, path: str, operation: Mapping[str, Any]) -> Iterator[str]:
    yield f"## `{method} {path}`\n"
    yield operation["description"].strip() + "\n"
    queries = [item for item in operation.get("parameters", ()) if item.get("in") == "query"]
    if queries:
        rows = [(item["name"], {"description": item.get("description", ""), **item["schema"]}) for item in queries]
        yield _table("query", rows, {item["name"] for item in queries if item.get("required")}, "../")
    body = operation.get("requestBody")
    if body:
        model = _model(found, body["content"]["application/json"]["schema"])
        if model.get("properties"):
            yield _table("field", model["properties"].items(), model.get("required", ()), "../")
    good = [status for status in operation["responses"] if status.startswith("2")]
    answer = operation["responses"][good[0]].get("content", {}).get("application/json", {}).get("schema")
    yield f"Answers {', '.join(good)}{': ' + _answer(found, answer) if answer else ''}\n"
    codes = operation.get("x-problem-codes")
    if codes:
        yield f"Refuses: {_codes(codes)}\n"
    yield from _example(operation["operationId"])


_examples: Final = cache(recorded)


def _example(operation: str) -> Iterator[str]:
    example = _examples().get(operation)
    if example is None:
        return
    for language, sample in _SAMPLES:
        yield f"```{language}\n{sample(operation, example)}\n```\n"
    if "answer" in example:
        yield f"```json\n{_json(example['answer'])}\n```\n"
    elif "text" in example:
        yield f"```text\n{example['text']}\n```\n"


def _json(value: Any) -> str:
    """Indented, with objects of one line where they are short."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return re.sub(r"\{\s+(\"minor\": -?\d+),\s+(\"asset\": \"[^\"]*\")\s+\}", r"{\1, \2}", text)


def _table(head: str, fields: Collection[tuple[str, Mapping[str, Any]]], required: Iterable[str], up: str) -> str:
    """Fields with their types and what they mean; one without "optional" is always there."""
    kinds = {name: type_of(each, up) + ("" if name in required else ", optional") for name, each in fields}
    rows = [f"| `{name}` | {kinds[name]} | {_cell(each.get('description', ''))} |" for name, each in fields]
    return f"| {head} | type | |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def _types(found: Mapping[str, Any]) -> str:
    parts = []
    for name, schema in sorted(found["components"]["schemas"].items()):
        fields = schema.get("properties")
        says = schema.get("description", "").strip()
        kind = "" if fields else f"{type_of(schema, '')}\n"
        table = _table("field", fields.items(), schema.get("required", ()), "") if fields else ""
        parts.append("\n".join(each for each in (f"## {name}\n", f"{says}\n" if says else "", kind, table) if each))
    return _TYPES + "\n".join(parts)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _model(found: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in schema:
        schema = next(item for item in schema["anyOf"] if "$ref" in item)
    model: Mapping[str, Any] = found["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return model


def _answer(found: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """The type of an answer; of a page's items."""
    target = found["components"]["schemas"].get(schema.get("$ref", "").rpartition("/")[2], schema)
    if set(target.get("properties", {})) == _PAGE:
        return f"a page of {type_of(target['properties']['items']['items'], '../')}"
    return type_of(schema, "../")


def type_of(schema: Mapping[str, Any], up: str = "") -> str:
    """A schema in a word or two; `up` leads to the page of types."""
    if "$ref" in schema:
        name: str = schema["$ref"].rpartition("/")[2]
        return f"[{name}]({up}types.md#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(type_of(item, up) for item in schema["anyOf"])
    if "enum" in schema:
        return "one of " + ", ".join(f"`{value}`" for value in schema["enum"])
    if "pattern" in schema and schema["pattern"][4:5] == "_":
        return f"`{schema['pattern'][1:5]}...`"
    if schema.get("type") == "array":
        return f"list of {type_of(schema['items'], up)}"
    said = schema.get("type", "any")
    return str(schema.get("format", said) if said == "string" else said)
