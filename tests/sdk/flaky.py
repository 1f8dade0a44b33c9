"""A server on a real socket that fails as told."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

LATE_S = 1.5
"""How long it is silent when told to be late; programs wait for less."""


class Answer(NamedTuple):
    """An answer to give. `cut` sends half of it and ends the connection."""

    status: int
    body: Any
    headers: tuple[tuple[str, str], ...] = ()
    cut: bool = False


class Drip(NamedTuple):
    """Bytes to begin with, and bytes to go on with, again and again, never silent for long."""

    first: bytes
    then: bytes


DROP, LATE = "drop", "late"
Act = str | Answer | Drip


class Asked(NamedTuple):
    """A request as it came: its first line, its key, when, and its body."""

    line: str
    key: str
    at_s: float
    body: bytes


class Flaky:
    """Does one act of its script for each request, the last one for ever."""

    def __init__(self, *script: Act) -> None:
        self.asked: list[Asked] = []
        self.was_asked = threading.Event()
        self._script = list(script)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            request = self._read(connection)
            if request is None:
                return
            self.asked.append(request)
            self.was_asked.set()
            act = self._script.pop(0) if len(self._script) > 1 else self._script[0]
            if act == LATE:
                time.sleep(LATE_S)
            elif isinstance(act, Answer):
                text = raw(act)
                connection.sendall(text[: len(text) - 5] if act.cut else text)
            elif isinstance(act, Drip):
                drip(connection, act)

    def _read(self, connection: socket.socket) -> Asked | None:
        data = b""
        while b"\r\n\r\n" not in data:
            piece = connection.recv(65_536)
            if not piece:
                return None
            data += piece
        head, _, body = data.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        while len(body) < int(headers.get("content-length", "0")):
            body += connection.recv(65_536)
        return Asked(lines[0], headers.get("idempotency-key", ""), time.monotonic(), body)

    def close(self) -> None:
        """Takes no more connections, not even one that is being waited for."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


def drip(connection: socket.socket, act: Drip) -> None:
    """Drips until the other side has had enough; after a while in any case."""
    with suppress(OSError):
        connection.sendall(act.first)
        for _ in range(100):
            time.sleep(0.1)
            connection.sendall(act.then)


def raw(answer: Answer) -> bytes:
    """An answer as its bytes, which ends the connection."""
    body = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
    kind = "text/html" if isinstance(answer.body, bytes) else "application/json"
    headers = [("Content-Type", kind), ("Content-Length", str(len(body))), ("Connection", "close"), *answer.headers]
    lines = [f"HTTP/1.1 {answer.status} Said", *(f"{name}: {value}" for name, value in headers), "", ""]
    return "\r\n".join(lines).encode() + body


def problem(code: str, status: int, *, retryable: bool = False, **headers: str) -> Answer:
    """A problem as the platform says it."""
    body = {
        "type": f"/errors/{code}", "title": "It is so.", "title_zh": "如此。", "status": status, "code": code,
        "detail": "and why", "rule": "limits.class-iv", "request_id": "r-17", "retryable": retryable,
    }  # fmt: skip
    return Answer(status, body, tuple((name.replace("_", "-"), value) for name, value in headers.items()))


@contextmanager
def flaky(*script: Act) -> Iterator[Flaky]:
    """Such a server, for a while."""
    server = Flaky(*script)
    yield server
    server.close()
