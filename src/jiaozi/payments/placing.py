"""Stores in places: entered by two people of the place's keeper, taken out by one. The store's row is locked, as each
payment locks it, so that a payment is before or after."""

from collections.abc import Sequence
from typing import Final

from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import PlaceEntryData
from jiaozi.kinds import StoreNo
from jiaozi.outbox import emit
from jiaozi.payments.model import Store
from jiaozi.payments.schema import STORES
from jiaozi.programs.places.entries import enter, entries_here
from jiaozi.programs.places.model import (
    ENTERED_MAX,
    STANDS_MAX,
    EnterStores,
    Place,
    PlaceEntry,
    StoreInPlace,
    StoresEntered,
    StoreTakenOut,
    TakeStoreOut,
)
from jiaozi.programs.places.schema import PLACE_ENTRIES, PLACES


def _touch_enter(tx: Tx, requests: Sequence[Request[EnterStores]]) -> None:
    tx.want(PLACES, {entry[0] for request in requests for entry in request.command.entries})
    tx.want(STORES, {entry[1] for request in requests for entry in request.command.entries})


def _enter(tx: Tx, request: Request[EnterStores]) -> StoresEntered | Refusal:
    """Refuses, with the entry: `request_malformed` (no or too many), `place_not_found`, `store_not_found`,
    `store_elsewhere` (in another district), `entries_exceeded`."""
    command = request.command
    if not 0 < len(command.entries) <= ENTERED_MAX:
        return Refusal("request_malformed", f"1 to {ENTERED_MAX} stores")
    asked = list(dict.fromkeys(StoreInPlace(*each) for each in command.entries))
    known = entries_here(tx, {each.store for each in asked})
    new: list[tuple[Place, Store]] = []
    counts: dict[StoreNo, int] = {}
    for each in asked:
        place, store = tx.rows(PLACES).get(each.place), tx.rows(STORES).get(each.store)
        said = f"entry {command.entries.index(each) + 1}"
        if place is None:
            return Refusal("place_not_found", said)
        if store is None:
            return Refusal("store_not_found", said)
        if store.region != place.region:
            return Refusal("store_elsewhere", said)
        if standing(known[store.id], place) is None:
            counts[store.id] = counts.get(store.id, len(known[store.id])) + 1
            new.append((place, store))
            if counts[store.id] > STANDS_MAX:
                return Refusal("entries_exceeded", said)
    for place, store in new:
        _add(tx, place, store, request.at)
    return StoresEntered(len(new))


def standing(entries: Sequence[PlaceEntry], place: Place) -> PlaceEntry | None:
    """The entry by which a store stands in a place now."""
    return next((each for each in entries if each.place == place.id and not each.left_at), None)


def _add(tx: Tx, place: Place, store: Store, at: int) -> None:
    """Enters a store, not before it left: clocks of machines may differ."""
    former = [each.left_at for each in entries_here(tx, [store.id])[store.id] if each.place == place.id]
    entry = PlaceEntry(
        id=tx.ids.take(),
        place=place.id,
        store=store.id,
        operator=place.operator,
        kind=place.kind,
        entered_at=max(at, *former, 0),
        left_at=0,
    )
    enter(tx, entry)
    _tell(tx, "place.store_entered", place, store, at)


def _touch_out(tx: Tx, requests: Sequence[Request[TakeStoreOut]]) -> None:
    tx.want(PLACES, {request.command.place for request in requests})
    tx.want(STORES, {request.command.store for request in requests})


def _take_out(tx: Tx, request: Request[TakeStoreOut]) -> StoreTakenOut | Refusal:
    """Refuses: `place_not_found`, `entry_not_found` (it does not stand there, or there is no such store)."""
    command = request.command
    place, store = tx.rows(PLACES).get(command.place), tx.rows(STORES).get(command.store)
    if place is None:
        return Refusal("place_not_found")
    entry = None if store is None else standing(entries_here(tx, [store.id])[store.id], place)
    if store is None or entry is None:
        return Refusal("entry_not_found")
    entry.left_at = max(request.at, entry.entered_at)
    tx.rows(PLACE_ENTRIES).changed(entry)
    _tell(tx, "place.store_left", place, store, request.at)
    return StoreTakenOut(place.id, store.id, entry.left_at)


def _tell(tx: Tx, kind: str, place: Place, store: Store, at: int) -> None:
    data = PlaceEntryData(place=place.id, store=store.id, merchant=store.merchant)
    emit(tx, kind, at, place.operator, data)


OPERATIONS: Final = (
    Operation("enter_stores", EnterStores, StoresEntered, _touch_enter, one_by_one(_enter), True),
    Operation("take_store_out", TakeStoreOut, StoreTakenOut, _touch_out, one_by_one(_take_out), True),
)
