"""The collections of requests, from the recorded examples: for Postman (v2.1, with an environment), and `.http`."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from jiaozi.api import openapi
from jiaozi.api.app import document
from jiaozi.api.examples import recorded
from tools.examples.snippets import target

BASE: Final = "http://127.0.0.1:8000"
SCHEMA: Final = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
_SIGNED: Final = "A holder's device signs this, once it has had one: the SDKs do it, a collection cannot."
_HEAD: Final = f"""# Requests of the Jiaozi API, for clients of .http files. Written by `make docs`.
# Every send has an Idempotency-Key of its own; to repeat a request, put the same one in its place.

@baseUrl = {BASE}
@apiKey = jz_...
"""


def postman() -> str:
    """The collection for Postman: a folder for each part, a request for each operation, with its recorded answer."""
    found = document()
    folders = [
        {"name": tag["name"], "description": tag["description"], "item": list(_items(found, tag["name"]))}
        for tag in found["tags"]
    ]
    collection = {
        "info": {"name": "Jiaozi", "description": found["info"]["description"], "schema": SCHEMA},
        "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{api_key}}", "type": "string"}]},
        "item": [folder for folder in folders if folder["item"]],
    }
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def environment() -> str:
    """The environment for Postman: where the server is, and whose key is used."""
    values = [
        {"key": "base_url", "value": BASE, "type": "default", "enabled": True},
        {"key": "api_key", "value": "", "type": "secret", "enabled": True},
    ]
    made = {"name": "Jiaozi", "values": values, "_postman_variable_scope": "environment"}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def http_file() -> str:
    """The same requests as an `.http` file."""
    examples = recorded()
    parts = [_HEAD]
    for tag, method, path, operation in _operations(document()):
        example = examples.get(operation["operationId"], {})
        lines = [f"### {tag}: {operation['summary']}", f"{method} {{{{baseUrl}}}}{target(path, example)}"]
        lines += [f"{header['key']}: {header['value']}" for header in _headers(method, example)]
        lines += ["Authorization: Bearer {{apiKey}}"] if operation["security"] else []
        lines += ["", _json(example["body"])] if "body" in example else []
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _operations(found: Mapping[str, Any]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Tag, method, path and operation, in the order of the reference."""
    for tag in found["tags"]:
        for method, path, operation in openapi.operations(found):
            if operation["tags"][0] == tag["name"]:
                yield tag["name"], method, path, operation


def _items(found: Mapping[str, Any], part: str) -> Iterator[dict[str, Any]]:
    examples = recorded()
    for tag, method, path, operation in _operations(found):
        if tag == part:
            yield _item(method, path, operation, examples.get(operation["operationId"], {}))


def _item(method: str, path: str, operation: Mapping[str, Any], example: Mapping[str, Any]) -> dict[str, Any]:
    says = operation["description"].strip() + (f"\n\n{_SIGNED}" if example.get("signed") else "")
    request: dict[str, Any] = {
        "method": method,
        "header": list(_headers(method, example)),
        "url": _url(path, example),
        "description": says,
    }
    if "body" in example:
        language = {"raw": {"language": "json"}}
        request["body"] = {"mode": "raw", "raw": _json(example["body"]), "options": language}
    if not operation["security"]:
        request["auth"] = {"type": "noauth"}
    return {"name": operation["summary"], "request": request, "response": list(_responses(request, example))}


def _responses(request: Mapping[str, Any], example: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if "answer" in example:
        header = [{"key": "Content-Type", "value": "application/json"}]
        yield {
            "name": "Example",
            "originalRequest": {name: value for name, value in request.items() if name != "description"},
            "code": example["status"],
            "header": header,
            "body": _json(example["answer"]),
        }


def _headers(method: str, example: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    if method == "POST":
        yield {"key": "Idempotency-Key", "value": "{{$guid}}"}
    if "body" in example:
        yield {"key": "Content-Type", "value": "application/json"}


def _url(path: str, example: Mapping[str, Any]) -> dict[str, Any]:
    parts = [f":{part[1:-1]}" if part.startswith("{") else part for part in path.strip("/").split("/")]
    query = [{"key": name, "value": str(value)} for name, value in example.get("query", {}).items()]
    given = [{"key": name, "value": str(value)} for name, value in example.get("path", {}).items()]
    raw = "{{base_url}}/" + "/".join(parts) + (f"?{urlencode(example['query'])}" if query else "")
    found: dict[str, Any] = {"raw": raw, "host": ["{{base_url}}"], "path": parts}
    return found | ({"query": query} if query else {}) | ({"variable": given} if given else {})


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def page() -> str:
    """How to use them."""
    return """# Collections

Every request of the [HTTP API](api.md), with the example that the reference shows. They are written from the same
record and the OpenAPI document, by `make docs`.

| for | file |
|---|---|
| Postman: import this | [collection](postman.json) |
| and this, choose it, and give it your `api_key` | [environment](postman-environment.json) |
| HTTPie Desktop: imports the collection of Postman; then set its variables | [collection](postman.json) |
| REST Client, httpYac: set `@baseUrl` and `@apiKey` at the top | [jiaozi.http](jiaozi.http) |

Ids are made up: put your own in their places. Every send makes an `Idempotency-Key` of its own (`{{$guid}}`), so that a
send is a new request; put a text of your own there to repeat one. What a holder's device signs, no
collection can send.
"""
