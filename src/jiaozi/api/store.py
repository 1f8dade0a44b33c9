"""Lists by the sequencer's number, and outcomes by key. Plain SQL over a snapshot."""

from typing import Final

from jiaozi.db.engine import Connection, Row
from jiaozi.db.groups import BY_NUMBER, COMMITTED

Place = tuple[int, int]
"""A group's number, and the number of something in it."""


def groups(connection: Connection, after: int, limit: int) -> list[Row]:
    """Rows (seq, id, recorded_at, digest, chain, transfers) of committed groups numbered after `after`."""
    columns = "seq, id, recorded_at, digest, chain, transfers"
    sql = f"SELECT {columns} FROM commit_groups WHERE seq > ? AND state = ? ORDER BY seq LIMIT ?"
    return connection.query(sql, (after, COMMITTED, limit))


_EVENTS: Final = """FROM commit_groups g CROSS JOIN events e ON e.group_id = g.id
WHERE g.seq >= ? AND (g.seq > ? OR e.n > ?)"""


def events(connection: Connection, after: Place, limit: int) -> list[Row]:
    """Rows (seq, n, kind, at, owner, payload) of everybody's events after a place."""
    sql = f"SELECT {BY_NUMBER} g.seq, e.n, e.kind, e.at, e.owner, e.payload {_EVENTS} ORDER BY g.seq, e.n LIMIT ?"
    return connection.query(sql, (after[0], *after, limit))


def events_of(connection: Connection, owner: int, after: Place, last: Place, limit: int) -> list[Row]:
    """The same of one institution's, up to a place."""
    sql = (
        f"SELECT {BY_NUMBER} g.seq, e.n, e.kind, e.at, e.owner, e.payload {_EVENTS} "
        "AND g.seq <= ? AND (g.seq < ? OR e.n <= ?) AND e.owner = ? ORDER BY g.seq, e.n LIMIT ?"
    )
    return connection.query(sql, (after[0], *after, last[0], *last, owner, limit))


def event_at(connection: Connection, after: Place, number: int) -> Place | None:
    """The place of so manieth event after a place, from 1; None where there are fewer."""
    sql = f"SELECT {BY_NUMBER} g.seq, e.n {_EVENTS} ORDER BY g.seq, e.n LIMIT 1 OFFSET ?"
    rows = connection.query(sql, (after[0], *after, number - 1))
    return (rows[0][0], rows[0][1]) if rows else None


def outcome(connection: Connection, principal: int, operation: str, key: str) -> tuple[int, str] | None:
    """When a request was decided, and its stored outcome; None when its key was never used."""
    names = ("principal", "operation", "idempotency_key")
    rows = connection.fetch("outcomes", ("decided_at", "outcome"), names, [(principal, operation, key)])
    return (rows[0][0], rows[0][1]) if rows else None


def operator_limits(connection: Connection, operator: int) -> list[Row]:
    """Rows (kind, wallet_class, component, limit_minor) of an operator's own limits."""
    sql = (
        "SELECT kind, wallet_class, component, limit_minor FROM operator_limits WHERE operator = ? "
        "ORDER BY kind, wallet_class, component"
    )
    return connection.query(sql, (operator,))
