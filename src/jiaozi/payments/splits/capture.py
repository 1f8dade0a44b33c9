"""Capturing a hold by a split plan: what was reserved goes to every party of the plan, in one journal.

A hold is captured by a plan once. That capture is the last: what is left of the hold goes back to the payer with it.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import Fen, InstitutionNo, PaymentNo, SplitPlanNo, WalletNo
from jiaozi.ledger.model import Code, Journal, Leg, Phase
from jiaozi.ledger.post import post
from jiaozi.ledger.schema import HOLDS
from jiaozi.money import is_amount
from jiaozi.payments.holds import HoldCaptured, emit_hold, held, touch_accounts, void_hold
from jiaozi.payments.model import Payment, PaymentState
from jiaozi.payments.pay import touch_between
from jiaozi.payments.refused import PAYEE_CANNOT, PAYER_CANNOT, answer
from jiaozi.payments.rules import Parties, fee_of
from jiaozi.payments.schema import MERCHANTS, PAYMENTS, REFUSED_PAYEES, STORES
from jiaozi.payments.splits.model import SplitPlan
from jiaozi.payments.splits.pay import Side, platform_refusal, sides_of, sides_refusals, write_parts
from jiaozi.payments.splits.plans import parts_of, plan_refusal
from jiaozi.payments.splits.schema import SPLIT_PLANS
from jiaozi.records import dataclass
from jiaozi.scheme import entries
from jiaozi.scheme.between import Move, journal_id, legs_of, short_of
from jiaozi.wallets.model import place_of
from jiaozi.wallets.schema import USAGES, WALLETS


@dataclass(frozen=True, slots=True)
class CaptureSplit:
    """Takes an amount of a hold for the parties of a `plan` of its store, and gives back the rest."""

    payment: PaymentNo
    plan: SplitPlanNo
    amount_minor: Fen


def _touch(tx: Tx, requests: Sequence[Request[CaptureSplit]]) -> Iterator[None]:
    tx.want(SPLIT_PLANS, {request.command.plan for request in requests})
    tx.want(PAYMENTS, {request.command.payment for request in requests})
    yield
    payments, rows = tx.rows(PAYMENTS), tx.rows(SPLIT_PLANS)
    found = [payment for request in requests if (payment := payments.get(request.command.payment))]
    plans = [plan for request in requests if (plan := rows.get(request.command.plan)) is not None]
    tx.want(STORES, {plan.store for plan in plans} | {payment.store for payment in found if payment.store})
    tx.want(MERCHANTS, {part.seller for plan in plans for part in parts_of(tx, plan)})
    yield
    wallets = {number for plan in plans for number in _wallets(tx, plan)}
    tx.want(WALLETS, wallets | {number for payment in found for number in (payment.payer, payment.payee)})
    yield
    touch_accounts(tx, found)
    touch_between(tx, [(payment.payer, wallet) for payment in found for wallet in wallets])
    tx.want(REFUSED_PAYEES, {(payment.payee, wallet) for payment in found for wallet in wallets})


def _wallets(tx: Tx, plan: SplitPlan) -> list[int]:
    rows = tx.rows(MERCHANTS)
    return [rows[number].wallet for number in (plan.merchant, *(part.seller for part in parts_of(tx, plan)))]


def _capture(tx: Tx, request: Request[CaptureSplit]) -> HoldCaptured | Refusal:
    """Refuses: `amount_invalid`, `payment_not_found`, `hold_not_found`, `hold_closed`, `hold_part_captured`,
    `hold_expired`, `hold_exceeded`, `split_plan_not_found`, `split_plan_not_active`, `split_exceeds_payment`, the
    platform's own as a payee, `payer_cannot_pay` (the whole wallet is frozen), then `payee_cannot_receive` (a seller,
    counted), since a refusal after it would tell of the seller's room at no cost, and what money refuses."""
    command = request.command
    if not is_amount(command.amount_minor):
        return Refusal("amount_invalid")
    payment = held(tx, command.payment)
    if isinstance(payment, Refusal):
        return payment
    if payment.captured_minor:
        return Refusal("hold_part_captured")
    if request.at >= payment.expires_at:
        return Refusal("hold_expired")
    if command.amount_minor > payment.amount_minor:
        return Refusal("hold_exceeded")
    plan = tx.rows(SPLIT_PLANS).get(command.plan)
    refusal = plan_refusal(tx, command.plan, payment.store)
    if plan is None or refusal is not None:
        return refusal or Refusal("split_plan_not_found")
    found = _parties(tx, payment)
    sides = sides_of(tx, plan, found.payee, command.amount_minor)
    refusal = platform_refusal(tx, found.payee, sides, request.at)
    if refusal is not None:
        return refusal
    if tx.dry_run:
        return HoldCaptured(payment=payment.id, journal=request.id, captured_minor=command.amount_minor, left_minor=0)
    if found.payer.freezes_all:
        return PAYER_CANNOT
    if isinstance(sides, Refusal) or _sellers_refuse(tx, found.payee.id, sides, request.at):
        return PAYEE_CANNOT
    return _move(tx, request, payment, plan, found, sides)


def _sellers_refuse(tx: Tx, platform: WalletNo | InstitutionNo, sides: Sequence[Side], at: int) -> bool:
    """Whether a seller's wallet cannot be paid, or has refused the platform's so often today that it is not asked."""
    found = sides_refusals(tx, sides, at)
    return any(wallet != platform and answer(tx, platform, wallet, refusal, at) for wallet, refusal in found)


def _parties(tx: Tx, payment: Payment) -> Parties:
    payer, payee = tx.rows(WALLETS)[payment.payer], tx.rows(WALLETS)[payment.payee]
    merchant = tx.rows(MERCHANTS)[tx.rows(STORES)[payment.store].merchant]
    return Parties(payer, payee, merchant, tx.rows(USAGES)[payer.id])


def _move(
    tx: Tx, request: Request[CaptureSplit], payment: Payment, plan: SplitPlan, found: Parties, sides: Sequence[Side]
) -> HoldCaptured | Refusal:
    amount: int = request.command.amount_minor
    place = place_of(found.payer)
    clearing = entries.clearing(place)
    onward = legs_of(tx, [Move(clearing, place_of(side.wallet), side.amount_minor) for side in sides], Code.PAYMENT)
    if isinstance(onward, Refusal):
        return onward
    fee = fee_of(found.merchant, amount)
    charge = entries.collect_fee(place_of(found.payee), fee) if fee else []
    taken = Leg(place.account, clearing.account, amount, Code.CAPTURE, Phase.CAPTURED, payment.hold)
    every = [taken, *onward.legs, *charge]
    journal = Journal(journal_id(tx, request, every), request.at, every, payment.reference)
    outcome = short_of(post(tx, (journal,))[0], every, {place.account})
    if isinstance(outcome, Refusal):
        return outcome
    payment.captured_minor, payment.fee_minor = amount, fee
    emit_hold(tx, "payment.captured", payment, request, found.payee.operator)
    write_parts(tx, payment, plan, sides, [start + 1 for start in onward.starts], outcome)
    if tx.rows(HOLDS)[payment.hold].remaining:
        void_hold(tx, request, payment, tx.ids.take(1))
    else:
        payment.state = PaymentState.COMPLETED
        tx.rows(PAYMENTS).changed(payment)
    return HoldCaptured(payment=payment.id, journal=outcome.journal, captured_minor=amount, left_minor=0)


OPERATIONS: Final = (Operation("capture_split", CaptureSplit, HoldCaptured, _touch, one_by_one(_capture)),)
