"""Merchants and stores; payments, refunds and holds."""

from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from jiaozi.access import ownership
from jiaozi.api import owners, views
from jiaozi.api.acts import Acts, one_of
from jiaozi.api.desk import At, Desk, DryRun, need, number, optional
from jiaozi.api.routes.common import merchant_owner, payee_owner, wallet_owner
from jiaozi.api.routing import Paging, Router
from jiaozi.clock import parse_time
from jiaozi.db.engine import Connection
from jiaozi.kinds import Fen, OrNone, Reference, StoreNo, Tag, WalletNo
from jiaozi.payments import store
from jiaozi.payments.holds import CaptureHold, PlaceHold, ReleaseHold
from jiaozi.payments.merchants import OpenMerchant, OpenStore, SuspendMerchant
from jiaozi.payments.model import Merchant, Payment, PaymentKindName
from jiaozi.payments.pay import Paid, Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.payments.splits.capture import CaptureSplit
from jiaozi.wallets.store import wallet as wallet_row
from jiaozi.wire import payments as wire
from jiaozi.wire.base import MerchantId, Nothing, Page, PaymentId, StoreId

merchants = Router("/v1", "merchants")
router = Acts("/v1", "payments")


def _merchant(desk: Desk, connection: Connection, row: Merchant) -> wire.Merchant:
    paid = wallet_row(connection, row.wallet)
    shown = paid is not None and desk.may("read_wallet", [ownership.of_wallet(connection, paid)])
    return views.merchant(row, with_wallet=shown)


@merchants.get("/merchants", answer=Page[wire.Merchant])
async def list_merchants(desk: At, paging: Paging) -> dict[str, Any]:
    """All merchants, in the order of their registration."""
    (after,) = desk.start("merchants", paging.cursor, (0,))

    def job(connection: Connection) -> list[wire.Merchant]:
        rows = store.merchants_page(connection, after, paging.limit + 1)
        return [_merchant(desk, connection, row) for row in rows]

    found = await desk.read("read_merchant", job)
    return desk.page("merchants", found, [(number(row.id),) for row in found], paging.limit, paging.cursor)


@merchants.post("/merchants", status=201, answer=wire.MerchantOpened)
async def open_merchant(desk: At, body: wire.MerchantOpening) -> Response:
    """An operator registers a merchant that is paid into one of its corporate wallets."""
    names = (body.name_en, body.name_zh, body.category, body.purpose, body.scenario)
    command = OpenMerchant(number(body.wallet), *names)
    return await desk.act(command, wallet_owner(command.wallet), missing="wallet_not_found", status=201)


@merchants.get("/merchants/{merchant}", answer=wire.Merchant)
async def get_merchant(desk: At, merchant: MerchantId) -> wire.Merchant:
    """A merchant."""

    def job(connection: Connection) -> wire.Merchant:
        row = need(store.merchant(connection, number(merchant)), "merchant_not_found")
        return _merchant(desk, connection, row)

    return await desk.read("read_merchant", job)


@merchants.post("/merchants/{merchant}/suspension", answer=wire.MerchantSet)
async def suspend_merchant(desk: At, merchant: MerchantId, body: wire.MerchantSuspension) -> Response:
    """Stops payments to a merchant, or allows them again."""
    command = SuspendMerchant(number(merchant), body.suspended)
    return await desk.act(command, merchant_owner(command.merchant), missing="merchant_not_found")


@merchants.get("/merchants/{merchant}/stores", answer=Page[wire.Store])
async def list_stores(desk: At, merchant: MerchantId, paging: Paging) -> dict[str, Any]:
    """A merchant's stores, oldest first."""
    listing = f"stores:{merchant}"
    (after,) = desk.start(listing, paging.cursor, (0,))

    def job(connection: Connection) -> list[wire.Store]:
        row = need(store.merchant(connection, number(merchant)), "merchant_not_found")
        return [views.store(found) for found in store.stores_page(connection, row.id, after, paging.limit + 1)]

    found = await desk.read("read_merchant", job)
    return desk.page(listing, found, [(number(row.id),) for row in found], paging.limit, paging.cursor)


@merchants.post("/merchants/{merchant}/stores", status=201, answer=wire.StoreOpened)
async def open_store(desk: At, merchant: MerchantId, body: wire.StoreOpening) -> Response:
    """Registers a store."""
    command = OpenStore(number(merchant), body.name, body.region)
    return await desk.act(command, merchant_owner(command.merchant), missing="merchant_not_found", status=201)


@merchants.get("/stores/{store_id}", answer=wire.Store)
async def get_store(desk: At, store_id: StoreId) -> wire.Store:
    """A store."""

    def job(connection: Connection) -> wire.Store:
        return views.store(need(store.store(connection, number(store_id)), "store_not_found"))

    return await desk.read("read_merchant", job)


def _payment(desk: Desk, connection: Connection, wanted: str) -> Payment:
    row = need(store.payment(connection, number(wanted)), "payment_not_found")
    owners = ownership.of_payment(connection, row)
    desk.check_own("read_payment", owners, "payment_not_found", either=True)
    return row


@dataclass(frozen=True, slots=True)
class PaymentOrder:
    """Pays a store, or a payee's wallet: exactly one of the two. Without a `kind` it is `merchant` to a store and
    `person` to a wallet. Final when it is answered; a refund is an act of its own."""

    payer: WalletNo
    amount_minor: Fen
    kind: PaymentKindName | None = None
    store: OrNone[StoreNo] = StoreNo(0)
    payee: OrNone[WalletNo] = WalletNo(0)
    purpose: Tag = ""
    reference: Reference | None = None

    def command(self) -> Pay:
        """The payment that is asked for."""
        return Pay(
            payer=self.payer,
            amount_minor=self.amount_minor,
            kind=_kind(self),
            store=self.store,
            payee=self.payee,
            purpose=self.purpose,
            reference=self.reference,
        )


def _kind(order: PaymentOrder) -> PaymentKindName:
    """The kind that was said, or what follows from whom is paid. Raises when it is not exactly one."""
    one_of(order, "store", "payee")
    return order.kind or ("merchant" if order.store else "person")


router.act(
    PaymentOrder,
    Paid,
    "/payments",
    owner=owners.wallet("payer"),
    status=201,
    dry_run=True,
    make=PaymentOrder.command,
    name="pay",
)


@router.get("/payments/{payment}", answer=wire.Payment)
async def get_payment(desk: At, payment: PaymentId) -> wire.Payment:
    """A payment, for its payer's side and its payee's."""
    return await desk.read("read_payment", lambda at: views.payment(_payment(desk, at, payment)))


@router.get("/payments/{payment}/refunds", answer=Page[wire.RefundView])
async def list_refunds(desk: At, payment: PaymentId, paging: Paging) -> dict[str, Any]:
    """A payment's refunds, oldest first."""
    listing = f"refunds:{payment}"
    (after,) = desk.start(listing, paging.cursor, (0,))

    def job(connection: Connection) -> list[wire.RefundView]:
        row = _payment(desk, connection, payment)
        return [views.refund(found) for found in store.refunds_page(connection, row.id, after, paging.limit + 1)]

    found = await desk.read("read_payment", job)
    return desk.page(listing, found, [(number(row.id),) for row in found], paging.limit, paging.cursor)


@router.post("/payments/{payment}/refunds", status=201, answer=wire.Refunded)
async def refund(desk: At, payment: PaymentId, body: wire.Refund, dry_run: DryRun = False) -> Response:
    """The payee gives money back, in part or whole."""
    command = RefundPayment(number(payment), body.amount.minor, body.reference, body.advance)
    owner = payee_owner(command.payment)
    return await desk.act(command, owner, missing="payment_not_found", status=201, dry_run=dry_run)


@router.post("/holds", status=201, answer=wire.HoldPlaced)
async def place_hold(desk: At, body: wire.HoldOrder, dry_run: DryRun = False) -> Response:
    """The payer reserves an amount for a payee until it expires. A hold is a payment that is not captured yet."""
    command = PlaceHold(
        number(body.payer),
        body.amount.minor,
        parse_time(body.expires_at),
        body.kind_meant,
        optional(body.store),
        optional(body.payee),
        body.purpose,
        body.reference,
    )
    return await desk.act(command, wallet_owner(command.payer), missing="wallet_not_found", status=201, dry_run=dry_run)


@router.post("/payments/{payment}/captures", status=201, answer=wire.HoldCaptured)
async def capture(desk: At, payment: PaymentId, body: wire.Capture, dry_run: DryRun = False) -> Response:
    """The payee takes part of a hold or all of it. With a `plan` its parties get their parts, the payer the rest."""
    held = number(payment)
    plan = optional(body.plan)
    command = CaptureSplit(held, plan, body.amount.minor) if plan else CaptureHold(held, body.amount.minor)
    owner = payee_owner(command.payment)
    return await desk.act(command, owner, missing="payment_not_found", status=201, dry_run=dry_run)


@router.post("/payments/{payment}/release", answer=wire.HoldEnded)
async def release(desk: At, payment: PaymentId, _: Nothing | None = None, dry_run: DryRun = False) -> Response:
    """The payee's side gives back what is left of a hold."""
    command = ReleaseHold(number(payment))
    return await desk.act(command, payee_owner(command.payment), missing="payment_not_found", dry_run=dry_run)
