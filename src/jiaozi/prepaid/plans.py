"""Plans: a merchant offers and withdraws them, a consumer buys; and a merchant that is bankrupt sells none."""

from collections.abc import Iterator, Sequence
from typing import Final

from jiaozi.clock import DAY_US
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import BankruptcyData, PrepaidData
from jiaozi.kinds import REASON_MAX, PrepaidNo, WalletNo
from jiaozi.money import is_amount
from jiaozi.outbox import emit
from jiaozi.payments.holds import PlaceHold, place, place_refusal, touch_place
from jiaozi.payments.merchants import payee_of
from jiaozi.payments.promises import GRACE_US
from jiaozi.payments.schema import MERCHANTS, STORES
from jiaozi.prepaid.model import (
    DAYS_MAX,
    PREPAID_STATES,
    RECORDERS,
    USES_MAX,
    Bankruptcy,
    BuyPrepaid,
    MarkBankrupt,
    MerchantBankrupt,
    OfferPlan,
    PlanOffered,
    PlanWithdrawn,
    Prepaid,
    PrepaidBought,
    PrepaidPlan,
    PrepaidState,
    WithdrawPlan,
)
from jiaozi.prepaid.schema import BANKRUPTCIES, PREPAID_PLANS, PREPAIDS
from jiaozi.texts import is_plain
from jiaozi.wallets.schema import WALLETS

TITLE_MAX: Final = 120
DOCUMENT_MAX: Final = 120
BANKRUPT: Final = Refusal("merchant_bankrupt")


def _touch_offer(tx: Tx, requests: Sequence[Request[OfferPlan]]) -> Iterator[None]:
    tx.want(STORES, {request.command.store for request in requests})
    yield
    found = (tx.rows(STORES).get(request.command.store) for request in requests)
    tx.want(BANKRUPTCIES, {store.merchant for store in found if store is not None})


def _offer(tx: Tx, request: Request[OfferPlan]) -> PlanOffered | Refusal:
    """Refuses: `request_malformed` (titles, uses, days, who records), `amount_invalid` (a use's price, or all of
    them), `store_not_found`, `merchant_suspended`, `merchant_bankrupt`."""
    command = request.command
    found = _shape_refusal(command) or payee_of(tx, command.store)
    if isinstance(found, Refusal):
        return found
    store, _ = found
    if tx.rows(BANKRUPTCIES).get(store.merchant) is not None:
        return BANKRUPT
    tx.rows(PREPAID_PLANS).add(
        PrepaidPlan(
            id=request.id,
            store=store.id,
            merchant=store.merchant,
            title_en=command.title_en,
            title_zh=command.title_zh,
            uses=command.uses,
            bonus_uses=command.bonus_uses,
            price_minor=command.price_minor,
            days=command.days,
            recorded_by=RECORDERS[command.recorded_by],
            offered_at=request.at,
            withdrawn_at=0,
        )
    )
    return PlanOffered(request.id)


def _shape_refusal(command: OfferPlan) -> Refusal | None:
    if not all(is_plain(title, TITLE_MAX) for title in (command.title_en, command.title_zh)):
        return Refusal("request_malformed", "title in both languages")
    good = 0 < command.uses <= USES_MAX and 0 <= command.bonus_uses <= USES_MAX and 0 < command.days <= DAYS_MAX
    if not good or command.recorded_by not in RECORDERS:
        return Refusal("request_malformed", "uses, days or who records")
    if not is_amount(command.price_minor) or not is_amount(command.price_minor * command.uses):
        return Refusal("amount_invalid")
    return None


def _touch_withdraw(tx: Tx, requests: Sequence[Request[WithdrawPlan]]) -> None:
    tx.want(PREPAID_PLANS, {request.command.prepaid_plan for request in requests})


def _withdraw(tx: Tx, request: Request[WithdrawPlan]) -> PlanWithdrawn | Refusal:
    """Refuses: `prepaid_plan_not_found`, `prepaid_plan_withdrawn`."""
    plan = _on_sale(tx, request.command)
    if isinstance(plan, Refusal):
        return plan
    plan.withdrawn_at = request.at
    tx.rows(PREPAID_PLANS).changed(plan)
    return PlanWithdrawn(plan.id)


def _on_sale(tx: Tx, command: WithdrawPlan | BuyPrepaid) -> PrepaidPlan | Refusal:
    plan = tx.rows(PREPAID_PLANS).get(command.prepaid_plan)
    if plan is None:
        return Refusal("prepaid_plan_not_found")
    return Refusal("prepaid_plan_withdrawn") if plan.withdrawn_at else plan


def _touch_buy(tx: Tx, requests: Sequence[Request[BuyPrepaid]]) -> Iterator[None]:
    tx.want(PREPAID_PLANS, {request.command.prepaid_plan for request in requests})
    yield
    asked = [(each, tx.rows(PREPAID_PLANS).get(each.command.prepaid_plan)) for each in requests]
    known = [(each, plan) for each, plan in asked if plan is not None]
    yield from touch_place(tx, [each.about(_hold(each, plan)) for each, plan in known])
    tx.want(BANKRUPTCIES, {plan.merchant for _, plan in known})


def _buy(tx: Tx, request: Request[BuyPrepaid]) -> PrepaidBought | Refusal:
    """Refuses: `prepaid_plan_not_found`, `prepaid_plan_withdrawn`, `merchant_bankrupt`, and as placing a hold does."""
    plan = _on_sale(tx, request.command)
    if isinstance(plan, Refusal):
        return plan
    if tx.rows(BANKRUPTCIES).get(plan.merchant) is not None:
        return BANKRUPT
    hold = request.about(_hold(request, plan))
    refusal = place_refusal(hold.command)
    placed = refusal or place(tx, hold, locked=True)
    if isinstance(placed, Refusal):
        return placed
    ends_at = hold.command.expires_at - GRACE_US
    if not tx.dry_run:
        prepaid = tx.rows(PREPAIDS).add(_contract(request, plan, ends_at, tx.rows(MERCHANTS)[plan.merchant].wallet))
        emit_prepaid(tx, "prepaid.bought", prepaid, request.at)
    return PrepaidBought(PrepaidNo(placed.payment), placed.journal, hold.command.amount_minor, ends_at)


def _hold(request: Request[BuyPrepaid], plan: PrepaidPlan) -> PlaceHold:
    return PlaceHold(
        payer=request.command.payer,
        amount_minor=plan.uses * plan.price_minor,
        expires_at=request.at + plan.days * DAY_US + GRACE_US,
        store=plan.store,
        reference=request.command.reference,
    )


def _contract(request: Request[BuyPrepaid], plan: PrepaidPlan, ends_at: int, payee: WalletNo) -> Prepaid:
    return Prepaid(
        id=request.id,
        prepaid_plan=plan.id,
        payer=request.command.payer,
        payee=payee,
        store=plan.store,
        merchant=plan.merchant,
        uses=plan.uses,
        bonus_uses=plan.bonus_uses,
        price_minor=plan.price_minor,
        recorded_by=plan.recorded_by,
        used=0,
        bonus_used=0,
        paid_minor=0,
        steps=0,
        decided=0,
        state=PrepaidState.OPEN,
        bought_at=request.at,
        ends_at=ends_at,
        due_at=ends_at,
        ended_at=0,
        returned_minor=0,
        reference=request.command.reference,
    )


def emit_prepaid(tx: Tx, kind: str, prepaid: Prepaid, at: int) -> None:
    """Writes the event of what became of a contract, for the consumer's operator, who guards it for her."""
    payload = PrepaidData(
        prepaid=prepaid.id,
        prepaid_plan=prepaid.prepaid_plan,
        store=prepaid.store,
        state=PREPAID_STATES[prepaid.state],
        uses_left=prepaid.uses_left,
        paid_minor=prepaid.paid_minor,
        returned_minor=prepaid.returned_minor,
    )
    emit(tx, kind, at, tx.rows(WALLETS)[prepaid.payer].operator, payload)


def _touch_bankrupt(tx: Tx, requests: Sequence[Request[MarkBankrupt]]) -> Iterator[None]:
    numbers = {request.command.merchant for request in requests}
    tx.want(MERCHANTS, numbers)
    yield
    tx.want(BANKRUPTCIES, numbers)


def _mark(tx: Tx, request: Request[MarkBankrupt]) -> MerchantBankrupt | Refusal:
    """Refuses: `request_malformed` (reason, document), `merchant_not_found`, `merchant_bankrupt`. The worker ends the
    contracts, some at a time; from here on nobody uses them."""
    command = request.command
    if not is_plain(command.reason, REASON_MAX) or not is_plain(command.document, DOCUMENT_MAX):
        return Refusal("request_malformed", "reason or document")
    merchant = tx.rows(MERCHANTS).get(command.merchant)
    if merchant is None:
        return Refusal("merchant_not_found")
    if tx.rows(BANKRUPTCIES).get(merchant.id) is not None:
        return BANKRUPT
    tx.rows(BANKRUPTCIES).add(
        Bankruptcy(merchant=merchant.id, reason=command.reason, document=command.document, marked_at=request.at)
    )
    emit(tx, "merchant.bankrupt", request.at, merchant.operator, BankruptcyData(merchant=merchant.id))
    return MerchantBankrupt(merchant.id, request.at)


OPERATIONS: Final = (
    Operation("offer_plan", OfferPlan, PlanOffered, _touch_offer, one_by_one(_offer)),
    Operation("withdraw_plan", WithdrawPlan, PlanWithdrawn, _touch_withdraw, one_by_one(_withdraw)),
    Operation("buy_prepaid", BuyPrepaid, PrepaidBought, _touch_buy, one_by_one(_buy)),
    Operation("mark_bankrupt", MarkBankrupt, MerchantBankrupt, _touch_bankrupt, one_by_one(_mark), True),
)
