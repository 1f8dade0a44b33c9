"""The list of events: to an institution its own, to a merchant or a company what it is told of, as its webhooks are."""

from dataclasses import fields
from typing import Annotated, Any, Final, NamedTuple

from pydantic import Field

from jiaozi.access.receivers import receivers
from jiaozi.api import store
from jiaozi.api.desk import At
from jiaozi.api.routes.webhooks import scope_of, scope_owners
from jiaozi.api.routing import Paging, Router
from jiaozi.db.engine import Connection
from jiaozi.db.lists import WINDOW
from jiaozi.kinds import Count, Instant, InstitutionNo, OrNone
from jiaozi.outbox import shown
from jiaozi.records import dataclass
from jiaozi.webhooks.model import ROUTE_MAX, Endpoint, Scope, event_id
from jiaozi.webhooks.store import Event, events_after, last_number
from jiaozi.wire.pages import Page

router = Router("/v1", "events")
_AFTER_ALL: Final = 1 << 40
"""A place in a group behind all of its events."""
Newest = Annotated[bool, Field(description="Begin at the end: only what comes after")]


@dataclass(frozen=True, slots=True)
class EventView:
    """Something that happened, in the order of the sequencer: in the list and in what a webhook sends one and the same.
    What `data` holds follows from `type`, as the catalogue has it."""

    id: str
    type: str
    timestamp: Instant
    sequence: Count
    n: Count
    institution: OrNone[InstitutionNo]
    data: dict[str, Any]


@router.get("/events")
async def list_events(desk: At, paging: Paging, newest: Newest = False) -> Page[EventView]:
    """What happened, by the sequencer's number: an operator's own events, a merchant's or a company's that it would be
    told of, or all. Follow it with `next_cursor`; a page may have fewer items than there are, or none."""
    everything, scope = desk.sees_all("read_events"), scope_of(desk.principal)
    listing = desk.own_list("events")
    seq, n = desk.house.cursors.read(listing, paging.cursor, (0, -1))

    def job(connection: Connection) -> _Looked:
        desk.check_own("read_events", scope_owners(scope))
        after = (last_number(connection), _AFTER_ALL) if newest and paging.cursor is None else (seq, n)
        if everything:
            looked = _everybodys(connection, after, paging.limit + 1)
        elif scope.merchant or scope.wallet:
            looked = _customers(connection, scope, after)
        else:
            looked = _institutions(connection, scope.institution, after, paging.limit + 1)
        if len(looked.found) <= paging.limit:
            return looked
        found = looked.found[: paging.limit]
        return _Looked(found, found[-1][:2], more=True)

    found, place, more = await desk.read("read_events", job)
    return Page(tuple(map(_event, found)), desk.house.cursors.make(listing, place), more)


class _Looked(NamedTuple):
    """Events of a page, up to where was looked for them, and whether there may be more beyond."""

    found: list[Event]
    place: store.Place
    more: bool


def _everybodys(connection: Connection, after: store.Place, limit: int) -> _Looked:
    found = [Event(*row) for row in store.events(connection, after, limit)]
    return _Looked(found, found[-1][:2] if found else after, more=False)


def _institutions(connection: Connection, own: InstitutionNo, after: store.Place, limit: int) -> _Looked:
    """One's own of a window of everybody's: what others did is looked at once, by whoever follows the list."""
    end = store.event_at(connection, after, WINDOW)
    last = end or max(after, (last_number(connection), _AFTER_ALL))
    found = [Event(*row) for row in store.events_of(connection, own, after, last, limit)]
    return _Looked(found, last, end is not None)


def _customers(connection: Connection, scope: Scope, after: store.Place) -> _Looked:
    looked_at = events_after(connection, *after, ROUTE_MAX)
    found = _told(connection, looked_at, scope)
    return _Looked(found, looked_at[-1][:2] if looked_at else after, len(looked_at) == ROUTE_MAX)


def _told(connection: Connection, events: list[Event], scope: Scope) -> list[Event]:
    """Those of some events that an endpoint of this scope would be told of."""
    nothing: dict[str, Any] = {each.name: 0 for each in fields(Endpoint)}
    listener = Endpoint(**(nothing | scope._asdict()))
    told = receivers(connection, events, [listener])
    return [event for event, endpoints in zip(events, told, strict=True) if endpoints]


def _event(event: Event) -> EventView:
    return EventView(
        id=event_id(event.seq, event.n),
        type=event.kind,
        timestamp=event.at,
        sequence=event.seq,
        n=event.n,
        institution=event.owner,
        data=shown(event.kind, event.payload),
    )
