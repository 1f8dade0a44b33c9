"""Bills paid by themselves, within a mandate of its payer's that is for the bills of one account.

The ceilings, the months and the end are the mandate's; a bill is collected by it under its own number, so it is paid
once. Its locked row says when it is looked at next. Of several consents to an account each is asked in turn, and the
first that can pay does; what nobody paid is told to all of them, without the bill: it may be another's.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, cast

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
from jiaozi.kinds import Day, Instant, MerchantNo, PaymentNo
from jiaozi.mandates import collecting, giving
from jiaozi.mandates.model import PAYS, CollectDebit, DebitCollected, GiveMandate, Mandate, MandateState
from jiaozi.mandates.schema import MANDATES
from jiaozi.mandates.store import consents_going, consents_to
from jiaozi.outbox import emit
from jiaozi.payments import pay
from jiaozi.payments.pay import Paid, Pay
from jiaozi.payments.refused import PAYEE_CANNOT, PAYER_CANNOT, UNHEARD, Asked
from jiaozi.payments.schema import MERCHANTS
from jiaozi.people.lookups import count_lookup
from jiaozi.people.schema import LOOKUPS
from jiaozi.wallets.schema import WALLETS

DUE_US: Final = 8 * HOUR_US
"""After midnight in China: when a bill is paid on the day that it is due."""
TRY_AGAIN_US: Final = 3 * HOUR_US
"""A bill that could not be paid is tried again after this long, on the same China day, five times in all."""
CONSENTS_MAX: Final = 20
"""Consents to the bills of one account that are not ended."""
_ABOVE: Final = frozenset({"mandate_debit_exceeded", "mandate_period_exceeded"})
_UNASKED: Final = Refusal(PAYER_CANNOT.code, "unheard")
"""Of a consent by which the biller has heard as often today that its payer cannot pay."""
_TIGHTENING: Final = ("pause_mandate", "end_mandate", "expire_mandate")


def _touch_consent(tx: Tx, requests: Sequence[Request[ConsentToBills]]) -> None:
    commands = [request.command for request in requests]
    tx.want(LOOKUPS, {request.principal for request in requests})
    tx.want(BILLS, {(command.merchant, command.bill) for command in commands})
    _want_bills(tx, [(command.merchant, command.account) for command in commands])
    giving.touch_give(tx, requests)


def _want_bills(tx: Tx, accounts: Iterable[tuple[MerchantNo, str]]) -> None:
    tx.want(BILLS, {key for merchant, account in accounts for key in open_bills_of(tx.connection, merchant, account)})


def _consent(tx: Tx, request: Request[ConsentToBills]) -> BillsConsented | Refusal:
    """Refuses: `request_malformed` (the account, when), `merchant_not_found`, `merchant_not_biller`,
    `lookups_exceeded`, `bill_not_found` (also another account's), `mandates_exceeded` (of one account), and as giving
    a mandate does."""
    command = request.command
    if not ACCOUNT.fullmatch(command.account) or PAYS.get(command.pays, 0) == 0:
        return Refusal("request_malformed", "account or pays")
    merchant = tx.rows(MERCHANTS).get(command.merchant)
    if merchant is None:
        return Refusal("merchant_not_found")
    if merchant.purpose not in BILLER_PURPOSES:
        return Refusal("merchant_not_biller")
    refusal = _unshown(tx, request)
    if refusal is not None:
        return refusal
    known = tx.memo.setdefault(
        (ConsentToBills, merchant.id, command.account), [consents_going(tx.connection, merchant.id, command.account)]
    )
    if known[0] >= CONSENTS_MAX:
        return Refusal("mandates_exceeded", f"{CONSENTS_MAX} for one account at most")
    given = giving.give(tx, request.about(_mandate(command)), account=command.account, pays=command.pays)
    if isinstance(given, Refusal):
        return given
    known[0] += 1
    _look_again(tx, command.merchant, command.account, request.at, anew=True)
    return BillsConsented(given.mandate)


def _unshown(tx: Tx, request: Request[ConsentToBills]) -> Refusal | None:
    """What is said to whoever has no bill of the account. An account is a number that can be guessed, so each question
    is counted. Refuses: `lookups_exceeded`, `bill_not_found`."""
    command = request.command
    left = count_lookup(tx, request.principal, request.at)
    if isinstance(left, Refusal):
        return left
    shown = tx.rows(BILLS).get((command.merchant, command.bill))
    return None if shown is not None and shown.account == command.account else Refusal("bill_not_found")


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


def _look_again(tx: Tx, merchant: MerchantNo, account: str, at: Instant, *, anew: bool) -> None:
    """Has the open bills of an account looked at now; `anew` as if they had never been tried. Raises `Contention` where
    one came after the naming of the rows: the group runs again."""
    rows = tx.rows(BILLS)
    for key in open_bills_of(tx.connection, merchant, account):
        row = rows.rows.get(key)
        if row is None:
            raise Contention("a bill came while its payer consented")
        if row.state == BillState.OPEN:
            row.look_at = at
            if anew:
                row.tries, row.code = 0, ""
            rows.changed(row)


def with_its_bills(operations: Iterable[Operation]) -> list[Operation]:
    """Operations on mandates; those that loosen, pause or end one have the bills looked at again that it is for."""
    loosening = ("change_mandate", "resume_mandate")
    return [
        _again(each, anew=each.name in loosening) if each.name in (*loosening, *_TIGHTENING) else each
        for each in operations
    ]


def _again(inner: Operation, *, anew: bool) -> Operation:
    def touch(tx: Tx, requests: Sequence[Request[Any]]) -> Iterator[None]:
        found = MANDATES.read(tx.connection, {request.command.mandate for request in requests})
        _want_bills(tx, [(row.merchant, row.account) for row in found if row.account])
        yield from inner.touch(tx, requests) or ()

    def run(tx: Tx, requests: Sequence[Request[Any]]) -> Sequence[Any]:
        outcomes = inner.run(tx, requests)
        for request, outcome in zip(requests, outcomes, strict=True):
            if not isinstance(outcome, Refusal):
                row = tx.rows(MANDATES)[request.command.mandate]
                if row.account and (row.state == MandateState.OPEN or not anew):
                    _look_again(tx, row.merchant, row.account, request.at, anew=anew)
        return outcomes

    return Operation(inner.name, inner.command, inner.outcome, touch, run, inner.administrative)


def _touch_tend(tx: Tx, requests: Sequence[Request[TendBill]]) -> Iterator[None]:
    """The consents are found without a lock, and decided on under it."""
    keys = {request: (request.command.merchant, request.command.number) for request in requests}
    bills = {(row.merchant, row.number): row for row in BILLS.read(tx.connection, set(keys.values()))}
    consents = {
        request: consents_to(tx.connection, row.merchant, row.account)
        for request, key in keys.items()
        if (row := bills.get(key)) is not None and row.account
    }
    tx.want(BILLS, keys.values())
    tx.want(MANDATES, {number for numbers in consents.values() for number in numbers})
    yield
    rows, paying = tx.rows(BILLS), []
    for request, numbers in consents.items():
        row = rows.get(keys[request])
        for mandate in (tx.rows(MANDATES)[number] for number in numbers if row is not None):
            collecting.touch_debit(tx, mandate.id, keys[request][1])
            paying.append(_payment(mandate, cast(Bill, row), request))
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
    if row.look_at == due and china_day(row.uploaded_at) < row.due_on:
        row.tries, row.code = 0, ""
    consents = _consents_of(tx, row, china_day(at))
    asked = [each for each in consents if at >= due or each.pays_bills != PAYS["due"]]
    told = []
    for mandate in asked if row.tries < TRIES_MAX else ():
        done = _ask(tx, request, row, mandate)
        if isinstance(done, DebitCollected):
            _settle(tx, row, mandate, done, at)
            return BillTended(row.merchant, row.number, done.payment, "")
        told.append((mandate, done))
    if told and _tries_later(row, [refusal for _, refusal in told], at):
        return BillTended(row.merchant, row.number, PaymentNo(0), row.code)
    row.look_at = due if at < due and (not consents or len(asked) < len(consents)) else 0
    for mandate, refusal in told:
        _tell(tx, mandate, refusal, at)
    return BillTended(row.merchant, row.number, PaymentNo(0), told[-1][1].code if told else "")


def _consents_of(tx: Tx, row: Bill, day: Day) -> list[Mandate]:
    """The locked consents to a bill's account that are in force, the oldest first. Raises `Contention` where one came
    after the naming of the rows: the group runs again."""
    if not row.account:
        return []
    rows = tx.rows(MANDATES).rows
    numbers = consents_to(tx.connection, row.merchant, row.account)
    if not rows.keys() >= set(numbers):
        raise Contention("a consent came while a bill was looked at")
    found = (rows[number] for number in numbers)
    return [each for each in found if each.state == MandateState.OPEN and (not each.last_day or day <= each.last_day)]


def _ask(tx: Tx, request: Request[TendBill], row: Bill, mandate: Mandate) -> DebitCollected | Refusal:
    """Has a consent pay. An amount that could not be paid tells its biller something, so it counts as any debit's, once
    however often it is tried; after so many in a day the payer is not asked."""
    at, tried = request.at, bool(row.code)
    payment = _payment(mandate, row, request)

    def paying() -> Paid | Refusal:
        if not tried and not collecting.is_heard(mandate, at):
            return _UNASKED
        again = Asked.BY_DUE_AGAIN if row.code == PAYEE_CANNOT.code else Asked.BY_DUE
        paid = pay.pay_one(tx, payment, asked=again)
        if isinstance(paid, Refusal) and paid.code != PAYEE_CANNOT.code and not tried:
            collecting.count_refusal(tx, mandate, at)
        return paid

    asked = CollectDebit(mandate.id, row.number, row.store, row.amount_minor, PURPOSE, row.number)
    return collecting.debit(tx, request.about(asked), mandate, paying)


def _settle(tx: Tx, row: Bill, mandate: Mandate, done: DebitCollected, at: Instant) -> None:
    row.mandate, row.look_at, row.code = mandate.id, 0, ""
    mark_paid(tx, row, Paid(done.payment, done.journal, done.paid_at, done.fee_minor), mandate.payer, at)


def _tries_later(row: Bill, refusals: Sequence[Refusal], at: Instant) -> bool:
    """Counts a try that all consents refused; whether there is another one on this day."""
    later = at + TRY_AGAIN_US
    row.tries += 1
    row.code = next((each.code for each in refusals if each != _UNASKED), "")
    hopeful = any(each.code not in _ABOVE and each not in (UNHEARD, _UNASKED) for each in refusals)
    if not hopeful or row.tries >= TRIES_MAX or china_day(later) != china_day(at):
        return False
    row.look_at = later
    return True


def _tell(tx: Tx, mandate: Mandate, refusal: Refusal, at: Instant) -> None:
    """Tells a payer's side that a bill of the account was not paid by its consent; not which, nor how much it asks."""
    payload = BillConsentData(mandate=mandate.id, payer=mandate.payer, merchant=mandate.merchant, code=refusal.code)
    kind = "bill_consent.above" if refusal.code in _ABOVE else "bill_consent.failed"
    emit(tx, kind, at, tx.rows(WALLETS)[mandate.payer].operator, payload)


OPERATIONS: Final = (
    Operation("consent_to_bills", ConsentToBills, BillsConsented, _touch_consent, one_by_one(_consent)),
    Operation("tend_bill", TendBill, BillTended, _touch_tend, one_by_one(_tend)),
)
