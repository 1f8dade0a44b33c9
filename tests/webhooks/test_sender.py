"""The sender reaches public addresses only, follows nothing, waits for nobody, and believes no certificate."""

import datetime as dt
import ipaddress
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import httpcore
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from jiaozi.addresses import Address, is_public, special_blocks
from jiaozi.clock import monotonic_s
from jiaozi.webhooks import sender as sender_module
from jiaozi.webhooks.addresses import may_reach, url_fault
from jiaozi.webhooks.sender import LOOKUPS_MAX, Sender
from tests.ports import free_port
from tests.worlds.receiver import Message, Receiver

NAT64 = ipaddress.ip_network("64:ff9b::/96")
PRIVATE = (
    "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "100.100.100.200", "0.0.0.0", "255.255.255.255", "224.0.0.1", "240.0.0.1", "192.0.2.1",
    "198.18.0.1", "168.63.129.16", "::", "::1", "fe80::1", "fe80::1%eth0", "fd00:ec2::254", "fc00::1", "fec0::1",
    "ff02::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::10.0.0.1", "192.0.0.192",
    "192.88.99.1", "192.31.196.1", "192.52.193.1", "192.175.48.1", "3fff::1", "5f00::1", "100:0:0:1::1",
    "2620:4f:8000::1", "2400:3200::5efe:10.0.0.1", "2400:3200::200:5efe:10.0.0.1", "2400:3200::1%eth0",
    "64:ff9b::192.0.0.192", "64:ff9b::169.254.169.254", "64:ff9b:1::1", "2002:7f00:1::1", "2001:0:7f00:1::",
    "2001:db8::1", "no address", "",
)  # fmt: skip
PUBLIC = ("8.8.8.8", "1.1.1.1", "203.119.25.1", "2400:3200::1", "2606:4700::1111", "64:ff9b::8.8.8.8", "::ffff:8.8.8.8")


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_refused_in_every_spelling(address: str) -> None:
    assert not is_public(address)
    sender = Sender(resolve=lambda host, port: [address])
    assert sender.send("https://hooks.example/", {}, b"{}").error == "address_refused"


def test_no_address_of_the_special_purpose_registries_is_public() -> None:
    blocks = [(block, name) for block, name in special_blocks() if block != NAT64]  # there, what it carries decides
    for block, name in blocks:
        for address in (block.network_address, block.broadcast_address):
            assert not is_public(str(address)), name
    assert len(blocks) > 50


@given(st.ip_addresses())
def test_whatever_python_knows_to_be_special_is_not_public(address: Address) -> None:
    """Its release may know less than the registries, never more."""
    if is_public(str(address)) and address not in NAT64:
        shown = getattr(address, "ipv4_mapped", None) or address
        assert shown.is_global
        assert not shown.is_multicast


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_not(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_hiding_an_address_in_ipv6_changes_nothing(address: ipaddress.IPv4Address) -> None:
    shown = is_public(str(address))
    assert is_public(f"::ffff:{address}") == is_public(f"64:ff9b::{address}") == shown
    assert not (shown and (address.is_private or address.is_loopback or address.is_link_local))


@given(st.ip_addresses(v=6))
def test_only_global_unicast_or_what_carries_a_public_address_passes(address: ipaddress.IPv6Address) -> None:
    if is_public(str(address)):
        assert int(address) >> 125 == 1 or int(address) >> 32 in (0xFFFF, 0x64FF9B << 64)


def test_this_machine_is_reached_only_where_it_may_be() -> None:
    assert may_reach("127.0.0.1", loopback=True)
    assert may_reach("::1", loopback=True)
    assert not may_reach("10.0.0.1", loopback=True)
    assert not may_reach("127.0.0.1", loopback=False)


def test_one_private_address_among_public_ones_refuses_them_all() -> None:
    sender = Sender(resolve=lambda host, port: ["8.8.8.8", "10.0.0.1"])
    assert sender.send("https://hooks.example/", {}, b"{}").error == "address_refused"


def test_a_name_that_changes_its_mind_is_looked_up_once(receiver: Receiver) -> None:
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    url = f"http://rebinding.example:{receiver.port}/hooks"
    assert Sender(loopback=True, resolve=rebinding).send(url, {"webhook-id": "x"}, b"{}").status == 204
    assert asked == ["rebinding.example"]
    assert receiver.messages[0].headers["host"] == f"rebinding.example:{receiver.port}"


@pytest.mark.parametrize("name", ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"])
def test_no_proxy_of_the_environment_is_used(receiver: Receiver, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Through a proxy, the address that was checked would not be the one that is reached."""
    monkeypatch.setenv(name, f"http://127.0.0.1:{free_port()}")
    url = f"http://127.0.0.1:{receiver.port}/hooks"
    assert Sender(loopback=True).send(url, {"webhook-id": "x"}, b"{}").status == 204


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://example.com/",
            "https://localhost/",
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://169.254.169.254/",
        ),
        *("https://10.1/", "https://0x7f000001/", "https://2130706433/", "https://example/", "https://db.internal/"),
        *("https://a.local/", "https://user:pw@example.com/", "https://example.com#x", "https://example.com:22/"),
        *(
            "https://example.com:99999/",
            "gopher://example.com/",
            "https://",
            "https://exa mple.com/",
            "https://例.com/",
        ),
        *(
            "https://example.com\\@10.0.0.1/",
            "https://example.com/" + "x" * 500,
            "",
            "//example.com/",
            "https://-a.com/",
        ),
        *(
            "https://example.com./",
            "https://localhost./",
            "https://0177.0.0.1/",
            "https://127.1/",
            "https://[fe80::1%25eth0]/",
        ),
        *(
            "https://example.com:443@10.0.0.1/",
            "https://127。0。0。1/",
            "https://[64:ff9b::a00:1]/",
        ),
        *(
            "https://[::ffff:10.0.0.1]/",
            "https://[2002:a00:1::]/",
            "https://example.com\r\nHost: x/",
            "HTTPS://10.0.0.1/",
        ),
    ],
)
def test_urls_that_are_no_endpoints(url: str) -> None:
    assert url_fault(url, simulated=False)


def test_urls_that_are_endpoints() -> None:
    for url in ("https://example.com/hooks?shop=1", "https://example.com:8443/", "https://8.8.8.8/", "https://a.b.cn"):
        assert url_fault(url, simulated=False) == ""
    for url in ("http://127.0.0.1:8080/x", "http://localhost:9000/", "https://[::1]:8443/"):
        assert url_fault(url, simulated=True) == ""
        assert url_fault(url, simulated=False)
    assert url_fault("http://example.com/", simulated=True)
    assert url_fault("https://10.0.0.1/", simulated=True)


def test_a_name_that_is_not_found_in_time_ends_the_attempt_and_holds_up_no_other(receiver: Receiver) -> None:
    """The system's own look-up has no time-out that could be set."""
    finish, asked = threading.Event(), []

    def slow(host: str, port: int) -> list[str]:
        asked.append(host)
        if host == "slow.example":
            finish.wait(60)
        return ["127.0.0.1"]

    sender = Sender(loopback=True, timeout_s=0.2, resolve=slow)
    try:
        errors = {sender.send("https://slow.example/", {}, b"{}").error for _ in range(3)}
        quick = Sender(loopback=True, resolve=slow)
        assert quick.send(f"http://quick.example:{receiver.port}/", {"webhook-id": "x"}, b"{}").status == 204
        for _ in range(LOOKUPS_MAX - 3):
            sender._names._free.acquire(blocking=False)
        assert sender.send("https://quick.example/", {}, b"{}").error == "timed_out"  # none is free any more
    finally:
        finish.set()
    assert (errors, asked.count("slow.example"), asked.count("quick.example")) == ({"timed_out"}, 3, 1)


def test_an_attempt_ends_in_time_however_slowly_the_message_is_taken() -> None:
    """Each part of a message may be taken within the time, and all of it still not."""
    now = [0.0]

    class Slow(httpcore.NetworkStream):
        taken = 0

        def write(self, buffer: bytes, timeout: float | None = None) -> None:
            assert timeout is not None
            assert timeout <= 10 - now[0]
            now[0] += 4
            self.taken += len(buffer)

    stream = Slow()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sender_module, "monotonic_s", lambda: now[0])
        with pytest.raises(httpcore.WriteTimeout):
            sender_module._Bounded(stream, 10).write(b"x" * 65_536)
    assert stream.taken == 3 * sender_module.WRITE_MAX


def test_headers_without_end_are_no_answer(receiver: Receiver) -> None:
    receiver.answer = lambda _: b"HTTP/1.1 200 OK\r\n" + b"x-more: " + b"y" * 1_000_000
    sent = Sender(loopback=True).send(receiver.url, {"webhook-id": "x"}, b"{}")
    assert (sent.status, sent.error) == (0, "answer_malformed")


def test_an_answers_body_is_not_read_however_long(receiver: Receiver) -> None:
    receiver.answer = lambda _: b"HTTP/1.1 200 OK\r\ncontent-length: 10000000000\r\n\r\n" + b"y" * 100_000
    assert Sender(loopback=True).send(receiver.url, {"webhook-id": "x"}, b"{}").status == 200


def test_a_redirect_is_not_followed(receiver: Receiver) -> None:
    aim = Receiver()
    receiver.answer = lambda _: f"HTTP/1.1 302 Found\r\nLocation: {aim.url}\r\nContent-Length: 0\r\n\r\n".encode()
    assert Sender(loopback=True).send(receiver.url, {"webhook-id": "x"}, b"{}").status == 302
    aim.stop()
    assert aim.messages == []


def test_proxies_of_the_environment_are_not_used(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert Sender(loopback=True).send(receiver.url, {"webhook-id": "x"}, b"{}").status == 204


def test_an_attempt_ends_in_time_however_slowly_the_answer_trickles(receiver: Receiver) -> None:
    finish = threading.Event()

    def trickle(_: Message) -> int:
        finish.wait(30)
        return 200

    receiver.answer = trickle
    started = monotonic_s()
    sent = Sender(loopback=True, timeout_s=0.3).send(receiver.url, {"webhook-id": "x"}, b"{}")
    finish.set()
    assert sent.error == "timed_out"
    assert monotonic_s() - started < 15


@pytest.mark.parametrize(
    ("answer", "error"), [(b"", "answer_malformed"), (b"no HTTP at all\r\n\r\n", "answer_malformed")]
)
def test_answers_that_are_none(receiver: Receiver, answer: bytes, error: str) -> None:
    receiver.answer = lambda _: answer
    sent = Sender(loopback=True).send(receiver.url, {"webhook-id": "x"}, b"{}")
    assert (sent.status, sent.error) == (0, error)


def test_nobody_there() -> None:
    sent = Sender(loopback=True).send(f"http://127.0.0.1:{free_port()}/", {}, b"{}")
    assert (sent.status, sent.error) == (0, "connection_failed")

    def unknown(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    assert Sender(resolve=unknown).send("https://nowhere.example/", {}, b"{}").error == "name_unknown"


class Authority:
    """A certificate for one name, signed by itself."""

    def __init__(self, folder: Path, name: str) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        begin = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject)
            .public_key(key.public_key())
            .serial_number(1)
            .not_valid_before(begin)
            .not_valid_after(begin + dt.timedelta(days=36_500))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
            .sign(key, hashes.SHA256())
        )
        self.file = folder / "certificate.pem"
        self.file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
        form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        (folder / "key.pem").write_bytes(key.private_bytes(*form))
        self.server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.server.load_cert_chain(self.file, folder / "key.pem")


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[tuple[Receiver, Authority]]:
    """A receiver behind TLS for `hooks.example`."""
    authority = Authority(tmp_path, "hooks.example")
    made = Receiver(authority.server)
    yield made, authority
    made.stop()


def test_tls_is_for_the_name_in_the_url_although_the_connection_goes_to_an_address(
    secure: tuple[Receiver, Authority],
) -> None:
    receiver, authority = secure
    trusting = ssl.create_default_context(cafile=str(authority.file))

    def here(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    sender = Sender(loopback=True, resolve=here, context=trusting)
    assert sender.send(f"https://hooks.example:{receiver.port}/", {"webhook-id": "x"}, b"{}").status == 204
    assert sender.send(f"https://other.example:{receiver.port}/", {"webhook-id": "x"}, b"{}").error == "tls_failed"
    stranger = Sender(loopback=True, resolve=here)
    assert stranger.send(f"https://hooks.example:{receiver.port}/", {"webhook-id": "x"}, b"{}").error == "tls_failed"
    assert len(receiver.messages) == 1
