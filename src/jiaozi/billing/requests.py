"""What becomes of requests to pay: the payer accepts (and pays) or declines, the payee takes it back, or it expires.

Accepting is an ordinary payment, with all its rules, done together with closing the request: it
is paid at most once, and never at or after its expiry, whether or not a worker has run.
"""

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from msgspec import UNSET

from jiaozi.billing.asking import emit_request
from jiaozi.billing.model import PaymentRequest, RequestState
from jiaozi.billing.open import count_open, touch_open
from jiaozi.billing.schema import PAYMENT_REQUESTS
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import (
    ClaimsNamed,
    Fen,
    FenOrZero,
    Instant,
    JournalNo,
    PaymentNo,
    PaymentRequestNo,
    WalletNo,
)
from jiaozi.payments.pay import Pay
from jiaozi.payments.splits.pay import PaySplit, pay_either, touch_either
from jiaozi.records import dataclass
from jiaozi.wallets.schema import WALLETS

EndState = Literal["declined", "cancelled", "expired"]
_ENDS: Final[dict[RequestState, EndState]] = {
    RequestState.DECLINED: "declined",
    RequestState.CANCELLED: "cancelled",
    RequestState.EXPIRED: "expired",
}


@dataclass(frozen=True, slots=True)
class AcceptRequest:
    """The payer accepts, and with that pays; final when it is answered."""

    payment_request: PaymentRequestNo
    payer: WalletNo
    claims: ClaimsNamed = UNSET


@dataclass(frozen=True, slots=True)
class DeclineRequest:
    """The wallet that is asked says no."""

    payment_request: PaymentRequestNo
    payer: WalletNo


@dataclass(frozen=True, slots=True)
class CancelRequest:
    """The payee's side takes a request back."""

    payment_request: PaymentRequestNo


@dataclass(frozen=True, slots=True)
class ExpireRequest:
    """Closes a request whose expiry has passed; the worker's own act."""

    payment_request: PaymentRequestNo


class RequestAccepted(NamedTuple):
    """A request was accepted and paid, finally."""

    payment_request: PaymentRequestNo
    payment: PaymentNo
    journal: JournalNo
    paid_at: Instant
    amount_minor: Fen
    fee_minor: FenOrZero


class RequestClosed(NamedTuple):
    """A request was declined or cancelled, or it expired."""

    payment_request: PaymentRequestNo
    state: EndState


def _touch_accept(tx: Tx, requests: Sequence[Request[AcceptRequest]]) -> Iterator[None]:
    tx.want(PAYMENT_REQUESTS, {request.command.payment_request for request in requests})
    yield
    rows = tx.rows(PAYMENT_REQUESTS)
    found = [(row, each) for each in requests if (row := rows.get(each.command.payment_request)) is not None]
    yield from touch_either(tx, [_payment(row, request) for row, request in found])
    for row, _ in found:
        touch_open(tx, row.payee, row.asked)


def _payment(row: PaymentRequest, request: Request[AcceptRequest]) -> Request[Pay | PaySplit]:
    """The payment that accepting is."""
    payer = request.command.payer
    if row.plan:
        by_plan = PaySplit(
            payer=payer,
            plan=row.plan,
            amount_minor=row.amount_minor,
            purpose=row.purpose,
            reference=row.reference,
            claims=request.command.claims,
        )
        return request.about(by_plan)
    command = Pay(
        payer=payer,
        amount_minor=row.amount_minor,
        kind="merchant" if row.store else "person",
        store=row.store,
        payee=WalletNo(0) if row.store else row.payee,
        purpose=row.purpose,
        reference=row.reference,
        claims=request.command.claims,
    )
    return request.about(command)


def _asked(tx: Tx, request: Request[AcceptRequest | DeclineRequest], at: int) -> PaymentRequest | Refusal:
    """The open request for this payer. Refuses: `payment_request_not_found` (another's looks so too),
    `payment_request_closed`, `payment_request_expired`."""
    row = tx.rows(PAYMENT_REQUESTS).get(request.command.payment_request)
    if row is None or row.payer not in (0, request.command.payer):
        return Refusal("payment_request_not_found")
    if row.state != RequestState.OPEN:
        return Refusal("payment_request_closed", RequestState(row.state).name.lower())
    return Refusal("payment_request_expired") if at >= row.expires_at else row


def _accept(tx: Tx, request: Request[AcceptRequest]) -> RequestAccepted | Refusal:
    """Refuses as `_asked` says, then as a payment does; a refused payment leaves the request open."""
    row = _asked(tx, request, request.at)
    if isinstance(row, Refusal):
        return row
    paid = pay_either(tx, _payment(row, request))
    if isinstance(paid, Refusal):
        return paid
    row.payer, row.payment = request.command.payer, paid.payment
    _end(tx, row, RequestState.PAID, request.at)
    return RequestAccepted(
        payment_request=row.id,
        payment=paid.payment,
        journal=paid.journal,
        paid_at=paid.paid_at,
        amount_minor=row.amount_minor,
        fee_minor=paid.fee_minor,
    )


def _touch_close(tx: Tx, requests: Sequence[Request[DeclineRequest | CancelRequest | ExpireRequest]]) -> Iterator[None]:
    tx.want(PAYMENT_REQUESTS, {request.command.payment_request for request in requests})
    yield
    rows = tx.rows(PAYMENT_REQUESTS)
    found = [row for each in requests if (row := rows.get(each.command.payment_request)) is not None]
    tx.want(WALLETS, {number for row in found for number in (row.payee, row.asked) if number})
    for row in found:
        touch_open(tx, row.payee, row.asked)


def _decline(tx: Tx, request: Request[DeclineRequest]) -> RequestClosed | Refusal:
    """Refuses as `_asked` says; a request to whoever has it can be ignored, not declined."""
    row = _asked(tx, request, request.at)
    if isinstance(row, Refusal):
        return row
    if not row.payer:
        return Refusal("payment_request_not_found")
    return _close(tx, row, RequestState.DECLINED, request.at)


def _open(tx: Tx, request: Request[CancelRequest | ExpireRequest]) -> PaymentRequest | Refusal:
    row = tx.rows(PAYMENT_REQUESTS).get(request.command.payment_request)
    if row is None:
        return Refusal("payment_request_not_found")
    if row.state != RequestState.OPEN:
        return Refusal("payment_request_closed", RequestState(row.state).name.lower())
    return row


def _cancel(tx: Tx, request: Request[CancelRequest]) -> RequestClosed | Refusal:
    """Refuses: `payment_request_not_found`, `payment_request_closed`."""
    row = _open(tx, request)
    return row if isinstance(row, Refusal) else _close(tx, row, RequestState.CANCELLED, request.at)


def _expire(tx: Tx, request: Request[ExpireRequest]) -> RequestClosed | Refusal:
    """Refuses: `payment_request_not_found`, `payment_request_closed`, `payment_request_not_expired`."""
    row = _open(tx, request)
    if isinstance(row, Refusal):
        return row
    if request.at < row.expires_at:
        return Refusal("payment_request_not_expired")
    return _close(tx, row, RequestState.EXPIRED, request.at)


def _close(tx: Tx, row: PaymentRequest, state: RequestState, at: int) -> RequestClosed:
    _end(tx, row, state, at)
    return RequestClosed(row.id, _ENDS[state])


def _end(tx: Tx, row: PaymentRequest, state: RequestState, at: int) -> None:
    row.state, row.ended_at = state, at
    count_open(tx, row, -1)
    tx.rows(PAYMENT_REQUESTS).changed(row)
    emit_request(tx, f"payment_request.{state.name.lower()}", row, at, tx.rows(WALLETS)[row.payee].operator)


OPERATIONS: Final = (
    Operation("accept_request", AcceptRequest, RequestAccepted, _touch_accept, one_by_one(_accept)),
    Operation("decline_request", DeclineRequest, RequestClosed, _touch_close, one_by_one(_decline)),
    Operation("cancel_request", CancelRequest, RequestClosed, _touch_close, one_by_one(_cancel)),
    Operation("expire_request", ExpireRequest, RequestClosed, _touch_close, one_by_one(_expire)),
)
