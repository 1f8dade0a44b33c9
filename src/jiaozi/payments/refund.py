"""Refunds: money of a payment given back by the payee, in part or whole, never above what was paid. The payer's own
money comes back first, then what claims of programs paid.

Of a split payment every party gives back in proportion to what it has got and still has of it.
A refund passes the payer's balance limit; it needs the payee's money and no freeze on either side in full. Where the
payer's wallet is closed, `owed` says where the money goes.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from msgspec import UNSET

from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import RefundData
from jiaozi.kinds import Fen, JournalNo, Metadata, OrNone, PaymentNo, Reference, RefundNo
from jiaozi.ledger.model import Journal, Posted
from jiaozi.ledger.post import post
from jiaozi.money import amount_text, is_amount
from jiaozi.outbox import emit
from jiaozi.payments.back import Back, back_of, note_back, own_part, returned_of
from jiaozi.payments.metadata import keep, metadata_refusal
from jiaozi.payments.model import Payment, Refund
from jiaozi.payments.owed import note_taken, place_for, taker_of, touch_others, touch_waiting
from jiaozi.payments.pay import touch_between
from jiaozi.payments.refused import PAYER_CANNOT
from jiaozi.payments.schema import PAYMENTS, REFUNDS
from jiaozi.payments.splits.giving import Giver, asked_of, count_given, giver_refusal, givers_of, touch_givers
from jiaozi.programs.spending import Return, touch_return_places, touch_sources
from jiaozi.records import dataclass
from jiaozi.scheme.between import journal_id, short_of
from jiaozi.wallets.acts import reference_good
from jiaozi.wallets.schema import WALLETS


@dataclass(frozen=True, slots=True)
class RefundPayment:
    """The payee gives money of a payment back, in part or whole. Final when it is answered. A reference given twice
    refunds twice: a request is told from another by its idempotency key alone. With `advance` the platform of a split
    gives also what a seller cannot, which the seller then owes it."""

    payment: PaymentNo
    amount_minor: Fen
    reference: Reference | None = None
    advance: bool = False
    metadata: Metadata = UNSET


class Refunded(NamedTuple):
    """Money of a payment was given back: `amount` by this refund, null where an earlier version answered it; `refunded`
    is the sum of the payment's refunds so far."""

    refund: RefundNo
    payment: PaymentNo
    journal: JournalNo
    refunded_minor: Fen
    amount_minor: OrNone[Fen]
    reference: Reference | None
    metadata: Metadata = UNSET


def _touch(tx: Tx, requests: Sequence[Request[RefundPayment]]) -> Iterator[None]:
    tx.want(PAYMENTS, {request.command.payment for request in requests})
    yield
    found = [payment for request in requests if (payment := tx.rows(PAYMENTS).get(request.command.payment))]
    pairs = touch_givers(tx, found)
    tx.want(WALLETS, {number for pair in pairs for number in pair})
    others = touch_others(tx, {payment.payer for payment in found})
    sources = touch_sources(tx, found)
    yield
    touch_between(tx, pairs)
    touch_return_places(tx, sources, pairs)
    if others:
        touch_between(tx, [(giver, other) for giver, payer in pairs for other in others.get(payer, ())])
        touch_waiting(tx, pairs, others)


def _refund(tx: Tx, request: Request[RefundPayment]) -> Refunded | Refusal:
    """Refuses: `amount_invalid`, `reference_invalid`, `payment_not_found`, `payment_not_refundable` (nothing was
    captured), `refund_exceeds_payment`, the payee's own `wallet_closed`, `wallet_frozen`, `wallet_frozen_amount`,
    `insufficient_funds`, then `payer_cannot_pay` (another party of a split has to give), `payee_cannot_receive` (who
    had paid), `settlement_cap_exceeded`, `operator_illiquid`."""
    command = request.command
    payment = _refundable(tx, command)
    if isinstance(payment, Refusal):
        return payment
    givers = givers_of(tx, payment, command.amount_minor, advance=command.advance and not tx.dry_run)
    payer, own = tx.rows(WALLETS)[payment.payer], own_part(tx, payment, command.amount_minor)
    returns = returned_of(tx, payment, payer, command.amount_minor - own, request.at)
    refusal = _refusal(tx, payment, _asked(payment, givers, returns))
    if refusal is not None:
        return refusal
    if tx.dry_run:
        return _refunded(command, request.id, payment.refunded_minor + command.amount_minor)
    taker = taker_of(tx, payer, {giver.wallet.id for giver in givers}) if own or not payer.closed else payer
    if isinstance(taker, Refusal):
        return taker
    back = back_of(tx, givers, (place_for(payer, taker), own), returns)
    if isinstance(back, Refusal):
        return back
    outcome = _give(tx, request, givers, back)
    if isinstance(outcome, Refusal):
        return outcome
    note_back(tx, payment, payer, back, outcome)
    row = _write(tx, payment, command, outcome)
    _tell(tx, payment, row, command.metadata, request.at)
    note_taken(tx, row.id, payment, own, payer, taker)
    return _refunded(command, outcome.journal, payment.refunded_minor)


def _asked(payment: Payment, givers: Sequence[Giver], returns: Sequence[Return]) -> dict[int, int]:
    """How much each wallet gives in all, less what the merchant has back in the same moment, having borne that."""
    asked, borne = asked_of(givers), sum(each.borne_minor for each in returns)
    if borne:
        asked[payment.payee] -= borne
    return asked


def _refundable(tx: Tx, command: RefundPayment) -> Payment | Refusal:
    """The payment that so much can be given back of."""
    if not is_amount(command.amount_minor):
        return Refusal("amount_invalid")
    if not reference_good(command.reference):
        return Refusal("reference_invalid")
    if (malformed := metadata_refusal(command.metadata)) is not None:
        return malformed
    payment = tx.rows(PAYMENTS).get(command.payment)
    if payment is None:
        return Refusal("payment_not_found")
    if payment.captured_minor == 0:
        return Refusal("payment_not_refundable")
    left = payment.captured_minor - payment.refunded_minor
    return payment if command.amount_minor <= left else Refusal("refund_exceeds_payment", f"{amount_text(left)} left")


def _refunded(command: RefundPayment, journal: int, refunded: int) -> Refunded:
    return Refunded(
        refund=RefundNo(journal),
        payment=command.payment,
        journal=JournalNo(journal),
        refunded_minor=refunded,
        amount_minor=command.amount_minor,
        reference=command.reference,
        metadata=command.metadata,
    )


def _give(tx: Tx, request: Request[RefundPayment], givers: Sequence[Giver], back: Back) -> Posted | Refusal:
    """Moves what each gives."""
    journal = Journal(journal_id(tx, request, back.legs), request.at, back.legs, request.command.reference)
    outcome = short_of(post(tx, (journal,))[0], back.legs, {giver.wallet.account for giver in givers})
    if isinstance(outcome, Posted):
        count_given(tx, outcome.journal, givers, [outcome.journal + start for start in back.firsts])
    return outcome


def _write(tx: Tx, payment: Payment, command: RefundPayment, outcome: Posted) -> Refund:
    payment.refunded_minor += command.amount_minor
    tx.rows(PAYMENTS).changed(payment)
    row = _row(payment, command, outcome)
    tx.rows(REFUNDS).add(row)
    keep(tx, row.id, command.metadata)
    return row


def _tell(tx: Tx, payment: Payment, row: Refund, metadata: Metadata, at: int) -> None:
    payload = RefundData(
        refund=row.id,
        payment=payment.id,
        amount_minor=row.amount_minor,
        reference=row.reference,
        refunded_minor=payment.refunded_minor,
        payee=payment.payee,
        payer=payment.payer,
        store=payment.store,
        payment_reference=payment.reference,
        metadata=metadata,
    )
    emit(tx, "payment.refunded", at, tx.rows(WALLETS)[payment.payee].operator, payload)


def _row(payment: Payment, command: RefundPayment, outcome: Posted) -> Refund:
    return Refund(
        id=RefundNo(outcome.journal),
        payment=payment.id,
        amount_minor=command.amount_minor,
        journal=outcome.journal,
        at=outcome.recorded_at,
        payer=payment.payer,
        payee=payment.payee,
        store=payment.store,
        reference=command.reference,
    )


def _refusal(tx: Tx, payment: Payment, asked: dict[int, int]) -> Refusal | None:
    """What the payee is told: of itself what it is, of the others that they cannot. A dry run asks only itself."""
    own = asked.pop(payment.payee, None)
    refusal = None if own is None else giver_refusal(tx, tx.rows(WALLETS)[payment.payee], own)
    if refusal is not None or tx.dry_run:
        return refusal
    if any(giver_refusal(tx, tx.rows(WALLETS)[number], amount) is not None for number, amount in asked.items()):
        return PAYER_CANNOT
    return None


OPERATIONS: Final = (Operation("refund", RefundPayment, Refunded, _touch, one_by_one(_refund)),)
