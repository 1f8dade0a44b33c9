"""SQL of the grant lists' audit. Every function gives what is wrong, as rows; a sound world gives none."""

from collections.abc import Iterator
from typing import Final

from jiaozi.db.engine import Connection, Row
from jiaozi.grantlists.deciding import REFUSED
from jiaozi.grantlists.model import GrantList, GrantListLine, GrantListState
from jiaozi.grantlists.schema import GRANT_LISTS
from jiaozi.grantlists.store import lines_page

ROWS_MAX: Final = 100
PAGE: Final = 10_000
TEXTS: Final = 10
"""Pages that are read at once."""
_WORTH: Final = "CASE WHEN n.value_minor = 0 THEN h.face_minor ELSE n.value_minor END"

_COUNTS: Final = f"""
SELECT g.id, g.received, COALESCE(x.count_, 0), g.granted_lines, COALESCE(x.granted, 0), g.refused_lines,
       COALESCE(x.refused, 0), g.received_sum_minor, COALESCE(x.minor, 0), g.granted_sum_minor,
       COALESCE(x.granted_sum_minor, 0), g.refused_sum_minor, COALESCE(x.refused_sum_minor, 0)
FROM grant_lists g LEFT JOIN (
  SELECT n.grant_list AS id, COUNT(*) AS count_, MAX(n.n) AS last_, SUM({_WORTH}) AS minor,
         SUM(CASE WHEN n.claim <> 0 THEN 1 ELSE 0 END) AS granted,
         SUM(CASE WHEN n.claim <> 0 THEN {_WORTH} ELSE 0 END) AS granted_sum_minor,
         SUM(CASE WHEN n.refused <> '' THEN 1 ELSE 0 END) AS refused,
         SUM(CASE WHEN n.refused <> '' THEN {_WORTH} ELSE 0 END) AS refused_sum_minor,
         MAX(CASE WHEN n.claim <> 0 OR n.refused <> '' THEN n.n ELSE 0 END) AS decided,
         SUM(CASE WHEN n.claim <> 0 AND n.refused <> '' THEN 1 ELSE 0 END) AS both_
  FROM grant_list_lines n JOIN grant_lists h ON h.id = n.grant_list GROUP BY n.grant_list
) x ON x.id = g.id
WHERE g.received <> COALESCE(x.count_, 0) OR g.received_sum_minor <> COALESCE(x.minor, 0)
   OR g.granted_lines <> COALESCE(x.granted, 0) OR g.granted_sum_minor <> COALESCE(x.granted_sum_minor, 0)
   OR g.refused_lines <> COALESCE(x.refused, 0) OR g.refused_sum_minor <> COALESCE(x.refused_sum_minor, 0)
   OR g.granted_lines + g.refused_lines <> COALESCE(x.decided, 0) OR COALESCE(x.both_, 0) > 0
   OR (g.submitted_at <> 0 AND (g.received <> g.line_count OR g.received_sum_minor <> g.sum_minor
                                OR COALESCE(x.last_, 0) <> g.line_count))
   OR (g.submitted_at = 0 AND g.granted_lines + g.refused_lines > 0)
   OR (g.state IN ({GrantListState.GRANTING:d}, {GrantListState.DONE:d}) AND g.submitted_at = 0)
   OR (g.state = {GrantListState.DONE:d}) <> (g.granted_lines + g.refused_lines = g.line_count)
   OR (g.state >= {GrantListState.DONE:d}) <> (g.ended_at <> 0)
ORDER BY g.id LIMIT {ROWS_MAX}
"""

_CLAIMS: Final = f"""
SELECT /*+ LEADING(n h c) USE_HASH(h) USE_HASH(c) */
       n.grant_list, n.n, n.claim, COALESCE(c.wallet, 0), COALESCE(c.value_minor, 0)
FROM grant_list_lines n LEFT JOIN grant_lists h ON h.id = n.grant_list LEFT JOIN claims c ON c.id = n.claim
WHERE h.id IS NULL OR (n.claim <> 0 AND (c.id IS NULL OR c.wallet <> n.wallet OR c.program <> h.program
      OR c.value_minor <> {_WORTH}))
ORDER BY n.grant_list, n.n LIMIT {ROWS_MAX}
"""

_OWNERS: Final = f"""
SELECT g.id, g.funder, COALESCE(p.funder, 0), g.operator, COALESCE(p.operator, 0)
FROM grant_lists g LEFT JOIN programs p ON p.id = g.program
WHERE p.id IS NULL OR g.funder <> p.funder OR g.operator <> p.operator ORDER BY g.id LIMIT {ROWS_MAX}
"""

_CODES: Final = f"""
SELECT n.grant_list, n.n, n.refused FROM grant_list_lines n
WHERE n.refused NOT IN ({", ".join(f"'{code}'" for code in ("", *REFUSED))}) ORDER BY n.grant_list, n.n LIMIT {ROWS_MAX}
"""

_TWICE: Final = f"""
SELECT n.claim, COUNT(*) FROM grant_list_lines n WHERE n.claim <> 0 GROUP BY n.claim HAVING COUNT(*) > 1
ORDER BY n.claim LIMIT {ROWS_MAX}
"""


def wrong_counts(connection: Connection) -> list[Row]:
    """(list, received, its lines, granted, those that are, refused, those that are, then the same in minor units)."""
    return connection.query(_COUNTS)


def wrong_claims(connection: Connection) -> list[Row]:
    """(list, line, its claim, whose wallet that is, what it is worth)."""
    return connection.query(_CLAIMS)


def wrong_owners(connection: Connection) -> list[Row]:
    """(list, its funder, its program's, its operator, its program's)."""
    return connection.query(_OWNERS)


def wrong_codes(connection: Connection) -> list[Row]:
    """(list, line, a code with which no line is refused)."""
    return connection.query(_CODES)


def shared_claims(connection: Connection) -> list[Row]:
    """(claim, lines that have it)."""
    return connection.query(_TWICE)


def submitted(connection: Connection) -> list[GrantList]:
    """Every list that was submitted."""
    sql = f"SELECT {', '.join(GRANT_LISTS.columns)} FROM grant_lists WHERE submitted_at <> 0 ORDER BY id"
    return [GrantList(*row) for row in connection.query(sql)]


def lines_of(connection: Connection, row: GrantList) -> Iterator[list[GrantListLine]]:
    """A list's lines in their order, so many at a time."""
    after = 0
    while found := lines_page(connection, row.id, after, PAGE):
        yield found
        after = found[-1].n


def pages_of(connection: Connection, row: GrantList) -> Iterator[str]:
    """The texts of a list's pages in their order, some at a time."""
    sql = "SELECT page, content FROM grant_list_pages WHERE grant_list = ? AND page > ? ORDER BY page LIMIT ?"
    after = 0
    while found := connection.query(sql, (row.id, after, TEXTS)):
        yield from (content for _, content in found)
        after = found[-1][0]
