"""Payments, refunds and holds."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, NamedTuple, TypeVar

from msgspec import UNSET
from pydantic import Field

from jiaozi.access import ownership
from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts, Thing
from jiaozi.api.desk import At, Desk, Listed, need
from jiaozi.api.filters import AtLeast, AtMost, Filter, Having, Is
from jiaozi.api.routing import Paging
from jiaozi.db.engine import Connection
from jiaozi.db.lists import Walk, equals, page, page_of_any
from jiaozi.kinds import (
    ClaimsNamed,
    Either,
    Fen,
    FenOrZero,
    Instant,
    JournalNo,
    Metadata,
    OrNone,
    PaymentNo,
    Reference,
    RefundNo,
    SplitPlanNo,
    StoreNo,
    Tag,
    WalletNo,
)
from jiaozi.payments import store as payments
from jiaozi.payments.holds import CaptureHold, HoldCaptured, HoldEnded, HoldPlaced, PlaceHold, ReleaseHold
from jiaozi.payments.metadata import metadata_of
from jiaozi.payments.model import (
    KINDS,
    Payment,
    PaymentKindName,
    PaymentKindNumber,
    PaymentState,
    PaymentStateNumber,
    Refund,
)
from jiaozi.payments.pay import Paid, Pay
from jiaozi.payments.refund import Refunded, RefundPayment
from jiaozi.payments.schema import PAYMENT_LIST, REFUND_LIST
from jiaozi.payments.splits.capture import CaptureSplit
from jiaozi.records import dataclass
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

R = TypeVar("R", Payment, Refund)
V = TypeVar("V")
router = Acts("/v1", "payments")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """Who pays whom how much."""

    payer: WalletNo
    amount_minor: Fen
    kind: PaymentKindName | None = None
    store: Either[StoreNo] = StoreNo(0)
    payee: Either[WalletNo] = WalletNo(0)
    purpose: Tag = ""
    reference: Reference | None = None
    metadata: Metadata = UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentOrder(_Order):
    """Pays a store, or a payee's wallet: exactly one of the two. Without a `kind` it is `merchant` to a store and
    `person` to a wallet. At a store the payer's claims of programs that apply pay first, or just the `claims` that are
    named; with an empty list the payer's own money pays alone. Final when it is answered; a refund is an act of its
    own."""

    claims: ClaimsNamed = UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldOrder(_Order):
    """Reserves an amount for a store or a payee's wallet until `expires_at`, at most 30 days ahead. A hold is a payment
    that is not captured yet, and is to exactly one of the two as a payment is. It reserves the payer's own money
    alone."""

    expires_at: Instant


@dataclass(frozen=True, slots=True)
class CaptureOrder:
    """The payee takes an amount of a hold, and the rest stays held. With a split `plan` of the store its parties get
    their parts, once: the rest goes back to the payer."""

    payment: PaymentNo
    amount_minor: Fen
    plan: OrNone[SplitPlanNo] = SplitPlanNo(0)


def _kind(order: _Order) -> PaymentKindName:
    """The kind that was said, or what follows from whom is paid."""
    return order.kind or ("merchant" if order.store else "person")


def _pay(order: PaymentOrder, _: Desk) -> Pay:
    return view(Pay, order, kind=_kind(order))


def _place(order: HoldOrder, _: Desk) -> PlaceHold:
    return view(PlaceHold, order, kind=_kind(order))


def _capture(order: CaptureOrder, _: Desk) -> CaptureHold | CaptureSplit:
    command: type[CaptureHold | CaptureSplit] = CaptureSplit if order.plan else CaptureHold
    return view(command, order)


PAYER, PAYEE = owners.wallet("payer"), owners.payee()


class PaymentView(NamedTuple):
    """A payment as it stands."""

    id: PaymentNo
    kind: PaymentKindNumber
    state: PaymentStateNumber
    payer: WalletNo
    payee: WalletNo
    store: OrNone[StoreNo]
    amount_minor: Fen
    captured_minor: FenOrZero
    refunded_minor: FenOrZero
    fee_minor: FenOrZero
    journal: JournalNo
    at: Instant
    expires_at: OrNone[Instant]
    purpose: Tag
    reference: Reference | None
    bound_minor: OrNone[Fen]
    metadata: Metadata


async def made(desk: Desk, asked: Pay, done: Paid) -> PaymentView:
    """A payment as it was when it was made, from what was asked and what came of it. Nothing is read, unless an earlier
    version paid, whose outcome did not say whom."""
    if not done.payee:
        return await get_payment(desk, done.payment)
    return PaymentView(
        id=done.payment,
        kind=KINDS[asked.kind],
        state=PaymentState.COMPLETED,
        payer=asked.payer,
        payee=WalletNo(done.payee),
        store=asked.store,
        amount_minor=asked.amount_minor,
        captured_minor=asked.amount_minor,
        refunded_minor=0,
        fee_minor=done.fee_minor,
        journal=done.journal,
        at=done.paid_at,
        expires_at=0,
        purpose=asked.purpose,
        reference=asked.reference,
        bound_minor=done.bound_minor,
        metadata=done.metadata,
    )


@router.get("/payments/{payment}")
async def get_payment(desk: At, payment: PaymentNo) -> PaymentView:
    """A payment, for its payer's side and its payee's."""

    def job(connection: Connection) -> PaymentView:
        rows = _seen(desk, connection, [_payment(desk, connection, payment)])
        return _told(PaymentView, connection, rows)[0]

    return await desk.read("read_payment", job)


router.act(
    PaymentOrder,
    Paid,
    "/payments",
    owner=PAYER,
    status=201,
    dry_run=True,
    make=_pay,
    name="pay",
    thing=Thing(get_payment, made),
)
router.act(RefundPayment, Refunded, "/payments/{payment}/refunds", owner=PAYEE, status=201, dry_run=True, name="refund")
router.act(HoldOrder, HoldPlaced, "/holds", owner=PAYER, status=201, dry_run=True, make=_place, name="place_hold")
router.act(
    CaptureOrder,
    HoldCaptured,
    "/payments/{payment}/captures",
    owner=PAYEE,
    status=201,
    dry_run=True,
    make=_capture,
    name="capture",
)
router.act(ReleaseHold, HoldEnded, "/payments/{payment}/release", owner=PAYEE, dry_run=True, name="release")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFilter(Filter):
    """Which payments: of one's own wallet, as who paid or as who is paid."""

    payer: Annotated[WalletNo | None, Field(description="Paid by this wallet"), Is("payer")] = None
    payee: Annotated[WalletNo | None, Field(description="Paid to this wallet"), Is("payee")] = None
    store: Annotated[StoreNo | None, Field(description="Paid at this store"), Is("store")] = None
    state: Annotated[PaymentStateNumber | None, Field(description="Only those of this state"), Is("state")] = None
    kind: Annotated[PaymentKindNumber | None, Field(description="Only those of this kind"), Is("kind")] = None
    amount_min: AtLeast = None
    amount_max: AtMost = None
    reference: Annotated[Reference | None, Field(description="With this reference"), Is("reference")] = None
    metadata: Having = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundFilter(Filter):
    """Which refunds: of one's own wallet's payments, as who had paid or as who gave back."""

    payer: Annotated[WalletNo | None, Field(description="Given back to this wallet"), Is("payer")] = None
    payee: Annotated[WalletNo | None, Field(description="Given back by this wallet"), Is("payee")] = None
    store: Annotated[StoreNo | None, Field(description="Of what was paid at this store"), Is("store")] = None
    amount_min: AtLeast = None
    amount_max: AtMost = None
    reference: Annotated[Reference | None, Field(description="With this reference"), Is("reference")] = None
    metadata: Having = None


@dataclass(frozen=True, slots=True)
class RefundView:
    """A refund of a payment, with the reference that the payee gave it. Payer, payee and store are the payment's."""

    id: RefundNo
    payment: PaymentNo
    payer: WalletNo
    payee: WalletNo
    store: OrNone[StoreNo]
    amount_minor: Fen
    journal: JournalNo
    at: Instant
    reference: Reference | None
    metadata: Metadata


@router.get("/payments")
async def list_payments(desk: At, paging: Paging, wanted: PaymentFilter) -> Page[PaymentView]:
    """Payments and holds of a wallet of one's own, by `payer` or `payee`, or of a `store`. With both of two wallets:
    those between them. Without them: what a merchant was paid; what the wallet of whoever has just one paid and was
    paid."""

    def job(connection: Connection, place: int | None, limit: int) -> Listed[PaymentView, Payment]:
        found = page_of_any(connection, PAYMENT_LIST, _walks(desk, connection, wanted), place, limit)
        return _told(PaymentView, connection, _seen(desk, connection, found.rows)), found

    return await desk.filtered("read_payment", wanted.name, paging, job)


@router.get("/refunds")
async def list_refunds(desk: At, paging: Paging, wanted: RefundFilter) -> Page[RefundView]:
    """Refunds of payments of a wallet of one's own, by `payer` or `payee`, or of a `store`. A merchant, and whoever has
    just one wallet, may leave them out."""

    def job(connection: Connection, place: int | None, limit: int) -> Listed[RefundView, Refund]:
        found = page_of_any(connection, REFUND_LIST, _walks(desk, connection, wanted), place, limit)
        return _told(RefundView, connection, found.rows), found

    return await desk.filtered("read_payment", wanted.name, paging, job)


def _walks(desk: Desk, connection: Connection, wanted: PaymentFilter | RefundFilter) -> list[Walk]:
    sides = whose.own_sides(desk, connection, "read_payment", wanted)
    return [wanted.walk(side, equals(side, wallet), *whose.sold(desk, side)) for side, wallet in sides]


def _seen(desk: Desk, connection: Connection, rows: Sequence[Payment]) -> list[Payment]:
    """Payments as whoever asks may see them: what claims paid is the payer's business, as their sources are."""
    bound = {row.payer for row in rows if row.bound_minor}
    theirs = {payer for payer in bound if desk.may("read_claims", whose.wallet(payer)(connection))}
    return [row if row.payer in theirs else replace(row, bound_minor=0) for row in rows]


def _told(of: type[V], connection: Connection, rows: Sequence[Payment | Refund]) -> list[V]:
    """Views of rows, each with its metadata."""
    found = metadata_of(connection, [row.id for row in rows])
    return [view(of, row, metadata=found.get(row.id, UNSET)) for row in rows]


@router.get("/payments/{payment}/refunds")
async def list_refunds_of_payment(desk: At, payment: PaymentNo, paging: Paging, wanted: Filter) -> Page[RefundView]:
    """A payment's refunds."""

    def job(connection: Connection, place: int | None, limit: int) -> Listed[RefundView, Refund]:
        asked = wanted.walk("payment", equals("payment", _payment(desk, connection, payment).id))
        found = page(connection, REFUND_LIST, asked, place, limit)
        return _told(RefundView, connection, found.rows), found

    return await desk.filtered("read_payment", f"refunds:{payment}:{wanted.name}", paging, job)


@router.get("/refunds/{refund}")
async def get_refund(desk: At, refund: RefundNo) -> RefundView:
    """A refund, for its payment's payer's side and its payee's."""

    def job(connection: Connection) -> RefundView:
        row = need(payments.refund(connection, refund), "refund_not_found")
        _payment(desk, connection, row.payment, "refund_not_found")
        return _told(RefundView, connection, [row])[0]

    return await desk.read("read_payment", job)


def _payment(desk: Desk, connection: Connection, wanted: PaymentNo, missing: str = "payment_not_found") -> Payment:
    row = need(payments.payment(connection, wanted), missing)
    desk.check_own("read_payment", ownership.of_payment(connection, row), missing, either=True)
    return row
