"""Examples of requests and answers, recorded by asking for each (`make examples`), and their places in the document."""

import json
from collections.abc import Mapping
from copy import copy
from pathlib import Path
from typing import Any, Final

from jiaozi import interchange

PLACE: Final = Path(__file__).with_name("examples.json")


def recorded() -> dict[str, dict[str, Any]]:
    """The example of each operation by its id; read anew each time, as few ask for it."""
    if not PLACE.exists():
        return {}
    found: dict[str, dict[str, Any]] = interchange.read(PLACE.read_text(encoding="utf-8"))
    return found


def text_of(found: Mapping[str, Mapping[str, Any]]) -> str:
    """The record as its file has it: a line for each operation."""
    lines = [f"{json.dumps(name)}: {json.dumps(each, ensure_ascii=False)}" for name, each in found.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def shown_in(document: Mapping[str, Any]) -> dict[str, Any]:
    """The OpenAPI document with its examples; the one that is given stays as it is."""
    found = recorded()
    paths = {
        path: {method: _operation(each, found.get(each["operationId"], {})) for method, each in methods.items()}
        for path, methods in document["paths"].items()
    }
    return {**document, "paths": paths}


def _operation(operation: Mapping[str, Any], example: Mapping[str, Any]) -> dict[str, Any]:
    shown = dict(operation)
    given = example.get("path", {}) | example.get("query", {})
    if "parameters" in shown:
        shown["parameters"] = [_parameter(each, given) for each in shown["parameters"]]
    if "body" in example:
        shown["requestBody"] = _with(shown["requestBody"], example["body"])
    status = str(example.get("status", ""))
    if "answer" in example and "$ref" not in shown["responses"][status]:
        shown["responses"] = shown["responses"] | {status: _with(shown["responses"][status], example["answer"])}
    return shown


def _parameter(parameter: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    name = str(parameter.get("name"))
    return {**parameter, "example": given[name]} if name in given else dict(parameter)


def _with(described: Mapping[str, Any], example: Any) -> dict[str, Any]:
    content = copy(described["content"])
    content["application/json"] = {**content["application/json"], "example": example}
    return {**described, "content": content}
