"""Keeping places and lists of them: both are only added to."""

from collections.abc import Sequence
from typing import Final

from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import PlaceListData
from jiaozi.kinds import InstitutionNo, PlaceNo
from jiaozi.outbox import emit
from jiaozi.programs.places.model import (
    LOADED_MAX,
    NUMBER_MAX,
    PLACE_KIND_NUMBERS,
    PLACE_LISTS_MAX,
    PLACES_MAX,
    TITLE_MAX,
    VERSIONS_MAX,
    NewPlace,
    Place,
    PlaceList,
    PlaceListVersion,
    PlaceListWritten,
    PlaceResult,
    PlacesRegistered,
    RegisterPlaces,
    WritePlaceList,
)
from jiaozi.programs.places.schema import CONTENT_COLUMNS, PLACE_LIST_VERSIONS, PLACE_LISTS, PLACES
from jiaozi.programs.places.store import content_text, place_lists_of, places_by_id, places_by_number, written
from jiaozi.scheme.schema import INSTITUTIONS
from jiaozi.texts import is_plain


def _touch_places(tx: Tx, requests: Sequence[Request[RegisterPlaces]]) -> None:
    """The keeper's row, which guards its numbers."""
    tx.want(INSTITUTIONS, {request.command.operator for request in requests})


def _register(tx: Tx, request: Request[RegisterPlaces]) -> PlacesRegistered | Refusal:
    """Refuses as a whole: `request_malformed` (no or too many places), `institution_not_found`. A place:
    `request_malformed`, `place_exists` (its number is that of another place of the keeper)."""
    command = request.command
    if not 0 < len(command.places) <= LOADED_MAX:
        return Refusal("request_malformed", f"1 to {LOADED_MAX} lines")
    if tx.rows(INSTITUTIONS).get(command.operator) is None:
        return Refusal("institution_not_found")
    rows = tx.rows(PLACES)
    known = places_by_number(tx.connection, command.operator, {each[1] for each in command.places})
    known |= {row.number: row for row in rows.rows.values() if row.operator == command.operator}
    results, registered = [], 0
    for each in (NewPlace(*line) for line in command.places):
        row = known.get(each.number)
        if not _is_good(each) or (row is not None and not _is_same(row, each)):
            code = "place_exists" if _is_good(each) else "request_malformed"
            results.append(PlaceResult(each.number, PlaceNo(0), code))
            continue
        if row is None:
            row = known[each.number] = rows.add(_row(tx, request, each))
            registered += 1
        results.append(PlaceResult(each.number, row.id, ""))
    return PlacesRegistered(registered, tuple(results))


def _row(tx: Tx, request: Request[RegisterPlaces], each: NewPlace) -> Place:
    return Place(
        id=PlaceNo(tx.ids.take()),
        operator=request.command.operator,
        kind=PLACE_KIND_NUMBERS[each.kind],
        number=each.number,
        title=each.title,
        region=each.region,
        registered_at=request.at,
    )


def _is_good(each: NewPlace) -> bool:
    texts = is_plain(each.number, NUMBER_MAX) and is_plain(each.title, TITLE_MAX)
    code = len(each.region) == 6 and each.region.isascii() and each.region.isdigit()
    return texts and code and each.kind in PLACE_KIND_NUMBERS


def _is_same(row: Place, each: NewPlace) -> bool:
    return (row.kind, row.title, row.region) == (PLACE_KIND_NUMBERS[each.kind], each.title, each.region)


def _touch_list(tx: Tx, requests: Sequence[Request[WritePlaceList]]) -> None:
    """The writer's row, too, which guards how many lists it has."""
    tx.want(INSTITUTIONS, {request.command.operator for request in requests})
    tx.want(PLACE_LISTS, {request.command.place_list for request in requests if request.command.place_list})


def _write(tx: Tx, request: Request[WritePlaceList]) -> PlaceListWritten | Refusal:
    """Refuses: `request_malformed` (titles, no or too many places, one twice), `institution_not_found`,
    `place_list_not_found` and `place_not_found` (also another's), `place_lists_exceeded` (of one institution, or
    versions of a list)."""
    command = request.command
    places = set(command.places)
    if not all(is_plain(title, TITLE_MAX) for title in (command.title_en, command.title_zh)):
        return Refusal("request_malformed", "titles in both languages")
    if not 0 < len(command.places) <= PLACES_MAX or len(places) < len(command.places):
        return Refusal("request_malformed", f"1 to {PLACES_MAX} places, none twice")
    if tx.rows(INSTITUTIONS).get(command.operator) is None:
        return Refusal("institution_not_found")
    known = places_by_id(tx.connection, places) | tx.rows(PLACES).rows
    place_list = _list_of(tx, request)
    if isinstance(place_list, Refusal):
        return place_list
    if not all(number in known and known[number].operator == command.operator for number in places):
        return Refusal("place_not_found")
    place_list.versions += 1
    (tx.rows(PLACE_LISTS).add if place_list.versions == 1 else tx.rows(PLACE_LISTS).changed)(place_list)
    version = PlaceListVersion(
        place_list=place_list.id,
        version=place_list.versions,
        operator=place_list.operator,
        title_en=command.title_en,
        title_zh=command.title_zh,
        place_count=len(places),
        sha256=_kept(tx, places),
        written_at=request.at,
    )
    tx.rows(PLACE_LIST_VERSIONS).add(version)
    data = PlaceListData(place_list=version.place_list, version=version.version, sha256=version.sha256)
    emit(tx, "place_list.written", request.at, place_list.operator, data)
    return PlaceListWritten(version.place_list, version.version, version.place_count, version.sha256)


def _list_of(tx: Tx, request: Request[WritePlaceList]) -> PlaceList | Refusal:
    """The list that a version is written of: one's own, or a new one, which is not added yet."""
    command = request.command
    if not command.place_list:
        if _place_lists(tx, command.operator) >= PLACE_LISTS_MAX:
            return Refusal("place_lists_exceeded")
        return PlaceList(id=request.id, operator=command.operator, versions=0, written_at=request.at)
    found = tx.rows(PLACE_LISTS).get(command.place_list)
    if found is None or found.operator != command.operator:
        return Refusal("place_list_not_found")
    return Refusal("place_lists_exceeded") if found.versions >= VERSIONS_MAX else found


def _place_lists(tx: Tx, operator: InstitutionNo) -> int:
    here = {row.id for row in tx.rows(PLACE_LISTS).rows.values() if row.operator == operator}
    return len(here | set(place_lists_of(tx.connection, operator)))


def _kept(tx: Tx, places: set[PlaceNo]) -> str:
    """The SHA-256 of a list, which is written unless it is there already."""
    text, number = written(places)
    here: set[str] = tx.memo.setdefault(PlaceListVersion, set())
    if number not in here and content_text(tx.connection, number) is None:
        tx.appender("place_list_contents", CONTENT_COLUMNS).append((number, text))
    here.add(number)
    return number


OPERATIONS: Final = (
    Operation("register_places", RegisterPlaces, PlacesRegistered, _touch_places, one_by_one(_register), True),
    Operation("write_place_list", WritePlaceList, PlaceListWritten, _touch_list, one_by_one(_write), True),
)
