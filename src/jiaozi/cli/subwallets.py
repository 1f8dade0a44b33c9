"""`jiaozi sub-wallet`: push, charge, take back and pool sub-wallets through a running server."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jiaozi.cli.session import Refused, Session, command

if TYPE_CHECKING:
    from rich.console import Console

    from jiaozi.client import Client

Url = Annotated[str, typer.Option("--url", envvar="JIAOZI_URL", help="Where the platform is served.")]
ApiKey = Annotated[str, typer.Option("--api-key", envvar="JIAOZI_API_KEY", help="Your key; see `jiaozi demo`.")]
Key = Annotated[str, typer.Option("--idempotency-key", help="The same key never acts twice.")]
WalletArgument = Annotated[str, typer.Argument(metavar="WALLET", help="The parent: wal_...")]
SubArgument = Annotated[str, typer.Argument(metavar="SUB_WALLET", help="The sub-wallet: wal_...")]
LOCAL = "http://127.0.0.1:8000"

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
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Push a sub-wallet to a merchant, which may charge it up to these limits without asking for a PIN."""
    limits = {"single_minor": minor_of(single, "--single"), "daily_minor": minor_of(daily, "--daily")}
    with client_of(url, api_key) as client:
        done = client.push_sub_wallet(wallet, merchant, label, **limits, customer=customer, key=key)
    show(session, done, lambda data: f"{data['sub_wallet']}  of {data['wallet']}")


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
    with client_of(url, api_key) as client:
        done = client.open_sub_wallet(wallet, label, key=key)
    show(session, done, lambda data: f"{data['sub_wallet']}  of {data['wallet']}")


@command(subs, "list", example="jiaozi sub-wallet list wal_0A1B2C3D4E5F6 --json")
def list_(session: Session, wallet: WalletArgument, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """List a wallet's sub-wallets with their limits and balances."""
    with client_of(url, api_key) as client:
        rows = [row.model_dump(mode="json") for row in client.sub_wallets(wallet)]

    def render(out: "Console") -> None:
        for row in rows:
            out.print(
                f"{row['id']}  {row['status']:<8} {row['balance']['minor']:>12} fen  {row['label']}", highlight=False
            )

    session.show(rows, render)


@command(subs, "pushed", example="jiaozi sub-wallet pushed --customer user-7")
def pushed(
    session: Session,
    customer: Annotated[str, typer.Option("--customer", help="Only what this customer pushed.")] = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """List what was pushed to the merchant whose key this is."""
    with client_of(url, api_key) as client:
        rows = [row.model_dump(mode="json") for row in client.pushed_sub_wallets(customer)]

    def render(out: "Console") -> None:
        for row in rows:
            out.print(f"{row['id']}  {row['status']:<8} {row['customer']}", highlight=False)

    session.show(rows, render)


@command(subs, "token", example="jiaozi sub-wallet token wal_0A1B2C3D4E5F6 --json")
def token(session: Session, sub_wallet: SubArgument, key: Key = "", url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """Take the token of a sub-wallet that was pushed to you. It is printed once; an earlier one ends."""
    with client_of(url, api_key) as client:
        done = client.issue_sub_wallet_token(sub_wallet, key=key)
    show(session, done, lambda data: data["token"] or "handed out before under this key; use another one")


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
    with client_of(url, api_key) as client:
        done = client.charge_sub_wallet(token, store, minor, reference=reference or None, key=key)
    show(session, done, lambda data: f"{data['payment']}  {amount} yuan  {data['paid_at']}")


@command(subs, "revoke", example="jiaozi sub-wallet revoke wal_0A1B2C3D4E5F6")
def revoke(session: Session, sub_wallet: SubArgument, key: Key = "", url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """Take a sub-wallet back. No charge is accepted once this is answered."""
    with client_of(url, api_key) as client:
        done = client.revoke_sub_wallet(sub_wallet, key=key)
    show(session, done, lambda data: f"{data['sub_wallet']}  {data['revoked_at']}")


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
    with client_of(url, api_key) as client:
        done = client.pool_sub_wallets(wallet, only or (), keep_minor=kept, key=key)
    show(session, done, lambda data: f"{data['amount']['minor']} fen from {data['sub_wallets']} sub-wallets")


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
    with client_of(url, api_key) as client:
        done = client.recall_from_sub(sub_wallet, minor, key=key)
    show(session, done, lambda data: f"{data['journal']}  {amount} yuan")


@command(subs, "allot", example="jiaozi sub-wallet allot wal_0A1B2C3D4E5F6 50")
def allot(
    session: Session,
    sub_wallet: SubArgument,
    amount: Annotated[str, typer.Argument(metavar="YUAN", help="How much.")],
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Move an amount from a company's wallet to one of its sub-wallets."""
    minor = minor_of(amount, "YUAN")
    with client_of(url, api_key) as client:
        done = client.allot_to_sub(sub_wallet, minor, key=key)
    show(session, done, lambda data: f"{data['journal']}  {amount} yuan")


def minor_of(text: str, hint: str) -> int:
    """Yuan as fen; called wrongly when the text is no amount."""
    from jiaozi.money import parse_yuan

    try:
        return parse_yuan(text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=hint) from error


@contextmanager
def client_of(url: str, api_key: str) -> "Iterator[Client]":
    """A client whose errors end the command."""
    from jiaozi.client import ApiError, Client
    from jiaozi.errors import ERRORS

    try:
        with Client(url, api_key) as client:
            yield client
    except ApiError as error:
        if error.code not in ERRORS:
            raise Refused("outcome_unknown", f"{url} does not answer; --idempotency-key {error.key}") from error
        raise Refused(error.code, error.detail, error.rule) from error


def show(session: Session, done: Any, line: Callable[[dict[str, Any]], str]) -> None:
    """Prints an answer: as JSON when asked to, else the line that is made of it."""
    data = done.model_dump(mode="json")
    session.show(data, lambda out: out.print(line(data), highlight=False))
