"""The tables of places. Places, versions and contents are written once; of an entry only its end, once."""

from typing import Final

from jiaozi.db.schema import CheckConstraint, Index, PrimaryKeyConstraint, long_text, names_of, table, text
from jiaozi.db.tables import RowTable
from jiaozi.programs.places.model import Place, PlaceEntry, PlaceList, PlaceListVersion

place_list_contents: Final = table(
    "place_list_contents", text("id", 64), long_text("content"), PrimaryKeyConstraint("id")
)
"""The lists of lists' versions, by the SHA-256 of their text."""

PLACES: Final = RowTable(
    "places",
    Place,
    Index("places_number", "number", "operator", unique=True),
    Index("places_operator", "operator", "id"),
    mutable=(),
)
PLACE_ENTRIES: Final = RowTable(
    "place_entries",
    PlaceEntry,
    CheckConstraint("left_at = 0 OR left_at >= entered_at", name="place_entries_left"),
    Index("place_entries_store", "store"),
    Index("place_entries_place", "place", "id"),
    mutable=("left_at",),
)
PLACE_LISTS: Final = RowTable(
    "place_lists",
    PlaceList,
    Index("place_lists_operator", "operator", "id"),
    mutable=("versions",),
)
PLACE_LIST_VERSIONS: Final = RowTable(
    "place_list_versions",
    PlaceListVersion,
    key=("place_list", "version"),
    rowid=False,
    mutable=(),
)
CONTENT_COLUMNS: Final = names_of(place_list_contents)
