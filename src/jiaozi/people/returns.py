"""Money sent by mistake: the payer asks for it, the payee's side agrees or does not. Nobody takes it back alone.

Giving it back is a refund of the payment, so what was paid can never come back twice, however it is given.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, Literal, NamedTuple

from jiaozi import rulebook
from jiaozi.clock import DAY_US, china_date
from jiaozi.db.commands import Operation, Outcome, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import ReturnData
from jiaozi.kinds import FenOrZero, Instant, OrNone, PaymentNo, RefundNo
from jiaozi.money import amount_text
from jiaozi.outbox import emit
from jiaozi.payments import refund
from jiaozi.payments.model import Payment, PaymentKind
from jiaozi.payments.refund import RefundPayment
from jiaozi.payments.schema import PAYMENTS
from jiaozi.people.model import REASONS, RETURN_STATES, ReturnReason, ReturnRequest, ReturnState
from jiaozi.people.schema import RETURNS
from jiaozi.records import dataclass
from jiaozi.wallets.schema import WALLETS

(_REFUND,) = refund.OPERATIONS
EndState = Literal["returned", "declined", "withdrawn", "expired"]
_ENDS: Final[dict[ReturnState, EndState]] = {
    ReturnState.RETURNED: "returned",
    ReturnState.DECLINED: "declined",
    ReturnState.WITHDRAWN: "withdrawn",
    ReturnState.EXPIRED: "expired",
}


@dataclass(frozen=True, slots=True)
class AskReturn:
    """The payer of a payment between wallets asks for its money: once for each payment."""

    payment: PaymentNo
    reason: ReturnReason


@dataclass(frozen=True, slots=True)
class AnswerReturn:
    """The payee's side gives back what is left of the payment, as a refund, or declines."""

    payment: PaymentNo
    agrees: bool


@dataclass(frozen=True, slots=True)
class WithdrawReturn:
    """The payer asks no more."""

    payment: PaymentNo


@dataclass(frozen=True, slots=True)
class ExpireReturn:
    """Closes a request that was not answered in time; the worker's own act."""

    payment: PaymentNo


class ReturnAsked(NamedTuple):
    """A payment's money was asked back; until `expires_at` it can be answered."""

    payment: PaymentNo
    expires_at: Instant


class ReturnEnded(NamedTuple):
    """A request to return money was answered, withdrawn, or expired; with a `refund` money was given back."""

    payment: PaymentNo
    state: EndState
    refund: OrNone[RefundNo]
    returned_minor: FenOrZero


_Command = AnswerReturn | WithdrawReturn | ExpireReturn


def _touch_ask(tx: Tx, requests: Sequence[Request[AskReturn | WithdrawReturn | ExpireReturn]]) -> Iterator[None]:
    tx.want(PAYMENTS, {request.command.payment for request in requests})
    tx.want(RETURNS, {request.command.payment for request in requests})
    yield
    found = [payment for request in requests if (payment := tx.rows(PAYMENTS).get(request.command.payment))]
    tx.want(WALLETS, {number for payment in found for number in (payment.payer, payment.payee)})


def _ask(tx: Tx, request: Request[AskReturn]) -> ReturnAsked | Refusal:
    """Refuses: `request_malformed` (the reason), `payment_not_found`, `payment_not_returnable` (not between wallets,
    given back already, or too old with the rule), `return_exists`. Of the payee nothing is asked: a request to a wallet
    that is closed since is one that nobody answers."""
    command = request.command
    if command.reason not in REASONS:
        return Refusal("request_malformed", "reason")
    payment = tx.rows(PAYMENTS).get(command.payment)
    if payment is None:
        return Refusal("payment_not_found")
    rule = rulebook.returns(china_date(request.at))
    if payment.kind != PaymentKind.PERSON or payment.captured_minor == payment.refunded_minor:
        return Refusal("payment_not_returnable")
    if request.at > payment.at + rule.ask_days * DAY_US:
        said = f"a payment can be asked back for {rule.ask_days} days"
        return Refusal("payment_not_returnable", said, rule.rule.cite())
    if tx.rows(RETURNS).get(payment.id) is not None:
        return Refusal("return_exists")
    expires_at = request.at + rule.answer_days * DAY_US
    made = ReturnRequest(
        payment=payment.id,
        payer=payment.payer,
        payee=payment.payee,
        reason=REASONS[command.reason],
        state=ReturnState.ASKED,
        asked_at=request.at,
        expires_at=expires_at,
        answered_at=0,
        refund=RefundNo(0),
        returned_minor=0,
    )
    row = tx.rows(RETURNS).add(made)
    _emit(tx, "return.asked", row, request.at, tx.rows(WALLETS)[payment.payee].operator)
    return ReturnAsked(payment.id, expires_at)


def _touch_answer(tx: Tx, requests: Sequence[Request[AnswerReturn]]) -> Iterator[None]:
    tx.want(RETURNS, {request.command.payment for request in requests})
    refunds = [request.about(RefundPayment(payment=request.command.payment, amount_minor=1)) for request in requests]
    yield from _REFUND.touch(tx, refunds) or ()


def _answer(tx: Tx, request: Request[AnswerReturn]) -> ReturnEnded | Refusal:
    """Refuses: `return_not_found`, `return_closed`, `return_expired`; agreeing also as a refund does, and then the
    request stays open."""
    row = _open(tx, request)
    if isinstance(row, Refusal):
        return row
    if request.at >= row.expires_at:
        return Refusal("return_expired")
    if not request.command.agrees:
        return _end(tx, request, row, ReturnState.DECLINED)
    payment: Payment = tx.rows(PAYMENTS)[row.payment]
    left = payment.captured_minor - payment.refunded_minor
    if not left:
        return Refusal("refund_exceeds_payment", f"{amount_text(0)} left")
    giving = RefundPayment(payment=payment.id, amount_minor=left, reference=payment.reference)
    given = _REFUND.run(tx, [request.about(giving)])[0]
    if isinstance(given, Refusal):
        return given
    row.refund, row.returned_minor = given.refund, left
    return _end(tx, request, row, ReturnState.RETURNED)


def _close(state: ReturnState) -> Callable[[Tx, Request], Outcome]:
    """The withdrawal or the expiry."""

    def decide(tx: Tx, request: Request[_Command]) -> ReturnEnded | Refusal:
        """Refuses: `return_not_found`, `return_closed`, `return_not_expired`."""
        row = _open(tx, request)
        if isinstance(row, Refusal):
            return row
        if state is ReturnState.EXPIRED and request.at < row.expires_at:
            return Refusal("return_not_expired")
        return _end(tx, request, row, state)

    return decide


def _open(tx: Tx, request: Request[_Command]) -> ReturnRequest | Refusal:
    row = tx.rows(RETURNS).get(request.command.payment)
    if row is None:
        return Refusal("return_not_found")
    return row if row.state == ReturnState.ASKED else Refusal("return_closed", RETURN_STATES[row.state])


def _end(tx: Tx, request: Request, row: ReturnRequest, state: ReturnState) -> ReturnEnded:
    row.state, row.answered_at = int(state), request.at
    tx.rows(RETURNS).changed(row)
    name = _ENDS[state]
    _emit(tx, f"return.{name}", row, request.at, tx.rows(WALLETS)[row.payer].operator)
    return ReturnEnded(payment=row.payment, state=name, refund=row.refund, returned_minor=row.returned_minor)


def _emit(tx: Tx, kind: str, row: ReturnRequest, at: int, operator: int) -> None:
    emit(tx, kind, at, operator, ReturnData(payment=row.payment, amount_minor=row.returned_minor, refund=row.refund))


OPERATIONS = (
    Operation("ask_return", AskReturn, ReturnAsked, _touch_ask, one_by_one(_ask)),
    Operation("answer_return", AnswerReturn, ReturnEnded, _touch_answer, one_by_one(_answer)),
    Operation("withdraw_return", WithdrawReturn, ReturnEnded, _touch_ask, one_by_one(_close(ReturnState.WITHDRAWN))),
    Operation("expire_return", ExpireReturn, ReturnEnded, _touch_ask, one_by_one(_close(ReturnState.EXPIRED))),
)
