"""A TCP proxy in front of a MySQL-protocol server that can lose a COMMIT, or only its answer."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from enum import Enum

COM_QUERY = 3


class Loss(Enum):
    """What happens to the next COMMIT."""

    NOTHING = "it is passed on and answered"
    ANSWER = "it is passed on, the connection ends before the answer"
    COMMIT = "it never arrives, the connection ends"
    LATE = "the client's connection ends at once; the COMMIT arrives later"
    SILENCE = "it is passed on, and the client hears nothing more"


class Proxy:
    """Listens on loopback and passes bytes on. `lose(loss)` arms it for one COMMIT."""

    def __init__(self, port: int) -> None:
        self._target = ("127.0.0.1", port)
        self._armed = Loss.NOTHING
        self._lock = threading.Lock()
        self.lost = 0
        self.late = threading.Event()
        """Set to let a COMMIT of `Loss.LATE` arrive."""
        self.arrived = threading.Event()
        """Set when it has been sent on."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._sockets: list[socket.socket] = [self._listener]
        threading.Thread(target=self._accept, daemon=True).start()

    def lose(self, loss: Loss) -> None:
        """Arms the proxy for the next COMMIT."""
        with self._lock:
            self._armed = loss

    def close(self) -> None:
        """Ends every connection."""
        for each in self._sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.create_connection(self._target)
            self._sockets += [client, server]
            muted = threading.Event()
            self._spawn(lambda client=client, server=server, muted=muted: self._requests(client, server, muted))  # type: ignore[misc]
            self._spawn(lambda client=client, server=server, muted=muted: _answers(server, client, muted))  # type: ignore[misc]

    def _spawn(self, work: Callable[[], None]) -> None:
        threading.Thread(target=work, daemon=True).start()

    def _requests(self, client: socket.socket, server: socket.socket, muted: threading.Event) -> None:
        """Client to server, packet by packet, so that a COMMIT is recognised."""
        with suppress(OSError, EOFError):
            while True:
                head = _exactly(client, 4)
                body = _exactly(client, int.from_bytes(head[:3], "little"))
                loss = self._loss_of(body)
                if loss is Loss.NOTHING:
                    server.sendall(head + body)
                    continue
                muted.set()
                if loss is not Loss.SILENCE:
                    client.shutdown(socket.SHUT_RDWR)
                if loss is Loss.LATE:
                    self.late.wait(30)
                if loss is not Loss.COMMIT:
                    server.sendall(head + body)
                    self.arrived.set()
                if loss is Loss.COMMIT:
                    break
                _drain(server, 2.0)
        _end(server)

    def _loss_of(self, body: bytes) -> Loss:
        if body[:1] != bytes([COM_QUERY]) or body[1:].strip().upper() != b"COMMIT":
            return Loss.NOTHING
        with self._lock:
            loss, self._armed = self._armed, Loss.NOTHING
            self.lost += loss is not Loss.NOTHING
            return loss


def _answers(server: socket.socket, client: socket.socket, muted: threading.Event) -> None:
    """Server to client, until the client is to hear nothing more."""
    with suppress(OSError):
        while data := server.recv(65536):
            if muted.is_set():
                return
            client.sendall(data)
        _end(client)


def _exactly(source: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        part = source.recv(count - len(data))
        if not part:
            raise EOFError
        data += part
    return data


def _drain(source: socket.socket, timeout_s: float) -> None:
    """Waits for the server's answer, so that it has dealt with the COMMIT."""
    source.settimeout(timeout_s)
    with suppress(OSError):
        source.recv(65536)


def _end(each: socket.socket) -> None:
    with suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)
    each.close()
