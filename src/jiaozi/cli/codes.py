"""`jiaozi code`: collect codes, payment codes and taps from the shell, through a running server."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from jiaozi.cli.commands import Asking, group
from jiaozi.cli.derived import Served
from jiaozi.cli.printing import show
from jiaozi.cli.session import Session
from jiaozi.cli.words import Key, Plan, Reference, Words, YuanOption, argument, option

if TYPE_CHECKING:
    from jiaozi_sdk import Client

Payee = Annotated[str, typer.Argument(metavar="PAYEE", help="The store or wallet that is paid: sto_... or wal_...")]
Store = Annotated[str, argument("store", "The store whose till this is: sto_...")]


def make(
    session: Session,
    client: "Client",
    payee: Payee,
    yuan: YuanOption = None,
    seconds: Annotated[int | None, option("lifetime_s", "For one payment, for so long.")] = None,
    reference: Reference = None,
    plan: Plan = None,
    to: Annotated[str, typer.Option("--output", metavar="FILE", help="Draw the symbol: FILE.svg or FILE.png.")] = "",
    key: Key = "",
) -> None:
    """Make a collect code. Without --seconds it is static: paid again and again until it is revoked."""
    form = Path(to).suffix.removeprefix(".") or "svg"
    if form not in ("svg", "png"):
        raise typer.BadParameter("a file that ends in .svg or .png", param_hint="--output")
    store, wallet = (payee, None) if payee.startswith("sto_") else (None, payee)
    opened = client.collect_codes.create(
        store=store,
        wallet=wallet,
        amount_minor=yuan,
        reference=reference or None,
        lifetime_s=seconds or None,
        plan=plan or None,
        key=key,
    )
    if to:
        kind = cast(Literal["svg", "png"], form)
        Path(to).write_bytes(client.collect_codes.symbol(opened.collect_code, format=kind))
    show(session, opened)


def list_codes(session: Session, client: "Client", payee: Payee) -> None:
    """List the collect codes of a store or of a wallet, oldest first."""
    of = client.stores.collect_codes.list if payee.startswith("sto_") else client.wallets.collect_codes.list
    show(session, list(of(payee)), "id", "kind", "state", "amount", "reference")


def pay(
    session: Session,
    client: "Client",
    payer: Annotated[str, argument("payer")],
    payload: Annotated[str, argument("payload")],
    yuan: Annotated[int | None, option("amount_minor", "How much, when the code does not say.")] = None,
    key: Key = "",
) -> None:
    """Pay a scanned code. Final once it is answered; a code for one payment is paid once."""
    asked = None if yuan else client.scanned_codes.get(payload=payload).amount
    minor = asked.minor if asked else yuan
    if minor is None:
        raise typer.BadParameter("the code says no amount: give one", param_hint="--yuan")
    show(session, client.collect_code_payments.create(payer=payer, payload=payload, amount_minor=minor, key=key))


def status(
    session: Session,
    client: "Client",
    store: Store,
    shown: Annotated[str, argument("payment_code", "The 25 digits, or the ten of the token for a tap.")],
    counter: Annotated[int, option("counter", "The counter of a tap.")] = 0,
) -> None:
    """Show what became of a payment code or a tap that this store's till was shown: its state, amount and payment."""
    if counter:
        show(session, client.taps.get(shown, counter, store=store))
    else:
        show(session, client.payment_code_lookups.create(payment_code=shown, store=store))


TILL: Words = {"store": "The store whose till this is: sto_...", "reference": "The order that the payment is for."}
NUMBER: Words = {"number": "The token's ten digits, as the device answered."}
STORE = "sto_0A1B2C3D4E5F6"
COMMANDS = (
    group(
        "code",
        "Collect codes: open, read, pay, revoke. What a payer shows or taps: charge, tap, status.",
        Asking("open", make, f"jiaozi code open {STORE} --yuan 19.99 --seconds 60 --output tea.svg"),
        Asking("list", list_codes, f"jiaozi code list {STORE}"),
        Served("read", "scanned_codes.get", "payload"),
        Asking("pay", pay, "jiaozi code pay wal_0A1B2C3D4E5F6 00020101021126... --yuan 19.99", signed=True),
        Served("revoke", "collect_codes.revoke", "collect_code"),
        Served("charge", "payment_codes.charges.create", "store payment_code", words=TILL),
        Served("tap", "taps.charges.create", "store number counter cryptogram", words=TILL | NUMBER),
        Asking("status", status, f"jiaozi code status {STORE} 8879978641467328906983670"),
    ),
)
