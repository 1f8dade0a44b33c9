"""`jiaozi code`: collect codes and payment codes from the shell, through a running server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jiaozi.cli.session import Refused, Session, command

if TYPE_CHECKING:
    from rich.console import Console

    from jiaozi.client import Client

Url = Annotated[str, typer.Option("--url", envvar="JIAOZI_URL", help="Where the platform is served.")]
ApiKey = Annotated[str, typer.Option("--api-key", envvar="JIAOZI_API_KEY", help="Your key; see `jiaozi demo`.")]
Key = Annotated[str, typer.Option("--idempotency-key", help="The same key never acts twice.")]
Payload = Annotated[str, typer.Argument(metavar="TEXT", help="The text of a scanned code: 000201...")]
LOCAL = "http://127.0.0.1:8000"


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    group = typer.Typer(no_args_is_help=True, help="Collect codes: make, read, pay, withdraw. Payment codes: charge.")
    command(group, "open", example="jiaozi code open sto_0A1B2C3D4E5F6 --yuan 19.99 --seconds 60 --to tea.svg")(make)
    command(group, "read", example="jiaozi code read 00020101021126...")(read)
    command(group, "pay", example="jiaozi code pay wal_0A1B2C3D4E5F6 00020101021126... --yuan 19.99")(pay)
    command(group, "revoke", example="jiaozi code revoke cod_0A1B2C3D4E5F6")(revoke)
    command(group, "charge", example="jiaozi code charge sto_0A1B2C3D4E5F6 8879978641467328906983670 --yuan 19.99")(
        charge
    )
    app.add_typer(group, name="code")


@contextmanager
def connected(url: str, api_key: str) -> "Iterator[Client]":
    """A client whose errors are this command's. Raises `Refused`."""
    from jiaozi.client import ApiError, Client
    from jiaozi.errors import ERRORS

    try:
        with Client(url, api_key) as client:
            yield client
    except ApiError as error:
        if error.code not in ERRORS:
            raise Refused("outcome_unknown", f"{url} does not answer; --idempotency-key {error.key}") from error
        raise Refused(error.code, error.detail, error.rule) from error


def minor_of(yuan: str) -> int | None:
    """The amount of an option, None when it was not given."""
    from jiaozi.money import parse_yuan

    try:
        return parse_yuan(yuan) if yuan else None
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--yuan") from error


def make(
    session: Session,
    payee: Annotated[str, typer.Argument(metavar="PAYEE", help="The store or wallet that is paid: sto_... or wal_...")],
    yuan: Annotated[str, typer.Option("--yuan", help="How much; else the payer enters it.")] = "",
    seconds: Annotated[int, typer.Option("--seconds", min=0, max=86_400, help="For one payment, for so long.")] = 0,
    reference: Annotated[str, typer.Option("--reference", help="The order that the payment is for.")] = "",
    to: Annotated[str, typer.Option("--to", metavar="FILE", help="Draw the symbol: FILE.svg or FILE.png.")] = "",
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Make a collect code. Without --seconds it is static: paid again and again until it is revoked."""
    form = Path(to).suffix.removeprefix(".") or "svg"
    if form not in ("svg", "png"):
        raise typer.BadParameter("a file that ends in .svg or .png", param_hint="--to")
    store, wallet = (payee, None) if payee.startswith("sto_") else (None, payee)
    with connected(url, api_key) as client:
        opened = client.open_collect_code(
            store=store, wallet=wallet, amount_minor=minor_of(yuan), reference=reference or None,
            lifetime_s=seconds or None, key=key,
        )  # fmt: skip
        if to:
            Path(to).write_bytes(client.collect_code_symbol(opened.collect_code, form))
    data = opened.model_dump(mode="json")
    session.show(data, lambda out: out.print(f"{data['collect_code']}\n{data['payload']}", highlight=False))


def read(session: Session, text: Payload, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """Show what a scanned code asks for, before paying it."""
    from jiaozi.money import format_minor

    with connected(url, api_key) as client:
        data = client.scan_code(text).model_dump(mode="json")

    def render(out: "Console") -> None:
        for name, value in data.items():
            if value:
                out.print(f"{name:<14} {format_minor(value['minor']) if name == 'amount' else value}", highlight=False)

    session.show(data, render)


def pay(
    session: Session,
    payer: Annotated[str, typer.Argument(metavar="WALLET", help="Who pays: wal_...")],
    text: Payload,
    yuan: Annotated[str, typer.Option("--yuan", help="How much, when the code does not say.")] = "",
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Pay a scanned code. Final once it is answered; a code for one payment is paid once."""
    with connected(url, api_key) as client:
        minor, asked = minor_of(yuan), client.scan_code(text).amount
        if minor is None and asked is None:
            raise typer.BadParameter("the code says no amount: give one", param_hint="--yuan")
        minor = minor if minor is not None else asked.minor if asked else 0
        data = client.pay_collect_code(payer, text, minor, key=key).model_dump(mode="json")
    session.show(data, lambda out: out.print(f"{data['payment']}  {data['paid_at']}", highlight=False))


def revoke(
    session: Session,
    code: Annotated[str, typer.Argument(metavar="CODE", help="The code: cod_...")],
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Withdraw a collect code: nobody pays it from now on."""
    with connected(url, api_key) as client:
        data = client.revoke_collect_code(code, key=key).model_dump(mode="json")
    session.show(data, lambda out: out.print(data["collect_code"], highlight=False))


def charge(
    session: Session,
    store: Annotated[str, typer.Argument(metavar="STORE", help="The store whose till this is: sto_...")],
    digits: Annotated[str, typer.Argument(metavar="CODE", help="The 25 digits that the payer's device shows.")],
    yuan: Annotated[str, typer.Option("--yuan", help="How much.")],
    reference: Annotated[str, typer.Option("--reference", help="The order that the payment is for.")] = "",
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Charge a payment code that a payer shows. Final once it is answered; a code is charged once.

    Not sure whether it went through? Call it again with the same --idempotency-key.
    """
    minor = minor_of(yuan)
    if minor is None:
        raise typer.BadParameter("an amount such as 19.99", param_hint="--yuan")
    with connected(url, api_key) as client:
        done = client.charge_payment_code(digits, store, minor, reference=reference or None, key=key)
    data = done.model_dump(mode="json")
    session.show(data, lambda out: out.print(f"{data['payment']}  {yuan} yuan  {data['paid_at']}", highlight=False))
