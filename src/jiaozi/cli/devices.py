"""`jiaozi device`: holders' devices and their keys, through a running server."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jiaozi import files
from jiaozi.cli.served import LOCAL, ApiKey, Key, Signer, SignerKey, Url, plain, read_key, served
from jiaozi.cli.session import Refused, Session, command

if TYPE_CHECKING:
    from rich.console import Console

Holder = Annotated[str, typer.Argument(metavar="HOLDER", help="Whose device: hld_...")]
Device = Annotated[str, typer.Argument(metavar="DEVICE", help="The device: dev_...")]
KeyFile = Annotated[Path, typer.Argument(metavar="FILE", help="The device's private key; see `jiaozi device new`.")]

devices = typer.Typer(no_args_is_help=True, help="Holders' devices, whose keys sign what their holders instruct.")


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    app.add_typer(devices, name="device")


def _show(session: Session, done: Any, *names: str) -> None:
    data = plain(done)
    session.show(data, lambda out: out.print("  ".join(str(data[name]) for name in names), highlight=False))


@command(devices, "new", example="jiaozi device new phone.pem --algorithm ed25519")
def new(
    session: Session,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the private key is written, for you alone.")],
    algorithm: Annotated[str, typer.Option("--algorithm", help="ed25519 or ecdsa-p256-sha256.")] = "ed25519",
) -> None:
    """Make a device's key. The private key is written to FILE and nowhere else; the public one is printed."""
    from jiaozi_sdk.devices import DeviceKey

    try:
        key = DeviceKey.generate(algorithm)
    except ValueError as error:
        raise typer.BadParameter("ed25519 or ecdsa-p256-sha256", param_hint="--algorithm") from error
    try:
        files.add(file, key.to_pem())
    except FileExistsError as error:
        raise Refused("file_exists", str(file)) from error
    data = {"algorithm": key.algorithm, "public_key": key.public, "file": str(file)}
    session.show(data, lambda out: out.print(data["public_key"], highlight=False))


@command(devices, "register", example="jiaozi device register hld_0A1B2C3D4E5F6 phone.pem --label phone")
def register(
    session: Session,
    holder: Holder,
    file: KeyFile,
    label: Annotated[str, typer.Option("--label", help="Your own word for it, such as phone.")] = "",
    device: Signer = "",
    device_key: SignerKey = "",
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Register a device: the first one freely; a further one is signed by --device. From then on the holder signs."""
    fresh = read_key(file)
    with served(url, api_key, device, device_key) as client:
        done = client.holders.devices.create(
            holder, algorithm=fresh.algorithm, public_key=fresh.public, label=label, key=key
        )
    _show(session, done, "device")


@command(
    devices,
    "rebind",
    example="jiaozi device rebind hld_0A1B2C3D4E5F6 phone.pem 'ID card seen, form 17' --reason 'phone lost'",
)
def rebind(
    session: Session,
    holder: Holder,
    file: KeyFile,
    check: Annotated[str, typer.Argument(metavar="CHECK", help="The papers of the identity check.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; the second person reads it.")],
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Propose to bind a device after a check of who its holder is. A second person approves it; for a day it moves
    little."""
    fresh = read_key(file)
    with served(url, api_key) as client:
        done = client.holders.devices.rebind(
            holder, algorithm=fresh.algorithm, public_key=fresh.public, identity_check=check, reason=reason, key=key
        )
    _show(session, done, "proposal", "expires_at")


@command(devices, "list", example="jiaozi device list hld_0A1B2C3D4E5F6")
def list_(session: Session, holder: Holder, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """Show all devices a holder has had."""
    with served(url, api_key) as client:
        data = [plain(each) for each in client.holders.devices.list(holder)]

    def render(out: "Console") -> None:
        for row in data:
            out.print(f"{row['id']}  {row['status']:<8} {row['algorithm']:<18} {row['label']}", highlight=False)

    session.show(data, render)


@command(devices, "rotate", example="jiaozi device rotate dev_0A1B2C3D4E5F6 phone.pem new.pem")
def rotate(
    session: Session,
    device: Device,
    file: KeyFile,
    fresh: Annotated[Path, typer.Argument(metavar="NEW", help="The new private key.")],
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Replace a device's key by a new one, signed with the old, which is not accepted from then on."""
    made = read_key(fresh)
    with served(url, api_key, device, str(file)) as client:
        done = client.devices.rotate(device, algorithm=made.algorithm, public_key=made.public, key=key)
    _show(session, done, "device")


@command(devices, "revoke", example="jiaozi device revoke dev_0A1B2C3D4E5F6")
def revoke(session: Session, device: Device, key: Key = "", url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """End a device: once this is answered, nothing it signed is accepted."""
    with served(url, api_key) as client:
        done = client.devices.revoke(device, key=key)
    _show(session, done, "device", "revoked_at")


@command(devices, "lost", example="jiaozi device lost dev_0A1B2C3D4E5F6 'left in a taxi'")
def lost(
    session: Session,
    device: Device,
    reason: Annotated[str, typer.Argument(metavar="REASON", help="Why it is reported.")],
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """End a lost device and freeze what may go out of all its holder's wallets."""
    with served(url, api_key) as client:
        done = client.devices.report_loss(device, reason=reason, key=key)
    _show(session, done, "device", "revoked_at")


@command(
    devices,
    "allow",
    example="jiaozi device allow hld_0A1B2C3D4E5F6 200 500 --device dev_0A1B2C3D4E5F6 --device-key phone.pem",
)
def allow(
    session: Session,
    holder: Holder,
    payment: Annotated[str, typer.Argument(metavar="YUAN", help="At most so much in one payment; 0 for nothing.")],
    day: Annotated[str, typer.Argument(metavar="YUAN", help="At most so much on a day.")],
    device: Signer = "",
    device_key: SignerKey = "",
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Allow payments without the PIN up to these amounts."""
    with served(url, api_key, device, device_key) as client:
        done = client.holders.small_amounts.set(holder, payment_minor=_minor(payment), day_minor=_minor(day), key=key)
    _show(session, done, "holder", "payment", "day")


def _minor(yuan: str) -> int:
    from jiaozi.money import parse_yuan

    try:
        return 0 if yuan == "0" else parse_yuan(yuan)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="YUAN") from error
