"""A city with villages around it: who keeps them, which shops stand in them, and aid that is spent there alone."""

from collections.abc import Sequence
from typing import Any

from jiaozi.kinds import PlaceNo, StoreNo
from jiaozi.payments.merchants import OpenStore
from jiaozi.programs.places.model import (
    EnterStores,
    NewPlace,
    PlaceEntry,
    PlaceKindName,
    PlaceListWritten,
    RegisterPlaces,
    StoreInPlace,
    TakeStoreOut,
    WritePlaceList,
)
from jiaozi.programs.places.spots import PlaceListNamed, PlacesNamed
from jiaozi.programs.places.store import entries_of
from jiaozi.programs.terms import Places, Terms, Where
from tests.features.world import World
from tests.programs.city import City, red


class Country(City):
    """Two villages and a hospital, a shop in the first village, another one in none."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.village, self.other_village, self.hospital = self.places("village", "village", "hospital")
        self.list = self.write(self.village, self.other_village)
        self.enter(self.village, self.shop)

    def places(self, *kinds: PlaceKindName) -> tuple[PlaceNo, ...]:
        """New places of these kinds in the shops' district."""
        first = self.world.query("SELECT COUNT(*) FROM places")[0][0]
        lines = tuple(NewPlace(kind, f"5001030{first + n:05d}", "某地", "500103") for n, kind in enumerate(kinds))
        made = self.world.do(RegisterPlaces(lines, self.bank))
        assert made.registered == len(kinds)
        return tuple(each.place for each in made.results)

    def write(self, *places: PlaceNo, **more: Any) -> PlaceListWritten:
        """A list of places, or another version of one."""
        written: PlaceListWritten = self.world.do(
            WritePlaceList("Credit villages", "信用村", places, operator=self.bank, **more)
        )
        return written

    def enter(self, place: PlaceNo, *stores: StoreNo) -> int:
        """Enters stores; how many of them did not stand there."""
        entries = tuple(StoreInPlace(place, store) for store in stores)
        entered: int = self.world.do(EnterStores(entries)).entered
        return entered

    def take_out(self, place: PlaceNo, store: StoreNo) -> int:
        """Takes a store out; when that was."""
        left: int = self.world.do(TakeStoreOut(place, store)).left_at
        return left

    def entries(self, store: StoreNo) -> list[PlaceEntry]:
        """All entries of a store."""
        with self.world.platform.snapshot() as connection:
            return entries_of(connection, [store])[store]

    def another(self, store: StoreNo, region: str = "500103") -> StoreNo:
        """Another store of the same merchant."""
        (merchant,) = self.world.query("SELECT merchant FROM stores WHERE id = ?", (store,))[0]
        made: StoreNo = self.world.do(OpenStore(merchant, "Side street", region)).store
        return made


def named(*written: PlaceListWritten, kinds: Sequence[PlaceKindName] = ()) -> PlacesNamed:
    """These versions of lists."""
    return PlacesNamed(tuple(PlaceListNamed(each.place_list, each.version) for each in written), tuple(kinds))


def within(allow: PlacesNamed, deny: PlacesNamed = PlacesNamed(), **more: Any) -> Terms:
    """Terms that are spent in places, and in others not."""
    return red(where=Where(Places(places=allow), Places(places=deny)), **more)
