"""The writer: takes commands from every thread, groups what is waiting, answers each after its commit.

One thread on SQLite, several on OceanBase. The queue is bounded; a graceful stop finishes what it took.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Final, NamedTuple, Protocol

from jiaozi.clock import Seconds
from jiaozi.db.commands import BulkyCommand, Request, Result, carried
from jiaozi.db.runner import GroupRunner
from jiaozi.errors import Failure

LINGER_S: Final[Seconds] = 0.02
"""A group waits so long at most for the commands that are on their way to it: what a group costs, its commit above all,
is shared by the commands in it."""


class Answer(Protocol):
    """Who waits for a result: a `Future`, or what is told in the same way."""

    def set_running_or_notify_cancel(self) -> bool: ...

    def set_result(self, result: Result, /) -> None: ...

    def set_exception(self, error: BaseException | None, /) -> None: ...


class Asked(NamedTuple):
    """A command, and who waits for its result."""

    request: Request
    dry_run: bool
    answer: Answer


class Writer:
    """Runs the groups of one process."""

    def __init__(
        self, make_runner: Callable[[], GroupRunner], threads: int = 1, group_max: int = 4096, queue_max: int = 20_000
    ) -> None:
        self._make_runner = make_runner
        self._group_max = group_max
        self._queue_max = queue_max
        self._waiting: deque[Asked] = deque()
        self.coming: Callable[[], bool] = lambda: False
        """Whether commands are on their way; `arrived` is called when they have all come."""
        self.on_group: Callable[[int], None] = lambda _: None
        """Told the size of every group, before it runs; for metrics."""
        self._wake = threading.Condition()
        self.taken = 0
        """Commands that were taken, for whoever makes room for others."""
        self.written = 0
        """Groups that were run, for whoever follows what this process writes."""
        self._stopping = False
        self._threads = [threading.Thread(target=self._work, name=f"writer-{n}", daemon=True) for n in range(threads)]
        for thread in self._threads:
            thread.start()

    @property
    def depth(self) -> int:
        """How many commands are waiting."""
        return len(self._waiting)

    def submit(self, request: Request, *, dry_run: bool = False, answer: "Answer | None" = None) -> "Future[Result]":
        """Queues a command; its result goes to `answer` when one is given, else to the future that this gives back.

        Raises `Failure`: `overloaded` when the queue is full, `draining` when stopping.
        """
        future: Future[Result] = Future()
        with self._wake:
            self._take(Asked(request, dry_run, answer or future))
        return future

    def submit_all(self, asked: Sequence[Asked]) -> None:
        """Queues commands together; whoever waits for one that cannot be taken is told so, as `submit` raises it."""
        with self._wake:
            for each in asked:
                try:
                    self._take(each)
                except Failure as failure:
                    each.answer.set_exception(failure)

    def _take(self, asked: Asked) -> None:
        if self._stopping:
            raise Failure("draining")
        if len(self._waiting) >= self._queue_max:
            raise Failure("overloaded")
        self._waiting.append(asked)
        self.taken += 1
        if len(self._waiting) == 1 or not self.coming():
            self._wake.notify()

    def arrived(self) -> None:
        """Nothing is on its way any more: what waits need wait no longer."""
        with self._wake:
            if self._waiting:
                self._wake.notify()

    def stop(self) -> None:
        """Takes no more commands, finishes those it took, and closes the connections."""
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        runner = self._make_runner()
        try:
            while group := self._next_group():
                self._answer(runner, group)
        finally:
            runner.close()

    def _next_group(self) -> list[Asked]:
        """What is waiting now and what comes soon; dry runs alone. Empty when stopped and drained."""
        group: list[Asked] = []
        with self._wake:
            while not group:
                self._wake.wait_for(lambda: self._waiting or self._stopping)
                if not self._waiting:
                    break
                if self.coming():
                    self._wake.wait_for(lambda: self._stopping or not self.coming(), LINGER_S)
                self._fill(group)
        return group

    def _fill(self, group: list[Asked]) -> None:
        """Takes what may run together, of bulky commands one: the others come first in the groups behind. Until its
        command is taken, a caller may have given up waiting."""
        later: list[Asked] = []
        bulky = False
        while self._waiting and len(group) < self._group_max:
            if group and (self._waiting[0].dry_run or group[0].dry_run):
                break
            taken = self._waiting.popleft()
            is_bulky = isinstance(carried(taken.request.command), BulkyCommand)
            if bulky and is_bulky:
                later.append(taken)
            elif taken.answer.set_running_or_notify_cancel():
                group.append(taken)
                bulky = bulky or is_bulky
        self._waiting.extendleft(reversed(later))

    def _answer(self, runner: GroupRunner, group: list[Asked]) -> None:
        self.on_group(len(group))
        try:
            results = runner.run([asked.request for asked in group], dry_run=group[0].dry_run)
        except BaseException as error:
            for asked in group:
                asked.answer.set_exception(error)
            raise
        self.written += 1
        for asked, result in zip(group, results, strict=True):
            asked.answer.set_result(result)
