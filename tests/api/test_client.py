"""The SDK covers every endpoint, keeps its key across retries, and tries again only what is worth it."""

import inspect
import json
from collections.abc import Mapping
from typing import Any, get_origin

import httpx
import pytest

from jiaozi.client import ApiError, Client, RetryPolicy
from tests.api.conftest import Live


def client(live: Live, who: str) -> Client:
    return Client(live.url, live.town.tokens[who])


def test_a_first_payment(live: Live) -> None:
    with client(live, "li") as li, client(live, "teahouse") as teahouse:
        paid = li.pay(live.ids["li"], 1999, store=live.ids["counter"], reference="tea")
        assert li.payment(paid.payment).state == "completed"
        assert li.wallet(live.ids["li"]).balance is not None
        assert teahouse.refund(paid.payment, 999).refunded.minor == 999
        assert [line.amount.minor for line in li.wallet_statement(live.ids["li"])] == [100_000, 1999, 999]
        held = li.place_hold(live.ids["li"], 500, "2025-12-31T00:00:00+08:00", store=live.ids["counter"])
        assert teahouse.capture_hold(held.payment, 200).left.minor == 300
        assert teahouse.release_hold(held.payment).returned.minor == 300
        person = li.pay(live.ids["li"], 5, payee=live.ids["wang"])
        assert li.payment(person.payment).kind == "person"


def test_two_people_and_an_audit(live: Live) -> None:
    with client(live, "central") as first, client(live, "central2") as second, client(live, "auditor") as auditor:
        proposed = first.propose_issue(live.ids["icbc"], 100, "festival")
        assert second.approve(proposed.proposal).state == "done"
        assert [each.state for each in second.proposals() if each.operation == "issue"] == ["done"]
        live.sequence()
        assert auditor.audit().ok
        assert {act.operation for act in auditor.acts()} >= {"propose", "decide", "issue"}
        groups = list(auditor.groups())
        assert [group.sequence for group in groups] == list(range(1, len(groups) + 1))


def test_refusals_are_errors_with_their_code_rule_and_request(live: Live) -> None:
    with client(live, "li") as li, pytest.raises(ApiError) as caught:
        li.pay(live.ids["li"], 10**12, store=live.ids["counter"], key="mine")
    error = caught.value
    assert (error.code, error.status, error.key, error.retryable) == ("limit_single_exceeded", 409, "mine", False)
    assert "limits" in error.rule
    assert error.request_id


def test_pages_are_followed_to_their_end(live: Live) -> None:
    for minor in range(1, 8):
        live.pay(minor)
    with client(live, "li") as li:
        lines = list(li._pages(f"/v1/wallets/{live.ids['li']}/statement", _line(), limit=2))
    assert [line.amount.minor for line in lines[1:]] == list(range(1, 8))


def _line() -> Any:
    from jiaozi.wire.ledger import StatementLine

    return StatementLine


class Flaky(httpx.BaseTransport):
    """Fails as told, then answers."""

    def __init__(self, *failures: Any) -> None:
        self.failures = list(failures)
        self.keys: list[str] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.keys.append(request.headers.get("idempotency-key", ""))
        if not self.failures:
            return httpx.Response(200, json={"wallet": "wal_1"})
        failure = self.failures.pop(0)
        if isinstance(failure, Exception):
            raise failure
        return failure  # type: ignore[no-any-return]


def problem(code: str, status: int, *, retryable: bool, **headers: str) -> httpx.Response:
    body = {"code": code, "detail": "", "rule": "", "request_id": "r", "retryable": retryable}
    return httpx.Response(status, content=json.dumps(body), headers=headers)


def flaky(transport: Flaky, **given: Any) -> tuple[Client, list[float]]:
    slept: list[float] = []
    return Client("http://platform", "jz_x", transport=transport, sleep=slept.append, **given), slept


def test_retryable_failures_are_tried_again_with_the_same_key() -> None:
    busy = problem("overloaded", 503, retryable=True, **{"Retry-After": "2"})
    transport = Flaky(httpx.ConnectError("no"), busy, httpx.ReadTimeout("slow"))
    sdk, slept = flaky(transport)
    assert sdk.close_wallet("wal_1").wallet == "wal_1"
    assert len(transport.keys) == 4
    assert len(set(transport.keys)) == 1
    assert transport.keys[0].startswith("sdk-")
    assert slept[1] >= 2


def test_other_errors_are_not_tried_again() -> None:
    transport = Flaky(problem("wallet_frozen", 409, retryable=False))
    sdk, slept = flaky(transport)
    with pytest.raises(ApiError, match="wallet_frozen"):
        sdk.close_wallet("wal_1")
    assert (len(transport.keys), slept) == (1, [])


def test_retries_are_bounded_in_number_and_time() -> None:
    transport = Flaky(*[problem("overloaded", 503, retryable=True) for _ in range(50)])
    sdk, slept = flaky(transport, retry=RetryPolicy(attempts=3))
    with pytest.raises(ApiError, match="overloaded"):
        sdk.close_wallet("wal_1")
    assert (len(transport.keys), len(slept)) == (3, 2)
    late = Flaky(*[problem("overloaded", 503, retryable=True, **{"Retry-After": "5"}) for _ in range(50)])
    sdk, slept = flaky(late, retry=RetryPolicy(attempts=50, total_s=4))
    with pytest.raises(ApiError):
        sdk.close_wallet("wal_1")
    assert slept == []


def test_an_answer_from_somebody_in_between_is_an_error_too() -> None:
    sdk, _ = flaky(Flaky(httpx.Response(400, text="<html>")))
    with pytest.raises(ApiError, match="answer_unreadable"):
        sdk.me()


def test_printing_a_client_does_not_show_its_key() -> None:
    assert "jz_secret" not in repr(Client("http://platform", "jz_secret"))


def test_every_endpoint_has_a_method(live: Live) -> None:
    """Each method is called once against a recording transport; together they reach every path of the document but
    those that take no key: of these enrolling is a function of its own."""
    seen: set[tuple[str, str]] = set()

    class Record(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            seen.add((request.method, request.url.path))
            raise httpx.UnsupportedProtocol("recorded")

    sdk = Client("http://platform", "jz_x", transport=Record())
    for name, method in inspect.getmembers(sdk, inspect.ismethod):
        if not name.startswith("_") and name != "close":
            _call(method)
    document = live.http.get("/openapi.json").json()["paths"]
    wanted = {(verb.upper(), path) for path, verbs in document.items() for verb in verbs}
    covered = {(verb, path) for verb, path in wanted if any(_fits(path, found) for kind, found in seen if kind == verb)}
    assert wanted - covered == {("GET", "/metrics"), ("GET", "/errors/{code}"), ("POST", "/v1/enrolments")}


def _call(method: Any) -> None:
    values = {
        name: _sample(name, parameter.annotation)
        for name, parameter in inspect.signature(method).parameters.items()
        if parameter.default is inspect.Parameter.empty
    }
    with pytest.raises(httpx.UnsupportedProtocol):
        list(method(**values))


def _sample(name: str, kind: Any) -> Any:
    """Something of an annotation's type; a time where the name says so."""
    if name.endswith("_at"):
        return "2026-01-01T00:00:00+08:00"
    if kind in (str, int, bool):
        return {str: "x", int: 1, bool: True}[kind]
    return {} if get_origin(kind) is Mapping else []


def _fits(template: str, path: str) -> bool:
    ours, theirs = template.split("/"), path.split("/")
    pairs = zip(ours, theirs, strict=False)
    return len(ours) == len(theirs) and all(a == b or (a.startswith("{") and b in ("x", "1")) for a, b in pairs)
