"""Split plans, payments by them, and the parts of a payment."""

from typing import Any

from starlette.responses import Response

from jiaozi.access import ownership
from jiaozi.access.permissions import Ownership
from jiaozi.api import render, views
from jiaozi.api.desk import At, Desk, DryRun, need, number
from jiaozi.api.problems import Refused
from jiaozi.api.routes.common import merchant_owner, store_owner, wallet_owner
from jiaozi.api.routing import Paging, Router
from jiaozi.clock import format_time
from jiaozi.db.engine import Connection
from jiaozi.errors import Refusal
from jiaozi.ids import encode_id
from jiaozi.payments import store as payments
from jiaozi.payments.splits import store
from jiaozi.payments.splits.model import PLAN_STATES, REMAINDER_NAMES, PlanPart, SplitPlan
from jiaozi.payments.splits.pay import PaySplit
from jiaozi.payments.splits.plans import AgreeSplitPlan, EndSplitPlan, ProposeSplitPlan, SellerShare
from jiaozi.wire import splits as wire
from jiaozi.wire.base import MerchantId, Page, PaymentId, SplitPlanId
from jiaozi.wire.payments import Paid

router = Router("/v1", "splits")


def _parties(connection: Connection, row: SplitPlan, parts: list[PlanPart]) -> list[Ownership]:
    merchants = (payments.merchant(connection, number) for number in (row.merchant, *(part.seller for part in parts)))
    return [ownership.of_merchant(found) for found in merchants if found is not None]


def _plan(row: SplitPlan, parts: list[PlanPart]) -> wire.SplitPlan:
    return wire.SplitPlan(
        id=encode_id("spl", row.id),
        merchant=encode_id("mer", row.merchant),
        store=encode_id("sto", row.store),
        name=row.name,
        remainder=REMAINDER_NAMES[row.remainder],
        state=PLAN_STATES[row.state],
        sellers=[
            wire.PlanPart(
                seller=encode_id("mer", part.seller),
                fixed=views.money(part.fixed_minor),
                share_ppm=part.share_ppm,
                agreed_at=render.moment(part.agreed_at),
            )
            for part in parts
        ],
        proposed_at=format_time(row.proposed_at),
        ended_at=render.moment(row.ended_at),
    )


@router.post("/split-plans", status=201, answer=wire.SplitPlanProposed)
async def propose_split_plan(desk: At, body: wire.SplitPlanProposal, dry_run: DryRun = False) -> Response:
    """A platform proposes how payments at one of its stores are split."""
    sellers = tuple(
        SellerShare(number(line.seller), line.fixed.minor if line.fixed else 0, line.share_ppm) for line in body.sellers
    )
    command = ProposeSplitPlan(number(body.store), body.name, sellers, body.remainder)
    owner = store_owner(command.store)
    return await desk.act(command, owner, missing="store_not_found", status=201, dry_run=dry_run)


@router.get("/split-plans", answer=Page[wire.SplitPlan])
async def list_split_plans(desk: At, paging: Paging, merchant: MerchantId) -> dict[str, Any]:
    """The plans in which a merchant is the platform or a seller, oldest first."""
    listing = f"split_plans:{merchant}"
    (after,) = desk.start(listing, paging.cursor, (0,))

    def job(connection: Connection) -> list[tuple[int, wire.SplitPlan]]:
        party = need(payments.merchant(connection, number(merchant)), "merchant_not_found")
        desk.check_own("read_split_plan", [ownership.of_merchant(party)], "merchant_not_found")
        rows = store.plans_page(connection, party.id, after, paging.limit + 1)
        return [(row.id, _plan(row, store.parts_of_plan(connection, row))) for row in rows]

    found = await desk.read("read_split_plan", job)
    shown, places = [plan for _, plan in found], [(place,) for place, _ in found]
    return desk.page(listing, shown, places, paging.limit, paging.cursor)


@router.get("/split-plans/{plan}", answer=wire.SplitPlan)
async def get_split_plan(desk: At, plan: SplitPlanId) -> wire.SplitPlan:
    """A plan, for its platform and its sellers."""

    def job(connection: Connection) -> wire.SplitPlan:
        row = need(store.plan(connection, number(plan)), "split_plan_not_found")
        parts = store.parts_of_plan(connection, row)
        desk.check_own("read_split_plan", _parties(connection, row, parts), "split_plan_not_found", either=True)
        return _plan(row, parts)

    return await desk.read("read_split_plan", job)


@router.post("/split-plans/{plan}/agreements", answer=wire.SplitPlanSet)
async def agree_split_plan(desk: At, plan: SplitPlanId, body: wire.Agreement) -> Response:
    """A seller agrees. When all have, payments are split by the plan."""
    command = AgreeSplitPlan(number(plan), number(body.seller))
    return await desk.act(command, merchant_owner(command.seller), missing="split_plan_not_found")


@router.post("/split-plans/{plan}/ending", answer=wire.SplitPlanSet)
async def end_split_plan(desk: At, plan: SplitPlanId, body: wire.Ending) -> Response:
    """The platform or a seller ends a plan. Refunds of earlier payments go on as agreed."""
    command = EndSplitPlan(number(plan), number(body.merchant))
    return await desk.act(command, merchant_owner(command.merchant), missing="split_plan_not_found")


@router.post("/split-plans/{plan}/payments", status=201, answer=Paid)
async def pay_split(desk: At, plan: SplitPlanId, body: wire.SplitPayment, dry_run: DryRun = False) -> Response:
    """Pays at the plan's store; platform and sellers get their parts in one journal. Final when it is answered."""
    command = PaySplit(number(body.payer), number(plan), body.amount.minor, body.purpose, body.reference)
    return await desk.act(command, wallet_owner(command.payer), missing="wallet_not_found", status=201, dry_run=dry_run)


@router.get("/payments/{payment}/parts", answer=Page[wire.Part])
async def list_parts(desk: At, payment: PaymentId) -> Page[wire.Part]:
    """What each party of a split got of a payment, and gave back: all parts for the platform, its own for a seller. The
    payer is not told how the others share."""

    def job(connection: Connection) -> Page[wire.Part]:
        row = need(payments.payment(connection, number(payment)), "payment_not_found")
        whole = _may_see_all(desk, connection, row.id)
        items, advanced = [], store.advanced_of(connection, row.id)
        for part in store.parts_of_payment(connection, row.id):
            owner = payments.merchant(connection, part.merchant)
            if whole or (owner is not None and desk.may("read_parts", [ownership.of_merchant(owner)])):
                items.append(
                    wire.Part(
                        merchant=encode_id("mer", part.merchant),
                        plan=encode_id("spl", part.plan),
                        amount=views.money(part.amount_minor),
                        refunded=views.money(part.refunded_minor),
                        advanced=views.money(advanced.get(part.n, 0)),
                        transfer=encode_id("trf", part.transfer),
                    )
                )
        if not items and not whole:
            raise Refused(Refusal("payment_not_found"))
        return Page[wire.Part](items=items)

    return await desk.read("read_parts", job)


def _may_see_all(desk: Desk, connection: Connection, payment: int) -> bool:
    """The payee's side sees every part."""
    row = payments.payment(connection, payment)
    return row is not None and desk.may("read_parts", [ownership.of_payment(connection, row)[1]])
