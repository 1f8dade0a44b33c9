"""Every operation of the platform, in one list."""

from jiaozi.db.commands import Operation, Operations


def all_operations() -> Operations:
    """The operations of all features."""
    listed: list[Operation] = []
    return Operations(listed)
