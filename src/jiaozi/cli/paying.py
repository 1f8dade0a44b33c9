"""`jiaozi pay`, `jiaozi refund` and `jiaozi demo`: a payment from the shell, through a running server."""

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from jiaozi.cli import demo_keys
from jiaozi.cli.commands import Asking, Local, group
from jiaozi.cli.derived import Served
from jiaozi.cli.printing import plain, show
from jiaozi.cli.session import Refused, Session
from jiaozi.cli.values import check_one_of
from jiaozi.cli.words import LISTED, DryRun, Key, Metadata, Reference, Word, Yuan, argument, option, pairs_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from jiaozi_sdk import Client
    from jiaozi_sdk.models import Money


def pay(
    session: Session,
    client: "Client",
    payer: Annotated[str, argument("payer")],
    amount: Yuan,
    store: Annotated[str | None, option("store")] = None,
    payee: Annotated[str | None, option("payee", "Or the wallet that is paid: wal_...")] = None,
    purpose: Annotated[str, option("purpose")] = "",
    reference: Reference = None,
    metadata: Metadata = [],  # noqa: B006 - Typer makes a new one
    dry_run: DryRun = False,
    key: Key = "",
) -> None:
    """Pay a store or a person through a running server. Final once it is answered.

    Not sure whether it went through? Call it again with the same --idempotency-key: the same answer, no second payment.
    """
    if bool(store) == bool(payee):
        raise typer.BadParameter("say either --store or --payee", param_hint="--store")
    done = client.payments.create(
        payer=payer, amount_minor=amount, store=store or None, payee=payee or None, purpose=purpose,
        reference=reference or None, metadata=pairs_of(metadata), key=key, dry_run=dry_run,
    )  # fmt: skip
    moved = {} if dry_run else _amount(lambda: client.payments.get(done.payment).amount)
    show(session, plain(done) | moved)


def refund(
    session: Session,
    client: "Client",
    payment: Annotated[str, argument("payment", "What is given back: pay_...")],
    amount: Yuan,
    reference: Reference = None,
    metadata: Metadata = [],  # noqa: B006 - Typer makes a new one
    advance: Annotated[bool, option("advance")] = False,
    dry_run: DryRun = False,
    key: Key = "",
) -> None:
    """Give money of a payment back, as who was paid. Never more than was paid; final once it is answered. A reference
    given twice refunds twice; a key does not."""
    done = client.payments.refunds.create(
        payment, amount_minor=amount, reference=reference or None, metadata=pairs_of(metadata), advance=advance,
        dry_run=dry_run, key=key,
    )  # fmt: skip
    show(session, plain(done))


def _amount(asked: "Callable[[], Money]") -> dict[str, Any]:
    """What moved, as the books have it. Where they do not tell it, or whoever waits for it goes on, it moved all the
    same, and that is shown."""
    from jiaozi_sdk import ApiError

    try:
        return {"amount": plain(asked())}
    except (ApiError, KeyboardInterrupt):
        return {}


def demo(
    session: Session,
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="Only this: a role, wallet, store, institution, employer_wallet or url."),
    ] = "",
) -> None:
    """Show the demo keys that `jiaozi up` made, the wallet and store of the first payment, the code of the operator
    that all of them are at, the employer's wallet, which has money for programs, and where it is served."""
    try:
        found = demo_keys.read()
        known = {each: found[each] for each in demo_keys.KNOWN if each in found}
        values = {**found["keys"], **known, "url": demo_keys.address()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refused("world_not_found", str(demo_keys.place())) from error
    if name:
        check_one_of(name, values, "NAME")
    chosen = {name: values[name]} if name else values

    def render(out: "Console") -> None:
        for label, value in chosen.items():
            out.print(value if name else f"{label:<16} {value}")

    session.show(chosen, render)


SHOWN: Final = "id at state amount payer payee store reference"
COMMANDS = (
    group(
        "payment",
        "Look up payments, holds and refunds.",
        Served("list", "payments.list", prints=SHOWN, words=LISTED | {"kind": Word("Only of this kind.", "merchant")}),
        Served("show", "payments.get", "payment"),
        Served("refunds", "refunds.list", words=LISTED),
    ),
    Asking("pay", pay, "jiaozi pay wal_0A1B2C3D4E5F6 19.99 --store sto_0A1B2C3D4E5F6", signed=True),
    Asking("refund", refund, "jiaozi refund pay_0A1B2C3D4E5F6 5.00", signed=True),
    Local("demo", demo, "jiaozi demo holder"),
)
