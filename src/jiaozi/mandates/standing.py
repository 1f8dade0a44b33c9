"""Standing payments: ordered by their payer, and paid by the worker on the days they are due.

A due is paid, failed or missed in one transaction with what it moves: the order's locked row says which due is next,
so none is paid twice, whatever was killed. It is tried again on the day it is tried first; of several that came while
nobody looked the latest is paid, and the others are missed.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from jiaozi.clock import DAY_US, HOUR_US, china_day, day_to_date, format_time
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import StandingPaymentData
from jiaozi.kinds import Count, OrNone, PaymentNo, StandingPaymentNo, StoreNo, WalletNo
from jiaozi.mandates.giving import LAST_DAY_MAX
from jiaozi.mandates.model import CADENCES
from jiaozi.mandates.schema import STANDING_DUES, STANDING_PAYMENTS
from jiaozi.mandates.standing_model import (
    STANDING_STATES,
    DueState,
    EndStanding,
    OrderStandingPayment,
    PauseStanding,
    ResumeStanding,
    StandingDue,
    StandingOrdered,
    StandingPayment,
    StandingSet,
    StandingState,
    StandingTended,
    TendStanding,
)
from jiaozi.mandates.store import paid_dues, standing_going
from jiaozi.outbox import emit
from jiaozi.payments import pay
from jiaozi.payments.merchants import payee_of, touch_payees
from jiaozi.payments.model import KINDS, PaymentKindName
from jiaozi.payments.pay import Paid, Pay
from jiaozi.payments.refused import PAYEE_CANNOT, UNHEARD, Asked
from jiaozi.payments.rules import hong_kong_refusal, shape_refusal
from jiaozi.wallets.acts import wallet_of
from jiaozi.wallets.model import is_sub
from jiaozi.wallets.schema import WALLETS

STANDING_MAX: Final = 100
"""Standing payments of a wallet that are not over."""
AHEAD_MAX_US: Final = 366 * DAY_US
"""How far ahead the first due may be."""
TRIES_MAX: Final = 5
TRY_AGAIN_US: Final = 3 * HOUR_US
"""A due that was refused is tried again after this long, on the same China day, so many times in all."""
MISSED_MAX: Final = 100
"""Dues that one act says were missed; the next one goes on."""
_EVENTS: Final = {
    DueState.PAID: "standing_payment.paid",
    DueState.FAILED: "standing_payment.failed",
    DueState.MISSED: "standing_payment.missed",
}


def _touch_order(tx: Tx, requests: Sequence[Request[OrderStandingPayment]]) -> Iterator[None]:
    commands = [request.command for request in requests]
    stores = list({command.store for command in commands if command.store})
    yield from touch_payees(tx, stores, [command.payer for command in commands])


def _order(tx: Tx, request: Request[OrderStandingPayment]) -> StandingOrdered | Refusal:
    """Refuses: `amount_invalid`, `reference_invalid`, `request_malformed` (the purpose, neither or both of store and
    payee, a start that is past or too far, dates that contradict), `store_not_found`, `merchant_suspended`, the payer's
    `wallet_not_found` and `wallet_closed`, `accounts_same`, `usage_not_allowed` (a sub-wallet, or a person paid under
    Hong Kong's rules: no due would ever be paid), `standing_payments_exceeded`. Whether the payee can be paid is asked
    when it is due."""
    command = request.command
    refusal = _shape_refusal(command, request.at)
    refusal = refusal or _parties_refusal(tx, command, request.at)
    if refusal is not None:
        return refusal
    row = tx.rows(STANDING_PAYMENTS).add(_row(request))
    return StandingOrdered(row.id, row.due_at)


def _shape_refusal(command: OrderStandingPayment, at: int) -> Refusal | None:
    refusal = shape_refusal(_kind(command.store), command.amount_minor, command.purpose, command.reference)
    if refusal is not None:
        return refusal
    if bool(command.store) == bool(command.payee):
        return Refusal("request_malformed", "one of store and payee")
    return _dates_refusal(command, at)


def _kind(store: OrNone[StoreNo]) -> PaymentKindName:
    return "merchant" if store else "person"


def _dates_refusal(command: OrderStandingPayment, at: int) -> Refusal | None:
    if not at < command.starts_at <= at + AHEAD_MAX_US:
        latest = format_time(at + AHEAD_MAX_US)
        return Refusal("request_malformed", f"starts_at: after {format_time(at)}, and not after {latest}")
    if command.cadence not in CADENCES or command.on_day < 0:
        return Refusal("request_malformed", "cadence or on_day")
    if not 0 <= command.last_day <= LAST_DAY_MAX:
        return Refusal("request_malformed", f"last_day: not after {day_to_date(LAST_DAY_MAX)}")
    schedule = _planned(command, StandingPaymentNo(0), at).schedule
    if not schedule.ends_well():
        return Refusal("request_malformed", "last_day: not before the start, and none of what is paid once")
    if not schedule.is_sound():
        return Refusal("request_malformed", "on_day: the start is on it, or on the last day of a shorter month")
    return None


def _parties_refusal(tx: Tx, command: OrderStandingPayment, at: int) -> Refusal | None:
    payee = command.payee
    if command.store:
        found = payee_of(tx, command.store)
        if isinstance(found, Refusal):
            return found
        payee = found[1].wallet
    payer = wallet_of(tx, command.payer)
    if isinstance(payer, Refusal):
        return payer
    if payer.id == payee:
        return Refusal("accounts_same")
    if is_sub(payer):
        return Refusal("usage_not_allowed", "sub-wallet")
    refusal = hong_kong_refusal(payer, KINDS[_kind(command.store)], at)
    if refusal is not None:
        return refusal
    # The wallet's row is locked, so its orders are counted without a race; those of this group are remembered.
    known = tx.memo.setdefault((OrderStandingPayment, payer.id), [standing_going(tx.connection, payer.id)])
    if known[0] >= STANDING_MAX:
        return Refusal("standing_payments_exceeded", f"{STANDING_MAX} at most")
    known[0] += 1
    return None


def _row(request: Request[OrderStandingPayment]) -> StandingPayment:
    return _planned(request.command, request.id, request.at)


def _planned(command: OrderStandingPayment, number: StandingPaymentNo, at: int) -> StandingPayment:
    return StandingPayment(
        id=number,
        payer=command.payer,
        store=command.store,
        payee=command.payee,
        amount_minor=command.amount_minor,
        cadence=CADENCES[command.cadence],
        starts_at=command.starts_at,
        on_day=command.on_day,
        last_day=command.last_day,
        purpose=command.purpose,
        reference=command.reference,
        number=1,
        newest=0,
        due_at=command.starts_at,
        look_at=command.starts_at,
        tries=0,
        code="",
        times_paid=0,
        paid_minor=0,
        state=StandingState.OPEN,
        ordered_at=at,
        ended_at=0,
    )


def _touch_set(tx: Tx, requests: Sequence[Request[Any]]) -> Iterator[None]:
    numbers = {request.command.standing_payment for request in requests}
    tx.want(STANDING_PAYMENTS, numbers)
    yield
    rows = tx.rows(STANDING_PAYMENTS)
    tx.want(WALLETS, {row.payer for number in numbers if (row := rows.get(number)) is not None})


def _going(tx: Tx, number: StandingPaymentNo, payer: OrNone[WalletNo] = WalletNo(0)) -> StandingPayment | Refusal:
    """A standing payment that is not over; the payer's own, where one is named. Refuses: `standing_payment_not_found`,
    `standing_payment_not_open`."""
    row = tx.rows(STANDING_PAYMENTS).get(number)
    if row is None or (payer and row.payer != payer):
        return Refusal("standing_payment_not_found")
    return _not_open(row) if row.state >= StandingState.ENDED else row


def _not_open(row: StandingPayment) -> Refusal:
    return Refusal("standing_payment_not_open", STANDING_STATES[row.state])


def _pause(tx: Tx, request: Request[PauseStanding]) -> StandingSet | Refusal:
    """Refuses: what `_going` says, `standing_payment_not_open` (paused already)."""
    row = _going(tx, request.command.standing_payment, request.command.payer)
    if isinstance(row, Refusal):
        return row
    if row.state != StandingState.OPEN:
        return _not_open(row)
    _give_up(tx, row, request.at)
    return _set(tx, row, StandingState.PAUSED, request.at)


def _resume(tx: Tx, request: Request[ResumeStanding]) -> StandingSet | Refusal:
    """Refuses: what `_going` says, `standing_payment_not_paused`."""
    row = _going(tx, request.command.standing_payment, request.command.payer)
    if isinstance(row, Refusal):
        return row
    if row.state != StandingState.PAUSED:
        return Refusal("standing_payment_not_paused")
    row.state = StandingState.OPEN
    _await(tx, row, max(row.number, row.schedule.come(request.at) + 1), request.at)
    return _set(tx, row, StandingState(row.state), request.at)


def _end(tx: Tx, request: Request[EndStanding]) -> StandingSet | Refusal:
    """Refuses: what `_going` says."""
    row = _going(tx, request.command.standing_payment, request.command.payer)
    if isinstance(row, Refusal):
        return row
    return end_standing(tx, row, request.at)


def end_standing(tx: Tx, row: StandingPayment, at: int) -> StandingSet:
    """Ends a locked standing payment that is not over, for good."""
    _give_up(tx, row, at)
    return _set(tx, row, StandingState.ENDED, at)


def _give_up(tx: Tx, row: StandingPayment, at: int) -> None:
    """A due that was tried and refused is tried no more."""
    if row.tries:
        _record(tx, row, row.number, DueState.FAILED, at)
        _await(tx, row, row.number + 1, at)


def _set(tx: Tx, row: StandingPayment, state: StandingState, at: int) -> StandingSet:
    """A payer's will. Where no due is left, the order is done whatever it was to be."""
    row.state = StandingState.DONE if row.state == StandingState.DONE else state
    if row.state == StandingState.PAUSED:
        row.look_at = row.schedule.ends_at
    row.ended_at = at if row.state >= StandingState.ENDED else 0
    tx.rows(STANDING_PAYMENTS).changed(row)
    return StandingSet(row.id, STANDING_STATES[row.state])


def _await(tx: Tx, row: StandingPayment, number: Count, at: int) -> None:
    """Looks at this due next, or at the first after it that a wrong clock has not paid already; where there is none any
    more, the order is done."""
    if number <= row.newest:
        paid = paid_dues(tx.connection, row.id, number)
        while number in paid:
            number += 1
    row.number, row.tries, row.code = number, 0, ""
    row.due_at = row.look_at = row.schedule.due(number)
    if row.schedule.is_over(number):
        row.state, row.ended_at = StandingState.DONE, at


def go_back(tx: Tx, row: StandingPayment, at: int) -> bool:
    """Takes a locked order that a wrong clock has gone on with, and that its payer has not ended, back to the first due
    after an instant that was not paid: what was done stays done. Whether there was anything to take back."""
    number, before = row.schedule.come(at) + 1, (row.number, row.state)
    if number >= row.number or row.state == StandingState.ENDED:
        return False
    ended, paused = row.ended_at, row.state == StandingState.PAUSED
    row.state, row.ended_at = StandingState.OPEN, 0
    _await(tx, row, number, at)
    if row.state == StandingState.DONE:
        row.ended_at = min(ended or at, at)
    elif paused:
        row.state, row.look_at = StandingState.PAUSED, row.schedule.ends_at
    if (row.number, row.state) == before:
        return False
    tx.rows(STANDING_PAYMENTS).changed(row)
    return True


def _touch_tend(tx: Tx, requests: Sequence[Request[TendStanding]]) -> Iterator[None]:
    tx.want(STANDING_PAYMENTS, {request.command.standing_payment for request in requests})
    yield
    rows = tx.rows(STANDING_PAYMENTS)
    found = [(row, each) for each in requests if (row := rows.get(each.command.standing_payment)) is not None]
    yield from pay.touch(tx, [_payment(row, request) for row, request in found])


def _payment(row: StandingPayment, request: Request[TendStanding]) -> Request[Pay]:
    """The payment that a due is, as its payer would ask for it."""
    payment = Pay(
        payer=row.payer,
        amount_minor=row.amount_minor,
        kind=_kind(row.store),
        store=row.store,
        payee=row.payee,
        purpose=row.purpose,
        reference=row.reference,
    )
    return request.about(payment)


def _tend(tx: Tx, request: Request[TendStanding]) -> StandingTended | Refusal:
    """Refuses: what `_going` says, `standing_payment_not_due` (also a due that was decided already, and a paused order
    until its last day is over, when it is done). That a payment was refused is an outcome: the due is tried again, or
    has failed."""
    command, at = request.command, request.at
    row = _going(tx, command.standing_payment)
    if isinstance(row, Refusal):
        return row
    if row.number != command.number or at < row.look_at:
        return Refusal("standing_payment_not_due")
    tx.rows(STANDING_PAYMENTS).changed(row)
    if row.state == StandingState.PAUSED:
        row.state, row.ended_at = StandingState.DONE, at
        return StandingTended(row.id, row.number, PaymentNo(0), "")
    if not _reach(tx, row, at):
        return StandingTended(row.id, row.number, PaymentNo(0), "")
    again = row.code == PAYEE_CANNOT.code
    paid = pay.pay_one(tx, _payment(row, request), asked=Asked.BY_DUE_AGAIN if again else Asked.BY_DUE)
    number = row.number
    if isinstance(paid, Paid):
        row.times_paid += 1
        row.paid_minor += row.amount_minor
        _record(tx, row, number, DueState.PAID, at, paid.payment)
        _await(tx, row, number + 1, at)
        return StandingTended(row.id, number, paid.payment, "")
    row.tries, row.code = row.tries + 1, paid.code
    _try_later(tx, row, at, heard=paid != UNHEARD)
    return StandingTended(row.id, number, PaymentNo(0), paid.code)


def _reach(tx: Tx, row: StandingPayment, at: int) -> bool:
    """Goes to the latest due that has come, and says of those before it that they were missed, or failed where they
    were tried: some at a time. Whether the latest is reached."""
    latest = row.schedule.come(at)
    while row.schedule.is_over(latest):
        latest -= 1
    last = min(latest, row.number + MISSED_MAX)
    while row.number < last:
        _record(tx, row, row.number, DueState.FAILED if row.tries else DueState.MISSED, at)
        _await(tx, row, row.number + 1, at)
    return row.number == latest


def _try_later(tx: Tx, row: StandingPayment, at: int, *, heard: bool) -> None:
    """After a refusal: another try on this day, or none, as of a due whose payee did not hear of it."""
    later = at + TRY_AGAIN_US
    if heard and row.tries < TRIES_MAX and china_day(later) == china_day(at):
        row.look_at = later
        return
    _record(tx, row, row.number, DueState.FAILED, at)
    _await(tx, row, row.number + 1, at)


def _record(
    tx: Tx, row: StandingPayment, number: Count, state: DueState, at: int, payment: OrNone[PaymentNo] = PaymentNo(0)
) -> None:
    """Writes down what became of the due that is looked at, for good, and tells it to the payer's operator."""
    due = StandingDue(
        standing_payment=row.id,
        number=number,
        id=tx.ids.take(),
        due_at=row.due_at,
        state=state,
        tries=row.tries,
        code=row.code if state == DueState.FAILED else "",
        payment=payment,
        at=at,
    )
    tx.rows(STANDING_DUES).add(due)
    row.newest = max(row.newest, number)
    payload = StandingPaymentData(
        standing_payment=row.id,
        payer=row.payer,
        number=number,
        amount_minor=row.amount_minor,
        payment=payment,
        code=due.code or None,
        reference=row.reference,
    )
    emit(tx, _EVENTS[state], at, tx.rows(WALLETS)[row.payer].operator, payload)


OPERATIONS: Final = (
    Operation("order_standing_payment", OrderStandingPayment, StandingOrdered, _touch_order, one_by_one(_order)),
    Operation("pause_standing", PauseStanding, StandingSet, _touch_set, one_by_one(_pause)),
    Operation("resume_standing", ResumeStanding, StandingSet, _touch_set, one_by_one(_resume)),
    Operation("end_standing", EndStanding, StandingSet, _touch_set, one_by_one(_end)),
    Operation("tend_standing", TendStanding, StandingTended, _touch_tend, one_by_one(_tend)),
)
