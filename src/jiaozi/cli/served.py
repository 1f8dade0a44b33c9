"""What goes through a running server with an API key, as any other program would: its options, and its answers."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from jiaozi.cli import demo_keys
from jiaozi.cli.session import Refused
from jiaozi.errors import ERRORS

if TYPE_CHECKING:
    from jiaozi_sdk import ApiError, Client
    from jiaozi_sdk.devices import DeviceKey

Url = Annotated[
    str,
    typer.Option(
        "--url",
        envvar="JIAOZI_URL",
        default_factory=demo_keys.address,
        show_default=f"where `jiaozi up` serves, else {demo_keys.LOCAL}",
        help="Where the platform is served.",
    ),
]
ApiKey = Annotated[str, typer.Option("--api-key", envvar="JIAOZI_API_KEY", help="Your key; see `jiaozi demo`.")]
Signer = Annotated[str, typer.Option("--device", help="The device that signs: dev_...")]
SignerKey = Annotated[str, typer.Option("--device-key", metavar="FILE", help="That device's private key.")]
Pin = Annotated[bool, typer.Option("--pin/--no-pin", help="Whether the user has proved to the device who it is.")]

_FAR: Final = "9000-01-01T00:00:00+08:00"
"""Later than any time that is meant, and early enough to count on from."""


@contextmanager
def served(url: str, api_key: str, device: str = "", device_key: str = "", *, pin: bool = True) -> "Iterator[Client]":
    """A client of the server at `url`, which signs when a device is named.

    Raises `Refused` with what the server said, that it did not answer and with which key to ask again, or that there is
    no API key to ask with.
    """
    from jiaozi_sdk import Client
    from jiaozi_sdk.devices import DeviceSigner, clock_of

    check_url(url)
    if bool(device) != bool(device_key):
        raise typer.BadParameter("--device and --device-key go together", param_hint="--device")
    if not api_key.strip():
        raise Refused("credentials_missing", "--api-key or JIAOZI_API_KEY; see `jiaozi demo`")
    if not (api_key.isascii() and api_key.isprintable()):
        raise Refused("credentials_invalid", "--api-key or JIAOZI_API_KEY; see `jiaozi demo`")
    with asking(url), Client(url, api_key) as unsigned:
        if not device:
            yield unsigned
            return
        signer = DeviceSigner(device, read_key(Path(device_key)), user_verified=pin, now_s=clock_of(unsigned))
        with Client(url, api_key, signer=signer) as client:
            yield client


@contextmanager
def asking(url: str) -> Iterator[None]:
    """Asks the server at `url`. Raises `Refused` with what it said, or that it did not answer."""
    from jiaozi_sdk import ApiError

    check_url(url)
    try:
        yield
    except ApiError as error:
        raise _refused(url, error) from error


def _refused(url: str, error: "ApiError") -> Refused:
    """What the server said, or that it is not known, and then with which key to ask again."""
    if error.code in ERRORS and error.code != "outcome_unknown":
        return as_told(error.code, error.detail, error.rule, error.detail_zh, error.rule_zh, error.citation)
    if 400 <= error.status < 500 and error.code != "answer_unreadable":
        return Refused("refusal_unknown", f"{error.code}: {error.detail}", error.rule)
    if error.key and error.sent:
        return Refused("outcome_unknown", f"{url}: {error.detail}; --idempotency-key {error.key}")
    return Refused("server_unreachable", f"{url}: {error.detail}")


def as_told(code: str, detail: str, rule: str, detail_zh: str, rule_zh: str, citation: str) -> Refused:
    """A refusal in the words of the server, which may be of a later version."""
    if code not in ERRORS:
        return Refused("refusal_unknown", f"{code}: {detail}", rule)
    cited = f" ({citation})" if citation else ""
    return Refused(code, detail, rule + cited, detail_zh, rule_zh + cited)


def codes_of(client: "Client") -> Callable[[], Mapping[str, str]]:
    """What asks once for the codes of all institutions, by their ids."""
    return cache(lambda: {each.id: each.code for each in client.institutions.list()})


def institution_of(client: "Client", text: str) -> str:
    """The id of an institution that is named by its code, such as icbc, or by its id. Raises `Refused`:
    `institution_not_found`."""
    if not text or text.startswith("ins_"):
        return text
    found = next((number for number, code in codes_of(client)().items() if code == text), None)
    if found is None:
        raise Refused("institution_not_found", text)
    return found


def now_of(client: "Client") -> int:
    """The platform's time in microseconds. Raises `Refused`: the server says none."""
    from jiaozi.clock import parse_time

    now = client.world().now
    try:
        found = parse_time(now)
        if not 0 < found < parse_time(_FAR):
            raise ValueError(now)
    except (ValueError, OverflowError) as error:
        raise Refused("server_unreachable", f"{now!r} is not a time") from error
    return found


def check_url(url: str) -> None:
    """What paths are added to. Raises `typer.BadParameter`, which does not repeat what may hold a password."""
    check_address(url, "--url")
    if "?" in url:
        raise typer.BadParameter("an address has no query here", param_hint="--url")


def check_address(url: str, said: str) -> None:
    """What is asked as it is. Raises `typer.BadParameter`, as `check_url` does."""
    import httpx

    from jiaozi.webhooks.addresses import is_written_as_one

    if not is_written_as_one(url):
        raise typer.BadParameter("an address of visible ASCII characters, others escaped by %", param_hint=said)
    try:
        parts = httpx.URL(url)
        named = bool(parts.host) and not parts.userinfo and 0 < (parts.port or 80) <= 65_535
        good = parts.scheme in ("http", "https") and named and "#" not in url
    except (httpx.InvalidURL, ValueError):
        good = False
    if not good:
        raise typer.BadParameter(f"an address such as {demo_keys.LOCAL}, without user and password", param_hint=said)


def read_key(file: Path) -> "DeviceKey":
    """The private key of a file. Raises `Refused`."""
    from jiaozi_sdk.devices import DeviceKey

    try:
        return DeviceKey.from_pem(file.read_bytes())
    except OSError as error:
        raise Refused("file_unusable", str(file)) from error
    except ValueError as error:
        raise Refused("device_key_invalid", str(file)) from error
