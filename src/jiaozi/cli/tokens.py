"""`jiaozi token`: a payer's token as its device has it, from the shell: enrol, show a code, answer a tap, end."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jiaozi import files, interchange
from jiaozi.cli.served import LOCAL, ApiKey, Key, Signer, SignerKey, Url, minor_of, plain, served, show, word
from jiaozi.cli.session import Refused, Session, command

if TYPE_CHECKING:
    from jiaozi_sdk import Client, PayerToken

Token = Annotated[str, typer.Argument(metavar="TOKEN", help="The token: ptk_...")]
Wallet = Annotated[str, typer.Argument(metavar="WALLET", help="The wallet that is paid from: wal_...")]
TokenFile = Annotated[Path, typer.Argument(metavar="FILE", help="The token; see `jiaozi token enrol`.")]
Pin = Annotated[bool, typer.Option("--pin/--no-pin", help="Whether the user has proved to the device who it is.")]

tokens = typer.Typer(no_args_is_help=True, help="Payers' tokens: what a device shows tills to pay from a wallet.")


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    app.add_typer(tokens, name="token")


@command(
    tokens,
    "enrol",
    example="jiaozi token enrol wal_0A1B2C3D4E5F6 token.json --device dev_0A1B2C3D4E5F6 --device-key phone.pem",
)
def enrol(
    session: Session,
    wallet: Wallet,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the token is written, for you alone.")],
    device: Signer = "",
    device_key: SignerKey = "",
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Get the signing device a token for a wallet. Its secret is written to FILE and nowhere else."""
    if file.exists():
        raise Refused("file_exists", str(file))
    with served(url, api_key, device, device_key) as client:
        done = client.payer_tokens.create(wallet=wallet, key=key)
    if done.secret is None:
        raise Refused("signature_invalid", "this key was first used by another device")
    kept = plain(done) | {"last_counter": 0}
    files.add(file, json.dumps(kept).encode())
    data = {name: value for name, value in kept.items() if name != "secret"} | {"file": str(file)}
    session.show(data, lambda out: out.print(f"{data['payer_token']}  {data['number']}", highlight=False))


@command(tokens, "code", example="jiaozi token code token.json")
def code(session: Session, file: TokenFile, pin: Pin = True, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """Show the payment code of this moment, by the world's clock; the next one comes with the next step."""
    with served(url, api_key) as client:
        shown = _token(file, _read(file), client).code(user_verified=pin)
    session.show({"payment_code": shown}, lambda out: out.print(shown, highlight=False))


@command(tokens, "tap", example="jiaozi token tap token.json sto_0A1B2C3D4E5F6 19.99")
def tap(
    session: Session,
    file: TokenFile,
    store: Annotated[str, typer.Argument(metavar="STORE", help="The store that the till named: sto_...")],
    yuan: Annotated[str, typer.Argument(metavar="YUAN", help="The amount that the till named, such as 19.99.")],
    pin: Pin = True,
) -> None:
    """Answer a till that the device is held to, for this store and this amount. The counter is kept in FILE."""
    kept = _read(file)
    token = _token(file, kept)
    try:
        answer = token.tap(store, minor_of(yuan, "YUAN"), user_verified=pin)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="STORE") from error
    files.write(file, json.dumps(kept | {"last_counter": token.last_counter}).encode())
    session.show(answer, lambda out: out.print(" ".join(map(str, answer.values())), highlight=False))


@command(tokens, "list", example="jiaozi token list wal_0A1B2C3D4E5F6")
def list_tokens(session: Session, wallet: Wallet, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """List the tokens of a wallet, oldest first, without their secrets."""
    with served(url, api_key) as client:
        show(session, list(client.wallets.payer_tokens.list(wallet)))


@command(tokens, "end", example="jiaozi token end ptk_0A1B2C3D4E5F6")
def end(session: Session, token: Token, key: Key = "", url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """End a token: once this is answered, nothing it shows is accepted. Needs no signature."""
    with served(url, api_key) as client:
        show(session, client.payer_tokens.revoke(token, key=key))


@command(tokens, "charged", example="jiaozi token charged ptk_0A1B2C3D4E5F6 --means tap")
def charged(
    session: Session,
    token: Token,
    means: Annotated[str, typer.Option("--means", metavar="code|tap", help="Payment codes, or taps.")] = "code",
    counter: Annotated[int, typer.Option("--counter", min=0, help="Only what was charged for this counter.")] = 0,
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Show what a token was charged: each payment with its amount and what of it was refunded."""
    if means not in ("code", "tap"):
        raise typer.BadParameter(f"{means!r} is not one of: code, tap", param_hint="--means")
    with served(url, api_key) as client:
        show(session, list(client.payer_tokens.presentations.list(token, means=word(means), counter=counter or None)))


def _read(file: Path) -> dict[str, Any]:
    try:
        found = interchange.read(file.read_text(encoding="utf-8"))
        return {name: found[name] for name in ("payer_token", "number", "secret", "step_s", "last_counter")}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refused("file_unusable", str(file)) from error


def _token(file: Path, kept: dict[str, Any], client: "Client | None" = None) -> "PayerToken":
    """The token of a file; with a client, on the clock of its world."""
    from jiaozi.clock import SECOND_US, parse_time
    from jiaozi_sdk import PayerToken

    now_s = parse_time(client.world().now) // SECOND_US if client else 0
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
