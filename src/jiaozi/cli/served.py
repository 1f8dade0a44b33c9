"""Commands that go through a running server with an API key, as any other program would: their options and helpers."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from jiaozi.cli.session import Refused, Session
from jiaozi.errors import ERRORS

if TYPE_CHECKING:
    from rich.console import Console

    from jiaozi.client import Client, DeviceKey

Url = Annotated[str, typer.Option("--url", envvar="JIAOZI_URL", help="Where the platform is served.")]
ApiKey = Annotated[str, typer.Option("--api-key", envvar="JIAOZI_API_KEY", help="Your key; see `jiaozi demo`.")]
Key = Annotated[str, typer.Option("--idempotency-key", help="The same key never acts twice.")]
Signer = Annotated[str, typer.Option("--device", help="The device that signs: dev_...")]
SignerKey = Annotated[str, typer.Option("--device-key", metavar="FILE", help="That device's private key.")]
Pin = Annotated[bool, typer.Option("--pin/--no-pin", help="Whether the user has proved to the device who it is.")]
LOCAL: Final = "http://127.0.0.1:8000"


@contextmanager
def served(url: str, api_key: str, device: str = "", device_key: str = "", *, pin: bool = True) -> "Iterator[Client]":
    """A client of the server at `url`, which signs when a device is named.

    Raises `Refused` with what the server said, or that it did not answer and with which key to ask again.
    """
    from jiaozi.client import ApiError, Client, DeviceSigner

    if bool(device) != bool(device_key):
        raise typer.BadParameter("--device and --device-key go together", param_hint="--device")
    try:
        with Client(url, api_key) as plain:
            if not device:
                yield plain
                return
            signer = DeviceSigner(device, read_key(Path(device_key)), user_verified=pin, now_s=plain.now_s)
            with Client(url, api_key, signer=signer) as client:
                yield client
    except ApiError as error:
        if error.code not in ERRORS:
            raise Refused("outcome_unknown", f"{url} does not answer; --idempotency-key {error.key}") from error
        raise Refused(error.code, error.detail, error.rule) from error


def read_key(file: Path) -> "DeviceKey":
    """The private key of a file. Raises `Refused`."""
    from jiaozi.client import DeviceKey

    try:
        return DeviceKey.from_pem(file.read_bytes())
    except OSError as error:
        raise Refused("file_unusable", str(file)) from error
    except ValueError as error:
        raise Refused("device_key_invalid", str(file)) from error


def minor_of(yuan: str, hint: str = "--yuan") -> int:
    """The minor units of an amount such as 19.99. Raises `typer.BadParameter`."""
    from jiaozi.money import parse_yuan

    try:
        return parse_yuan(yuan)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=hint) from error


def show(session: Session, found: Any) -> None:
    """Prints an answer, or a list of answers: as JSON when asked to, else what has a value, amounts in yuan."""
    rows = [each.model_dump(mode="json") for each in (found if isinstance(found, list) else [found])]

    def render(out: "Console") -> None:
        for row in rows:
            filled = {name: _text(value) for name, value in row.items() if value not in (None, "", [])}
            if isinstance(found, list):
                out.print("  ".join(filled.values()), highlight=False, markup=False)
            else:
                for name, value in filled.items():
                    out.print(f"{name:<14} {value}", highlight=False, markup=False)

    session.show(rows if isinstance(found, list) else rows[0], render)


def _text(value: Any) -> str:
    from jiaozi.money import format_minor

    return format_minor(value["minor"]) if isinstance(value, dict) and "minor" in value else str(value)
