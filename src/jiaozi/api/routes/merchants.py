"""Merchants and stores."""

from jiaozi.access import ownership
from jiaozi.api import owners
from jiaozi.api.acts import Acts, read_by
from jiaozi.api.desk import At, Desk, Placed, need
from jiaozi.api.routing import Paging
from jiaozi.db.engine import Connection
from jiaozi.kinds import (
    Flag,
    Instant,
    InstitutionNo,
    MerchantNo,
    Name,
    OrNone,
    Ppm,
    StoreNo,
    Tag,
    WalletNo,
)
from jiaozi.payments import store as payments
from jiaozi.payments.merchants import (
    MerchantOpened,
    MerchantSet,
    OpenMerchant,
    OpenStore,
    StoreOpened,
    SuspendMerchant,
)
from jiaozi.payments.model import (
    DistrictCode,
    Merchant,
    MerchantCategory,
)
from jiaozi.records import dataclass
from jiaozi.wallets.schema import WALLETS
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "merchants")


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


@router.get("/merchants")
async def list_merchants(desk: At, paging: Paging) -> Page[MerchantView]:
    """All merchants, in the order of their registration."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[MerchantView]]:
        rows = payments.merchants_page(connection, after[0], limit)
        return [((shown.id,), shown) for shown in _merchants(desk, connection, rows)]

    return await desk.listing("read_merchant", "merchants", paging, job)


@router.get("/merchants/{merchant}")
async def get_merchant(desk: At, merchant: MerchantNo) -> MerchantView:
    """A merchant."""

    def job(connection: Connection) -> MerchantView:
        row = need(payments.merchant(connection, merchant), "merchant_not_found")
        return _merchants(desk, connection, [row])[0]

    return await desk.read("read_merchant", job)


router.act(
    OpenMerchant,
    MerchantOpened,
    "/merchants",
    owner=owners.wallet(),
    status=201,
    thing=read_by(get_merchant, "merchant"),
)
router.act(
    SuspendMerchant,
    MerchantSet,
    "/merchants/{merchant}/suspension",
    owner=owners.merchant(),
    thing=read_by(get_merchant, "merchant"),
)


def _merchants(desk: Desk, connection: Connection, rows: list[Merchant]) -> list[MerchantView]:
    paid = ownership.of_wallets(connection, WALLETS.read(connection, {row.wallet for row in rows}))
    seen = {number for number, owner in paid.items() if desk.may("read_wallet", [owner])}
    return [view(MerchantView, row, wallet=row.wallet if row.wallet in seen else WalletNo(0)) for row in rows]


@router.get("/merchants/{merchant}/stores")
async def list_stores(desk: At, merchant: MerchantNo, paging: Paging) -> Page[StoreView]:
    """A merchant's stores, oldest first."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[StoreView]]:
        row = need(payments.merchant(connection, merchant), "merchant_not_found")
        rows = payments.stores_page(connection, row.id, after[0], limit)
        return [((found.id,), view(StoreView, found)) for found in rows]

    return await desk.listing("read_merchant", f"stores:{merchant}", paging, job)


@router.get("/stores/{store}")
async def get_store(desk: At, store: StoreNo) -> StoreView:
    """A store."""

    def job(connection: Connection) -> StoreView:
        return view(StoreView, need(payments.store(connection, store), "store_not_found"))

    return await desk.read("read_merchant", job)


router.act(
    OpenStore,
    StoreOpened,
    "/merchants/{merchant}/stores",
    owner=owners.merchant(),
    status=201,
    thing=read_by(get_store, "store"),
)
