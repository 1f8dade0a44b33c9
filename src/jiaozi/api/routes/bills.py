"""Bills: uploaded and withdrawn by a biller, looked up and paid by their number."""

from typing import Annotated

from pydantic import Field

from jiaozi.access import ownership
from jiaozi.api import owners
from jiaozi.api.acts import Acts
from jiaozi.api.desk import At, Desk, Walked, need
from jiaozi.api.routing import Paging
from jiaozi.billing import store as rows
from jiaozi.billing.bills import (
    BillPaid,
    BillsUploaded,
    BillWithdrawn,
    PayBill,
    UploadBills,
    WithdrawBill,
    is_late,
)
from jiaozi.billing.model import BILLER_PURPOSES, Bill, BillerPurpose, BillNumber, BillStateNumber, Title
from jiaozi.clock import china_day
from jiaozi.db.engine import Connection
from jiaozi.kinds import (
    AccountOrNone,
    Day,
    Fen,
    FenOrZero,
    Instant,
    JournalNo,
    MerchantNo,
    Name,
    OrNone,
    PaymentNo,
    StoreNo,
    WalletNo,
)
from jiaozi.payments import store as payments
from jiaozi.payments.model import Merchant
from jiaozi.records import dataclass
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "bills")
_BILLER = owners.merchant()

router.act(UploadBills, BillsUploaded, "/merchants/{merchant}/bills", owner=_BILLER, status=201, dry_run=True)
router.act(
    PayBill,
    BillPaid,
    "/merchants/{merchant}/bills/{number}/payments",
    owner=owners.wallet("payer"),
    status=201,
    dry_run=True,
)
router.act(WithdrawBill, BillWithdrawn, "/merchants/{merchant}/bills/{number}/withdrawal", owner=_BILLER)


@dataclass(frozen=True, slots=True)
class BillView:
    """A bill as it stands. Who looks it up by its number learns no more than is needed to pay it: its payment is shown
    to its payer's side and its biller's."""

    merchant: MerchantNo
    biller_en: Name
    biller_zh: Name
    purpose: BillerPurpose
    number: BillNumber
    title: Title
    amount_minor: Fen
    due_on: Day
    late: bool
    state: BillStateNumber
    store: StoreNo
    payment: OrNone[PaymentNo]
    paid_at: OrNone[Instant]
    account: AccountOrNone


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """What a payer keeps of a paid bill. `refunded` is what the biller has given back since."""

    merchant: MerchantNo
    biller_en: Name
    biller_zh: Name
    number: BillNumber
    title: Title
    amount_minor: Fen
    refunded_minor: FenOrZero
    due_on: Day
    payer: WalletNo
    payment: PaymentNo
    journal: JournalNo
    paid_at: Instant


@router.get("/merchants/{merchant}/bills")
async def list_bills(
    desk: At,
    merchant: MerchantNo,
    paging: Paging,
    state: Annotated[BillStateNumber | None, Field(description="Only those that stand like this")] = None,
) -> Page[BillView]:
    """A biller's own bills, in the order in which they first came."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> Walked[BillView]:
        biller = need(payments.merchant(connection, merchant), "merchant_not_found")
        desk.check_own("read_bills", [ownership.of_merchant(biller)], "merchant_not_found")
        found = rows.bills_page(connection, biller.id, state, after[0], limit)
        shown = [_bill(desk, connection, row, biller) for row in found.rows]
        return Walked(shown, (found.place or 0,), found.more)

    return await desk.walked("read_bills", f"bills:{merchant}:{state}", paging, job)


@router.get("/merchants/{merchant}/bills/{number}")
async def look_up_bill(desk: At, merchant: MerchantNo, number: BillNumber) -> BillView:
    """A bill by its number, for whoever wants to pay it."""
    return await desk.read("read_bill", lambda at: _bill(desk, at, *_found(at, merchant, number)))


@router.get("/merchants/{merchant}/bills/{number}/receipt")
async def get_receipt(desk: At, merchant: MerchantNo, number: BillNumber) -> ReceiptView:
    """The receipt of a paid bill, for its payer's side and its biller's."""

    def job(connection: Connection) -> ReceiptView:
        row, biller = _found(connection, merchant, number)
        payment = need(payments.payment(connection, row.payment) if row.payment else None, "bill_not_found")
        desk.check_own("read_payment", ownership.of_payment(connection, payment), "bill_not_found", either=True)
        return view(
            ReceiptView,
            row,
            biller_en=biller.name_en,
            biller_zh=biller.name_zh,
            refunded_minor=payment.refunded_minor,
            payer=payment.payer,
            journal=payment.journal,
        )

    return await desk.read("read_payment", job)


def _found(connection: Connection, merchant: MerchantNo, number: str) -> tuple[Bill, Merchant]:
    row = need(rows.bill(connection, merchant, number), "bill_not_found")
    return row, need(payments.merchant(connection, row.merchant), "merchant_not_found")


def _bill(desk: Desk, connection: Connection, row: Bill, biller: Merchant) -> BillView:
    payment = payments.payment(connection, row.payment) if row.payment else None
    sides = () if payment is None else ownership.of_payment(connection, payment)
    seen = any(desk.may("read_payment", [side]) for side in sides)
    return view(
        BillView,
        row,
        biller_en=biller.name_en,
        biller_zh=biller.name_zh,
        purpose=BILLER_PURPOSES[biller.purpose],
        late=is_late(row, china_day(desk.platform.clock.now())),
        payment=row.payment if seen else PaymentNo(0),
        paid_at=row.paid_at if seen else 0,
        account=row.account if desk.may("read_bills", [ownership.of_merchant(biller)]) else "",
    )
