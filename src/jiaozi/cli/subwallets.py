"""`jiaozi sub-wallet`: push, charge, take back and pool sub-wallets through a running server."""

from typing import Annotated

import typer

from jiaozi.cli.served import LOCAL, ApiKey, Key, Signer, SignerKey, Url, minor_of, served, show
from jiaozi.cli.session import Session, command

WalletArgument = Annotated[str, typer.Argument(metavar="WALLET", help="The parent: wal_...")]
SubArgument = Annotated[str, typer.Argument(metavar="SUB_WALLET", help="The sub-wallet: wal_...")]

subs = typer.Typer(no_args_is_help=True, help="Sub-wallets: pushed to merchants, or a company's for its stores.")


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    app.add_typer(subs, name="sub-wallet")


@command(
    subs,
    "push",
    example="jiaozi sub-wallet push wal_0A1B2C3D4E5F6 mer_0A1B2C3D4E5F6 --single 200 --daily 500 --customer user-7",
)
def push(
    session: Session,
    wallet: WalletArgument,
    merchant: Annotated[str, typer.Argument(metavar="MERCHANT", help="Who may charge it: mer_...")],
    single: Annotated[str, typer.Option("--single", metavar="YUAN", help="At most so much at once.")],
    daily: Annotated[str, typer.Option("--daily", metavar="YUAN", help="At most so much in a day.")],
    label: Annotated[str, typer.Option("--label", help="Your own word for it.")] = "sub-wallet",
    customer: Annotated[str, typer.Option("--customer", help="The merchant's word for you.")] = "",
    device: Signer = "",
    device_key: SignerKey = "",
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Push a sub-wallet to a merchant, which may charge it up to these limits without asking for a PIN."""
    limits = {"single_minor": minor_of(single, "--single"), "daily_minor": minor_of(daily, "--daily")}
    with served(url, api_key, device, device_key) as client:
        done = client.wallets.pushed_sub_wallets.create(
            wallet, merchant=merchant, label=label, **limits, customer=customer, key=key
        )
    show(session, done)


@command(subs, "open", example="jiaozi sub-wallet open wal_0A1B2C3D4E5F6 'Yuzhong branch'")
def open_(
    session: Session,
    wallet: WalletArgument,
    label: Annotated[str, typer.Argument(metavar="LABEL", help="Which store or branch it is for.")],
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Open a sub-wallet of a company's wallet."""
    with served(url, api_key) as client:
        done = client.wallets.sub_wallets.create(wallet, label=label, key=key)
    show(session, done)


@command(subs, "list", example="jiaozi sub-wallet list wal_0A1B2C3D4E5F6 --json")
def list_(session: Session, wallet: WalletArgument, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """List a wallet's sub-wallets with their limits and balances."""
    with served(url, api_key) as client:
        show(session, list(client.wallets.sub_wallets.list(wallet)))


@command(subs, "pushed", example="jiaozi sub-wallet pushed --customer user-7")
def pushed(
    session: Session,
    customer: Annotated[str, typer.Option("--customer", help="Only what this customer pushed.")] = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """List what was pushed to the merchant whose key this is."""
    with served(url, api_key) as client:
        show(session, list(client.pushed_sub_wallets.list(customer=customer)))


@command(subs, "token", example="jiaozi sub-wallet token wal_0A1B2C3D4E5F6 --json")
def token(session: Session, sub_wallet: SubArgument, key: Key = "", url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """Take the token of a sub-wallet that was pushed to you. It is printed once; an earlier one ends."""
    with served(url, api_key) as client:
        done = client.sub_wallets.tokens.create(sub_wallet, key=key)
    show(session, done)


@command(subs, "charge", example="jiaozi sub-wallet charge 19.99 sto_0A1B2C3D4E5F6 --token sw_...")
def charge(
    session: Session,
    amount: Annotated[str, typer.Argument(metavar="YUAN", help="How much, such as 19.99.")],
    store: Annotated[str, typer.Argument(metavar="STORE", help="The store that is paid: sto_...")],
    token: Annotated[str, typer.Option("--token", envvar="JIAOZI_SUB_WALLET_TOKEN", help="The sub-wallet's token.")],
    reference: Annotated[str, typer.Option("--reference", help="Your own reference.")] = "",
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Charge a sub-wallet by its token, as its merchant. Final once it is answered."""
    minor = minor_of(amount, "YUAN")
    with served(url, api_key) as client:
        done = client.sub_wallet_charges.create(
            token=token, store=store, amount_minor=minor, reference=reference or None, key=key
        )
    show(session, done)


@command(subs, "revoke", example="jiaozi sub-wallet revoke wal_0A1B2C3D4E5F6")
def revoke(session: Session, sub_wallet: SubArgument, key: Key = "", url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """Take a sub-wallet back. No charge is accepted once this is answered."""
    with served(url, api_key) as client:
        done = client.sub_wallets.revoke(sub_wallet, key=key)
    show(session, done)


@command(subs, "pool", example="jiaozi sub-wallet pool wal_0A1B2C3D4E5F6 --keep 100")
def pool(
    session: Session,
    wallet: WalletArgument,
    only: Annotated[list[str] | None, typer.Option("--only", help="Only this sub-wallet; may be repeated.")] = None,
    keep: Annotated[str, typer.Option("--keep", metavar="YUAN", help="What each may keep.")] = "0",
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Move into a wallet what its sub-wallets have."""
    kept = 0 if keep == "0" else minor_of(keep, "--keep")
    with served(url, api_key) as client:
        done = client.wallets.pool(wallet, sub_wallets=only or (), keep_minor=kept, key=key)
    show(session, done)


@command(subs, "recall", example="jiaozi sub-wallet recall wal_0A1B2C3D4E5F6 50")
def recall(
    session: Session,
    sub_wallet: SubArgument,
    amount: Annotated[str, typer.Argument(metavar="YUAN", help="How much.")],
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Move an amount from a sub-wallet to its parent."""
    minor = minor_of(amount, "YUAN")
    with served(url, api_key) as client:
        done = client.sub_wallets.recalls.create(sub_wallet, amount_minor=minor, key=key)
    show(session, done)


@command(subs, "allot", example="jiaozi sub-wallet allot wal_0A1B2C3D4E5F6 50")
def allot(
    session: Session,
    sub_wallet: SubArgument,
    amount: Annotated[str, typer.Argument(metavar="YUAN", help="How much.")],
    device: Signer = "",
    device_key: SignerKey = "",
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Move an amount from a company's wallet to one of its sub-wallets."""
    minor = minor_of(amount, "YUAN")
    with served(url, api_key, device, device_key) as client:
        done = client.sub_wallets.allotments.create(sub_wallet, amount_minor=minor, key=key)
    show(session, done)
