"""The transport of `AsyncClient`."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
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

T = TypeVar("T")


class AsyncTransport:
    """Sends calls, again where it is safe and worth it."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        retry: RetryPolicy,
        timeout_s: float,
        sleep: Callable[[float], Awaitable[object]],
    ) -> None:
        self.http = http
        self._retry = retry
        self._timeout_s = timeout_s
        self._sleep = sleep

    async def send(self, call: Call) -> Any:
        """The answer to a call. Raises `ApiError`."""
        course, request = Course(call, self._retry, self._timeout_s), call.request()
        while True:
            try:
                answer = await self._once(request, course.timeout_s())
            except (httpx.HTTPError, httpx.InvalidURL, ValueError) as failure:
                course.lost(failure)
            else:
                found = course.answered(answer)
                if found is not None:
                    return found[0]
            await self._sleep(course.pause_s)

    async def _once(self, request: dict[str, Any], timeout_s: float) -> Answer:
        try:
            async with asyncio.timeout(timeout_s), self.http.stream(**request, timeout=timeout_s) as answer:
                incoming = Incoming(answer)
                if incoming.takes(b""):
                    async for part in answer.aiter_bytes():
                        if not incoming.takes(part):
                            break
                return incoming.answer()
        except TimeoutError as late:
            raise httpx.ReadTimeout("no whole answer in time") from late


class BaseAsyncClient:
    """What `AsyncClient` is besides its resources."""

    def __init__(
        self,
        base_url: str,
        api_key: str,
        *,
        timeout_s: float = TIMEOUT_S,
        retry: RetryPolicy | None = None,
        signer: httpx.Auth | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        settings = http_settings(base_url, api_key)
        try:
            http = httpx.AsyncClient(**settings, auth=signer, transport=transport)
        except (ImportError, ValueError) as error:
            raise proxy_unusable(error) from error
        self._transport = AsyncTransport(http, retry or RetryPolicy(), timeout_s, sleep)
        self._make_resources(self._transport)

    def _make_resources(self, transport: AsyncTransport) -> None:
        """Sets an attribute for each resource."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self._transport.http.base_url)!r})"

    async def close(self) -> None:
        """Closes the connections."""
        await self._transport.http.aclose()


class AsyncPages(Paging[T], AsyncIterator[T]):
    """All items of a list, fetched page after page: `async for`. `cursor` is as in `jiaozi_sdk.Pages`."""

    def __init__(self, transport: AsyncTransport, call: Call, *, limit: int = 0, cursor: str | None = None) -> None:
        super().__init__(call, limit, cursor)
        self._transport = transport

    async def __anext__(self) -> T:
        while True:
            for item in self.items:
                return item
            if not self.has_more:
                raise StopAsyncIteration
            self.take(await self._transport.send(self.next_call()))
