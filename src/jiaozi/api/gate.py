"""The gate every request passes: request id, bounds, media type, security headers, and what is logged and counted."""

import asyncio
import json
import re
import secrets
from collections.abc import Iterable
from typing import Any, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jiaozi.access.model import Mode
from jiaozi.api import logs
from jiaozi.api.metrics import Metrics
from jiaozi.api.problems import MEDIA_TYPE, headers_of, problem
from jiaozi.clock import monotonic_s
from jiaozi.errors import spec_of

IN_FLIGHT_MAX: Final = 4_000
BODY_TIMEOUT_S: Final = 30
_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._\-]{1,64}")
_METHODS: Final = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
_JSON: Final = re.compile(r"application/json\s*(;\s*charset\s*=\s*\"?utf-8\"?\s*)?", re.IGNORECASE)
_BASE_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
_POLICY: Final = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


class Stop(Exception):
    """Ends a request at the gate with an error's code."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


class Gate:
    """ASGI middleware, the outermost of the app."""

    def __init__(self, app: ASGIApp, metrics: Metrics, body_max: int, mode: Mode = Mode.LIVE) -> None:
        self._app = app
        self._metrics = metrics
        self._body_max = body_max
        self._mode = mode
        self._in_flight = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        visit = _Visit(scope, send, self._mode)
        self._in_flight += 1
        self._metrics.in_flight.set(self._in_flight)
        try:
            await self._pass(visit, scope, receive)
        finally:
            self._in_flight -= 1
            self._metrics.in_flight.set(self._in_flight)
            self._note(visit, scope)

    async def _pass(self, visit: "_Visit", scope: Scope, receive: Receive) -> None:
        try:
            if self._in_flight > IN_FLIGHT_MAX:
                raise Stop("overloaded")
            body = await self._body(scope, receive)
            await self._app(scope, _replay(body, receive), visit.send)
        except Stop as stop:
            await visit.fail(stop.code, stop.detail)
        except Exception as error:  # noqa: BLE001 - the last resort: nobody is left without an answer
            logs.logger().error("unforeseen", exc_info=error, request_id=visit.request_id)
            await visit.fail("internal_error")

    async def _body(self, scope: Scope, receive: Receive) -> bytes:
        """The whole body, bounded also when its length was not announced. Raises `Stop`."""
        headers = Headers(scope=scope)
        announced = headers.get("content-length", "0")
        if not announced.isdigit() or int(announced[:20]) > self._body_max:
            raise Stop("body_too_large")
        parts, size, more = [], 0, True
        try:
            async with asyncio.timeout(BODY_TIMEOUT_S):
                while more:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise Stop("request_malformed", "the body ended early")
                    parts.append(message.get("body", b""))
                    size += len(parts[-1])
                    more = message.get("more_body", False)
                    if size > self._body_max:
                        raise Stop("body_too_large")
        except TimeoutError:
            raise Stop("request_malformed", "the body did not arrive in time") from None
        body = b"".join(parts)
        if body and (_JSON.fullmatch(headers.get("content-type", "")) is None or "content-encoding" in headers):
            raise Stop("media_type_unsupported")
        return body

    def _note(self, visit: "_Visit", scope: Scope) -> None:
        method = scope["method"] if scope["method"] in _METHODS else "OTHER"
        route = getattr(scope.get("route"), "path", "none")
        seconds = monotonic_s() - visit.started
        self._metrics.answered(method, route, visit.status, seconds)
        state = scope["state"]
        logs.logger().info(
            "request",
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

    def __init__(self, scope: Scope, send: Send, mode: Mode) -> None:
        self.started = monotonic_s()
        self.status = 0
        self._send = send
        self._mode = mode
        self._docs = scope["path"].startswith("/docs")
        given = Headers(scope=scope).get("x-request-id", "")
        self.request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(12)
        scope.setdefault("state", {})["request_id"] = self.request_id
        self._state: dict[str, Any] = scope["state"]

    async def send(self, message: Message) -> None:
        """Passes a message on, with the headers every answer has."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self._add(MutableHeaders(scope=message))
        await self._send(message)

    def _add(self, headers: MutableHeaders) -> None:
        headers["X-Request-Id"] = self.request_id
        if self._mode is Mode.TEST:
            headers["Jiaozi-Mode"] = Mode.TEST.value
        for name, value in _BASE_HEADERS.items():
            headers.setdefault(name, value)
        headers.setdefault("Cache-Control", "no-store")
        headers.setdefault("Content-Security-Policy", _POLICY)

    async def fail(self, code: str, detail: str = "") -> None:
        """Answers with a problem, unless an answer has begun."""
        if self.status:
            return
        self._state["code"] = code
        body = json.dumps(problem(self.request_id, code, detail), ensure_ascii=False).encode()
        await self.send(
            {"type": "http.response.start", "status": spec_of(code).status, "headers": _raw(_failing(code, body))}
        )
        await self.send({"type": "http.response.body", "body": body})


def _failing(code: str, body: bytes) -> dict[str, str]:
    headers = {"Content-Type": MEDIA_TYPE, "Content-Length": str(len(body)), **headers_of(code)}
    return headers | {"Connection": "close"} if code == "body_too_large" else headers


def _raw(headers: dict[str, str]) -> Iterable[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


def _replay(body: bytes, receive: Receive) -> Receive:
    """Gives the body that was read, then what comes after it."""
    told = False

    async def again() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
