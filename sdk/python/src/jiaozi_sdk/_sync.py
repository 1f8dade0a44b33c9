"""The transport of `Client`."""

import time
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx

from jiaozi_sdk._core import (
    TIMEOUT_S,
    Answer,
    Call,
    Course,
    Incoming,
    Paging,
    RetryPolicy,
    http_settings,
    proxy_unusable,
)
from jiaozi_sdk._deadline import bound, within

T = TypeVar("T")


class Transport:
    """Sends calls, again where it is safe and worth it."""

    def __init__(
        self, http: httpx.Client, retry: RetryPolicy, timeout_s: float, sleep: Callable[[float], object]
    ) -> None:
        self.http = http
        self._retry = retry
        self._timeout_s = timeout_s
        self._sleep = sleep

    def send(self, call: Call) -> Any:
        """The answer to a call. Raises `ApiError`."""
        course, request = Course(call, self._retry, self._timeout_s), call.request()
        while True:
            try:
                answer = self._once(request, course.timeout_s())
            except (httpx.HTTPError, httpx.InvalidURL, ValueError) as failure:
                course.lost(failure)
            else:
                found = course.answered(answer)
                if found is not None:
                    return found[0]
            self._sleep(course.pause_s)

    def _once(self, request: dict[str, Any], timeout_s: float) -> Answer:
        with within(timeout_s), self.http.stream(**request, timeout=timeout_s) as answer:
            incoming = Incoming(answer)
            if incoming.takes(b""):
                for part in answer.iter_bytes():
                    if not incoming.takes(part):
                        break
            return incoming.answer()


class BaseClient:
    """What `Client` is besides its resources."""

    def __init__(
        self,
        base_url: str,
        api_key: str,
        *,
        timeout_s: float = TIMEOUT_S,
        retry: RetryPolicy | None = None,
        signer: httpx.Auth | None = None,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        settings = http_settings(base_url, api_key)
        try:
            http = bound(httpx.Client(**settings, auth=signer, transport=transport))
        except (ImportError, ValueError) as error:
            raise proxy_unusable(error) from error
        self._transport = Transport(http, retry or RetryPolicy(), timeout_s, sleep)
        self._make_resources(self._transport)

    def _make_resources(self, transport: Transport) -> None:
        """Sets an attribute for each resource."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self._transport.http.base_url)!r})"

    def close(self) -> None:
        """Closes the connections."""
        self._transport.http.close()


class Pages(Paging[T], Iterator[T]):
    """All items of a list, fetched page after page.

    When they have ended, `cursor` is where the list goes on, also later: give it as `cursor=` to see what is new. None
    where a list cannot go on.
    """

    def __init__(self, transport: Transport, call: Call, *, limit: int = 0, cursor: str | None = None) -> None:
        super().__init__(call, limit, cursor)
        self._transport = transport

    def __next__(self) -> T:
        while True:
            for item in self.items:
                return item
            if not self.has_more:
                raise StopIteration
            self.take(self._transport.send(self.next_call()))
