"""A database's server on another host is known by its certificate, unless the URL says otherwise."""

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from jiaozi import urls
from jiaozi.config import Settings
from jiaozi.db.engine import ConnectionLost, DatabaseError
from jiaozi.db.oceanbase import OceanBaseEngine

pytestmark = pytest.mark.only_engine("sqlite")  # the server is a socket that speaks the beginning of the protocol
HOST = "127.0.0.2"  # of this machine, but not one of the names by which TLS is left out
PLAIN, SSL = 0x0200 | 0x8000 | 0x00080000, 0x0800


class Server:
    """Greets as a MySQL server does, takes TLS when it offers it, and ends after the login."""

    def __init__(self, pem: Path | None) -> None:
        self._pem = pem
        self._socket = socket.create_server((HOST, 0))
        self.url = f"oceanbase://root:secret@{HOST}:{self._socket.getsockname()[1]}/jiaozi"
        self.logins: list[tuple[bool, bytes]] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(10)
                self._greet(connection)

    def _greet(self, connection: socket.socket) -> None:
        flags = PLAIN | (SSL if self._pem else 0)
        text = (
            b"\x0a5.7.25\x00"
            + struct.pack("<I", 1)
            + b"12345678\x00"
            + struct.pack("<HBHH", flags & 0xFFFF, 45, 2, flags >> 16)
        )
        text += b"\x15" + b"\x00" * 10 + b"123456789012\x00mysql_native_password\x00"
        connection.sendall(struct.pack("<I", len(text))[:3] + b"\x00" + text)
        try:
            first = connection.recv(36)
            if self._pem and first[:1] == b"\x20":  # so short is what asks for TLS
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(self._pem)
                with context.wrap_socket(connection, server_side=True) as secured:
                    self.logins.append((True, secured.recv(4096)))
            elif first:
                self.logins.append((False, first + connection.recv(4096)))
        except OSError:
            pass

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def pem(tmp_path: Path) -> Path:
    """A certificate for the host that nobody has signed but itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    made = made.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
    written = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = tmp_path / "server.pem"
    path.write_bytes(written + text)
    return path


@pytest.fixture
def serve() -> Iterator[Callable[[Path | None], Server]]:
    servers: list[Server] = []

    def make(pem: Path | None) -> Server:
        servers.append(Server(pem))
        return servers[-1]

    yield make
    for server in servers:
        server.close()


def connect(url: str) -> None:
    """Connects, as every process does."""
    place = urls.read(url)
    assert isinstance(place, urls.Server)
    OceanBaseEngine(place).connect()


def test_a_server_whose_certificate_nobody_vouches_for_is_told_no_password(
    pem: Path, serve: Callable[[Path | None], Server]
) -> None:
    server = serve(pem)
    with pytest.raises(DatabaseError, match="certificate") as refused:
        connect(server.url)
    assert not isinstance(refused.value, ConnectionLost)  # trying again would change nothing
    assert server.logins == []


def test_a_server_without_tls_is_told_no_password(serve: Callable[[Path | None], Server]) -> None:
    server = serve(None)
    with pytest.raises(DatabaseError, match=r"\?tls=off"):
        connect(server.url)
    assert server.logins == []


def test_a_certificate_that_this_machine_trusts_is_enough(
    pem: Path, serve: Callable[[Path | None], Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    server = serve(pem)
    with pytest.raises(ConnectionLost):  # it ends after the login
        connect(server.url)
    assert [secured for secured, _ in server.logins] == [True]


@pytest.mark.parametrize(("said", "secured"), [("unverified", True), ("off", False)])
def test_who_says_so_by_name_does_without(
    said: str, secured: bool, pem: Path, serve: Callable[[Path | None], Server]
) -> None:
    server = serve(pem)
    with pytest.raises(ConnectionLost):
        connect(f"{server.url}?tls={said}")
    assert [each for each, _ in server.logins] == [secured]
    assert b"root" in server.logins[0][1]


@pytest.mark.parametrize("query", ["?tls=", "?tls=no", "?tls=off&tls=off", "?ssl=off", "?tls=off#"])
def test_anything_else_is_no_url(query: str) -> None:
    with pytest.raises(ValueError, match="tls=unverified"):
        urls.read(f"oceanbase://root@db.example/jiaozi{query}")


def test_the_test_world_beside_it_is_spoken_to_in_the_same_way() -> None:
    live = Settings(db_url="oceanbase://root@db.example/jiaozi?tls=unverified")
    assert live.of_test_world().database_url() == "oceanbase://root@db.example/jiaozi_test?tls=unverified"
    assert Settings(db_url="sqlite:////a/b.db").of_test_world().database_url() == "sqlite:////a/b-test.db"
