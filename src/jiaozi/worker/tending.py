"""What is looked at when its time comes, a bounded batch at a time."""

from collections.abc import Callable, Sequence
from typing import Any, Final, Generic, TypeVar

from jiaozi.clock import SECOND_US
from jiaozi.db.engine import Connection
from jiaozi.kinds import Instant
from jiaozi.platform import Platform
from jiaozi.worker.orders import carry_out, newly_done

T = TypeVar("T")
BATCH: Final = 500
BATCHES_MAX: Final = 20
"""Of one turn: at eight and nine in the morning many things are due."""
TRY_AGAIN_US: Final = 600 * SECOND_US
"""What could not even be decided is tried under a new key after this long."""


class Tending(Generic[T]):
    """Tends what is `due` at an instant, so much at most, each by its `order`: a key and a command. Several may run at
    once, or be killed: a thing's locked row says when it is looked at, and it has one key for each time."""

    def __init__(
        self,
        platform: Platform,
        due: Callable[[Connection, Instant, int], Sequence[T]],
        order: Callable[[T], tuple[str, Any]],
    ) -> None:
        self._platform, self._due, self._order = platform, due, order
        self.tended = 0

    def is_due(self, connection: Connection) -> bool:
        """Whether something is to be looked at."""
        return bool(self._due(connection, self._platform.clock.now(), 1))

    def turn(self) -> None:
        """Some batches, as long as they are full and get on; the next turn goes on."""
        for _ in range(BATCHES_MAX):
            done, full = self._batch()
            self.tended += done
            if not done or not full:
                return

    def _batch(self) -> tuple[int, bool]:
        """How many were decided, and whether there may be more."""
        now = self._platform.clock.now()
        with self._platform.snapshot() as connection:
            due = self._due(connection, now, BATCH)
        orders = ((f"{key}:{now // TRY_AGAIN_US}", command) for key, command in map(self._order, due))
        return newly_done(carry_out(self._platform, orders)), len(due) == BATCH
