"""What the worker asks before it takes a lock. Plain SQL."""

from jiaozi.db.engine import Connection
from jiaozi.db.groups import COMMITTED, transfer_ids


def has_unnumbered_groups(connection: Connection) -> bool:
    """Whether a committed group still waits for its number."""
    return bool(connection.query("SELECT 1 FROM commit_groups WHERE seq IS NULL AND state = ? LIMIT 1", (COMMITTED,)))


def newest_number(connection: Connection) -> int:
    """The number of the newest numbered group; 0 before the first."""
    return int(connection.query("SELECT max(seq) FROM commit_groups")[0][0] or 0)


def transfers_after(connection: Connection, seq: int, groups: int) -> list[int]:
    """The transfers of the next groups after a number, of at most so many groups."""
    sql = "SELECT transfers FROM commit_groups WHERE seq > ? ORDER BY seq LIMIT ?"
    return [number for (packed,) in connection.query(sql, (seq, groups)) for number in transfer_ids(bytes(packed))]
