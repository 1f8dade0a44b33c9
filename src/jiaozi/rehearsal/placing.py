"""Places of a rehearsal: the lists that terms name stand under their own numbers, with some of the shops in their
places."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from msgspec import UNSET

from jiaozi.errors import Refusal
from jiaozi.kinds import PlaceListNo, PlaceNo
from jiaozi.programs.places.model import (
    ENTERED_MAX,
    LOADED_MAX,
    EnterStores,
    NewPlace,
    PlaceKindName,
    RegisterPlaces,
    StoreInPlace,
    WritePlaceList,
)
from jiaozi.programs.places.spots import PlaceListNamed, PlacesNamed, Spot
from jiaozi.programs.terms import Terms
from jiaozi.rehearsal.city import City
from jiaozi.rehearsal.habits import MILLION
from jiaozi.rehearsal.stage import Place, Stage, Unfit

USUAL: Final[tuple[PlaceKindName, ...]] = ("village",)
"""What a list lists of which nobody said."""


class _Ground(NamedTuple):
    """Places of a kind, one in each district of the city, which a list lists, or none."""

    kind: PlaceKindName
    listed: PlaceListNamed | None
    places: dict[str, PlaceNo]

    @property
    def spot(self) -> Spot:
        """How terms see a store in one of them."""
        lists = frozenset({self.listed.key} if self.listed is not None else ())
        return Spot(self.kind, lists, stands=True)


def open_grounds(stage: Stage, city: City, terms: Terms) -> list[_Ground]:
    """Registers places and writes the lists that terms name, so that the very terms hold. Raises `Unfit`."""
    keeper = stage.banks[0]
    wanted = list(dict.fromkeys(_wanted(terms)))
    new = [
        NewPlace(kind, f"{n}-{region}", f"Place {n} in {region}", region)
        for n, (kind, _) in enumerate(wanted, 1)
        for region in city.districts
    ]
    numbers: list[PlaceNo] = []
    for first in range(0, len(new), LOADED_MAX):
        (done,) = stage.do([RegisterPlaces(tuple(new[first : first + LOADED_MAX]), keeper)])
        numbers += [each.place for each in done.results]
    rest = iter(numbers)
    grounds = [_Ground(*each, {region: next(rest) for region in city.districts}) for each in wanted]
    for listed in dict.fromkeys(each.listed for each in grounds if each.listed is not None):
        _write(stage, listed, [number for each in grounds if each.listed == listed for number in each.places.values()])
    return grounds


def _wanted(terms: Terms) -> Iterator[tuple[PlaceKindName, PlaceListNamed | None]]:
    """Each kind of places of each list that terms name; denied kinds are denied on no list, too."""
    named = (terms.where.allow.places, terms.where.deny.places)
    allow, deny = (PlacesNamed() if part is UNSET else part for part in named)
    for part in (allow, deny):
        yield from ((kind, listed) for listed in part.lists for kind in part.kinds or USUAL)
    yield from ((kind, None) for kind in deny.kinds)


def _write(stage: Stage, listed: PlaceListNamed, places: Sequence[PlaceNo]) -> None:
    """The list with all its versions up to the one that is named."""
    for version in range(1, listed.version + 1):
        number, known = (listed.place_list, PlaceListNo(0)) if version == 1 else (0, listed.place_list)
        outcome = stage.one(WritePlaceList("List", "名单", tuple(places), known, stage.banks[0]), number=number)
        if isinstance(outcome, Refusal):
            raise Unfit(outcome)


def enter(stage: Stage, city: City, grounds: Sequence[_Ground], shops: Sequence[Place]) -> list[Place]:
    """Enters as many of the shops as the city assumes into each of the places of their districts, and gives all of
    them with where they stand. Raises `Unfit`."""
    if not grounds:
        return list(shops)
    words = city.words("places", len(shops) * len(grounds))
    spots: list[tuple[Spot, ...]] = []
    entries: list[StoreInPlace] = []
    for n, shop in enumerate(shops):
        own = words[n * len(grounds) : (n + 1) * len(grounds)]
        here = [ground for ground, word in zip(grounds, own, strict=True) if word % MILLION < city.habits.placed_ppm]
        entries += [StoreInPlace(ground.places[shop.region], shop.store) for ground in here]
        spots.append(tuple(ground.spot for ground in here))
    parts = [tuple(entries[first : first + ENTERED_MAX]) for first in range(0, len(entries), ENTERED_MAX)]
    stage.do([EnterStores(part) for part in parts])
    return [shop._replace(spots=here) for shop, here in zip(shops, spots, strict=True)]
