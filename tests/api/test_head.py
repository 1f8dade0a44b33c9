"""HEAD is GET without the body: wherever GET is allowed, for whoever may, with the headers that GET has."""

from typing import Final

import httpx
import pytest

from jiaozi.api.app import ENDPOINTS
from jiaozi.api.routing import Endpoint
from tests.api.conftest import Live

pytestmark = pytest.mark.only_engine("sqlite")  # the endpoints are GET's, which are tried on both
METHODS: Final = ("GET", "HEAD")
PAGES: Final = (
    *("/", "/report", "/verify", "/verify/x", "/openapi.json"),
    *("/docs", "/docs/api", "/docs/api/start.js", "/docs/no"),
)
ITS_OWN: Final = {"x-request-id", "date"}
"""What two answers to one request differ in."""
MEASURED: Final = ("/metrics", "/v1/audit")
"""What tells of itself, in as many digits as that has."""


def _asked(live: Live, endpoint: Endpoint) -> str:
    """An endpoint's path, of things that are there as far as the town has one of their kind."""
    known = {text[:3]: text for text in live.ids.values()}
    names = {"wallet": "wal", "merchant": "mer", "store": "sto", "holder": "hld", "institution": "ins"}
    filled = {"account": known["wal"], "code": "not_found", "kind": "payment.completed"}
    for name in names:
        filled[name] = known[names[name]]
    path = endpoint.path
    for part in endpoint.path.split("/"):
        if part.startswith("{"):
            path = path.replace(part, filled.get(part[1:-1], "x"))
    return path


def _told(answer: httpx.Response, path: str) -> tuple[int, dict[str, str]]:
    left_out = ITS_OWN | ({"content-length"} if path in MEASURED else set())
    return answer.status_code, {name: text for name, text in answer.headers.items() if name not in left_out}


@pytest.mark.parametrize("who", ["", "central", "icbc", "li", "teahouse"])
def test_head_is_answered_wherever_get_is_and_as_get_is_answered(live: Live, who: str) -> None:
    read = [_asked(live, each) for each in ENDPOINTS if each.method == "GET"]
    assert len(read) > 50
    found = set()
    for path in (*read, *PAGES):
        whole, head = live.get(who, path), live.http.head(path, headers=live.headers(who))
        assert (head.content, _told(head, path)) == (b"", _told(whole, path)), path
        assert int(head.headers["content-length"]) > 0 or not whole.content, path
        found.add(whole.status_code)
    assert found >= ({200, 401, 404} if not who else {200, 403, 404, 422})


def test_head_is_refused_where_get_is_and_both_are_named_where_another_method_is(live: Live) -> None:
    assert live.http.head("/v1/holds").headers["allow"] == live.http.get("/v1/holds").headers["allow"] == "POST"
    assert live.http.put("/healthz").headers["allow"] == "GET, HEAD"
    assert live.http.delete("/v1/wallets").headers["allow"] == "GET, HEAD, POST"


def test_what_the_gate_refuses_it_refuses_head(live: Live) -> None:
    for host, body, status in (("elsewhere.example", b"", 421), ("[::1", b"", 400), ("localhost", b"{}", 415)):
        whole, head = (live.http.request(each, "/healthz", headers={"Host": host}, content=body) for each in METHODS)
        assert (whole.status_code, head.status_code, head.content) == (status, status, b"")
        assert head.headers["content-length"] == whole.headers["content-length"]


def test_a_head_is_counted_as_what_it_is(live: Live) -> None:
    live.http.head("/healthz")
    counted = 'jiaozi_http_requests_total{method="HEAD",route="/healthz",status="200"} 1.0'
    assert counted in live.http.get("/metrics").text
