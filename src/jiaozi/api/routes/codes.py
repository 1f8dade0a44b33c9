"""Collect codes: made, drawn and withdrawn by who is paid; read and paid by who scans them."""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import Field
from starlette.responses import Response

from jiaozi.access import ownership
from jiaozi.access.permissions import Ownership
from jiaozi.api import render
from jiaozi.api.desk import At, Desk, DryRun, Owners, need, number, optional
from jiaozi.api.problems import Refused
from jiaozi.api.routes.common import wallet_owner
from jiaozi.api.routing import Media, Paging, Router
from jiaozi.api.views import money
from jiaozi.clock import format_time
from jiaozi.codes import store
from jiaozi.codes.collect import OpenCollectCode, PayCollectCode, RevokeCollectCode, secret_of
from jiaozi.codes.model import STATE_NAMES, CodeState, CollectCode
from jiaozi.codes.sheet import Shop, payload_of, scan
from jiaozi.codes.symbol import MEDIA_TYPES, Format, symbol
from jiaozi.db.engine import Connection
from jiaozi.errors import Refusal
from jiaozi.ids import encode_id
from jiaozi.kinds import CollectCodeNo
from jiaozi.payments import store as payments
from jiaozi.wallets.store import wallet as wallet_row
from jiaozi.wire import codes as wire
from jiaozi.wire.base import CollectCodeId, Money, Page, StoreId, WalletId

router = Router("/v1", "codes")
_IMAGE = tuple(Media(name, {"type": "string", "format": "binary"}) for name in MEDIA_TYPES.values())


def _owners(connection: Connection, shop: int, wallet: int) -> Sequence[Ownership]:
    """A code for a store is its merchant's, one for a wallet the wallet's."""
    if shop:
        found = _shop(connection, shop)
        return [] if found is None else [ownership.of_merchant(found.merchant)]
    row = wallet_row(connection, wallet)
    return [] if row is None else [ownership.of_wallet(connection, row)]


def _shop(connection: Connection, number_of: int) -> Shop | None:
    found = payments.store(connection, number_of)
    merchant = payments.merchant(connection, found.merchant) if found else None
    return Shop(merchant, found) if found and merchant else None


def _owner(code: CollectCodeNo) -> Owners:
    def find(connection: Connection) -> Sequence[Ownership]:
        row = store.collect_code(connection, code)
        return [] if row is None else _owners(connection, row.store, row.wallet)

    return find


def _own(desk: Desk, connection: Connection, wanted: str) -> CollectCode:
    row = need(store.collect_code(connection, number(wanted)), "code_not_found")
    desk.check_own("read_collect_code", _owners(connection, row.store, row.wallet), "code_not_found")
    return row


def _state(row: CollectCode, now: int) -> str:
    over = row.state == CodeState.OPEN and row.expires_at and now >= row.expires_at
    return "expired" if over else STATE_NAMES[row.state]


def _kind(row: CollectCode) -> str:
    return "dynamic" if row.expires_at else "static"


def _amount(row: CollectCode) -> Money | None:
    return money(row.amount_minor) if row.amount_minor else None


def _payload(desk: Desk, connection: Connection, row: CollectCode) -> str:
    return payload_of(row, _shop(connection, row.store) if row.store else None, secret_of(desk.platform.keyring))


def _view(desk: Desk, connection: Connection, row: CollectCode, plans: dict[int, int]) -> wire.CollectCode:
    return wire.CollectCode(
        id=encode_id("cod", row.id),
        kind=_kind(row),
        state=_state(row, desk.platform.clock.now()),
        store=render.identifier("sto", row.store),
        wallet=render.identifier("wal", row.wallet),
        amount=_amount(row),
        reference=row.reference,
        opened_at=format_time(row.opened_at),
        expires_at=render.moment(row.expires_at),
        payment=render.identifier("pay", row.payment),
        plan=render.identifier("spl", plans.get(row.id, 0)),
        payload=_payload(desk, connection, row),
    )


@router.post("/collect-codes", status=201, answer=wire.CollectCodeOpened)
async def open_collect_code(desk: At, body: wire.CollectCodeOpening) -> Response:
    """Makes a code: static for a till or a wall, or dynamic for one payment."""
    minor = body.amount.minor if body.amount else 0
    shop, wallet = optional(body.store), optional(body.wallet)
    command = OpenCollectCode(shop, wallet, minor, body.reference, body.lifetime_s or 0, optional(body.plan))
    missing = "store_not_found" if shop else "wallet_not_found"
    return await desk.act(command, lambda at: _owners(at, shop, wallet), missing=missing, status=201)


@router.get("/collect-codes/{collect_code}", answer=wire.CollectCode)
async def get_collect_code(desk: At, collect_code: CollectCodeId) -> wire.CollectCode:
    """A code, for whom it pays."""

    def job(connection: Connection) -> wire.CollectCode:
        row = _own(desk, connection, collect_code)
        return _view(desk, connection, row, store.plans_of_codes(connection, [row.id]))

    return await desk.read("read_collect_code", job)


@router.get("/collect-codes/{collect_code}/symbol", media=_IMAGE)
async def draw_collect_code(
    desk: At,
    collect_code: CollectCodeId,
    form: Annotated[Format, Field(alias="format", description="`svg` or `png`")] = "svg",
) -> Response:
    """The QR symbol of a code."""

    def job(connection: Connection) -> bytes:
        return symbol(_payload(desk, connection, _own(desk, connection, collect_code)), form)

    return Response(await desk.read("read_collect_code", job), media_type=MEDIA_TYPES[form])


@router.post("/collect-codes/{collect_code}/revocation", answer=wire.CollectCodeRevoked)
async def revoke_collect_code(desk: At, collect_code: CollectCodeId) -> Response:
    """Withdraws a code: nobody pays it from now on."""
    command = RevokeCollectCode(number(collect_code))
    return await desk.act(command, _owner(command.collect_code), missing="code_not_found")


@router.get("/stores/{store_id}/collect-codes", answer=Page[wire.CollectCode])
async def list_collect_codes_of_store(desk: At, paging: Paging, store_id: StoreId) -> dict[str, Any]:
    """A store's codes, oldest first."""
    return await _page(desk, paging, "store_not_found", number(store_id), 0)


@router.get("/wallets/{wallet}/collect-codes", answer=Page[wire.CollectCode])
async def list_collect_codes_of_wallet(desk: At, paging: Paging, wallet: WalletId) -> dict[str, Any]:
    """A wallet's own codes, oldest first."""
    return await _page(desk, paging, "wallet_not_found", 0, number(wallet))


async def _page(desk: Desk, paging: Paging, missing: str, shop: int, wallet: int) -> dict[str, Any]:
    listing = f"collect codes of {shop or wallet}"
    (after,) = desk.start(listing, paging.cursor, (0,))

    def job(connection: Connection) -> list[wire.CollectCode]:
        desk.check_own("read_collect_code", _owners(connection, shop, wallet), missing)
        read = store.collect_codes_of_store if shop else store.collect_codes_of_wallet
        rows = read(connection, shop or wallet, after, paging.limit + 1)
        plans = store.plans_of_codes(connection, [row.id for row in rows])
        return [_view(desk, connection, row, plans) for row in rows]

    found = await desk.read("read_collect_code", job)
    return desk.page(listing, found, [(number(row.id),) for row in found], paging.limit, paging.cursor)


@router.get("/scanned-codes", answer=wire.ScannedCode)
async def read_scanned_code(
    desk: At,
    payload: Annotated[wire.Scan, Field(description="The text of a scanned code")],
) -> wire.ScannedCode:
    """What a scanned code asks for, to be shown before it is paid."""
    scanned = scan(payload, secret_of(desk.platform.keyring))
    if isinstance(scanned, Refusal):
        raise Refused(scanned)

    def job(connection: Connection) -> wire.ScannedCode:
        row = need(store.collect_code(connection, CollectCodeNo(scanned.code)), "code_not_found")
        if scanned.amount_minor != row.amount_minor:
            raise Refused(Refusal("code_amount_differs"))
        return _shown(row, _shop(connection, row.store) if row.store else None, desk.platform.clock.now())

    return await desk.read("read_scanned_code", job)


def _shown(row: CollectCode, shop: Shop | None, now: int) -> wire.ScannedCode:
    return wire.ScannedCode(
        collect_code=encode_id("cod", row.id),
        kind=_kind(row),
        state=_state(row, now),
        merchant=encode_id("mer", shop.merchant.id) if shop else None,
        merchant_en=shop.merchant.name_en if shop else "",
        merchant_zh=shop.merchant.name_zh if shop else "",
        store=render.identifier("sto", row.store),
        store_name=shop.store.name if shop else "",
        amount=_amount(row),
        reference=row.reference,
        expires_at=render.moment(row.expires_at),
    )


@router.post("/collect-code-payments", status=201, answer=wire.CollectCodePaid)
async def pay_collect_code(desk: At, body: wire.CollectCodePayment, dry_run: DryRun = False) -> Response:
    """Pays a scanned code. A dynamic code is paid once."""
    command = PayCollectCode(number(body.payer), body.payload, body.amount.minor, body.purpose)
    return await desk.act(command, wallet_owner(command.payer), missing="wallet_not_found", status=201, dry_run=dry_run)
