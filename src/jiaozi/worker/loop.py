"""The worker's threads. A failing round is counted, logged and tried again at the next turn."""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from jiaozi.access.model import Mode
from jiaozi.clock import Seconds
from jiaozi.db import sequencer
from jiaozi.db.engine import Connection, DatabaseError
from jiaozi.invariants import FEATURE_INVARIANTS
from jiaozi.ledger.audit import audit
from jiaozi.platform import Platform
from jiaozi.worker import exchange, expiry, interest, moves, owed, reconciliation, store, sweeps
from jiaozi.worker.webhooks import PRUNE_EVERY_S, WEBHOOKS_EVERY_S, Webhooks

SEQUENCE_EVERY_S: Final = 0.1
CLOCK_EVERY_S: Final = 1
WATCH_EVERY_S: Final = 10
AUDIT_EVERY_S: Final = 3_600
_log = logging.getLogger(__name__)


class Worker:
    """Runs the scheduled work of one process in threads of its own. `start` once, `stop` when done."""

    def __init__(self, platform: Platform, *, audit_every_s: Seconds = AUDIT_EVERY_S) -> None:
        self._platform = platform
        self._stopping = threading.Event()
        self.holds = expiry.Expiry(platform, expiry.HOLDS)
        self.sweeper = sweeps.Sweeper(platform)
        self.exchanger = exchange.Exchanger(platform)
        self._audit_every_s = audit_every_s
        self.webhooks = Webhooks(platform)
        self._threads: list[threading.Thread] = []
        self.interest = interest.InterestTurns(platform)
        self.reconciler = reconciliation.Reconciler(platform)
        self.moves = moves.Moves(platform)
        self.sequenced = 0
        self.failures = 0
        self.audit_findings = -1

    def start(self) -> None:
        """Starts the threads: those of the world's work take their turns while that is this process's duty, those that
        watch clocks always."""
        turns: tuple[tuple[str, Seconds, Callable[[], None]], ...] = (
            ("sequencer", SEQUENCE_EVERY_S, _Sequencer(self, self._platform).turn),
            ("holds", expiry.HOLDS.every_s, self.holds.turn),
            ("requests", expiry.REQUESTS.every_s, expiry.Expiry(self._platform, expiry.REQUESTS).turn),
            ("returns", expiry.RETURNS.every_s, expiry.Expiry(self._platform, expiry.RETURNS).turn),
            ("owed refunds", owed.EVERY_S, owed.OwedRefunds(self._platform).turn),
            ("sweeps", sweeps.EVERY_S, self.sweeper.turn),
            ("exchange", exchange.EVERY_S, self.exchanger.turn),
            ("interest", interest.EVERY_S, self.interest.turn),
            ("reconciliation", reconciliation.EVERY_S, self.reconciler.turn),
            ("moves", moves.EVERY_S, self.moves.turn),
            ("audit", self._audit_every_s, self.run_audit),
            ("webhooks", WEBHOOKS_EVERY_S, self.webhooks.turn),
            ("webhook pruning", PRUNE_EVERY_S, self.webhooks.prune),
        )
        for name, every_s, turn in turns:
            self._begin(name, every_s, self._if_on_duty(turn))
        self._begin("watch", WATCH_EVERY_S, self._watch)
        if self._platform.mode is Mode.TEST:
            self._begin("clock", CLOCK_EVERY_S, self._look)

    def _begin(self, name: str, every_s: Seconds, turn: Callable[[], None]) -> None:
        thread = threading.Thread(target=self._run, args=(name, every_s, turn), name=f"worker-{name}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _if_on_duty(self, turn: Callable[[], None]) -> Callable[[], None]:
        return lambda: turn() if self._platform.share.has_duty() else None

    def stop(self) -> None:
        """Ends the threads after the round they are in."""
        self._stopping.set()
        for thread in self._threads:
            thread.join()
        self._threads = []
        self.webhooks.close()

    def _run(self, name: str, every_s: Seconds, turn: Callable[[], None]) -> None:
        while not self._stopping.wait(every_s):
            try:
                turn()
            except Exception as error:  # noqa: BLE001 - whatever failed, the next round tries again
                self.failures += 1
                _log.warning("the worker's %s failed: %s", name, type(error).__name__)

    def _look(self) -> None:
        """Sees how far a test world's clock was advanced, for turns that ask the clock what is due."""
        with self._platform.snapshot() as connection:
            self._platform.look(connection)

    def _watch(self) -> None:
        """Asks what knows whether the clock is right, says so when it is not, and keeps what it shows."""
        with self._platform.snapshot() as connection:
            self._platform.watch.look(connection)
        self._platform.watch.mark(self._platform.engine)
        if self._platform.watch.alarm:
            _log.error("clock: %s", self._platform.watch.alarm)

    def run_audit(self) -> None:
        """Audits one snapshot and keeps the number of findings."""
        with self._platform.engine.snapshot() as connection:  # reads everything, and keeps none of it in memory
            report = audit(connection, FEATURE_INVARIANTS)
        self.audit_findings = len(report.findings)
        for finding in report.findings:
            _log.error("audit: %s: %s", finding.invariant, finding.subject)


class _Sequencer:
    """Numbers groups over one connection that is kept while it works."""

    def __init__(self, worker: Worker, platform: Platform) -> None:
        self._worker = worker
        self._platform = platform
        self._connection: Connection | None = None

    def turn(self) -> None:
        """Numbers what has been committed since the last turn."""
        try:
            connection = self._connection = self._connection or self._platform.engine.connect()
            while store.has_unnumbered_groups(connection):
                self._worker.sequenced += sequencer.sequence(connection)
        except DatabaseError:
            if self._connection is not None:
                with suppress(DatabaseError):
                    self._connection.close()
            self._connection = None
            raise
