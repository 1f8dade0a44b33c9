"""`jiaozi code`: collect codes, payment codes and taps from the shell, through a running server."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jiaozi.cli.served import (
    LOCAL,
    ApiKey,
    Key,
    Pin,
    Signer,
    SignerKey,
    Url,
    minor_of,
    plain,
    served,
    show,
    show_rows,
    word,
)
from jiaozi.cli.session import Session, command

if TYPE_CHECKING:
    from rich.console import Console

Payload = Annotated[str, typer.Argument(metavar="TEXT", help="The text of a scanned code: 000201...")]
Till = Annotated[str, typer.Argument(metavar="STORE", help="The store whose till this is: sto_...")]
Digits = Annotated[str, typer.Argument(metavar="CODE", help="The 25 digits that the payer's device shows.")]
Order = Annotated[str, typer.Option("--reference", help="The order that the payment is for.")]


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    group = typer.Typer(no_args_is_help=True, help="Collect codes: make, read, pay, withdraw. Codes and taps: charge.")
    store, digits = "sto_0A1B2C3D4E5F6", "8879978641467328906983670"
    command(group, "open", example=f"jiaozi code open {store} --yuan 19.99 --seconds 60 --to tea.svg")(make)
    command(group, "list", example=f"jiaozi code list {store}")(list_codes)
    command(group, "read", example="jiaozi code read 00020101021126...")(read)
    command(group, "pay", example="jiaozi code pay wal_0A1B2C3D4E5F6 00020101021126... --yuan 19.99")(pay)
    command(group, "revoke", example="jiaozi code revoke cod_0A1B2C3D4E5F6")(revoke)
    command(group, "charge", example=f"jiaozi code charge {store} {digits} --yuan 19.99")(charge)
    tapped = "7997864146 1 0123456789abcdef"
    command(group, "tap", example=f"jiaozi code tap {store} {tapped} --yuan 19.99")(tap)
    command(group, "status", example=f"jiaozi code status {store} {digits}")(status)
    app.add_typer(group, name="code")


def make(
    session: Session,
    payee: Annotated[str, typer.Argument(metavar="PAYEE", help="The store or wallet that is paid: sto_... or wal_...")],
    yuan: Annotated[str, typer.Option("--yuan", help="How much; else the payer enters it.")] = "",
    seconds: Annotated[int, typer.Option("--seconds", min=0, help="For one payment, for so long.")] = 0,
    reference: Annotated[str, typer.Option("--reference", help="The order that the payment is for.")] = "",
    plan: Annotated[str, typer.Option("--plan", help="Split the payments by this plan: spl_...")] = "",
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
    with served(url, api_key) as client:
        opened = client.collect_codes.create(
            store=store, wallet=wallet, amount_minor=minor_of(yuan) if yuan else None, reference=reference or None,
            lifetime_s=seconds or None, plan=plan or None, key=key,
        )  # fmt: skip
        if to:
            Path(to).write_bytes(client.collect_codes.symbol(opened.collect_code, format=word(form)))
    data = plain(opened)
    session.show(data, lambda out: out.print(f"{data['collect_code']}\n{data['payload']}", highlight=False))


def read(session: Session, text: Payload, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """Show what a scanned code asks for, before paying it."""
    from jiaozi.money import format_minor

    with served(url, api_key) as client:
        data = plain(client.scanned_codes.get(payload=text))

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
    device: Signer = "",
    device_key: SignerKey = "",
    pin: Pin = True,
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Pay a scanned code. Final once it is answered; a code for one payment is paid once."""
    with served(url, api_key, device, device_key, pin=pin) as client:
        asked = None if yuan else client.scanned_codes.get(payload=text).amount
        if not yuan and asked is None:
            raise typer.BadParameter("the code says no amount: give one", param_hint="--yuan")
        minor = asked.minor if asked else minor_of(yuan)
        data = plain(client.collect_code_payments.create(payer=payer, payload=text, amount_minor=minor, key=key))
    session.show(data, lambda out: out.print(f"{data['payment']}  {data['paid_at']}", highlight=False))


def revoke(
    session: Session,
    code: Annotated[str, typer.Argument(metavar="CODE", help="The code: cod_...")],
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Withdraw a collect code: nobody pays it from now on."""
    with served(url, api_key) as client:
        data = plain(client.collect_codes.revoke(code, key=key))
    session.show(data, lambda out: out.print(data["collect_code"], highlight=False))


def list_codes(
    session: Session,
    payee: Annotated[str, typer.Argument(metavar="PAYEE", help="Whose codes: sto_... or wal_...")],
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """List the collect codes of a store or of a wallet, oldest first."""
    with served(url, api_key) as client:
        of = client.stores.collect_codes.list if payee.startswith("sto_") else client.wallets.collect_codes.list
        found = list(of(payee))
    show_rows(session, [plain(row) for row in found], "id", "kind", "state", "amount", "reference")


def charge(
    session: Session,
    store: Till,
    digits: Digits,
    yuan: Annotated[str, typer.Option("--yuan", help="How much.")],
    reference: Order = "",
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Charge a payment code that a payer shows. Final once it is answered; a code is charged once.

    Not sure whether it went through? Call it again with the same --idempotency-key, or ask `jiaozi code status`.
    """
    with served(url, api_key) as client:
        done = client.payment_codes.charges.create(
            payment_code=digits, store=store, amount_minor=minor_of(yuan), reference=reference or None, key=key
        )
    data = plain(done)
    session.show(data, lambda out: out.print(f"{data['payment']}  {yuan} yuan  {data['paid_at']}", highlight=False))


def tap(
    session: Session,
    store: Till,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="The token's ten digits, as the device answered.")],
    counter: Annotated[int, typer.Argument(metavar="COUNTER", min=1, help="The counter that the device answered.")],
    cryptogram: Annotated[str, typer.Argument(metavar="CRYPTOGRAM", help="The 16 digits that the device answered.")],
    yuan: Annotated[str, typer.Option("--yuan", help="How much, as the device was told.")],
    reference: Order = "",
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Charge a device that was held to the till. It answered for this store and this amount; `jiaozi token tap`."""
    with served(url, api_key) as client:
        done = client.taps.charges.create(
            number=number,
            counter=counter,
            cryptogram=cryptogram,
            store=store,
            amount_minor=minor_of(yuan),
            reference=reference or None,
            key=key,
        )
    data = plain(done)
    session.show(data, lambda out: out.print(f"{data['payment']}  {yuan} yuan  {data['paid_at']}", highlight=False))


def status(
    session: Session,
    store: Till,
    shown: Annotated[str, typer.Argument(metavar="CODE", help="The 25 digits, or the ten of the token for a tap.")],
    counter: Annotated[int, typer.Option("--counter", min=0, help="The counter of a tap.")] = 0,
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Show what became of a payment code or a tap that this store's till was shown: its state, amount and payment."""
    with served(url, api_key) as client:
        if counter:
            found = client.taps.get(shown, counter, store=store)
        else:
            found = client.payment_code_lookups.create(payment_code=shown, store=store)
    show(session, found)
