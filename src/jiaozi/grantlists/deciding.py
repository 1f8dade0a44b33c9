"""Granting what was submitted, some lines at a time. Each is decided once, whoever runs it and however often it is cut
off: the list's locked row says how far it is."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from jiaozi.db.clock_watch import confirmed_us
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.grantlists.granting import grant_line, touch_grants
from jiaozi.grantlists.model import GrantList, GrantListed, GrantListLine, GrantListState, LinesGranted
from jiaozi.grantlists.schema import GRANT_LIST_LINES, GRANT_LISTS
from jiaozi.grantlists.sending import end, grant_list_of, invalid
from jiaozi.grantlists.store import grant_list, lines_page
from jiaozi.kinds import GrantListNo
from jiaozi.programs.model import Program, ProgramState
from jiaozi.programs.promising import release
from jiaozi.programs.schema import PROGRAMS
from jiaozi.programs.spending import stands_still
from jiaozi.programs.store import terms_by
from jiaozi.programs.terms import Terms

BATCH_MAX: Final = 250
"""Lines of one step, in which nothing else is written: 40 ms on SQLite."""

REFUSED: Final = ("program_not_open", "program_exhausted", "claims_exceeded", "payee_cannot_receive")
"""With these a line is refused."""


class _Part(NamedTuple):
    """The lines of a list behind this number that are to be decided next."""

    after: int
    lines: list[GrantListLine]


def _touch(tx: Tx, requests: Sequence[Request[GrantListed]]) -> Iterator[None]:
    """What is to be decided is read without a lock, and how far the list is looked at again once it is locked."""
    parts: dict[GrantListNo, _Part] = tx.memo.setdefault(GrantListed, {})
    tx.memo[confirmed_us] = confirmed_us(tx.connection, tx.now)
    pairs = []
    for request in requests:
        row = grant_list(tx.connection, request.command.grant_list)
        if row is not None and row.state == GrantListState.OPEN:
            tx.want(PROGRAMS, {row.program})
        if row is None or row.state != GrantListState.GRANTING or row.id in parts:
            continue
        limit = max(1, min(request.command.limit, BATCH_MAX))
        parts[row.id] = _Part(row.done, lines_page(tx.connection, row.id, row.done, limit))
        tx.rows(GRANT_LIST_LINES).adopt(parts[row.id].lines)
        pairs += [(row.program, line.wallet) for line in parts[row.id].lines]
    tx.want(GRANT_LISTS, {request.command.grant_list for request in requests})
    yield from touch_grants(tx, pairs)


def _grant(tx: Tx, request: Request[GrantListed]) -> LinesGranted | Refusal:
    """A line is refused as the small grant refuses it, and with `program_not_open` where the program was stopped, or is
    known to be over: what is refused is so for good, and a clock may be wrong. While it is paused, or its funder
    frozen, all of them wait, also beyond `claims_until`: they were submitted before. A list that was not submitted by
    then is cancelled. Refuses: `grant_list_not_found`, `grant_list_state_invalid`."""
    row = grant_list_of(tx, request.command.grant_list)
    if isinstance(row, Refusal):
        return row
    if row.state == GrantListState.OPEN:
        return _unsubmitted(tx, row, request.at)
    if row.state != GrantListState.GRANTING:
        return invalid(row)
    part = tx.memo[GrantListed].get(row.id)
    if part is None or part.after != row.done:
        return LinesGranted(row.id, 0, 0, more=True)  # another one was here meanwhile: the next step goes on behind it
    program = tx.rows(PROGRAMS)[row.program]
    found = _giving(tx, program, request.at)
    if found is None:
        return LinesGranted(row.id, 0, 0, more=False)
    granted, refused = row.granted_lines, row.refused_lines
    for line in part.lines:
        _decide(tx, request, row, line, found)
    if row.done == row.line_count:
        end(tx, row, GrantListState.DONE, request.at)
    tx.rows(GRANT_LISTS).changed(row)
    more = row.state == GrantListState.GRANTING
    return LinesGranted(row.id, row.granted_lines - granted, row.refused_lines - refused, more=more)


def _unsubmitted(tx: Tx, row: GrantList, at: int) -> LinesGranted | Refusal:
    """Ends a list that can be submitted no more; that it seems so is recorded. Refuses: `grant_list_state_invalid`."""
    program = tx.rows(PROGRAMS)[row.program]
    if _is_past(tx, program, program.claims_until):
        end(tx, row, GrantListState.CANCELLED, at)
    elif at < program.claims_until:
        return invalid(row)
    return LinesGranted(row.id, 0, 0, more=False)


def _is_past(tx: Tx, program: Program, until: int) -> bool:
    """Whether nothing can be done any more that ends at an instant, nor at the stop of its program, whatever the clock
    says now."""
    return program.state in (ProgramState.STOPPED, ProgramState.ENDED) or until <= tx.memo[confirmed_us]


def _giving(tx: Tx, program: Program, at: int) -> tuple[Program, Terms] | Refusal | None:
    """What a program gives to those whom a list names that was submitted in time; None as long as it may give again.
    Refuses: `program_not_open`."""
    if _is_past(tx, program, program.expires_at):
        return Refusal("program_not_open")
    if program.state != ProgramState.OPEN or at >= program.expires_at or stands_still(tx, program):
        return None
    return program, terms_by(tx.connection, program.terms)


def _decide(
    tx: Tx, request: Request[GrantListed], row: GrantList, line: GrantListLine, found: tuple[Program, Terms] | Refusal
) -> None:
    """Grants or refuses a line: what was set aside for it is its claim's, or free."""
    worth = line.value_minor or row.face_minor
    release(tx, tx.rows(PROGRAMS)[row.program], 1, worth)
    made = found if isinstance(found, Refusal) else grant_line(tx, request, *found, line.wallet, line.value_minor)
    if isinstance(made, Refusal):
        line.refused = made.code
        row.refused_lines, row.refused_sum_minor = row.refused_lines + 1, row.refused_sum_minor + worth
    else:
        line.claim = made.id
        row.granted_lines, row.granted_sum_minor = row.granted_lines + 1, row.granted_sum_minor + worth
    tx.rows(GRANT_LIST_LINES).changed(line)


OPERATIONS: Final = (Operation("grant_listed", GrantListed, LinesGranted, _touch, one_by_one(_grant)),)
