"""Bills paid by themselves, within a mandate of its payer's that is for the bills of one account.

The ceilings, the months and the end are the mandate's; a bill is collected by it under its own number, so it is paid
once. Its locked row says when it is looked at next. What is above a ceiling is told to its payer and left to her.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from jiaozi.automatic.model import TRIES_MAX, BillsConsented, BillTended, ConsentToBills, TendBill
from jiaozi.billing.bills import ACCOUNT, PURPOSE, mark_paid
from jiaozi.billing.model import BILLER_PURPOSES, Bill, BillState
from jiaozi.billing.schema import BILLS
from jiaozi.billing.store import open_bills_of
from jiaozi.clock import HOUR_US, china_day, china_midnight, day_to_date
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.engine import Contention
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import BillConsentData
from jiaozi.kinds import Instant, MerchantNo, PaymentNo
from jiaozi.mandates import collecting, giving
from jiaozi.mandates.model import PAYS, CollectDebit, DebitCollected, GiveMandate, Mandate, MandateState
from jiaozi.mandates.schema import MANDATES
from jiaozi.mandates.store import consent_to
from jiaozi.outbox import emit
from jiaozi.payments import pay
from jiaozi.payments.pay import Paid, Pay
from jiaozi.payments.refused import PAYEE_CANNOT, UNHEARD, Asked
from jiaozi.payments.schema import MERCHANTS
from jiaozi.wallets.schema import WALLETS

DUE_US: Final = 8 * HOUR_US
"""After midnight in China: when a bill is paid on the day that it is due."""
TRY_AGAIN_US: Final = 3 * HOUR_US
"""A bill that could not be paid is tried again after this long, on the same China day, five times in all."""
_ABOVE: Final = frozenset({"mandate_debit_exceeded", "mandate_period_exceeded"})


def _touch_consent(tx: Tx, requests: Sequence[Request[ConsentToBills]]) -> None:
    _want_bills(tx, [(request.command.merchant, request.command.account) for request in requests])
    giving.touch_give(tx, requests)


def _want_bills(tx: Tx, accounts: Iterable[tuple[MerchantNo, str]]) -> None:
    tx.want(BILLS, {key for merchant, account in accounts for key in open_bills_of(tx.connection, merchant, account)})


def _consent(tx: Tx, request: Request[ConsentToBills]) -> BillsConsented | Refusal:
    """Refuses: `request_malformed` (the account, when), `merchant_not_biller`, and as giving a mandate does."""
    command = request.command
    if not ACCOUNT.fullmatch(command.account) or PAYS.get(command.pays, 0) == 0:
        return Refusal("request_malformed", "account or pays")
    merchant = tx.rows(MERCHANTS).get(command.merchant)
    if merchant is not None and merchant.purpose not in BILLER_PURPOSES:
        return Refusal("merchant_not_biller")
    given = giving.give(tx, request.about(_mandate(command)), account=command.account, pays=command.pays)
    if isinstance(given, Refusal):
        return given
    _look_again(tx, command.merchant, command.account, request.at)
    return BillsConsented(given.mandate)


def _mandate(command: ConsentToBills) -> GiveMandate:
    return GiveMandate(
        payer=command.payer,
        merchant=command.merchant,
        per_debit_minor=command.per_bill_minor,
        per_period_minor=command.per_month_minor,
        cadence="month",
        last_day=command.last_day,
        reference=command.reference,
    )


def _look_again(tx: Tx, merchant: MerchantNo, account: str, at: Instant) -> None:
    """Has the open bills of an account looked at now. Raises `Contention` where one came after the naming of the rows:
    the group runs again."""
    rows = tx.rows(BILLS)
    for key in open_bills_of(tx.connection, merchant, account):
        row = rows.rows.get(key)
        if row is None:
            raise Contention("a bill came while its payer consented")
        if row.state == BillState.OPEN:
            row.look_at, row.tries, row.code = at, 0, ""
            rows.changed(row)


def with_its_bills(operations: Iterable[Operation]) -> list[Operation]:
    """Operations on mandates; those that loosen one have the bills looked at again that it is for."""
    return [_again(each) if each.name in ("change_mandate", "resume_mandate") else each for each in operations]


def _again(inner: Operation) -> Operation:
    def touch(tx: Tx, requests: Sequence[Request[Any]]) -> Iterator[None]:
        found = MANDATES.read(tx.connection, {request.command.mandate for request in requests})
        _want_bills(tx, [(row.merchant, row.account) for row in found if row.account])
        yield from inner.touch(tx, requests) or ()

    def run(tx: Tx, requests: Sequence[Request[Any]]) -> Sequence[Any]:
        outcomes = inner.run(tx, requests)
        for request, outcome in zip(requests, outcomes, strict=True):
            if not isinstance(outcome, Refusal):
                row = tx.rows(MANDATES)[request.command.mandate]
                if row.account and row.state == MandateState.OPEN:
                    _look_again(tx, row.merchant, row.account, request.at)
        return outcomes

    return Operation(inner.name, inner.command, inner.outcome, touch, run, inner.administrative)


def _touch_tend(tx: Tx, requests: Sequence[Request[TendBill]]) -> Iterator[None]:
    """The consent is found without a lock, and decided on under it."""
    keys = {request: (request.command.merchant, request.command.number) for request in requests}
    bills = {(row.merchant, row.number): row for row in BILLS.read(tx.connection, set(keys.values()))}
    consents = {
        request: consent_to(tx.connection, row.merchant, row.account)
        for request, key in keys.items()
        if (row := bills.get(key)) is not None and row.account
    }
    tx.want(BILLS, keys.values())
    tx.want(MANDATES, {number for number in consents.values() if number})
    yield
    rows, paying = tx.rows(BILLS), []
    for request, number in consents.items():
        row, mandate = rows.get(keys[request]), tx.rows(MANDATES).get(number)
        if row is not None and mandate is not None:
            collecting.touch_debit(tx, mandate.id, row.number)
            paying.append(_payment(mandate, row, request))
    yield from pay.touch(tx, paying)


def _payment(mandate: Mandate, row: Bill, request: Request[TendBill]) -> Request[Pay]:
    payment = Pay(
        payer=mandate.payer, amount_minor=row.amount_minor, store=row.store, purpose=PURPOSE, reference=row.number
    )
    return request.about(payment)


def _tend(tx: Tx, request: Request[TendBill]) -> BillTended | Refusal:
    """Refuses: `bill_not_found`, `bill_not_awaited` (it is paid, withdrawn, or not to be looked at now). That it could
    not be paid is an outcome: it is tried again on the same day, or left to its payer."""
    command, at = request.command, request.at
    row = tx.rows(BILLS).get((command.merchant, command.number))
    if row is None:
        return Refusal("bill_not_found")
    if row.state != BillState.OPEN or not row.look_at or at < row.look_at:
        return Refusal("bill_not_awaited")
    tx.rows(BILLS).changed(row)
    due = china_midnight(day_to_date(row.due_on)) + DUE_US
    mandate = _consent_of(tx, row)
    if mandate is None or (mandate.pays_bills == PAYS["due"] and at < due):
        row.look_at = due if at < due else 0
        return BillTended(row.merchant, row.number, PaymentNo(0), "")
    asked = CollectDebit(mandate.id, row.number, row.store, row.amount_minor, PURPOSE, row.number)
    again = Asked.BY_DUE_AGAIN if row.code == PAYEE_CANNOT.code else Asked.BY_DUE
    payment = _payment(mandate, row, request)
    done = collecting.debit(tx, request.about(asked), mandate, lambda: pay.pay_one(tx, payment, asked=again))
    if isinstance(done, DebitCollected):
        _settle(tx, row, mandate, done, at)
        return BillTended(row.merchant, row.number, done.payment, "")
    _put_off(tx, row, mandate, done, at)
    return BillTended(row.merchant, row.number, PaymentNo(0), done.code)


def _consent_of(tx: Tx, row: Bill) -> Mandate | None:
    """The locked consent to a bill's account; None where it is not open any more."""
    found = [
        each
        for each in tx.rows(MANDATES).rows.values()
        if (each.merchant, each.account) == (row.merchant, row.account) and each.state == MandateState.OPEN
    ]
    return min(found, key=lambda each: each.id, default=None) if row.account else None


def _settle(tx: Tx, row: Bill, mandate: Mandate, done: DebitCollected, at: Instant) -> None:
    row.mandate, row.look_at, row.code = mandate.id, 0, ""
    mark_paid(tx, row, Paid(done.payment, done.journal, done.paid_at, done.fee_minor), mandate.payer, at)


def _put_off(tx: Tx, row: Bill, mandate: Mandate, refusal: Refusal, at: Instant) -> None:
    """After a refusal: another try on this day, or none, which its payer is told."""
    above, later = refusal.code in _ABOVE, at + TRY_AGAIN_US
    row.tries, row.code = row.tries + 1, refusal.code
    if not above and refusal != UNHEARD and row.tries < TRIES_MAX and china_day(later) == china_day(at):
        row.look_at = later
        return
    row.look_at = 0
    payload = BillConsentData(
        mandate=mandate.id,
        payer=mandate.payer,
        merchant=row.merchant,
        bill=row.number,
        amount_minor=row.amount_minor,
        code=refusal.code,
    )
    kind = "bill_consent.above" if above else "bill_consent.failed"
    emit(tx, kind, at, tx.rows(WALLETS)[mandate.payer].operator, payload)


OPERATIONS: Final = (
    Operation("consent_to_bills", ConsentToBills, BillsConsented, _touch_consent, one_by_one(_consent)),
    Operation("tend_bill", TendBill, BillTended, _touch_tend, one_by_one(_tend)),
)
