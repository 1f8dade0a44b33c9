"""Refunds: money of a payment given back by the payee, in part or whole, never above what was paid.

Of a split payment every party gives back in proportion to what it has got and still has of it.
A refund passes the payer's balance limit; it needs the payee's money and no freeze on either side in full. Where the
payer's wallet is closed, `owed` says where the money goes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.events import RefundData
from jiaozi.kinds import Fen, JournalNo, PaymentNo, Reference, RefundNo
from jiaozi.ledger.model import Code, Journal
from jiaozi.ledger.post import post
from jiaozi.money import amount_text, is_amount
from jiaozi.outbox import emit
from jiaozi.payments.model import Payment
from jiaozi.payments.owed import note_taken, place_for, taker_of, touch_others, touch_waiting
from jiaozi.payments.pay import touch_between
from jiaozi.payments.refused import PAYER_CANNOT
from jiaozi.payments.schema import PAYMENTS, REFUND_COLUMNS
from jiaozi.payments.splits.giving import asked_of, count_given, giver_refusal, givers_of, touch_givers
from jiaozi.payments.splits.legs import Move, journal_id, legs_of, short_of
from jiaozi.wallets.acts import reference_good
from jiaozi.wallets.model import place_of
from jiaozi.wallets.schema import WALLETS


@dataclass(frozen=True, slots=True)
class RefundPayment:
    """The payee gives money of a payment back, in part or whole. Final when it is answered. With `advance` the platform
    of a split gives also what a seller cannot, which the seller then owes it."""

    payment: PaymentNo
    amount_minor: Fen
    reference: Reference | None = None
    advance: bool = False


class Refunded(NamedTuple):
    """Money of a payment was given back. `refunded` is the sum of the payment's refunds so far."""

    refund: RefundNo
    payment: PaymentNo
    journal: JournalNo
    refunded_minor: Fen


def _touch(tx: Tx, requests: Sequence[Request[RefundPayment]]) -> Iterator[None]:
    tx.want(PAYMENTS, {request.command.payment for request in requests})
    yield
    found = [payment for request in requests if (payment := tx.rows(PAYMENTS).get(request.command.payment))]
    pairs = touch_givers(tx, found)
    tx.want(WALLETS, {number for pair in pairs for number in pair})
    others = touch_others(tx, {payment.payer for payment in found})
    yield
    touch_between(tx, pairs)
    if others:
        touch_between(tx, [(giver, other) for giver, payer in pairs for other in others.get(payer, ())])
        touch_waiting(tx, pairs, others)


def _refund(tx: Tx, request: Request[RefundPayment]) -> Refunded | Refusal:
    """Refuses: `amount_invalid`, `reference_invalid`, `payment_not_found`, `payment_not_refundable` (nothing was
    captured), `refund_exceeds_payment`, the payee's own `wallet_closed`, `wallet_frozen`, `wallet_frozen_amount`,
    `insufficient_funds`, then `payer_cannot_pay` (another party of a split has to give), `payee_cannot_receive` (who
    had paid), `settlement_cap_exceeded`, `operator_illiquid`."""
    command = request.command
    if not is_amount(command.amount_minor):
        return Refusal("amount_invalid")
    if not reference_good(command.reference):
        return Refusal("reference_invalid")
    payment = tx.rows(PAYMENTS).get(command.payment)
    if payment is None:
        return Refusal("payment_not_found")
    if payment.captured_minor == 0:
        return Refusal("payment_not_refundable")
    left = payment.captured_minor - payment.refunded_minor
    if command.amount_minor > left:
        return Refusal("refund_exceeds_payment", f"{amount_text(left)} left")
    givers = givers_of(tx, payment, command.amount_minor, advance=command.advance and not tx.dry_run)
    payer = tx.rows(WALLETS)[payment.payer]
    refusal = _refusal(tx, payment, asked_of(givers))
    if refusal is not None:
        return refusal
    if tx.dry_run:
        return Refunded(
            refund=request.id,
            payment=payment.id,
            journal=request.id,
            refunded_minor=payment.refunded_minor + command.amount_minor,
        )
    taker = taker_of(tx, payer, {giver.wallet.id for giver in givers})
    if isinstance(taker, Refusal):
        return taker
    place = place_for(payer, taker)
    moves = [Move(place_of(giver.wallet), place, giver.amount_minor) for giver in givers]
    legs = legs_of(tx, moves, Code.REFUND)
    if isinstance(legs, Refusal):
        return legs
    journal = Journal(journal_id(tx, request, legs.legs), request.at, legs.legs, command.reference)
    outcome = short_of(post(tx, (journal,))[0], legs.legs, {giver.wallet.account for giver in givers})
    if isinstance(outcome, Refusal):
        return outcome
    count_given(tx, outcome.journal, givers, [outcome.journal + start for start in legs.starts])
    payment.refunded_minor += command.amount_minor
    tx.rows(PAYMENTS).changed(payment)
    row = (outcome.journal, payment.id, command.amount_minor, outcome.journal, outcome.recorded_at)
    tx.appender("refunds", REFUND_COLUMNS).append(row)
    payload = RefundData(
        refund=RefundNo(outcome.journal),
        payment=payment.id,
        amount_minor=command.amount_minor,
        refund_reference=command.reference,
        refunded_minor=payment.refunded_minor,
        payee=payment.payee,
        payer=payment.payer,
        store=payment.store,
        reference=payment.reference,
    )
    emit(tx, "payment.refunded", request.at, tx.rows(WALLETS)[payment.payee].operator, payload)
    note_taken(tx, RefundNo(outcome.journal), payment, command.amount_minor, payer, taker)
    return Refunded(
        refund=RefundNo(outcome.journal),
        payment=payment.id,
        journal=outcome.journal,
        refunded_minor=payment.refunded_minor,
    )


def _refusal(tx: Tx, payment: Payment, asked: dict[int, int]) -> Refusal | None:
    """What the payee is told: of itself what it is, of the others that they cannot. A dry run asks only itself."""
    own = asked.pop(payment.payee, 0)
    refusal = giver_refusal(tx, tx.rows(WALLETS)[payment.payee], own) if own else None
    if refusal is not None or tx.dry_run:
        return refusal
    if any(giver_refusal(tx, tx.rows(WALLETS)[number], amount) is not None for number, amount in asked.items()):
        return PAYER_CANNOT
    return None


OPERATIONS: Final = (Operation("refund", RefundPayment, Refunded, _touch, one_by_one(_refund)),)
