"""Whether this process's clock may be trusted to write.

A wrong clock is found out by what does not depend on it: how long the machine has run, which nobody can set; the clock
of the database's server, where it has one; and the world's last record. Each witness is kept as one number, what its
clock showed when this machine was started, so a group is checked against all of them without asking the database.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from jiaozi.clock import (
    CLOCKS_APART_US,
    DAY_US,
    PLAY_APART_US,
    SECOND_US,
    Clock,
    SystemClock,
    boot_id,
    elapsed_us,
)
from jiaozi.db import schema
from jiaozi.db.engine import Connection, DuplicateKey, Engine
from jiaozi.db.world import World
from jiaozi.errors import Stop
from jiaozi.ids import first_id_at, time_of_id

BOOT: Final = "this machine's clock as it was"
SERVER: Final = "the database server's clock"
RECORD: Final = "the last record"

clock_marks: Final = schema.table(
    "clock_marks", schema.text("boot", 36, key=True), schema.big("offset_us"), schema.big("marked_at"), rowid=False
)
"""What each machine's clock showed, in microseconds, when it was started, by what was trusted or confirmed since; and
what it showed, by that, when this was kept."""

misdated_groups: Final = schema.table(
    "misdated_groups", schema.big("group_id", key=True), schema.big("at"), rowid=False
)
"""Groups that a clock ahead of its time wrote in the future, and when two people set them right."""

_LAST: Final = "SELECT id FROM commit_groups WHERE id < ? ORDER BY id DESC LIMIT 1"
_CONFIRMED: Final = (
    "SELECT g.id FROM commit_groups g LEFT JOIN misdated_groups m ON m.group_id = g.id "
    "WHERE g.id < ? AND m.group_id IS NULL ORDER BY g.id DESC LIMIT 1"
)
_MARK: Final = "SELECT offset_us, marked_at FROM clock_marks WHERE boot = ?"
_AHEAD: Final = (
    "SELECT g.id FROM commit_groups g LEFT JOIN misdated_groups m ON m.group_id = g.id "
    "WHERE g.id >= ? AND (m.group_id IS NULL OR m.at > ?) ORDER BY g.id LIMIT ?"
)
CONFIRMED_US: Final = DAY_US
"""So long a clock has to go on, and nobody to have set right what it recorded, until that is known to be past."""
FOLLOWS: Final = 6
"""In a day a mark follows the clock by at most this fraction of what clocks may be apart: small corrections, such as
those of a machine that is paused now and then, do not add up, and a clock that creeps gets no further in a day."""
ALL: Final = 2**31 - 1
TOLD_MAX: Final = 1_000
"""Groups in the future that an alarm counts; a clock that is years behind has all of them before it."""


class NotTrustedError(Stop):
    """The clock of this process is ahead of what a witness knows; nothing was written."""

    def __init__(self, detail: str) -> None:
        super().__init__("clock_not_trusted", detail)


def last_record(connection: Connection, before: int) -> int | None:
    """When the newest group before an instant began, in microseconds; None in a world without records."""
    rows = connection.query(_LAST, (first_id_at(before),))
    return time_of_id(rows[0][0]) if rows else None


def confirmed_us(connection: Connection, at: int) -> int:
    """The latest instant that is known to be past, for what can never be taken back: what was recorded then stands for
    a day, in which a wrong clock is told of and two people set right what it wrote. 0 where nothing is."""
    rows = connection.query(_CONFIRMED, (first_id_at(at - CONFIRMED_US),))
    return time_of_id(rows[0][0]) if rows else 0


def groups_ahead(connection: Connection, after: int, limit: int = ALL) -> list[int]:
    """Groups written after an instant that nobody has set right, or only to later than it, oldest first."""
    return [row[0] for row in connection.query(_AHEAD, (first_id_at(after), after, limit))]


def apart_us(world: World, *, test: bool) -> int:
    """How far clocks may be apart in a world."""
    return PLAY_APART_US if test or world.simulated else CLOCKS_APART_US


class ClockWatch:
    """Watches the clock of one process. A simulated clock stands still until somebody sets it, and is not watched."""

    def __init__(self, clock: Clock, world: World, apart: int, rest_us: int) -> None:
        self.apart_us = apart
        self._clock = clock
        self._machine = clock if isinstance(clock, SystemClock) else None
        self._offset_us = world.clock_offset_us
        self._rest_us = max(rest_us, apart)
        self._believed: int | None = None
        self._marked_at = 0
        self._rights: Mapping[str, int] = MappingProxyType({})
        self._lowest = self._highest = None if self._machine is None else self._right_now()
        self.records_ahead = 0
        """Groups in the future that nobody has set right, as of the last look."""

    def _right_now(self) -> int:
        """What the machine's clock would have shown when it was started, if it were right now."""
        return self._started_at(self._clock.now())

    def _started_at(self, now_us: int) -> int:
        """The same of an instant of the world."""
        ahead = 0 if self._machine is None else self._machine.ahead_us
        return now_us - ahead - self._offset_us - elapsed_us()

    def look(self, connection: Connection) -> None:
        """Asks the witnesses that the database has; a few reads by key."""
        if self._machine is None:
            return
        right, now = self._right_now(), self._clock.now()
        rights: dict[str, int] = {}
        self.records_ahead = len(groups_ahead(connection, now + self.apart_us, TOLD_MAX))
        if marks := connection.query(_MARK, (boot_id(),)):
            rights[BOOT], self._marked_at = marks[0]
        else:
            rights[RECORD] = self._first_right(connection, right, now)
        if (server := connection.clock_us()) is not None:
            rights[SERVER] = server - elapsed_us()
        self._rights = MappingProxyType(rights)
        self._lowest, self._highest = min(rights.values()), max(rights.values())

    def _first_right(self, connection: Connection, right: int, now: int) -> int:
        """What it showed when it was first believed: it had come no later after the last record than a world may rest.
        Until then that record is all there is to go by."""
        if self._believed is not None:
            return self._believed
        last = last_record(connection, now + self.apart_us)
        if last is None:
            self._believed = None if self.records_ahead else right
            return right
        ahead = 0 if self._machine is None else self._machine.ahead_us
        if now - last > self._rest_us + ahead:
            return self._started_at(last)
        self._believed = right
        return right

    def mark(self, engine: Engine, *, confirmed: bool = False) -> None:
        """Keeps what this machine's clock shows while it is trusted: once in each of its starts, then once a day, a
        little nearer to what it shows by then; when `confirmed` by the holder of the installation, as it is."""
        if self._machine is None or not boot_id() or not (confirmed or self._may_mark()):
            return
        right = self._right_now()
        kept, most = self._rights.get(BOOT, right), self.apart_us // FOLLOWS
        offset = right if confirmed else kept + max(-most, min(right - kept, most))
        connection = engine.connect()
        try:
            connection.begin()
            # What another process has kept meanwhile stays, and is a duplicate; what was confirmed replaces all.
            stale, seen = ("", ()) if confirmed else (" AND marked_at = ?", (self._marked_at,))
            connection.execute(f"DELETE FROM clock_marks WHERE boot = ?{stale}", (boot_id(), *seen))
            row = (boot_id(), offset, offset + elapsed_us())
            connection.insert("clock_marks", ("boot", "offset_us", "marked_at"), [row])
            connection.commit()
        except DuplicateKey:
            connection.rollback()
        else:
            self.look(connection)
        finally:
            connection.close()

    def _may_mark(self) -> bool:
        """Whether it is time: time as it passes, by no clock that can be set."""
        if (kept := self._rights.get(BOOT)) is None:
            return self._believed is not None and self.trusted
        near = max(self.ahead_us, self.behind_us) <= self.apart_us
        return near and elapsed_us() - (self._marked_at - kept) >= DAY_US

    def bounded_now(self) -> int:
        """The clock, but no further ahead than it may be: ids are taken by it, and do not come back."""
        now = self._clock.now()
        if self._machine is None or self._lowest is None:
            return now
        # Every request comes here: this is `_started_at` turned round, with little more than one reading of a clock.
        latest = self._lowest + self.apart_us + self._offset_us + self._machine.ahead_us + elapsed_us()
        return min(now, latest)

    @property
    def ahead_us(self) -> int:
        """By how much the clock is ahead of the witness that is furthest behind; 0 when it is ahead of none."""
        return 0 if self._lowest is None else max(self._right_now() - self._lowest, 0)

    @property
    def behind_us(self) -> int:
        """By how much it is behind the witness that is furthest ahead; 0 when it is behind none."""
        return 0 if self._highest is None else max(self._highest - self._right_now(), 0)

    @property
    def witnesses(self) -> tuple[str, ...]:
        """What the clock is held against, by name."""
        return tuple(self._rights)

    @property
    def trusted(self) -> bool:
        """Whether it may write."""
        return self.ahead_us <= self.apart_us

    @property
    def alarm(self) -> str:
        """What is wrong: it is ahead, soon or already too far to write; it is behind; or something is recorded in the
        future. Empty when all is well: less than half of what is allowed."""
        if self.ahead_us > self.apart_us // 2:
            return self._said("ahead of", self.ahead_us, self._lowest)
        if self.behind_us > self.apart_us // 2:
            return self._said("behind", self.behind_us, self._highest)
        return f"{self.records_ahead} groups are recorded in the future" if self.records_ahead else ""

    def _said(self, how: str, by_us: int, right: int | None) -> str:
        witness = next((name for name, number in self._rights.items() if number == right), BOOT)
        return f"the clock is {by_us // SECOND_US} s {how} {witness}"

    def recheck(self, connection: Connection) -> None:
        """Asks the witnesses again while the clock is not trusted: it may have been set right, or confirmed."""
        if not self.trusted:
            self.look(connection)

    def check(self, now_us: int) -> None:
        """Raises `NotTrustedError` when an instant of the clock, read just now, is further ahead than it may be."""
        if self._lowest is not None and self._started_at(now_us) - self._lowest > self.apart_us:
            raise NotTrustedError(self.alarm)
