"""What a database is a world of: its name, its start, and its clock. One row, made when the world is created.

A simulated world's clock is the machine's, moved by a fixed offset; it goes on from where the simulation stopped.
A test world has a row more: it says that this is one, and how far its clock was advanced since.
"""

from typing import Final, NamedTuple

from jiaozi.clock import AdvancedClock, Clock, SystemClock
from jiaozi.db import schema
from jiaozi.db.engine import Connection, DuplicateKey, Engine
from jiaozi.db.schema import CheckConstraint

NAME_MAX: Final = 64
"""Characters of a world's name."""
world: Final = schema.table(
    "world",
    schema.big("id", key=True),
    schema.text("name", NAME_MAX),
    schema.big("clock_offset_us"),
    schema.big("created_at"),
    schema.text("keyring_check", 32),
    CheckConstraint("id = 1", name="world_one_row"),
)


class World(NamedTuple):
    """Name, clock offset in microseconds (0: the real time), when it was created, and what its keyring is known by."""

    name: str
    clock_offset_us: int
    created_at: int
    keyring_check: str

    @property
    def simulated(self) -> bool:
        """Whether its time is not the real one."""
        return self.clock_offset_us != 0


def read(connection: Connection) -> World | None:
    """The world of a database, or None before it was created."""
    rows = connection.query("SELECT name, clock_offset_us, created_at, keyring_check FROM world WHERE id = 1")
    return World(*rows[0]) if rows else None


def ahead_us(connection: Connection) -> int | None:
    """By how many microseconds a test world's clock was advanced; None in a live world."""
    rows = connection.query("SELECT ahead_us FROM test_world WHERE id = 1")
    return rows[0][0] if rows else None


def named(connection: Connection) -> str:
    """The name of a world in what is signed, told from that of its test world and of a copy with another keyring: its
    mode, and what its keyring is known by."""
    found = read(connection)
    return f"{'live' if ahead_us(connection) is None else 'test'}:{found.keyring_check if found else ''}"


def create(engine: Engine, name: str, now_us: int, machine_us: int, keyring_check: str, *, test: bool = False) -> World:
    """Creates the world whose time is `now_us` when the machine's is `machine_us`, unless there is one; returns it."""
    connection = engine.connect()
    try:
        connection.begin()
        try:
            connection.insert("counters", ("name", "value"), [("node", 0)])
            columns = ("id", "name", "clock_offset_us", "created_at", "keyring_check")
            connection.insert("world", columns, [(1, name, now_us - machine_us, now_us, keyring_check)])
            connection.insert("chain_head", ("id", "seq", "chain"), [(1, 0, b"")])
            if test:
                connection.insert("test_world", ("id", "ahead_us", "twins"), [(1, 0, 0)])
            connection.commit()
        except DuplicateKey:
            connection.rollback()
        found = read(connection)
        if found is None:
            raise LookupError("the world was not created")
        return found
    finally:
        connection.close()


def set_clock(engine: Engine, now_us: int, machine_us: int) -> None:
    """Sets a simulated world's clock to `now_us` at the machine's `machine_us`."""
    connection = engine.connect()
    try:
        connection.begin()
        connection.execute("UPDATE world SET clock_offset_us = ? WHERE id = 1", (now_us - machine_us,))
        connection.commit()
    finally:
        connection.close()


def clock_of(found: World, ahead_us: int | None = None) -> Clock:
    """The clock of a world; a test world's was advanced by `ahead_us`."""
    if ahead_us is None:
        return SystemClock(found.clock_offset_us)
    clock = AdvancedClock(found.clock_offset_us)
    clock.be_ahead(ahead_us)
    return clock


def now(connection: Connection) -> int | None:
    """A world's time in Unix microseconds, as this machine's clock has it; None before it was created."""
    found = read(connection)
    return clock_of(found, ahead_us(connection)).now() if found is not None else None
