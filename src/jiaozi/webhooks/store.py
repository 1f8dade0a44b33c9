"""Reads of webhooks and of the events they send. Plain SQL."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from jiaozi.db.engine import Connection, Row
from jiaozi.db.groups import BY_NUMBER
from jiaozi.ids import first_id_at
from jiaozi.kinds import Count, DeliveryNo, EndpointNo, Instant, InstitutionNo
from jiaozi.webhooks.model import Cursor, Delivery, DeliveryState, Endpoint, EventKind, Scope
from jiaozi.webhooks.schema import ATTEMPT_COLUMNS, CURSOR, DELIVERIES, ENDPOINTS

_ENDPOINT: Final = ", ".join(ENDPOINTS.columns)
_DELIVERY: Final = ", ".join(DELIVERIES.columns)
_EVENT: Final = (
    "g.seq, e.n, e.kind, e.at, e.owner, e.payload FROM commit_groups g CROSS JOIN events e ON e.group_id = g.id"
)
_AFTER: Final = "g.seq >= ? AND (g.seq > ? OR e.n > ?)"
"""In this form the look-up begins at the place, in the index of numbers, and does not read all events there are."""


class Event(NamedTuple):
    """A row of `events` with its group's number. `payload` is JSON."""

    seq: Count
    n: Count
    kind: EventKind
    at: Instant
    owner: InstitutionNo
    payload: str


class Due(NamedTuple):
    """A delivery to be tried now, with its event."""

    delivery: Delivery
    event: Event


def cursor(connection: Connection) -> Cursor:
    """Up to where events are routed; the beginning before the first endpoint."""
    found = CURSOR.read(connection, [1])
    return found[0] if found else Cursor(id=1, seq=0, n=-1)


def last_number(connection: Connection) -> int:
    """The number of the newest numbered group; 0 before the first."""
    rows = connection.query("SELECT max(seq) FROM commit_groups")
    return rows[0][0] or 0


def events_after(connection: Connection, seq: int, n: int, limit: int) -> list[Event]:
    """Events after a place, in order."""
    sql = f"SELECT {BY_NUMBER} {_EVENT} WHERE {_AFTER} ORDER BY g.seq, e.n LIMIT ?"
    return [Event(*row) for row in connection.query(sql, (seq, seq, n, limit))]


def endpoint(connection: Connection, number: EndpointNo) -> Endpoint | None:
    """The endpoint, or None."""
    found = ENDPOINTS.read(connection, [number])
    return found[0] if found else None


def endpoints_of(connection: Connection, scope: Scope) -> list[Endpoint]:
    """The endpoints of a scope that are not closed, oldest first."""
    sql = (
        f"SELECT {_ENDPOINT} FROM webhook_endpoints "
        "WHERE institution = ? AND merchant = ? AND wallet = ? AND status <> ? ORDER BY id"
    )
    return [Endpoint(*row) for row in connection.query(sql, (*scope, "closed"))]


def listening(connection: Connection) -> list[Endpoint]:
    """Every endpoint to which events are routed: all but the closed and the disabled."""
    sql = f"SELECT {_ENDPOINT} FROM webhook_endpoints WHERE status IN (?, ?) ORDER BY id"
    states = ("active", "paused")
    return [Endpoint(*row) for row in connection.query(sql, states)]


def first_number(connection: Connection) -> int | None:
    """The number after which events are wanted by somebody; None while nobody wants any."""
    sql = "SELECT min(after_seq) FROM webhook_endpoints WHERE status IN (?, ?)"
    found: int | None = connection.query(sql, ("active", "paused"))[0][0]
    return found


def due_endpoints(connection: Connection, now: int, limit: int, listens: str) -> list[tuple[EndpointNo, Scope]]:
    """Endpoints that are nobody's at the moment and have something to be sent, with their scopes, of those to which
    `listens` applies: the condition, about the endpoint `e`, of whoever knows for whom it is open."""
    exists = "EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.endpoint = e.id AND d.state = ?"
    sql = (
        "SELECT e.id, e.institution, e.merchant, e.wallet FROM webhook_endpoints e "
        "WHERE e.status = ? AND e.leased_until <= ? "
        f"AND (e.next_at <= ? AND {exists}) OR {exists} AND d.next_at <= ?)) AND {listens} "
        "ORDER BY e.next_at, e.id LIMIT ?"
    )
    active, waiting, again = "active", int(DeliveryState.WAITING), int(DeliveryState.AGAIN)
    rows = connection.query(sql, (active, now, now, waiting, again, now, limit))
    return [(number, Scope(*scope)) for number, *scope in rows]


def due_deliveries(connection: Connection, found: Endpoint, now: int, limit: int) -> list[Due]:
    """What is to be sent to an endpoint now: first what was asked for again, then the waiting ones in order."""
    sql = (
        f"SELECT {', '.join(f'd.{name}' for name in DELIVERIES.columns)}, "
        "g.seq, e.n, e.kind, e.at, e.owner, e.payload FROM webhook_deliveries d "
        "JOIN commit_groups g ON g.seq = d.seq JOIN events e ON e.group_id = g.id AND e.n = d.n "
        "WHERE d.endpoint = ? AND d.state = ? AND d.next_at <= ? ORDER BY d.seq, d.n LIMIT ?"
    )
    rows = connection.query(sql, (found.id, int(DeliveryState.AGAIN), now, limit))
    if found.next_at <= now:
        rows += connection.query(sql, (found.id, int(DeliveryState.WAITING), now, limit))
    width = len(DELIVERIES.columns)
    return [Due(Delivery(*row[:width]), Event(*row[width:])) for row in rows[:limit]]


def delivery(connection: Connection, number: int) -> Delivery | None:
    """The delivery, or None."""
    found = DELIVERIES.read(connection, [number])
    return found[0] if found else None


def deliveries_of(
    connection: Connection, number: int, after: tuple[int, ...], limit: int, state: int | None
) -> list[Delivery]:
    """An endpoint's deliveries after a place, in the order of events; those of one state when it is given."""
    where, given = (" AND state = ?", (state,)) if state is not None else ("", ())
    sql = (
        f"SELECT {_DELIVERY} FROM webhook_deliveries WHERE endpoint = ? AND (seq > ? OR seq = ? AND n > ?){where} "
        "ORDER BY seq, n LIMIT ?"
    )
    seq, n = after
    return [Delivery(*row) for row in connection.query(sql, (number, seq, seq, n, *given, limit))]


def over_deliveries(connection: Connection, taken: int, given_up: int, limit: int) -> list[DeliveryNo]:
    """Deliveries that were taken before one instant, or given up or routed and never sent before another."""
    found: list[DeliveryNo] = []
    ended = "SELECT id FROM webhook_deliveries WHERE state = ? AND done_at < ? ORDER BY done_at, id LIMIT ?"
    for state, before in ((DeliveryState.DELIVERED, taken), (DeliveryState.DEAD, given_up)):
        found += [row[0] for row in connection.query(ended, (int(state), before, limit))]
    never = (
        "SELECT id FROM webhook_deliveries WHERE state = ? AND done_at = 0 AND id < ? AND next_at < ? "
        "ORDER BY id LIMIT ?"
    )
    for state in (DeliveryState.WAITING, DeliveryState.AGAIN):
        rows = connection.query(never, (int(state), first_id_at(given_up), given_up, limit))
        found += [row[0] for row in rows]
    return found[:limit]


def remove_deliveries(connection: Connection, numbers: Sequence[int]) -> None:
    """Deletes deliveries and their attempts."""
    marks = ", ".join("?" for _ in numbers)
    if numbers:
        connection.execute(f"DELETE FROM webhook_attempts WHERE delivery IN ({marks})", tuple(numbers))
        connection.execute(f"DELETE FROM webhook_deliveries WHERE id IN ({marks})", tuple(numbers))


def attempts_of(connection: Connection, number: int) -> list[Row]:
    """Rows (delivery, n, at, status, error, took_ms) of a delivery's attempts, first to last."""
    sql = f"SELECT {', '.join(ATTEMPT_COLUMNS)} FROM webhook_attempts WHERE delivery = ? ORDER BY n"
    return connection.query(sql, (number,))
