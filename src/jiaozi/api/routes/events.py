"""The list of events: to an institution its own, to a merchant or a company what it is told of, as its webhooks are."""

from dataclasses import dataclass, fields
from typing import Annotated, Any, Final

from pydantic import Field

from jiaozi.access.receivers import receivers
from jiaozi.api import store
from jiaozi.api.desk import At
from jiaozi.api.routes.webhooks import scope_of, scope_owners
from jiaozi.api.routing import Paging, Router
from jiaozi.db.engine import Connection
from jiaozi.kinds import Count, Instant, InstitutionNo, OrNone
from jiaozi.outbox import shown
from jiaozi.webhooks.model import ROUTE_MAX, Endpoint, Scope
from jiaozi.webhooks.store import Event, events_after, last_number
from jiaozi.wire.pages import Page

router = Router("/v1", "events")
_AFTER_ALL: Final = 1 << 40
"""A place in a group behind all of its events."""
Newest = Annotated[bool, Field(description="Begin at the end: only what comes after")]


@dataclass(frozen=True, slots=True)
class EventView:
    """Something that happened, in the order of the sequencer. `payload` is the record of its `kind`, as the
    catalogue has it."""

    sequence: Count
    n: Count
    kind: str
    at: Instant
    institution: OrNone[InstitutionNo]
    payload: dict[str, Any]


@router.get("/events")
async def list_events(desk: At, paging: Paging, newest: Newest = False) -> Page[EventView]:
    """What happened, by the sequencer's number: an operator's own events, a merchant's or a company's that it would be
    told of, or all. Follow it with `next_cursor`; a page may have fewer items than there are, or none."""
    everything, scope = desk.sees_all("read_events"), scope_of(desk.principal)
    listing = f"events:{0 if everything else ':'.join(map(str, scope))}"
    after = desk.house.cursors.read(listing, paging.cursor, (0, -1))

    def job(connection: Connection) -> tuple[list[Event], tuple[int, ...], bool]:
        desk.check_own("read_events", scope_owners(scope))
        start = (last_number(connection), _AFTER_ALL) if newest and paging.cursor is None else after
        own = InstitutionNo(0) if everything else scope.institution
        if scope.merchant or scope.wallet:
            looked_at = events_after(connection, start[0], start[1], ROUTE_MAX)
            found, more = _told(connection, looked_at, scope), len(looked_at) == ROUTE_MAX
        else:
            found = looked_at = [Event(*row) for row in store.events(connection, own, start, paging.limit + 1)]
            more = False
        if len(found) > paging.limit:
            found, more = found[: paging.limit], True
            looked_at = found
        return found, looked_at[-1][:2] if looked_at else start, more

    found, place, more = await desk.read("read_events", job)
    return Page(tuple(map(_event, found)), desk.house.cursors.make(listing, place), more)


def _told(connection: Connection, events: list[Event], scope: Scope) -> list[Event]:
    """Those of some events that an endpoint of this scope would be told of."""
    nothing: dict[str, Any] = {each.name: 0 for each in fields(Endpoint)}
    listener = Endpoint(**(nothing | scope._asdict()))
    told = receivers(connection, events, [listener])
    return [event for event, endpoints in zip(events, told, strict=True) if endpoints]


def _event(event: Event) -> EventView:
    return EventView(event.seq, event.n, event.kind, event.at, event.owner, shown(event.kind, event.payload))
