"""Waiting until something is so: no test takes for granted how fast a busy machine is."""

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE_S = 60
T = TypeVar("T")


def until(done: Callable[[], T | None]) -> T:
    """What `done` gives once that is true; it is asked again and again, and the test fails when it never is."""
    give_up_at = time.monotonic() + PATIENCE_S
    while not (found := done()):
        assert time.monotonic() < give_up_at, f"{found!r} after {PATIENCE_S} s"
        time.sleep(0.02)
    return found
