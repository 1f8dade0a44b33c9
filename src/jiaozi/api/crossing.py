"""The way back to the event loop: what other threads have ready is brought together, with one wake-up for all of it."""

import asyncio
from collections import deque
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Crossing:
    """From other threads to the loop that it was made on."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._ready: deque[tuple[asyncio.Future[Any], Any, BaseException | None]] = deque()
        self._woken = False

    def bring(self, future: asyncio.Future[Any], result: Any, error: BaseException | None) -> None:
        """Gives a future of the loop its result or its error, soon; from any thread."""
        self._ready.append((future, result, error))
        if not self._woken:
            self._woken = True
            try:
                self._loop.call_soon_threadsafe(self._take)
            except RuntimeError:  # the loop is closed: nobody waits any more
                self._ready.clear()

    def _take(self) -> None:
        self._woken = False  # before anything is taken, so that whatever comes later wakes the loop again
        while self._ready:
            future, result, error = self._ready.popleft()
            if future.done():  # who waited has left
                continue
            if error is None:
                future.set_result(result)
            else:
                future.set_exception(error)


class Promise(Generic[T]):
    """What another thread will give to a task that waits for its `future`."""

    __slots__ = ("_crossing", "future")

    def __init__(self, crossing: Crossing) -> None:
        self._crossing = crossing
        self.future: asyncio.Future[T] = asyncio.get_running_loop().create_future()

    def set_running_or_notify_cancel(self) -> bool:
        """What is asked for is done, also when nobody waits for it any more."""
        return True

    def set_result(self, result: T) -> None:
        """Gives it; from any thread."""
        self._crossing.bring(self.future, result, None)

    def set_exception(self, error: BaseException | None) -> None:
        """Says why there is none; from any thread."""
        self._crossing.bring(self.future, None, error)
