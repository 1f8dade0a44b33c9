"""Mandates as their payer wills: given, changed, paused, resumed, ended; and ended when their last day is over."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final, Literal, get_args

from jiaozi.clock import china_day, day_to_date
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import MandateData
from jiaozi.kinds import Count, Day, MandateNo, OrNone, WalletNo
from jiaozi.mandates.dates import end_of
from jiaozi.mandates.model import (
    CADENCES,
    DEBITS_MAX,
    MANDATE_STATES,
    PAYS,
    UNENDING,
    ChangeMandate,
    EndMandate,
    ExpireMandate,
    GiveMandate,
    Mandate,
    MandateBound,
    MandateChanged,
    MandateGiven,
    MandateSet,
    MandateState,
    MandateTerms,
    PauseMandate,
    Period,
    ResumeMandate,
)
from jiaozi.mandates.schema import MANDATE_TERMS, MANDATES
from jiaozi.mandates.store import mandates_going
from jiaozi.money import is_amount
from jiaozi.outbox import emit
from jiaozi.payments.schema import MERCHANTS
from jiaozi.wallets.acts import reference_good, wallet_of
from jiaozi.wallets.model import Wallet, is_sub
from jiaozi.wallets.schema import WALLETS

MANDATES_MAX: Final = 100
"""Mandates of a wallet that are not ended."""
AHEAD_MAX: Final = 366
"""So many days ahead a mandate's first day may be."""
LAST_DAY_MAX: Final = 40_000
"""A day in 2079, beyond which a last day is a mistake."""


def touch_give(tx: Tx, requests: Sequence[Request[Any]]) -> None:
    """Names the rows that giving a mandate needs, for requests of `GiveMandate` or of a command like it."""
    tx.want(MERCHANTS, {request.command.merchant for request in requests})
    tx.want(WALLETS, {request.command.payer for request in requests})


def _give(tx: Tx, request: Request[GiveMandate]) -> MandateGiven | Refusal:
    """Refuses as `give` does."""
    return give(tx, request)


def give(
    tx: Tx, request: Request[GiveMandate], *, account: str = "", pays: Literal["due", "presented", "none"] = "none"
) -> MandateGiven | Refusal:
    """Gives a mandate; one that names an account there is for the merchant's bills of it alone. Refuses:
    `amount_invalid`, `reference_invalid`, `request_malformed` (the period, days, how often), `merchant_not_found`,
    `merchant_suspended`, the payer's `wallet_not_found` and `wallet_closed`, `usage_not_allowed` (a sub-wallet),
    `accounts_same`, `mandates_exceeded`."""
    command, today = request.command, china_day(request.at)
    first_day = command.first_day or today
    refusal = _terms_refusal(command, max(first_day, today))
    if refusal is not None:
        return refusal
    if not reference_good(command.reference):
        return Refusal("reference_invalid")
    if command.cadence not in get_args(Period):
        return Refusal("request_malformed", "cadence: day, week or month")
    if not today <= first_day <= today + AHEAD_MAX:
        latest = day_to_date(today + AHEAD_MAX)
        return Refusal("request_malformed", f"first_day: not before {day_to_date(today)} nor after {latest}")
    refusal = _parties_refusal(tx, command)
    if refusal is not None:
        return refusal
    row = tx.rows(MANDATES).add(replace(_row(request, first_day), account=account, pays_bills=PAYS[pays]))
    _write_terms(tx, row, request.at)
    emit_mandate(tx, "mandate.given", row, request.at)
    return MandateGiven(row.id)


def _terms_refusal(command: GiveMandate | ChangeMandate, earliest: Day, debits: Count = 0) -> Refusal | None:
    """What is wrong with terms whose last day is not to be before the earliest, after so many debits."""
    if not is_amount(command.per_debit_minor) or not is_amount(command.per_period_minor):
        return Refusal("amount_invalid")
    if command.per_debit_minor > command.per_period_minor:
        return Refusal("request_malformed", "more at once than in a period")
    if command.last_day and not earliest <= command.last_day <= LAST_DAY_MAX:
        latest = day_to_date(LAST_DAY_MAX)
        return Refusal("request_malformed", f"last_day: not before {day_to_date(earliest)} nor after {latest}")
    if command.debits_max and not debits < command.debits_max <= DEBITS_MAX:
        return Refusal("request_malformed", f"debits_max: more than {debits}, at most {DEBITS_MAX}")
    return None


def _parties_refusal(tx: Tx, command: GiveMandate) -> Refusal | None:
    merchant = tx.rows(MERCHANTS).get(command.merchant)
    if merchant is None:
        return Refusal("merchant_not_found")
    if merchant.suspended:
        return Refusal("merchant_suspended")
    payer = wallet_of(tx, command.payer)
    if isinstance(payer, Refusal):
        return payer
    if merchant.wallet == payer.id:
        return Refusal("accounts_same")
    return Refusal("usage_not_allowed", "sub-wallet") if is_sub(payer) else _bound_refusal(tx, payer)


def _bound_refusal(tx: Tx, payer: Wallet) -> Refusal | None:
    """The wallet's row is locked, so its mandates are counted without a race; those of this group are remembered."""
    known = tx.memo.setdefault((GiveMandate, payer.id), [mandates_going(tx.connection, payer.id)])
    if known[0] >= MANDATES_MAX:
        return Refusal("mandates_exceeded", f"{MANDATES_MAX} at most")
    known[0] += 1
    return None


def _row(request: Request[GiveMandate], first_day: Day) -> Mandate:
    command = request.command
    return Mandate(
        id=request.id,
        payer=command.payer,
        merchant=command.merchant,
        per_debit_minor=command.per_debit_minor,
        per_period_minor=command.per_period_minor,
        cadence=CADENCES[command.cadence],
        first_day=first_day,
        last_day=command.last_day,
        debits_max=command.debits_max,
        version=1,
        debits=0,
        collected_minor=0,
        period_day=0,
        period_minor=0,
        latest_day=0,
        collected_at=0,
        refused_day=0,
        refusals=0,
        state=MandateState.OPEN,
        given_at=request.at,
        ends_at=_ends_at(command.last_day),
        ended_at=0,
        reference=command.reference,
    )


def _ends_at(last_day: OrNone[Day]) -> int:
    return end_of(last_day) if last_day else UNENDING


def _write_terms(tx: Tx, row: Mandate, at: int) -> None:
    """Keeps a mandate's terms of now for good."""
    tx.rows(MANDATE_TERMS).add(
        MandateTerms(
            mandate=row.id,
            version=row.version,
            per_debit_minor=row.per_debit_minor,
            per_period_minor=row.per_period_minor,
            last_day=row.last_day,
            debits_max=row.debits_max,
            at=at,
        )
    )


def _touch(tx: Tx, requests: Sequence[Request[Any]]) -> Iterator[None]:
    numbers = {request.command.mandate for request in requests}
    tx.want(MANDATES, numbers)
    yield
    rows = tx.rows(MANDATES)
    tx.want(WALLETS, {row.payer for number in numbers if (row := rows.get(number)) is not None})


def _of_payer(tx: Tx, number: MandateNo, payer: WalletNo) -> Mandate | Refusal:
    """A payer's own mandate that is not ended. Refuses: `mandate_not_found` (another's too), `mandate_not_open`."""
    row = tx.rows(MANDATES).get(number)
    if row is None or row.payer != payer:
        return Refusal("mandate_not_found")
    return not_open(row) if row.state == MandateState.ENDED else row


def not_open(row: Mandate) -> Refusal:
    """The refusal of what an open mandate is needed for."""
    return Refusal("mandate_not_open", MANDATE_STATES[row.state])


def _change(tx: Tx, request: Request[ChangeMandate]) -> MandateChanged | Refusal:
    """Refuses: what `_of_payer` says, `amount_invalid`, `request_malformed` (amounts that contradict, the last day, how
    often, what is both set and lifted)."""
    row = _of_payer(tx, request.command.mandate, request.command.payer)
    if isinstance(row, Refusal):
        return row
    command = _whole(request.command, row)
    if isinstance(command, Refusal):
        return command
    refusal = _terms_refusal(command, max(row.first_day, china_day(request.at)), row.debits)
    if refusal is not None:
        return refusal
    row.per_debit_minor, row.per_period_minor = command.per_debit_minor, command.per_period_minor
    row.last_day, row.debits_max, row.ends_at = command.last_day, command.debits_max, _ends_at(command.last_day)
    row.version += 1
    tx.rows(MANDATES).changed(row)
    _write_terms(tx, row, request.at)
    emit_mandate(tx, "mandate.changed", row, request.at)
    return MandateChanged(row.id, row.version)


def _whole(command: ChangeMandate, row: Mandate) -> ChangeMandate | Refusal:
    """All the terms that a change makes of those there are. Refuses: `request_malformed`."""
    if any(bound not in get_args(MandateBound) or getattr(command, bound) for bound in command.lifts):
        return Refusal("request_malformed", "lifts: last_day or debits_max, and none that is set")
    kept = {bound: getattr(row, bound) for bound in get_args(MandateBound) if bound not in command.lifts}
    return replace(command, **{bound: getattr(command, bound) or was for bound, was in kept.items()})


def _pause(tx: Tx, request: Request[PauseMandate]) -> MandateSet | Refusal:
    """Refuses: what `_of_payer` says, `mandate_not_open` (paused already)."""
    row = _of_payer(tx, request.command.mandate, request.command.payer)
    if isinstance(row, Refusal):
        return row
    if row.state != MandateState.OPEN:
        return not_open(row)
    return _set(tx, row, MandateState.PAUSED, "mandate.paused", request.at)


def _resume(tx: Tx, request: Request[ResumeMandate]) -> MandateSet | Refusal:
    """Refuses: what `_of_payer` says, `mandate_not_paused`."""
    row = _of_payer(tx, request.command.mandate, request.command.payer)
    if isinstance(row, Refusal):
        return row
    if row.state != MandateState.PAUSED:
        return Refusal("mandate_not_paused")
    return _set(tx, row, MandateState.OPEN, "mandate.resumed", request.at)


def _end(tx: Tx, request: Request[EndMandate]) -> MandateSet | Refusal:
    """Refuses: what `_of_payer` says."""
    row = _of_payer(tx, request.command.mandate, request.command.payer)
    return row if isinstance(row, Refusal) else end_mandate(tx, row, request.at)


def _expire(tx: Tx, request: Request[ExpireMandate]) -> MandateSet | Refusal:
    """Refuses: `mandate_not_found`, `mandate_not_open`, `mandate_not_expired`."""
    row = tx.rows(MANDATES).get(request.command.mandate)
    if row is None:
        return Refusal("mandate_not_found")
    if row.state == MandateState.ENDED:
        return not_open(row)
    return end_mandate(tx, row, request.at) if request.at >= row.ends_at else Refusal("mandate_not_expired")


def end_mandate(tx: Tx, row: Mandate, at: int) -> MandateSet:
    """Ends a locked mandate, for good."""
    row.ended_at = max(at, row.collected_at)
    return _set(tx, row, MandateState.ENDED, "mandate.ended", at)


def _set(tx: Tx, row: Mandate, state: MandateState, event: str, at: int) -> MandateSet:
    row.state = state
    tx.rows(MANDATES).changed(row)
    emit_mandate(tx, event, row, at)
    return MandateSet(row.id, MANDATE_STATES[state])


def emit_mandate(tx: Tx, kind: str, row: Mandate, at: int) -> None:
    """Writes the event of what became of a mandate, for the payer's operator."""
    payload = MandateData(
        mandate=row.id,
        merchant=row.merchant,
        payer=row.payer,
        state=MANDATE_STATES[row.state],
        per_debit_minor=row.per_debit_minor,
        per_period_minor=row.per_period_minor,
        reference=row.reference,
    )
    emit(tx, kind, at, tx.rows(WALLETS)[row.payer].operator, payload)


OPERATIONS: Final = (
    Operation("give_mandate", GiveMandate, MandateGiven, touch_give, one_by_one(_give)),
    Operation("change_mandate", ChangeMandate, MandateChanged, _touch, one_by_one(_change)),
    Operation("pause_mandate", PauseMandate, MandateSet, _touch, one_by_one(_pause)),
    Operation("resume_mandate", ResumeMandate, MandateSet, _touch, one_by_one(_resume)),
    Operation("end_mandate", EndMandate, MandateSet, _touch, one_by_one(_end)),
    Operation("expire_mandate", ExpireMandate, MandateSet, _touch, one_by_one(_expire)),
)
