"""Reads of prepaid contracts. Plain SQL."""

from typing import Final

from jiaozi.db.engine import Connection
from jiaozi.kinds import Instant, MerchantNo, PrepaidNo, PrepaidPlanNo
from jiaozi.prepaid.model import Bankruptcy, Prepaid, PrepaidPlan, PrepaidState, PrepaidUse
from jiaozi.prepaid.schema import BANKRUPTCIES, PREPAID_PLANS, PREPAID_USES, PREPAIDS

_USES: Final = f"SELECT {', '.join(PREPAID_USES.columns)} FROM prepaid_uses WHERE prepaid = ? ORDER BY number"
_OPEN: Final = int(PrepaidState.OPEN)


def plan(connection: Connection, number: PrepaidPlanNo) -> PrepaidPlan | None:
    """The plan, or None."""
    return next(iter(PREPAID_PLANS.read(connection, [number])), None)


def prepaid(connection: Connection, number: PrepaidNo) -> Prepaid | None:
    """The contract, or None."""
    return next(iter(PREPAIDS.read(connection, [number])), None)


def bankruptcy(connection: Connection, number: MerchantNo) -> Bankruptcy | None:
    """That a merchant is bankrupt, or None."""
    return next(iter(BANKRUPTCIES.read(connection, [number])), None)


def uses_of(connection: Connection, number: PrepaidNo) -> list[PrepaidUse]:
    """What was used of a contract, in order."""
    return [PrepaidUse(*row) for row in connection.query(_USES, (number,))]


def has_due(connection: Connection, at: Instant) -> bool:
    """Whether an open contract has come due, or has a bankrupt merchant."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM prepaids WHERE state = ? AND due_at <= ?) OR EXISTS ("
        "SELECT 1 FROM bankruptcies b JOIN prepaids p ON p.merchant = b.merchant AND p.state = ?)"
    )
    return bool(connection.query(sql, (_OPEN, at, _OPEN))[0][0])


def due_prepaids(connection: Connection, at: Instant, limit: int) -> list[tuple[PrepaidNo, Instant]]:
    """Open contracts for which something has come due, the longest overdue first, each with when that was."""
    sql = "SELECT id, due_at FROM prepaids WHERE state = ? AND due_at <= ? ORDER BY due_at, id LIMIT ?"
    return [(row[0], row[1]) for row in connection.query(sql, (_OPEN, at, limit))]


def bankrupt_prepaids(connection: Connection, limit: int) -> list[PrepaidNo]:
    """Open contracts with bankrupt merchants."""
    sql = (
        "SELECT p.id FROM bankruptcies b JOIN prepaids p ON p.merchant = b.merchant AND p.state = ?"
        " ORDER BY p.merchant, p.id LIMIT ?"
    )
    return [row[0] for row in connection.query(sql, (_OPEN, limit))]
