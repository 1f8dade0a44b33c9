"""Every method of the SDK sends what the OpenAPI document describes, and reads what it promises."""

import asyncio
import dataclasses
import inspect
import json
import re
from collections.abc import Callable, Iterator
from typing import Any, Literal, get_args, get_origin, get_type_hints

import httpx
import pytest
from tools.sdk import naming
from tools.sdk.document import Operation, read

from jiaozi_sdk import ApiError, AsyncClient, Client, Pages, models
from tests.sdk import samples
from tests.sdk.samples import Endpoint, document, endpoints

OPERATIONS = read(document()).operations
CASES = [
    pytest.param(each, operation, id=each.operation["operationId"])
    for each, operation in zip(endpoints(), OPERATIONS, strict=True)
]


class Recorder:
    """Answers as told and keeps what it was asked."""

    def __init__(self, status: int, answer: Any) -> None:
        self.asked: list[httpx.Request] = []
        self._status = status
        self._answer = answer

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if isinstance(self._answer, bytes):
            return httpx.Response(self._status, content=self._answer)
        return httpx.Response(self._status, json=self._answer)


def method_of(client: Any, operation: Operation, suffix: str = "") -> Callable[..., Any]:
    found = client
    for name in operation.name.resource:
        found = getattr(found, name)
    return getattr(found, operation.name.method + suffix)  # type: ignore[no-any-return]


def given(
    case: Endpoint, method: Callable[..., Any], *, whole: bool, turn: int
) -> tuple[list[str], dict[str, Any], Any, dict[str, Any]]:
    """Ids, keywords, and what these are as body and query of a request."""
    ids = [f"id/{number} ?" for number, _ in enumerate(re.findall(r"\{", case.path))]
    body = _body(case)
    value = samples.sample(body, whole=whole, turn=turn) if body else {}
    keywords = samples.keywords(body, value) if value else {}
    takes = inspect.signature(method).parameters
    query = {}
    for each in case.operation.get("parameters", ()):
        name = each.get("name", "")
        if (
            each.get("in") != "query"
            or name in ("cursor", "limit", "dry_run")
            or samples.python_name(name) not in takes
        ):
            continue
        if whole or each.get("required"):
            query[name] = samples.sample(each["schema"], whole=whole, turn=turn, name=name)
    return ids, keywords | {samples.python_name(name): each for name, each in query.items()}, value, query


def _body(case: Endpoint) -> Any:
    schema = case.operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    return schema if schema and samples.chosen(schema).get("properties") else None


def _turns(case: Endpoint) -> range:
    schemas = [_body(case), *(schema for _, schema in samples.good_answers(case.operation))]
    return range(max([1, *(samples.closed_sets(each) for each in schemas if each)]))


def _tries(case: Endpoint) -> Iterator[tuple[bool, int]]:
    yield False, 0
    for turn in _turns(case):
        yield True, turn


@pytest.mark.parametrize(("case", "operation"), CASES)
def test_a_call_is_sent_and_its_answer_read_as_the_document_says(case: Endpoint, operation: Operation) -> None:
    """With every member and with the required ones alone, with each word of a closed set, sync and async."""
    answers = list(samples.good_answers(case.operation)) or [(200, None)]
    for status, schema in answers:
        for whole, turn in _tries(case):
            answer = b"a file" if schema is None else samples.sample(schema, whole=whole, turn=turn)
            _check(case, operation, status, answer, whole=whole, turn=turn)


def _check(case: Endpoint, operation: Operation, status: int, answer: Any, *, whole: bool, turn: int) -> None:
    dry = {"dry_run": True} if operation.dry_run and whole else {}
    act = {"key": "mine"} if operation.keyed else {}
    sync, other = Recorder(status, _one_page(answer)), Recorder(status, _one_page(answer))
    client = Client("http://platform", "jz_x", transport=httpx.MockTransport(sync))
    method = method_of(client, operation)
    ids, keywords, body, query = given(case, method, whole=whole, turn=turn)
    found = method(*ids, **keywords, **act, **dry)
    items = list(found) if isinstance(found, Pages) else None
    found_async, items_async = asyncio.run(_asynchronously(operation, other, ids, keywords | act | dry))
    for request in (sync.asked[0], other.asked[0]):
        _check_request(request, case, body, query, keyed=operation.keyed, dry=bool(dry))
    if items is not None:
        assert [to_json(each) for each in items] == answer["items"]
        assert items_async == items
    else:
        assert to_json(found) == answer
        assert found_async == found


def _one_page(answer: Any) -> Any:
    return answer | {"has_more": False} if isinstance(answer, dict) and "has_more" in answer else answer


async def _asynchronously(
    operation: Operation, recorder: Recorder, ids: list[str], keywords: dict[str, Any]
) -> tuple[Any, Any]:
    async with AsyncClient("http://platform", "jz_x", transport=httpx.MockTransport(recorder)) as client:
        found = method_of(client, operation)(*ids, **keywords)
        if inspect.isawaitable(found):
            return await found, None
        return None, [each async for each in found]


def _check_request(
    request: httpx.Request, case: Endpoint, body: Any, query: dict[str, Any], *, keyed: bool, dry: bool
) -> None:
    count = len(re.findall(r"\{", case.path))
    path = re.sub(r"\{[^}]*\}", "{}", case.path).format(*(f"id%2F{number}%20%3F" for number in range(count)))
    asked = dict(request.url.params)
    assert request.url.raw_path.decode().partition("?")[0] == path
    assert request.method == case.method
    assert request.headers["authorization"] == "Bearer jz_x"
    assert asked.pop("dry_run", None) == ("true" if dry else None)
    for name, each in query.items():
        assert asked.pop(name) == (json.dumps(each) if isinstance(each, bool | int) else each)
    defaults = {
        each["name"]: each["schema"].get("default") for each in case.operation.get("parameters", ()) if "name" in each
    }
    paging = {name: asked.pop(name) for name in ("limit", "cursor") if name in asked}
    assert paging in ({}, {"limit": "200"})
    assert all(defaults[name] is not None for name in asked), asked
    if case.method == "POST":
        assert request.headers.get("idempotency-key") == ("mine" if keyed else None)
        sent = json.loads(request.content)
        assert sent == _with_defaults(_body(case), body)
    else:
        assert not request.content


def _with_defaults(schema: Any, value: Any) -> Any:
    """A body with what the document says of the members that were left out."""
    if not schema:
        return {}
    found = samples.chosen(schema)
    members = found.get("properties", {})
    if not members or not isinstance(value, dict):
        return [_with_defaults(found["items"], each) for each in value] if isinstance(value, list) else value
    filled = {name: members[name]["default"] for name in members if members[name].get("default") is not None}
    return filled | {name: _with_defaults(members[name], each) for name, each in value.items()}


def to_json(value: Any) -> Any:
    """What a model was read from, unless it was left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        members = [
            (each.name.rstrip("_"), getattr(value, each.name), each.default) for each in dataclasses.fields(value)
        ]
        return {
            name: to_json(each) for name, each, default in members if default is dataclasses.MISSING or each != default
        }
    if isinstance(value, tuple):
        return [to_json(each) for each in value]
    return {name: to_json(each) for name, each in value.items()} if isinstance(value, dict) else value


@pytest.mark.parametrize(("case", "operation"), CASES)
def test_signatures_have_the_documents_closed_sets_and_needs(case: Endpoint, operation: Operation) -> None:
    method = method_of(Client("http://platform", ""), operation)
    takes, hints = inspect.signature(method).parameters, get_type_hints(method)
    schema = samples.chosen(_body(case)) if _body(case) else {}
    for name, member in schema.get("properties", {}).items():
        found = f"{name}_minor" if samples.one_asset(member) else samples.python_name(name)
        needed = name in schema.get("required", ())
        assert (takes[found].default is inspect.Parameter.empty) == needed, found
        assert takes[found].kind is inspect.Parameter.KEYWORD_ONLY
        assert _words(hints[found]) == _listed(member), found
    for each in case.operation.get("parameters", ()):
        name = samples.python_name(each.get("name", ""))
        if each.get("in") == "query" and name in takes and name not in ("limit", "cursor", "dry_run"):
            assert _words(hints[name]) == _listed(each["schema"]), name
    assert inspect.getdoc(method)


def _listed(schema: Any) -> set[str]:
    """The words of a closed set, or of those that a list is made of."""
    chosen = samples.chosen(schema)
    return set(samples.chosen(chosen.get("items", chosen)).get("enum", ()))


def _words(kind: Any) -> set[str]:
    if get_origin(kind) is Literal:
        return set(get_args(kind))
    return {word for inner in get_args(kind) for word in _words(inner)}


def test_an_answer_without_what_it_promises_is_an_error() -> None:
    """Also where only its kind is wrong; what is more than promised, and words nobody knows, are taken."""
    schema = samples.answer_of("pay")
    paid = samples.sample(schema, whole=True)
    members = samples.resolved(schema)["properties"]
    for name in paid:
        without = {key: each for key, each in paid.items() if key != name}
        may_be_null = {"type": "null"} in members[name].get("anyOf", ())
        for wrong in (without, paid | {name: 1.5})[may_be_null:]:  # what may be null may be left out
            client = Client("http://platform", "", transport=httpx.MockTransport(Recorder(201, wrong)))
            with pytest.raises(ApiError, match=r"answer_unreadable.*Paid"):
                client.payments.create(payer="wal_1", amount_minor=1, store="sto_1")
    client = Client("http://platform", "", transport=httpx.MockTransport(Recorder(201, paid | {"new": [1]})))
    assert client.payments.create(payer="wal_1", amount_minor=1, store="sto_1").payment == paid["payment"]


def test_models_are_frozen_and_small() -> None:
    money = models.Money(1999, "E-CNY")
    with pytest.raises(dataclasses.FrozenInstanceError):
        money.minor = 1  # type: ignore[misc]
    assert not hasattr(money, "__dict__")


def test_documents_come_as_bytes_beside_what_comes_as_json() -> None:
    recorder = Recorder(200, b"%PDF")
    client = Client("http://platform", "", transport=httpx.MockTransport(recorder))
    statements, (first, last) = client.wallets.statements, ("2026-01-01", "2026-01-31")
    assert statements.get_file("wal_1", from_=first, to=last, format="pdf", lang="zh", bom=False) == b"%PDF"
    assert client.merchants.settlement_file("mer_1", day="2026-01-01") == b"%PDF"
    assert client.collect_codes.symbol("cod_1", format="png") == b"%PDF"
    asked = [dict(each.url.params) for each in recorder.asked]
    assert asked[0] == {"from": "2026-01-01", "to": "2026-01-31", "format": "pdf", "lang": "zh", "bom": "false"}
    assert asked[2] == {"format": "png"}
    assert "format" not in inspect.signature(client.wallets.statements.get).parameters


@pytest.mark.parametrize("wrong", ["", ".", ".."])
def test_an_id_that_leads_elsewhere_is_refused(wrong: str) -> None:
    recorder = Recorder(200, {})
    client = Client("http://platform", "", transport=httpx.MockTransport(recorder))
    with pytest.raises(ApiError, match="id is missing"):
        client.wallets.get(wrong)
    assert recorder.asked == []


def test_names_follow_from_paths() -> None:
    names = {(each.method, each.path): ".".join((*each.name.resource, each.name.method)) for each in OPERATIONS}
    assert len(set(names.values())) == len(names)
    for method, path, name in (
        ("POST", "/v1/payments", "payments.create"),
        ("GET", "/v1/payments/{payment}", "payments.get"),
        ("GET", "/v1/payments/{payment}/refunds", "payments.refunds.list"),
        ("POST", "/v1/payments/{payment}/release", "payments.release"),
        ("POST", "/v1/wallets/{wallet}/closure", "wallets.close"),
        ("GET", "/v1/wallets/{wallet}/balance", "wallets.balance"),
        ("GET", "/v1/wallets/{wallet}/alias", "wallets.alias.get"),
        ("GET", "/v1/me", "me"),
    ):
        assert names[method, path] == name


def test_two_endpoints_of_one_name_are_refused() -> None:
    pay, closure, close = (
        naming.Endpoint("POST", path, False) for path in ("/v1/pay", "/v1/wallets/{w}/closure", "/v1/wallets/{w}/close")
    )
    with pytest.raises(ValueError, match=r"wallets\.close"):
        naming.names([pay, closure, close])
