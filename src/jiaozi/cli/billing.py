"""`jiaozi request`, `jiaozi bill` and `jiaozi split`: asking for money from the shell, through a running server."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jiaozi.cli.served import LOCAL, ApiKey, Key, Pin, Signer, SignerKey, Url, minor_of, served, show, word
from jiaozi.cli.session import Session, command

if TYPE_CHECKING:
    from jiaozi_sdk.models import BillLine, SellerShare

RequestId = Annotated[str, typer.Argument(metavar="REQUEST", help="The request: prq_...")]
Payer = Annotated[str, typer.Argument(metavar="WALLET", help="The wallet that is asked: wal_...")]
Biller = Annotated[str, typer.Argument(metavar="BILLER", help="The biller: mer_...")]
Number = Annotated[str, typer.Argument(metavar="NUMBER", help="The bill's number.")]
Plan = Annotated[str, typer.Argument(metavar="PLAN", help="The plan: spl_...")]
COLUMNS = ("number", "title", "yuan", "due_on")


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    request = typer.Typer(no_args_is_help=True, help="Requests to pay: ask, accept, decline, cancel.")
    ask = "jiaozi request make sto_0A1B2C3D4E5F6 19.99 --hours 2 --payer wal_0A1B2C3D4E5F6"
    command(request, "make", example=ask)(make)
    command(request, "show", example="jiaozi request show prq_0A1B2C3D4E5F6")(show_request)
    command(request, "list", example="jiaozi request list --payer wal_0A1B2C3D4E5F6 --state open")(list_requests)
    command(request, "accept", example="jiaozi request accept prq_0A1B2C3D4E5F6 wal_0A1B2C3D4E5F6")(accept)
    command(request, "decline", example="jiaozi request decline prq_0A1B2C3D4E5F6 wal_0A1B2C3D4E5F6")(decline)
    command(request, "cancel", example="jiaozi request cancel prq_0A1B2C3D4E5F6")(cancel)
    app.add_typer(request, name="request")
    bill = typer.Typer(no_args_is_help=True, help="Bills: upload a batch, look one up by its number, pay it.")
    command(bill, "upload", example="jiaozi bill upload mer_0A1B2C3D4E5F6 sto_0A1B2C3D4E5F6 bills.csv")(upload)
    command(bill, "show", example="jiaozi bill show mer_0A1B2C3D4E5F6 W-2026-11-000123")(show_bill)
    command(bill, "pay", example="jiaozi bill pay wal_0A1B2C3D4E5F6 mer_0A1B2C3D4E5F6 W-2026-11-000123")(pay_bill)
    command(bill, "receipt", example="jiaozi bill receipt mer_0A1B2C3D4E5F6 W-2026-11-000123")(receipt)
    command(bill, "withdraw", example="jiaozi bill withdraw mer_0A1B2C3D4E5F6 W-2026-11-000123")(withdraw)
    app.add_typer(bill, name="bill")
    split = typer.Typer(no_args_is_help=True, help="Split plans: propose, agree, end, pay by one.")
    propose_example = "jiaozi split propose sto_0A1B2C3D4E5F6 Teas --seller mer_0A1B2C3D4E5F6:0.50:900000"
    command(split, "propose", example=propose_example)(propose)
    command(split, "agree", example="jiaozi split agree spl_0A1B2C3D4E5F6 mer_0A1B2C3D4E5F6")(agree)
    command(split, "end", example="jiaozi split end spl_0A1B2C3D4E5F6 mer_0A1B2C3D4E5F6")(end)
    command(split, "show", example="jiaozi split show spl_0A1B2C3D4E5F6")(show_plan)
    command(split, "pay", example="jiaozi split pay wal_0A1B2C3D4E5F6 spl_0A1B2C3D4E5F6 19.99")(pay_split)
    command(split, "parts", example="jiaozi split parts pay_0A1B2C3D4E5F6")(parts)
    app.add_typer(split, name="split")


def make(
    session: Session,
    payee: Annotated[str, typer.Argument(metavar="PAYEE", help="Who is to be paid: sto_... or wal_...")],
    yuan: Annotated[str, typer.Argument(metavar="YUAN", help="How much, such as 19.99.")],
    hours: Annotated[int, typer.Option("--hours", min=1, max=2_160, help="How long it can be paid.")] = 24,
    until: Annotated[str, typer.Option("--until", metavar="TIME", help="Or until when, with an offset.")] = "",
    payer: Annotated[str, typer.Option("--payer", help="Who is asked: wal_...; else whoever has it.")] = "",
    reference: Annotated[str, typer.Option("--reference", help="Your own reference.")] = "",
    plan: Annotated[str, typer.Option("--plan", help="Split the payment by this plan: spl_...")] = "",
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Ask for money. Nothing moves until the payer accepts.

    To repeat a call with the same --idempotency-key, say --until: hours are counted from now.
    """
    from jiaozi.clock import HOUR_US, format_time, parse_time

    try:
        ends = parse_time(until) if until else 0
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--until") from error
    if key and not until:
        raise typer.BadParameter("needed with --idempotency-key", param_hint="--until")
    store, wallet = (payee, None) if payee.startswith("sto_") else (None, payee)
    with served(url, api_key) as client:
        expires_at = format_time(ends or parse_time(client.world().now) + hours * HOUR_US)
        done = client.payment_requests.create(
            amount_minor=minor_of(yuan, "YUAN"), expires_at=expires_at, store=store, payee=wallet,
            payer=payer or None, plan=plan or None, reference=reference or None, key=key,
        )  # fmt: skip
    show(session, done)


def show_request(session: Session, request: RequestId, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """Show a request to pay, and who signed it."""
    with served(url, api_key) as client:
        show(session, client.payment_requests.get(request))


def list_requests(
    session: Session,
    payee: Annotated[str, typer.Option("--payee", help="Requests of this wallet's: wal_...")] = "",
    payer: Annotated[str, typer.Option("--payer", help="Requests to this wallet: wal_...")] = "",
    state: Annotated[str, typer.Option("--state", help="open, paid, declined, cancelled or expired.")] = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """List the requests of a wallet, or those to it."""
    if bool(payee) == bool(payer):
        raise typer.BadParameter("say either --payee or --payer", param_hint="--payer")
    with served(url, api_key) as client:
        found = client.payment_requests.list(payee=payee or None, payer=payer or None, state=word(state))
        show(session, list(found))


def accept(
    session: Session,
    request: RequestId,
    payer: Payer,
    device: Signer = "",
    device_key: SignerKey = "",
    pin: Pin = True,
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Accept a request, and with that pay it. Final once it is answered."""
    with served(url, api_key, device, device_key, pin=pin) as client:
        show(session, client.payment_requests.accept(request, payer=payer, key=key))


def decline(
    session: Session, request: RequestId, payer: Payer, key: Key = "", url: Url = LOCAL, api_key: ApiKey = ""
) -> None:
    """Say no to a request."""
    with served(url, api_key) as client:
        show(session, client.payment_requests.decline(request, payer=payer, key=key))


def cancel(session: Session, request: RequestId, key: Key = "", url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """Take your request back."""
    with served(url, api_key) as client:
        show(session, client.payment_requests.cancel(request, key=key))


def upload(
    session: Session,
    merchant: Biller,
    store: Annotated[str, typer.Argument(metavar="STORE", help="The biller's store that is paid: sto_...")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV with a header: number,title,yuan,due_on")],
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Upload a batch of at most 500 bills, all or none. Again is harmless: what is the same stays, what is paid too."""
    bills = _bills(file)
    with served(url, api_key) as client:
        show(session, client.merchants.bills.create(merchant, store=store, bills=bills, key=key))


def _bills(file: Path) -> "list[BillLine]":
    from jiaozi_sdk.models import BillLine

    with file.open(encoding="utf-8-sig", newline="") as text:
        reader = csv.DictReader(text)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise typer.BadParameter(f"the first line has to be {','.join(COLUMNS)}", param_hint="FILE")
        rows = list(reader)
    found = []
    for place, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise typer.BadParameter(f"line {place}: {len(COLUMNS)} fields are needed", param_hint="FILE")
        amount_minor = minor_of(row["yuan"], f"FILE line {place}")
        found.append(
            BillLine(number=row["number"], title=row["title"], amount_minor=amount_minor, due_on=row["due_on"])
        )
    return found


def show_bill(session: Session, merchant: Biller, number: Number, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """Look a bill up by its number."""
    with served(url, api_key) as client:
        show(session, client.merchants.bills.get(merchant, number))


def pay_bill(
    session: Session,
    payer: Payer,
    merchant: Biller,
    number: Number,
    yuan: Annotated[str, typer.Option("--yuan", help="Pay only if the bill asks exactly this.")] = "",
    device: Signer = "",
    device_key: SignerKey = "",
    pin: Pin = True,
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Pay a bill. It is paid at most once, whoever pays it. Without --yuan: what it asks when it is looked up."""
    with served(url, api_key, device, device_key, pin=pin) as client:
        amount = minor_of(yuan) if yuan else client.merchants.bills.get(merchant, number).amount.minor
        show(
            session,
            client.merchants.bills.payments.create(merchant, number, payer=payer, amount_minor=amount, key=key),
        )


def receipt(session: Session, merchant: Biller, number: Number, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """Show the receipt of a paid bill."""
    with served(url, api_key) as client:
        show(session, client.merchants.bills.receipt(merchant, number))


def withdraw(
    session: Session, merchant: Biller, number: Number, key: Key = "", url: Url = LOCAL, api_key: ApiKey = ""
) -> None:
    """Take an unpaid bill back."""
    with served(url, api_key) as client:
        show(session, client.merchants.bills.withdraw(merchant, number, key=key))


def propose(
    session: Session,
    store: Annotated[str, typer.Argument(metavar="STORE", help="The platform's store: sto_...")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the plan is called.")],
    sellers: Annotated[list[str], typer.Option("--seller", help="MERCHANT:YUAN:PPM, fixed and share; repeatable.")],
    remainder: Annotated[str, typer.Option("--remainder", help="platform or largest_remainder.")] = "platform",
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Propose how payments at a store are split. What no seller gets is the platform's."""
    lines = [_seller(text) for text in sellers]
    with served(url, api_key) as client:
        done = client.split_plans.create(store=store, name=name, sellers=lines, remainder=word(remainder), key=key)
    show(session, done)


def _seller(text: str) -> "SellerShare":
    from jiaozi.money import parse_yuan
    from jiaozi_sdk.models import SellerShare

    parts = text.split(":")
    try:
        seller, yuan, ppm = parts
        return SellerShare(seller=seller, fixed_minor=parse_yuan(yuan or "0"), share_ppm=int(ppm or 0))
    except ValueError as error:
        raise typer.BadParameter("MERCHANT:YUAN:PPM, such as mer_...:0.50:900000", param_hint="--seller") from error


def agree(
    session: Session,
    plan: Plan,
    seller: Annotated[str, typer.Argument(metavar="SELLER", help="The seller that agrees: mer_...")],
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Agree to a plan, as one of its sellers. It is active when all have agreed."""
    with served(url, api_key) as client:
        show(session, client.split_plans.agreements.create(plan, seller=seller, key=key))


def end(
    session: Session,
    plan: Plan,
    merchant: Annotated[str, typer.Argument(metavar="MERCHANT", help="Who ends it: mer_...")],
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """End a plan, as its platform or one of its sellers. Refunds of earlier payments go on as agreed."""
    with served(url, api_key) as client:
        show(session, client.split_plans.end(plan, merchant=merchant, key=key))


def show_plan(session: Session, plan: Plan, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """Show a plan and who has agreed to it."""
    with served(url, api_key) as client:
        show(session, client.split_plans.get(plan))


def pay_split(
    session: Session,
    payer: Payer,
    plan: Plan,
    yuan: Annotated[str, typer.Argument(metavar="YUAN", help="How much, such as 19.99.")],
    reference: Annotated[str, typer.Option("--reference", help="Your own reference.")] = "",
    device: Signer = "",
    device_key: SignerKey = "",
    pin: Pin = True,
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Pay at a plan's store; everybody in the plan gets a part at once."""
    with served(url, api_key, device, device_key, pin=pin) as client:
        done = client.split_plans.payments.create(
            payer=payer, plan=plan, amount_minor=minor_of(yuan, "YUAN"), reference=reference or None, key=key
        )
    show(session, done)


def parts(
    session: Session,
    payment: Annotated[str, typer.Argument(metavar="PAYMENT", help="The payment: pay_...")],
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Show what each party got of a split payment, and gave back since."""
    with served(url, api_key) as client:
        show(session, list(client.payments.parts.list(payment)))
