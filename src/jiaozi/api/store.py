"""Lists by the sequencer's number, and outcomes by key. Plain SQL over a snapshot."""

from jiaozi.db.engine import Connection, Row
from jiaozi.db.groups import COMMITTED


def groups(connection: Connection, after: int, limit: int) -> list[Row]:
    """Rows (seq, id, recorded_at, digest, chain, transfers) of committed groups numbered after `after`."""
    columns = "seq, id, recorded_at, digest, chain, transfers"
    sql = f"SELECT {columns} FROM commit_groups WHERE seq > ? AND state = ? ORDER BY seq LIMIT ?"
    return connection.query(sql, (after, COMMITTED, limit))


def events(connection: Connection, owner: int, after: tuple[int, ...], limit: int) -> list[Row]:
    """Rows (seq, n, kind, at, owner, payload) of events after a place; of one institution, or of all when it is 0."""
    seq, n = after
    where, parameters = (" AND e.owner = ?", (owner,)) if owner else ("", ())
    sql = (
        "SELECT g.seq, e.n, e.kind, e.at, e.owner, e.payload "
        "FROM commit_groups g CROSS JOIN events e ON e.group_id = g.id "
        f"WHERE g.seq >= ? AND (g.seq > ? OR e.n > ?){where} ORDER BY g.seq, e.n LIMIT ?"
    )
    return connection.query(sql, (seq, seq, n, *parameters, limit))


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
