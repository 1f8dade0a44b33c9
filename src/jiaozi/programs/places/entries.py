"""The entries of stores that a unit of work sees. Whoever reads or changes them has locked the stores."""

from collections.abc import Collection, Sequence
from typing import Final

from jiaozi.db.tx import Tx
from jiaozi.kinds import PlaceNo, StoreNo
from jiaozi.programs.places.model import PlaceEntry
from jiaozi.programs.places.schema import PLACE_ENTRIES
from jiaozi.programs.places.spots import PlacesNamed, Spot, VersionKey, versions_named
from jiaozi.programs.places.store import entries_of, lists, spots_of

_SEEN: Final = "entries of stores"
_LISTS: Final = "what lists list"


def entries_here(tx: Tx, stores: Collection[StoreNo]) -> dict[StoreNo, list[PlaceEntry]]:
    """All entries of locked stores, oldest first, this group's own among them: one question for those of which nobody
    has asked yet."""
    known: dict[StoreNo, list[PlaceEntry]] = tx.memo.setdefault(_SEEN, {})
    missing = set(stores) - known.keys()
    if missing:
        rows = tx.rows(PLACE_ENTRIES)
        for number, entries in entries_of(tx.connection, missing).items():
            rows.adopt(entries)
            known[number] = [rows[entry.id] for entry in entries]
    return known


def spots_here(tx: Tx, store: StoreNo, named: Sequence[PlacesNamed]) -> tuple[Spot, ...]:
    """The places of a locked store as parts of terms see them. What a version lists never changes."""
    known: dict[VersionKey, frozenset[PlaceNo]] = tx.memo.setdefault(_LISTS, {})
    asked = versions_named(named)
    missing = asked - known.keys()
    if missing:
        known |= lists(tx.connection, missing)
    return spots_of(entries_here(tx, [store])[store], {key: known.get(key, frozenset()) for key in asked})


def enter(tx: Tx, entry: PlaceEntry) -> None:
    """Adds an entry of a locked store, whose others were seen."""
    tx.rows(PLACE_ENTRIES).add(entry)
    entries_here(tx, [entry.store])[entry.store].append(entry)
