"""Requests to pay, and bills."""

from datetime import date
from typing import Annotated, Any, Final

from pydantic import Field
from starlette.responses import Response

from jiaozi.access import ownership
from jiaozi.access.permissions import Ownership
from jiaozi.api import render, views
from jiaozi.api.desk import At, Desk, DryRun, Owners, need, number, optional
from jiaozi.api.problems import Refused
from jiaozi.api.routes.common import merchant_owner, wallet_owner
from jiaozi.api.routing import Paging, Router
from jiaozi.billing import store as rows
from jiaozi.billing.bills import BillLine, PayBill, UploadBills, WithdrawBill, due_date, is_late
from jiaozi.billing.model import BILL_STATES, BILLER_PURPOSES, REQUEST_STATES, Bill, PaymentRequest
from jiaozi.billing.requests import AcceptRequest, CancelRequest, DeclineRequest, RequestPayment, as_asked
from jiaozi.billing.signing import signed_text
from jiaozi.clock import china_day, date_to_day, format_time, parse_time
from jiaozi.db.engine import Connection
from jiaozi.errors import Refusal
from jiaozi.ids import encode_id
from jiaozi.kinds import PaymentRequestNo
from jiaozi.payments import store as payments
from jiaozi.payments.model import Merchant
from jiaozi.wallets.store import wallet as wallet_row
from jiaozi.wire import billing as wire
from jiaozi.wire.base import MerchantId, Nothing, Page, PaymentRequestId, WalletId

router = Router("/v1", "requests to pay")
bills = Router("/v1", "bills")
_REQUEST_STATES: Final = {name: state for state, name in REQUEST_STATES.items()}
_BILL_STATES: Final = {name: state for state, name in BILL_STATES.items()}


# ------------------------------------------------------------------------------------------------ requests to pay
def of_request(connection: Connection, row: PaymentRequest) -> list[Ownership]:
    """The sides of one request to pay."""
    return ownership.of_requests(connection, [row])[row.id]


def _payee_owner(command: RequestPayment) -> Owners:
    """Who may ask for a store is its merchant; for a wallet, whose it is."""
    if not command.store:
        return wallet_owner(command.payee)

    def find(connection: Connection) -> list[Ownership]:
        sold = payments.store(connection, command.store)
        found = payments.merchant(connection, sold.merchant) if sold is not None else None
        return [] if found is None else [ownership.of_merchant(found)]

    return find


def _asker_owner(request: PaymentRequestNo) -> Owners:
    def find(connection: Connection) -> list[Ownership]:
        row = rows.payment_request(connection, request)
        return [] if row is None else of_request(connection, row)[:1]

    return find


def _request(row: PaymentRequest, nonces: dict[PaymentRequestNo, str]) -> wire.PaymentRequest:
    return wire.PaymentRequest(
        id=encode_id("prq", row.id),
        state=REQUEST_STATES[row.state],
        payee=encode_id("wal", row.payee),
        store=render.identifier("sto", row.store),
        payer=render.identifier("wal", row.payer),
        amount=views.money(row.amount_minor),
        purpose=row.purpose,
        reference=row.reference,
        requested_at=format_time(row.requested_at),
        expires_at=format_time(row.expires_at),
        ended_at=render.moment(row.ended_at),
        payment=render.identifier("pay", row.payment),
        plan=render.identifier("spl", row.plan),
        signed=_signed(row, nonces[row.id]) if row.device else None,
    )


def _signed(row: PaymentRequest, nonce: str) -> wire.Signed:
    return wire.Signed(
        device=encode_id("dev", row.device),
        algorithm=row.algorithm,
        public_key=row.public_key,
        signature=row.signature,
        text=signed_text(as_asked(row, nonce)),
    )


@router.post("/payment-requests", status=201, answer=wire.PaymentRequested)
async def request_payment(desk: At, body: wire.RequestOrder, dry_run: DryRun = False) -> Response:
    """Asks a payer for money. Nothing moves until the payer accepts."""
    command = RequestPayment(
        body.amount.minor,
        parse_time(body.expires_at),
        optional(body.store),
        optional(body.payee),
        optional(body.payer),
        body.purpose,
        body.reference,
        optional(body.plan),
        optional(body.signed.device if body.signed else None),
        body.signed.signature if body.signed else "",
        body.signed.nonce if body.signed else "",
    )
    missing = "store_not_found" if body.store else "wallet_not_found"
    return await desk.act(command, _payee_owner(command), missing=missing, status=201, dry_run=dry_run)


@router.get("/payment-requests", answer=Page[wire.PaymentRequest])
async def list_payment_requests(
    desk: At,
    paging: Paging,
    payee: Annotated[WalletId | None, Field(description="Requests of this wallet's")] = None,
    payer: Annotated[WalletId | None, Field(description="Requests to this wallet")] = None,
    state: Annotated[wire.RequestState | None, Field(description="Only those that stand like this")] = None,
) -> dict[str, Any]:
    """Requests to pay, oldest first: those of a `payee`, or those to a `payer`; exactly one of the two is named."""
    side, wallet = ("payer", payer) if payer else ("payee", payee)
    listing = f"payment_requests:{side}:{wallet}:{state}"
    (after,) = desk.start(listing, paging.cursor, (0,))

    def job(connection: Connection) -> tuple[list[PaymentRequest], dict[PaymentRequestNo, str]]:
        if wallet is None or (payer and payee):
            raise Refused(Refusal("request_malformed", "exactly one of payee and payer"))
        owner = need(wallet_row(connection, number(wallet)), "wallet_not_found")
        desk.check_own("read_request", [ownership.of_wallet(connection, owner)], "wallet_not_found")
        wanted = None if state is None else _REQUEST_STATES[state]
        found = rows.requests_page(connection, side, owner.id, wanted, after, paging.limit + 1)
        return found, rows.nonces_of(connection, [row.id for row in found if row.device])

    found, nonces = await desk.read("read_request", job)
    shown = [_request(row, nonces) for row in found]
    return desk.page(listing, shown, [(row.id,) for row in found], paging.limit, paging.cursor)


@router.get("/payment-requests/{request}", answer=wire.PaymentRequest)
async def get_payment_request(desk: At, request: PaymentRequestId) -> wire.PaymentRequest:
    """A request to pay, for its payee's side and its payer's; one that names no payer, for whoever has it."""

    def job(connection: Connection) -> wire.PaymentRequest:
        row = need(rows.payment_request(connection, number(request)), "payment_request_not_found")
        if row.payer:
            desk.check_own("read_request", of_request(connection, row), "payment_request_not_found", either=True)
        return _request(row, rows.nonces_of(connection, [row.id] if row.device else []))

    return await desk.read("read_request", job)


@router.post("/payment-requests/{request}/accept", status=201, answer=wire.RequestAccepted)
async def accept_request(
    desk: At, request: PaymentRequestId, body: wire.RequestAnswer, dry_run: DryRun = False
) -> Response:
    """The payer accepts, and with that pays. Final when it is answered."""
    command = AcceptRequest(number(request), number(body.payer))
    return await desk.act(command, wallet_owner(command.payer), missing="wallet_not_found", status=201, dry_run=dry_run)


@router.post("/payment-requests/{request}/decline", answer=wire.RequestClosed)
async def decline_request(desk: At, request: PaymentRequestId, body: wire.RequestAnswer) -> Response:
    """The wallet that is asked says no."""
    command = DeclineRequest(number(request), number(body.payer))
    return await desk.act(command, wallet_owner(command.payer), missing="wallet_not_found")


@router.post("/payment-requests/{request}/cancel", answer=wire.RequestClosed)
async def cancel_request(desk: At, request: PaymentRequestId, _: Nothing | None = None) -> Response:
    """The payee's side takes a request back."""
    command = CancelRequest(number(request))
    return await desk.act(command, _asker_owner(command.payment_request), missing="payment_request_not_found")


# ----------------------------------------------------------------------------------------------------------- bills
def _bill(desk: Desk, connection: Connection, row: Bill, biller: Merchant) -> wire.Bill:
    payment = payments.payment(connection, row.payment) if row.payment else None
    shown = payment is not None and any(
        desk.may("read_payment", [side]) for side in ownership.of_payment(connection, payment)
    )
    return wire.Bill(
        merchant=encode_id("mer", row.merchant),
        biller_en=biller.name_en,
        biller_zh=biller.name_zh,
        purpose=BILLER_PURPOSES[biller.purpose],
        number=row.number,
        title=row.title,
        amount=views.money(row.amount_minor),
        due_on=due_date(row),
        late=is_late(row, china_day(desk.platform.clock.now())),
        state=BILL_STATES[row.state],
        store=encode_id("sto", row.store),
        payment=encode_id("pay", row.payment) if shown else None,
        paid_at=format_time(row.paid_at) if shown else None,
    )


def _found(connection: Connection, merchant: str, bill: str) -> tuple[Bill, Merchant]:
    row = need(rows.bill(connection, number(merchant), bill), "bill_not_found")
    return row, need(payments.merchant(connection, row.merchant), "merchant_not_found")


@bills.post("/merchants/{merchant}/bills", status=201, answer=wire.BillsUploaded)
async def upload_bills(desk: At, merchant: MerchantId, body: wire.BillBatch, dry_run: DryRun = False) -> Response:
    """A biller uploads a batch, all or none. A number uploaded again replaces a bill that is not paid."""
    lines = tuple(
        BillLine(line.number, line.title, line.amount.minor, date_to_day(date.fromisoformat(line.due_on)))
        for line in body.bills
    )
    command = UploadBills(number(merchant), number(body.store), lines)
    owner = merchant_owner(command.merchant)
    return await desk.act(command, owner, missing="merchant_not_found", status=201, dry_run=dry_run)


@bills.get("/merchants/{merchant}/bills", answer=Page[wire.Bill])
async def list_bills(
    desk: At,
    merchant: MerchantId,
    paging: Paging,
    state: Annotated[wire.BillState | None, Field(description="Only those that stand like this")] = None,
) -> dict[str, Any]:
    """A biller's own bills, in the order in which they first came."""
    listing = f"bills:{merchant}:{state}"
    (after,) = desk.start(listing, paging.cursor, (0,))

    def job(connection: Connection) -> list[tuple[int, wire.Bill]]:
        biller = need(payments.merchant(connection, number(merchant)), "merchant_not_found")
        desk.check_own("read_bills", [ownership.of_merchant(biller)], "merchant_not_found")
        wanted = None if state is None else _BILL_STATES[state]
        found = rows.bills_page(connection, biller.id, wanted, after, paging.limit + 1)
        return [(row.id, _bill(desk, connection, row, biller)) for row in found]

    found = await desk.read("read_bills", job)
    shown, places = [bill for _, bill in found], [(place,) for place, _ in found]
    return desk.page(listing, shown, places, paging.limit, paging.cursor)


@bills.get("/merchants/{merchant}/bills/{bill}", answer=wire.Bill)
async def look_up_bill(desk: At, merchant: MerchantId, bill: wire.BillNumber) -> wire.Bill:
    """A bill by its number, for whoever wants to pay it."""

    def job(connection: Connection) -> wire.Bill:
        row, biller = _found(connection, merchant, bill)
        return _bill(desk, connection, row, biller)

    return await desk.read("read_bill", job)


@bills.get("/merchants/{merchant}/bills/{bill}/receipt", answer=wire.Receipt)
async def get_receipt(desk: At, merchant: MerchantId, bill: wire.BillNumber) -> wire.Receipt:
    """The receipt of a paid bill, for its payer's side and its biller's."""

    def job(connection: Connection) -> wire.Receipt:
        row, biller = _found(connection, merchant, bill)
        payment = need(payments.payment(connection, row.payment) if row.payment else None, "bill_not_found")
        desk.check_own("read_payment", ownership.of_payment(connection, payment), "bill_not_found", either=True)
        return wire.Receipt(
            merchant=merchant,
            biller_en=biller.name_en,
            biller_zh=biller.name_zh,
            number=row.number,
            title=row.title,
            amount=views.money(row.amount_minor),
            refunded=views.money(payment.refunded_minor),
            due_on=due_date(row),
            payer=encode_id("wal", payment.payer),
            payment=encode_id("pay", payment.id),
            journal=encode_id("jnl", payment.journal),
            paid_at=format_time(row.paid_at),
        )

    return await desk.read("read_payment", job)


@bills.post("/merchants/{merchant}/bills/{bill}/payments", status=201, answer=wire.BillPaid)
async def pay_bill(
    desk: At, merchant: MerchantId, bill: wire.BillNumber, body: wire.BillPayment, dry_run: DryRun = False
) -> Response:
    """Pays a bill. It is paid at most once, whoever pays it."""
    command = PayBill(number(body.payer), number(merchant), bill, body.amount.minor)
    return await desk.act(command, wallet_owner(command.payer), missing="wallet_not_found", status=201, dry_run=dry_run)


@bills.post("/merchants/{merchant}/bills/{bill}/withdrawal", answer=wire.BillWithdrawn)
async def withdraw_bill(desk: At, merchant: MerchantId, bill: wire.BillNumber, _: Nothing | None = None) -> Response:
    """The biller takes an unpaid bill back."""
    command = WithdrawBill(number(merchant), bill)
    return await desk.act(command, merchant_owner(command.merchant), missing="merchant_not_found")
