"""The OpenAPI document: what FastAPI derives, completed with security, idempotency keys, problems and headers."""

import json
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from jiaozi.api.problems import MEDIA_TYPE
from jiaozi.errors import ERRORS
from jiaozi.wire.base import Problem

DESCRIPTION: Final = """An open platform for running a digital currency on one ledger.

* Amounts are whole minor units beside their asset: `{"minor": 1999, "asset": "E-CNY"}` is 19.99 yuan.
* Times are ISO 8601 with China's offset. Ids are prefixed and ordered by time.
* Every POST carries an `Idempotency-Key`. What was decided under a key, refusals too, answers every repetition of the
  request, with the header `Idempotent-Replayed: true`; a new attempt takes a new key. Malformed requests, wrong
  credentials and retryable failures are never stored.
* Errors are `application/problem+json` with a `code` from one table; `retryable` says whether to try again.
* A test key (`jzt_...`, from `POST /v1/test-keys`) leads to the test world: the same API, no real money, answers with
  the header `Jiaozi-Mode: test`.
* Acts of two people answer 202 with a proposal, which another person of the same institution approves or rejects.
"""
_SECURED: Final = "/v1/"
_BY_CODE: Final = frozenset({"/v1/enrolments"})
"""What takes a code in place of a key, and is its own identity."""
_TAGS: Final = {
    "wallets": "Wallets with their limits, freezes and holders; loads and unloads",
    "sub-wallets": "Sub-wallets: pushed to merchants and charged by token; a company's, pooled and allotted",
    "visitors": "Hong Kong's whitelists; visitors' wallets topped up by card",
    "payments": "Payments, refunds and holds",
    "people": "Being found by phone, confirming payees, asking money back, freezes of holders, guardians and estates",
    "codes": "Collect codes that a payer scans (EMVCo QR); payment codes and taps that a till charges",
    "merchants": "Merchants and their stores",
    "splits": "Plans by which a payment is split between a platform and its sellers",
    "requests to pay": "Asking for money: accepted, declined, cancelled or expired",
    "bills": "Bills of government, utilities and schools, paid by number",
    "bank accounts": "Customers' accounts at a bank, and cash",
    "devices": "Holders' devices, whose keys sign what their holders instruct",
    "interest": "Interest runs of operators, what a wallet has earned, closing out",
    "banking": "Agreements between wallets and bank accounts; sweeps, remittances, cash by code",
    "institutions": "The central bank and the operators",
    "ledger": "Accounts, journals, trial balances, the chained list of groups, the audit",
    "events": "What happened, in order",
    "acceptance": "Onboarding of merchants, terminals, orders with goods lines, takings",
    "webhooks": "Events sent to whoever they concern",
    "test mode": "Keys for the test world, its clock, failures on purpose",
    "access": "Principals, keys, acts of two people, the log of acts, outcomes by key",
    "rule book": "Rules with their dates and sources",
    "world": "The world this platform runs",
    "running system": "Health, readiness, metrics, pages about errors",
}
_STATUSES: Final = ("401", "403", "404", "422", "500", "503", "507")
_STATUSES_OF_ACTS: Final = ("400", "402", "409", "413", "415")
_ALWAYS: Final = ("X-Request-Id", "Jiaozi-Mode")
_HEADERS: Final[dict[str, dict[str, Any]]] = {
    "X-Request-Id": {
        "description": "The request's id, the caller's own when it gave one",
        "schema": {"type": "string"},
    },
    "Jiaozi-Mode": {
        "description": "`test` on every answer of the test world, absent in live mode",
        "schema": {"type": "string", "enum": ["test"]},
    },
    "Idempotent-Replayed": {
        "description": "`true` when this answer repeats an earlier one",
        "schema": {"type": "string", "enum": ["true"]},
    },
    "Retry-After": {"description": "Seconds", "schema": {"type": "string"}},
    "WWW-Authenticate": {"schema": {"type": "string"}},
}
_KEY_PARAMETER: Final = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "1 to 255 printable ASCII characters without blanks at the ends; the same for every repetition",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]([ -~]*[!-~])?$"},
    "example": "order-2026-000123",
}


def document(app: FastAPI) -> dict[str, Any]:
    """The document of an app's endpoints."""
    return _complete(
        get_openapi(
            title=app.title,
            version=app.version,
            openapi_version="3.1.0",
            description=DESCRIPTION,
            routes=app.routes,
            webhooks=app.webhooks.routes,
            tags=[{"name": name, "description": text} for name, text in _TAGS.items()],
            license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        )
    )


def _complete(found: dict[str, Any]) -> dict[str, Any]:
    components = found.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs", {}))
    problem["properties"]["code"]["enum"] = list(ERRORS)
    schemas["Problem"] = problem
    components["securitySchemes"] = {
        "key": {
            "type": "http",
            "scheme": "bearer",
            "description": "An API key: `jz_...`, in test mode `jzt_...`",
        }
    }
    components["headers"] = _HEADERS
    components["parameters"] = {_KEY_PARAMETER["name"]: _KEY_PARAMETER}
    components["responses"] = {
        _problem(status): _problem_response(status) for status in (*_STATUSES, *_STATUSES_OF_ACTS)
    }
    for path, methods in found["paths"].items():
        for method, operation in methods.items():
            _complete_operation(path, method, operation)
    for methods in found.get("webhooks", {}).values():
        _complete_webhook(methods["post"])
    return found


def _complete_webhook(operation: dict[str, Any]) -> None:
    """A receiver answers any 2xx; its headers are those of Standard Webhooks."""
    operation["security"] = []
    operation["responses"] = {"2XX": {"description": "Taken"}, "410": {"description": "Nothing more, ever"}}
    operation["parameters"] = [
        {"name": f"webhook-{name}", "in": "header", "required": True, "schema": {"type": "string"}}
        for name in ("id", "timestamp", "signature")
    ]


def _complete_operation(path: str, method: str, operation: dict[str, Any]) -> None:
    secured = path.startswith(_SECURED) and path not in _BY_CODE
    responses = operation["responses"]
    responses.pop("422", None)
    for answer in responses.values():
        answer.setdefault("headers", {}).update(_ref("headers", *_ALWAYS))
    if secured:
        operation["security"] = [{"key": []}]
    else:
        operation["security"] = []
    if method == "post":
        operation.setdefault("parameters", []).append({"$ref": f"#/components/parameters/{_KEY_PARAMETER['name']}"})
        for answer in responses.values():
            answer["headers"].update(_ref("headers", "Idempotent-Replayed"))
        _allow_dry_run(operation)
    for status in _statuses(path, method):
        responses[status] = {"$ref": f"#/components/responses/{_problem(status)}"}


def _allow_dry_run(operation: dict[str, Any]) -> None:
    """A dry run answers 200 whatever the act itself answers; a proposal's shows the act's own outcome."""
    responses = operation["responses"]
    if any(parameter.get("name") == "dry_run" for parameter in operation["parameters"]) and "200" not in responses:
        (first,) = list(responses.values())
        dry: dict[str, Any] = json.loads(json.dumps(first)) | {"description": "What would have happened; nothing did"}
        if "202" in responses:
            dry["content"] = {"application/json": {"schema": {"$ref": "#/components/schemas/Moved"}}}
        responses["200"] = dry


def _statuses(path: str, method: str) -> list[str]:
    if not path.startswith(_SECURED):
        return {"/readyz": ["503"], "/errors/{code}": ["404"]}.get(path, [])
    return [*_STATUSES, *_STATUSES_OF_ACTS] if method == "post" else list(_STATUSES)


def _ref(kind: str, *names: str) -> dict[str, Any]:
    """Components by name."""
    return {name: {"$ref": f"#/components/{kind}/{name}"} for name in names}


def _problem(status: str) -> str:
    """The name of the response that is a problem with this status."""
    return f"Problem{status}"


def _problem_response(status: str) -> dict[str, Any]:
    codes = [spec.code for spec in ERRORS.values() if str(spec.status) == status]
    more = {"401": ("WWW-Authenticate",), "503": ("Retry-After",), "507": ("Retry-After",)}.get(status, ())
    return {
        "description": ", ".join(f"`{code}`" for code in codes),
        "headers": _ref("headers", *_ALWAYS, *more),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def query_names(found: dict[str, Any]) -> dict[tuple[str, str], frozenset[str]]:
    """The names of query parameters by method and path."""
    return {
        (method.upper(), path): frozenset(
            parameter["name"] for parameter in operation.get("parameters", ()) if parameter.get("in") == "query"
        )
        for path, methods in found["paths"].items()
        for method, operation in methods.items()
    }
