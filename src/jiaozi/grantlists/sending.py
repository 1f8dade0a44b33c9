"""A list's way to its grant: opened, its pages sent, submitted as one act, or cancelled. Nothing is promised of it
before all of it is there, and so is its money."""

from collections.abc import Iterator, Sequence
from typing import Final

from jiaozi.bearer import is_hash
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import GrantListData
from jiaozi.grantlists.granting import GrantLine, given_by_funder, worth_of
from jiaozi.grantlists.lines import sha256_of, text_of
from jiaozi.grantlists.model import (
    GRANT_LIST_STATES,
    LINES_MAX,
    PAGE,
    UNFINISHED_MAX,
    AddGrantPage,
    CancelGrantList,
    GrantList,
    GrantListCancelled,
    GrantListLine,
    GrantListOpened,
    GrantListPage,
    GrantListState,
    GrantListSubmitted,
    GrantPageAdded,
    OpenGrantList,
    SubmitGrantList,
)
from jiaozi.grantlists.schema import GRANT_LIST_LINES, GRANT_LIST_PAGES, GRANT_LISTS
from jiaozi.grantlists.store import granted_before, listed, texts_of, unfinished_of
from jiaozi.kinds import ClaimNo, GrantListNo
from jiaozi.money import amount_text, is_amount
from jiaozi.outbox import emit
from jiaozi.programs.acts import program_of
from jiaozi.programs.model import Program, is_voucher
from jiaozi.programs.promising import promise, release
from jiaozi.programs.schema import PROGRAMS
from jiaozi.programs.spending import look_at_funders, stands_still
from jiaozi.programs.store import terms_by


def grant_list_of(tx: Tx, number: GrantListNo) -> GrantList | Refusal:
    """The locked list. Refuses: `grant_list_not_found`."""
    found = tx.rows(GRANT_LISTS).get(number)
    return Refusal("grant_list_not_found") if found is None else found


def invalid(row: GrantList) -> Refusal:
    """That a list cannot come from where it stands to what is asked."""
    return Refusal("grant_list_state_invalid", f"it is {GRANT_LIST_STATES[row.state]}")


def touch_with_programs(tx: Tx, numbers: set[GrantListNo]) -> Iterator[None]:
    """Names lists with their programs, which never change, and looks whether the funders are frozen."""
    tx.want(GRANT_LISTS, numbers)
    tx.want(PROGRAMS, {row.program for row in GRANT_LISTS.read(tx.connection, numbers)})
    yield
    look_at_funders(tx, tx.rows(PROGRAMS).rows.values())


def end(tx: Tx, row: GrantList, state: GrantListState, at: int) -> None:
    """A list has come to its end."""
    row.state, row.ended_at = state, at
    tx.rows(GRANT_LISTS).changed(row)
    told = GrantListData(
        grant_list=row.id,
        program=row.program,
        wallet=row.funder,
        line_count=row.line_count,
        granted_lines=row.granted_lines,
        granted_sum_minor=row.granted_sum_minor,
        refused_lines=row.refused_lines,
        refused_sum_minor=row.refused_sum_minor,
    )
    emit(tx, f"grant_list.{GRANT_LIST_STATES[state]}", at, row.operator, told)


def _touch_open(tx: Tx, requests: Sequence[Request[OpenGrantList]]) -> None:
    tx.want(PROGRAMS, {request.command.program for request in requests})


def _open(tx: Tx, request: Request[OpenGrantList]) -> GrantListOpened | Refusal:
    """A draft of a program may have lists already. Refuses: `request_malformed` (count, hash), `amount_invalid` (the
    sum), `program_not_found`, `program_state_invalid` (it is over), `grant_lists_exceeded`."""
    command = request.command
    if not 0 < command.line_count <= LINES_MAX:
        return Refusal("request_malformed", f"line_count: 1 to {LINES_MAX}")
    if not is_hash(command.sha256):
        return Refusal("request_malformed", "sha256")
    if not is_amount(command.sum_minor):
        return Refusal("amount_invalid")
    program = program_of(tx, command.program)
    if isinstance(program, Refusal):
        return program
    if program.over(request.at):
        return Refusal("program_state_invalid", "it is over already")
    if _unfinished(tx, program) >= UNFINISHED_MAX:
        return Refusal("grant_lists_exceeded")
    row = tx.rows(GRANT_LISTS).add(_opened(tx, request, program))
    return GrantListOpened(grant_list=row.id, program=row.program)


def _unfinished(tx: Tx, program: Program) -> int:
    """How many lists of a locked program are not finished, those of this group included."""
    here = [row for row in tx.rows(GRANT_LISTS).rows.values() if row.program == program.id]
    over = {row.id for row in here if row.state > GrantListState.GRANTING}
    return len({*unfinished_of(tx.connection, program.id), *(row.id for row in here)} - over)


def _opened(tx: Tx, request: Request[OpenGrantList], program: Program) -> GrantList:
    command = request.command
    return GrantList(
        id=GrantListNo(request.id),
        program=program.id,
        funder=program.funder,
        operator=program.operator,
        line_count=command.line_count,
        sum_minor=command.sum_minor,
        sha256=command.sha256,
        face_minor=terms_by(tx.connection, program.terms).how_much.most_minor,
        received=0,
        received_sum_minor=0,
        state=GrantListState.OPEN,
        granted_lines=0,
        granted_sum_minor=0,
        refused_lines=0,
        refused_sum_minor=0,
        opened_at=request.at,
        submitted_at=0,
        ended_at=0,
    )


def _touch_page(tx: Tx, requests: Sequence[Request[AddGrantPage]]) -> Iterator[None]:
    tx.want(GRANT_LIST_PAGES, {(request.command.grant_list, request.command.page) for request in requests})
    yield from touch_with_programs(tx, {request.command.grant_list for request in requests})


def _add_page(tx: Tx, request: Request[AddGrantPage]) -> GrantPageAdded | Refusal:
    """What concerns wallets is not looked at: that is told of each line when it is decided. Refuses:
    `grant_list_not_found`, `grant_list_state_invalid`, `request_malformed` (not the lines that a page of this number
    has), `grant_list_page_exists` (with other lines), `amount_invalid` with the line (above the terms),
    `grant_list_wallet_twice` with the line, `grant_list_differs` (more than the list comes to)."""
    command = request.command
    row = grant_list_of(tx, command.grant_list)
    if isinstance(row, Refusal):
        return row
    known = tx.rows(GRANT_LIST_PAGES).get((row.id, command.page))
    text = text_of(command.lines)
    if known is not None and known.content == text:
        return GrantPageAdded(row.id, command.page)
    if row.state != GrantListState.OPEN:
        return invalid(row)
    if known is not None:
        return Refusal("grant_list_page_exists")
    first = (command.page - 1) * PAGE
    has = min(PAGE, row.line_count - first)
    if command.page < 1 or len(command.lines) != has:
        said = f"page {command.page} has {has} lines" if command.page > 0 and has > 0 else "no such page"
        return Refusal("request_malformed", said)
    refusal = _lines_refusal(tx, row, command.lines, first + 1)
    if refusal is not None:
        return refusal
    total = row.received_sum_minor + sum(value or row.face_minor for _, value in command.lines)
    if total > row.sum_minor:
        return Refusal("grant_list_differs", f"the lines come to {amount_text(total)}")
    tx.rows(GRANT_LIST_PAGES).add(GrantListPage(row.id, command.page, text))
    for n, (wallet, value) in enumerate(command.lines, first + 1):
        tx.rows(GRANT_LIST_LINES).add(GrantListLine(row.id, n, wallet, value, ClaimNo(0), ""))
    row.received += has
    row.received_sum_minor = total
    tx.rows(GRANT_LISTS).changed(row)
    return GrantPageAdded(row.id, command.page)


def _lines_refusal(tx: Tx, row: GrantList, lines: Sequence[GrantLine], first: int) -> Refusal | None:
    """What is wrong with lines, of which the first has this number. The list's lock guards whom it has already."""
    program = tx.rows(PROGRAMS)[row.program]
    terms = terms_by(tx.connection, program.terms)
    here = {each.wallet: each.n for each in tx.rows(GRANT_LIST_LINES).rows.values() if each.grant_list == row.id}
    seen = here | listed(tx.connection, row.id, {wallet for wallet, _ in lines})
    for number, (wallet, value) in enumerate(lines, first):
        if isinstance(worth_of(program, terms, value), Refusal):
            most = amount_text(row.face_minor)
            if is_voucher(program):
                return Refusal("amount_invalid", f"line {number}: the terms say {most}")
            return Refusal("amount_invalid", f"line {number}: the terms say at most {most}")
        if wallet in seen:
            place, latest = sorted((seen[wallet], number))
            return Refusal("grant_list_wallet_twice", f"lines {place} and {latest}")
        seen[wallet] = number
    return None


def _touch_submit(tx: Tx, requests: Sequence[Request[SubmitGrantList]]) -> Iterator[None]:
    yield from touch_with_programs(tx, {request.command.grant_list for request in requests})


def _submit(tx: Tx, request: Request[SubmitGrantList]) -> GrantListSubmitted | Refusal:
    """Refuses: `grant_list_not_found`, `grant_list_state_invalid`, `grant_list_differs` (lines are missing, the sum or
    the hash is another), `grant_list_repeated`, `program_state_invalid` (a draft), `program_not_open`, `wallet_frozen`
    (the funder's), `program_exhausted`."""
    row = grant_list_of(tx, request.command.grant_list)
    if isinstance(row, Refusal):
        return row
    if row.state != GrantListState.OPEN:
        return invalid(row)
    refusal = _difference(tx, row)
    if refusal is not None:
        return refusal
    if not request.command.again and _granted_before(tx, row):
        return Refusal("grant_list_repeated")
    found = given_by_funder(tx, row.program, request.at)
    if isinstance(found, Refusal):
        return found
    program, _ = found
    if stands_still(tx, program):
        return Refusal("wallet_frozen")
    refusal = promise(tx, program, row.line_count, row.sum_minor)
    if refusal is not None:
        return refusal
    row.state, row.submitted_at = GrantListState.GRANTING, request.at
    tx.rows(GRANT_LISTS).changed(row)
    return GrantListSubmitted(grant_list=row.id, promised_minor=row.sum_minor)


def _granted_before(tx: Tx, row: GrantList) -> bool:
    """Whether this program has granted, or grants, the same lines by another list. Its locked row guards it."""
    here = [each for each in tx.rows(GRANT_LISTS).rows.values() if each.program == row.program and each.id != row.id]
    same = (each.state == GrantListState.GRANTING and each.sha256 == row.sha256 for each in here)
    return any(same) or granted_before(tx.connection, row)


def _difference(tx: Tx, row: GrantList) -> Refusal | None:
    """How what was sent is not what was opened. Pages of this group are asked for, too: they may not be written yet."""
    count = row.line_count - row.received
    if count:
        return Refusal("grant_list_differs", f"{count} lines are missing")
    if row.received_sum_minor != row.sum_minor:
        return Refusal("grant_list_differs", f"the lines come to {amount_text(row.received_sum_minor)}")
    here = {page.page: page.content for page in tx.rows(GRANT_LIST_PAGES).rows.values() if page.grant_list == row.id}
    texts = texts_of(tx.connection, row.id) | here
    same = sha256_of(texts[page] for page in sorted(texts)) == row.sha256
    return None if same else Refusal("grant_list_differs", "their SHA-256 is another")


def _touch_cancel(tx: Tx, requests: Sequence[Request[CancelGrantList]]) -> Iterator[None]:
    yield from touch_with_programs(tx, {request.command.grant_list for request in requests})


def _cancel(tx: Tx, request: Request[CancelGrantList]) -> GrantListCancelled | Refusal:
    """Refuses: `grant_list_not_found`, `grant_list_state_invalid` (it is done, or cancelled already)."""
    row = grant_list_of(tx, request.command.grant_list)
    if isinstance(row, Refusal):
        return row
    if row.state not in (GrantListState.OPEN, GrantListState.GRANTING):
        return invalid(row)
    lines, minor = row.waiting
    if row.state == GrantListState.GRANTING:
        release(tx, tx.rows(PROGRAMS)[row.program], lines, minor)
    end(tx, row, GrantListState.CANCELLED, request.at)
    return GrantListCancelled(grant_list=row.id, cancelled_lines=lines)


OPERATIONS: Final = (
    Operation("open_grant_list", OpenGrantList, GrantListOpened, _touch_open, one_by_one(_open), True),
    Operation("add_grant_page", AddGrantPage, GrantPageAdded, _touch_page, one_by_one(_add_page)),
    Operation("submit_grant_list", SubmitGrantList, GrantListSubmitted, _touch_submit, one_by_one(_submit), True),
    Operation("cancel_grant_list", CancelGrantList, GrantListCancelled, _touch_cancel, one_by_one(_cancel), True),
)
"""Pages are not in the log of acts: they move nothing, and what is submitted is known by its hash."""
