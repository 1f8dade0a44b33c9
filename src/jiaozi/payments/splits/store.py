"""Reads of split plans and of the parts of payments. Plain SQL."""

from collections.abc import Collection
from typing import Any, Final, TypeVar

from jiaozi.db.engine import Connection, Row
from jiaozi.payments.splits.model import PlanPart, SplitPart, SplitPlan
from jiaozi.payments.splits.schema import PLAN_PARTS, SPLIT_PARTS, SPLIT_PLANS

T = TypeVar("T", bound=tuple[Any, ...])
_PLAN: Final = ", ".join(f"p.{name}" for name in SPLIT_PLANS.columns)


def plan(connection: Connection, number: int) -> SplitPlan | None:
    """The plan, or None."""
    found = SPLIT_PLANS.read(connection, [number])
    return found[0] if found else None


def parts_of_plan(connection: Connection, found: SplitPlan) -> list[PlanPart]:
    """A plan's parts, in order."""
    rows = PLAN_PARTS.read(connection, [(found.id, n) for n in range(1, found.sellers + 1)])
    return sorted(rows, key=lambda row: row.n)


def plans_page(connection: Connection, merchant: int, after: int, limit: int) -> list[SplitPlan]:
    """Plans in which a merchant is the platform or a seller, with ids above `after`."""
    sql = (
        f"SELECT {_PLAN} FROM split_plans p WHERE p.id > ? AND (p.merchant = ? OR p.id IN "
        "(SELECT s.plan FROM split_plan_parts s WHERE s.seller = ?)) ORDER BY p.id LIMIT ?"
    )
    return [SplitPlan(*row) for row in connection.query(sql, (after, merchant, merchant, limit))]


def part_keys(connection: Connection, payments: Collection[int]) -> list[Row]:
    """(payment, n, wallet) of every party of these payments; none for a payment that was not split."""
    wanted = [(payment,) for payment in payments]
    return connection.fetch("split_parts", ("payment", "n", "wallet"), ("payment",), wanted)


def parts_of_payments(connection: Connection, payments: Collection[int]) -> dict[int, list[tuple[int, int, int]]]:
    """(first transfer, n, merchant) of the parts of each payment that was split, in the order of transfers."""
    columns = ("payment", "transfer", "n", "merchant")
    rows = connection.fetch("split_parts", columns, ("payment",), [(payment,) for payment in payments])
    return _by_first([(row[0], (row[1], row[2], row[3])) for row in rows])


def given_back(connection: Connection, payments: Collection[int]) -> dict[int, list[tuple[int, int]]]:
    """(first transfer, n) of what parties gave back in all refunds of each payment, in the order of transfers; what the
    platform gave in a seller's place is its own, 0."""
    wanted = [(payment,) for payment in payments]
    rows = connection.fetch("split_refunds", ("payment", "transfer", "refund", "n"), ("payment",), wanted)
    advanced = {tuple(row) for row in connection.fetch("split_advances", ("refund", "n"), ("payment",), wanted)}
    return _by_first([(row[0], (row[1], 0 if (row[2], row[3]) in advanced else row[3])) for row in rows])


def _by_first(rows: list[tuple[int, T]]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = {}
    for number, row in sorted(rows):
        found.setdefault(number, []).append(row)
    return found


def advanced_of(connection: Connection, payment: int) -> dict[int, int]:
    """By part, what the platform gave of a payment's refunds in a seller's place, in minor units."""
    sql = "SELECT n, SUM(amount_minor) FROM split_advances WHERE payment = ? GROUP BY n"
    return {int(n): int(amount) for n, amount in connection.query(sql, (payment,))}


def parts_of_payment(connection: Connection, payment: int) -> list[SplitPart]:
    """What each party got of a payment, the platform first."""
    rows = connection.fetch("split_parts", SPLIT_PARTS.columns, ("payment",), [(payment,)])
    return sorted((SplitPart(*row) for row in rows), key=lambda row: row.n)
