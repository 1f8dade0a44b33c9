"""What becomes of contracts: used, recorded, objected to, taken back, ended by their time or a bankruptcy.

All of it is the held payment's: what is used is captured, the rest is released into the wallet that it never left.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from jiaozi.clock import DAY_US
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import JournalNo, OrNone, PrepaidNo, WalletNo
from jiaozi.payments.holds import touch_holds, void_hold
from jiaozi.payments.merchants import payee_of
from jiaozi.payments.model import PaymentState
from jiaozi.payments.promises import GRACE_US, STATEMENT_MAX, TRY_AGAIN_US, pay_part
from jiaozi.payments.schema import PAYMENTS, REFUSED_PAYEES
from jiaozi.prepaid.model import (
    PREPAID_STATES,
    RECORDERS,
    USES_MAX,
    ObjectUse,
    Prepaid,
    PrepaidReturned,
    PrepaidState,
    PrepaidTended,
    PrepaidUse,
    PrepaidUsed,
    RecordUse,
    TakeBackPrepaid,
    TendPrepaid,
    UseObjected,
    UsePrepaid,
    UseRecorded,
    UseState,
)
from jiaozi.prepaid.plans import BANKRUPT, emit_prepaid
from jiaozi.prepaid.schema import BANKRUPTCIES, PREPAID_USES, PREPAIDS
from jiaozi.texts import is_plain
from jiaozi.wallets.schema import WALLETS

OBJECTION_US: Final = DAY_US
"""How long a consumer may object to a use that her merchant recorded."""
_IDS: Final = 16


class Drawn(NamedTuple):
    """Uses of a contract: so many paid ones, and then so many of the free ones."""

    paid: int
    bonus: int


def drawn(prepaid: Prepaid, uses: int) -> Drawn | Refusal:
    """What so many uses draw: paid ones as long as there are any. Refuses: `request_malformed` (uses),
    `uses_exceeded`."""
    if not 0 < uses <= USES_MAX:
        return Refusal("request_malformed", "uses")
    if uses > prepaid.uses_left:
        return Refusal("uses_exceeded", f"{prepaid.uses_left} left")
    paid = min(uses, prepaid.uses - prepaid.used)
    return Drawn(paid, uses - paid)


def _touch(tx: Tx, requests: Sequence[Request[Any]]) -> Iterator[None]:
    numbers = {request.command.prepaid for request in requests}
    tx.want(PREPAIDS, numbers)
    yield
    found = [row for number in numbers if (row := tx.rows(PREPAIDS).get(number)) is not None]
    tx.want(PREPAID_USES, {(row.id, number) for row in found for number in range(row.decided + 1, row.steps + 1)})
    yield from touch_holds(tx, {row.payment for row in found})
    tx.want(BANKRUPTCIES, {row.merchant for row in found})
    tx.want(REFUSED_PAYEES, {(row.payer, row.payee) for row in found})


def _open(tx: Tx, number: PrepaidNo, payer: OrNone[WalletNo] = WalletNo(0)) -> Prepaid | Refusal:
    """The open contract; a consumer's own, where one is named. Refuses: `prepaid_not_found`, `prepaid_closed`."""
    prepaid = tx.rows(PREPAIDS).get(number)
    if prepaid is None or (payer and prepaid.payer != payer):
        return Refusal("prepaid_not_found")
    closed = prepaid.state != PrepaidState.OPEN
    return Refusal("prepaid_closed", PREPAID_STATES[prepaid.state]) if closed else prepaid


def _usable(tx: Tx, number: PrepaidNo, at: int, payer: OrNone[WalletNo] = WalletNo(0)) -> Prepaid | Refusal:
    """A contract that can be used now. Refuses as `_open` does, `merchant_bankrupt`, `prepaid_ended`,
    `merchant_suspended`."""
    prepaid = _open(tx, number, payer)
    if isinstance(prepaid, Refusal):
        return prepaid
    if tx.rows(BANKRUPTCIES).get(prepaid.merchant) is not None:
        return BANKRUPT
    if at >= prepaid.ends_at:
        return Refusal("prepaid_ended")
    sells = payee_of(tx, prepaid.store)
    return sells if isinstance(sells, Refusal) else prepaid


def _use(tx: Tx, request: Request[UsePrepaid]) -> PrepaidUsed | Refusal:
    """Refuses what `_usable`, `drawn` and `pay_part` say."""
    command = request.command
    prepaid = _usable(tx, command.prepaid, request.at, command.payer)
    if isinstance(prepaid, Refusal):
        return prepaid
    draw = drawn(prepaid, command.uses)
    if isinstance(draw, Refusal):
        return draw
    amount = draw.paid * prepaid.price_minor
    if amount:
        done = pay_part(tx, request, tx.rows(PAYMENTS)[prepaid.payment], amount, by_payee=False)
        if isinstance(done, Refusal):
            return done
    step = _add(tx, request, prepaid, draw, by="consumer", settles_at=0)
    prepaid.paid_minor += amount
    _follow(tx, prepaid, request.at)
    emit_prepaid(tx, "prepaid.used", prepaid, request.at)
    return PrepaidUsed(
        prepaid=prepaid.id,
        number=step.number,
        amount_minor=amount,
        uses_left=prepaid.uses_left,
        journal=step.journal,
    )


def _record(tx: Tx, request: Request[RecordUse]) -> UseRecorded | Refusal:
    """Refuses: what `_usable` says, `use_not_recordable`, and what `drawn` says."""
    command = request.command
    prepaid = _usable(tx, command.prepaid, request.at)
    if isinstance(prepaid, Refusal):
        return prepaid
    if prepaid.recorded_by != RECORDERS["merchant"]:
        return Refusal("use_not_recordable")
    draw = drawn(prepaid, command.uses)
    if isinstance(draw, Refusal):
        return draw
    step = _add(tx, request, prepaid, draw, by="merchant", settles_at=request.at + OBJECTION_US)
    _follow(tx, prepaid, request.at)
    emit_prepaid(tx, "prepaid.recorded", prepaid, request.at)
    return UseRecorded(prepaid.id, step.number, prepaid.uses_left, step.settles_at)


def _add(tx: Tx, request: Request[Any], prepaid: Prepaid, draw: Drawn, *, by: Any, settles_at: int) -> PrepaidUse:
    """Writes down a use: paid, or waiting for an objection until it settles."""
    prepaid.steps += 1
    prepaid.used += draw.paid
    prepaid.bonus_used += draw.bonus
    waits = settles_at != 0
    return tx.rows(PREPAID_USES).add(
        PrepaidUse(
            prepaid=prepaid.id,
            number=prepaid.steps,
            recorded_by=RECORDERS[by],
            paid_uses=draw.paid,
            free_uses=draw.bonus,
            amount_minor=draw.paid * prepaid.price_minor,
            state=UseState.WAITING if waits else UseState.USED,
            at=request.at,
            settles_at=settles_at,
            decided_at=0 if waits else request.at,
            journal=JournalNo(request.id if draw.paid and not waits else 0),
            statement="",
        )
    )


def _waiting(tx: Tx, prepaid: Prepaid) -> list[PrepaidUse]:
    """The uses of a locked contract that wait for an objection, in order."""
    rows = tx.rows(PREPAID_USES)
    found = (rows[prepaid.id, number] for number in range(prepaid.decided + 1, prepaid.steps + 1))
    return [use for use in found if use.state == UseState.WAITING]


def _follow(tx: Tx, prepaid: Prepaid, at: int) -> None:
    """After a use of an open contract: which wait, when the worker looks next, and whether it is used up."""
    waiting = _waiting(tx, prepaid)
    prepaid.decided = waiting[0].number - 1 if waiting else prepaid.steps
    prepaid.due_at = min((use.settles_at for use in waiting), default=prepaid.ends_at)
    if not waiting and not prepaid.uses_left:
        prepaid.state, prepaid.ended_at = PrepaidState.USED, at
    tx.rows(PREPAIDS).changed(prepaid)


def _object(tx: Tx, request: Request[ObjectUse]) -> UseObjected | Refusal:
    """Refuses: `request_malformed` (the statement), what `_open` says, `use_not_waiting`."""
    command = request.command
    if not is_plain(command.statement, STATEMENT_MAX, empty=True):
        return Refusal("request_malformed", "statement")
    prepaid = _open(tx, command.prepaid, command.payer)
    if isinstance(prepaid, Refusal):
        return prepaid
    use = next((use for use in _waiting(tx, prepaid) if use.number == command.number), None)
    if use is None or request.at >= use.settles_at:
        return Refusal("use_not_waiting")
    use.statement = command.statement
    _undo(tx, prepaid, [use], UseState.OBJECTED, request.at)
    _follow(tx, prepaid, request.at)
    emit_prepaid(tx, "prepaid.objected", prepaid, request.at)
    return UseObjected(prepaid.id, use.number, prepaid.uses_left)


def _undo(tx: Tx, prepaid: Prepaid, uses: Sequence[PrepaidUse], state: UseState, at: int) -> None:
    """Uses that waited were none: they can be drawn again."""
    for use in uses:
        use.state, use.decided_at = state, at
        prepaid.used -= use.paid_uses
        prepaid.bonus_used -= use.free_uses
        tx.rows(PREPAID_USES).changed(use)


def _settle(tx: Tx, request: Request[Any], prepaid: Prepaid, uses: Sequence[PrepaidUse]) -> int | Refusal:
    """Pays uses that waited, all or none; what they came to. Nobody is told why not, so nothing is counted. Refuses:
    `merchant_suspended`, what `pay_part` says."""
    amount = sum(use.amount_minor for use in uses)
    if amount:
        sells = payee_of(tx, prepaid.store)
        if isinstance(sells, Refusal):
            return sells
        done = pay_part(tx, request, tx.rows(PAYMENTS)[prepaid.payment], amount, by_payee=True)
        if isinstance(done, Refusal):
            return done
    for use in uses:
        use.state, use.decided_at = UseState.USED, request.at
        use.journal = JournalNo(request.id if use.paid_uses else 0)
        tx.rows(PREPAID_USES).changed(use)
    prepaid.paid_minor += amount
    return amount


def _take_back(tx: Tx, request: Request[TakeBackPrepaid]) -> PrepaidReturned | Refusal:
    """Refuses what `_open` says, `prepaid_unread`. What waits is paid first; what the merchant cannot be paid now goes
    back with the rest, since it is not for a consumer to wait for it."""
    command = request.command
    prepaid = _open(tx, command.prepaid, command.payer)
    if isinstance(prepaid, Refusal):
        return prepaid
    bankruptcy, waiting = tx.rows(BANKRUPTCIES).get(prepaid.merchant), _waiting(tx, prepaid)
    if bankruptcy is not None:
        waiting = _unopposed(waiting, bankruptcy.marked_at)
    elif any(use.number > command.steps_read and use.settles_at > request.at for use in waiting):
        return Refusal("prepaid_unread", f"{prepaid.steps} steps")
    _settle(tx, request, prepaid, waiting)
    _end(tx, request, prepaid, PrepaidState.RETURNED)
    return PrepaidReturned(prepaid.id, prepaid.paid_minor, prepaid.returned_minor)


def _end(tx: Tx, request: Request[Any], prepaid: Prepaid, state: PrepaidState) -> None:
    """Ends a contract: uses that still wait were none, and what is held goes back, which nothing forbids."""
    _undo(tx, prepaid, _waiting(tx, prepaid), UseState.RETURNED, request.at)
    payment = tx.rows(PAYMENTS)[prepaid.payment]
    if payment.state == PaymentState.HELD:
        journal = tx.ids.take(_IDS)
        prepaid.returned_minor = void_hold(tx, request, payment, journal).returned_minor
    prepaid.state, prepaid.ended_at, prepaid.decided = state, request.at, prepaid.steps
    tx.rows(PREPAIDS).changed(prepaid)
    emit_prepaid(tx, "prepaid.ended", prepaid, request.at)


def _tend(tx: Tx, request: Request[TendPrepaid]) -> PrepaidTended | Refusal:
    """Refuses: what `_open` says, `prepaid_not_due`. Uses that cannot be paid are tried again, until the money is held
    no more; then, and when the payee's wallet is closed, which none is opened again after, they were none. Of a
    bankrupt merchant's those are paid that nobody could object to any more when it was marked: it does not depend on
    when the worker comes."""
    prepaid = _open(tx, request.command.prepaid)
    if isinstance(prepaid, Refusal):
        return prepaid
    bankruptcy = tx.rows(BANKRUPTCIES).get(prepaid.merchant)
    if bankruptcy is not None:
        paid = _settle(tx, request, prepaid, _unopposed(_waiting(tx, prepaid), bankruptcy.marked_at))
        _end(tx, request, prepaid, PrepaidState.BANKRUPT)
        return _tended(prepaid, paid)
    if request.at < prepaid.due_at:
        return Refusal("prepaid_not_due")
    due = _unopposed(_waiting(tx, prepaid), request.at)
    paid = _settle(tx, request, prepaid, due)
    if isinstance(paid, Refusal):
        if request.at < prepaid.ends_at + GRACE_US and not tx.rows(WALLETS)[prepaid.payee].closed:
            prepaid.due_at = request.at + TRY_AGAIN_US
            tx.rows(PREPAIDS).changed(prepaid)
            return _tended(prepaid, 0)
        _undo(tx, prepaid, due, UseState.RETURNED, request.at)
    if request.at >= prepaid.ends_at and prepaid.uses_left and not _waiting(tx, prepaid):
        _end(tx, request, prepaid, PrepaidState.EXPIRED)
    else:
        _follow(tx, prepaid, request.at)
        emit_prepaid(tx, "prepaid.used", prepaid, request.at)
    return _tended(prepaid, paid)


def _unopposed(waiting: Sequence[PrepaidUse], at: int) -> list[PrepaidUse]:
    """Those of the uses that wait which nobody may object to any more at an instant."""
    return [use for use in waiting if use.settles_at <= at]


def _tended(prepaid: Prepaid, paid: int | Refusal) -> PrepaidTended:
    return PrepaidTended(
        prepaid=prepaid.id,
        state=PREPAID_STATES[prepaid.state],
        paid_minor=0 if isinstance(paid, Refusal) else paid,
        returned_minor=prepaid.returned_minor,
    )


OPERATIONS: Final = (
    Operation("use_prepaid", UsePrepaid, PrepaidUsed, _touch, one_by_one(_use)),
    Operation("record_use", RecordUse, UseRecorded, _touch, one_by_one(_record)),
    Operation("object_use", ObjectUse, UseObjected, _touch, one_by_one(_object)),
    Operation("take_back_prepaid", TakeBackPrepaid, PrepaidReturned, _touch, one_by_one(_take_back)),
    Operation("tend_prepaid", TendPrepaid, PrepaidTended, _touch, one_by_one(_tend)),
)
