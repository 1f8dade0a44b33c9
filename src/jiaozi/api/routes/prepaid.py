"""Prepaid contracts: plans that merchants offer, contracts that consumers buy, use and take back; bankruptcies."""

from typing import Annotated, Final

from pydantic import Field

from jiaozi.access import ownership
from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts, read_by
from jiaozi.api.desk import At, Listed, need
from jiaozi.api.filters import Filter, Is
from jiaozi.api.routing import Paging
from jiaozi.db.engine import Connection
from jiaozi.db.lists import equals, page
from jiaozi.kinds import (
    Count,
    Fen,
    FenOrZero,
    Instant,
    JournalNo,
    MerchantNo,
    Name,
    Note,
    OrNone,
    PaymentNo,
    PrepaidNo,
    PrepaidPlanNo,
    Reason,
    Reference,
    StoreNo,
    WalletNo,
)
from jiaozi.payments import store as payments
from jiaozi.prepaid import store as rows
from jiaozi.prepaid.model import (
    Bonus,
    BuyPrepaid,
    Days,
    Document,
    MarkBankrupt,
    MerchantBankrupt,
    ObjectUse,
    OfferPlan,
    PlanOffered,
    PlanWithdrawn,
    Prepaid,
    PrepaidBought,
    PrepaidPlan,
    PrepaidReturned,
    PrepaidStateNumber,
    PrepaidUsed,
    RecorderNumber,
    RecordUse,
    TakeBackPrepaid,
    UseObjected,
    UsePrepaid,
    UseRecorded,
    Uses,
    UseStateNumber,
    WithdrawPlan,
)
from jiaozi.prepaid.schema import PLAN_LIST, PREPAID_LIST
from jiaozi.records import dataclass
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "prepaid")
NOT_FOUND: Final = "prepaid_not_found"
PLAN_NOT_FOUND: Final = "prepaid_plan_not_found"
_PAYER: Final = owners.wallet("payer")

router.act(BuyPrepaid, PrepaidBought, "/prepaids", owner=_PAYER, status=201, dry_run=True)
router.act(UsePrepaid, PrepaidUsed, "/prepaids/{prepaid}/uses", owner=_PAYER, status=201)
router.act(RecordUse, UseRecorded, "/prepaids/{prepaid}/records", owner=owners.prepaid_seller(), status=201)
router.act(ObjectUse, UseObjected, "/prepaids/{prepaid}/records/{number}/objection", owner=_PAYER)
router.act(TakeBackPrepaid, PrepaidReturned, "/prepaids/{prepaid}/take-back", owner=_PAYER)
router.act(
    MarkBankrupt,
    MerchantBankrupt,
    "/merchants/{merchant}/bankruptcy",
    owner=owners.merchant(),
    status=201,
    proposed=True,
    name="propose_bankruptcy",
)


@dataclass(frozen=True, slots=True)
class PrepaidPlanView:
    """A plan, as it was offered."""

    id: PrepaidPlanNo
    store: StoreNo
    merchant: MerchantNo
    title_en: Name
    title_zh: Name
    uses: Uses
    bonus_uses: Bonus
    price_minor: Fen
    days: Days
    recorded_by: RecorderNumber
    offered_at: Instant
    withdrawn_at: OrNone[Instant]


@dataclass(frozen=True, slots=True)
class PrepaidUseView:
    """A use of a contract. One that waits is paid at `settles_at`, unless the consumer objects."""

    number: Count
    recorded_by: RecorderNumber
    paid_uses: Count
    free_uses: Count
    amount_minor: FenOrZero
    state: UseStateNumber
    at: Instant
    settles_at: OrNone[Instant]
    decided_at: OrNone[Instant]
    journal: OrNone[JournalNo]
    statement: Note


@dataclass(frozen=True, slots=True)
class PrepaidView:
    """A contract as it stands, for its consumer. What is neither paid nor returned is held in her wallet."""

    id: PrepaidNo
    payment: PaymentNo
    prepaid_plan: PrepaidPlanNo
    state: PrepaidStateNumber
    payer: WalletNo
    store: StoreNo
    merchant: MerchantNo
    uses: Uses
    bonus_uses: Bonus
    price_minor: Fen
    recorded_by: RecorderNumber
    used: Count
    bonus_used: Count
    uses_left: Count
    amount_minor: Fen
    paid_minor: FenOrZero
    returned_minor: FenOrZero
    bought_at: Instant
    ends_at: Instant
    ended_at: OrNone[Instant]
    reference: Reference | None


@dataclass(frozen=True, slots=True)
class PrepaidStatusView:
    """What a merchant sees of a contract: how it stands, and neither whose it is nor what that wallet has."""

    id: PrepaidNo
    prepaid_plan: PrepaidPlanNo
    state: PrepaidStateNumber
    store: StoreNo
    uses: Uses
    bonus_uses: Bonus
    used: Count
    bonus_used: Count
    uses_left: Count
    recorded_by: RecorderNumber
    bought_at: Instant
    ends_at: Instant
    ended_at: OrNone[Instant]


@dataclass(frozen=True, slots=True)
class PrepaidReading:
    """A contract with every use."""

    prepaid: PrepaidView
    steps: tuple[PrepaidUseView, ...]


@dataclass(frozen=True, slots=True)
class PrepaidStatusReading:
    """How a contract stands, with every use, for its merchant."""

    prepaid: PrepaidStatusView
    steps: tuple[PrepaidUseView, ...]


@dataclass(frozen=True, slots=True)
class BankruptcyView:
    """That a merchant is bankrupt."""

    merchant: MerchantNo
    reason: Reason
    document: Document
    marked_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFilter(Filter):
    """Which of a store's plans."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepaidFilter(Filter):
    """Which contracts of a wallet's or a store's."""

    state: Annotated[PrepaidStateNumber | None, Field(description="Only those of this state"), Is("state")] = None
    prepaid_plan: Annotated[PrepaidPlanNo | None, Field(description="Only of this plan"), Is("prepaid_plan")] = None


@router.get("/stores/{store}/prepaid-plans")
async def list_prepaid_plans(desk: At, store: StoreNo, paging: Paging, wanted: PlanFilter) -> Page[PrepaidPlanView]:
    """The plans that a store has offered; those that are withdrawn are sold no more."""

    def job(connection: Connection, place: int | None, limit: int) -> Listed[PrepaidPlanView, PrepaidPlan]:
        shop = need(payments.store(connection, store), "store_not_found")
        found = page(connection, PLAN_LIST, wanted.walk("store", equals("store", shop.id)), place, limit)
        return [view(PrepaidPlanView, each) for each in found.rows], found

    return await desk.filtered("read_plan", f"{store}:{wanted.name}", paging, job)


@router.get("/prepaid-plans/{prepaid_plan}")
async def get_prepaid_plan(desk: At, prepaid_plan: PrepaidPlanNo) -> PrepaidPlanView:
    """A plan; everybody may read it."""

    def job(connection: Connection) -> PrepaidPlanView:
        return view(PrepaidPlanView, need(rows.plan(connection, prepaid_plan), PLAN_NOT_FOUND))

    return await desk.read("read_plan", job)


_PLAN: Final = read_by(get_prepaid_plan, "prepaid_plan")
router.act(OfferPlan, PlanOffered, "/stores/{store}/prepaid-plans", owner=owners.store(), status=201, thing=_PLAN)
router.act(
    WithdrawPlan, PlanWithdrawn, "/prepaid-plans/{prepaid_plan}/withdrawal", owner=owners.prepaid_plan(), thing=_PLAN
)


@router.get("/wallets/{wallet}/prepaids")
async def list_prepaids(desk: At, wallet: WalletNo, paging: Paging, wanted: PrepaidFilter) -> Page[PrepaidView]:
    """The contracts that a wallet has bought."""

    def job(connection: Connection, place: int | None, limit: int) -> Listed[PrepaidView, Prepaid]:
        row = whose.own_wallet(desk, connection, wallet, "read_prepaid")
        found = page(connection, PREPAID_LIST, wanted.walk("payer", equals("payer", row.id)), place, limit)
        return [view(PrepaidView, each) for each in found.rows], found

    return await desk.filtered("read_prepaid", f"{wallet}:{wanted.name}", paging, job)


@router.get("/stores/{store}/prepaids")
async def list_sold_prepaids(
    desk: At, store: StoreNo, paging: Paging, wanted: PrepaidFilter
) -> Page[PrepaidStatusView]:
    """How the contracts stand that a store has sold, for its merchant."""

    def job(connection: Connection, place: int | None, limit: int) -> Listed[PrepaidStatusView, Prepaid]:
        desk.check_own("read_prepaid_status", whose.store(store)(connection), "store_not_found")
        found = page(connection, PREPAID_LIST, wanted.walk("store", equals("store", store)), place, limit)
        return [view(PrepaidStatusView, each) for each in found.rows], found

    return await desk.filtered("read_prepaid_status", f"{store}:{wanted.name}", paging, job)


@router.get("/prepaids/{prepaid}")
async def get_prepaid(desk: At, prepaid: PrepaidNo) -> PrepaidReading:
    """A contract with every use, for its consumer."""

    def job(connection: Connection) -> PrepaidReading:
        row = need(rows.prepaid(connection, prepaid), NOT_FOUND)
        desk.check_own("read_prepaid", ownership.of_prepaids(connection, [row])[row.id][:1], NOT_FOUND)
        return PrepaidReading(view(PrepaidView, row), _steps(connection, row))

    return await desk.read("read_prepaid", job)


@router.get("/prepaids/{prepaid}/status")
async def get_prepaid_status(desk: At, prepaid: PrepaidNo) -> PrepaidStatusReading:
    """How a contract stands, with every use: for its merchant, and for its consumer."""

    def job(connection: Connection) -> PrepaidStatusReading:
        row = need(rows.prepaid(connection, prepaid), NOT_FOUND)
        sides = ownership.of_prepaids(connection, [row])[row.id]
        desk.check_own("read_prepaid_status", sides, NOT_FOUND, either=True)
        return PrepaidStatusReading(view(PrepaidStatusView, row), _steps(connection, row))

    return await desk.read("read_prepaid_status", job)


def _steps(connection: Connection, row: Prepaid) -> tuple[PrepaidUseView, ...]:
    return tuple(view(PrepaidUseView, each) for each in rows.uses_of(connection, row.id))


@router.get("/merchants/{merchant}/bankruptcy")
async def get_bankruptcy(desk: At, merchant: MerchantNo) -> BankruptcyView:
    """That a merchant is bankrupt, why, and by which paper; `not_found` where it is not."""

    def job(connection: Connection) -> BankruptcyView:
        row = need(payments.merchant(connection, merchant), "merchant_not_found")
        desk.check_own("read_bankruptcy", [ownership.of_merchant(row)], "merchant_not_found")
        return view(BankruptcyView, need(rows.bankruptcy(connection, row.id), "not_found"))

    return await desk.read("read_bankruptcy", job)
