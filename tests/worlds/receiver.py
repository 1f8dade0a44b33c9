"""A receiver of webhooks: a real HTTP server that keeps what it is sent and answers as the test says."""

import http.server
import ssl
import threading
from collections.abc import Callable
from typing import NamedTuple

from jiaozi.clock import SystemClock
from jiaozi.webhooks.signing import verify


class Message(NamedTuple):
    """A request that came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        """Its event's id."""
        return self.headers["webhook-id"]

    def verified(self, secret: str) -> dict[str, object]:
        """The event, by the platform's own check."""
        return verify(secret, self.headers, self.body, SystemClock().now() // 1_000_000)


Answer = Callable[[Message], int | bytes]
"""The status to answer, or the very bytes (empty: hang up)."""


class Receiver:
    """Listens on loopback until it is stopped. `answer` may be replaced at any time."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.messages: list[Message] = []
        self.answer: Answer = lambda _: 204
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        if context is not None:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_port
        self.url = f"{'http' if context is None else 'https'}://127.0.0.1:{self.port}/hooks"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    @property
    def ids(self) -> list[str]:
        """The events that came, in order."""
        return [message.id for message in self.messages]

    def stop(self) -> None:
        """Stops listening."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[http.server.BaseHTTPRequestHandler]:
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                message = Message(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
                receiver.messages.append(message)
                said = receiver.answer(message)
                if isinstance(said, bytes):
                    self.wfile.write(said)
                    self.close_connection = True
                    return
                self.send_response(said)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def do_GET(self) -> None:
                receiver.messages.append(Message(self.path, {"method": "GET", "webhook-id": "GET"}, b""))
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Says nothing."""

        return Handler
