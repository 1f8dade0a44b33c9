"""The gate every request passes: its host and framing, bounds, media type, JSON, security headers, and what is logged
and counted.
"""

import asyncio
import json
import random
import re
from collections.abc import Callable
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jiaozi import interchange
from jiaozi.access.model import Mode
from jiaozi.api import logs
from jiaozi.api.heads import Heads, heads_of
from jiaozi.api.hosts import Hosts
from jiaozi.api.metrics import Metrics
from jiaozi.api.problems import EVERY_ANSWER, MEDIA_TYPE, headers_of, problem
from jiaozi.clock import monotonic_s
from jiaozi.errors import spec_of

IN_FLIGHT_MAX: Final = 4_000
BODY_TIMEOUT_S: Final = 30
_EVERY_ANSWER: Final = [(name.lower().encode(), value.encode()) for name, value in EVERY_ANSWER.items()]
_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._\-]{1,64}")
_METHODS: Final = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
_JSON: Final = re.compile(r"application/json\s*(;\s*charset\s*=\s*\"?utf-8\"?\s*)?", re.IGNORECASE)


class Stop(Exception):
    """Ends a request at the gate with an error's code."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


class Gate:
    """ASGI middleware, the outermost of the app."""

    def __init__(
        self,
        app: ASGIApp,
        metrics: Metrics,
        body_max: int,
        hosts: Hosts | None = None,
        mode: Mode = Mode.LIVE,
        draining: Callable[[], bool] = lambda: False,
    ) -> None:
        """`draining`: no further request is wanted on a connection."""
        self._app = app
        self._metrics = metrics
        self._hosts = hosts or Hosts()
        self._body_max = body_max
        self._mode = mode
        self._draining = draining

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        visit = _Visit(scope, send, self._mode, self._draining)
        self._metrics.in_flight += 1
        try:
            await self._pass(visit, scope, receive)
        finally:
            self._metrics.in_flight -= 1
            self._note(visit, scope)

    async def _pass(self, visit: "_Visit", scope: Scope, receive: Receive) -> None:
        try:
            if self._metrics.in_flight > IN_FLIGHT_MAX:
                raise Stop("overloaded")
            headers = heads_of(scope)
            self._check_head(scope, headers)
            body = await self._body(headers, receive, whole=scope.get("whole", False))
            visit.is_read = True
            scope["body"], scope["json"] = body, _read(headers, body)
            await self._app(scope, receive, visit.send)
        except Stop as stop:
            await visit.fail(stop.code, stop.detail)
        except Exception as error:  # noqa: BLE001 - the last resort: nobody is left without an answer
            logs.logger().error("unforeseen", exc_info=error, request_id=visit.request_id)
            await visit.fail("internal_error")

    def _check_head(self, scope: Scope, headers: Heads) -> None:
        """Whom the request is for, and that everybody finds its end at the same place. Raises `Stop`."""
        fault = self._hosts.fault(headers.all("host"), (scope.get("server") or ("",))[0])
        if fault is not None:
            raise Stop(*fault)
        codings = headers.all("transfer-encoding")
        if codings and ("content-length" in headers or scope["http_version"] == "1.0"):
            raise Stop("http_malformed", "a length and chunks, or chunks in HTTP/1.0")
        if codings and [coding.lower() for coding in codings] != ["chunked"]:
            raise Stop("http_malformed", "Transfer-Encoding: chunked")

    async def _body(self, headers: Heads, receive: Receive, *, whole: bool) -> bytes:
        """The body, which is there when it is `whole`, else comes within its time. Raises `Stop`."""
        announced = headers.first("content-length", "0")
        if not announced.isdigit() or int(announced[:20]) > self._body_max:
            raise Stop("body_too_large")
        if whole:
            return await self._read_to_end(receive)
        try:
            async with asyncio.timeout(BODY_TIMEOUT_S):
                return await self._read_to_end(receive)
        except TimeoutError:
            raise Stop("request_timeout") from None

    async def _read_to_end(self, receive: Receive) -> bytes:
        """The body, bounded also when its length was not announced. Raises `Stop`."""
        parts, size, more = [], 0, True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise Stop("request_malformed", "the body ended early")
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            more = message.get("more_body", False)
            if size > self._body_max:
                raise Stop("body_too_large")
        return b"".join(parts)

    def _note(self, visit: "_Visit", scope: Scope) -> None:
        method = scope["method"] if scope["method"] in _METHODS else "OTHER"
        route = getattr(scope.get("route"), "path", "none")
        seconds = monotonic_s() - visit.started
        self._metrics.answered(method, route, visit.status, seconds)
        state: dict[str, Any] = scope["state"]
        logs.REQUESTS.note(
            request_id=visit.request_id,
            method=method,
            route=route,
            status=visit.status,
            mode=self._mode.value,
            code=state.get("code", ""),
            principal=state.get("principal", ""),
            role=state.get("role", ""),
            replayed=state.get("replayed", False),
            milliseconds=round(seconds * 1000, 1),
        )


class _Visit:
    """One request on its way: its id, and what was answered."""

    def __init__(self, scope: Scope, send: Send, mode: Mode, draining: Callable[[], bool]) -> None:
        self.started = monotonic_s()
        self.status = 0
        self.is_read = False
        """The body has been read to its end."""
        self._send = send
        self._mode = mode
        self._draining = draining
        given = heads_of(scope).first("x-request-id")
        self.request_id = given if _REQUEST_ID.fullmatch(given) else f"{random.getrandbits(96):024x}"
        scope.setdefault("state", {})["request_id"] = self.request_id
        self._state: dict[str, Any] = scope["state"]

    async def send(self, message: Message) -> None:
        """Passes a message on, with the headers every answer has."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self._complete(message["headers"])
        await self._send(message)

    def _complete(self, headers: list[tuple[bytes, bytes]]) -> None:
        given = {name for name, _ in headers}
        headers += [field for field in _EVERY_ANSWER if field[0] not in given]
        headers.append((b"x-request-id", self.request_id.encode()))
        if self._draining():
            headers.append((b"connection", b"close"))
        if self._mode is Mode.TEST:
            headers.append((b"jiaozi-mode", Mode.TEST.value.encode()))

    async def fail(self, code: str, detail: str = "") -> None:
        """Answers with a problem, unless an answer has begun."""
        if self.status:
            return
        self._state["code"] = code
        body = json.dumps(problem(self.request_id, code, detail), ensure_ascii=False).encode()
        await self.send(
            {"type": "http.response.start", "status": spec_of(code).status, "headers": self._raw(code, body)}
        )
        await self.send({"type": "http.response.body", "body": body})

    def _raw(self, code: str, body: bytes) -> list[tuple[bytes, bytes]]:
        """Headers of a problem. A connection on which a body was not read to its end is not used again."""
        headers = {"Content-Type": MEDIA_TYPE, "Content-Length": str(len(body)), **headers_of(code)}
        if not self.is_read:
            headers["Connection"] = "close"
        return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


def _read(headers: Heads, body: bytes) -> Any:
    """A body is JSON in which everybody finds the same; None for none. Raises `Stop`."""
    if not body:
        return None
    types = headers.all("content-type")
    if len(types) != 1 or _JSON.fullmatch(types[0]) is None or "content-encoding" in headers:
        raise Stop("media_type_unsupported")
    try:
        return interchange.read(body)
    except interchange.JsonRefused as error:
        raise Stop("request_malformed", f"body: {error}") from None
