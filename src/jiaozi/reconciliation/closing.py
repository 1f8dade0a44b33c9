"""What people say of a day: why a break is so, which journal made up for it, and that the day is closed.

One person closes a day on which both sides say the same, or a journal made up for what they did not. Words move no
money: a day with breaks that are explained by words alone, or by nothing, is closed by two people who say why. What is
closed never changes: what turns up later is of a later day.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, Final, NamedTuple

from jiaozi.clock import china_day
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import REASON_MAX, AccountNo, Count, Day, JournalNo, Length, OrNone, PrincipalNo, Reason
from jiaozi.ledger import store as ledger
from jiaozi.ledger.model import MOVING
from jiaozi.outbox import emit
from jiaozi.reconciliation import store
from jiaozi.reconciliation.model import (
    EXPLAINED_MAX,
    Break,
    BreakState,
    BreakStateNumber,
    Correction,
    DayState,
    EntryNumber,
    Reconciliation,
)
from jiaozi.reconciliation.recording import told
from jiaozi.reconciliation.schema import BREAKS, CORRECTIONS, RECONCILIATIONS
from jiaozi.records import dataclass
from jiaozi.texts import is_plain

_NO_JOURNAL: Final = JournalNo(0)


@dataclass(frozen=True, slots=True)
class ExplainBreaks:
    """Says why breaks of a day are so, at most 100 at once. With a `journal`, that it made up for them: it has to be
    younger than the day, to change the account by just what they differ by, to have made up for no others, and not to
    be told of by the core on its own day. What is said again counts, until the day is closed."""

    account: AccountNo
    day: Day
    numbers: Annotated[tuple[EntryNumber, ...], Length(1, EXPLAINED_MAX)]
    reason: Reason
    journal: OrNone[JournalNo] = _NO_JOURNAL


@dataclass(frozen=True, slots=True)
class CloseReconciliation:
    """Closes a day that is matched and of which a journal made up for every break. It never changes again."""

    account: AccountNo
    day: Day


@dataclass(frozen=True, slots=True)
class CloseWithBreaks:
    """Proposes to close a day whose breaks are not all corrected, and says why; a second person of the institution
    approves it. `revision` and `open_breaks` are those of the day as it was read: once anything else is found or said
    of it, this is refused."""

    account: AccountNo
    day: Day
    reason: Reason
    revision: Count
    open_breaks: Count


class BreaksExplained(NamedTuple):
    """Breaks are explained, or corrected; so many of their day are still open."""

    account: AccountNo
    day: Day
    state: BreakStateNumber
    open_breaks: Count


class ReconciliationClosed(NamedTuple):
    """A day is closed, with so many breaks, of which so many are open for good."""

    account: AccountNo
    day: Day
    breaks: Count
    open_breaks: Count


_Closing = CloseReconciliation | CloseWithBreaks


def _touch_closing(tx: Tx, requests: Sequence[Request[_Closing]]) -> None:
    tx.want(RECONCILIATIONS, {(request.command.account, request.command.day) for request in requests})


def _touch_explain(tx: Tx, requests: Sequence[Request[ExplainBreaks]]) -> Iterator[None]:
    commands = [request.command for request in requests]
    tx.want(RECONCILIATIONS, {(command.account, command.day) for command in commands})
    corrected = [command for command in commands if command.journal]
    tx.want(CORRECTIONS, {(command.account, command.journal) for command in corrected})
    made = ((command.account, ledger.journal(tx.connection, command.journal)) for command in corrected)
    tx.want(RECONCILIATIONS, {(account, china_day(legs[0].recorded_at)) for account, legs in made if legs})
    yield
    for command in commands:
        row = tx.rows(RECONCILIATIONS).get((command.account, command.day))
        if row is not None:
            tx.want(BREAKS, {(row.account, row.day, row.round, number) for number in command.numbers})


def _explain(tx: Tx, request: Request[ExplainBreaks]) -> BreaksExplained | Refusal:
    """Refuses: `request_malformed`, `reference_invalid` (no reason), `reconciliation_not_found`,
    `reconciliation_closed`, `reconciliation_not_matched`, `break_not_found`, `correction_differs`."""
    command = request.command
    if not 0 < len(set(command.numbers)) == len(command.numbers) <= EXPLAINED_MAX:
        return Refusal("request_malformed", f"1 to {EXPLAINED_MAX} breaks, each once")
    if not is_plain(command.reason, REASON_MAX):
        return Refusal("reference_invalid", "a reason is needed")
    row = _matched(tx, command.account, command.day)
    if isinstance(row, Refusal):
        return row
    keys = [(row.account, row.day, row.round, number) for number in command.numbers]
    breaks = [found for key in keys if (found := tx.rows(BREAKS).get(key)) is not None]
    if len(breaks) < len(keys):
        return Refusal("break_not_found")
    if command.journal and not _makes_up(tx, row, command.journal, breaks):
        return Refusal("correction_differs")

    # Decided: nothing below refuses.
    state = BreakState.CORRECTED if command.journal else BreakState.EXPLAINED
    row.open_breaks -= sum(each.state == BreakState.OPEN for each in breaks)
    row.explained_breaks -= sum(each.state == BreakState.EXPLAINED for each in breaks)
    row.explained_breaks += len(breaks) if state == BreakState.EXPLAINED else 0
    row.revision += 1
    tx.rows(RECONCILIATIONS).changed(row)
    for each in breaks:
        each.state, each.reason, each.journal = state.value, command.reason, command.journal
        each.said_by, each.said_at = PrincipalNo(request.principal), request.at
        tx.rows(BREAKS).changed(each)
    if command.journal:
        _keep(tx, row, command.journal)
        _match_anew(tx, row.account, command.journal)
    return BreaksExplained(row.account, row.day, state.value, row.open_breaks)


def _makes_up(tx: Tx, row: Reconciliation, journal: JournalNo, breaks: Sequence[Break]) -> bool:
    """Whether a journal changed the account, after the day, by what breaks differ by, has made up for no others, and is
    not told of by the core where it was made. An earlier journal, another's and none at all look alike."""
    known = tx.rows(CORRECTIONS).get((row.account, journal))
    if known is not None and (known.day != row.day or known.round == row.round):
        return False
    legs = [leg for leg in ledger.journal(tx.connection, journal) if row.account in (leg.debit, leg.credit)]
    if not legs or legs[0].recorded_at < store.begin_of(row.day + 1):
        return False
    moved = [leg for leg in legs if leg.phase in MOVING]
    net = sum(leg.amount if leg.credit == row.account else -leg.amount for leg in moved)
    if not moved or net != sum(each.difference_minor for each in breaks):
        return False
    there = tx.rows(RECONCILIATIONS).get((row.account, china_day(legs[0].recorded_at)))
    if there is None or there.state not in (DayState.MATCHED, DayState.CLOSED):
        return True  # matching finds out whether the core tells of it
    return store.told_alone(tx.connection, there, row.day, [leg.id for leg in moved]) == len(moved)


def _keep(tx: Tx, row: Reconciliation, journal: JournalNo) -> None:
    known = tx.rows(CORRECTIONS).get((row.account, journal))
    if known is None:
        tx.rows(CORRECTIONS).add(Correction(row.account, journal, row.day, row.round))
    else:
        known.round = row.round
        tx.rows(CORRECTIONS).changed(known)


def _match_anew(tx: Tx, account: AccountNo, journal: JournalNo) -> None:
    """Refuses the steps of a matching of the journal's day that may have begun without knowing what the journal is."""
    made = china_day(ledger.journal(tx.connection, journal)[0].recorded_at)
    there = tx.rows(RECONCILIATIONS).get((account, made))
    if there is not None and there.state == DayState.LOADED:
        there.round += 1
        tx.rows(RECONCILIATIONS).changed(there)


def _matched(tx: Tx, account: AccountNo, day: int) -> Reconciliation | Refusal:
    """A day that people may speak of. Refuses: `reconciliation_not_found`, `reconciliation_closed`,
    `reconciliation_not_matched`."""
    row = tx.rows(RECONCILIATIONS).get((account, day))
    if row is None:
        return Refusal("reconciliation_not_found")
    if row.state == DayState.CLOSED:
        return Refusal("reconciliation_closed")
    return row if row.state == DayState.MATCHED else Refusal("reconciliation_not_matched")


def _close(tx: Tx, request: Request[CloseReconciliation]) -> ReconciliationClosed | Refusal:
    """Refuses: `reconciliation_not_found`, `reconciliation_closed`, `reconciliation_not_matched`, `breaks_open`."""
    row = _matched(tx, request.command.account, request.command.day)
    if isinstance(row, Refusal):
        return row
    count = row.open_breaks + row.explained_breaks
    if count:
        return Refusal("breaks_open", f"{count} not corrected")
    return _closed(tx, request, row, "")


def _close_with_breaks(tx: Tx, request: Request[CloseWithBreaks]) -> ReconciliationClosed | Refusal:
    """Refuses: `reference_invalid` (no reason), `reconciliation_not_found`, `reconciliation_closed`,
    `reconciliation_not_matched`, `proposal_outdated`."""
    command = request.command
    if not is_plain(command.reason, REASON_MAX):
        return Refusal("reference_invalid", "a reason is needed")
    row = _matched(tx, command.account, command.day)
    if isinstance(row, Refusal):
        return row
    if (command.revision, command.open_breaks) != (row.revision, row.open_breaks):
        return Refusal("proposal_outdated")
    return _closed(tx, request, row, command.reason)


def _closed(tx: Tx, request: Request[_Closing], row: Reconciliation, reason: str) -> ReconciliationClosed:
    row.state, row.closed_at, row.reason = DayState.CLOSED.value, request.at, reason
    row.closed_by = PrincipalNo(request.principal)
    row.seconded_by = PrincipalNo(request.approvers[-1] if request.approvers else 0)
    tx.rows(RECONCILIATIONS).changed(row)
    emit(tx, "reconciliation.closed", request.at, row.operator, told(row))
    return ReconciliationClosed(row.account, row.day, row.breaks, row.open_breaks)


OPERATIONS: Final = (
    Operation("explain_breaks", ExplainBreaks, BreaksExplained, _touch_explain, one_by_one(_explain), True),
    Operation(
        "close_reconciliation", CloseReconciliation, ReconciliationClosed, _touch_closing, one_by_one(_close), True
    ),
    Operation(
        "close_with_breaks",
        CloseWithBreaks,
        ReconciliationClosed,
        _touch_closing,
        one_by_one(_close_with_breaks),
        True,
    ),
)
