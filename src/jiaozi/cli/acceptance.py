"""`jiaozi merchants` and `jiaozi orders`: onboarding, takings, orders, through a running server."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from jiaozi.cli.served import ApiKey, Url, plain, served, show_rows, word
from jiaozi.cli.session import Session, command
from jiaozi.cli.values import yuan

if TYPE_CHECKING:
    from jiaozi_sdk.models import OrderLine

LOCAL = "http://127.0.0.1:8000"
merchants = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
orders = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
Order = Annotated[str, typer.Argument(metavar="ORDER", help="The order: ord_...")]
Merchant = Annotated[str, typer.Argument(metavar="MERCHANT", help="The merchant: mer_...")]
Day = Annotated[str, typer.Argument(metavar="DAY", help="A day in China, such as 2026-01-31.")]
Key = Annotated[str, typer.Option("--idempotency-key", help="The same key never acts twice.")]


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    app.add_typer(merchants, name="merchants", help="Onboard merchants; see what they took.")
    app.add_typer(orders, name="orders", help="Place, show, pay and cancel orders.")


@command(
    merchants, "apply", example="jiaozi merchants apply wal_0A1B2C3D4E5F6 Teahouse 茶馆 5812 --licence licence.pdf"
)
def apply(
    session: Session,
    wallet: Annotated[str, typer.Argument(metavar="WALLET", help="The corporate wallet that is paid: wal_...")],
    name_en: Annotated[str, typer.Argument(metavar="NAME")],
    name_zh: Annotated[str, typer.Argument(metavar="NAME_ZH")],
    category: Annotated[str, typer.Argument(metavar="CATEGORY", help="Four digits (ISO 18245).")],
    licence: Annotated[typer.FileBinaryRead, typer.Option("--licence", help="The licence; only its SHA-256 is sent.")],
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Apply to be a merchant. Somebody else at the operator decides."""
    from hashlib import sha256

    from jiaozi_sdk.models import Document

    papers = [Document(kind="licence", sha256=sha256(licence.read()).hexdigest())]
    with served(url, api_key) as client:
        done = plain(
            client.merchant_applications.create(
                wallet=wallet, name_en=name_en, name_zh=name_zh, category=category, documents=papers, key=key
            )
        )
    _say(session, done, f"{done['application']} waits for its review")


@command(merchants, "applications", example="jiaozi merchants applications --state open")
def applications(
    session: Session,
    state: Annotated[str, typer.Option("--state", help="open, approved or rejected")] = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """List applications."""
    with served(url, api_key) as client:
        rows = [plain(row) for row in client.merchant_applications.list(state=word(state))]
    show_rows(session, rows, "id", "state", "wallet", "name_en", "name_zh")


@command(merchants, "review", example="jiaozi merchants review map_0A1B2C3D4E5F6 --reject 'licence expired'")
def review(
    session: Session,
    application: Annotated[str, typer.Argument(metavar="APPLICATION", help="map_...")],
    reject: Annotated[str, typer.Option("--reject", metavar="WHY", help="Reject it, and say why.")] = "",
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Approve an application that somebody else made, or reject it."""
    with served(url, api_key) as client:
        found = client.merchant_applications.review(application, approve=not reject, note=reject, key=key)
    _say(session, plain(found), found.merchant or f"{application} rejected")


@command(merchants, "takings", example="jiaozi merchants takings mer_0A1B2C3D4E5F6 2026-01-31")
def takings(session: Session, merchant: Merchant, day: Day, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """Show what a merchant took on a day, by store and terminal."""
    with served(url, api_key) as client:
        data = plain(client.merchants.takings.get(merchant, day=day))
    rows = [*data["lines"], {**data["total"], "store": "total 合计"}]
    if session.as_json:
        session.show(data)
    else:
        show_rows(session, rows, "store", "terminal", "payments", "gross", "refunds", "refunded", "net")


@command(merchants, "settlement-file", example="jiaozi merchants settlement-file mer_0A1B2C3D4E5F6 2026-01-31")
def settlement_file(session: Session, merchant: Merchant, day: Day, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """Print a day's settlement file (CSV): one line for each payment, capture and refund."""
    with served(url, api_key) as client:
        text = client.merchants.settlement_file(merchant, day=day).decode()
    _say(session, {"csv": text}, text.replace("\r\n", "\n").rstrip("\n"))


@command(orders, "place", example="jiaozi orders place sto_0A1B2C3D4E5F6 A-1 --line tea:2:5.00")
def place(
    session: Session,
    store: Annotated[str, typer.Argument(metavar="STORE", help="Where it is sold: sto_...")],
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="Your own order number.")],
    line: Annotated[list[str], typer.Option("--line", help="NAME:QUANTITY:YUAN for one; repeatable.")],
    terminal: Annotated[str, typer.Option("--terminal", help="trm_...")] = "",
    plan: Annotated[str, typer.Option("--plan", help="Split the payment by this plan of the store: spl_...")] = "",
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Place an order with the merchant's key. Whoever is shown it can pay it, once."""
    goods = [_goods(text) for text in line]
    with served(url, api_key) as client:
        done = client.orders.create(
            store=store, number=number, lines=goods, terminal=terminal or None, plan=plan or None, key=key
        )
    said = f"{done.order}  {yuan(done.amount.minor)} yuan, until {done.expires_at}"
    _say(session, plain(done), said)


@command(orders, "show", example="jiaozi orders show ord_0A1B2C3D4E5F6")
def show(session: Session, order: Order, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """Show an order."""
    with served(url, api_key) as client:
        found = client.orders.get(order)
    goods = "\n".join(f"  {each.quantity} x {each.name} at {yuan(each.unit.minor)}" for each in found.lines)
    _say(
        session,
        plain(found),
        f"{found.number}: {found.state}, {yuan(found.amount.minor)} yuan\n{goods}",
    )


@command(orders, "pay", example="jiaozi orders pay ord_0A1B2C3D4E5F6 wal_0A1B2C3D4E5F6")
def pay(
    session: Session,
    order: Order,
    payer: Annotated[str, typer.Argument(metavar="WALLET", help="Who pays: wal_...")],
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Pay an order as it stands. Final once it is answered."""
    with served(url, api_key) as client:
        done = client.orders.pay(order, payer=payer, key=key)
    _say(session, plain(done), f"{done.payment}  {yuan(done.amount.minor)} yuan  {done.paid_at}")


@command(orders, "cancel", example="jiaozi orders cancel ord_0A1B2C3D4E5F6")
def cancel(session: Session, order: Order, key: Key = "", url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """Withdraw an order that is not paid."""
    with served(url, api_key) as client:
        done = plain(client.orders.cancel(order, key=key))
    _say(session, done, f"{order} cancelled")


def _goods(text: str) -> "OrderLine":
    """A line of goods. Raises `typer.BadParameter`."""
    from jiaozi.money import parse_yuan
    from jiaozi_sdk.models import OrderLine

    parts = text.rsplit(":", 2)
    try:
        name, quantity, price = parts
        return OrderLine(name=name, quantity=int(quantity), unit_minor=parse_yuan(price))
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not NAME:QUANTITY:YUAN", param_hint="--line") from error


def _say(session: Session, data: dict[str, Any], text: str) -> None:
    session.show(data, lambda out: out.print(text, highlight=False, soft_wrap=True))
