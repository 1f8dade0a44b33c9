"""Reads of places. Plain SQL. What is in a list never changes, so a process keeps those that it has read."""

from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from typing import Final

from jiaozi.db.engine import Connection
from jiaozi.ids import decode_id, encode_id
from jiaozi.kinds import InstitutionNo, PlaceListNo, PlaceNo, StoreNo
from jiaozi.programs.places.model import PLACE_KINDS, Place, PlaceEntry, PlaceList, PlaceListVersion
from jiaozi.programs.places.schema import CONTENT_COLUMNS, PLACE_ENTRIES, PLACE_LIST_VERSIONS, PLACE_LISTS, PLACES
from jiaozi.programs.places.spots import Spot, VersionKey

KNOWN_MAX: Final = 50
"""Lists that a process keeps, at 0.6 MB for 5,000 places."""
_known: dict[str, frozenset[PlaceNo]] = {}
_ENTRIES: Final = f"SELECT {', '.join(PLACE_ENTRIES.columns)} FROM place_entries"
_VERSIONS: Final = f"SELECT {', '.join(PLACE_LIST_VERSIONS.columns)} FROM place_list_versions"


def written(places: Iterable[PlaceNo]) -> tuple[str, str]:
    """A list of places as canonical text, each id and a line feed, in the order of the ids; and the SHA-256 of that in
    hexadecimal, by which it is known."""
    text = "".join(f"{encode_id('plc', number)}\n" for number in sorted(places))
    return text, sha256(text.encode()).hexdigest()


def places_in(text: str) -> list[PlaceNo]:
    """The places of a list's canonical text, in its order."""
    return [PlaceNo(decode_id("plc", line)) for line in text.splitlines()]


def content_text(connection: Connection, number: str) -> str | None:
    """The canonical text of a list, or None where there is none."""
    rows = connection.fetch("place_list_contents", CONTENT_COLUMNS, ("id",), [(number,)])
    return None if not rows else str(rows[0][1])


def listed(connection: Connection, number: str) -> list[PlaceNo]:
    """The places of the list of this SHA-256, in the order of their ids; there is such one."""
    text = content_text(connection, number)
    if text is None:
        raise LookupError(f"there is no list {number}")
    return places_in(text)


def lists(connection: Connection, versions: Iterable[VersionKey]) -> dict[VersionKey, frozenset[PlaceNo]]:
    """The places that versions of lists list; a version that is not there lists none."""
    return {
        (row.place_list, row.version): _places(connection, row.sha256)
        for row in PLACE_LIST_VERSIONS.read(connection, versions)
    }


def _places(connection: Connection, number: str) -> frozenset[PlaceNo]:
    """The places of the list of this SHA-256."""
    found = _known.get(number)
    if found is None:
        found = frozenset(listed(connection, number))
        if len(_known) >= KNOWN_MAX:
            _known.clear()
        _known[number] = found
    return found


def spots_of(entries: Iterable[PlaceEntry], known: Mapping[VersionKey, frozenset[PlaceNo]]) -> tuple[Spot, ...]:
    """A store's entries as terms see them, which name these versions of lists."""
    return tuple(
        Spot(
            PLACE_KINDS[entry.kind],
            frozenset(key for key, places in known.items() if entry.place in places),
            not entry.left_at,
        )
        for entry in entries
    )


def place(connection: Connection, number: int) -> Place | None:
    """The place, or None."""
    return next(iter(PLACES.read(connection, [number])), None)


def places_by_id(connection: Connection, numbers: Iterable[PlaceNo]) -> dict[PlaceNo, Place]:
    """Those of these places that there are."""
    return {row.id: row for row in PLACES.read(connection, numbers)}


def places_by_number(connection: Connection, operator: InstitutionNo, numbers: Collection[str]) -> dict[str, Place]:
    """A keeper's places by its own numbers; those that there are."""
    keys = [(number, operator) for number in sorted(numbers)]
    rows = connection.fetch("places", PLACES.columns, ("number", "operator"), keys)
    return {row.number: row for row in (Place(*each) for each in rows)}


def places_page(
    connection: Connection, operator: InstitutionNo | None, number: str | None, after: int, limit: int
) -> list[Place]:
    """Places with ids above `after`, oldest first: of a keeper, by its own number, or all."""
    asked = {"operator": operator, "number": number}
    given = {name: value for name, value in asked.items() if value is not None}
    tests = " AND ".join([*(f"{name} = ?" for name in given), "id > ?"])
    sql = f"SELECT {', '.join(PLACES.columns)} FROM places WHERE {tests} ORDER BY id LIMIT ?"
    return [Place(*row) for row in connection.query(sql, (*given.values(), after, limit))]


def entries_of(connection: Connection, stores: Collection[StoreNo]) -> dict[StoreNo, list[PlaceEntry]]:
    """All entries of each of these stores, ended ones too, in their order."""
    rows = connection.fetch(
        "place_entries", PLACE_ENTRIES.columns, ("store",), [(number,) for number in sorted(stores)]
    )
    found: dict[StoreNo, list[PlaceEntry]] = {number: [] for number in stores}
    for entry in sorted((PlaceEntry(*row) for row in rows), key=lambda row: row.id):
        found[entry.store].append(entry)
    return found


def entries_page(connection: Connection, number: PlaceNo, after: int, limit: int) -> list[PlaceEntry]:
    """A place's entries with ids above `after`, oldest first."""
    sql = f"{_ENTRIES} WHERE place = ? AND id > ? ORDER BY id LIMIT ?"
    return [PlaceEntry(*row) for row in connection.query(sql, (number, after, limit))]


def entries_in(connection: Connection, places: Collection[PlaceNo]) -> list[PlaceEntry]:
    """All entries of places, in the order of the places, then of their ids."""
    rows = connection.fetch("place_entries", PLACE_ENTRIES.columns, ("place",), [(number,) for number in places])
    return sorted((PlaceEntry(*row) for row in rows), key=lambda row: (row.place, row.id))


def place_list(connection: Connection, number: int) -> PlaceList | None:
    """The list, or None."""
    return next(iter(PLACE_LISTS.read(connection, [number])), None)


def place_lists_of(connection: Connection, operator: InstitutionNo) -> list[PlaceListNo]:
    """An institution's lists."""
    return [row[0] for row in connection.query("SELECT id FROM place_lists WHERE operator = ?", (operator,))]


def version(connection: Connection, number: int, of: int) -> PlaceListVersion | None:
    """A version of a list, or None."""
    return next(iter(PLACE_LIST_VERSIONS.read(connection, [(number, of)])), None)


def versions_page(connection: Connection, after: tuple[int, ...], limit: int) -> list[PlaceListVersion]:
    """Versions behind (place_list, version), the oldest list first."""
    tests = "place_list > ? OR (place_list = ? AND version > ?)"
    sql = f"{_VERSIONS} WHERE {tests} ORDER BY place_list, version LIMIT ?"
    return [PlaceListVersion(*row) for row in connection.query(sql, (after[0], after[0], after[1], limit))]
