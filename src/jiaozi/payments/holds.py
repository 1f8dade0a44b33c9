"""Holds: money reserved for a payee, captured in parts, released, or expired.

A hold counts against the payer's limits once, when it is placed; what is given back leaves the day and the year it was
placed in. A captured part cannot be captured after the expiry, whether or not the worker has run.

What becomes of a hold that stands behind a lock is the lock's (`jiaozi.locks`), which calls `place`, `take` and
`end_hold`; to whoever captures, releases or expires it by itself it is `hold_locked`.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final, NamedTuple

from msgspec import UNSET

from jiaozi.clock import DAY_US
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal, Stop
from jiaozi.event_data import HoldData
from jiaozi.kinds import (
    Fen,
    FenOrZero,
    Instant,
    JournalNo,
    Metadata,
    OrNone,
    PaymentNo,
    Reference,
    StoreNo,
    Tag,
    WalletNo,
)
from jiaozi.ledger.model import Code, Journal, Leg, Phase, Posted
from jiaozi.ledger.post import post, touch_legs
from jiaozi.ledger.schema import HOLDS
from jiaozi.money import is_amount
from jiaozi.outbox import emit
from jiaozi.payments import pay
from jiaozi.payments.metadata import keep, kept, touch_kept
from jiaozi.payments.model import CODES, KINDS, Merchant, Payment, PaymentKindName, PaymentState
from jiaozi.payments.pay import count_usage, emit_payment, payer_short
from jiaozi.payments.refused import PAYER_CANNOT, heard
from jiaozi.payments.rules import Parties, closed_code, fee_of, parties, payee_side, payer_refusal, shape_refusal
from jiaozi.payments.schema import MERCHANTS, PAYMENTS, STORES
from jiaozi.records import dataclass
from jiaozi.scheme import entries
from jiaozi.scheme.between import legs_between
from jiaozi.wallets.acts import expiry_refusal
from jiaozi.wallets.model import place_of
from jiaozi.wallets.schema import USAGES, WALLETS
from jiaozi.wallets.waterfall import Spill, note_spill

EXPIRY_MAX_US: Final = 30 * DAY_US


@dataclass(frozen=True, slots=True)
class PlaceHold:
    """Reserves an amount of the payer's for a payee until `expires_at`, at most 30 days ahead."""

    payer: WalletNo
    amount_minor: Fen
    expires_at: Instant
    kind: PaymentKindName = "merchant"
    store: OrNone[StoreNo] = StoreNo(0)
    payee: OrNone[WalletNo] = WalletNo(0)
    purpose: Tag = ""
    reference: Reference | None = None
    metadata: Metadata = UNSET


@dataclass(frozen=True, slots=True)
class CaptureHold:
    """The payee takes an amount of a hold; the rest stays held."""

    payment: PaymentNo
    amount_minor: Fen


@dataclass(frozen=True, slots=True)
class ReleaseHold:
    """The payee's side gives back what is left of a hold."""

    payment: PaymentNo


@dataclass(frozen=True, slots=True)
class ExpireHold:
    """Gives back what is left of a hold whose expiry has passed; the worker's own act."""

    payment: PaymentNo


class HoldPlaced(NamedTuple):
    """An amount is reserved."""

    payment: PaymentNo
    journal: JournalNo
    expires_at: Instant
    metadata: Metadata = UNSET


class HoldCaptured(NamedTuple):
    """A part of a hold was taken. `captured` is the sum so far, `left` what is still held."""

    payment: PaymentNo
    journal: JournalNo
    captured_minor: Fen
    left_minor: FenOrZero


class HoldEnded(NamedTuple):
    """What was left of a hold was given back."""

    payment: PaymentNo
    journal: JournalNo
    returned_minor: Fen


def touch_place(tx: Tx, requests: Sequence[Request]) -> Iterator[None]:
    """Names the rows that placing holds needs, for requests of `PlaceHold` or of a command like it."""
    yield from pay.touch(tx, requests)
    for request in requests:
        payer = tx.rows(WALLETS).get(request.command.payer)
        if payer is not None:
            place = place_of(payer)
            touch_legs(tx, [Leg(place.account, entries.clearing(place).account, 1, Code.HOLD)])


def _place(tx: Tx, request: Request[PlaceHold]) -> HoldPlaced | Refusal:
    """Refuses as `place` does, and `expiry_invalid`."""
    command = request.command
    refusal = place_refusal(command)
    refusal = refusal or expiry_refusal(command.expires_at, request.at, request.at + EXPIRY_MAX_US)
    return refusal or place(tx, request)


def place_refusal(command: PlaceHold) -> Refusal | None:
    """What is wrong with a hold before anything is looked up, but for its expiry."""
    return shape_refusal(command.kind, command.amount_minor, command.purpose, command.reference, command.metadata)


def place(tx: Tx, request: Request[PlaceHold], *, locked: bool = False) -> HoldPlaced | Refusal:
    """Reserves the money of a well-shaped hold. Refuses as a payment does. Money that is only reserved costs nothing,
    so the payee has to exist and is asked no more: what it cannot receive it is told when it captures."""
    command = request.command
    found = parties(tx, command.kind, command.payer, command.payee, command.store)
    if isinstance(found, Refusal):
        return found
    refusal = payer_refusal(tx, found, command.kind, command.amount_minor, request.at)
    if refusal is not None:
        return refusal
    if tx.dry_run:
        return HoldPlaced(request.id, request.id, command.expires_at, command.metadata)
    if found.payee.closed:
        return heard(tx, found, lambda: Refusal(closed_code(found.payee)), request.at)
    payer = place_of(found.payer)
    leg = Leg(
        payer.account,
        entries.clearing(payer).account,
        command.amount_minor,
        Code.HOLD,
        Phase.PENDING,
        expires_at=command.expires_at,
    )
    outcome = payer_short(post(tx, (Journal(request.id, request.at, (leg,), command.reference),))[0])
    if isinstance(outcome, Refusal):
        return outcome
    count_usage(tx, found, command.amount_minor, outcome.recorded_at)
    payment = tx.rows(PAYMENTS).add(_payment(request, found, outcome, locked=locked))
    keep(tx, payment.id, command.metadata)
    emit_payment(tx, "payment.held", payment, found, request.at, command.metadata)
    return HoldPlaced(request.id, outcome.journal, command.expires_at, command.metadata)


def _payment(request: Request[PlaceHold], found: Parties, outcome: Posted, *, locked: bool) -> Payment:
    command = request.command
    return Payment(
        id=request.id,
        kind=KINDS[command.kind],
        state=PaymentState.HELD,
        payer=found.payer.id,
        payee=found.payee.id,
        store=command.store,
        amount_minor=command.amount_minor,
        captured_minor=0,
        refunded_minor=0,
        fee_minor=0,
        hold=request.id,
        expires_at=command.expires_at,
        journal=outcome.journal,
        at=outcome.recorded_at,
        purpose=command.purpose,
        reference=command.reference,
        locked=int(locked),
    )


def _touch_held(tx: Tx, requests: Sequence[Request[CaptureHold | ExpireHold | ReleaseHold]]) -> Iterator[None]:
    yield from touch_holds(tx, {request.command.payment for request in requests})


def touch_holds(tx: Tx, numbers: Collection[int]) -> Iterator[None]:
    """Names the rows of payments that may be held, and what lies behind them."""
    tx.want(PAYMENTS, numbers)
    yield
    found = [payment for number in numbers if (payment := tx.rows(PAYMENTS).get(number))]
    tx.want(STORES, {payment.store for payment in found if payment.store})
    tx.want(WALLETS, {number for payment in found for number in (payment.payer, payment.payee)})
    yield
    touch_accounts(tx, found)


def touch_accounts(tx: Tx, found: Sequence[Payment]) -> None:
    """Names the accounts and holds of held payments, whose stores and wallets are locked, and reads their metadata."""
    pay.touch_between(tx, [(payment.payer, payment.payee) for payment in found])
    for payment in found:
        place = place_of(tx.rows(WALLETS)[payment.payer])
        touch_legs(tx, [Leg(place.account, entries.clearing(place).account, 1, Code.HOLD)])
        merchant = _merchant(tx, payment)
        if merchant is not None and merchant.fee_ppm:
            touch_legs(tx, entries.collect_fee(place_of(tx.rows(WALLETS)[payment.payee]), 1))
    tx.want(HOLDS, {payment.hold for payment in found if payment.hold})
    touch_kept(tx, [payment.id for payment in found if payment.hold])


def held(tx: Tx, payment_id: int) -> Payment | Refusal:
    """A payment whose hold is open, and nobody's lock. Refuses: `payment_not_found`, `hold_not_found`, `hold_locked`,
    `hold_closed`."""
    payment = tx.rows(PAYMENTS).get(payment_id)
    if payment is None:
        return Refusal("payment_not_found")
    if not payment.hold:
        return Refusal("hold_not_found")
    if payment.locked:
        return Refusal("hold_locked")
    return payment if payment.state == PaymentState.HELD else Refusal("hold_closed")


def _capture(tx: Tx, request: Request[CaptureHold]) -> HoldCaptured | Refusal:
    """Refuses: `amount_invalid`, what `held` says, the payee's own refusals, and what `take` says."""
    command = request.command
    if not is_amount(command.amount_minor):
        return Refusal("amount_invalid")
    payment = held(tx, command.payment)
    if isinstance(payment, Refusal):
        return payment
    spill = asked_payee(tx, payment, command.amount_minor, request.at)
    return spill if isinstance(spill, Refusal) else take(tx, request, payment, command.amount_minor, spill)


def asked_payee(tx: Tx, payment: Payment, amount: int, at: int) -> Spill | Refusal | None:
    """What forbids the payee of a hold to be paid a part of it, in its own words, or what goes on of what is too much
    for it."""
    payee = tx.rows(WALLETS)[payment.payee]
    return payee_side(tx, payee, payment.kind, amount, _fee(tx, payment, amount), at)


def _fee(tx: Tx, payment: Payment, amount: int) -> int:
    """The fee on a further part of a hold: that on all captured so far, less what earlier parts were charged."""
    return fee_of(_merchant(tx, payment), payment.captured_minor + amount) - payment.fee_minor


def take(tx: Tx, request: Request, payment: Payment, amount: int, spill: Spill | None) -> HoldCaptured | Refusal:
    """The payee, who has been asked, takes a part of an open hold. Refuses: `payer_cannot_pay`,
    `settlement_cap_exceeded`, `hold_expired`, `hold_exceeded`, `operator_illiquid`. A freeze of the payer does not undo
    what was promised before it, except one of the whole wallet."""
    if tx.rows(WALLETS)[payment.payer].freezes_all and not tx.dry_run:
        return PAYER_CANNOT
    fee = _fee(tx, payment, amount)
    outcome = _move_on(tx, request, payment, Part(amount, fee, spill))
    if isinstance(outcome, Refusal):
        return outcome
    payment.captured_minor += amount
    payment.fee_minor += fee
    left = tx.rows(HOLDS)[payment.hold].remaining
    if left == 0:
        payment.state = PaymentState.COMPLETED
    tx.rows(PAYMENTS).changed(payment)
    emit_hold(tx, "payment.captured", payment, request, tx.rows(WALLETS)[payment.payee].operator)
    return HoldCaptured(
        payment=payment.id, journal=outcome.journal, captured_minor=payment.captured_minor, left_minor=left
    )


class Part(NamedTuple):
    """What is taken of a hold, the fee on it, and what goes on of what is too much for the payee."""

    amount: int
    fee: int
    spill: Spill | None


def _move_on(tx: Tx, request: Request, payment: Payment, part: Part) -> Posted | Refusal:
    """Takes what was reserved out of the payer's wallet, into the payee's, and on to the bank what is too much there.
    Refuses: `settlement_cap_exceeded`, `hold_expired`, `hold_exceeded`, `operator_illiquid`."""
    place, payee = (place_of(tx.rows(WALLETS)[number]) for number in (payment.payer, payment.payee))
    (amount, fee, spill), clearing = part, entries.clearing(place)
    onward = legs_between(tx, clearing, payee, amount, CODES[payment.kind])
    if isinstance(onward, Refusal):
        return onward
    first = Leg(place.account, clearing.account, amount, Code.CAPTURE, Phase.CAPTURED, payment.hold)
    charge = entries.collect_fee(payee, fee) if fee else []
    legs = [first, *onward, *charge, *(spill.legs if spill else ())]
    outcome = payer_short(post(tx, (Journal(request.id, request.at, legs, payment.reference),))[0])
    if isinstance(outcome, Posted) and spill is not None:
        note_spill(tx, spill, outcome)
    return outcome


def _merchant(tx: Tx, payment: Payment) -> Merchant | None:
    return tx.rows(MERCHANTS)[tx.rows(STORES)[payment.store].merchant] if payment.store else None


def _end(phase: Phase) -> Callable[[Tx, Request[ReleaseHold | ExpireHold]], HoldEnded | Refusal]:
    """The release or the expiry of what is left."""

    def decide(tx: Tx, request: Request[ReleaseHold | ExpireHold]) -> HoldEnded | Refusal:
        """Refuses: `payment_not_found`, `hold_not_found`, `hold_closed`, `hold_not_expired`."""
        payment = held(tx, request.command.payment)
        return payment if isinstance(payment, Refusal) else end_hold(tx, request, payment, phase, request.id)

    return decide


def end_hold(tx: Tx, request: Request, payment: Payment, phase: Phase, journal: JournalNo) -> HoldEnded | Refusal:
    """Gives what is left of an open hold back to the payer: `VOIDED` or `EXPIRED`. Refuses: `hold_not_expired`."""
    place = place_of(tx.rows(WALLETS)[payment.payer])
    left = tx.rows(HOLDS)[payment.hold].remaining
    code = Code.RELEASE if phase == Phase.VOIDED else Code.EXPIRE
    leg = Leg(place.account, entries.clearing(place).account, 0, code, phase, payment.hold)
    outcome = post(tx, (Journal(journal, request.at, (leg,)),))[0]
    if isinstance(outcome, Refusal):
        return outcome._replace(detail="")
    _give_back(tx, payment, left, outcome.recorded_at)
    ended = PaymentState.RELEASED if phase == Phase.VOIDED else PaymentState.EXPIRED
    payment.state = PaymentState.COMPLETED if payment.captured_minor else ended
    tx.rows(PAYMENTS).changed(payment)
    kind = "payment.released" if phase == Phase.VOIDED else "payment.expired"
    emit_hold(tx, kind, payment, request, tx.rows(WALLETS)[payment.payee].operator)
    return HoldEnded(payment=payment.id, journal=outcome.journal, returned_minor=left)


def void_hold(tx: Tx, request: Request, payment: Payment, journal: JournalNo) -> HoldEnded:
    """Gives back what is left of an open hold, which nothing forbids. Raises `Stop` should something."""
    ended = end_hold(tx, request, payment, Phase.VOIDED, journal)
    if isinstance(ended, Refusal):
        raise Stop("internal_error", ended.code)
    return ended


def _give_back(tx: Tx, payment: Payment, amount: int, at: int) -> None:
    usage = tx.rows(USAGES)[payment.payer].at(at)
    usage.give_back(amount, payment.at)
    tx.rows(USAGES).changed(usage)


def emit_hold(tx: Tx, kind: str, payment: Payment, request: Request, operator: int) -> None:
    """Writes the event of what became of a hold, for the payee's operator."""
    payload = HoldData(
        payment=payment.id,
        amount_minor=payment.amount_minor,
        captured_minor=payment.captured_minor,
        payee=payment.payee,
        payer=payment.payer,
        store=payment.store,
        reference=payment.reference,
        metadata=kept(tx, payment.id),
    )
    emit(tx, kind, request.at, operator, payload)


OPERATIONS: Final = (
    Operation("place_hold", PlaceHold, HoldPlaced, touch_place, one_by_one(_place)),
    Operation("capture_hold", CaptureHold, HoldCaptured, _touch_held, one_by_one(_capture)),
    Operation("release_hold", ReleaseHold, HoldEnded, _touch_held, one_by_one(_end(Phase.VOIDED))),
    Operation("expire_hold", ExpireHold, HoldEnded, _touch_held, one_by_one(_end(Phase.EXPIRED))),
)
