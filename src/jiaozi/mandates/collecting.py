"""Collecting by a mandate: a payment that its payee asks for, within what the payer has allowed.

What is allowed is decided under the lock of the mandate's row, as its end is; whether the payer can pay, as of any
payment. The merchant hears of that one thing, and only so often in a day: each amount it tries would measure.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from jiaozi.clock import china_day, following
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import MandateDebitData
from jiaozi.kinds import Day, Fen, FenOrZero, Instant, MandateNo
from jiaozi.mandates.dates import first_of
from jiaozi.mandates.giving import end_mandate, not_open
from jiaozi.mandates.model import CollectDebit, DebitCollected, Mandate, MandateDebit, MandateState
from jiaozi.mandates.schema import MANDATE_DEBITS, MANDATES
from jiaozi.mandates.store import collected_in
from jiaozi.money import amount_text
from jiaozi.outbox import emit
from jiaozi.payments import pay
from jiaozi.payments.pay import Paid, Pay
from jiaozi.payments.refused import PAYER_CANNOT, per_day
from jiaozi.payments.rules import shape_refusal
from jiaozi.payments.schema import STORES
from jiaozi.wallets.schema import WALLETS

NUMBER: Final = re.compile(r"[0-9A-Za-z-]{1,32}", re.ASCII)
_TELLING: Final = frozenset({PAYER_CANNOT.code, "settlement_cap_exceeded", "operator_illiquid"})
"""What tells of the payer: that it could not pay, or that it could have paid."""


def _touch(tx: Tx, requests: Sequence[Request[CollectDebit]]) -> Iterator[None]:
    tx.want(MANDATES, {request.command.mandate for request in requests})
    tx.want(MANDATE_DEBITS, {(request.command.mandate, request.command.number) for request in requests})
    yield
    rows = tx.rows(MANDATES)
    found = [(row, each) for each in requests if (row := rows.get(each.command.mandate)) is not None]
    yield from pay.touch(tx, [_payment(row, request) for row, request in found])


def _payment(row: Mandate, request: Request[CollectDebit]) -> Request[Pay]:
    """The payment that collecting is."""
    command = request.command
    payment = Pay(
        payer=row.payer,
        amount_minor=command.amount_minor,
        store=command.store,
        purpose=command.purpose,
        reference=command.reference or command.number,
    )
    return request.about(payment)


def _collect(tx: Tx, request: Request[CollectDebit]) -> DebitCollected | Refusal:
    """Refuses: `request_malformed` (the number, the purpose), `amount_invalid`, `reference_invalid`,
    `mandate_not_found`, `store_not_found` (another merchant's too), `mandate_for_bills` (it is for bills alone), what
    `debit` says, and as `pay.charge` does: the payee's own, one `payer_cannot_pay`."""
    command = request.command
    if NUMBER.fullmatch(command.number) is None:
        return Refusal("request_malformed", "number")
    refusal = shape_refusal("merchant", command.amount_minor, command.purpose, command.reference)
    if refusal is not None:
        return refusal
    row = tx.rows(MANDATES).get(command.mandate)
    if row is None:
        return Refusal("mandate_not_found")
    store = tx.rows(STORES).get(command.store)
    if store is None or store.merchant != row.merchant:
        return Refusal("store_not_found")
    if row.account:
        return Refusal("mandate_for_bills")
    return debit(tx, request, row, lambda: _charge(tx, request, row))


def touch_debit(tx: Tx, mandate: MandateNo, number: str) -> None:
    """Names the debit of a locked mandate under a number."""
    tx.want(MANDATE_DEBITS, [(mandate, number)])


def debit(
    tx: Tx, request: Request[CollectDebit], row: Mandate, paying: Callable[[], Paid | Refusal]
) -> DebitCollected | Refusal:
    """What is collected by a locked mandate where its terms allow it and it is paid. Refuses: `debit_number_used`,
    `mandate_not_in_force`, what `allowed` and `paying` say."""
    command = request.command
    if tx.rows(MANDATE_DEBITS).get((row.id, command.number)) is not None:
        return Refusal("debit_number_used")
    at = following(request.at, max(row.given_at, row.collected_at), tx.apart_us)
    if at < row.given_at:  # by a wrong clock, which a first day alone does not tell
        return Refusal("mandate_not_in_force")
    collected = _collected(tx, row, first_of(row.cadence, china_day(at)))
    refusal = allowed(row, command.amount_minor, china_day(at), collected)
    if refusal is not None:
        return refusal
    paid = paying()
    return paid if isinstance(paid, Refusal) else _note(tx, request, row, paid, at, collected)


def allowed(row: Mandate, amount: Fen, day: Day, collected: FenOrZero) -> Refusal | None:
    """What a mandate's terms say against collecting an amount on a day in whose period so much was collected. Refuses:
    `mandate_not_open`, `mandate_not_in_force` (before its first day, after its last), `mandate_debit_exceeded`,
    `mandate_debits_exceeded`, `mandate_period_exceeded`."""
    if row.state != MandateState.OPEN:
        return not_open(row)
    if day < row.first_day or (row.last_day and day > row.last_day):
        return Refusal("mandate_not_in_force")
    if amount > row.per_debit_minor:
        return Refusal("mandate_debit_exceeded", f"{amount_text(row.per_debit_minor)} at most")
    if row.debits_max and row.debits >= row.debits_max:
        return Refusal("mandate_debits_exceeded")
    room = row.per_period_minor - collected
    return None if amount <= room else Refusal("mandate_period_exceeded", f"{amount_text(max(room, 0))} left")


def _collected(tx: Tx, row: Mandate, period_day: Day) -> FenOrZero:
    """What was collected in a period. It is the newest debit's, or later than all there are; where a wrong clock has
    collected in one to come, before that one and in it, it is summed up."""
    if row.period_day == period_day:
        return row.period_minor
    return 0 if row.latest_day < period_day else collected_in(tx.connection, row.id, period_day)


def _charge(tx: Tx, request: Request[CollectDebit], row: Mandate) -> Paid | Refusal:
    """Pays, and counts what the merchant heard of the payer; after so many in a day the payer is not asked."""
    heard = is_heard(row, request.at)
    paid = pay.charge(tx, _payment(row, request), None if heard else PAYER_CANNOT)
    if isinstance(paid, Refusal) and heard and paid.code in _TELLING:
        count_refusal(tx, row, request.at)
    return paid


def is_heard(row: Mandate, at: Instant) -> bool:
    """Whether the payer is asked: its merchant has not heard so often today that it cannot pay."""
    return row.refused_day != china_day(at) or row.refusals < per_day(at)


def count_refusal(tx: Tx, row: Mandate, at: Instant) -> None:
    """Counts that the merchant of a locked mandate has heard that its payer cannot pay."""
    day = china_day(at)
    row.refusals = row.refusals + 1 if row.refused_day == day else 1
    row.refused_day = day
    tx.rows(MANDATES).changed(row)


def _note(
    tx: Tx, request: Request[CollectDebit], row: Mandate, paid: Paid, at: Instant, collected: FenOrZero
) -> DebitCollected:
    """Writes down what was collected; with the last debit that it allows a mandate is over."""
    command, day = request.command, china_day(at)
    row.period_minor = collected + command.amount_minor
    row.period_day, row.collected_at = first_of(row.cadence, day), at
    row.latest_day = max(row.latest_day, row.period_day)
    row.debits += 1
    row.collected_minor += command.amount_minor
    tx.rows(MANDATES).changed(row)
    debit = MandateDebit(
        mandate=row.id,
        number=command.number,
        id=request.id,
        place=row.debits,
        version=row.version,
        payment=paid.payment,
        store=command.store,
        amount_minor=command.amount_minor,
        day=day,
        period_day=row.period_day,
        period_minor=row.period_minor,
        at=at,
    )
    tx.rows(MANDATE_DEBITS).add(debit)
    _emit(tx, row, debit, request.at)
    if row.debits == row.debits_max:
        end_mandate(tx, row, request.at)
    return DebitCollected(
        mandate=row.id,
        number=debit.number,
        payment=paid.payment,
        journal=paid.journal,
        paid_at=paid.paid_at,
        amount_minor=debit.amount_minor,
        fee_minor=paid.fee_minor,
        left_minor=row.per_period_minor - row.period_minor,
    )


def _emit(tx: Tx, row: Mandate, debit: MandateDebit, at: int) -> None:
    payload = MandateDebitData(
        mandate=row.id,
        merchant=row.merchant,
        payer=row.payer,
        number=debit.number,
        amount_minor=debit.amount_minor,
        payment=debit.payment,
    )
    emit(tx, "mandate.collected", at, tx.rows(WALLETS)[row.payer].operator, payload)


OPERATIONS: Final = (Operation("collect_debit", CollectDebit, DebitCollected, _touch, one_by_one(_collect)),)
