"""The data of places: rows, what is asked for, and what it comes to. Times in microseconds.

A place never changes, nor does a version of a list, which is a list of places. Which stores stand in a place is
said by entries, each from one instant to another.
"""

from typing import Annotated, Final, Literal, NamedTuple, get_args

from jiaozi.db.commands import BulkyCommand
from jiaozi.kinds import (
    Count,
    Inside,
    Instant,
    InstitutionNo,
    Length,
    Name,
    Names,
    OrNone,
    PlaceListNo,
    PlaceNo,
    Range,
    Sha256,
    StoreNo,
    Text,
)
from jiaozi.records import dataclass

PLACES_MAX: Final = 5_000
"""Places of one version of a list: 135 kB of ids."""
LOADED_MAX: Final = 1_000
"""Places that are registered in one act."""
ENTERED_MAX: Final = 200
"""Stores that two people enter in one act: they read all of them."""
STANDS_MAX: Final = 100
"""Entries of one store, ended ones too: a payment looks at all of them."""
PLACE_LISTS_MAX: Final = 100
"""Lists of one institution."""
VERSIONS_MAX: Final = 1_000
NUMBER_MAX: Final = 40
TITLE_MAX: Final = 120

PlaceKindName = Literal["village", "town", "hospital", "campus"]
PLACE_KINDS: Final[dict[int, PlaceKindName]] = dict(enumerate(get_args(PlaceKindName)))
PLACE_KIND_NUMBERS: Final = {name: number for number, name in PLACE_KINDS.items()}
PlaceKindNumber = Annotated[int, Names(tuple(PLACE_KINDS.items()))]
PlaceNumber = Annotated[str, Text(NUMBER_MAX, 1, example="500101001201")]
"""The keeper's own number of a place, such as a village's twelve digits."""
District = Annotated[str, Text(6, 6, pattern="[0-9]{6}", example="500101")]
PlaceListVersionNumber = Annotated[int, Range(1, VERSIONS_MAX)]


@dataclass(slots=True)
class Place:
    """A row of `places`: what it is, in which district (GB/T 2260), and the institution that keeps it, by its own
    `number`. Never changes."""

    id: PlaceNo
    operator: InstitutionNo
    kind: PlaceKindNumber
    number: PlaceNumber
    title: Name
    region: District
    registered_at: Instant


@dataclass(slots=True)
class PlaceEntry:
    """A row of `place_entries`: a store stands in a place from an instant on and before another, 0 for until now. The
    place's keeper and kind stand here again."""

    id: Count
    place: PlaceNo
    store: StoreNo
    operator: InstitutionNo
    kind: PlaceKindNumber
    entered_at: Instant
    left_at: OrNone[Instant]


@dataclass(slots=True)
class PlaceList:
    """A row of `place_lists`: whose it is, and how many versions it has."""

    id: PlaceListNo
    operator: InstitutionNo
    versions: Count
    written_at: Instant


@dataclass(slots=True)
class PlaceListVersion:
    """A row of `place_list_versions`: what it is called, and so many places, whose list has this SHA-256. Never
    changes."""

    place_list: PlaceListNo
    version: PlaceListVersionNumber
    operator: InstitutionNo
    title_en: Name
    title_zh: Name
    place_count: Count
    sha256: Sha256
    written_at: Instant


class NewPlace(NamedTuple):
    """A place as its keeper says it."""

    kind: PlaceKindName
    number: PlaceNumber
    title: Name
    region: District


@dataclass(frozen=True, slots=True)
class RegisterPlaces(BulkyCommand):
    """A keeper registers places. Each has its own outcome, and stands on its own; one that is there already, with the
    same words, is the same."""

    places: Annotated[tuple[NewPlace, ...], Length(1, LOADED_MAX)]
    operator: Inside[OrNone[InstitutionNo]] = InstitutionNo(0)


class PlaceResult(NamedTuple):
    """What became of a place: its id, or the code of the error that refused it."""

    number: PlaceNumber
    place: OrNone[PlaceNo]
    refused: Annotated[str, Text(40)]


class PlacesRegistered(NamedTuple):
    """What became of the places, in their order; so many of them are new."""

    registered: Count
    results: tuple[PlaceResult, ...]


@dataclass(frozen=True, slots=True)
class WritePlaceList:
    """A keeper writes a list of its places, or another version of one. Programs name it at a version, which never
    changes."""

    title_en: Name
    title_zh: Name
    places: Annotated[tuple[PlaceNo, ...], Length(1, PLACES_MAX)]
    place_list: OrNone[PlaceListNo] = PlaceListNo(0)
    operator: Inside[OrNone[InstitutionNo]] = InstitutionNo(0)


class PlaceListWritten(NamedTuple):
    """A version of a list is there: so many places, whose list has this SHA-256."""

    place_list: PlaceListNo
    version: PlaceListVersionNumber
    place_count: Count
    sha256: Sha256


class StoreInPlace(NamedTuple):
    """A store, and the place where it is to stand."""

    place: PlaceNo
    store: StoreNo


@dataclass(frozen=True, slots=True)
class EnterStores:
    """The keeper of places enters stores into them: all of these, or none."""

    entries: Annotated[tuple[StoreInPlace, ...], Length(1, ENTERED_MAX)]


class StoresEntered(NamedTuple):
    """The stores stand in their places; so many of them did not before."""

    entered: Count


@dataclass(frozen=True, slots=True)
class TakeStoreOut:
    """Takes a store out of a place: nothing is paid there any more by what is for the place alone."""

    place: PlaceNo
    store: StoreNo


class StoreTakenOut(NamedTuple):
    """A store stands in a place no more."""

    place: PlaceNo
    store: StoreNo
    left_at: Instant
