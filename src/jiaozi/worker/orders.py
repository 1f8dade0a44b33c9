"""How the worker acts: commands through the writer under keys of its own, like anybody's."""

from collections.abc import Iterable
from concurrent.futures import Future
from contextlib import suppress
from time import sleep
from typing import Any, Final

from jiaozi.access.model import PLATFORM
from jiaozi.clock import Seconds, monotonic_s
from jiaozi.db.commands import Result
from jiaozi.errors import Failure, Refusal
from jiaozi.platform import Platform

TIMEOUT_S: Final[Seconds] = 120
REST: Final = 2
"""So many times as long as it worked does scheduled work rest where others came meanwhile."""
REST_MAX_S: Final[Seconds] = 1


def carry_out(platform: Platform, orders: Iterable[tuple[str, Any]]) -> list[Result]:
    """The results of commands, each under its key. What the writer has no room for is left to another turn. Where
    others came meanwhile they have the writer for a while before this returns: nobody waits for a list or a sweep."""
    begun, before = monotonic_s(), platform.writer.taken
    waiting: list[Future[Result]] = []
    for key, command in orders:
        with suppress(Failure):
            waiting.append(platform.writer.submit(platform.request(PLATFORM, key, command)))
    results = [future.result(timeout=TIMEOUT_S) for future in waiting]
    if platform.writer.taken - before > len(waiting):
        sleep(min(REST * (monotonic_s() - begun), REST_MAX_S))
    return results


def newly_done(results: Iterable[Result]) -> int:
    """How many had their effect now: not refused, not failed, and not done by an earlier turn or another process."""
    return sum(not isinstance(each.outcome, Refusal | Failure) and not each.replayed for each in results)
