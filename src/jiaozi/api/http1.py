"""HTTP/1.1 as the server speaks it: llhttp's strict reading of RFC 9112, and what it leaves to whoever uses it.

llhttp refuses bare line feeds, folded headers, control characters, lengths beside chunks or given twice, and spaces
where none may be. Here: the form of the target, the version, how many headers, that a trailer is no header, and that
whatever is refused is a problem like any other.
"""

from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from jiaozi.api.edge import HEAD_BYTES_MAX
from jiaozi.api.problems import raw_problem

HEADERS_MAX: Final = 100
VERSIONS: Final = ("1.0", "1.1")


class _Malformed(Exception):
    """Leaves the parser; what is wrong is in the protocol's `_fault`."""


class Http(HttpToolsProtocol):
    """One connection of the server."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self._fault = ("http_malformed", "")
        self._head_bytes = 0
        self._head_read = False
        self._ended = False

    def data_received(self, data: bytes) -> None:
        """What has come, until something malformed did."""
        if not self._ended:
            super().data_received(data)

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._head_bytes, self._head_read = 0, False

    def on_url(self, url: bytes) -> None:
        """A part of the target."""
        super().on_url(url)
        self._count(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header. What comes after the body is none (RFC 9110, 6.5.1), and nobody here wants it."""
        if not self._head_read:
            super().on_header(name, value)
            self._count(len(name) + len(value))

    def on_headers_complete(self) -> None:
        """The head has been read."""
        self._head_read = True
        if not self.url.startswith(b"/") or b"#" in self.url:
            raise self._wrong("http_malformed", "the request's target is a path")
        if self.parser.get_http_version() not in VERSIONS:
            raise self._wrong("http_malformed", "HTTP/1.1")
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's
        """Answers what is malformed. An answer that is under way stays the last: another's would be taken for it."""
        self._ended = True
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is None or cycle.response_complete or (cycle.more_body and not cycle.response_started):
            if not self.pipeline:
                self.transport.write(raw_problem(*self._fault))
            self.transport.close()
        else:
            cycle.keep_alive = False

    def _count(self, size: int) -> None:
        self._head_bytes += size
        if self._head_bytes > HEAD_BYTES_MAX or len(self.headers) > HEADERS_MAX:
            raise self._wrong("headers_too_large", f"at most {HEADERS_MAX} headers in {HEAD_BYTES_MAX // 1024} KiB")

    def _wrong(self, code: str, detail: str) -> _Malformed:
        self._fault = (code, detail)
        return _Malformed(code)

    def _unsupported_upgrade_warning(self) -> None:
        """Nothing is upgraded here, and nobody who asks for it is worth two lines of the log."""
