"""Recording what matching found, batch after batch. Only the platform does it: the two sides of a day that is loaded do
not change; what is known of the days around it may, so a matching that was interrupted is begun anew."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from jiaozi.clock import day_to_date
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import ReconciliationData
from jiaozi.kinds import AccountNo, Count, Day, JournalNo, PrincipalNo
from jiaozi.outbox import emit
from jiaozi.reconciliation.model import Break, BreakState, DayState, Found, Reconciliation, Sum
from jiaozi.reconciliation.schema import BREAKS, RECONCILIATIONS
from jiaozi.records import dataclass

BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class RecordBreaks:
    """The next breaks that a round of matching found, after the `before` that are recorded, of `total`. The first of
    them begin the round, with the last the day is matched."""

    account: AccountNo
    day: Day
    attempt: Count
    round: Count
    before: Count
    total: Count
    found: tuple[Found, ...]
    matched: Count
    platform_entries: Count
    platform_credit_minor: Sum
    platform_debit_minor: Sum


class BreaksRecorded(NamedTuple):
    """So many breaks of a day are recorded."""

    account: AccountNo
    day: Day
    breaks: Count


def _touch(tx: Tx, requests: Sequence[Request[RecordBreaks]]) -> None:
    tx.want(RECONCILIATIONS, {(request.command.account, request.command.day) for request in requests})


def _record(tx: Tx, request: Request[RecordBreaks]) -> BreaksRecorded | Refusal:
    """Refuses: `reconciliation_not_found`, `reconciliation_not_loaded` (matched already, imported anew, or
    another round has begun)."""
    command = request.command
    row = tx.rows(RECONCILIATIONS).get((command.account, command.day))
    if row is None:
        return Refusal("reconciliation_not_found")
    begins = command.before == 0 and command.round == row.round + 1
    goes_on = command.before > 0 and (command.round, command.before) == (row.round, row.breaks)
    if row.state != DayState.LOADED or row.attempt != command.attempt or not (begins or goes_on):
        return Refusal("reconciliation_not_loaded")
    row.round, row.breaks = command.round, command.before
    for number, each in enumerate(command.found, command.before + 1):
        tx.rows(BREAKS).add(_break(row, number, each))
    row.breaks += len(command.found)
    row.open_breaks, row.explained_breaks = row.breaks, 0
    row.revision += 1
    if row.breaks == command.total:
        row.state, row.matched_at, row.matched = DayState.MATCHED.value, request.at, command.matched
        row.platform_entries = command.platform_entries
        row.platform_credit_minor = command.platform_credit_minor
        row.platform_debit_minor = command.platform_debit_minor
        emit(tx, "reconciliation.matched", request.at, row.operator, told(row))
    tx.rows(RECONCILIATIONS).changed(row)
    return BreaksRecorded(row.account, row.day, row.breaks)


def _break(row: Reconciliation, number: int, found: Found) -> Break:
    return Break(
        account=row.account,
        day=row.day,
        round=row.round,
        number=number,
        state=BreakState.OPEN.value,
        reason="",
        journal=JournalNo(0),
        said_by=PrincipalNo(0),
        said_at=0,
        **found._asdict(),
    )


def told(row: Reconciliation) -> ReconciliationData:
    """What an event says of a day."""
    return ReconciliationData(
        account=row.account, day=str(day_to_date(row.day)), breaks=row.breaks, open_breaks=row.open_breaks
    )


OPERATIONS: Final = (Operation("record_breaks", RecordBreaks, BreaksRecorded, _touch, one_by_one(_record)),)
