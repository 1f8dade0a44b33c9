"""Every operation of the platform, in one list."""

from jiaozi.db.commands import Operation, Operations
from jiaozi.ledger.commands import OPERATIONS as LEDGER


def all_operations() -> Operations:
    """The operations of all features."""
    listed: list[Operation] = [*LEDGER]
    return Operations(listed)
