"""Routing events to endpoints, and what comes of their deliveries.

Routing reads every event once and writes only what somebody wants. A worker claims an endpoint, sends what is due in
order, and records its attempts; whoever lost the claim meanwhile records nothing. A worker that dies between sending
and recording sends again, under the same event id: at least once, never silently not at all.
"""

from collections.abc import Callable, Sequence
from typing import Annotated, NamedTuple

from jiaozi.db.commands import Operation, Outcome, Request, one_by_one
from jiaozi.db.engine import Connection
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import WebhookData
from jiaozi.kinds import Count, DeliveryNo, EndpointNo, Fresh, Length, Name, Range
from jiaozi.outbox import emit
from jiaozi.records import dataclass
from jiaozi.webhooks import store
from jiaozi.webhooks.model import (
    DEAD_MAX,
    DISABLED,
    GONE,
    LEASE_US,
    ROUTE_MAX,
    TRIES_MAX,
    Attempt,
    Cursor,
    Delivery,
    DeliveryState,
    Endpoint,
    wait_us,
)
from jiaozi.webhooks.schema import ATTEMPT_COLUMNS, CURSOR, DELIVERIES, ENDPOINTS

Receivers = Callable[[Connection, Sequence[store.Event], Sequence[Endpoint]], list[list[Endpoint]]]
"""Decides, for each of some events, which of the endpoints are told of it. Access knows, as for what is read."""


@dataclass(frozen=True, slots=True)
class RouteEvents:
    """Makes deliveries of the events after one place in the list up to another: numbers of groups, places in them."""

    after_seq: Count
    after_n: Annotated[int, Range(-1)]
    until_seq: Count
    until_n: Annotated[int, Range(-1)]


@dataclass(frozen=True, slots=True)
class ClaimWebhook:
    """Gives an endpoint to one worker, known by `worker`, for a minute."""

    endpoint: EndpointNo
    worker: Name


@dataclass(frozen=True, slots=True)
class RecordAttempts:
    """What came of attempts, by the worker that holds the claim `lease` and gives the endpoint back."""

    endpoint: EndpointNo
    lease: Count
    attempts: Annotated[tuple[Attempt, ...], Length(0, ROUTE_MAX)]


@dataclass(frozen=True, slots=True)
class Redeliver:
    """Sends an event again that was taken or given up; it holds up no other."""

    delivery: DeliveryNo


class EventsRouted(NamedTuple):
    """Outcome of routing: how many deliveries were made."""

    deliveries: Count


class WebhookClaimed(NamedTuple):
    """Outcome of a claim: its number, the fence against whoever held the endpoint before."""

    webhook: EndpointNo
    lease: Count


class AttemptsRecorded(NamedTuple):
    """Outcome of recording."""

    webhook: EndpointNo
    recorded: Count


class RedeliveryPlaced(NamedTuple):
    """The event will be sent again."""

    delivery: DeliveryNo


def _touch_route(tx: Tx, _: Sequence[Request[RouteEvents]]) -> None:
    tx.want(CURSOR, [1])


def _router(receivers: Receivers) -> Callable[[Tx, Request], Outcome]:
    def route(tx: Tx, request: Request[RouteEvents]) -> Outcome:
        """Refuses: `cursor_invalid` when another worker was faster, or the places are too far apart."""
        command = request.command
        cursor, listening = tx.rows(CURSOR).get(1), store.listening(tx.connection)
        if cursor is None:
            cursor = tx.rows(CURSOR).add(Cursor(id=1, seq=0, n=-1))
        until = (command.until_seq, command.until_n)
        # Events before every endpoint's time are nobody's: the place may jump over them.
        reached = max((cursor.seq, cursor.n), (min((each.after_seq for each in listening), default=0), 1 << 40))
        if (command.after_seq, command.after_n) not in ((cursor.seq, cursor.n), reached):
            return Refusal("cursor_invalid", "routed meanwhile")
        found = store.events_after(tx.connection, command.after_seq, command.after_n, ROUTE_MAX)
        events = [event for event in found if (event.seq, event.n) <= until]
        if not events or (events[-1].seq, events[-1].n) != until:
            return Refusal("cursor_invalid", "no event there")
        wanted = _wanted(events, receivers(tx.connection, events, listening))
        numbers: Fresh = tx.ids.take(len(wanted)) if wanted else 0
        for place, (endpoint, event) in enumerate(wanted):
            made = Delivery(
                id=numbers + place,
                endpoint=endpoint.id,
                seq=event.seq,
                n=event.n,
                kind=event.kind,
                state=int(DeliveryState.WAITING),
                tries=0,
                tries_before=0,
                next_at=0,
                routed_at=request.at,
                done_at=0,
                last_status=0,
                last_error="",
            )
            tx.rows(DELIVERIES).add(made)
        cursor.seq, cursor.n = until
        tx.rows(CURSOR).changed(cursor)
        return EventsRouted(len(wanted))

    return route


def _wanted(events: Sequence[store.Event], told: Sequence[Sequence[Endpoint]]) -> list[tuple[Endpoint, store.Event]]:
    """Which endpoint is sent which event, in the order of events."""
    return [
        (endpoint, event)
        for event, endpoints in zip(events, told, strict=True)
        for endpoint in endpoints
        if event.seq > endpoint.after_seq and endpoint.wants(event.kind)
    ]


def _touch_claim(tx: Tx, requests: Sequence[Request[ClaimWebhook | RecordAttempts]]) -> None:
    tx.want(ENDPOINTS, {request.command.endpoint for request in requests})


def _claim(tx: Tx, request: Request[ClaimWebhook]) -> Outcome:
    """Refuses: `webhook_not_found`, `webhook_busy` (paused, or another worker's)."""
    endpoint = tx.rows(ENDPOINTS).get(request.command.endpoint)
    if endpoint is None:
        return Refusal("webhook_not_found")
    if endpoint.status != "active" or endpoint.leased_until > request.at:
        return Refusal("webhook_busy")
    endpoint.lease += 1
    endpoint.leased_until = request.at + LEASE_US
    tx.rows(ENDPOINTS).changed(endpoint)
    return WebhookClaimed(endpoint.id, endpoint.lease)


def _touch_record(tx: Tx, requests: Sequence[Request[RecordAttempts]]) -> None:
    _touch_claim(tx, requests)
    tx.want(DELIVERIES, {attempt[0] for request in requests for attempt in request.command.attempts})


def _record(tx: Tx, request: Request[RecordAttempts]) -> Outcome:
    """Refuses: `webhook_not_found`, `webhook_busy` (the claim is another worker's by now), `delivery_not_found`."""
    command = request.command
    endpoint = tx.rows(ENDPOINTS).get(command.endpoint)
    if endpoint is None:
        return Refusal("webhook_not_found")
    if endpoint.lease != command.lease:
        return Refusal("webhook_busy")
    attempts = [Attempt(*attempt) for attempt in command.attempts]
    found = [tx.rows(DELIVERIES).get(attempt.delivery) for attempt in attempts]
    if any(delivery is None or delivery.endpoint != endpoint.id for delivery in found):
        return Refusal("delivery_not_found")
    for delivery, attempt in zip(found, attempts, strict=True):
        if delivery is not None:
            _take_down(tx, request.at, endpoint, delivery, attempt)
    endpoint.leased_until = 0
    tx.rows(ENDPOINTS).changed(endpoint)
    return AttemptsRecorded(endpoint.id, len(attempts))


def _take_down(tx: Tx, at: int, endpoint: Endpoint, delivery: Delivery, attempt: Attempt) -> None:
    """Writes one attempt, and what follows for its delivery and its endpoint."""
    delivery.tries += 1
    row = (delivery.id, delivery.tries, attempt.at, attempt.status, attempt.error, attempt.took_ms)
    tx.appender("webhook_attempts", ATTEMPT_COLUMNS).append(row)
    delivery.last_status, delivery.last_error = attempt.status, attempt.error
    tx.rows(DELIVERIES).changed(delivery)
    first_time = delivery.state == DeliveryState.WAITING
    tries = delivery.tries - delivery.tries_before
    if attempt.taken:
        delivery.state, delivery.done_at, endpoint.dead_in_row = int(DeliveryState.DELIVERED), at, 0
        rested = at + attempt.rest_us if attempt.rest_us else 0
        endpoint.next_at = rested if first_time else endpoint.next_at
    elif tries >= TRIES_MAX or attempt.status == GONE:
        delivery.state, delivery.done_at = int(DeliveryState.DEAD), at
        endpoint.next_at = 0 if first_time else endpoint.next_at
        endpoint.dead_in_row += first_time
        if attempt.status == GONE or endpoint.dead_in_row >= DEAD_MAX:
            _disable(tx, at, endpoint)
    elif first_time:
        endpoint.next_at = at + wait_us(delivery.id, tries)
    else:
        delivery.next_at = at + wait_us(delivery.id, tries)


def _disable(tx: Tx, at: int, endpoint: Endpoint) -> None:
    if endpoint.status == "active":
        endpoint.status = "disabled"
        emit(tx, DISABLED, at, endpoint.institution, WebhookData(webhook=endpoint.id))


def _touch_again(tx: Tx, requests: Sequence[Request[Redeliver]]) -> None:
    """A delivery's endpoint never changes, so it is read without a lock."""
    wanted = {request.command.delivery for request in requests}
    tx.want(ENDPOINTS, {row.endpoint for row in DELIVERIES.read(tx.connection, wanted)})
    tx.want(DELIVERIES, wanted)


def _again(tx: Tx, request: Request[Redeliver]) -> Outcome:
    """Refuses: `delivery_not_found`, `webhook_closed`, `delivery_waiting` (it is still being tried)."""
    delivery = tx.rows(DELIVERIES).get(request.command.delivery)
    if delivery is None:
        return Refusal("delivery_not_found")
    if tx.rows(ENDPOINTS)[delivery.endpoint].status == "closed":
        return Refusal("webhook_closed")
    if delivery.state not in (DeliveryState.DELIVERED, DeliveryState.DEAD):
        return Refusal("delivery_waiting")
    delivery.state, delivery.tries_before = int(DeliveryState.AGAIN), delivery.tries
    delivery.next_at, delivery.done_at = request.at, 0
    tx.rows(DELIVERIES).changed(delivery)
    return RedeliveryPlaced(delivery.id)


def operations(receivers: Receivers) -> tuple[Operation, ...]:
    """The operations of deliveries; `receivers` decides who is told of what."""
    return (
        Operation("route_events", RouteEvents, EventsRouted, _touch_route, one_by_one(_router(receivers))),
        Operation("claim_webhook", ClaimWebhook, WebhookClaimed, _touch_claim, one_by_one(_claim)),
        Operation("record_attempts", RecordAttempts, AttemptsRecorded, _touch_record, one_by_one(_record)),
        Operation("redeliver", Redeliver, RedeliveryPlaced, _touch_again, one_by_one(_again)),
    )
