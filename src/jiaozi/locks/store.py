"""Reads of locks. Plain SQL."""

from collections.abc import Collection
from typing import Final

from jiaozi.db.engine import Connection
from jiaozi.kinds import LockNo
from jiaozi.locks.escrow_model import LockProof
from jiaozi.locks.model import Lock, LockState, LockStep
from jiaozi.locks.schema import LOCK_PROOFS, LOCK_STEPS, LOCKS

_STEPS: Final = f"SELECT {', '.join(LOCK_STEPS.columns)} FROM lock_steps WHERE payment = ? ORDER BY number"


def lock(connection: Connection, number: LockNo) -> Lock | None:
    """The lock, or None."""
    found = LOCKS.read(connection, [number])
    return found[0] if found else None


def milestones_of(connection: Connection, escrow: LockNo) -> list[Lock]:
    """The locks of an escrow, in their order."""
    columns = ", ".join(LOCKS.columns)
    sql = f"SELECT {columns} FROM locks WHERE escrow = ? ORDER BY milestone"
    return [Lock(*row) for row in connection.query(sql, (escrow,))] if escrow else []


def siblings_of(connection: Connection, locks: Collection[LockNo]) -> list[LockNo]:
    """All milestones of the escrows that some are of. None is ever added to an escrow."""
    if not locks:
        return []
    marks = ", ".join("?" * len(locks))
    sql = f"SELECT s.id FROM locks l JOIN locks s ON s.escrow = l.escrow WHERE l.id IN ({marks}) AND l.escrow <> 0"
    return [row[0] for row in connection.query(sql, tuple(locks))]


def before_in_order(connection: Connection, locks: Collection[LockNo]) -> list[LockNo]:
    """The milestones that come before some, where an order is kept. None is ever added to an escrow."""
    if not locks:
        return []
    sql = (
        "SELECT s.id FROM locks l JOIN locks s ON s.escrow = l.escrow AND s.milestone < l.milestone"
        f" WHERE l.id IN ({', '.join('?' * len(locks))}) AND l.escrow <> 0 AND l.in_order = 1"
    )
    return [row[0] for row in connection.query(sql, tuple(locks))]


def proofs_of(connection: Connection, payments: Collection[int]) -> dict[int, LockProof]:
    """The signed statements by which locks were released, by lock."""
    return {row.payment: row for row in LOCK_PROOFS.read(connection, payments)}


def steps_of(connection: Connection, number: LockNo) -> list[LockStep]:
    """What was done with a lock, in order."""
    return [LockStep(*row) for row in connection.query(_STEPS, (number,))]


def due_locks(connection: Connection, at: int, limit: int) -> list[LockNo]:
    """Open locks that have ended, or are to be tried again, the longest overdue first."""
    sql = "SELECT id FROM locks WHERE state = ? AND due_at <= ? ORDER BY due_at, id LIMIT ?"
    return [row[0] for row in connection.query(sql, (int(LockState.OPEN), at, limit))]
