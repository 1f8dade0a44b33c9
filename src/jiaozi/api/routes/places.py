"""Places where aid may be spent, the stores in them, and lists of them: everybody may read all of it, so that
whoever funds, spends or supervises sees which shops stand where, and since when."""

from typing import Annotated, Final

from pydantic import Field

from jiaozi.api import owners
from jiaozi.api.acts import Acts, Fill, read_by
from jiaozi.api.desk import At, Placed, Walked, need
from jiaozi.api.filters import Since
from jiaozi.api.routing import Paging
from jiaozi.db.engine import Connection
from jiaozi.db.lists import LAST
from jiaozi.kinds import (
    Count,
    Instant,
    InstitutionNo,
    Name,
    OrNone,
    PlaceListNo,
    PlaceNo,
    Sha256,
    StoreNo,
)
from jiaozi.programs.places import store as rows
from jiaozi.programs.places.model import (
    District,
    EnterStores,
    PlaceKindNumber,
    PlaceListVersion,
    PlaceListVersionNumber,
    PlaceListWritten,
    PlaceNumber,
    PlacesRegistered,
    RegisterPlaces,
    StoresEntered,
    StoreTakenOut,
    TakeStoreOut,
    WritePlaceList,
)
from jiaozi.records import dataclass
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

NOT_FOUND: Final = "place_list_not_found"
WINDOW: Final = 500
"""Places of a list that one page looks at."""
router = Acts("/v1", "places")
_KEEPER: Final[Fill] = lambda desk: {"operator": desk.principal.institution}  # noqa: E731


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place: what it is, in which district, and the institution that keeps it, by its own number."""

    id: PlaceNo
    operator: InstitutionNo
    kind: PlaceKindNumber
    number: PlaceNumber
    title: Name
    region: District
    registered_at: Instant


@dataclass(frozen=True, slots=True)
class PlaceEntryView:
    """A store stands in a place since an instant, and until another if it was taken out."""

    place: PlaceNo
    store: StoreNo
    entered_at: Instant
    left_at: OrNone[Instant]


@dataclass(frozen=True, slots=True)
class PlaceListView:
    """A version of a list of places, which programs name: how many it has, and the SHA-256 of them: each id and a line
    feed, in the order of the ids."""

    place_list: PlaceListNo
    version: PlaceListVersionNumber
    operator: InstitutionNo
    title_en: Name
    title_zh: Name
    place_count: Count
    sha256: Sha256
    written_at: Instant


_Operator = Annotated[InstitutionNo | None, Field(description="Of this keeper alone")]
_Number = Annotated[str | None, Field(max_length=40, description="The keeper's own number of it")]


@router.get("/places")
async def list_places(desk: At, paging: Paging, operator: _Operator = None, number: _Number = None) -> Page[PlaceView]:
    """Places, oldest first: all, those of a keeper, or those with a number."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[PlaceView]]:
        found = rows.places_page(connection, operator, number, after[0], limit)
        return [((each.id,), view(PlaceView, each)) for each in found]

    return await desk.listing("read_places", f"places:{operator}:{number}", paging, job)


@router.get("/places/{place}")
async def get_place(desk: At, place: PlaceNo) -> PlaceView:
    """A place."""

    def job(connection: Connection) -> PlaceView:
        return view(PlaceView, need(rows.place(connection, place), "place_not_found"))

    return await desk.read("read_places", job)


@router.get("/places/{place}/stores")
async def list_place_stores(desk: At, place: PlaceNo, paging: Paging) -> Page[PlaceEntryView]:
    """The stores that stand in a place, and those that did, in the order in which they were entered."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[PlaceEntryView]]:
        row = need(rows.place(connection, place), "place_not_found")
        found = rows.entries_page(connection, row.id, after[0], limit)
        return [((each.id,), view(PlaceEntryView, each)) for each in found]

    return await desk.listing("read_places", f"place-stores:{place}", paging, job)


@router.get("/place-lists")
async def list_place_lists(desk: At, paging: Paging) -> Page[PlaceListView]:
    """All versions of lists, the oldest list first."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[PlaceListView]]:
        found = rows.versions_page(connection, after, limit)
        return [((each.place_list, each.version), view(PlaceListView, each)) for each in found]

    return await desk.listing("read_places", "lists", paging, job, (0, 0))


@router.get("/place-lists/{place_list}/versions/{version}")
async def get_place_list(desk: At, place_list: PlaceListNo, version: PlaceListVersionNumber) -> PlaceListView:
    """A version of a list."""

    def job(connection: Connection) -> PlaceListView:
        return view(PlaceListView, _version(connection, place_list, version))

    return await desk.read("read_places", job)


@router.get("/place-lists/{place_list}/versions/{version}/places")
async def list_listed_places(
    desk: At, place_list: PlaceListNo, version: PlaceListVersionNumber, paging: Paging
) -> Page[PlaceView]:
    """The places of a version of a list, in the order of their ids."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[PlaceView]]:
        numbers = rows.listed(connection, _version(connection, place_list, version).sha256)
        found = rows.places_by_id(connection, [each for each in numbers if each > after[0]][:limit])
        return [((number,), view(PlaceView, found[number])) for number in sorted(found)]

    return await desk.listing("read_places", f"place-list-places:{place_list}:{version}", paging, job)


@router.get("/place-lists/{place_list}/versions/{version}/stores")
async def list_listed_stores(
    desk: At, place_list: PlaceListNo, version: PlaceListVersionNumber, paging: Paging, since: Since = None
) -> Page[PlaceEntryView]:
    """The stores that stand in the places of a version, and those that did, by place; or only what has changed since,
    such as the day on which a program was approved. A page may have fewer than there are."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> Walked[PlaceEntryView]:
        place, entry = after
        numbers = rows.listed(connection, _version(connection, place_list, version).sha256)
        window = [each for each in numbers if each >= place][: WINDOW + 1]
        asked = window[:WINDOW]
        found = [
            each
            for each in rows.entries_in(connection, asked)
            if (each.place, each.id) > (place, entry) and max(each.entered_at, each.left_at) >= (since or 0)
        ]
        told = [view(PlaceEntryView, each) for each in found[:limit]]
        if len(found) > limit:
            return Walked(told, (found[limit - 1].place, found[limit - 1].id), True)
        return Walked(told, (asked[-1], LAST) if asked else after, len(window) > WINDOW)

    listing = f"place-list-stores:{place_list}:{version}:{since}"
    return await desk.walked("read_places", listing, paging, job, (0, 0))


def _version(connection: Connection, place_list: PlaceListNo, version: int) -> PlaceListVersion:
    return need(rows.version(connection, place_list, version), NOT_FOUND)


router.act(
    RegisterPlaces,
    PlacesRegistered,
    "/places",
    owner=owners.institution(),
    status=201,
    fill=_KEEPER,
)
router.act(EnterStores, StoresEntered, "/place-entries", owner=owners.entered_places(), proposed=True)
router.act(TakeStoreOut, StoreTakenOut, "/places/{place}/stores/{store}/removal", owner=owners.place())
router.act(
    WritePlaceList,
    PlaceListWritten,
    "/place-lists",
    owner=owners.institution(),
    status=201,
    fill=_KEEPER,
    thing=read_by(get_place_list, "place_list", "version"),
)
