"""Lists that come in pages."""

from typing import Generic, TypeVar

from jiaozi.records import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A part of a list. `next_cursor` is where to go on from, also later, when `has_more` is false for now; a filtered
    list has none at its end."""

    items: tuple[T, ...]
    next_cursor: str | None = None
    has_more: bool = False
