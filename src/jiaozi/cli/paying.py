"""`jiaozi pay`, `jiaozi refund` and `jiaozi demo`: a payment from the shell, through a running server."""

from typing import TYPE_CHECKING, Annotated

import typer

from jiaozi import interchange
from jiaozi.cli.served import LOCAL, ApiKey, Key, Signer, SignerKey, Url, minor_of, plain, served, show
from jiaozi.cli.session import Refused, Session, command

if TYPE_CHECKING:
    from rich.console import Console


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    command(app, "pay", example="jiaozi pay wal_0A1B2C3D4E5F6 19.99 --store sto_0A1B2C3D4E5F6")(pay)
    command(app, "refund", example="jiaozi refund pay_0A1B2C3D4E5F6 5.00")(refund)
    command(app, "demo", example="jiaozi demo holder")(demo)


def pay(
    session: Session,
    payer: Annotated[str, typer.Argument(metavar="WALLET", help="Who pays: wal_...")],
    amount: Annotated[str, typer.Argument(metavar="YUAN", help="How much, such as 19.99.")],
    store: Annotated[str, typer.Option("--store", help="The store that is paid: sto_...")] = "",
    payee: Annotated[str, typer.Option("--payee", help="Or the wallet that is paid: wal_...")] = "",
    reference: Annotated[str, typer.Option("--reference", help="Your own reference.")] = "",
    key: Key = "",
    device: Signer = "",
    device_key: SignerKey = "",
    pin: Annotated[bool, typer.Option("--pin", help="The user has proved to the device who it is.")] = False,
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Pay a store or a person through a running server. Final once it is answered.

    Not sure whether it went through? Call it again with the same --idempotency-key: the same answer, no second payment.
    """
    if bool(store) == bool(payee):
        raise typer.BadParameter("say either --store or --payee", param_hint="--store")
    minor = minor_of(amount, "YUAN")
    with served(url, api_key, device, device_key, pin=pin) as client:
        done = client.payments.create(
            payer=payer,
            amount_minor=minor,
            store=store or None,
            payee=payee or None,
            reference=reference or None,
            key=key,
        )
    data = plain(done)
    session.show(data, lambda out: out.print(f"{data['payment']}  {amount} yuan  {data['paid_at']}", highlight=False))


def refund(
    session: Session,
    payment: Annotated[str, typer.Argument(metavar="PAYMENT", help="What is given back: pay_...")],
    amount: Annotated[str, typer.Argument(metavar="YUAN", help="How much of it, such as 5.00.")],
    reference: Annotated[str, typer.Option("--reference", help="Your own reference.")] = "",
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Give money of a payment back, as who was paid. Never more than was paid; final once it is answered."""
    minor = minor_of(amount, "YUAN")
    with served(url, api_key) as client:
        done = client.payments.refunds.create(payment, amount_minor=minor, reference=reference or None, key=key)
    show(session, done)


def demo(
    session: Session,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Only this: a role, wallet or store.")] = "",
) -> None:
    """Show the demo keys that `jiaozi up` made, and the wallet and store of the first payment."""
    from jiaozi.cli.values import DEMO_KEYS
    from jiaozi.config import data_folder

    try:
        found = interchange.read((data_folder() / DEMO_KEYS).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Refused("world_not_found", str(data_folder() / DEMO_KEYS)) from error
    values = {**found["keys"], "wallet": found["wallet"], "store": found["store"]}
    if name and name not in values:
        raise typer.BadParameter(f"{name!r} is not one of: {', '.join(values)}", param_hint="NAME")
    chosen = {name: values[name]} if name else values

    def render(out: "Console") -> None:
        for label, value in chosen.items():
            out.print(value if name else f"{label:<16} {value}", highlight=False)

    session.show(chosen, render)
