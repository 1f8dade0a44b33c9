"""Merchants and stores; payments, refunds and holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, TypeVar

from msgspec import UNSET
from pydantic import Field

from jiaozi.access import ownership
from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts
from jiaozi.api.desk import At, Desk, Listed, Placed, need
from jiaozi.api.filters import AtLeast, AtMost, Filter, Having, Is
from jiaozi.api.routing import Paging
from jiaozi.db.engine import Connection
from jiaozi.db.lists import Walk, equals, page, page_of_any
from jiaozi.kinds import (
    ClaimsNamed,
    Either,
    Fen,
    FenOrZero,
    Flag,
    Instant,
    InstitutionNo,
    JournalNo,
    MerchantNo,
    Metadata,
    Name,
    OrNone,
    PaymentNo,
    Ppm,
    Reference,
    RefundNo,
    SplitPlanNo,
    StoreNo,
    Tag,
    WalletNo,
)
from jiaozi.payments import store as payments
from jiaozi.payments.holds import CaptureHold, HoldCaptured, HoldEnded, HoldPlaced, PlaceHold, ReleaseHold
from jiaozi.payments.merchants import (
    MerchantOpened,
    MerchantSet,
    OpenMerchant,
    OpenStore,
    StoreOpened,
    SuspendMerchant,
)
from jiaozi.payments.metadata import metadata_of
from jiaozi.payments.model import (
    DistrictCode,
    Merchant,
    MerchantCategory,
    Payment,
    PaymentKindName,
    PaymentKindNumber,
    PaymentStateNumber,
    Refund,
)
from jiaozi.payments.pay import Paid, Pay
from jiaozi.payments.refund import Refunded, RefundPayment
from jiaozi.payments.schema import PAYMENT_LIST, REFUND_LIST
from jiaozi.payments.splits.capture import CaptureSplit
from jiaozi.wallets.schema import WALLETS
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

R = TypeVar("R", Payment, Refund)
V = TypeVar("V")
merchants = Acts("/v1", "merchants")
router = Acts("/v1", "payments")

merchants.act(OpenMerchant, MerchantOpened, "/merchants", owner=owners.wallet(), status=201)
merchants.act(SuspendMerchant, MerchantSet, "/merchants/{merchant}/suspension", owner=owners.merchant())
merchants.act(OpenStore, StoreOpened, "/merchants/{merchant}/stores", owner=owners.merchant(), status=201)


@dataclass(frozen=True, slots=True)
class MerchantView:
    """A merchant. Its wallet is shown to those who may read it."""

    id: MerchantNo
    operator: InstitutionNo
    wallet: OrNone[WalletNo]
    name_en: Name
    name_zh: Name
    category: MerchantCategory
    purpose: Tag
    scenario: Tag
    fee_ppm: Ppm
    suspended: Flag
    opened_at: Instant


@dataclass(frozen=True, slots=True)
class StoreView:
    """A store of a merchant."""

    id: StoreNo
    merchant: MerchantNo
    name: Name
    region: DistrictCode
    opened_at: Instant


@merchants.get("/merchants")
async def list_merchants(desk: At, paging: Paging) -> Page[MerchantView]:
    """All merchants, in the order of their registration."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[MerchantView]]:
        rows = payments.merchants_page(connection, after[0], limit)
        return [((shown.id,), shown) for shown in _merchants(desk, connection, rows)]

    return await desk.listing("read_merchant", "merchants", paging, job)


@merchants.get("/merchants/{merchant}")
async def get_merchant(desk: At, merchant: MerchantNo) -> MerchantView:
    """A merchant."""

    def job(connection: Connection) -> MerchantView:
        row = need(payments.merchant(connection, merchant), "merchant_not_found")
        return _merchants(desk, connection, [row])[0]

    return await desk.read("read_merchant", job)


def _merchants(desk: Desk, connection: Connection, rows: list[Merchant]) -> list[MerchantView]:
    paid = ownership.of_wallets(connection, WALLETS.read(connection, {row.wallet for row in rows}))
    seen = {number for number, owner in paid.items() if desk.may("read_wallet", [owner])}
    return [view(MerchantView, row, wallet=row.wallet if row.wallet in seen else WalletNo(0)) for row in rows]


@merchants.get("/merchants/{merchant}/stores")
async def list_stores(desk: At, merchant: MerchantNo, paging: Paging) -> Page[StoreView]:
    """A merchant's stores, oldest first."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[StoreView]]:
        row = need(payments.merchant(connection, merchant), "merchant_not_found")
        rows = payments.stores_page(connection, row.id, after[0], limit)
        return [((found.id,), view(StoreView, found)) for found in rows]

    return await desk.listing("read_merchant", f"stores:{merchant}", paging, job)


@merchants.get("/stores/{store}")
async def get_store(desk: At, store: StoreNo) -> StoreView:
    """A store."""

    def job(connection: Connection) -> StoreView:
        return view(StoreView, need(payments.store(connection, store), "store_not_found"))

    return await desk.read("read_merchant", job)


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
router.act(PaymentOrder, Paid, "/payments", owner=PAYER, status=201, dry_run=True, make=_pay, name="pay")
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


@dataclass(frozen=True, slots=True)
class PaymentView:
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
    bound_minor: FenOrZero
    metadata: Metadata


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
        return _told(PaymentView, connection, found.rows), found

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


def _told(of: type[V], connection: Connection, rows: Sequence[Payment | Refund]) -> list[V]:
    """Views of rows, each with its metadata."""
    found = metadata_of(connection, [row.id for row in rows])
    return [view(of, row, metadata=found.get(row.id, UNSET)) for row in rows]


@router.get("/payments/{payment}")
async def get_payment(desk: At, payment: PaymentNo) -> PaymentView:
    """A payment, for its payer's side and its payee's."""
    return await desk.read("read_payment", lambda at: _told(PaymentView, at, [_payment(desk, at, payment)])[0])


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
