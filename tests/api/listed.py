"""What an answer shows beyond what the OpenAPI document lists of it: nothing, whatever is asked."""

from collections.abc import Iterator, Mapping
from functools import cache
from threading import Lock
from typing import Any, Final

import httpx
from tools.refusals import ANY, ANY_ACT, OF_FORM, of_endpoint

from jiaozi.api.app import ENDPOINTS, document
from jiaozi.api.routing import Routes
from tests.met import MET

JSON: Final = "application/json"
PROBLEM: Final = "application/problem+json"
_ROUTES: Final = Routes(ENDPOINTS)
_reading = Lock()
"""Held while it is looked up what an endpoint can refuse: Python 3.11 fails now and then when two threads parse at once
("AST constructor recursion depth mismatch"), and many callers hear their first refusals together."""


@cache
def _document() -> dict[str, Any]:
    return document()


def unlisted(value: Any, schema: Mapping[str, Any]) -> Iterator[str]:
    """Where a value has members that its schema does not name. What a schema leaves open is open."""
    if "$ref" in schema:
        schema = _document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        fitting = [each for each in schema["anyOf"] if value is None or each.get("type") != "null"]
        yield from min((list(unlisted(value, each)) for each in fitting), key=len)
    elif isinstance(value, dict) and "properties" in schema:
        for name, member in value.items():
            if name in schema["properties"]:
                yield from (f"{name}.{place}" for place in unlisted(member, schema["properties"][name]))
            else:
                yield name
    elif isinstance(value, list):
        for member in value:
            yield from unlisted(member, schema.get("items", {}))


def check(answer: httpx.Response) -> None:
    """Fails when an answer of a server shows what the document does not list."""
    found, method = _ROUTES.at(answer.request.url.path), answer.request.method
    if found is None or method not in found.ends or method == "HEAD" or found.ends[method][0].hidden:
        return
    if answer.headers["content-type"].startswith(PROBLEM):
        answer.read()
        code = answer.json()["code"]
        MET.add((found.ends[method][0].name, code))
        with _reading:
            listed = ANY | ANY_ACT | OF_FORM | of_endpoint(found.ends[method][0])
        assert code in listed, f"{found.ends[method][0].name}: {code}"
    if not answer.is_success:
        return
    said = _document()["paths"][found.ends[method][0].path][method.lower()]["responses"][str(answer.status_code)]
    if JSON not in said["content"] or not answer.headers["content-type"].startswith(JSON):
        return
    answer.read()
    assert list(unlisted(answer.json(), said["content"][JSON]["schema"])) == [], answer.text
