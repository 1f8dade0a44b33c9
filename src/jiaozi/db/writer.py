"""The writer: takes commands from every thread, groups what is waiting, answers each after its commit.

One thread on SQLite, several on OceanBase. The queue is bounded; a graceful stop finishes what it took.
"""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Protocol

from jiaozi.db.commands import Request, Result
from jiaozi.db.runner import GroupRunner
from jiaozi.errors import Failure


class Answer(Protocol):
    """Who waits for a result: a `Future`, or what is told in the same way."""

    def set_running_or_notify_cancel(self) -> bool: ...

    def set_result(self, result: Result, /) -> None: ...

    def set_exception(self, error: BaseException | None, /) -> None: ...


class Writer:
    """Runs the groups of one process."""

    def __init__(
        self, make_runner: Callable[[], GroupRunner], threads: int = 1, group_max: int = 4096, queue_max: int = 20_000
    ) -> None:
        self._make_runner = make_runner
        self._group_max = group_max
        self._queue_max = queue_max
        self._waiting: deque[tuple[Request, bool, Answer]] = deque()
        self.on_group: Callable[[int], None] = lambda _: None
        """Told the size of every group, before it runs; for metrics."""
        self._wake = threading.Condition()
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
            if self._stopping:
                raise Failure("draining")
            if len(self._waiting) >= self._queue_max:
                raise Failure("overloaded")
            self._waiting.append((request, dry_run, answer or future))
            self._wake.notify()
        return future

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

    def _next_group(self) -> list[tuple[Request, bool, Any]]:
        """What is waiting now; dry runs alone. Empty when stopped and drained."""
        group: list[tuple[Request, bool, Any]] = []
        with self._wake:
            while not group:
                while not self._waiting and not self._stopping:
                    self._wake.wait()
                if not self._waiting:
                    break
                self._fill(group)
        return group

    def _fill(self, group: list[tuple[Request, bool, Any]]) -> None:
        """Takes what may run together. Until its command is taken, a caller may have given up waiting."""
        while self._waiting and len(group) < self._group_max:
            if group and (self._waiting[0][1] or group[0][1]):
                return
            taken = self._waiting.popleft()
            if taken[2].set_running_or_notify_cancel():
                group.append(taken)

    def _answer(self, runner: GroupRunner, group: list[tuple[Request, bool, Any]]) -> None:
        self.on_group(len(group))
        try:
            results = runner.run([request for request, _, _ in group], dry_run=group[0][1])
        except BaseException as error:
            for _, _, future in group:
                future.set_exception(error)
            raise
        for (_, _, future), result in zip(group, results, strict=True):
            future.set_result(result)
