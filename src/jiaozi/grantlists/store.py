"""Reads of grant lists. Plain SQL."""

from collections.abc import Collection
from typing import Final

from jiaozi.clock import SECOND_US
from jiaozi.db.clock_watch import confirmed_us, last_record
from jiaozi.db.engine import Connection
from jiaozi.grantlists.model import GrantList, GrantListLine, GrantListState, PageNumber
from jiaozi.grantlists.schema import GRANT_LIST_LINES, GRANT_LISTS
from jiaozi.kinds import Count, GrantListNo, Instant, ProgramNo, WalletNo
from jiaozi.programs.model import ProgramState

_UNFINISHED: Final = f"{GrantListState.OPEN:d}, {GrantListState.GRANTING:d}"
_LINES: Final = f"SELECT {', '.join(GRANT_LIST_LINES.columns)} FROM grant_list_lines"
_ANY: Final = f"SELECT 1 FROM grant_lists WHERE state IN ({_UNFINISHED}) LIMIT 1"
_END: Final = f"CASE WHEN g.state = {GrantListState.GRANTING:d} THEN p.expires_at ELSE p.claims_until END"
_TO_GRANT: Final = f"""
SELECT g.id FROM grant_lists g JOIN programs p ON p.id = g.program JOIN wallets w ON w.id = g.funder
WHERE g.state IN ({_UNFINISHED}) AND g.id > ? AND (
  p.state >= {ProgramState.STOPPED:d} OR {_END} <= ? OR ({_END} <= ? AND {_END} > ?)
  OR (g.state = {GrantListState.GRANTING:d} AND p.state = {ProgramState.OPEN:d} AND p.expires_at > ?
      AND w.freezes_all = 0 AND w.freezes_out = 0))
ORDER BY g.id LIMIT ?
"""
"""Of a program that is paused, or whose funder is frozen, lists wait until it is known to be over. What was not
submitted ends once it is known to give no claims any more. Where nothing was recorded since, a step is: it is what says
so a day later."""


def grant_list(connection: Connection, number: GrantListNo) -> GrantList | None:
    """The list, or None."""
    return next(iter(GRANT_LISTS.read(connection, [number])), None)


def unfinished_of(connection: Connection, program: ProgramNo) -> list[GrantListNo]:
    """A program's lists that are neither done nor cancelled."""
    sql = f"SELECT id FROM grant_lists WHERE program = ? AND state IN ({_UNFINISHED})"
    return [row[0] for row in connection.query(sql, (program,))]


def granted_before(connection: Connection, row: GrantList) -> bool:
    """Whether another list of these very lines was submitted in the same program, and granted in part at least."""
    sql = f"""SELECT 1 FROM grant_lists WHERE program = ? AND sha256 = ? AND id <> ?
    AND (granted_lines > 0 OR state = {GrantListState.GRANTING:d}) LIMIT 1"""
    return bool(connection.query(sql, (row.program, row.sha256, row.id)))


def listed(connection: Connection, number: GrantListNo, wallets: Collection[WalletNo]) -> dict[WalletNo, Count]:
    """The lines of those of these wallets that are in a list, by the wallets."""
    keys = [(number, wallet) for wallet in sorted(wallets)]
    return dict(connection.fetch("grant_list_lines", ("wallet", "n"), ("grant_list", "wallet"), keys))


def texts_of(connection: Connection, number: GrantListNo) -> dict[PageNumber, str]:
    """The canonical text of a list's pages, by their numbers."""
    sql = "SELECT page, content FROM grant_list_pages WHERE grant_list = ?"
    return {row[0]: row[1] for row in connection.query(sql, (number,))}


def lines_page(connection: Connection, number: GrantListNo, after: Count, limit: int) -> list[GrantListLine]:
    """A list's lines with numbers above `after`, in order."""
    sql = f"{_LINES} WHERE grant_list = ? AND n > ? ORDER BY n LIMIT ?"
    return [GrantListLine(*row) for row in connection.query(sql, (number, after, limit))]


def to_grant(connection: Connection, after: GrantListNo, at: Instant, limit: int) -> list[GrantListNo]:
    """Lists with ids above `after`, oldest first, of which lines can be decided at an instant, or that end."""
    if not connection.query(_ANY):
        return []
    known = (confirmed_us(connection, at), at, last_record(connection, at + SECOND_US) or 0, at)
    return [row[0] for row in connection.query(_TO_GRANT, (after, *known, limit))]
