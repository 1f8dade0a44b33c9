"""The edge on real sockets: what is no HTTP, who asks too slowly, who opens too much, and whose name is served."""

import json
import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from jiaozi.api.edge import HEAD_BYTES_MAX, address_of
from jiaozi.api.hosts import Hosts
from jiaozi.api.http1 import HEADERS_MAX
from jiaozi.config import Settings, from_environment
from tests.api.conftest import Live, Town, begin, yuan
from tests.conftest import Keep
from tests.patience import until

pytestmark = pytest.mark.only_engine("sqlite")  # nothing of this comes as far as a database
HEAD_S, IDLE_S, STUCK_S, MANY = 1, 2, 1, 20
SLACK_S = 15
"""What a loaded machine may take longer: less than a socket of these tests waits, and than any bound is by default."""


@pytest.fixture
def town(db_url: str, tmp_path: Path, keep: Keep, request: pytest.FixtureRequest) -> Iterator[Town]:
    """A town whose connections are few, and short unless a test wants them so many times longer."""
    bounds = Settings(
        head_timeout_s=getattr(request, "param", 1) * HEAD_S,
        idle_timeout_s=getattr(request, "param", 1) * IDLE_S,
        stuck_timeout_s=STUCK_S,
        connections_max=2 * MANY,
        connections_per_address_max=MANY,
        hosts=("pay.example.cn", "*.jiaozi.example"),
    )
    built = begin(db_url, tmp_path, keep, settings=bounds)
    yield built
    built.platform.close()


class Answer(NamedTuple):
    """One answer of a connection."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def code(self) -> str:
        """The code of a problem."""
        assert self.headers["content-type"] == "application/problem+json", self
        return str(json.loads(self.body)["code"])


class Wire:
    """A connection of bytes."""

    def __init__(self, url: str, source: str = "127.0.0.1") -> None:
        self.address = (httpx.URL(url).host, httpx.URL(url).port or 80)
        self.socket = socket.create_connection(self.address, timeout=20, source_address=(source, 0))
        self._rest = b""

    def send(self, data: bytes) -> "Wire":
        """Sends bytes as they are."""
        self.socket.sendall(data)
        return self

    def answer(self) -> Answer | None:
        """The next answer; None when the connection ended before it."""
        while b"\r\n\r\n" not in self._rest:
            if not self._more():
                return None
        head, _, self._rest = self._rest.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        size = int(headers["content-length"])
        while len(self._rest) < size and self._more():
            pass
        body, self._rest = self._rest[:size], self._rest[size:]
        return Answer(int(first.split()[1]), headers, body)

    def wait_for_end(self) -> None:
        """Waits until the other side ends the connection, whatever it still says."""
        while self._more():
            pass

    def _more(self) -> bool:
        try:
            came = self.socket.recv(65_536)
        except ConnectionResetError:
            came = b""
        self._rest += came
        return bool(came)


@pytest.fixture
def wire(live: Live) -> Iterator[Callable[[], Wire]]:
    """Opens connections to one server."""
    with ExitStack() as stack:

        def connect() -> Wire:
            made = Wire(live.url)
            stack.callback(made.socket.close)
            return made

        yield connect


GET = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST /v1/payments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n"
MALFORMED: dict[str, bytes] = {
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "a method of nobody": b"FOO / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "HTTP/0.9": b"GET /healthz\r\n\r\n",
    "HTTP/2.0": b"GET /healthz HTTP/2.0\r\nHost: localhost\r\n\r\n",
    "the preface of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "an absolute target": b"GET http://evil.example/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "an absolute target without a path": b"GET http://evil.example HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a tunnel": b"CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "an asterisk": b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a fragment": b"GET /healthz#x HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "NUL in the path": b"GET /a\0b HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "bytes in the path": "GET /é HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(),
    "NUL in a header": GET + b"X: a\0b\r\n\r\n",
    "a control in a header": GET + b"X: a\x01b\r\n\r\n",
    "a carriage return in a header": GET + b"X: a\rb\r\n\r\n",
    "a folded header": GET + b"X: a\r\n b\r\n\r\n",
    "line feeds alone": b"GET /healthz HTTP/1.1\nHost: localhost\n\n",
    "one line feed alone": GET + b"X: a\n\r\n\r\n",
    "a space before the colon": b"GET /healthz HTTP/1.1\r\nHost : localhost\r\n\r\n",
    "a length and chunks": CHUNKED + b"Content-Length: 5\r\n\r\n0\r\n\r\n",
    "chunks and a length": POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two lengths": POST + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "a length twice": POST + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
    "a list of lengths": POST + b"Content-Length: 2, 2\r\n\r\n{}",
    "a signed length": POST + b"Content-Length: +2\r\n\r\n{}",
    "another coding": POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "a coding misspelt": POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "chunks in HTTP/1.0": CHUNKED.replace(b"HTTP/1.1", b"HTTP/1.0") + b"\r\n0\r\n\r\n",
    "a chunk's end": CHUNKED + b"\r\n1\r\nxyz0\r\n\r\n",
    "a line feed in an extension": CHUNKED + b"\r\n1;a\nx\r\n0\r\n\r\n",
    "a chunk in hexadecimal notation": CHUNKED + b"\r\n0x1\r\nx\r\n0\r\n\r\n",
    "no host": b"GET /healthz HTTP/1.1\r\n\r\n",
    "no host in HTTP/1.0": b"GET /healthz HTTP/1.0\r\n\r\n",
    "an empty host": b"GET /healthz HTTP/1.1\r\nHost: \r\n\r\n",
    "two hosts": GET + b"Host: localhost\r\n\r\n",
    "a host with a user": b"GET /healthz HTTP/1.1\r\nHost: a@localhost\r\n\r\n",
    "a host with a path": b"GET /healthz HTTP/1.1\r\nHost: localhost/x\r\n\r\n",
}


def test_what_is_no_http_is_answered_with_a_problem_and_the_end_of_the_connection(wire: Callable[[], Wire]) -> None:
    found = {}
    for wrong, sent in MALFORMED.items():
        connection = wire().send(sent + GET + b"\r\n")  # nothing behind it is answered
        answer = connection.answer()
        assert answer is not None, wrong
        found[wrong] = (answer.status, answer.code, answer.headers["connection"], connection.answer())
        assert answer.headers["x-content-type-options"] == "nosniff"
        connection.socket.close()
    assert {wrong: each for wrong, each in found.items() if each != (400, "http_malformed", "close", None)} == {}
    assert wire().send(GET + b"\r\n").answer() is not None


def test_heads_are_bounded_in_bytes_and_in_lines(wire: Callable[[], Wire]) -> None:
    for sent in (
        GET + b"X: " + b"x" * HEAD_BYTES_MAX + b"\r\n\r\n",
        GET + b"a: b\r\n" * (HEADERS_MAX + 1) + b"\r\n",
        b"GET /" + b"x" * HEAD_BYTES_MAX + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ):
        answer = wire().send(sent).answer()
        assert answer is not None
        assert (answer.status, answer.code) == (431, "headers_too_large")
    endless = wire().send(GET + b"X: ")  # no parser has seen a header yet
    for _ in range(2 * HEAD_BYTES_MAX // 1_024):
        endless.send(b"x" * 1_024)
        time.sleep(0.001)
    answer = endless.answer()
    assert answer is not None
    assert (answer.status, answer.code) == (431, "headers_too_large")


def test_an_early_end_loses_no_answer_though_more_is_being_sent(wire: Callable[[], Wire]) -> None:
    connection = wire().send(POST + b"Content-Length: 10000000\r\n\r\n")
    for _ in range(20):
        connection.send(b" " * 50_000)
    answer = connection.answer()
    assert answer is not None
    assert (answer.status, answer.code) == (413, "body_too_large")


def test_a_malformed_request_behind_another_does_not_take_its_answer(wire: Callable[[], Wire]) -> None:
    """The answer to a payment must be the payment's: a 400 in its place would be believed."""
    connection = wire().send(GET + b"\r\n" + b"GET / HTTP/1.1\nHost: localhost\n\n")
    first = connection.answer()
    assert first is not None
    assert (first.status, json.loads(first.body)["state"]) == (200, "alive")
    assert connection.answer() is None


def test_pipelined_requests_are_answered_in_their_order(wire: Callable[[], Wire]) -> None:
    count = 50
    sent = b"".join(GET + f"X-Request-Id: {number}\r\n\r\n".encode() for number in range(count))
    connection = wire().send(sent)
    answers = [connection.answer() for _ in range(count)]
    assert [answer and answer.headers["x-request-id"] for answer in answers] == [str(number) for number in range(count)]


@pytest.mark.parametrize("town", [60], indirect=True)  # it ends at once, not when its time is over
def test_whoever_has_asked_and_says_no_more_is_answered(live: Live, wire: Callable[[], Wire]) -> None:
    connection = wire().send(_payment(live, "last"))
    connection.socket.shutdown(socket.SHUT_WR)
    answer = connection.answer()
    assert answer is not None
    assert (answer.status, connection.answer()) == (201, None)
    half = wire().send(POST + b"Content-Length: 10\r\n\r\n{")
    half.socket.shutdown(socket.SHUT_WR)
    half.wait_for_end()


def _payment(live: Live, key: str) -> bytes:
    body = json.dumps({"payer": live.ids["li"], "store": live.ids["counter"], "amount": yuan(1)}).encode()
    who = f"Authorization: {live.headers('li')['Authorization']}\r\nIdempotency-Key: {key}\r\n".encode()
    return POST + who + f"Content-Length: {len(body)}\r\n\r\n".encode() + body


def _paid(live: Live) -> int:
    with live.town.platform.snapshot() as connection:
        return int(connection.query("SELECT count(*) FROM payments")[0][0])


BAD_CHUNK = CHUNKED + b"\r\n1\r\nxyz0\r\n\r\n"


@pytest.mark.parametrize("asked", [1, 2, 5])
@pytest.mark.parametrize("behind", ["", "half a head", "half a body", "a malformed chunk"])
def test_every_payment_that_was_made_is_answered_before_the_end(
    live: Live, wire: Callable[[], Wire], asked: int, behind: str
) -> None:
    """Whoever says no more, or nonsense, has the answers to what was asked before; what is half asked is not begun."""
    payments = [_payment(live, f"pipelined{number}") for number in range(asked)]
    half = {"": b"", "half a head": GET, "half a body": _payment(live, "half")[:-1], "a malformed chunk": BAD_CHUNK}
    connection = wire().send(b"".join(payments) + half[behind])
    if "malformed" not in behind:
        connection.socket.shutdown(socket.SHUT_WR)
    answers = [connection.answer() for _ in payments]
    assert [answer and answer.status for answer in answers] == [201] * asked
    assert [answer and answer.headers.get("connection") for answer in answers] == [None] * (asked - 1) + ["close"]
    assert connection.answer() is None
    assert _paid(live) == asked


def test_an_answer_comes_in_one_piece(wire: Callable[[], Wire]) -> None:
    for _ in range(20):
        opened = wire().send(GET + b"\r\n")
        head, _, body = opened.socket.recv(65_536).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200")
        assert b"content-length: %d" % len(body) in head.lower()
        opened.socket.close()


def test_an_error_for_head_has_no_body_that_the_next_answer_begins_with(wire: Callable[[], Wire]) -> None:
    connection = wire().send(b"HEAD /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n")
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += connection.socket.recv(1)
    assert b" 404 " in head.split(b"\r\n")[0] or b" 405 " in head.split(b"\r\n")[0]
    following = connection.send(GET + b"\r\n").answer()
    assert following is not None
    assert following.status == 200


def test_trailers_are_no_headers_and_extensions_are_nothing(live: Live, wire: Callable[[], Wire]) -> None:
    body = json.dumps({"payer": live.ids["li"], "store": live.ids["counter"], "amount": yuan(1)}).encode()
    key = f"Authorization: {live.headers('li')['Authorization']}\r\n".encode()
    chunk = f"{len(body):x};a=b;c\r\n".encode() + body + b"\r\n0\r\n"
    sent = CHUNKED + key + b"Idempotency-Key: trailers\r\n\r\n" + chunk + b"Idempotency-Key: other\r\n\r\n"
    answer = wire().send(sent).answer()
    assert answer is not None
    assert answer.status == 201, answer
    hidden = wire().send(CHUNKED + b"Idempotency-Key: x\r\n\r\n" + chunk + key + b"\r\n").answer()
    assert hidden is not None
    assert hidden.code == "credentials_missing"


def test_expectations_and_upgrades(live: Live, wire: Callable[[], Wire]) -> None:
    connection = wire().send(POST + b"Content-Length: 2\r\nExpect: 100-continue\r\n\r\n")
    assert connection.socket.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
    answer = connection.send(b"{}").answer()
    assert answer is not None
    assert answer.code == "credentials_missing"
    old = POST.replace(b"HTTP/1.1", b"HTTP/1.0") + b"Content-Length: 2\r\nExpect: 100-continue\r\n\r\n{}"
    ignored = wire().send(old).answer()  # in HTTP/1.0 nobody expects it (RFC 9110, 10.1.1)
    assert ignored is not None
    assert ignored.code == "credentials_missing"
    early = wire().send(POST + b"Content-Length: 300000\r\nExpect: 100-continue\r\n\r\n").answer()
    assert early is not None
    assert early.code == "body_too_large"
    upgrade = b"Connection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n"
    plain = wire().send(GET + upgrade).answer()
    assert plain is not None
    assert plain.status == 200


def test_chunks_may_not_be_much_longer_than_what_they_carry(wire: Callable[[], Wire]) -> None:
    connection = wire().send(CHUNKED + b"\r\n")
    with suppress(ConnectionError):
        connection.send((b"1;" + b"x" * 4_000 + b"\r\n \r\n") * 1_000)
    assert connection.answer() is None


def test_media_types_are_one_and_utf_8(live: Live, wire: Callable[[], Wire]) -> None:
    twice = wire().send(POST + b"Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}").answer()
    assert twice is not None
    assert (twice.status, twice.code) == (415, "media_type_unsupported")
    for encoding in ("utf-16", "utf-16-le", "utf-32", "utf-32-be", "utf-8-sig"):
        body = json.dumps({"payer": "x"}).encode(encoding)
        answer = wire().send(POST + f"Content-Length: {len(body)}\r\n\r\n".encode() + body).answer()
        assert answer is not None
        assert (answer.status, answer.code) == (422, "request_malformed"), encoding


@contextmanager
def _about(seconds: float) -> Iterator[None]:
    started = time.monotonic()
    yield
    assert seconds * 0.5 <= time.monotonic() - started <= seconds + SLACK_S


def test_a_connection_without_a_request_ends(wire: Callable[[], Wire]) -> None:
    with _about(HEAD_S):
        wire().wait_for_end()
    connection = wire().send(GET + b"\r\n")
    assert connection.answer() is not None
    with _about(IDLE_S):
        connection.wait_for_end()


def test_half_a_head_is_told_so_however_it_drips(wire: Callable[[], Wire]) -> None:
    for before in (b"", GET + b"\r\n"):
        connection = wire().send(before)
        assert not before or connection.answer() is not None
        with _about(HEAD_S):
            connection.socket.settimeout(0.05)
            for byte in GET:
                connection.send(bytes([byte]))
                try:
                    connection.socket.recv(1, socket.MSG_PEEK)
                except TimeoutError:
                    continue
                break
            connection.socket.settimeout(20)
            answer = connection.answer()
        assert answer is not None
        assert (answer.status, answer.code, answer.headers["retry-after"]) == (408, "request_timeout", "1")
        assert connection.answer() is None


def test_half_a_head_behind_another_request_is_told_so_too(wire: Callable[[], Wire]) -> None:
    connection = wire().send(GET + b"\r\n" + GET + b"\r\n" + GET)
    for _ in range(2):
        whole = connection.answer()
        assert whole is not None
        assert whole.status == 200
    with _about(HEAD_S):
        answer = connection.answer()
    assert answer is not None
    assert (answer.status, answer.code) == (408, "request_timeout")
    between = wire().send(GET + b"\r\n\r\n")  # an empty line behind a request is nothing (RFC 9112, 2.2)
    assert between.answer() is not None
    with _about(IDLE_S):
        assert between.answer() is None


def test_a_body_that_drips_ends_too(wire: Callable[[], Wire], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiaozi.api.gate.BODY_TIMEOUT_S", 1)
    connection = wire().send(POST + b"Content-Length: 1000\r\n\r\n")
    connection.socket.settimeout(0.05)
    with _about(1):
        for _ in range(100):
            connection.send(b" ")
            try:
                connection.socket.recv(1, socket.MSG_PEEK)
            except TimeoutError:
                continue
            break
    connection.socket.settimeout(20)
    answer = connection.answer()
    assert answer is not None
    assert (answer.status, answer.code, answer.headers["connection"]) == (408, "request_timeout", "close")


def test_whoever_does_not_read_is_not_written_to_for_ever(live: Live, wire: Callable[[], Wire]) -> None:
    connection = wire()
    connection.send(b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * 50)
    ended = 'jiaozi_http_connections_ended_total{reason="slow_reader"} 1.0'
    until(lambda: ended in live.http.get("/metrics").text)


def test_one_address_has_so_many_connections_and_all_have_so_many(live: Live, wire: Callable[[], Wire]) -> None:
    live.http.close()
    waiting = [wire() for _ in range(MANY)]
    answer = wire().answer()
    assert answer is not None
    assert (answer.status, answer.code, answer.headers["retry-after"]) == (503, "overloaded", "1")
    for connection in waiting:
        connection.socket.close()

    def is_served() -> bool:
        again = wire().send(GET + b"\r\n").answer()
        return again is not None and again.status == 200

    until(is_served)


def test_newcomers_are_served_though_others_hold_every_place(live: Live, wire: Callable[[], Wire]) -> None:
    """Loopback has as many addresses as one likes: each holds what one may."""
    address = (httpx.URL(live.url).host, httpx.URL(live.url).port)
    with ExitStack() as stack:
        for last in (2, 3, 4):
            for _ in range(MANY):
                held = socket.socket()
                stack.callback(held.close)
                held.bind((f"127.0.0.{last}", 0))
                held.connect(address)
        answer = wire().send(GET + b"\r\n").answer()
        assert answer is not None
        assert answer.status == 200
        assert 'reason="evicted"' in live.http.get("/metrics").text


@pytest.mark.parametrize("town", [60], indirect=True)
def test_the_longest_idle_gives_way_and_nobody_who_asks(live: Live, wire: Callable[[], Wire]) -> None:
    """A caller needs a moment between connecting and asking; whoever has asked before has had its turn."""
    live.http.close()
    with ExitStack() as stack:

        def connect(host: str) -> Wire:
            made = Wire(live.url, host)
            stack.callback(made.socket.close)
            return made

        asking = connect("127.0.0.4").send(_payment(live, "slow")[:-1])
        idle = [connect(f"127.0.0.{2 + number % 2}") for number in range(2 * MANY - 1)]
        for connection in (*idle, idle[0]):  # the first has asked last
            answer = connection.send(GET + b"\r\n").answer()
            assert answer is not None
            assert answer.status == 200
        newcomers = [wire() for _ in range(MANY)]
        newcomers[0].send(GET[:-1])
        assert [connection.answer() for connection in idle[1 : MANY + 1]] == [None] * MANY
        newcomers[0].send(GET[-1:])
        for connection in (*newcomers, *idle[MANY + 1 :], idle[0]):
            answer = connection.send(b"\r\n" if connection is newcomers[0] else GET + b"\r\n").answer()
            assert answer is not None
            assert answer.status == 200
        answer = asking.send(b"}").answer()
        assert answer is not None
        assert answer.status == 201


def test_whoever_shares_a_network_of_ipv6_is_one() -> None:
    assert address_of("2400:3200::1") == address_of("2400:3200:0:0:ffff::9") != address_of("2400:3200:0:1::1")
    assert address_of("::ffff:10.0.0.1") == address_of("10.0.0.1") != address_of("10.0.0.2")
    assert address_of("fe80::1%eth0") == address_of("fe80::2")


NAMES: dict[str, int] = {
    "localhost": 200, "LOCALHOST:8000": 200, "localhost.": 200, "127.0.0.1": 200, "127.0.0.1:9": 200, "[::1]": 200,
    "[::1]:8000": 200, "127.9.9.9": 200, "pay.example.cn": 200, "PAY.example.cn:443": 200, "a.jiaozi.example": 200,
    "a.b.jiaozi.example": 200, "evil.example": 421, "evil.example:8000": 421, "jiaozi.example": 421,
    "xjiaozi.example": 421, "localhost.evil.example": 421, "pay.example.cn.evil.example": 421,
    "127.0.0.1.evil.example": 421,
    "127.1": 421, "0": 421, "0.0.0.0": 421, "2130706433": 421, "10.0.0.1": 421, "[::]": 421, "localhost:port": 400,
    "localhost:": 400, "[::1": 400, "例.cn": 400, "localhost, evil.example": 400, "*.jiaozi.example": 400,
}  # fmt: skip


def test_only_its_own_names_are_served(live: Live) -> None:
    found = {name: live.http.get("/healthz", headers=[(b"Host", name.encode())]) for name in NAMES}
    assert {name: answer.status_code for name, answer in found.items()} == NAMES
    assert found["evil.example"].json()["code"] == "host_not_allowed"
    assert "evil" not in found["evil.example"].text
    for path in ("/", "/docs", "/v1/payments", "/nothing", "/metrics"):
        assert live.http.get(path, headers={"Host": "evil.example"}).status_code == 421, path


def test_the_address_a_connection_came_to_is_a_name() -> None:
    hosts = Hosts(["::", "Bank.internal."])
    assert hosts.fault(["10.1.2.3:8000"], "10.1.2.3") is None
    assert hosts.fault(["10.1.2.3"], "::ffff:10.1.2.3") is None
    assert hosts.fault(["[2400:3200::1]"], "2400:3200::1") is None
    assert hosts.fault(["bank.internal"], "10.1.2.3") is None
    assert hosts.fault(["10.1.2.4"], "10.1.2.3") is not None
    assert hosts.fault(["[2400:3200::2]"], "2400:3200::1") is not None


HEADERS = (
    "Authorization", "Idempotency-Key", "X-Request-Id", "Signature", "Signature-Input", "Content-Digest", "Accept",
    "Accept-Language", "Cookie", "Origin", "Range", "If-None-Match", "X-Forwarded-For", "Forwarded", "Connection", "TE",
)  # fmt: skip
TEXTS = ("", "é", "\xff\xfe", "交子", "a" * 8_000, "sig1=:////:", '"', "(", "sig1=();created=9" + "9" * 400, "Bearer é")


ESCAPED = ("%00", "%ED%A0%80", "%FF", "%F0%9F%92%B0", "%C3%A9", "%E2%80%AE", "%2e%2e%2f", "%0d%0aX:%20y", "%25", "%")
PATHS = (
    *("/{}", "/v1/wallets/{}", "/v1/rules/{}", "/errors/{}", "/docs/{}", "/v1/journals?reference={}"),
    *("/v1/wallets?cursor={}", "/v1/wallets?{}=1", "/v1/rules?subject={}", "/v1/outcomes?operation=pay&key={}"),
)


def test_no_text_in_a_header_a_path_or_a_query_is_an_error_of_ours(live: Live) -> None:
    key = {"Authorization": live.headers("li")["Authorization"], "Idempotency-Key": "k"}
    faults: list[Any] = []
    for name in HEADERS:
        for text in TEXTS:
            headers = {k.encode(): v.encode() for k, v in key.items()} | {name.encode(): text.encode()}
            for method, path in (("POST", "/v1/payments"), ("GET", "/v1/me")):
                body = {"json": {"payer": live.ids["li"]}} if method == "POST" else {}
                answer = live.http.request(method, path, headers=list(headers.items()), **body)  # type: ignore[arg-type]
                if answer.status_code >= 500:
                    faults.append((name, text[:20], answer.status_code))
    for raw in ESCAPED:
        for path in PATHS:
            answer = live.http.get(path.format(raw), headers=live.headers("central"))
            if answer.status_code >= 500 or re.search(r"\r?\nX: y", str(answer.headers)):
                faults.append((path, raw, answer.status_code))
    assert faults == []


PUBLIC_WRONG = [
    ("JIAOZI_PUBLIC_URL", wrong)
    for wrong in ("pay.example.cn/jz", "ftp://a/", "https://u:p@a/", "https://a/?q", "https://a/#f", "https://a b/")
]


def test_the_bounds_are_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIAOZI_HOSTS", "pay.example.cn *.jiaozi.example")
    monkeypatch.setenv("JIAOZI_CONNECTIONS", "5000")
    monkeypatch.setenv("JIAOZI_CONNECTIONS_PER_ADDRESS", "4000")
    monkeypatch.setenv("JIAOZI_CHECKS", "70")
    monkeypatch.setenv("JIAOZI_CHECKS_PER_ADDRESS", "7")
    monkeypatch.setenv("JIAOZI_METRICS", "key")
    monkeypatch.setenv("JIAOZI_PUBLIC_URL", "https://pay.example.cn/jz/")
    found = from_environment()
    assert found.public_url == "https://pay.example.cn/jz"
    assert found.hosts == ("pay.example.cn", "*.jiaozi.example")
    assert (found.connections_max, found.connections_per_address_max, found.metrics_local) == (5_000, 4_000, False)
    assert (found.checks_max, found.checks_per_address_max) == (70, 7)
    for name, wrong in (
        ("JIAOZI_CONNECTIONS", "many"),
        ("JIAOZI_CONNECTIONS", "0"),
        ("JIAOZI_CHECKS", "0"),
        ("JIAOZI_CHECKS_PER_ADDRESS", "-1"),
        ("JIAOZI_METRICS", "open"),
        *PUBLIC_WRONG,
    ):
        with monkeypatch.context() as context:
            context.setenv(name, wrong)
            with pytest.raises(ValueError, match=name):
                from_environment()
