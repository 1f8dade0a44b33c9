"""How the SDK talks: keys, retries, problems, pages."""

import random
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Any, Final, NamedTuple, TypeVar

import httpx
from pydantic import BaseModel

from jiaozi.clock import Seconds, monotonic_s

M = TypeVar("M", bound=BaseModel)
TIMEOUT_S: Final = 30
PAGE_LIMIT: Final = 200
_TRANSIENT: Final = (
    httpx.ConnectError,
    httpx.ReadError,
    httpx.WriteError,
    httpx.RemoteProtocolError,
    httpx.TimeoutException,
)


class ApiError(Exception):
    """A refusal or a failure. `code` is in the error table, `rule` cites the rule that caused it.

    `code` is `connection_failed` when no answer came; then the act may or may not have been done: repeat it with the
    same key (`key`) to find out.
    """

    def __init__(
        self, code: str, status: int, detail: str = "", rule: str = "", request_id: str = "", key: str = ""
    ) -> None:
        super().__init__(f"{code} ({status}): {detail}" if detail else f"{code} ({status})")
        self.code = code
        self.status = status
        self.detail = detail
        self.rule = rule
        self.request_id = request_id
        self.key = key
        self.retryable = False
        self.errors: list[dict[str, str]] = []


class RetryPolicy(NamedTuple):
    """How often a retryable error is tried again: at most `attempts` in all and for `total_s`, waiting a random part of
    a time that doubles from `first_s` to `longest_s`."""

    attempts: int = 5
    first_s: Seconds = 0.1
    longest_s: Seconds = 5
    total_s: Seconds = 60


class Core:
    """The transport. `signer` signs every act (`DeviceSigner`). `sleep` can be replaced in tests."""

    def __init__(
        self,
        base_url: str,
        api_key: str,
        *,
        timeout_s: Seconds = TIMEOUT_S,
        retry: RetryPolicy | None = None,
        signer: httpx.Auth | None = None,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[Seconds], None] = time.sleep,
    ) -> None:
        self._retry = retry or RetryPolicy()
        self._sleep = sleep
        self._http = httpx.Client(
            base_url=base_url.rstrip("/"),
            headers={"Accept": "application/json"} | ({"Authorization": f"Bearer {api_key}"} if api_key else {}),
            timeout=timeout_s,
            auth=signer,
            transport=transport,
            follow_redirects=False,
        )

    def __enter__(self) -> Any:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._http.base_url!r})"

    def close(self) -> None:
        """Closes the connections."""
        self._http.close()

    def _get(self, path: str, model: type[M], **query: object) -> M:
        return model.model_validate(self._send("GET", path, query=_given(query)))

    def _bytes(self, path: str, **query: object) -> bytes:
        """An answer that is a file."""
        return bytes(self._send("GET", path, query=_given(query)))

    def _pages(self, path: str, model: type[M], **query: object) -> Iterator[M]:
        """All items of a list, page after page."""
        wanted = _given(query)
        while True:
            page = self._send("GET", path, query=wanted)
            yield from (model.model_validate(item) for item in page["items"])
            if not page["has_more"]:
                return
            wanted["cursor"] = page["next_cursor"]

    def _post(
        self,
        path: str,
        model: type[M],
        body: Mapping[str, object] | None = None,
        *,
        key: str = "",
        dry_run: bool = False,
    ) -> M:
        query = {"dry_run": "true"} if dry_run else {}
        answer = self._send("POST", path, query=query, body=_given(body or {}), key=key or f"sdk-{uuid.uuid4()}")
        return model.model_validate(answer)

    def _send(self, method: str, path: str, *, query: Mapping[str, Any], body: Any = None, key: str = "") -> Any:
        """One request with its retries, all under the same key. Raises `ApiError`."""
        started, attempt = monotonic_s(), 0
        while True:
            attempt += 1
            error, wait_s = self._once(method, path, query, body, key)
            if not isinstance(error, ApiError):
                return error
            wait_s = max(wait_s, self._pause_s(attempt))
            late = monotonic_s() - started + wait_s > self._retry.total_s
            if not error.retryable or attempt >= self._retry.attempts or late:
                raise error
            self._sleep(wait_s)

    def _pause_s(self, attempt: int) -> Seconds:
        ceiling = min(self._retry.first_s * 2 ** (attempt - 1), self._retry.longest_s)
        return random.uniform(0, ceiling)

    def _once(self, method: str, path: str, query: Mapping[str, Any], body: Any, key: str) -> tuple[Any, Seconds]:
        """The answer, or the error and how long the server asks to wait."""
        headers = {"Idempotency-Key": key} if key else {}
        try:
            answer = self._http.request(method, path, params=query, json=body, headers=headers)
        except _TRANSIENT as failed:
            error = ApiError("connection_failed", 0, type(failed).__name__, key=key)
            error.retryable = True
            return error, 0
        if answer.is_success:
            return (answer.json() if "json" in answer.headers.get("content-type", "") else answer.content), 0
        return _error_of(answer, key), min(_retry_after(answer), self._retry.longest_s)


def _error_of(answer: httpx.Response, key: str) -> ApiError:
    request_id = answer.headers.get("x-request-id", "")
    try:
        found = answer.json()
        error = ApiError(found["code"], answer.status_code, found["detail"], found["rule"], found["request_id"], key)
        error.retryable, error.errors = bool(found["retryable"]), found.get("errors", [])
    except (ValueError, KeyError, TypeError):  # somebody between us and the platform answered
        error = ApiError("answer_unreadable", answer.status_code, "", "", request_id, key)
        error.retryable = answer.status_code in (429, 502, 503, 504)
    return error


def _retry_after(answer: httpx.Response) -> Seconds:
    text = answer.headers.get("retry-after", "")
    return int(text) if text.isdigit() else 0


def _given(values: Mapping[str, object]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def money(minor: int | None, asset: str = "E-CNY") -> dict[str, object] | None:
    """An amount on the wire, or None."""
    return None if minor is None else {"minor": minor, "asset": asset}
