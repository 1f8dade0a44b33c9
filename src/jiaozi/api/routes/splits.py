"""Split plans, payments by them, and the parts of a payment."""

from typing import Final

from jiaozi.access import ownership
from jiaozi.access.permissions import Ownership
from jiaozi.api import owners
from jiaozi.api.acts import Acts, Thing, read_by
from jiaozi.api.desk import At, Desk, Placed, need
from jiaozi.api.problems import Refused
from jiaozi.api.routes.payments import PaymentView, get_payment, made
from jiaozi.api.routing import Paging
from jiaozi.db.engine import Connection
from jiaozi.errors import Refusal
from jiaozi.kinds import Fen, FenOrZero, Instant, MerchantNo, OrNone, PaymentNo, Ppm, SplitPlanNo, StoreNo, TransferNo
from jiaozi.payments import store as payments
from jiaozi.payments.model import Payment
from jiaozi.payments.pay import Paid, Pay
from jiaozi.payments.splits import store
from jiaozi.payments.splits.model import PlanName, PlanPart, PlanStateNumber, RemainderNumber, SplitPlan
from jiaozi.payments.splits.pay import PaySplit
from jiaozi.payments.splits.plans import AgreeSplitPlan, EndSplitPlan, ProposeSplitPlan, SplitPlanProposed, SplitPlanSet
from jiaozi.records import dataclass
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "splits")
NOT_FOUND: Final = "split_plan_not_found"

router.act(ProposeSplitPlan, SplitPlanProposed, "/split-plans", owner=owners.store(), status=201, dry_run=True)


async def _made(desk: Desk, asked: PaySplit, done: Paid) -> PaymentView:
    plan = need(await desk.house.readers.run(lambda connection: store.plan(connection, asked.plan)), NOT_FOUND)
    return await made(desk, view(Pay, asked, kind="merchant", payee=done.payee, store=plan.store), done)


router.act(
    PaySplit, Paid, "/split-plans/{plan}/payments",
    owner=owners.wallet("payer"), status=201, dry_run=True, thing=Thing(get_payment, _made),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlanPartView:
    """A seller of a plan."""

    seller: MerchantNo
    fixed_minor: FenOrZero
    share_ppm: Ppm
    agreed_at: OrNone[Instant]


@dataclass(frozen=True, slots=True)
class SplitPlanView:
    """A split plan. `merchant` is the platform."""

    id: SplitPlanNo
    merchant: MerchantNo
    store: StoreNo
    name: PlanName
    remainder: RemainderNumber
    state: PlanStateNumber
    sellers: tuple[PlanPartView, ...]
    proposed_at: Instant
    ended_at: OrNone[Instant]


@dataclass(frozen=True, slots=True)
class PartView:
    """What a party got of a payment, and has given back since; of that `advanced` was given by the platform for it."""

    merchant: MerchantNo
    plan: SplitPlanNo
    amount_minor: Fen
    refunded_minor: FenOrZero
    advanced_minor: FenOrZero
    transfer: TransferNo


@router.get("/split-plans")
async def list_split_plans(desk: At, paging: Paging, merchant: MerchantNo) -> Page[SplitPlanView]:
    """The plans in which a merchant is the platform or a seller, oldest first."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[SplitPlanView]]:
        party = need(payments.merchant(connection, merchant), "merchant_not_found")
        desk.check_own("read_split_plan", [ownership.of_merchant(party)], "merchant_not_found")
        rows = store.plans_page(connection, party.id, after[0], limit)
        return [((row.id,), _plan(row, store.parts_of_plan(connection, row))) for row in rows]

    return await desk.listing("read_split_plan", f"split_plans:{merchant}", paging, job)


@router.get("/split-plans/{plan}")
async def get_split_plan(desk: At, plan: SplitPlanNo) -> SplitPlanView:
    """A plan, for its platform and its sellers."""

    def job(connection: Connection) -> SplitPlanView:
        row = need(store.plan(connection, plan), NOT_FOUND)
        parts = store.parts_of_plan(connection, row)
        desk.check_own("read_split_plan", _parties(connection, row, parts), NOT_FOUND, either=True)
        return _plan(row, parts)

    return await desk.read("read_split_plan", job)


router.act(
    EndSplitPlan,
    SplitPlanSet,
    "/split-plans/{plan}/ending",
    owner=owners.merchant(),
    missing=NOT_FOUND,
    thing=read_by(get_split_plan, "split_plan"),
)
router.act(
    AgreeSplitPlan,
    SplitPlanSet,
    "/split-plans/{plan}/agreements",
    owner=owners.merchant("seller"),
    missing=NOT_FOUND,
    thing=read_by(get_split_plan, "split_plan"),
)


def _parties(connection: Connection, row: SplitPlan, parts: list[PlanPart]) -> list[Ownership]:
    found = ownership.of_merchants(connection, {row.merchant, *(part.seller for part in parts)})
    return list(found.values())


def _plan(row: SplitPlan, parts: list[PlanPart]) -> SplitPlanView:
    return view(SplitPlanView, row, sellers=tuple(view(PlanPartView, part) for part in parts))


@router.get("/payments/{payment}/parts")
async def list_parts(desk: At, payment: PaymentNo) -> Page[PartView]:
    """What each party of a split got of a payment, and gave back: all parts for the platform, its own for a seller. The
    payer is not told how the others share."""

    def job(connection: Connection) -> Page[PartView]:
        row = need(payments.payment(connection, payment), "payment_not_found")
        whole = _may_see_all(desk, connection, row)
        parts, advanced = store.parts_of_payment(connection, row.id), store.advanced_of(connection, row.id)
        owners = ownership.of_merchants(connection, {part.merchant for part in parts})
        seen = [part for part in parts if whole or desk.may("read_parts", [owners[part.merchant]])]
        if not seen and not whole:
            raise Refused(Refusal("payment_not_found"))
        return Page(tuple(view(PartView, part, advanced_minor=advanced.get(part.n, 0)) for part in seen))

    return await desk.read("read_parts", job)


def _may_see_all(desk: Desk, connection: Connection, payment: Payment) -> bool:
    """The payee's side sees every part."""
    return desk.may("read_parts", [ownership.of_payment(connection, payment)[1]])
