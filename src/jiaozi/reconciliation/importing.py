"""Importing what the bank's core says of a day: announced with its sums, brought batch after batch, all or nothing.

A file is known by its digest: the same one again is the same import, which goes on where it stood. Another one begins
the day anew, unless the day is closed. Nothing is matched before all that was announced has come.
"""

from collections.abc import Sequence
from typing import Annotated, Final, NamedTuple

from jiaozi.clock import day_to_date
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import AccountNo, Count, Day, InstitutionNo, Length, PrincipalNo, Range, Sha256
from jiaozi.ledger import store as ledger
from jiaozi.ledger.periods import is_complete
from jiaozi.money import AMOUNT_MAX, is_amount
from jiaozi.reconciliation import store
from jiaozi.reconciliation.model import (
    BATCH_MAX,
    ENTRIES_MAX,
    REFERENCE_MAX,
    CoreAccount,
    CoreLine,
    DayState,
    DayStateNumber,
    EntryNumber,
    Reconciliation,
    Sum,
)
from jiaozi.reconciliation.schema import CORE_ENTRY_COLUMNS, RECONCILIATIONS
from jiaozi.records import dataclass
from jiaozi.texts import is_plain

DAY_MAX: Final = 40_000
"""A day in 2079, beyond which a day is a mistake."""
_AT_MAX: Final = 2**62


@dataclass(frozen=True, slots=True)
class ImportCoreStatement:
    """Begins to import what the bank's core says of an account in its own book on a day in China that is over: how many
    entries `file` (the digest of it) has, and what its credits and debits add up to. The same file again is the same
    import; another one begins the day anew, unless it is closed. The account that it names in the core is the one of
    the days around it, unless `account_changed` says that it has another number from this day on."""

    account: AccountNo
    day: Day
    file: Sha256
    entries: Annotated[int, Range(0, ENTRIES_MAX)]
    credit_minor: Sum
    debit_minor: Sum
    core_account: CoreAccount = ""
    account_changed: bool = False


@dataclass(frozen=True, slots=True)
class AddCoreEntries:
    """Brings the next entries of an import, at most 500, from number `first` on. With the last of them the day waits to
    be matched, which the worker does."""

    account: AccountNo
    day: Day
    file: Sha256
    first: EntryNumber
    entries: Annotated[tuple[CoreLine, ...], Length(1, BATCH_MAX)]


class CoreStatementImported(NamedTuple):
    """Where the import of a day stands: how many of its entries have come."""

    account: AccountNo
    day: Day
    attempt: Count
    state: DayStateNumber
    loaded_entries: Count


def _touch(tx: Tx, requests: Sequence[Request[ImportCoreStatement | AddCoreEntries]]) -> None:
    tx.want(RECONCILIATIONS, {(request.command.account, request.command.day) for request in requests})


def _import(tx: Tx, request: Request[ImportCoreStatement]) -> CoreStatementImported | Refusal:
    """Refuses: `account_not_found`, `request_malformed` (sums of nothing, or a day beyond all days),
    `reconciliation_day_open` (it is not over), `statement_too_long` (so much moved here), `reconciliation_closed`,
    `core_account_differs`."""
    command = request.command
    account = ledger.account(tx.connection, command.account)
    if account is None:
        return Refusal("account_not_found")
    if not _announces_well(command):
        return Refusal("request_malformed", "entries, sums or the account")
    if not is_complete(day_to_date(command.day), request.at):
        return Refusal("reconciliation_day_open")
    if store.moved(tx.connection, account.id, command.day) > ENTRIES_MAX:
        return Refusal("statement_too_long", f"{ENTRIES_MAX} entries")
    rows = tx.rows(RECONCILIATIONS)
    known = rows.get((command.account, command.day))
    if known is not None and _announced(known) == _announced_by(command):
        return _imported(known)
    if known is not None and known.state == DayState.CLOSED:
        return Refusal("reconciliation_closed")
    near = store.core_account_near(tx.connection, account.id, command.day) if command.core_account else None
    if near is not None and near.number != command.core_account and not command.account_changed:
        return Refusal("core_account_differs", f"on {day_to_date(near.day)} it was {near.number}")
    if known is None:
        return _imported(rows.add(_begun(account.book, request)))
    again = _begun(known.operator, request, known.attempt, known.round, known.revision)
    for name in RECONCILIATIONS.mutable:
        setattr(known, name, getattr(again, name))
    rows.changed(known)
    return _imported(known)


def _announces_well(command: ImportCoreStatement) -> bool:
    sums = (command.credit_minor, command.debit_minor)
    return (
        0 < command.day <= DAY_MAX
        and 0 <= command.entries <= ENTRIES_MAX
        and all(0 <= each <= AMOUNT_MAX for each in sums)
        and bool(command.entries) == any(sums)
        and is_plain(command.core_account, REFERENCE_MAX, empty=True)
    )


def _announced_by(command: ImportCoreStatement) -> tuple[str, int, int, int, str]:
    return (command.file, command.entries, command.credit_minor, command.debit_minor, command.core_account)


def _announced(row: Reconciliation) -> tuple[str, int, int, int, str]:
    return (row.file, row.core_entries, row.core_credit_minor, row.core_debit_minor, row.core_account)


def _begun(
    operator: InstitutionNo,
    request: Request[ImportCoreStatement],
    attempts: int = 0,
    rounds: int = 0,
    revision: int = 0,
) -> Reconciliation:
    """A day at the beginning of an import, after so many others and so many matchings."""
    command, empty = request.command, not request.command.entries
    return Reconciliation(
        account=command.account,
        day=command.day,
        operator=operator,
        state=(DayState.LOADED if empty else DayState.LOADING).value,
        attempt=attempts + 1,
        file=command.file,
        core_account=command.core_account,
        core_entries=command.entries,
        core_credit_minor=command.credit_minor,
        core_debit_minor=command.debit_minor,
        loaded_entries=0,
        loaded_credit_minor=0,
        loaded_debit_minor=0,
        platform_entries=0,
        platform_credit_minor=0,
        platform_debit_minor=0,
        round=rounds,
        matched=0,
        breaks=0,
        open_breaks=0,
        imported_by=PrincipalNo(request.principal),
        loaded_at=request.at if empty else 0,
        matched_at=0,
        closed_by=PrincipalNo(0),
        seconded_by=PrincipalNo(0),
        closed_at=0,
        reason="",
        revision=revision + 1,
    )


def _imported(row: Reconciliation) -> CoreStatementImported:
    return CoreStatementImported(row.account, row.day, row.attempt, row.state, row.loaded_entries)


def _add(tx: Tx, request: Request[AddCoreEntries]) -> CoreStatementImported | Refusal:
    """Refuses: `reconciliation_not_found`, `reconciliation_closed`, `request_malformed` and `amount_invalid` with the
    number of the entry, `core_statement_differs` (another file, another entry is next, or the sums are not those that
    were announced)."""
    command = request.command
    row = tx.rows(RECONCILIATIONS).get((command.account, command.day))
    if row is None:
        return Refusal("reconciliation_not_found")
    if row.state == DayState.CLOSED:
        return Refusal("reconciliation_closed")
    refusal = _entries_refusal(command)
    if refusal is not None:
        return refusal
    if row.file != command.file:
        return Refusal("core_statement_differs", "another file is imported")
    number = row.loaded_entries + 1
    if number != command.first:
        return Refusal("core_statement_differs", f"entry {number} is next")
    loaded = row.loaded_entries + len(command.entries)
    credit = row.loaded_credit_minor + sum(each.minor for each in command.entries if each.side == "credit")
    debit = row.loaded_debit_minor + sum(each.minor for each in command.entries if each.side == "debit")
    left = (row.core_entries - loaded, row.core_credit_minor - credit, row.core_debit_minor - debit)
    if min(left) < 0 or (left[0] == 0 and any(left)):
        return Refusal("core_statement_differs", "the entries are not what was announced")

    # Decided: nothing below refuses.
    row.loaded_entries, row.loaded_credit_minor, row.loaded_debit_minor = loaded, credit, debit
    if not left[0]:
        row.state, row.loaded_at = DayState.LOADED.value, request.at
    tx.rows(RECONCILIATIONS).changed(row)
    place = (row.account, row.day, row.attempt)
    tx.appender("core_entries", CORE_ENTRY_COLUMNS).extend(
        (*place, number, each.signed_minor, each.at, each.reference, each.core_reference)
        for number, each in enumerate(command.entries, command.first)
    )
    return _imported(row)


def _entries_refusal(command: AddCoreEntries) -> Refusal | None:
    if not 0 < len(command.entries) <= BATCH_MAX:
        return Refusal("request_malformed", f"1 to {BATCH_MAX} entries")
    for number, each in enumerate(command.entries, command.first):
        texts = (each.reference, each.core_reference)
        if each.side not in ("credit", "debit") or not 0 <= each.at < _AT_MAX:
            return Refusal("request_malformed", f"entry {number}: side or time")
        if not all(is_plain(text, REFERENCE_MAX, empty=True) for text in texts):
            return Refusal("request_malformed", f"entry {number}: reference")
        if not is_amount(each.minor):
            return Refusal("amount_invalid", f"entry {number}")
    return None


OPERATIONS: Final = (
    Operation("import_core_statement", ImportCoreStatement, CoreStatementImported, _touch, one_by_one(_import), True),
    Operation("add_core_entries", AddCoreEntries, CoreStatementImported, _touch, one_by_one(_add)),
)
