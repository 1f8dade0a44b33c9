"""HTTP/1.1 as the server speaks it: llhttp's strict reading of RFC 9112, and what it leaves to whoever uses it.

llhttp refuses bare line feeds, folded headers, control characters, lengths beside chunks or given twice, and spaces
where none may be. Here: the form of the target, the version, how many headers, that a trailer is no header, and that
whatever is refused is a problem like any other. When nothing more is read, because the other side is done or says
something malformed or the server stops, what was asked wholly before is still answered.
"""

from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from jiaozi.api.edge import HEAD_BYTES_MAX, Spoken
from jiaozi.api.problems import raw_problem

HEADERS_MAX: Final = 100
VERSIONS: Final = ("1.0", "1.1")


class _Malformed(Exception):
    """Leaves the parser; what is wrong is in the protocol's `_fault`."""


class Http(HttpToolsProtocol, Spoken):
    """One connection of the server."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self._fault = ("http_malformed", "")
        self._head_bytes = 0
        self._head_read = False
        self._partway = False
        self._ended = False
        self._current: RequestResponseCycle | None = None
        """The request that is being answered; `cycle` is the one that was read last."""

    @property
    def is_asked(self) -> bool:
        """Whether a request has been begun that has no whole answer."""
        return self._current is not None

    @property
    def is_partway(self) -> bool:
        """Whether a request is read in part."""
        return self._partway

    def data_received(self, data: bytes) -> None:
        """What has come, until something malformed did."""
        if not self._ended:
            super().data_received(data)

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._head_bytes, self._head_read, self._partway = 0, False, True

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
        if self.parser.get_http_version() == "1.0":
            self.expect_100_continue = False  # RFC 9110, 10.1.1
        super().on_headers_complete()
        if not self.pipeline:
            self._current = self.cycle

    def on_message_complete(self) -> None:
        """A request has been read."""
        self._partway = False
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """It was answered; the next is begun, unless the connection ends."""
        self._current = None
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        if self.pipeline:  # uvicorn would begin to wait for the next: that is the guard's
            self._current = self.pipeline[-1][0]
            self._start_asgi_task(*self.pipeline.pop())

    def eof_received(self) -> bool:  # type: ignore[override] # asyncio's bool where uvicorn never has an answer
        """The other side says no more. Whether there is something to answer before the end."""
        return self._finish()

    def shutdown(self) -> None:
        """The server stops: whatever has not been read to its end has not begun."""
        if self._finish():
            return
        if self._partway:
            self._refuse("draining")
        else:
            self.transport.close()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's
        """Answers what is malformed. An answer that is under way stays the last: another's would be taken for it."""
        if not self._finish():
            self._refuse(*self._fault)

    def _finish(self) -> bool:
        """Reads no more: what was asked wholly is answered, the last of it with the end of the connection, and what was
        asked in part is not begun. Whether there is something to answer."""
        self._ended = True
        if self.pipeline and self.pipeline[0][0].more_body:  # the last that was read is the first here
            self.pipeline.popleft()
        last = self.pipeline[0][0] if self.pipeline else self._current
        if last is None or last.more_body:
            return False
        self.cycle = last
        last.keep_alive = False
        return True

    def _refuse(self, code: str, detail: str = "") -> None:
        """Ends the connection with a problem, unless an answer has begun that it would seem to be a part of."""
        half = self._current
        if self.transport.is_closing():
            return
        if half is not None and half.response_started:
            half.keep_alive = False
            return
        self.transport.write(raw_problem(code, detail))
        if half is not None:
            half.disconnected = True
            half.message_event.set()
        self.transport.close()

    def _count(self, size: int) -> None:
        self._head_bytes += size
        if self._head_bytes > HEAD_BYTES_MAX or len(self.headers) > HEADERS_MAX:
            raise self._wrong("headers_too_large", f"at most {HEADERS_MAX} headers in {HEAD_BYTES_MAX // 1024} KiB")

    def _wrong(self, code: str, detail: str) -> _Malformed:
        self._fault = (code, detail)
        return _Malformed(code)

    def _unsupported_upgrade_warning(self) -> None:
        """Nothing is upgraded here, and nobody who asks for it is worth two lines of the log."""
