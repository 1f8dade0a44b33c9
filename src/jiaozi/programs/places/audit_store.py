"""SQL of the places' audit. Every function gives what is wrong, or what is looked at, as rows."""

from typing import Final

from jiaozi.clock import CLOCKS_APART_US
from jiaozi.db.engine import Connection, Row

ROWS_MAX: Final = 100
PAGE: Final = 5_000
_ENTRIES: Final = f"""
SELECT e.id, e.place, e.store FROM place_entries e
LEFT JOIN places p ON p.id = e.place LEFT JOIN stores s ON s.id = e.store
WHERE p.id IS NULL OR s.id IS NULL OR p.operator <> e.operator OR p.kind <> e.kind OR p.region <> s.region
   OR (e.left_at <> 0 AND e.left_at < e.entered_at)
ORDER BY e.id LIMIT {ROWS_MAX}
"""
_OVERLAPS: Final = f"""
SELECT a.id, b.id FROM place_entries a JOIN place_entries b ON b.store = a.store AND b.place = a.place AND b.id > a.id
WHERE (a.left_at = 0 OR a.left_at > b.entered_at) AND (b.left_at = 0 OR b.left_at > a.entered_at)
ORDER BY a.id, b.id LIMIT {ROWS_MAX}
"""
_WRONG_COUNTS: Final = f"""
SELECT r.id, r.versions, COALESCE(v.there, 0), COALESCE(v.last_, 0) FROM place_lists r LEFT JOIN (
  SELECT place_list, COUNT(*) AS there, MAX(version) AS last_ FROM place_list_versions GROUP BY place_list
) v ON v.place_list = r.id
WHERE r.versions <> COALESCE(v.there, 0) OR r.versions <> COALESCE(v.last_, 0) ORDER BY r.id LIMIT {ROWS_MAX}
"""
_PAID: Final = f"""
SELECT s.payment, s.n, p.store, p.at FROM payment_sources s JOIN payments p ON p.id = s.payment
WHERE s.program = ? AND s.claim <> 0 AND (s.payment > ? OR (s.payment = ? AND s.n > ?))
ORDER BY s.payment, s.n LIMIT {PAGE}
"""
APART_US: Final = CLOCKS_APART_US
"""By so much the clocks of machines may differ that wrote a payment and an entry."""


def wrong_entries(connection: Connection) -> list[Row]:
    """(entry, place, store): without these, of another keeper, kind or district than the place, or ended before."""
    return connection.query(_ENTRIES)


def overlaps(connection: Connection) -> list[Row]:
    """(entry, entry): a store that stands in a place twice."""
    return connection.query(_OVERLAPS)


def wrong_counts(connection: Connection) -> list[Row]:
    """(place_list, versions that it counts, those that there are, the last)."""
    return connection.query(_WRONG_COUNTS)


def versions(connection: Connection) -> list[Row]:
    """(place_list, version, places, the SHA-256 of its list)."""
    sql = "SELECT place_list, version, place_count, sha256 FROM place_list_versions ORDER BY place_list, version"
    return connection.query(sql)


def programs(connection: Connection) -> list[Row]:
    """(program, its terms)."""
    return connection.query("SELECT id, terms FROM programs ORDER BY id")


def paid_page(connection: Connection, program: int, after: tuple[int, int]) -> list[Row]:
    """(payment, n, store, when) of what claims of a program paid, behind (payment, n)."""
    return connection.query(_PAID, (program, after[0], *after))
