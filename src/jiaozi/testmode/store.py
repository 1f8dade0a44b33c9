"""Reads of test mode. Plain SQL."""

from jiaozi.db.engine import Connection
from jiaozi.testmode.model import Party, Twin
from jiaozi.testmode.schema import TWINS

_PARTY = ", ".join(Party._fields)


def twin(connection: Connection, number: int) -> Twin | None:
    """The twin of a live principal, or None."""
    found = TWINS.read(connection, [number])
    return found[0] if found else None


def twin_of(connection: Connection, principal: int) -> int:
    """The twin a principal of the test world is a party of; 0 for none."""
    rows = connection.query("SELECT twin FROM test_parties WHERE principal = ?", (principal,))
    return rows[0][0] if rows else 0


def parties(connection: Connection, twin: int) -> list[Party]:
    """A twin's parties: itself first, then its customers."""
    rows = connection.query(f"SELECT {_PARTY} FROM test_parties WHERE twin = ? ORDER BY place", (twin,))
    return [Party(*row) for row in rows]
