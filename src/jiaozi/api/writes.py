"""Whether the database takes writes, as far as this process knows.

Readiness says so, and notices by itself when it does again, though a balancer sends no more requests by then.
"""

import asyncio
from collections.abc import Callable
from typing import Final

from jiaozi.api.problems import database_code
from jiaozi.clock import Seconds, monotonic_s
from jiaozi.db.commands import Result
from jiaozi.db.engine import DatabaseError
from jiaozi.errors import Failure

AGAIN_S: Final[Seconds] = 1
"""How often a database that took no writes is asked again, however often readiness is."""
_FAULTS: Final = frozenset({"storage_full", "database_read_only", "database_unavailable", "outcome_unknown"})


class Writes:
    """What became of the last write. `prove` writes something, or raises `DatabaseError` or `Failure`."""

    def __init__(self, prove: Callable[[], None]) -> None:
        self._prove = prove
        self._lock = asyncio.Lock()
        self._asked_at: Seconds = -AGAIN_S
        self._fault = ""

    def note(self, result: Result) -> None:
        """Takes down how a command ended. A replay writes nothing, so it says nothing."""
        outcome = result.outcome
        if not isinstance(outcome, Failure):
            self._fault = self._fault if result.replayed else ""
        elif outcome.code in _FAULTS:
            self._fault = outcome.code

    async def fault(self) -> str:
        """The code of the error that writes meet; empty when they do not, or nobody has tried since they last did not.

        While there is one, something is written to find out.
        """
        async with self._lock:
            if self._fault and monotonic_s() - self._asked_at >= AGAIN_S:
                self._asked_at = monotonic_s()
                self._fault = await asyncio.to_thread(self._try)
            return self._fault

    def _try(self) -> str:
        try:
            self._prove()
        except DatabaseError as error:
            return database_code(error)
        except Failure as error:
            return error.code
        return ""
