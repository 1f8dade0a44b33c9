"""`jiaozi token`: a payer's token as its device has it, from the shell: enrol, show a code, answer a tap, end."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jiaozi import files, interchange
from jiaozi.cli.commands import Asking, Local, group
from jiaozi.cli.derived import Served
from jiaozi.cli.printing import plain
from jiaozi.cli.served import Pin, now_of
from jiaozi.cli.session import Refused, Session
from jiaozi.cli.words import Key, argument

if TYPE_CHECKING:
    from jiaozi_sdk import Client, PayerToken

TokenFile = Annotated[Path, typer.Argument(metavar="FILE", help="The token; see `jiaozi token enrol`.")]


def enrol(
    session: Session,
    client: "Client",
    wallet: Annotated[str, argument("wallet", "The wallet that is paid from: wal_...")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the token is written, for you alone.")],
    key: Key = "",
) -> None:
    """Get the signing device a token for a wallet. Its secret is written to FILE and nowhere else."""
    if file.exists():
        raise Refused("file_exists", str(file))
    done = client.payer_tokens.create(wallet=wallet, key=key)
    if done.secret is None:
        raise Refused("signature_invalid", "this key was first used by another device")
    kept = plain(done) | {"last_counter": 0}
    files.add(file, json.dumps(kept).encode())
    data = {name: value for name, value in kept.items() if name != "secret"} | {"file": str(file)}
    session.show(data, lambda out: out.print(f"{data['payer_token']}  {data['number']}"))


def code(session: Session, client: "Client", file: TokenFile, pin: Pin = True) -> None:
    """Show the payment code of this moment, by the world's clock; the next one comes with the next step."""
    shown = _token(file, _read(file), client).code(user_verified=pin)
    session.show({"payment_code": shown}, lambda out: out.print(shown))


def tap(
    session: Session,
    file: TokenFile,
    store: Annotated[str, argument("store", "The store that the till named: sto_...")],
    yuan: Annotated[int, argument("amount_minor", "The amount that the till named, such as 19.99.")],
    pin: Pin = True,
) -> None:
    """Answer a till that the device is held to, for this store and this amount. The counter is kept in FILE."""
    kept = _read(file)
    token = _token(file, kept)
    try:
        answer = token.tap(store, yuan, user_verified=pin)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="STORE") from error
    files.write(file, json.dumps(kept | {"last_counter": token.last_counter}).encode())
    session.show(answer, lambda out: out.print(" ".join(map(str, answer.values()))))


def _read(file: Path) -> dict[str, Any]:
    try:
        found = interchange.read(file.read_text(encoding="utf-8"))
        return {name: found[name] for name in ("payer_token", "number", "secret", "step_s", "last_counter")}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refused("file_unusable", str(file)) from error


def _token(file: Path, kept: dict[str, Any], client: "Client | None" = None) -> "PayerToken":
    """The token of a file; with a client, on the clock of its world."""
    from jiaozi.clock import SECOND_US
    from jiaozi_sdk import PayerToken

    now_s = now_of(client) // SECOND_US if client else 0
    try:
        return PayerToken(
            kept["number"],
            kept["secret"] or "",
            int(kept["step_s"]),
            last_counter=int(kept["last_counter"]),
            now_s=lambda: now_s,
        )
    except (ValueError, TypeError) as error:
        raise Refused("file_unusable", str(file)) from error


COMMANDS = (
    group(
        "token",
        "Payers' tokens: what a device shows tills to pay from a wallet.",
        Asking(
            "enrol",
            enrol,
            "jiaozi token enrol wal_0A1B2C3D4E5F6 token.json --device dev_0A1B2C3D4E5F6 --device-key phone.pem",
            signed=True,
        ),
        Asking("code", code, "jiaozi token code token.json"),
        Local("tap", tap, "jiaozi token tap token.json sto_0A1B2C3D4E5F6 19.99"),
        Served("list", "wallets.payer_tokens.list", "wallet"),
        Served("end", "payer_tokens.revoke", "payer_token"),
        Served(
            "charged",
            "payer_tokens.presentations.list",
            "payer_token",
            words={"counter": "Only what was charged for this counter."},
        ),
    ),
)
