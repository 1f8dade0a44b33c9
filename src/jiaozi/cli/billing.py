"""`jiaozi request`, `jiaozi bill` and `jiaozi split`: asking for money from the shell, through a running server."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jiaozi import sheet_files
from jiaozi.cli.commands import Asking, group
from jiaozi.cli.derived import Served
from jiaozi.cli.printing import show
from jiaozi.cli.served import now_of
from jiaozi.cli.session import Session
from jiaozi.cli.values import read_date, read_time, yuan_of
from jiaozi.cli.words import LISTED, Key, Plan, Reference, Word, Words, Yuan, argument, of_file, option

if TYPE_CHECKING:
    from jiaozi_sdk import Client
    from jiaozi_sdk.models import BillLine, SellerShare


def make(
    session: Session,
    client: "Client",
    payee: Annotated[str, typer.Argument(metavar="PAYEE", help="Who is to be paid: sto_... or wal_...")],
    yuan: Yuan,
    hours: Annotated[int, typer.Option("--hours", min=1, max=2_160, help="How long it can be paid.")] = 24,
    until: Annotated[str | None, option("until", "Or until when, with an offset.")] = None,
    payer: Annotated[str | None, option("payer", "Who is asked: wal_...; else whoever has it.")] = None,
    reference: Reference = None,
    plan: Plan = None,
    key: Key = "",
) -> None:
    """Ask for money. Nothing moves until the payer accepts.

    To repeat a call with the same --idempotency-key, say --until: hours are counted from now.
    """
    from jiaozi.clock import HOUR_US, format_time

    if key and not until:
        raise typer.BadParameter("needed with --idempotency-key", param_hint="--until")
    ends = read_time(until, "--until") if until else now_of(client) + hours * HOUR_US
    store, wallet = (payee, None) if payee.startswith("sto_") else (None, payee)
    done = client.payment_requests.create(
        amount_minor=yuan, expires_at=format_time(ends), store=store, payee=wallet, payer=payer or None,
        plan=plan or None, reference=reference or None, key=key,
    )  # fmt: skip
    show(session, done)


def pay_bill(
    session: Session,
    client: "Client",
    payer: Annotated[str, argument("payer")],
    merchant: Annotated[str, argument("merchant", "The biller: mer_...")],
    number: Annotated[str, argument("number", "The bill's number.")],
    yuan: Annotated[int | None, option("amount_minor", "Pay only if the bill asks exactly this.")] = None,
    key: Key = "",
) -> None:
    """Pay a bill. It is paid at most once, whoever pays it. Without --yuan: what it asks when it is looked up."""
    amount = yuan or client.merchants.bills.get(merchant, number).amount.minor
    show(session, client.merchants.bills.payments.create(merchant, number, payer=payer, amount_minor=amount, key=key))


def _bills(file: Path) -> "list[BillLine]":
    """The bills of a file. Raises `typer.BadParameter`."""
    from jiaozi.billing.bill_file import bill_rows
    from jiaozi_sdk.models import BillLine

    try:
        rows = list(bill_rows(file))
    except sheet_files.SheetInvalid as error:
        raise typer.BadParameter(str(error)) from error
    return [
        BillLine(
            number=number,
            title=title,
            amount_minor=yuan_of(sheet_files.amount(yuan), f"FILE line {line}"),
            due_on=str(read_date(sheet_files.in_iso(due_on), f"FILE line {line}")),
            account=(account or [""])[0] or None,
        )
        for line, (number, title, yuan, due_on, *account) in rows
    ]


def seller_of(text: str) -> "SellerShare":
    """A seller's part. Raises `typer.BadParameter`."""
    from jiaozi_sdk.models import SellerShare

    seller, yuan, ppm = text.split(":") if text.count(":") == 2 else ("", "", "x")
    if ppm and not (ppm.isascii() and ppm.isdigit()):
        raise typer.BadParameter("MERCHANT:YUAN:PPM, such as mer_...:0.50:900000")
    return SellerShare(seller=seller, fixed_minor=yuan_of(yuan or "0", zero=True), share_ppm=int(ppm or 0))


BILL: Words = {
    "merchant": Word("The biller: mer_...", "mer_0A1B2C3D4E5F6", "BILLER"),
    "number": Word("The bill's number.", "W-2026-11-000123"),
    "store": "The biller's store that is paid: sto_...",
    "bills": Word(
        "CSV with a header: number,title,yuan,due_on and perhaps account, or in Chinese.",
        "bills.csv",
        "FILE",
        reader=of_file(_bills),
        whole=True,
    ),
}
ASKED: Words = {"payer": "The wallet that is asked: wal_..."}
PLAN: Words = {"plan": "The plan: spl_..."}
SPLIT: Words = {
    "store": "The platform's store: sto_...",
    "name": Word("What the plan is called.", "Teas"),
    "sellers": Word("MERCHANT:YUAN:PPM; repeatable.", "mer_0A1B2C3D4E5F6:0.50:900000", "TEXT", "--seller", seller_of),
}
COMMANDS = (
    group(
        "request",
        "Requests to pay: make, accept, decline, cancel.",
        Asking("make", make, "jiaozi request make sto_0A1B2C3D4E5F6 19.99 --hours 2 --payer wal_0A1B2C3D4E5F6"),
        Served("show", "payment_requests.get", "payment_request"),
        Served("list", "payment_requests.list", words=LISTED | {"payee": "Whose requests.", "payer": "To whom."}),
        Served("accept", "payment_requests.accept", "payment_request payer", words=ASKED),
        Served("decline", "payment_requests.decline", "payment_request payer", words=ASKED),
        Served("cancel", "payment_requests.cancel", "payment_request"),
    ),
    group(
        "bill",
        "Bills: upload a batch, look one up by its number, pay it.",
        Served("upload", "merchants.bills.create", "merchant store bills", words=BILL),
        Served("show", "merchants.bills.get", "merchant number", words=BILL),
        Asking("pay", pay_bill, "jiaozi bill pay wal_0A1B2C3D4E5F6 mer_0A1B2C3D4E5F6 W-2026-11-000123", signed=True),
        Served("receipt", "merchants.bills.receipt", "merchant number", words=BILL),
        Served("withdraw", "merchants.bills.withdraw", "merchant number", words=BILL),
    ),
    group(
        "split",
        "Split plans: propose, agree, end, pay by one.",
        Served("propose", "split_plans.create", "store name", words=SPLIT),
        Served("agree", "split_plans.agreements.create", "plan seller", words=PLAN),
        Served("end", "split_plans.end", "plan merchant", words=PLAN | {"merchant": "Who ends it: mer_..."}),
        Served("show", "split_plans.get", "plan", words=PLAN),
        Served("pay", "split_plans.payments.create", "payer plan amount_minor", words=PLAN),
        Served("parts", "payments.parts.list", "payment"),
    ),
)
