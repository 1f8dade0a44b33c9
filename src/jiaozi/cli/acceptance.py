"""`jiaozi merchant` and `jiaozi order`: onboarding, takings, orders, through a running server."""

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jiaozi.cli.commands import Asking, group
from jiaozi.cli.derived import Served
from jiaozi.cli.paper import Bom, Output, form_of, wants_bom, write
from jiaozi.cli.printing import show
from jiaozi.cli.session import Session
from jiaozi.cli.values import yuan_of
from jiaozi.cli.words import LISTED, Key, Word, argument, of_file

if TYPE_CHECKING:
    from jiaozi_sdk import Client
    from jiaozi_sdk.models import OrderLine

Merchant = Annotated[str, argument("merchant")]
Day = Annotated[str, argument("day")]


def review(
    session: Session,
    client: "Client",
    application: Annotated[str, argument("application")],
    reject: Annotated[str, typer.Option("--reject", metavar="WHY", help="Reject it, and say why.")] = "",
    key: Key = "",
) -> None:
    """Approve an application that somebody else made, or reject it."""
    show(session, client.merchant_applications.review(application, approve=not reject, note=reject, key=key))


def settlement_file(
    session: Session, client: "Client", merchant: Merchant, day: Day, output: Output = "", bom: Bom = None
) -> None:
    """Write a day's settlement file (CSV): one line for each payment, capture and refund."""
    form_of(output, "csv")
    made = client.merchants.settlement_file(merchant, day=day, bom=wants_bom(output, said=bom))
    if session.as_json:
        session.show({"csv": made.decode("utf-8-sig", errors="replace")})
    else:
        write(session, made, output)


def _licence(file: Path) -> "list[Any]":
    """The licence of a file, as its digest."""
    from jiaozi_sdk.models import Document

    return [Document(kind="licence", sha256=sha256(file.read_bytes()).hexdigest())]


def line_of(text: str) -> "OrderLine":
    """A line of goods. Raises `typer.BadParameter`."""
    from jiaozi_sdk.models import OrderLine

    name, quantity, price = text.rsplit(":", 2) if text.count(":") > 1 else ("", "", "")
    if not (quantity.isascii() and quantity.isdigit()):
        raise typer.BadParameter(f"{text!r} is not NAME:QUANTITY:YUAN, such as tea:2:5.00")
    return OrderLine(name=name, quantity=int(quantity), unit_minor=yuan_of(price))


LICENCE = Word(
    "The licence's file; only its SHA-256 is sent.", "licence.pdf", "FILE", "--licence", of_file(_licence), whole=True
)
GOODS = Word("NAME:QUANTITY:YUAN for one; repeatable.", "tea:2:5.00", "TEXT", "--line", line_of)
COMMANDS = (
    group(
        "merchant",
        "Onboard merchants; see what they took.",
        Served(
            "apply",
            "merchant_applications.create",
            "wallet name_en name_zh category",
            says="A company, or its operator for it, asks to be a merchant that is paid into its wallet. Somebody else "
            "of the operator decides.",
            words={"wallet": "The corporate wallet that is paid: wal_...", "documents": LICENCE},
        ),
        Served("applications", "merchant_applications.list", prints="id state wallet name_en name_zh"),
        Asking("review", review, "jiaozi merchant review map_0A1B2C3D4E5F6 --reject 'licence expired'"),
        Served("takings", "merchants.takings.get", "merchant day"),
        Asking("settlement-file", settlement_file, "jiaozi merchant settlement-file mer_0A1B2C3D4E5F6 2026-01-31"),
    ),
    group(
        "order",
        "Place, show, pay and cancel orders.",
        Served(
            "place",
            "orders.create",
            "store number",
            words={
                "store": "Where it is sold: sto_...",
                "number": Word("Your own order number.", "A-1"),
                "lines": GOODS,
            },
        ),
        Served("show", "orders.get", "order"),
        Served("list", "orders.list", words=LISTED | {"number": Word("Your own order number.", "A-1")}),
        Served("pay", "orders.pay", "order payer"),
        Served("cancel", "orders.cancel", "order"),
    ),
)
