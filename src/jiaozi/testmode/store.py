"""Reads of test mode. Plain SQL."""

from collections.abc import Sequence

from jiaozi.db.engine import Connection
from jiaozi.kinds import PrincipalNo
from jiaozi.testmode.effects import DELIVER
from jiaozi.testmode.model import FailureRule, Party, Twin
from jiaozi.testmode.schema import RULES, TWINS

_PARTY = ", ".join(Party._fields)


def twin(connection: Connection, number: int) -> Twin | None:
    """The twin of a live principal, or None."""
    found = TWINS.read(connection, [number])
    return found[0] if found else None


def twin_of(connection: Connection, principal: int) -> PrincipalNo:
    """The twin a principal of the test world is a party of; 0 for none."""
    rows = connection.query("SELECT twin FROM test_parties WHERE principal = ?", (principal,))
    return rows[0][0] if rows else PrincipalNo(0)


def parties(connection: Connection, twin: int) -> list[Party]:
    """A twin's parties: itself first, then its customers."""
    rows = connection.query(f"SELECT {_PARTY} FROM test_parties WHERE twin = ? ORDER BY place", (twin,))
    return [Party(*row) for row in rows]


def rules_in_force(connection: Connection, twin: int) -> list[int]:
    """The numbers of a twin's rules that are in force, oldest first."""
    sql = "SELECT id FROM failure_rules WHERE twin = ? AND in_force = 1 ORDER BY id"
    return [row[0] for row in connection.query(sql, (twin,))] if twin else []


def rules(connection: Connection, numbers: Sequence[int]) -> list[FailureRule]:
    """Rules by number, oldest first."""
    return sorted(RULES.read(connection, numbers), key=lambda row: row.id)


def rules_page(connection: Connection, twin: int, after: int, limit: int) -> list[FailureRule]:
    """A twin's rules after a number, oldest first; those no longer in force, too."""
    sql = f"SELECT {', '.join(RULES.columns)} FROM failure_rules WHERE twin = ? AND id > ? ORDER BY id LIMIT ?"
    return [FailureRule(*row) for row in connection.query(sql, (twin, after, limit))]


def twins_with_delivery_rules(connection: Connection, institution: int, subject: int) -> list[PrincipalNo]:
    """The twins that have webhooks to this institution's merchant or wallet fail, those of the oldest rule first."""
    sql = (
        "SELECT twin FROM failure_rules WHERE institution = ? AND subject = ? AND in_force = 1 AND operation = ? "
        "ORDER BY id"
    )
    return [row[0] for row in connection.query(sql, (institution, subject, DELIVER))]
