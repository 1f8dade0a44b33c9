"""Reads for reconciliation: days, their breaks, and both sides of a day. Plain SQL over a snapshot."""

from collections.abc import Collection
from typing import Final, NamedTuple

from jiaozi.clock import CHINA_OFFSET_US, DAY_US
from jiaozi.db.engine import Connection
from jiaozi.db.lists import WINDOW, Found
from jiaozi.ids import encode_id
from jiaozi.kinds import AccountNo, JournalNo
from jiaozi.ledger.model import MOVING, Transfer
from jiaozi.ledger.store import history, place_before
from jiaozi.reconciliation.model import Break, BreakKind, BreakState, CoreEntry, DayState, PlatformEntry, Reconciliation
from jiaozi.reconciliation.schema import BREAKS, RECONCILIATIONS

_PAGE: Final = 8_192
"""Rows of a chain that are read at once."""
_ROW: Final = ", ".join(RECONCILIATIONS.columns)
_BREAK: Final = ", ".join(BREAKS.columns)


def begin_of(day: int) -> int:
    """The instant at which a day begins in China."""
    return day * DAY_US - CHINA_OFFSET_US


def reconciliation(connection: Connection, account: int, day: int) -> Reconciliation | None:
    """A day of an account, or None."""
    return next(iter(RECONCILIATIONS.read(connection, [(account, day)])), None)


class NamedAccount(NamedTuple):
    """The number of the account in the core that the statement of a day names."""

    day: int
    number: str


def core_account_near(connection: Connection, account: int, day: int) -> NamedAccount | None:
    """Which account the statement of the last day before this one names that names any, else of the first after it."""
    named = "SELECT day, core_account FROM reconciliations WHERE account = ? AND core_account <> '' AND day"
    for sql in (f"{named} < ? ORDER BY day DESC LIMIT 1", f"{named} > ? ORDER BY day LIMIT 1"):
        for row in connection.query(sql, (account, day)):
            return NamedAccount(*row)
    return None


def days_page(connection: Connection, operator: int, after: tuple[int, int], limit: int) -> list[Reconciliation]:
    """Days of an operator (0: of all) after a day and an account, in their order."""
    way, own = ("reconciliations_operator", "operator = ? AND ") if operator else ("reconciliations_day", "")
    sql = f"""SELECT /*+ INDEX(reconciliations {way}) */ {_ROW} FROM reconciliations
WHERE {own}day >= ? AND (day > ? OR account > ?) ORDER BY day, account LIMIT ?"""
    rows = connection.query(sql, (*((operator,) if operator else ()), after[0], *after, limit))
    return [Reconciliation(*row) for row in rows]


def breaks_page(
    connection: Connection, row: Reconciliation, state: BreakState | int | None, after: int, limit: int
) -> Found[Break]:
    """Breaks of a day's newest matching after a number, in order; of a state where one is given those of a window."""
    sql = f"""SELECT {_BREAK} FROM reconciliation_breaks WHERE account = ? AND day = ? AND round = ?
AND number > ? AND number <= ? AND (? = 0 OR state = ?) ORDER BY number LIMIT ?"""
    wanted, last = int(state or 0), after + WINDOW
    rows = connection.query(sql, (row.account, row.day, row.round, after, last, wanted, wanted, limit + 1))
    found = [Break(*each) for each in rows]
    if len(found) > limit:
        return Found(found[:limit], found[limit - 1].number, more=True)
    return Found(found, max(after, min(last, row.breaks)), last < row.breaks)


def to_match(connection: Connection, limit: int) -> list[Reconciliation]:
    """Days whose entries are all there and that wait to be matched."""
    sql = f"SELECT {_ROW} FROM reconciliations WHERE state = {DayState.LOADED:d} ORDER BY loaded_at, account LIMIT ?"
    return [Reconciliation(*row) for row in connection.query(sql, (limit,))]


def moved(connection: Connection, account: int, day: int) -> int:
    """How many rows of the account's chain are of a day."""
    first, _ = place_before(connection, account, begin_of(day))
    return place_before(connection, account, begin_of(day + 1))[0] - first


def platform_entries(connection: Connection, account: int, day: int) -> list[PlatformEntry]:
    """What moved an account on a day, in the order of its chain."""
    at, end = (place_before(connection, account, begin_of(each))[0] for each in (day, day + 1))
    found: list[PlatformEntry] = []
    for first in range(at + 1, end + 1, _PAGE):
        rows = history(connection, account, first, min(first + _PAGE - 1, end))
        found += [_entry(row, account) for row in rows if row.phase in MOVING]
    return found


def _entry(row: Transfer, account: int) -> PlatformEntry:
    names = (encode_id("trf", row.id), encode_id("jnl", row.journal))
    return PlatformEntry(
        row.id,
        row.journal,
        row.amount if row.credit == account else -row.amount,
        row.recorded_at,
        (*names, row.reference) if row.reference else names,
    )


def core_entries(connection: Connection, row: Reconciliation | None) -> list[CoreEntry]:
    """What the core says of a day; nothing before all of it has come."""
    if row is None or row.state == DayState.LOADING:
        return []
    sql = """SELECT number, minor, at, reference, core_reference FROM core_entries
WHERE account = ? AND day = ? AND attempt = ? ORDER BY number"""
    return [CoreEntry(*each) for each in connection.query(sql, (row.account, row.day, row.attempt))]


def corrections(connection: Connection, account: AccountNo) -> dict[JournalNo, int]:
    """Journals that made up for breaks of an account as they were found last, and of which day."""
    sql = """SELECT c.journal, c.day FROM reconciliation_corrections c
JOIN reconciliations r ON r.account = c.account AND r.day = c.day AND r.round = c.round WHERE c.account = ?"""
    return {JournalNo(journal): day for journal, day in connection.query(sql, (account,))}


def told_alone(connection: Connection, row: Reconciliation, corrected: int, transfers: Collection[int]) -> int:
    """How many of some transfers of a matched day the core does not tell of, but on the day that they made up for."""
    sql = f"""SELECT COUNT(*) FROM reconciliation_breaks WHERE account = ? AND day = ? AND round = ? AND core_minor = 0
AND (kind = {BreakKind.MISSING_THERE:d} OR (kind = {BreakKind.DAY_DIFFERS:d} AND other_day = ?))
AND transfer IN ({", ".join("?" * len(transfers))})"""
    return int(connection.query(sql, (row.account, row.day, row.round, corrected, *transfers))[0][0])
