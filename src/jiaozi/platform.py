"""A running platform: an engine with its schema, the world's clock, and the way in for commands."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from jiaozi import schema
from jiaozi.access.model import Mode
from jiaozi.clock import SECOND_US, AdvancedClock, Clock, SystemClock
from jiaozi.config import Settings
from jiaozi.db import groups, world
from jiaozi.db.clock_watch import ClockWatch, apart_us
from jiaozi.db.commands import Request, Result
from jiaozi.db.engine import Connection, Engine
from jiaozi.db.engines import open_engine
from jiaozi.db.pool import Pool
from jiaozi.db.runner import GroupRunner
from jiaozi.db.writer import Writer
from jiaozi.ids import IdSource
from jiaozi.keyring import Keyring, KeyringError
from jiaozi.operations import all_operations
from jiaozi.sharing import Share


def calm_garbage_collection() -> None:
    """Collects cycles less often: a group makes many short-lived rows and none of them in cycles. Saves an eighth."""
    gc.set_threshold(100_000, 20, 100)
    gc.enable()


class Platform:
    """One process's hold on a world. `close` it when done.

    With `test` a world that is not there yet becomes a test world, and one that is has to be one. Raises `ValueError`
    for a bad database URL and for a live world where a test world is wanted, `DatabaseError` when the database cannot
    be used, and `KeyringError` when the keyring is not the one that the world was created with.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Clock | None = None,
        name: str = Mode.LIVE.value,
        now_us: int = 0,
        test: bool = False,
        share: Share | None = None,
    ) -> None:
        self.settings = settings
        self.share = share or Share()
        self.engine: Engine = open_engine(settings.database_url())
        self.engine.turn = self.share.turn
        self._pool = Pool(self.engine)
        machine_us = SystemClock().now()
        schema.upgrade(self.engine, machine_us)
        # Where there is a world its keyring is somewhere, too: a fresh one would be in the way of the right one.
        with self.engine.snapshot() as found:
            open_keyring = Keyring.load if world.read(found) else Keyring.create
        self.keyring = open_keyring(settings.keyring)
        check = self.keyring.mark
        self.world = world.create(self.engine, name, now_us or machine_us, machine_us, check, test=test)
        if self.world.keyring_check != check:
            raise KeyringError(f"{settings.keyring} is not the keyring of this world")
        connection = self.engine.connect()
        try:
            ahead_us = world.ahead_us(connection)
            self.mode = Mode.LIVE if ahead_us is None else Mode.TEST
            if test and self.mode is Mode.LIVE:
                raise ValueError("the database of the test world holds a live one")
            self.clock: Clock = clock or world.clock_of(self.world, ahead_us)
            apart = apart_us(self.world, test=self.mode is Mode.TEST)
            self.watch = ClockWatch(self.clock, self.world, apart, settings.clock_rest_s * SECOND_US)
            self.watch.look(connection)
            self.ids = IdSource(groups.take_node(connection), lambda: self.watch.bounded_now() // 1000)
        finally:
            connection.close()
        self.watch.mark(self.engine)
        self.operations = all_operations(self.keyring)
        self._runner: GroupRunner | None = None
        self._writer: Writer | None = None
        calm_garbage_collection()

    def request(self, principal: int, key: str, command: Any, *, at: int = 0) -> Request:
        """A request with ids of its own; `at` in microseconds only for simulated worlds."""
        return Request(principal, key, command, self.ids.take_account(), at)

    def make_runner(self) -> GroupRunner:
        """A runner of groups with a connection of its own."""
        look = self.look if self.mode is Mode.TEST else None
        return GroupRunner(
            self.engine, self.operations, self.clock, self.ids, self.watch, self.settings.retries_max, look
        )

    def look(self, connection: Connection) -> None:
        """Reads how far a test world's clock was advanced, by whichever process; in a live world it reads nothing."""
        if isinstance(self.clock, AdvancedClock):
            self.clock.be_ahead(world.ahead_us(connection) or 0)

    def open_test_world(self) -> "Platform":
        """The test world beside this one, made when there is none; its time begins as this world's. The caller's to
        close. Raises what opening a platform does."""
        settings = self.settings.of_test_world()
        open_engine(settings.database_url()).create_database()
        now_us = self.clock.now() if self.world.simulated else 0
        return Platform(settings, name=Mode.TEST.value, now_us=now_us, test=True, share=self.share.of_test_world())

    def has_test_world(self) -> bool:
        """Whether a test world was made beside this one. Raises `DatabaseError`."""
        return open_engine(self.settings.of_test_world().database_url()).has_database()

    def run(self, requests: Sequence[Request], *, dry_run: bool = False) -> list[Result]:
        """Runs requests as one group, in this thread."""
        if self._runner is None:
            self._runner = self.make_runner()
        return self._runner.run(requests, dry_run=dry_run)

    def prove_writes(self) -> None:
        """Writes for writing's sake. Raises `DatabaseError` when that is not possible, and `NotTrustedError` when
        this process may not write."""
        now = self.clock.now()
        self.watch.check(now)
        connection = self.engine.connect()
        try:
            groups.prove_writes(connection, self.ids.take(), now)
        finally:
            connection.close()

    @property
    def writer(self) -> Writer:
        """The writer of this process, started when first asked for."""
        if self._writer is None:
            threads = min(self.engine.writer_threads, self.settings.writer_threads)
            self._writer = Writer(self.make_runner, threads, self.settings.group_max, self.settings.queue_max)
        return self._writer

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A reader that sees one state of the world throughout."""
        with self._pool.snapshot() as connection:
            yield connection

    def close(self) -> None:
        """Finishes what the writer took and closes the connections."""
        if self._writer is not None:
            self._writer.stop()
        if self._runner is not None:
            self._runner.close()
        self._pool.close()
