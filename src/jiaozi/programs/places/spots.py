"""The part of terms that names places, and what it sees of a store. Pure.

A store that is taken out of a place is no more among what is allowed there, and stays among what is denied there: one
person takes it out, and nobody widens alone what two people have approved.
"""

from collections.abc import Iterable, Iterator
from typing import Annotated, Final, NamedTuple

from msgspec import UNSET, UnsetType

from jiaozi.kinds import UNSAID, Both, Length, PlaceListNo
from jiaozi.programs.places.model import PlaceKindName, PlaceListVersionNumber
from jiaozi.records import dataclass

VersionKey = tuple[PlaceListNo, int]
NAMED_MAX: Final = 20
"""Lists that terms name on either side."""


@dataclass(frozen=True, slots=True)
class PlaceListNamed(Both):
    """A list of places at a version: which places that lists never changes."""

    place_list: PlaceListNo
    version: PlaceListVersionNumber

    @property
    def key(self) -> VersionKey:
        """By which the version is known."""
        return self.place_list, self.version


@dataclass(frozen=True, slots=True)
class PlacesNamed(Both):
    """Places by the lists that name them and by their kind. Allowed are stores in a place that one of the lists
    lists and that is of one of the kinds; denied are those in a place of either."""

    lists: Annotated[tuple[PlaceListNamed, ...], Length(0, NAMED_MAX)] = ()
    kinds: Annotated[tuple[PlaceKindName, ...], Length(0, 4)] = ()


PlacesPart = Annotated[PlacesNamed | UnsetType, UNSAID]
UNNAMED: Final = PlacesNamed()


def versions_named(parts: Iterable[PlacesNamed]) -> set[VersionKey]:
    """The versions of lists that parts of terms name."""
    return {each.key for part in parts for each in part.lists}


class Spot(NamedTuple):
    """A place where a store `stands`, or has stood: its kind, and those versions of lists asked for that list
    it."""

    kind: PlaceKindName
    lists: frozenset[VersionKey]
    stands: bool


def is_allowed(part: PlacesNamed | UnsetType, spots: Iterable[Spot]) -> bool:
    """Whether a store with these spots is where terms allow."""
    if part is UNSET or part == UNNAMED:
        return True
    return any(
        spot.stands
        and (not part.lists or any(each.key in spot.lists for each in part.lists))
        and (not part.kinds or spot.kind in part.kinds)
        for spot in spots
    )


def is_denied(part: PlacesNamed | UnsetType, spots: Iterable[Spot]) -> bool:
    """Whether a store with these spots is where terms deny."""
    if part is UNSET:
        return False
    return any(spot.kind in part.kinds or any(each.key in spot.lists for each in part.lists) for spot in spots)


def allow_errors(part: PlacesNamed | UnsetType) -> Iterator[tuple[str, str]]:
    """What is wrong with allowed places, with the place: a kind alone would be whatever anybody lists later."""
    if part is not UNSET and part.kinds and not part.lists:
        yield "where.allow.places.kinds", "with `lists` only"
