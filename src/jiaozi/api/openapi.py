"""The OpenAPI document of the endpoints, with security, idempotency keys, problems and headers."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import inf
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from jiaozi import __version__
from jiaozi.access.instructions import GUARDED
from jiaozi.api import describing
from jiaozi.api.problems import MEDIA_TYPE
from jiaozi.api.routing import Endpoint
from jiaozi.clock import parse_time
from jiaozi.errors import ERRORS
from jiaozi.events import KINDS
from jiaozi.webhooks.messages import sample, told_of
from jiaozi.wire.base import Answer, Problem
from jiaozi.wire.shapes import answer_of

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
* Webhooks are signed as Standard Webhooks has it: `webhook-id` (the same in every attempt), `webhook-timestamp`
  (seconds; refuse what is more than five minutes away) and `webhook-signature` (`v1,` and the HMAC-SHA256 of
  `id.timestamp.body` in base 64; several while a secret is being rotated). Answer 2xx within ten seconds and do the
  work later; anything else is tried again, up to ten times within about half a day. 410 ends it.
"""
_CREDENTIALS: Final = {
    "key": {
        "type": "http",
        "scheme": "bearer",
        "description": "An API key: `jz_...`, in test mode `jzt_...`",
    },
    "device": {
        "type": "apiKey",
        "in": "header",
        "name": "Signature",
        "description": "Beside the key: the signature of a holder's device (RFC 9421), once it has had one",
    },
}
_SECURED: Final = "/v1/"
_SOME_TIME: Final = parse_time("2026-01-01T00:00:00+08:00")
_BY_CODE: Final = frozenset({"/v1/enrolments", "/v1/statement-checks/{code}"})
"""What takes a code in place of a key."""
_TAGS: Final = {
    "wallets": "Wallets with their limits, freezes and holders; loads and unloads",
    "sub-wallets": "Sub-wallets: pushed to merchants and charged by token; a company's, pooled and allotted",
    "visitors": "Hong Kong's whitelists; visitors' wallets topped up by card",
    "payments": "Payments, refunds and holds",
    "people": "Being found by phone, confirming payees, asking money back, freezes of holders, guardians and estates",
    "codes": "Collect codes that a payer scans (EMVCo QR); payment codes and taps that a till charges",
    "merchants": "Merchants and their stores",
    "splits": "Plans by which a payment is split between a platform and its sellers",
    "programs": "Money bound to a purpose: its terms, claims, and what each would pay",
    "templates": "Terms with parameters that the central bank approves, from which programs are drafted",
    "places": "Villages, towns, hospitals and campuses where aid may be spent, and lists of them",
    "campaigns": "Claims by lot: registration, a draw that anybody can recompute, what winners claim",
    "envelopes": "Envelopes from person to person, claimed by whoever has the token",
    "requests to pay": "Asking for money: accepted, declined, cancelled or expired",
    "prepaid": "Lessons, meals or visits bought ahead: used one by one, the rest taken back at any time",
    "mandates": "What a merchant may collect from a payer's wallet: at once, in a period, until when",
    "balance rules": "What a wallet holds above a threshold goes out by itself, or what it lacks comes in, once a day",
    "standing payments": "A fixed amount paid by itself: once, or every day, week or month",
    "locks": "Money promised under terms: released to the payee, given back, or ended by its time",
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
    "reconciliation": "A bank's days beside what its core says: imported, matched, explained and closed",
}
_STATUSES: Final = ("401", "403", "404", "422", "500", "503", "507")
_STATUSES_OF_CODES: Final = ("429",)
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


def document(endpoints: Sequence[Endpoint], message: type[BaseModel]) -> dict[str, Any]:
    """The document of the endpoints, and of what is sent to webhooks: a `message` of every kind of event."""
    shown = [endpoint for endpoint in endpoints if not endpoint.hidden]
    refs, schemas = _schemas(shown, [message, *(answer_of(kind.payload) for kind in KINDS.values())])
    records = dict.fromkeys(refs[answer_of(kind.payload), "serialization"]["$ref"] for kind in KINDS.values())
    schemas[message.__name__]["properties"]["data"] = {"anyOf": [{"$ref": record} for record in records]}
    things = {each.__name__: each.__base__.__name__ for endpoint in shown if _has_thing(each := endpoint.answer)}
    schemas = describing.described(schemas, things)
    for name, thing in things.items():
        schemas[name][EXTENDS] = thing
    schemas |= {_event(kind): _message(kind, schemas[message.__name__], refs) for kind in KINDS}
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in shown:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint, refs)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Jiaozi",
            "description": DESCRIPTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            "version": __version__,
        },
        "paths": paths,
        "webhooks": {kind: {"post": _webhook(kind)} for kind in KINDS},
        "components": {
            "schemas": schemas,
            "securitySchemes": _CREDENTIALS,
            "headers": _HEADERS,
            "parameters": {_KEY_PARAMETER["name"]: _KEY_PARAMETER},
            "responses": {
                _problem(status): _problem_response(status)
                for status in (*_STATUSES, *_STATUSES_OF_CODES, *_STATUSES_OF_ACTS)
            },
        },
        "tags": [{"name": name, "description": text} for name, text in _parts(shown).items()],
    }


def _has_thing(answer: Any) -> bool:
    """Whether an answer is a thing as its reading answers it, and more."""
    return answer is not None and issubclass(answer.__base__, Answer) and answer.__base__ is not Answer


def _parts(endpoints: Iterable[Endpoint]) -> Mapping[str, str]:
    """The parts of the reference, each with a sentence. Raises `ValueError` for a part without one, which no page would
    show, and for a sentence of no endpoint."""
    apart = {endpoint.tag for endpoint in endpoints} ^ _TAGS.keys()
    if apart:
        raise ValueError(f"parts without a sentence, or sentences without an endpoint: {', '.join(sorted(apart))}")
    return _TAGS


def operations(document: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, path and description of each operation of a document, in its order."""
    for path, methods in document["paths"].items():
        yield from ((method.upper(), path, operation) for method, operation in methods.items())


EXTENDS: Final = "x-extends"
"""In a schema: the one whose fields it has all of. They stand there, too; the SDKs make it a kind of that one."""
_Refs = dict[tuple[Any, str], dict[str, Any]]


def _schemas(endpoints: Iterable[Endpoint], sent: Iterable[type[BaseModel]]) -> tuple[_Refs, dict[str, Any]]:
    """Where each body and answer, and what else is sent, is described, and all descriptions by name."""
    wanted: list[tuple[Any, Any]] = [(model, "serialization") for model in (Problem, *sent)]
    for endpoint in endpoints:
        if endpoint.model is not None:
            wanted.append((endpoint.model, "validation"))
        wanted += [(answer, "serialization") for answer in (endpoint.answer, endpoint.dry_answer) if answer]
    refs, found = models_json_schema(list(dict.fromkeys(wanted)), ref_template="#/components/schemas/{model}")
    schemas: dict[str, Any] = found["$defs"]
    schemas["Problem"]["properties"]["code"]["enum"] = list(ERRORS)
    return {(model, mode): ref for (model, mode), ref in refs.items()}, _plain(schemas)


def _plain(schema: Any) -> Any:
    """Without the titles that only repeat a field's or a model's name; numbers that may need 64 bits say so, for
    without a word generators take 32."""
    if isinstance(schema, list):
        return [_plain(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {
        name: {inner: _plain(each) for inner, each in value.items()} if name == "properties" else _plain(value)
        for name, value in schema.items()
        if name != "title" or not isinstance(value, str)
    }
    return found | ({"format": "int64"} if schema.get("type") == "integer" and _may_be_long(schema) else {})


def _may_be_long(schema: Mapping[str, Any]) -> bool:
    return not -(2**31) <= schema.get("minimum", -inf) <= schema.get("maximum", inf) < 2**31


def _operation(endpoint: Endpoint, refs: _Refs) -> dict[str, Any]:
    found: dict[str, Any] = {
        "tags": [endpoint.tag],
        "summary": endpoint.name.replace("_", " ").capitalize(),
        "description": endpoint.says,
        "operationId": endpoint.name,
    }
    parameters = [*_parameters(endpoint, "path"), *_parameters(endpoint, "query")]
    if endpoint.method == "POST":
        parameters.append({"$ref": f"#/components/parameters/{_KEY_PARAMETER['name']}"})
    if parameters:
        found["parameters"] = parameters
    if endpoint.model is not None:
        found["requestBody"] = _body(endpoint, refs)
    found["responses"] = _responses(endpoint, refs)
    if endpoint.name in _refusals():
        found["x-problem-codes"] = _refusals()[endpoint.name]
    found["security"] = _security(endpoint)
    return found


@cache
def _refusals() -> dict[str, list[str]]:
    """The codes that each endpoint's problems can have, beside those that any request's can; by `make docs`."""
    found: dict[str, list[str]] = json.loads(Path(__file__).with_name("refusals.json").read_text(encoding="utf-8"))
    return found


def _security(endpoint: Endpoint) -> list[dict[str, list[str]]]:
    if not endpoint.path.startswith(_SECURED) or endpoint.path in _BY_CODE:
        return []
    signed: list[dict[str, list[str]]] = [{"key": [], "device": []}] if endpoint.name in GUARDED else []
    return [{"key": []}, *signed]


def _parameters(endpoint: Endpoint, place: str) -> list[dict[str, Any]]:
    model = endpoint.form.in_path if place == "path" else endpoint.form.in_query
    if model is None:
        return []
    schema = _plain(model.model_json_schema())
    needed = schema.get("required", ())
    return [
        {"name": name, "in": place, "required": place == "path" or name in needed}
        | {"description": each.pop("description", "") or describing.text_of(endpoint.name, name)}
        | {"schema": each}
        for name, each in schema["properties"].items()
    ]


def _body(endpoint: Endpoint, refs: _Refs) -> dict[str, Any]:
    schema = refs[endpoint.model, "validation"]
    if not endpoint.form.body_needed:
        schema = {"anyOf": [schema, {"type": "null"}]}
    return {"required": endpoint.form.body_needed, "content": {"application/json": {"schema": schema}}}


def _responses(endpoint: Endpoint, refs: _Refs) -> dict[str, Any]:
    """A dry run answers 200 whatever the act itself answers; a proposal's shows the act's own outcome."""
    found = {str(endpoint.status): _response("Done", endpoint, endpoint.answer, refs)}
    if "dry_run" in endpoint.form.queries and endpoint.status != 200:
        dry = endpoint.dry_answer or endpoint.answer
        found["200"] = _response("What would have happened; nothing did", endpoint, dry, refs)
    return found | {status: {"$ref": f"#/components/responses/{_problem(status)}"} for status in _statuses(endpoint)}


def _response(says: str, endpoint: Endpoint, answer: Any, refs: _Refs) -> dict[str, Any]:
    content: dict[str, Any] = {}
    if answer is not None:
        content["application/json"] = {"schema": refs[answer, "serialization"]}
    for media in endpoint.media:
        content[media.type] = {} if media.schema is None else {"schema": dict(media.schema)}
    headers = (*_ALWAYS, "Idempotent-Replayed") if endpoint.method == "POST" else _ALWAYS
    return {"description": says, "content": content, "headers": _ref("headers", *headers)}


def _event(kind: str) -> str:
    """What the message of a kind of event is called: `PaymentCompletedEvent`."""
    return "".join(word.capitalize() for word in re.split("[._]", kind)) + "Event"


def _message(kind: str, any_: Mapping[str, Any], refs: _Refs) -> dict[str, Any]:
    """The message of a kind: what any has, of this type and with its data. A pydantic model of each would cost more
    than all others together when a server starts."""
    data = refs[answer_of(KINDS[kind].payload), "serialization"]
    own = {"type": {"const": kind, "type": "string"}, "data": data}
    said = {name: {**each, "description": any_["properties"][name]["description"]} for name, each in own.items()}
    return {**any_, "description": KINDS[kind].says, "properties": any_["properties"] | said}


def _webhook(kind: str) -> dict[str, Any]:
    """A receiver answers any 2xx; its headers are those of Standard Webhooks."""
    schema = {"$ref": f"#/components/schemas/{_event(kind)}"}
    content = {"schema": schema, "example": told_of(sample(kind, _SOME_TIME, 120))}
    return {
        "tags": ["webhooks"],
        "summary": kind,
        "description": KINDS[kind].says,
        "operationId": _event(kind),
        "parameters": [
            {"name": f"webhook-{name}", "in": "header", "required": True, "schema": {"type": "string"}}
            for name in ("id", "timestamp", "signature")
        ],
        "requestBody": {"required": True, "content": {"application/json": content}},
        "responses": {"2XX": {"description": "Taken"}, "410": {"description": "Nothing more, ever"}},
        "security": [],
    }


def _statuses(endpoint: Endpoint) -> list[str]:
    if not endpoint.path.startswith(_SECURED):
        return {"/readyz": ["503"], "/errors/{code}": ["404"]}.get(endpoint.path, [])
    if endpoint.method == "POST":
        return [*_STATUSES, *_STATUSES_OF_ACTS]
    return [*_STATUSES, *(_STATUSES_OF_CODES if endpoint.path in _BY_CODE else ())]


def _ref(kind: str, *names: str) -> dict[str, Any]:
    """Components by name."""
    return {name: {"$ref": f"#/components/{kind}/{name}"} for name in names}


def _problem(status: str) -> str:
    """The name of the response that is a problem with this status."""
    return f"Problem{status}"


def _problem_response(status: str) -> dict[str, Any]:
    codes = [spec.code for spec in ERRORS.values() if str(spec.status) == status]
    more = {
        "401": ("WWW-Authenticate",),
        "429": ("Retry-After",),
        "503": ("Retry-After",),
        "507": ("Retry-After",),
    }.get(status, ())
    return {
        "description": ", ".join(f"`{code}`" for code in codes),
        "headers": _ref("headers", *_ALWAYS, *more),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
