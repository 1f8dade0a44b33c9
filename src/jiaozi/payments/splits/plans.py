"""Split plans: a platform proposes, every seller agrees, and then payments are split by it. Either side ends it."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Final, NamedTuple

from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import SplitPlanData
from jiaozi.kinds import FenOrZero, Length, MerchantNo, OrNone, Ppm, SplitPlanNo, StoreNo
from jiaozi.money import AMOUNT_MAX, amount_text
from jiaozi.outbox import emit
from jiaozi.payments.schema import MERCHANTS, STORES
from jiaozi.payments.splits.model import (
    PLAN_STATES,
    REMAINDERS,
    PlanName,
    PlanPart,
    PlanState,
    PlanStateName,
    RemainderName,
    SplitPlan,
)
from jiaozi.payments.splits.schema import PLAN_PARTS, SPLIT_PLANS
from jiaozi.payments.splits.shares import MILLION
from jiaozi.records import dataclass
from jiaozi.texts import is_plain

SELLERS_MAX: Final = 20
NAME_MAX: Final = 80


@dataclass(frozen=True, slots=True)
class SellerShare:
    """What a seller (a merchant) gets of each payment: a fixed amount in minor units, then a share in parts per million
    of what is left after all fixed amounts. At least one of the two is not zero."""

    seller: MerchantNo
    fixed_minor: OrNone[FenOrZero] = 0
    share_ppm: Ppm = 0


@dataclass(frozen=True, slots=True)
class ProposeSplitPlan:
    """A platform proposes how payments at one of its stores are split. What no seller gets is the platform's.

    `remainder`: `platform` (fractions of a fen are the platform's) or `largest_remainder`.
    """

    store: StoreNo
    name: PlanName
    sellers: Annotated[tuple[SellerShare, ...], Length(1, SELLERS_MAX)]
    remainder: RemainderName = "platform"


@dataclass(frozen=True, slots=True)
class AgreeSplitPlan:
    """A seller agrees to a plan. When all have, it is active."""

    plan: SplitPlanNo
    seller: MerchantNo


@dataclass(frozen=True, slots=True)
class EndSplitPlan:
    """The platform or a seller (`merchant`) ends a plan: no payment is split by it any more. Refunds of earlier
    payments go on as agreed."""

    plan: SplitPlanNo
    merchant: MerchantNo


class SplitPlanProposed(NamedTuple):
    """Outcome of proposing."""

    split_plan: SplitPlanNo


class SplitPlanSet(NamedTuple):
    """Outcome of agreeing or ending."""

    split_plan: SplitPlanNo
    state: PlanStateName


def _touch_propose(tx: Tx, requests: Sequence[Request[ProposeSplitPlan]]) -> None:
    commands = [request.command for request in requests]
    tx.want(STORES, {command.store for command in commands})
    tx.want(MERCHANTS, {share.seller for command in commands for share in command.sellers})


def _propose(tx: Tx, request: Request[ProposeSplitPlan]) -> SplitPlanProposed | Refusal:
    """Refuses: `request_malformed` (name, remainder, number of sellers, a seller twice), `split_shares_invalid` (an
    amount below zero, nothing for a seller, more than the whole), `store_not_found`, `merchant_not_found`,
    `split_seller_invalid` (the platform itself)."""
    command = request.command
    refusal = _shape_refusal(command)
    if refusal is not None:
        return refusal
    store = tx.rows(STORES).get(command.store)
    if store is None:
        return Refusal("store_not_found")
    for place, share in enumerate(command.sellers, 1):
        if tx.rows(MERCHANTS).get(share.seller) is None:
            return Refusal("merchant_not_found", f"seller {place}")
        if share.seller == store.merchant:
            return Refusal("split_seller_invalid", f"seller {place}")
    plan = SplitPlan(
        id=request.id,
        store=store.id,
        merchant=store.merchant,
        name=command.name,
        remainder=int(REMAINDERS[command.remainder]),
        sellers=len(command.sellers),
        agreed=0,
        state=PlanState.PROPOSED,
        proposed_at=request.at,
        ended_at=0,
    )
    tx.rows(SPLIT_PLANS).add(plan)
    for place, share in enumerate(command.sellers, 1):
        tx.rows(PLAN_PARTS).add(
            PlanPart(
                plan=plan.id,
                n=place,
                seller=share.seller,
                fixed_minor=share.fixed_minor,
                share_ppm=share.share_ppm,
                agreed_at=0,
            )
        )
    _emit(tx, "split_plan.proposed", plan, request.at)
    return SplitPlanProposed(plan.id)


def _shape_refusal(command: ProposeSplitPlan) -> Refusal | None:
    if (
        not is_plain(command.name, NAME_MAX)
        or command.remainder not in REMAINDERS
        or not 0 < len(command.sellers) <= SELLERS_MAX
    ):
        return Refusal("request_malformed", "name, remainder or sellers")
    if len({share.seller for share in command.sellers}) != len(command.sellers):
        return Refusal("request_malformed", "a seller twice")
    for place, share in enumerate(command.sellers, 1):
        good = 0 <= share.fixed_minor <= AMOUNT_MAX and 0 <= share.share_ppm <= MILLION
        if not good or not (share.fixed_minor or share.share_ppm):
            return Refusal("split_shares_invalid", f"seller {place}")
    if sum(share.share_ppm for share in command.sellers) > MILLION:
        return Refusal("split_shares_invalid", "more than the whole")
    return None


def _touch_plan(tx: Tx, requests: Sequence[Request[AgreeSplitPlan | EndSplitPlan]]) -> Iterator[None]:
    tx.want(SPLIT_PLANS, {request.command.plan for request in requests})
    yield
    plans = tx.rows(SPLIT_PLANS)
    tx.want(MERCHANTS, {plan.merchant for request in requests if (plan := plans.get(request.command.plan)) is not None})


def parts_of(tx: Tx, plan: SplitPlan) -> list[PlanPart]:
    """The locked parts of a locked plan, in order."""
    rows = tx.rows(PLAN_PARTS)
    return [rows[plan.id, n] for n in range(1, plan.sellers + 1)]


def _living(tx: Tx, number: int) -> SplitPlan | Refusal:
    plan = tx.rows(SPLIT_PLANS).get(number)
    if plan is None:
        return Refusal("split_plan_not_found")
    return Refusal("split_plan_ended") if plan.state == PlanState.ENDED else plan


def _agree(tx: Tx, request: Request[AgreeSplitPlan]) -> SplitPlanSet | Refusal:
    """Refuses: `split_plan_not_found` (also for who is no seller of it), `split_plan_ended`, `split_plan_agreed`."""
    plan = _living(tx, request.command.plan)
    if isinstance(plan, Refusal):
        return plan
    part = next((part for part in parts_of(tx, plan) if part.seller == request.command.seller), None)
    if part is None:
        return Refusal("split_plan_not_found")
    if part.agreed_at:
        return Refusal("split_plan_agreed")
    part.agreed_at = request.at
    tx.rows(PLAN_PARTS).changed(part)
    plan.agreed += 1
    if plan.agreed == plan.sellers:
        plan.state = PlanState.ACTIVE
        _emit(tx, "split_plan.active", plan, request.at)
    tx.rows(SPLIT_PLANS).changed(plan)
    return SplitPlanSet(plan.id, PLAN_STATES[plan.state])


def _end(tx: Tx, request: Request[EndSplitPlan]) -> SplitPlanSet | Refusal:
    """Refuses: `split_plan_not_found` (also for who has no part in it), `split_plan_ended`."""
    plan = _living(tx, request.command.plan)
    if isinstance(plan, Refusal):
        return plan
    if request.command.merchant not in {plan.merchant, *(part.seller for part in parts_of(tx, plan))}:
        return Refusal("split_plan_not_found")
    plan.state, plan.ended_at = PlanState.ENDED, request.at
    tx.rows(SPLIT_PLANS).changed(plan)
    _emit(tx, "split_plan.ended", plan, request.at)
    return SplitPlanSet(plan.id, "ended")


def _emit(tx: Tx, kind: str, plan: SplitPlan, at: int) -> None:
    payload = SplitPlanData(split_plan=plan.id, merchant=plan.merchant)
    emit(tx, kind, at, tx.rows(MERCHANTS)[plan.merchant].operator, payload)


def plan_refusal(tx: Tx, number: int, store: int, amount: int | None = None) -> Refusal | None:
    """What forbids payments at a store to be split by a plan; nothing for plan 0. Refuses: `split_plan_not_found` (also
    of another store), `split_plan_not_active`, `split_exceeds_payment` (of an `amount` known beforehand)."""
    if not number:
        return None
    plan = tx.rows(SPLIT_PLANS).get(number)
    if plan is None or plan.store != store:
        return Refusal("split_plan_not_found")
    if plan.state != PlanState.ACTIVE:
        return Refusal("split_plan_not_active", PLAN_STATES[plan.state])
    fixed = sum(part.fixed_minor for part in parts_of(tx, plan))
    if amount is None or amount >= fixed:
        return None
    return Refusal("split_exceeds_payment", f"{amount_text(fixed)} is fixed")


OPERATIONS: Final = (
    Operation("propose_split_plan", ProposeSplitPlan, SplitPlanProposed, _touch_propose, one_by_one(_propose)),
    Operation("agree_split_plan", AgreeSplitPlan, SplitPlanSet, _touch_plan, one_by_one(_agree)),
    Operation("end_split_plan", EndSplitPlan, SplitPlanSet, _touch_plan, one_by_one(_end)),
)
