"""Sends one message over HTTP: guarded against private networks, bounded in time, without redirects or proxies.

The name is looked up once for each attempt, every address it has is checked, and the connection goes to an address
that was checked, so a name that changes in between gains nothing.
"""

import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Mapping
from queue import Empty, SimpleQueue
from typing import Any, Final, NamedTuple

import httpcore

from jiaozi.clock import Seconds, monotonic_s
from jiaozi.webhooks.addresses import may_reach
from jiaozi.webhooks.model import TIMEOUT_S

Resolve = Callable[[str, int], list[str]]
LOOKUPS_MAX: Final = 32
"""Names that are looked up at once; a look-up may outlive the attempt that asked, by as long as the system waits."""
WRITE_MAX: Final = 4096
"""Bytes that are handed to the connection at once."""
_ERRORS: Final[tuple[tuple[type[Exception], str], ...]] = (
    (httpcore.TimeoutException, "timed_out"),
    (httpcore.ConnectError, "connection_failed"),
    (httpcore.ProtocolError, "answer_malformed"),
    (httpcore.NetworkError, "connection_lost"),
)


class Sent(NamedTuple):
    """How sending went: the answer's HTTP status, or 0 and why there is none; how long it took."""

    status: int
    error: str
    took_ms: int


class _AddressRefused(Exception):
    """The name leads where no webhook may go."""


class _NameUnknown(Exception):
    """The name leads nowhere."""


def resolve(host: str, port: int) -> list[str]:
    """Every address of a host. Raises `OSError` when there is none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class _LookUps:
    """Looks names up in threads of their own, since the system's look-up has no end that could be set."""

    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve
        self._free = threading.BoundedSemaphore(LOOKUPS_MAX)

    def find(self, host: str, port: int, end_s: Seconds) -> list[str]:
        """Every address. Raises `httpcore.ConnectTimeout`, `_NameUnknown`."""
        answer: SimpleQueue[list[str]] = SimpleQueue()
        if not self._free.acquire(timeout=_left(end_s, httpcore.ConnectTimeout)):
            raise httpcore.ConnectTimeout("too many names are being looked up")
        threading.Thread(target=self._look, args=(host, port, answer), name="webhook-name", daemon=True).start()
        try:
            found = answer.get(timeout=max(_left(end_s, httpcore.ConnectTimeout), 0.001))
        except Empty:
            raise httpcore.ConnectTimeout("the name was not found in time") from None
        if not found:
            raise _NameUnknown
        return found

    def _look(self, host: str, port: int, answer: "SimpleQueue[list[str]]") -> None:
        try:
            answer.put(self._resolve(host, port))
        except (OSError, UnicodeError):
            answer.put([])
        finally:
            self._free.release()


class Sender:
    """Sends messages; safe to use from several threads. `loopback` allows this machine, for simulated worlds;
    `anywhere` every address, for whoever sends to a server of its own."""

    def __init__(
        self,
        *,
        loopback: bool = False,
        anywhere: bool = False,
        timeout_s: Seconds = TIMEOUT_S,
        context: ssl.SSLContext | None = None,
        resolve: Resolve = resolve,
    ) -> None:
        self._loopback = loopback
        self._anywhere = anywhere
        self._timeout_s = timeout_s
        self._context = context or ssl.create_default_context()
        self._names = _LookUps(resolve)

    def send(self, url: str, headers: Mapping[str, str], body: bytes) -> Sent:
        """Posts a message and looks at the answer's status alone; a redirect is an answer like any other."""
        started = monotonic_s()
        status, error = self._post(url, headers, body, started + self._timeout_s)
        return Sent(status, error, round((monotonic_s() - started) * 1000))

    def _post(self, url: str, headers: Mapping[str, str], body: bytes, end_s: Seconds) -> tuple[int, str]:
        backend = _Guarded(self._addresses, end_s)
        limits = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), self._timeout_s)}
        fields = [*headers.items(), ("content-length", str(len(body))), ("connection", "close")]
        try:
            host = httpcore.URL(url)
            with httpcore.ConnectionPool(ssl_context=self._context, network_backend=backend, retries=0) as pool:
                named = [("host", _authority(host)), *fields]
                with pool.stream("POST", host, headers=named, content=body, extensions=limits) as answer:
                    return answer.status, ""
        except _AddressRefused:
            return 0, "address_refused"
        except _NameUnknown:
            return 0, "name_unknown"
        except ssl.SSLError:
            return 0, "tls_failed"
        except httpcore.ConnectError as error:
            return 0, "tls_failed" if isinstance(error.__context__, ssl.SSLError) else "connection_failed"
        except tuple(kind for kind, _ in _ERRORS) as error:
            return 0, next(code for kind, code in _ERRORS if isinstance(error, kind))

    def _addresses(self, host: str, port: int, end_s: Seconds) -> list[str]:
        found = self._names.find(host, port, end_s)
        if not (self._anywhere or all(may_reach(address, loopback=self._loopback) for address in found)):
            raise _AddressRefused
        return found


def _authority(url: httpcore.URL) -> str:
    host = url.host.decode()
    name = f"[{host}]" if ":" in host else host
    return name if url.port is None else f"{name}:{url.port}"


class _Guarded(httpcore.NetworkBackend):
    """Connects only to addresses that were checked, and to nothing after `end_s`."""

    def __init__(self, addresses: Callable[[str, int, Seconds], list[str]], end_s: Seconds) -> None:
        self._addresses = addresses
        self._end_s = end_s
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: Seconds | None = None,  # noqa: ARG002 - the attempt's end counts
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address that answers."""
        failed: Exception = httpcore.ConnectError("no address")
        for address in self._addresses(host, port, self._end_s):
            try:
                left = _left(self._end_s, httpcore.ConnectTimeout)
                found = self._plain.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _Bounded(found, self._end_s)
        raise failed


class _Bounded(httpcore.NetworkStream):
    """A connection that ends at an instant, however slowly the other side goes on."""

    def __init__(self, stream: httpcore.NetworkStream, end_s: Seconds) -> None:
        self._stream = stream
        self._end_s = end_s

    def read(self, max_bytes: int, timeout: Seconds | None = None) -> bytes:  # noqa: ARG002
        """What has arrived."""
        return self._stream.read(max_bytes, _left(self._end_s, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: Seconds | None = None) -> None:  # noqa: ARG002
        """Sends a little at a time: each part has what is left of the attempt, however slowly the last was taken."""
        for start in range(0, len(buffer), WRITE_MAX):
            self._stream.write(buffer[start : start + WRITE_MAX], _left(self._end_s, httpcore.WriteTimeout))

    def close(self) -> None:
        """Ends the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: Seconds | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """The same connection under TLS, for the name in the URL."""
        left = _left(self._end_s, httpcore.ConnectTimeout)
        return _Bounded(self._stream.start_tls(ssl_context, server_hostname, left), self._end_s)

    def get_extra_info(self, info: str) -> Any:
        """What the transport knows."""
        return self._stream.get_extra_info(info)


def _left(end_s: Seconds, late: type[Exception]) -> Seconds:
    left = end_s - monotonic_s()
    if left <= 0:
        raise late("the attempt took too long")
    return left
