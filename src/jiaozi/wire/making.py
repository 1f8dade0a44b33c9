"""Models that are made when they are first needed: a server that starts needs none of its hundreds yet."""

from collections.abc import Callable
from functools import cache, cached_property, wraps
from threading import RLock
from typing import Any, Final, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_MAKING: Final = RLock()
"""Held while something is made: what two threads made at once would be two models of one name."""


def made_once(make: Callable[P, T]) -> Callable[P, T]:
    """As `functools.cache`, and one thread at a time."""
    known = cache(make)

    @wraps(make)
    def made(*args: P.args, **more: P.kwargs) -> T:
        with _MAKING:
            return known(*args, **more)  # type: ignore[arg-type]

    return made


class once_made(cached_property[T]):  # noqa: N801 - called as a decorator is
    """As `functools.cached_property`, and one thread at a time."""

    def __get__(self, instance: Any, owner: type[Any] | None = None) -> Any:
        """What was made, made now if need be. Once it is, it is found in the instance and this is not called."""
        with _MAKING:
            return super().__get__(instance, owner)
