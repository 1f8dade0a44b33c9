"""Bills paid by number: a biller uploads them in batches, anybody pays one, each is paid at most once.

A biller is a merchant whose purpose is one of `BILLER_PURPOSES`. The number is the biller's own; with the biller it
names the bill. Whoever pays says the amount that was shown, so that a bill replaced meanwhile is not paid by mistake.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Final, NamedTuple

from msgspec import UNSET, UnsetType

from jiaozi.billing.model import BILLER_PURPOSES, TITLE_MAX, Bill, BillNumber, BillState, Title
from jiaozi.billing.schema import BILLS
from jiaozi.clock import china_day
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import BillData, BillsData, PaidBillData
from jiaozi.kinds import (
    UNSAID,
    ClaimsNamed,
    Count,
    Day,
    Fen,
    Instant,
    JournalNo,
    Length,
    MerchantNo,
    PaymentNo,
    StoreNo,
    Text,
    WalletNo,
)
from jiaozi.money import amount_text, is_amount
from jiaozi.outbox import emit
from jiaozi.payments import pay
from jiaozi.payments.model import Merchant
from jiaozi.payments.pay import Paid, Pay
from jiaozi.payments.schema import MERCHANTS, STORES
from jiaozi.records import dataclass
from jiaozi.texts import is_plain

BATCH_MAX: Final = 500
NUMBER: Final = re.compile(r"[0-9A-Za-z-]{4,32}", re.ASCII)
DAY_MAX: Final = 40_000
"""A day in 2079, beyond which a due date is a mistake."""
PURPOSE: Final = "bill"
ACCOUNT: Final = re.compile(r"[0-9A-Za-z-]{1,32}", re.ASCII)
AccountOfBill = Annotated[str | UnsetType, UNSAID, Text(32, 1, pattern="[0-9A-Za-z-]{1,32}", example="CQ-0077-1234")]
"""`UNSET` for none, which is written nowhere. Outside: a text, or null."""


@dataclass(frozen=True, slots=True)
class BillLine:
    """A bill of a batch, under the biller's own number: 4 to 32 letters, digits and dashes. `account` is the biller's
    number of whom it bills, for payers who let its bills be paid by themselves."""

    number: BillNumber
    title: Title
    amount_minor: Fen
    due_on: Day
    account: AccountOfBill = UNSET

    @property
    def account_or_none(self) -> str:
        """The account; empty for none."""
        return "" if self.account is UNSET else self.account


@dataclass(frozen=True, slots=True)
class UploadBills:
    """A biller uploads a batch of at most 500 bills, all or none, paid at the store. A number uploaded again replaces a
    bill that is not paid."""

    merchant: MerchantNo
    store: StoreNo
    bills: Annotated[tuple[BillLine, ...], Length(1, BATCH_MAX)]


@dataclass(frozen=True, slots=True)
class WithdrawBill:
    """The biller takes an unpaid bill back."""

    merchant: MerchantNo
    number: BillNumber


@dataclass(frozen=True, slots=True)
class PayBill:
    """Pays a bill, finally. It is paid at most once, whoever pays it; the amount has to be the one that it asks."""

    payer: WalletNo
    merchant: MerchantNo
    number: BillNumber
    amount_minor: Fen
    claims: ClaimsNamed = UNSET


class BillsUploaded(NamedTuple):
    """A batch was taken: how many bills are new, changed, and as they were."""

    merchant: MerchantNo
    added: Count
    changed: Count
    unchanged: Count


class BillWithdrawn(NamedTuple):
    """A bill was withdrawn."""

    merchant: MerchantNo
    number: BillNumber


class BillPaid(NamedTuple):
    """A bill was paid, finally."""

    merchant: MerchantNo
    number: BillNumber
    payment: PaymentNo
    journal: JournalNo
    paid_at: Instant
    amount_minor: Fen


def _touch_upload(tx: Tx, requests: Sequence[Request[UploadBills]]) -> None:
    commands = [request.command for request in requests]
    tx.want(STORES, {command.store for command in commands})
    tx.want(MERCHANTS, {command.merchant for command in commands})
    tx.want(BILLS, {(command.merchant, line.number) for command in commands for line in command.bills})


def _upload(tx: Tx, request: Request[UploadBills]) -> BillsUploaded | Refusal:
    """Refuses, with the number of the line: `request_malformed`, `amount_invalid`, `merchant_not_found`,
    `merchant_not_biller`, `merchant_suspended`, `store_not_found`, `bill_paid`."""
    command = request.command
    refusal = _shape_refusal(command) or _biller_refusal(tx, command)
    if refusal is not None:
        return refusal
    rows = tx.rows(BILLS)
    held = [rows.get((command.merchant, line.number)) for line in command.bills]
    for place, (row, line) in enumerate(zip(held, command.bills, strict=True), 1):
        if row is not None and row.state == BillState.PAID and not _is_same(row, line):
            return Refusal("bill_paid", f"line {place}")

    # Decided: nothing below refuses.
    first = tx.ids.take(BATCH_MAX)
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    for place, (row, line) in enumerate(zip(held, command.bills, strict=True)):
        counts[_put(tx, command, first + place, row, line, request.at)] += 1
    if counts["added"] or counts["changed"]:
        _emit(tx, "bills.uploaded", request.at, BillsData(merchant=command.merchant, added=counts["added"]))
    return BillsUploaded(command.merchant, **counts)


def _shape_refusal(command: UploadBills) -> Refusal | None:
    if not 0 < len(command.bills) <= BATCH_MAX:
        return Refusal("request_malformed", f"1 to {BATCH_MAX} bills")
    for place, line in enumerate(command.bills, 1):
        if not NUMBER.fullmatch(line.number) or not is_plain(line.title, TITLE_MAX) or not 0 < line.due_on <= DAY_MAX:
            return Refusal("request_malformed", f"line {place}: number, title or due date")
        if line.account is not UNSET and not ACCOUNT.fullmatch(line.account):
            return Refusal("request_malformed", f"line {place}: account")
        if not is_amount(line.amount_minor):
            return Refusal("amount_invalid", f"line {place}")
    if len({line.number for line in command.bills}) != len(command.bills):
        return Refusal("request_malformed", "a number twice")
    return None


def _biller_refusal(tx: Tx, command: UploadBills) -> Refusal | None:
    merchant = tx.rows(MERCHANTS).get(command.merchant)
    if merchant is None:
        return Refusal("merchant_not_found")
    if merchant.purpose not in BILLER_PURPOSES:
        return Refusal("merchant_not_biller")
    if merchant.suspended:
        return Refusal("merchant_suspended")
    store = tx.rows(STORES).get(command.store)
    return None if store is not None and store.merchant == merchant.id else Refusal("store_not_found")


def _is_same(row: Bill, line: BillLine) -> bool:
    asked = (line.title, line.amount_minor, line.due_on, line.account_or_none)
    return (row.title, row.amount_minor, row.due_on, row.account) == asked


def _put(tx: Tx, command: UploadBills, number: int, row: Bill | None, line: BillLine, at: int) -> str:
    """Adds or replaces one bill; the name of what was done."""
    rows = tx.rows(BILLS)
    if row is None:
        bill = Bill(
            merchant=command.merchant,
            number=line.number,
            id=number,
            store=command.store,
            title=line.title,
            amount_minor=line.amount_minor,
            due_on=line.due_on,
            state=BillState.OPEN,
            payment=PaymentNo(0),
            payer=WalletNo(0),
            paid_at=0,
            uploaded_at=at,
            account=line.account_or_none,
            look_at=at if line.account_or_none else 0,
        )
        rows.add(bill)
        return "added"
    if row.state == BillState.PAID or (row.state == BillState.OPEN and _is_same(row, line)):
        return "unchanged"
    if china_day(at) != china_day(row.uploaded_at):  # on one day no upload forgets what was tried: each would measure
        row.tries = 0
    row.title, row.amount_minor, row.due_on = line.title, line.amount_minor, line.due_on
    row.store, row.state, row.uploaded_at = command.store, BillState.OPEN, at
    row.account, row.look_at, row.code = line.account_or_none, at if line.account_or_none else 0, ""
    rows.changed(row)
    return "changed"


def _touch_withdraw(tx: Tx, requests: Sequence[Request[WithdrawBill | PayBill]]) -> None:
    tx.want(BILLS, {(request.command.merchant, request.command.number) for request in requests})
    tx.want(MERCHANTS, {request.command.merchant for request in requests})


def _withdraw(tx: Tx, request: Request[WithdrawBill]) -> BillWithdrawn | Refusal:
    """Refuses: `bill_not_found`, `bill_paid`, `bill_withdrawn`."""
    command = request.command
    row = tx.rows(BILLS).get((command.merchant, command.number))
    refusal = _closed_refusal(row)
    if row is None or refusal is not None:
        return refusal or Refusal("bill_not_found")
    row.state = BillState.WITHDRAWN
    tx.rows(BILLS).changed(row)
    _emit(tx, "bill.withdrawn", request.at, BillData(merchant=row.merchant, bill=row.number))
    return BillWithdrawn(row.merchant, row.number)


def _closed_refusal(row: Bill | None) -> Refusal | None:
    if row is None:
        return Refusal("bill_not_found")
    codes = {BillState.PAID: "bill_paid", BillState.WITHDRAWN: "bill_withdrawn"}
    return None if row.state == BillState.OPEN else Refusal(codes[BillState(row.state)])


def _touch_pay(tx: Tx, requests: Sequence[Request[PayBill]]) -> Iterator[None]:
    _touch_withdraw(tx, requests)
    yield
    rows = tx.rows(BILLS)
    keys = [(request, (request.command.merchant, request.command.number)) for request in requests]
    yield from pay.touch(tx, [_payment(row, request) for request, key in keys if (row := rows.get(key)) is not None])


def _payment(row: Bill, request: Request[PayBill]) -> Request[Pay]:
    """The payment that paying a bill is; its reference is the bill's number."""
    command = Pay(
        payer=request.command.payer,
        amount_minor=row.amount_minor,
        store=row.store,
        purpose=PURPOSE,
        reference=row.number,
        claims=request.command.claims,
    )
    return request.about(command)


def _pay(tx: Tx, request: Request[PayBill]) -> BillPaid | Refusal:
    """Refuses: `bill_not_found`, `bill_paid`, `bill_withdrawn`, `bill_amount_differs`, then as a payment does."""
    command = request.command
    row = tx.rows(BILLS).get((command.merchant, command.number))
    refusal = _closed_refusal(row)
    if row is None or refusal is not None:
        return refusal or Refusal("bill_not_found")
    if command.amount_minor != row.amount_minor:
        return Refusal("bill_amount_differs", f"{amount_text(row.amount_minor)} is asked")
    paid = pay.pay_many(tx, [_payment(row, request)])[0]
    if not isinstance(paid, Paid):
        return Refusal(*paid)
    mark_paid(tx, row, paid, command.payer, request.at)
    return BillPaid(
        merchant=row.merchant,
        number=row.number,
        payment=paid.payment,
        journal=paid.journal,
        paid_at=paid.paid_at,
        amount_minor=row.amount_minor,
    )


def mark_paid(tx: Tx, row: Bill, paid: Paid, payer: WalletNo, at: int) -> None:
    """Writes down that an open bill was paid, for good, and tells it."""
    row.state, row.payment, row.payer, row.paid_at = BillState.PAID, paid.payment, payer, paid.paid_at
    row.look_at = 0
    tx.rows(BILLS).changed(row)
    told = PaidBillData(
        merchant=row.merchant,
        bill=row.number,
        payment=paid.payment,
        amount_minor=row.amount_minor,
        payer=payer,
    )
    _emit(tx, "bill.paid", at, told)


def _emit(tx: Tx, kind: str, at: int, payload: BillsData | BillData | PaidBillData) -> None:
    biller: Merchant = tx.rows(MERCHANTS)[payload.merchant]
    emit(tx, kind, at, biller.operator, payload)


def is_late(row: Bill, day: int) -> bool:
    """Whether an open bill's due day is before the China day `day`. A late bill can still be paid."""
    return row.state == BillState.OPEN and row.due_on < day


OPERATIONS: Final = (
    Operation("upload_bills", UploadBills, BillsUploaded, _touch_upload, one_by_one(_upload)),
    Operation("withdraw_bill", WithdrawBill, BillWithdrawn, _touch_withdraw, one_by_one(_withdraw)),
    Operation("pay_bill", PayBill, BillPaid, _touch_pay, one_by_one(_pay)),
)
