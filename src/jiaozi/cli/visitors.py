"""`jiaozi visitor`: whitelists of Hong Kong, top-ups by card and their return, through a running server."""

from pathlib import Path
from typing import Annotated

import typer

from jiaozi.cli.served import LOCAL, ApiKey, Key, Url, minor_of, served, show
from jiaozi.cli.session import Session, command

Wallet = Annotated[str, typer.Argument(metavar="WALLET", help="The visitor's wallet: wal_...")]
Operator = Annotated[str, typer.Argument(metavar="OPERATOR", help="The operator: ins_...")]

visitors = typer.Typer(no_args_is_help=True, help="Hong Kong's whitelists and visitors' cards.")


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    app.add_typer(visitors, name="visitor")


@command(visitors, "whitelist", example="jiaozi visitor whitelist ins_0A1B2C3D4E5F6 jd-2023-03 phones.txt")
def whitelist(
    session: Session,
    operator: Operator,
    activity: Annotated[str, typer.Argument(metavar="ACTIVITY", help="A short code, such as jd-2023-03.")],
    phones: Annotated[Path, typer.Argument(metavar="FILE", help="Phone numbers, one in a line; at most 1,000.")],
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Register customers in Hong Kong for an activity, while a whitelist decides who may open a wallet there."""
    lines = phones.read_text(encoding="utf-8").splitlines()
    numbers = [line.strip() for line in lines if line.strip()]
    with served(url, api_key) as client:
        done = client.whitelists.create(operator=operator, activity=activity, phones=numbers, key=key)
    show(session, done)


@command(visitors, "acquirer", example="jiaozi visitor acquirer ins_0A1B2C3D4E5F6 bac_0A1B2C3D4E5F6 'Card acquirer'")
def acquirer(
    session: Session,
    operator: Operator,
    bank_account: Annotated[str, typer.Argument(metavar="BANK_ACCOUNT", help="Where its money stands: bac_...")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="Who it is.")],
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Register an acquirer of foreign cards."""
    with served(url, api_key) as client:
        done = client.acquirers.create(operator=operator, bank_account=bank_account, name=name, key=key)
    show(session, done)


@command(
    visitors,
    "load",
    example="jiaozi visitor load wal_0A1B2C3D4E5F6 300 acq_0A1B2C3D4E5F6 --card tok_4f9a1c27 --last-four 1111",
)
def load(
    session: Session,
    wallet: Wallet,
    amount: Annotated[str, typer.Argument(metavar="YUAN", help="How much, such as 300.")],
    acquirer: Annotated[str, typer.Argument(metavar="ACQUIRER", help="Who took the card: acq_...")],
    card: Annotated[str, typer.Option("--card", help="The acquirer's token, never the card's number.")],
    last_four: Annotated[str, typer.Option("--last-four", help="The card's last four digits.")],
    network: Annotated[str, typer.Option("--network", help="visa or mastercard.")] = "visa",
    reference: Annotated[str, typer.Option("--reference", help="The acquirer's approval.")] = "",
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Top a visitor's wallet up with what was taken from a card."""
    minor = minor_of(amount, "YUAN")
    with served(url, api_key) as client:
        done = client.wallets.card_loads.create(
            wallet,
            acquirer=acquirer,
            network=network,
            card=card,
            last_four=last_four,
            amount_minor=minor,
            reference=reference or None,
            key=key,
        )
    show(session, done)


@command(visitors, "loads", example="jiaozi visitor loads wal_0A1B2C3D4E5F6")
def loads(session: Session, wallet: Wallet, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """List a wallet's top-ups by card and what of each went back."""
    with served(url, api_key) as client:
        show(session, list(client.wallets.card_loads.list(wallet)))


@command(visitors, "return", example="jiaozi visitor return wal_0A1B2C3D4E5F6")
def return_(session: Session, wallet: Wallet, key: Key = "", url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """Give what a visitor has not spent back to the cards it came from."""
    with served(url, api_key) as client:
        done = client.wallets.card_returns.create(wallet, key=key)
    show(session, done)


@command(visitors, "bounce", example="jiaozi visitor bounce cld_0A1B2C3D4E5F6 12.50")
def bounce(
    session: Session,
    card_load: Annotated[str, typer.Argument(metavar="TOP-UP", help="Of which top-up: cld_...")],
    amount: Annotated[str, typer.Argument(metavar="YUAN", help="What the card could not be credited.")],
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Take back what an acquirer could not credit to a card. Nothing goes to that card again."""
    minor = minor_of(amount, "YUAN")
    with served(url, api_key) as client:
        done = client.card_loads.bounce(card_load, amount_minor=minor, key=key)
    show(session, done)
