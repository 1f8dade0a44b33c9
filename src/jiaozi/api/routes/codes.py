"""Collect codes: made, drawn and withdrawn by who is paid; read and paid by who scans them."""

from collections.abc import Sequence
from typing import Annotated, Final, Literal

from pydantic import Field
from starlette.responses import Response

from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts, read_by
from jiaozi.api.desk import At, Desk, Placed, need
from jiaozi.api.problems import Refused
from jiaozi.api.routing import Media, Paging
from jiaozi.codes import store as rows
from jiaozi.codes.collect import (
    CollectCodeOpened,
    CollectCodePaid,
    CollectCodeRevoked,
    OpenCollectCode,
    PayCollectCode,
    RevokeCollectCode,
    secret_of,
)
from jiaozi.codes.model import STATE_NAMES, CodeState, CollectCode, Payload
from jiaozi.codes.sheet import Shop, payload_of, scan
from jiaozi.codes.symbol import MEDIA_TYPES, Format, symbol
from jiaozi.db.engine import Connection
from jiaozi.errors import Refusal
from jiaozi.kinds import (
    CollectCodeNo,
    Fen,
    Instant,
    MerchantNo,
    OrNone,
    PaymentNo,
    Reference,
    SplitPlanNo,
    StoreNo,
    WalletNo,
)
from jiaozi.payments import store as payments
from jiaozi.records import dataclass
from jiaozi.wire.base import wrong
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "codes")
NOT_FOUND: Final = "code_not_found"
Kind = Literal["static", "dynamic"]
State = Literal["open", "used", "revoked", "expired"]
_IMAGE = tuple(Media(name, {"type": "string", "format": "binary"}) for name in MEDIA_TYPES.values())


def _fitting(asked: OpenCollectCode, _: Desk) -> OpenCollectCode:
    """Raises `PydanticCustomError` where the fields do not fit together."""
    if asked.lifetime_s and not asked.amount_minor:
        raise wrong("amount_invalid", "a code for one payment has an amount", "动态码须有金额")
    if not asked.lifetime_s and asked.reference is not None:
        raise wrong("reference_invalid", "only a code for one payment has a reference", "仅动态码可附业务参考号")
    return asked


router.act(
    PayCollectCode,
    CollectCodePaid,
    "/collect-code-payments",
    owner=owners.wallet("payer"),
    status=201,
    dry_run=True,
)


@dataclass(frozen=True, slots=True)
class CollectCodeView:
    """A code, to whom it pays. `amount` is null when the payer enters it."""

    id: CollectCodeNo
    kind: Kind
    state: State
    store: OrNone[StoreNo]
    wallet: OrNone[WalletNo]
    amount_minor: OrNone[Fen]
    reference: Reference | None
    opened_at: Instant
    expires_at: OrNone[Instant]
    payment: OrNone[PaymentNo]
    plan: OrNone[SplitPlanNo]
    payload: Payload


@dataclass(frozen=True, slots=True)
class ScannedCodeView:
    """What a payer is shown before paying: who is paid, how much and for what; of a person nothing."""

    collect_code: CollectCodeNo
    kind: Kind
    state: State
    merchant: OrNone[MerchantNo]
    merchant_en: str
    merchant_zh: str
    store: OrNone[StoreNo]
    store_name: str
    amount_minor: OrNone[Fen]
    reference: Reference | None
    expires_at: OrNone[Instant]


@router.get("/collect-codes/{collect_code}")
async def get_collect_code(desk: At, collect_code: CollectCodeNo) -> CollectCodeView:
    """A code, for whom it pays."""

    def job(connection: Connection) -> CollectCodeView:
        return _views(desk, connection, [_own(desk, connection, collect_code)])[0]

    return await desk.read("read_collect_code", job)


router.act(
    RevokeCollectCode,
    CollectCodeRevoked,
    "/collect-codes/{collect_code}/revocation",
    owner=owners.collect_code(),
    thing=read_by(get_collect_code, "collect_code"),
)
router.act(
    OpenCollectCode,
    CollectCodeOpened,
    "/collect-codes",
    owner=owners.payee_side("wallet"),
    status=201,
    make=_fitting,
    thing=read_by(get_collect_code, "collect_code"),
)


@router.get("/collect-codes/{collect_code}/symbol", media=_IMAGE)
async def draw_collect_code(
    desk: At,
    collect_code: CollectCodeNo,
    form: Annotated[Format, Field(alias="format", description="`svg` or `png`")] = "svg",
) -> Response:
    """The QR symbol of a code."""

    def job(connection: Connection) -> bytes:
        return symbol(_payload(desk, connection, _own(desk, connection, collect_code)), form)

    return Response(await desk.read("read_collect_code", job), media_type=MEDIA_TYPES[form])


@router.get("/stores/{store}/collect-codes")
async def list_collect_codes_of_store(desk: At, paging: Paging, store: StoreNo) -> Page[CollectCodeView]:
    """A store's codes, oldest first."""
    return await _page(desk, paging, "store_not_found", store, WalletNo(0))


@router.get("/wallets/{wallet}/collect-codes")
async def list_collect_codes_of_wallet(desk: At, paging: Paging, wallet: WalletNo) -> Page[CollectCodeView]:
    """A wallet's own codes, oldest first."""
    return await _page(desk, paging, "wallet_not_found", StoreNo(0), wallet)


async def _page(desk: Desk, paging: Paging, missing: str, shop: StoreNo, wallet: WalletNo) -> Page[CollectCodeView]:
    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[CollectCodeView]]:
        desk.check_own("read_collect_code", whose.payee_side(shop, wallet)(connection), missing)
        read = rows.collect_codes_of_store if shop else rows.collect_codes_of_wallet
        found = read(connection, shop or wallet, after[0], limit)
        return [((each.id,), each) for each in _views(desk, connection, found)]

    return await desk.listing("read_collect_code", f"collect codes of {shop or wallet}", paging, job)


@router.get("/scanned-codes")
async def read_scanned_code(
    desk: At, payload: Annotated[Payload, Field(description="The text of a scanned code")]
) -> ScannedCodeView:
    """What a scanned code asks for, to be shown before it is paid."""
    scanned = scan(payload, secret_of(desk.platform.keyring))
    if isinstance(scanned, Refusal):
        raise Refused(scanned)

    def job(connection: Connection) -> ScannedCodeView:
        row = need(rows.collect_code(connection, CollectCodeNo(scanned.code)), NOT_FOUND)
        if scanned.amount_minor != row.amount_minor:
            raise Refused(Refusal("code_amount_differs"))
        return _scanned(row, _shop(connection, row.store), desk.platform.clock.now())

    return await desk.read("read_scanned_code", job)


def _own(desk: Desk, connection: Connection, wanted: CollectCodeNo) -> CollectCode:
    row = need(rows.collect_code(connection, wanted), NOT_FOUND)
    desk.check_own("read_collect_code", whose.payee_side(row.store, row.wallet)(connection), NOT_FOUND)
    return row


def _views(desk: Desk, connection: Connection, found: Sequence[CollectCode]) -> list[CollectCodeView]:
    plans, now = rows.plans_of_codes(connection, [row.id for row in found]), desk.platform.clock.now()
    return [
        view(
            CollectCodeView,
            row,
            kind=_kind(row),
            state=_state(row, now),
            plan=plans.get(row.id, 0),
            payload=_payload(desk, connection, row),
        )
        for row in found
    ]


def _scanned(row: CollectCode, shop: Shop | None, now: int) -> ScannedCodeView:
    return view(
        ScannedCodeView,
        row,
        collect_code=row.id,
        kind=_kind(row),
        state=_state(row, now),
        merchant=shop.merchant.id if shop else MerchantNo(0),
        merchant_en=shop.merchant.name_en if shop else "",
        merchant_zh=shop.merchant.name_zh if shop else "",
        store_name=shop.store.name if shop else "",
    )


def _shop(connection: Connection, wanted: StoreNo) -> Shop | None:
    found = payments.store(connection, wanted) if wanted else None
    merchant = payments.merchant(connection, found.merchant) if found else None
    return Shop(merchant, found) if found and merchant else None


def _state(row: CollectCode, now: int) -> str:
    over = row.state == CodeState.OPEN and row.expires_at and now >= row.expires_at
    return "expired" if over else STATE_NAMES[row.state]


def _kind(row: CollectCode) -> Kind:
    return "dynamic" if row.expires_at else "static"


def _payload(desk: Desk, connection: Connection, row: CollectCode) -> str:
    return payload_of(row, _shop(connection, row.store), secret_of(desk.platform.keyring))
