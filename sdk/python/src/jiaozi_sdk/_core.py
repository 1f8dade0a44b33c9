"""What a call is, and when it is made again: everything about a call but sending it.

`Client` and `AsyncClient` ask the same `Course` what to do next, so that the rule is written once.
"""

import ipaddress
import json
import random
import ssl
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Generic, NamedTuple, TypeVar
from urllib.parse import quote

import httpx

from jiaozi_sdk._json import Page, decode, encode, read
from jiaozi_sdk.errors import ApiError, FieldError

T = TypeVar("T")
M = TypeVar("M", bound=Callable[..., Any])
TIMEOUT_S: Final = 30.0
PAGE_LIMIT: Final = 200
ANSWER_MAX_BYTES: Final = 64 * 1024 * 1024
"""No answer is longer, documents included; a statement of the most lines there can be is a few megabytes."""
_STATUSES_TRIED_AGAIN: Final = frozenset({429, 502, 503, 504})
_CODES_TRIED_AGAIN: Final = frozenset({"outcome_unknown"})
_LOST: Final = (
    httpx.ConnectError,
    httpx.ReadError,
    httpx.WriteError,
    httpx.RemoteProtocolError,
    httpx.TimeoutException,
)
_UNSENT: Final = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.LocalProtocolError,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)
"""What keeps a request from being sent at all."""
BYTES: Final = object()
"""In place of a type: the answer is a file."""


class RetryPolicy(NamedTuple):
    """How often a call is made: at most `attempts` times and for `total_s` seconds, waiting a random part of a time
    that doubles from `first_s` to `longest_s`, or as long as the server asks. `RetryPolicy(attempts=1)` never tries
    again.

    Only these are tried again, under the same idempotency key: a connection that was lost or timed out, the statuses
    429, 502, 503 and 504, and the code `outcome_unknown`.
    """

    attempts: int = 5
    first_s: float = 0.1
    longest_s: float = 5
    total_s: float = 60


@dataclass(frozen=True, slots=True)
class Call:
    """A call to an endpoint. `answers` are the types of its good answers by status."""

    method: str
    path: str
    answers: Mapping[int, Any]
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None
    key: str = ""
    dry_run: bool = False

    def request(self) -> dict[str, Any]:
        """What httpx sends."""
        query = {name: _text(value) for name, value in self.query.items() if value is not None}
        headers = {"Accept": "*/*" if BYTES in self.answers.values() else "application/json"}
        content = None
        if self.method == "POST":
            given = {name: encode(value) for name, value in (self.body or {}).items() if value is not None}
            content = json.dumps(given, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
            headers |= {"Idempotency-Key": self.key, "Content-Type": "application/json"}
        if self.dry_run:
            query["dry_run"] = "true"
        return {"method": self.method, "url": self.path, "params": query, "content": content, "headers": headers}


class Answer(NamedTuple):
    """What a server said. `unfit` says why its body was not taken."""

    status: int
    headers: httpx.Headers
    body: bytes = b""
    unfit: str = ""


class Incoming:
    """An answer on its way. Encoded ones are not asked for, and not unpacked: what is small would become large."""

    def __init__(self, answer: httpx.Response) -> None:
        self._answer = answer
        self._body = bytearray()
        encoded = answer.headers.get("content-encoding", "") not in ("", "identity")
        self._unfit = "a content encoding that was not asked for" if encoded else ""

    def takes(self, part: bytes) -> bool:
        """Adds a part of the body; whether more may come."""
        self._body += part
        if len(self._body) > ANSWER_MAX_BYTES:
            self._unfit = f"more than {ANSWER_MAX_BYTES} bytes"
        return not self._unfit

    def answer(self) -> Answer:
        """What came of it."""
        body = b"" if self._unfit else bytes(self._body)
        return Answer(self._answer.status_code, self._answer.headers, body, self._unfit)


@dataclass(frozen=True, slots=True)
class _Field:
    field: str
    message: str
    message_zh: str = ""


@dataclass(frozen=True, slots=True)
class _Problem:
    code: str
    detail: str
    rule: str
    request_id: str
    retryable: bool
    title: str = ""
    title_zh: str = ""
    detail_zh: str = ""
    rule_zh: str = ""
    citation: str = ""
    errors: tuple[_Field, ...] = ()


class Course:
    """One call's way from its first attempt to its answer.

    Ask for the `timeout_s` of each attempt, then tell what came of it: `answered` gives the answer or None, `lost`
    takes an exception; after them wait for `pause_s` and make the next attempt. Both raise `ApiError` when there is
    none.
    """

    def __init__(
        self, call: Call, policy: RetryPolicy, timeout_s: float, now_s: Callable[[], float] = time.monotonic
    ) -> None:
        if not (call.key.isascii() and call.key.isprintable()):
            raise ApiError("request_malformed", 0, "key: printable ASCII characters", sent=False)
        self.call = call
        self.pause_s = 0.0
        self._sent = False
        self._policy = policy
        self._timeout_s = timeout_s
        self._now_s = now_s
        self._end_s = now_s() + policy.total_s
        self._attempt = 0

    def timeout_s(self) -> float:
        """How long the attempt that begins now may wait for the server."""
        self._attempt += 1
        left = self._end_s - self._now_s()
        return self._timeout_s if self._attempt == 1 else max(min(self._timeout_s, left), 0.001)

    def answered(self, answer: Answer) -> "tuple[Any] | None":
        """The answer, in a tuple of its own; None when the call is to be made again."""
        if 200 <= answer.status < 300:
            return (_read(answer, self.call),)
        self._sent = True
        error = _error_of(answer, self.call.key)
        if error.status not in _STATUSES_TRIED_AGAIN and error.code not in _CODES_TRIED_AGAIN:
            raise error
        self._again(error, _retry_after(answer))
        return None

    def lost(self, failure: Exception) -> None:
        """No answer came."""
        again = isinstance(failure, _LOST)
        self._sent = self._sent or not isinstance(failure, _UNSENT)
        detail = f"{type(failure).__name__}: {failure}".rstrip(": ")
        error = ApiError("connection_failed", 0, detail, key=self.call.key, retryable=again, sent=self._sent)
        if not again:
            raise error from failure
        self._again(error, 0, failure)

    def _again(self, error: ApiError, asked_s: float, cause: Exception | None = None) -> None:
        ceiling = min(self._policy.first_s * 2 ** (self._attempt - 1), self._policy.longest_s)
        self.pause_s = max(asked_s, random.uniform(0, ceiling))
        if self._attempt >= self._policy.attempts or self._now_s() + self.pause_s > self._end_s:
            raise error from cause


class Paging(Generic[T]):
    """Where in a list one is. A `limit` of 0 belongs to a list that comes whole."""

    def __init__(self, call: Call, limit: int, cursor: str | None) -> None:
        self.cursor = cursor
        self.items: Iterator[T] = iter(())
        self.has_more = True
        self._call = call
        self._limit = limit

    def next_call(self) -> Call:
        """The call for the next page."""
        if not self._limit:
            return self._call
        return replace(self._call, query={**self._call.query, "limit": self._limit, "cursor": self.cursor})

    def take(self, page: Page[T]) -> None:
        """Goes on with a page. Raises `ApiError`: one from which a list would go on for ever."""
        if page.has_more and not (self._limit and page.next_cursor not in (None, self.cursor)):
            raise ApiError("answer_unreadable", 200, "a list that does not go on and does not end")
        self.items, self.has_more = iter(page.items), page.has_more
        self.cursor = page.next_cursor or self.cursor


def signed(method: M) -> M:
    """Marks a method that a holder's device signs."""
    method.__dict__["signed"] = True
    return method


def new_key() -> str:
    """An idempotency key that nobody has used."""
    return f"sdk-{uuid.uuid4()}"


def path(template: str, *ids: object) -> str:
    """A path with its ids. Raises `ApiError`: an id that would lead elsewhere."""
    texts = [str(each) for each in ids]
    if any(text in ("", ".", "..") for text in texts):
        raise ApiError("request_malformed", 0, "an id is missing")
    return template.format(*(quote(text, safe="") for text in texts))


def http_settings(base_url: str, api_key: str) -> dict[str, Any]:
    """What both of httpx's clients are made with. Raises `ApiError` for what no key can be, which it does not repeat.

    A server on this machine is never asked through a proxy; elsewhere the usual variables name one.
    """
    if not _is_visible(api_key):
        raise ApiError("credentials_invalid", 0, "An API key has no blanks, line ends or other signs.", sent=False)
    headers = {"User-Agent": "jiaozi-sdk", "Accept-Encoding": "identity"} | (
        {"Authorization": f"Bearer {api_key}"} if api_key else {}
    )
    url, here = base_url.rstrip("/"), is_loopback(base_url)
    settings = {"base_url": url, "headers": headers, "follow_redirects": False, "trust_env": not here}
    return settings | ({"verify": _nobody()} if here and httpx.URL(url).scheme == "http" else {})


def _nobody() -> ssl.SSLContext:
    """Trusts nobody, where nobody is asked: reading whom this machine trusts takes 0.05 s."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _is_visible(text: str) -> bool:
    return all("!" <= each <= "~" for each in text)


def is_loopback(url: str) -> bool:
    """Whether a URL leads to this machine."""
    host = httpx.URL(url).host
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def proxy_unusable(error: Exception) -> ApiError:
    """What is raised where the proxy that the environment names cannot be used."""
    return ApiError("connection_failed", 0, f"The proxy of this environment cannot be used: {error}", sent=False)


def _read(answer: Answer, call: Call) -> Any:
    kind = call.answers.get(answer.status, next(iter(call.answers.values())))
    try:
        return _fit(answer) if kind is BYTES else decode(kind, read(_fit(answer)))
    except (ValueError, RecursionError) as error:
        raise _unreadable(answer, call.key, str(error)) from error


def _error_of(answer: Answer, key: str) -> ApiError:
    try:
        found: _Problem = decode(_Problem, read(_fit(answer)))
    except (ValueError, RecursionError):  # somebody between us and the platform answered
        return _unreadable(answer, key, answer.unfit, retryable=answer.status in _STATUSES_TRIED_AGAIN)
    return ApiError(
        found.code,
        answer.status,
        found.detail,
        title=found.title,
        rule=found.rule,
        title_zh=found.title_zh,
        detail_zh=found.detail_zh,
        rule_zh=found.rule_zh,
        citation=found.citation,
        request_id=found.request_id,
        key=key,
        retryable=found.retryable,
        errors=[FieldError(each.field, each.message, each.message_zh) for each in found.errors],
        replayed="idempotent-replayed" in answer.headers,
    )


def _fit(answer: Answer) -> bytes:
    if answer.unfit:
        raise ValueError(answer.unfit)
    return answer.body


def _unreadable(answer: Answer, key: str, detail: str, *, retryable: bool = False) -> ApiError:
    request_id = answer.headers.get("x-request-id", "")
    return ApiError("answer_unreadable", answer.status, detail, request_id=request_id, key=key, retryable=retryable)


def _retry_after(answer: Answer) -> float:
    """The seconds that the server asks for; a date is left alone, since clocks differ."""
    text = answer.headers.get("retry-after", "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _text(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
