"""Runs one group of commands in one database transaction, and finds out what happened when the database fails.

A refusal touches nobody else. When the database fails, the group rolls back and is run again in halves, down to single
commands, a bounded number of times; while it is away, the whole group is told so. When a COMMIT is not answered, the
marker row tells.
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Final, NamedTuple

from jiaozi.clock import Clock
from jiaozi.db import groups
from jiaozi.db.clock_watch import ClockWatch
from jiaozi.db.commands import Operation, Operations, Outcome, Request, Result, canonical, failure_of
from jiaozi.db.engine import (
    Connection,
    ConnectionLost,
    Contention,
    DatabaseError,
    DuplicateKey,
    Engine,
    ReadOnly,
    StorageFull,
)
from jiaozi.db.tx import Tx
from jiaozi.errors import Failure, Refusal, Stop
from jiaozi.ids import IdSource
from jiaozi.texts import is_plain

SETTLE_TRIES: Final = 20
KEY_MAX: Final = 255
"""Characters of an idempotency key."""
_DONE: Final = object()
_log = logging.getLogger(__name__)


class _CommitUnknown(Exception):
    """A COMMIT whose answer was lost and that nobody could ask about in time."""


class _DryRun(Exception):
    """Leaves the transaction of a dry run, with the outcomes it would have had."""

    def __init__(self, results: list[Result]) -> None:
        self.results = results


class _Work(NamedTuple):
    """A group sorted out: what is already stored, what is fresh, and what repeats a fresh one."""

    results: list[Result | None]
    fresh: list[int]
    repeats: dict[int, int]
    prints: list[bytes]
    names: list[tuple[int, str, str]]


class GroupRunner:
    """One connection that runs groups. Used by one thread at a time."""

    def __init__(
        self,
        engine: Engine,
        operations: Operations,
        clock: Clock,
        ids: IdSource,
        watch: ClockWatch,
        retries: int = 8,
        look: Callable[[Connection], None] | None = None,
    ) -> None:
        self._engine = engine
        self._look = look
        self._operations = operations
        self._clock = clock
        self._watch = watch
        self._ids = ids
        self._retries = retries
        self._connection: Connection | None = None

    def run(self, requests: Sequence[Request], *, dry_run: bool = False) -> list[Result]:
        """One result for each request, in order; none is answered before its commit. Never raises for a request's sake.

        With `dry_run` everything happens on the real path and is rolled back: nothing is stored, not even outcomes. It
        ends where another side would have to be asked, which an answer at no cost and without a trace would measure.
        """
        if not requests:
            return []
        try:
            return self._once(requests, dry_run)
        except _DryRun as dry:
            self._give_up_transaction()
            return dry.results
        except _CommitUnknown:
            return [Result(Failure("outcome_unknown"))] * len(requests)
        except Stop as stop:
            self._give_up_transaction()
            if stop.code == "internal_error":
                _log.error("a group of %d is stopped", len(requests), exc_info=stop)
            return [Result(stop)] * len(requests)
        except Exception as error:
            self._give_up_transaction()
            if isinstance(error, ConnectionLost) and not self._came_back():
                return [Result(Failure("database_unavailable"))] * len(requests)
            if len(requests) == 1:
                return [self._alone(requests[0], error, dry_run)]
            _log.warning("group of %d runs again in halves: %s", len(requests), type(error).__name__)
        middle = len(requests) // 2
        return [*self.run(requests[:middle], dry_run=dry_run), *self.run(requests[middle:], dry_run=dry_run)]

    def _came_back(self) -> bool:
        """Whether the database answers again soon. A group does not run in halves against one that is away: 64 callers
        would each wait for all the tries of the others.
        """
        for attempt in range(self._retries):
            self._give_up_transaction(close=True)
            _pause(attempt)
            with suppress(DatabaseError):
                self._connected()
                return True
        return False

    def _alone(self, request: Request, error: Exception, dry_run: bool) -> Result:
        """A single command that failed: tried again while the database is to blame."""
        for attempt in range(self._retries):
            if not isinstance(error, Contention | ConnectionLost | DuplicateKey):
                break
            _pause(attempt)
            try:
                return self._once([request], dry_run)[0]
            except _DryRun as dry:
                self._give_up_transaction()
                return dry.results[0]
            except _CommitUnknown:
                return Result(Failure("outcome_unknown"))
            except Exception as again:
                self._give_up_transaction()
                error = again
        return Result(_blame(error))

    def _once(self, requests: Sequence[Request], dry_run: bool) -> list[Result]:
        """The group in one transaction."""
        self._watch.recheck(self._connected())
        now, group_id = self._clock.now(), self._ids.take()
        tx = Tx(self._connected(), self._ids, now, group_id, self._watch.apart_us, dry_run=dry_run)
        tx.connection.begin()
        work = self._sort_out(tx, requests)
        if work.fresh:
            self._decide(tx, requests, work)
        results = _with_repeats(work)
        tx.flush()
        if dry_run:
            raise _DryRun(results)
        if work.fresh:
            groups.seal(tx)
            self._commit(tx)
        else:
            tx.connection.rollback()
        return results

    def _decide(self, tx: Tx, requests: Sequence[Request], work: _Work) -> None:
        """Locks what the fresh requests need, then lets their handlers decide, in the order of the requests."""
        runs = self._runs(requests, work.fresh)
        _lock(tx, [operation.touch(tx, [requests[number] for number in numbers]) for operation, numbers in runs])
        if self._look is not None:  # only now that the rows are locked: nothing happens to a row before what did
            self._look(tx.connection)
        tx.now = max(tx.now, self._clock.now())
        self._watch.check(tx.now)
        for operation, numbers in runs:
            batch = [_timed(requests[number], tx.now) for number in numbers]
            if tx.appeared():
                _lock(tx, [operation.touch(tx, batch)])
            for number, request, outcome in zip(numbers, batch, operation.run(tx, batch), strict=True):
                work.results[number] = Result(outcome)
                self._record(tx, operation, request, outcome, work, number)

    def _sort_out(self, tx: Tx, requests: Sequence[Request]) -> _Work:
        """Which requests were decided before, which are fresh, which repeat a fresh one of the same group."""
        name_of = self._operations.name_of
        names = [(request.principal, name_of(request.command), request.key) for request in requests]
        stored = groups.stored_outcomes(tx.connection, [name for name in names if is_plain(name[2], KEY_MAX)])
        prints = [self._operations.fingerprint(request.command) for request in requests]
        work = _Work([None] * len(requests), [], {}, prints, names)
        first: dict[tuple[int, str, str], int] = {}
        for number, name in enumerate(names):
            before = stored.get(name)
            if not is_plain(name[2], KEY_MAX):
                work.results[number] = Result(Refusal("request_malformed", "idempotency key"))
            elif before is not None:
                same = before[0] == work.prints[number]
                outcome = self._operations.decode_outcome(before[1]) if same else Refusal("idempotency_key_reused")
                work.results[number] = Result(outcome, same)
            elif (earlier := first.setdefault(name, number)) != number:
                work.repeats[number] = earlier
            else:
                work.fresh.append(number)
        return work

    def _runs(self, requests: Sequence[Request], fresh: Sequence[int]) -> list[tuple[Operation, list[int]]]:
        """Neighbours of the same operation together, the order kept."""
        runs: list[tuple[Operation, list[int]]] = []
        for number in fresh:
            operation = self._operations.of(requests[number].command)
            if runs and runs[-1][0] is operation:
                runs[-1][1].append(number)
            else:
                runs.append((operation, [number]))
        return runs

    def _record(
        self, tx: Tx, operation: Operation, request: Request, outcome: Outcome, work: _Work, number: int
    ) -> None:
        """Stores the outcome beside the effect, and the act when it is an administrative one."""
        text = self._operations.encode_outcome(outcome)
        tx.appender("outcomes", groups.OUTCOME_COLUMNS).append(
            (*work.names[number], work.prints[number], request.id, request.at, text)
        )
        if operation.administrative:
            command = canonical(request.command).decode()
            groups.log_act(tx, request.at, request.principal, operation.name, command, outcome)

    def _commit(self, tx: Tx) -> None:
        try:
            tx.connection.commit()
        except StorageFull:
            raise
        except Exception as error:
            if not self._had_committed(tx):
                raise Contention("the commit failed and was fenced off") from error

    def _had_committed(self, tx: Tx) -> bool:
        """Asks, on a new connection, until the database answers or patience ends."""
        for attempt in range(SETTLE_TRIES):
            self._give_up_transaction(close=True)
            try:
                return groups.settle(self._connected(), tx.group_id, tx.now)
            except DatabaseError:
                time.sleep(min(0.05 * 2**attempt, 1.0))
        raise _CommitUnknown

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
        return self._connection

    def _give_up_transaction(self, *, close: bool = False) -> None:
        connection = self._connection
        if connection is None:
            return
        try:
            connection.rollback()
        except DatabaseError:
            close = True
        if close:
            self._connection = None
            with suppress(DatabaseError):
                connection.close()

    def close(self) -> None:
        """Closes the connection."""
        self._give_up_transaction(close=True)


def _pause(attempt: int) -> None:
    """Waits before a further try: 10 milliseconds at first, half a second at most."""
    time.sleep(min(0.01 * 2**attempt, 0.5))


def _lock(tx: Tx, touches: Sequence[Iterator[None] | None]) -> None:
    """Locks what the handlers name, table by table in `LOCK_ORDER`, for all of them together.

    A handler that has yielded goes on as soon as all it had named is locked, with what that leads to, and before any
    later table is; so the order holds whatever operations share a group.
    """
    waiting = _go_on(tx, [touch for touch in touches if touch is not None])
    while True:
        ready = [touch for touch, named in waiting if named.isdisjoint(tx.wanted)]
        if ready:
            waiting = [entry for entry in waiting if entry[0] not in ready] + _go_on(tx, ready)
        elif tx.wanted:
            reached = tx.lock_next()
            for _, named in waiting:
                if not named.isdisjoint(reached):
                    named |= reached
        else:
            return


def _go_on(tx: Tx, touches: Sequence[Iterator[None]]) -> list[tuple[Iterator[None], set[str]]]:
    """Lets handlers name more; those that have not finished, with the tables they wait for."""
    waiting: list[tuple[Iterator[None], set[str]]] = []
    for touch in touches:
        named: set[str] = set()
        tx.naming = named
        if next(touch, _DONE) is not _DONE:
            waiting.append((touch, named))
    return waiting


def _timed(request: Request, now: int) -> Request:
    return request if request.at else request._replace(at=now)


def _with_repeats(work: _Work) -> list[Result]:
    """The results with those filled in that repeat a fresh request of the same group."""
    for number, earlier in work.repeats.items():
        first = work.results[earlier]
        same = work.prints[number] == work.prints[earlier]
        outcome = first.outcome if same and first is not None else Refusal("idempotency_key_reused")
        work.results[number] = Result(outcome, same)
    return [result for result in work.results if result is not None]


def _blame(error: Exception) -> Failure:
    """What a caller is told of a command that could not be run."""
    if isinstance(error, StorageFull):
        return Failure("storage_full")
    if isinstance(error, ReadOnly):
        return Failure("database_read_only")
    if isinstance(error, Contention | ConnectionLost):
        return Failure("database_unavailable")
    if not isinstance(error, Failure):
        _log.error("a command failed", exc_info=error)
    return failure_of(error)
