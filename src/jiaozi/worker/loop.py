"""The worker's threads. A failing round is counted, logged and tried again at the next turn.

One thread looks for all of them what there is to do, over one connection, and wakes those that have something: a thread
that wakes up costs many times what it asks the database, and a server is idle for most of its life.
"""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import field
from typing import Final

from jiaozi.access.model import Mode
from jiaozi.clock import Seconds, monotonic_s
from jiaozi.db import sequencer
from jiaozi.db.engine import Connection, DatabaseError
from jiaozi.invariants import FEATURE_INVARIANTS
from jiaozi.ledger.audit import audit
from jiaozi.platform import Platform
from jiaozi.records import dataclass
from jiaozi.worker import (
    balances,
    bills,
    campaigns,
    exchange,
    expiry,
    grantlists,
    interest,
    moves,
    owed,
    prepaid,
    programs,
    reconciliation,
    standing,
    store,
    sweeps,
)
from jiaozi.worker.webhooks import PRUNE_EVERY_S, WEBHOOKS_EVERY_S, Webhooks

LOOK_EVERY_S: Final = 0.1
SEQUENCE_EVERY_S: Final = 0.1
SEQUENCE_IDLE_S: Final = 0.4
CLOCK_EVERY_S: Final = 1
WATCH_EVERY_S: Final = 10
AUDIT_EVERY_S: Final = 3_600
_log = logging.getLogger(__name__)


def _always(_: Connection) -> bool:
    return True


def _never() -> bool:
    return False


@dataclass(slots=True)
class _Task:
    """Work that takes its turns in a thread of its own: so long after the last one at the earliest, and when a look
    finds that there is some. `everywhere`: also where the scheduled work is another process's. While looks find
    nothing each rest is twice as long as the last, up to `idle_s`, unless this process has `stirred` something."""

    name: str
    every_s: Seconds
    turn: Callable[[], None]
    is_due: Callable[[Connection], bool] = _always
    everywhere: bool = False
    idle_s: Seconds = 0
    stirred: Callable[[], bool] = _never
    rest_s: Seconds = 0
    rests_until_s: Seconds = 0
    wanted: threading.Event = field(default_factory=threading.Event)
    """Set from the look that found work to the end of its turn."""

    def is_awake(self, now_s: Seconds) -> bool:
        """Whether it neither rests nor is at work."""
        if self.wanted.is_set():
            return False
        if self.stirred():
            self.rest_s = 0
            return True
        return self.rests_until_s <= now_s

    def look(self, connection: Connection) -> None:
        """Has its thread work when there is something to do, else rests."""
        if self.is_due(connection):
            self.rest_s = 0
            self.wanted.set()
        else:
            self.rest()

    def rest(self) -> None:
        """Does nothing for its time."""
        self.rest_s = max(self.every_s, min(2 * self.rest_s, self.idle_s))
        self.rests_until_s = monotonic_s() + self.rest_s - LOOK_EVERY_S / 2


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
        self.programs = programs.Programs(platform)
        self.sequenced = 0
        self.failures = 0
        self.audit_findings = -1
        self._tasks = self._declared()

    def _declared(self) -> list[_Task]:
        """All that is to be done, by looks at the database last: one that fails ends the round."""
        kinds = (expiry.LOCKS, expiry.ENVELOPES, expiry.REQUESTS, expiry.RETURNS, expiry.MANDATES)
        locks, envelopes, requests, returns, mandates = (expiry.Expiry(self._platform, kind) for kind in kinds)
        contracts, orders = prepaid.PrepaidTurns(self._platform), standing.StandingTurns(self._platform)
        draws, lists = campaigns.Campaigns(self._platform), grantlists.GrantLists(self._platform)
        paid, kept = bills.BillTurns(self._platform), balances.BalanceTurns(self._platform)
        refunds, numbers = owed.OwedRefunds(self._platform), _Sequencer(self, self._platform)
        tasks = [
            _Task("watch", WATCH_EVERY_S, self._watch, everywhere=True),
            _Task("moves", moves.EVERY_S, self.moves.turn),
            _Task("purposes", programs.FOLLOW_EVERY_S, self.programs.follow),
            _Task("audit", self._audit_every_s, self.run_audit),
            _Task("webhook pruning", PRUNE_EVERY_S, self.webhooks.prune),
            _Task(
                "sequencer",
                SEQUENCE_EVERY_S,
                numbers.turn,
                store.has_unnumbered_groups,
                idle_s=SEQUENCE_IDLE_S,
                stirred=numbers.stirred,
            ),
            _Task("holds", expiry.HOLDS.every_s, self.holds.turn, self.holds.is_due),
            _Task("locks", expiry.LOCKS.every_s, locks.turn, locks.is_due),
            _Task("envelopes", expiry.ENVELOPES.every_s, envelopes.turn, envelopes.is_due),
            _Task("requests", expiry.REQUESTS.every_s, requests.turn, requests.is_due),
            _Task("returns", expiry.RETURNS.every_s, returns.turn, returns.is_due),
            _Task("prepaid", prepaid.EVERY_S, contracts.turn, contracts.is_due),
            _Task("standing payments", standing.EVERY_S, orders.turn, orders.is_due),
            _Task("bills", bills.EVERY_S, paid.turn, paid.is_due),
            _Task("balance rules", balances.EVERY_S, kept.turn, kept.is_due),
            _Task("mandates", expiry.MANDATES.every_s, mandates.turn, mandates.is_due),
            _Task("owed refunds", owed.EVERY_S, refunds.turn, refunds.is_due),
            _Task("sweeps", sweeps.EVERY_S, self.sweeper.turn, self.sweeper.is_due),
            _Task("exchange", exchange.EVERY_S, self.exchanger.turn, self.exchanger.is_due),
            _Task("campaigns", campaigns.EVERY_S, draws.turn, draws.is_due),
            _Task("grant lists", grantlists.EVERY_S, lists.turn, lists.is_due),
            _Task("programs", programs.EVERY_S, self.programs.reclaim, self.programs.is_due),
            _Task("interest", interest.EVERY_S, self.interest.turn, self.interest.is_due),
            _Task("reconciliation", reconciliation.EVERY_S, self.reconciler.turn, self.reconciler.is_due),
            _Task("webhooks", WEBHOOKS_EVERY_S, self.webhooks.turn, self.webhooks.is_due),
        ]
        if self._platform.mode is Mode.TEST:
            tasks.insert(0, _Task("clock", CLOCK_EVERY_S, self._look_at_clock, everywhere=True))
        return tasks

    def turn(self) -> None:
        """One turn of everything in this thread: for a world whose clock is moved by hand. Raises what fails."""
        for task in self._tasks:
            task.turn()

    def start(self) -> None:
        """Starts the threads: those of the world's work take their turns while that is this process's duty, those that
        watch clocks always."""
        for task in self._tasks:
            task.rest()
            self._begin(task.name, self._work, task)
        self._begin("look", self._look)

    def _begin(self, name: str, work: Callable[..., None], *given: _Task) -> None:
        thread = threading.Thread(target=work, args=given, name=f"worker-{name}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def stop(self) -> None:
        """Ends the threads after the round they are in."""
        self._stopping.set()
        for task in self._tasks:
            task.wanted.set()
        for thread in self._threads:
            thread.join()
        self._threads = []
        self.webhooks.close()

    def _work(self, task: _Task) -> None:
        """The turns of a task."""
        while not self._stopping.is_set():
            task.wanted.wait()
            if self._stopping.is_set():
                return
            try:
                task.turn()
            except Exception as error:  # noqa: BLE001 - whatever failed, the next round tries again
                self._failed(task, error)
            finally:
                task.rest()
                task.wanted.clear()

    def _look(self) -> None:
        """Looks for all tasks, again and again."""
        connection: Connection | None = None
        while not self._stopping.wait(LOOK_EVERY_S):
            for task in self._awake():
                try:
                    connection = connection or self._platform.engine.connect()
                    task.look(connection)
                except Exception as error:  # noqa: BLE001 - as of a turn
                    self._failed(task, error)
                    task.rest()
                    _close(connection)
                    connection = None
                    break
        _close(connection)

    def _awake(self) -> list[_Task]:
        """The tasks to look for now."""
        now, on_duty = monotonic_s(), self._platform.share.has_duty()
        return [task for task in self._tasks if (on_duty or task.everywhere) and task.is_awake(now)]

    def _failed(self, task: _Task, error: Exception) -> None:
        self.failures += 1
        _log.warning("the worker's %s failed: %s", task.name, type(error).__name__)

    def _look_at_clock(self) -> None:
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
        self._written = 0

    def stirred(self) -> bool:
        """Whether this process has written since it was last asked: others' groups may wait a little longer."""
        before, self._written = self._written, self._platform.writer.written
        return before != self._written

    def turn(self) -> None:
        """Numbers what has been committed since the last turn."""
        try:
            connection = self._connection = self._connection or self._platform.engine.connect()
            while store.has_unnumbered_groups(connection):
                self._worker.sequenced += sequencer.sequence(connection)
        except DatabaseError:
            _close(self._connection)
            self._connection = None
            raise


def _close(connection: Connection | None) -> None:
    """Closes a connection, which may be broken."""
    if connection is not None:
        with suppress(DatabaseError):
            connection.close()
