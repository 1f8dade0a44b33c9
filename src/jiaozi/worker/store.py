"""What the worker asks before it takes a lock. Plain SQL."""

from jiaozi.db.engine import Connection
from jiaozi.db.groups import COMMITTED


def has_unnumbered_groups(connection: Connection) -> bool:
    """Whether a committed group still waits for its number."""
    return bool(connection.query("SELECT 1 FROM commit_groups WHERE seq IS NULL AND state = ? LIMIT 1", (COMMITTED,)))
