"""How the platform speaks to a bank outside: the messages, and a connection over HTTP.

A bank knows every order by the platform's id, does it once, and never changes its mind: `done`, `refused`, or
`cancelled` for one that it was told to do no more, even if the order itself arrives only later. A done order that it is
asked to take back becomes `reversed`, or `kept` when the bank cannot, for example because the account is gone.
"""

import hmac
import json
import ssl
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol
from urllib.parse import urlsplit

from jiaozi import interchange
from jiaozi.addresses import is_loopback, is_private_line, is_public, parse
from jiaozi.clock import Seconds, monotonic_s
from jiaozi.keyring import Keyring

if TYPE_CHECKING:
    import httpx

TIMEOUT_S: Final = 10
ANSWER_MAX: Final = 64 * 1024
STATES: Final = ("done", "refused", "cancelled", "reversed", "kept")
SIGNATURE: Final = "X-Signature"


class BankOrder(NamedTuple):
    """What a bank is asked: to `debit` or `credit` a customer's account with fen of CNY."""

    order: str
    act: str
    account: str
    amount_minor: int


class BankAnswer(NamedTuple):
    """What a bank says of an order, with its own reference."""

    state: str
    reference: str


class BankUnreachable(Exception):
    """No answer, or none that can be believed: what the bank did is not known."""


class BankConnector(Protocol):
    """A connection to one bank. Every call may raise `BankUnreachable`."""

    def send(self, order: BankOrder) -> BankAnswer:
        """Asks the bank to do an order; a repetition gets the first answer."""

    def ask(self, order: str) -> BankAnswer | None:
        """What became of an order; None when the bank has never heard of it."""

    def cancel(self, order: str) -> BankAnswer:
        """Has the bank do an order no more, unless it is done or refused already."""

    def reverse(self, order: str) -> BankAnswer:
        """Has the bank take a done order back, once: `reversed`, or `kept` when it cannot."""


def signature(key: bytes, method: str, path: str, body: bytes) -> str:
    """Proves to a bank that a message is the platform's: HMAC-SHA256 over method, path and body."""
    return hmac.digest(key, b"\0".join((method.encode(), path.encode(), body)), "sha256").hex()


def key_of(keyring: Keyring, code: str) -> bytes:
    """The key that the platform shares with a bank."""
    return keyring.derive(f"external bank {code}")


class HttpBank:
    """A bank behind HTTP. Redirects are not followed, answers are bounded, and times are short."""

    def __init__(self, url: str, key: bytes, *, timeout_s: Seconds = TIMEOUT_S) -> None:
        import httpx  # which few platforms need: most know no bank outside

        self._base = urlsplit(url).path.rstrip("/")
        self._key = key
        self._timeout_s = timeout_s
        context = ssl.create_default_context()  # as webhooks: the machine's authorities
        self._failure = httpx.HTTPError
        self._http = httpx.Client(
            base_url=url.rstrip("/"), timeout=timeout_s, follow_redirects=False, trust_env=False, verify=context
        )

    def send(self, order: BankOrder) -> BankAnswer:
        """Asks the bank to do an order. Raises `BankUnreachable`."""
        return self._known(self._call("POST", "/orders", order._asdict()))

    def ask(self, order: str) -> BankAnswer | None:
        """What became of an order. Raises `BankUnreachable`."""
        return self._call("GET", f"/orders/{order}")

    def cancel(self, order: str) -> BankAnswer:
        """Has the bank do an order no more. Raises `BankUnreachable`."""
        return self._known(self._call("POST", f"/orders/{order}/cancellation", {}))

    def reverse(self, order: str) -> BankAnswer:
        """Has the bank take a done order back. Raises `BankUnreachable`."""
        return self._known(self._call("POST", f"/orders/{order}/reversal", {}))

    def close(self) -> None:
        """Closes the connections."""
        self._http.close()

    def _known(self, answer: BankAnswer | None) -> BankAnswer:
        if answer is None:
            raise BankUnreachable("404")
        return answer

    def _call(self, method: str, path: str, body: Mapping[str, object] | None = None) -> BankAnswer | None:
        sent = b"" if body is None else json.dumps(body).encode()
        headers = {SIGNATURE: signature(self._key, method, self._base + path, sent), "Content-Type": "application/json"}
        end_s = monotonic_s() + self._timeout_s
        try:
            with self._http.stream(method, path, content=sent, headers=headers) as answer:
                if answer.status_code == 404 and method == "GET":
                    return None
                if answer.status_code != 200:
                    raise BankUnreachable(str(answer.status_code))
                return _read(_body(answer, end_s))
        except self._failure as error:
            raise BankUnreachable(type(error).__name__) from error


def _body(answer: "httpx.Response", end_s: Seconds) -> bytes:
    """What a bank answered, as far as it is short and comes in time."""
    body = b""
    for part in answer.iter_raw():
        body += part
        if len(body) > ANSWER_MAX or monotonic_s() > end_s:
            raise BankUnreachable("too much, or too slow")
    return body


def _read(body: bytes) -> BankAnswer:
    try:
        found = interchange.read(body)
        state, reference = found["state"], found["reference"]
    except (ValueError, KeyError, TypeError) as error:
        raise BankUnreachable("unreadable") from error
    if state not in STATES or not isinstance(reference, str) or len(reference) > 64:
        raise BankUnreachable("unreadable")
    return BankAnswer(state, reference)


def addresses(text: str) -> dict[str, str]:
    """Banks and where they are, from the setting `JIAOZI_BANKS`: `ccb=https://bank.example/v1 abc=https://...`.

    Raises `ValueError` for anything else, without repeating the address, which may hold a password; plain HTTP only to
    this machine. A bank may be at the end of a private line, so of the addresses that are no hosts of the open Internet
    those for private use are allowed.
    """
    found: dict[str, str] = {}
    for entry in text.split():
        code, separator, url = entry.partition("=")
        if not separator or not code or code in found or not _is_where_a_bank_is(url):
            name = code if separator else "CODE"
            raise ValueError(f"JIAOZI_BANKS: {name}=https://...")
        found[code] = url
    return found


def _is_where_a_bank_is(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    local = parts.scheme == "http" and host in ("127.0.0.1", "::1", "localhost")
    return bool(host) and _may_be_a_bank(host) and (parts.scheme == "https" or local)


def _may_be_a_bank(host: str) -> bool:
    literal = parse(host) is not None or ":" in host
    return not literal or is_public(host) or is_private_line(host) or is_loopback(host)
