"""Reads of locks. Plain SQL."""

from typing import Final

from jiaozi.db.engine import Connection
from jiaozi.kinds import LockNo
from jiaozi.locks.model import Lock, LockState, LockStep
from jiaozi.locks.schema import LOCK_STEPS, LOCKS

_STEPS: Final = f"SELECT {', '.join(LOCK_STEPS.columns)} FROM lock_steps WHERE payment = ? ORDER BY number"


def lock(connection: Connection, number: LockNo) -> Lock | None:
    """The lock, or None."""
    found = LOCKS.read(connection, [number])
    return found[0] if found else None


def steps_of(connection: Connection, number: LockNo) -> list[LockStep]:
    """What was done with a lock, in order."""
    return [LockStep(*row) for row in connection.query(_STEPS, (number,))]


def due_locks(connection: Connection, at: int, limit: int) -> list[LockNo]:
    """Open locks that have ended, or are to be tried again, the longest overdue first."""
    sql = "SELECT id FROM locks WHERE state = ? AND due_at <= ? ORDER BY due_at, id LIMIT ?"
    return [row[0] for row in connection.query(sql, (int(LockState.OPEN), at, limit))]
