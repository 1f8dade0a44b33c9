"""`jiaozi device`: holders' devices and their keys, through a running server."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from jiaozi import files
from jiaozi.cli.commands import Asking, Local, group
from jiaozi.cli.derived import Served
from jiaozi.cli.printing import show
from jiaozi.cli.served import ApiKey, Url, read_key, served
from jiaozi.cli.session import Refused, Session
from jiaozi.cli.words import Key, Reason, Word, argument, option

if TYPE_CHECKING:
    from jiaozi_sdk import Client

Holder = Annotated[str, argument("holder", "Whose device: hld_...")]
KeyFile = Annotated[Path, typer.Argument(metavar="FILE", help="The device's private key; see `jiaozi device new`.")]


def new(
    session: Session,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the private key is written, for you alone.")],
    algorithm: Annotated[
        Literal["ed25519", "ecdsa-p256-sha256"], typer.Option("--algorithm", help="How it signs.")
    ] = "ed25519",
) -> None:
    """Make a device's key. The private key is written to FILE and nowhere else; the public one is printed."""
    from jiaozi_sdk.devices import DeviceKey

    key = DeviceKey.generate(algorithm)
    try:
        files.add(file, key.to_pem())
    except FileExistsError as error:
        raise Refused("file_exists", str(file)) from error
    data = {"algorithm": key.algorithm, "public_key": key.public, "file": str(file)}
    session.show(data, lambda out: out.print(data["public_key"]))


def register(
    session: Session,
    client: "Client",
    holder: Holder,
    file: KeyFile,
    label: Annotated[str, option("label", "Your own word for it, such as phone.")] = "",
    key: Key = "",
) -> None:
    """Register a device: the first one freely; a further one is signed by --device. From then on the holder signs."""
    fresh = read_key(file)
    made = client.holders.devices.create(
        holder, algorithm=fresh.algorithm, public_key=fresh.public, label=label, key=key
    )
    show(session, made)


def rebind(
    session: Session,
    client: "Client",
    holder: Holder,
    file: KeyFile,
    check: Annotated[str, argument("check", "The papers of the identity check.")],
    reason: Reason,
    key: Key = "",
) -> None:
    """Propose to bind a device after a check of who its holder is. A second person approves it; for a day it moves
    little."""
    fresh = read_key(file)
    proposed = client.holders.devices.rebind(
        holder, algorithm=fresh.algorithm, public_key=fresh.public, identity_check=check, reason=reason, key=key
    )
    show(session, proposed)


def rotate(
    session: Session,
    device: Annotated[str, argument("device")],
    file: KeyFile,
    fresh: Annotated[Path, typer.Argument(metavar="NEW", help="The new private key.")],
    key: Key = "",
    *,
    url: Url,
    api_key: ApiKey = "",
) -> None:
    """Replace a device's key by a new one, signed with the old, which is not accepted from then on."""
    made = read_key(fresh)
    with served(url, api_key, device, str(file)) as client:
        show(session, client.devices.rotate(device, algorithm=made.algorithm, public_key=made.public, key=key))


HOLDER = "hld_0A1B2C3D4E5F6"
COMMANDS = (
    group(
        "device",
        "Holders' devices, whose keys sign what their holders instruct.",
        Local("new", new, "jiaozi device new phone.pem --algorithm ed25519"),
        Asking("register", register, f"jiaozi device register {HOLDER} phone.pem --label phone", signed=True),
        Asking(
            "rebind", rebind, f"jiaozi device rebind {HOLDER} phone.pem 'ID card seen, form 17' --reason 'phone lost'"
        ),
        Served("list", "holders.devices.list", "holder", prints="id state algorithm label"),
        Local("rotate", rotate, "jiaozi device rotate dev_0A1B2C3D4E5F6 phone.pem new.pem"),
        Served("revoke", "devices.revoke", "device"),
        Served(
            "lost",
            "devices.report_loss",
            "device reason",
            words={"reason": Word("Why it is reported.", "'left in a taxi'")},
        ),
        Served("allow", "holders.small_amounts.set", "holder payment_minor day_minor"),
    ),
)
