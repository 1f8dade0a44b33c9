"""The statements behind reconciliation's invariants."""

from jiaozi.db.engine import Connection, Row
from jiaozi.reconciliation.model import BreakState, DayState


def wrong_sums(connection: Connection) -> list[Row]:
    """(account, day, announced entries and net, those that are there) of statements that are not what they were."""
    net, there = "r.core_credit_minor - r.core_debit_minor", "COALESCE(SUM(e.minor), 0)"
    sql = f"""
SELECT r.account, r.day, r.core_entries, {net}, COUNT(e.number), {there}
FROM reconciliations r LEFT JOIN core_entries e ON e.account = r.account AND e.day = r.day AND e.attempt = r.attempt
WHERE r.state <> {DayState.LOADING:d} GROUP BY r.account, r.day, r.core_entries, r.core_credit_minor, r.core_debit_minor
HAVING COUNT(e.number) <> r.core_entries OR {there} <> {net}"""
    return connection.query(sql)


def unexplained(connection: Connection) -> list[Row]:
    """(account, day, breaks, open ones, those explained by words, difference, and what its breaks come to) of days that
    do not add up."""
    difference = "r.core_credit_minor - r.core_debit_minor - r.platform_credit_minor + r.platform_debit_minor"
    found = "COALESCE(SUM(b.core_minor - b.platform_minor), 0)"
    still, words = (
        f"COALESCE(SUM(CASE WHEN b.state = {state:d} THEN 1 ELSE 0 END), 0)"
        for state in (BreakState.OPEN, BreakState.EXPLAINED)
    )
    told = "r.core_credit_minor, r.core_debit_minor, r.platform_credit_minor, r.platform_debit_minor"
    sql = f"""
SELECT r.account, r.day, r.breaks, r.open_breaks, r.explained_breaks, {difference}, COUNT(b.number), {still}, {words},
 {found}
FROM reconciliations r
LEFT JOIN reconciliation_breaks b ON b.account = r.account AND b.day = r.day AND b.round = r.round
WHERE r.state IN ({DayState.MATCHED:d}, {DayState.CLOSED:d})
GROUP BY r.account, r.day, r.breaks, r.open_breaks, r.explained_breaks, {told}
HAVING COUNT(b.number) <> r.breaks OR {still} <> r.open_breaks OR {words} <> r.explained_breaks
 OR {found} <> {difference}"""
    return connection.query(sql)
