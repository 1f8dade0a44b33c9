"""One end for everything that an attempt waits for. httpx bounds each single wait: a server that says a little at a
time, headers included, would be waited for without end."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from typing import Any, Final

import httpcore
import httpx

_END_S: Final = ContextVar("end_s", default=inf)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Has whatever a bounded client waits for here end after so many seconds, with `httpx.TimeoutException`."""
    token = _END_S.set(min(_END_S.get(), time.monotonic() + seconds))
    try:
        yield
    finally:
        _END_S.reset(token)


def bound(http: httpx.Client) -> httpx.Client:
    """The client, each of whose connections keeps to `within`. httpx has no public way to its network backend."""
    for transport in (http._transport, *http._mounts.values()):  # noqa: SLF001
        if isinstance(transport, httpx.HTTPTransport):
            pool: Any = transport._pool  # noqa: SLF001
            pool._network_backend = _Backend(pool._network_backend)  # noqa: SLF001
    return http


class _Backend(httpcore.NetworkBackend):
    def __init__(self, inner: httpcore.NetworkBackend) -> None:
        self._inner = inner

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        left_s = _left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._inner.connect_tcp(host, port, left_s, local_address, socket_options))


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(timeout, httpcore.WriteTimeout))

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left_s = _left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left_s))

    def close(self) -> None:
        self._inner.close()

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _left(timeout: float | None, late: type[httpcore.TimeoutException]) -> float | None:
    left_s = _END_S.get() - time.monotonic()
    if left_s <= 0:
        raise late("no whole answer in time")
    return left_s if timeout is None else min(timeout, left_s)
