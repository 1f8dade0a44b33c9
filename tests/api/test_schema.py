"""Schemathesis against the OpenAPI document, and what the document itself must hold."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode, openapi
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from jiaozi.access.instructions import GUARDED
from jiaozi.api import openapi as documents
from jiaozi.api.app import ENDPOINTS, document, document_text
from jiaozi.api.routes.events import EventView
from jiaozi.wire.shapes import answer_of
from tests.api.conftest import Live, yuan

BY_CODE = ("/v1/enrolments", "/v1/statement-checks/{code}")
"""What takes a code for a key."""
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)
EXAMPLES = int(os.environ.get("JIAOZI_EXAMPLES", "3"))


@cache
def operations() -> list[Any]:
    """The operations of the document."""
    listed: Any = openapi.from_dict(document()).get_all_operations()
    return [result.ok() for result in listed]


@cache
def cases(label: str, mode: GenerationMode) -> list[tuple[Any, Any, Any]]:
    """What is sent to an operation, each with its path parameters and its body as they were drawn: the same for every
    role and on both engines, and slow to think up."""
    (operation,) = [each for each in operations() if each.label == label]
    drawn: list[tuple[Any, Any, Any]] = []

    @settings(
        max_examples=EXAMPLES,
        derandomize="JIAOZI_EXAMPLES" not in os.environ,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def draw(case: Any) -> None:
        drawn.append((case, case.path_parameters, case.body))

    with suppress(Unsatisfiable):  # nothing about this operation can be wrong
        draw()
    return drawn


def _real(value: Any, ids: dict[str, str]) -> Any:
    """The same data with ids of things that exist."""
    if isinstance(value, dict):
        return {name: _real(item, ids) for name, item in value.items()}
    if isinstance(value, list):
        return [_real(item, ids) for item in value]
    known = {text[:4]: text for text in reversed(ids.values())}
    return known.get(value[:4], value) if isinstance(value, str) and len(value) == 17 else value


def wrong_answers(operation: Any, live: Live, who: str, mode: GenerationMode, ids: dict[str, str]) -> list[str]:
    """What went wrong with an operation."""
    checks = CHECKS if mode is GenerationMode.POSITIVE else (*CHECKS, negative_data_rejection)
    found = []
    for case, places, body in cases(operation.label, mode):
        if mode is GenerationMode.POSITIVE:
            case.path_parameters, case.body = _real(places, ids), _real(body, ids)
        try:
            case.validate_response(case.call(live.url, headers=live.headers(who)), checks=checks)
        except (Exception, FailureGroup) as error:  # noqa: BLE001 - a group of failures is no `Exception`; all are told
            found.append(f"{operation.label}: {type(error).__name__} {error} {getattr(error, 'exceptions', '')}"[:1500])
    return found


def _asked_by(who: str) -> list[Any]:
    """The operations that are tried by somebody: of a till those that only merchants may do."""
    tills = {"codes", "payments", "requests", "splits"}
    return [each for each in operations() if who != "teahouse" or tills & set(each.definition.raw["tags"])]


@pytest.mark.slow
@pytest.mark.parametrize("who", ["central", "icbc", "li", "teahouse"])
def test_every_endpoint_keeps_to_its_document_whatever_it_is_sent(live: Live, who: str) -> None:
    paid = live.pay(500).json()
    order = {"payer": live.ids["li"], "store": live.ids["counter"], "amount": yuan(500)}
    held = live.post("li", "/v1/holds", order | {"expires_at": "2025-12-31T10:00:00+08:00"}).json()
    account = live.get("li", f"/v1/wallets/{live.ids['li']}").json()["account"]
    made = {"pay": held["payment"], "jnl": paid["journal"], "acc": account, "prn": live.town.principals["wang"]}
    ids, mode = live.ids | made, GenerationMode.POSITIVE
    assert [wrong for each in _asked_by(who) for wrong in wrong_answers(each, live, who, mode, ids)] == []
    live.sequence()
    assert live.get("auditor", "/v1/audit").json()["findings"] == []


@pytest.mark.slow
@pytest.mark.only_engine("sqlite")  # it is refused for its form, and no engine is asked to write any of it
@pytest.mark.parametrize("who", ["central", "li", "teahouse"])
def test_what_the_document_forbids_is_refused_as_it_says_and_writes_nothing(live: Live, who: str) -> None:
    before, mode = live.town.digest(), GenerationMode.NEGATIVE
    assert [wrong for each in _asked_by(who) for wrong in wrong_answers(each, live, who, mode, {})] == []
    assert live.town.digest() == before


def test_every_operation_demands_credentials_and_its_headers(live: Live) -> None:
    for operation in operations():
        if not operation.path.startswith("/v1/") or operation.path in BY_CODE:
            continue
        ways = 2 if operation.definition.raw["operationId"] in GUARDED else 1
        assert operation.definition.raw["security"] == [{"key": []}, {"key": [], "device": []}][:ways]
        answer = live.http.request(operation.method, operation.path, headers={"Content-Type": "application/json"})
        assert answer.status_code == 401, operation.label


def _parameters(operation: dict[str, Any]) -> list[dict[str, Any]]:
    """The forms of an operation's path and query parameters."""
    given = [each["schema"] for each in operation.get("parameters", ()) if each.get("in") in ("path", "query")]
    return [form for schema in given for form in schema.get("anyOf", [schema])]


def _is_free_text(form: dict[str, Any]) -> bool:
    """An id without its pattern gives an error of the server; a text without an end, work for nothing."""
    return form.get("type") == "string" and not {"pattern", "enum", "format", "maxLength"} & form.keys()


def test_the_document_is_complete(live: Live) -> None:
    given = live.http.get("/openapi.json").json()
    assert given == json.loads(document_text())
    for method, path, operation in documents.operations(given):
        label = f"{method} {path}"
        assert operation["summary"], label
        assert operation["description"], label
        assert operation["tags"], label
        if path.startswith("/v1/"):
            assert {"401", "403", "404", "422", "503"} <= operation["responses"].keys(), label
        assert path == "/errors/{code}" or [each for each in _parameters(operation) if _is_free_text(each)] == [], label
        key = {"$ref": "#/components/parameters/Idempotency-Key"}
        assert (key in operation.get("parameters", ())) == (method == "POST"), label
    names = [operation["operationId"] for _, _, operation in documents.operations(given)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("tag", ["", "a part that nobody described"])
def test_an_endpoint_of_no_part_is_not_left_out_in_silence(tag: str) -> None:
    apart = [*ENDPOINTS, replace(ENDPOINTS[0], tag=tag)]
    with pytest.raises(ValueError, match=f"without an endpoint: {tag}$"):
        documents.document(apart, answer_of(EventView))


def _integers(schema: Any) -> Iterator[dict[str, Any]]:
    parts = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    if isinstance(schema, dict) and schema.get("type") == "integer":
        yield schema
    for each in parts:
        yield from _integers(each)


def test_a_whole_number_that_may_not_fit_32_bits_says_that_it_has_64() -> None:
    """Generators of clients take 32 where nothing is said: 21.4 million yuan."""
    found = list(_integers(document()))
    long = [
        each for each in found if not -(2**31) <= each.get("minimum", -(2**63)) <= each.get("maximum", 2**63) < 2**31
    ]
    assert len(long) > 100
    assert len(found) > len(long)
    assert [each for each in found if (each.get("format") == "int64") != (each in long)] == []
    money = document()["components"]["schemas"]["Money"]["properties"]["minor"]
    assert money["format"] == "int64"


def test_whoever_asks_first_at_once_is_given_the_same_document() -> None:
    """In a process of its own: here the document is made already."""
    program = (
        "from concurrent.futures import ThreadPoolExecutor as Threads\n"
        "from jiaozi.api.app import document_text\n"
        "print(len(set(Threads(4).map(lambda _: document_text(), range(4)))))"
    )
    asked = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (asked.stdout, asked.returncode) == ("1\n", 0), asked.stderr


def test_docs_work_offline_and_fetch_nothing_from_elsewhere(live: Live) -> None:
    page = live.http.get("/docs/api")
    assert page.status_code == 200
    assert "http" not in page.text.replace("http-equiv", "")
    assert "script-src 'self'" in page.headers["content-security-policy"]
    for name in re.findall(r'(?:href|src)="(/[^"]+)"', page.text):
        assert live.http.get(name).status_code == 200
    assert "SwaggerUIBundle" in live.http.get("/docs/api/swagger-ui-bundle.js").text
    assert "offapi" not in sys.modules  # it reads 9 MB when it is imported
    assert live.http.get("/docs/../app.py").status_code == 404
    assert live.http.get("/docs/%2e%2e%2fapp.py").status_code == 404
