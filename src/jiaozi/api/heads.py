"""A request's header fields, found by name."""

from collections.abc import Iterable

from starlette.types import Scope


class Heads:
    """Names are lower case, as ASGI has them; a field may be there several times."""

    __slots__ = ("_by_name",)

    def __init__(self, fields: Iterable[tuple[bytes, bytes]]) -> None:
        self._by_name: dict[bytes, list[bytes]] = {}
        for name, value in fields:
            self._by_name.setdefault(name, []).append(value)

    def __contains__(self, name: str) -> bool:
        return name.encode() in self._by_name

    def all(self, name: str) -> list[str]:
        """The values of a field, in order."""
        return [value.decode("latin-1") for value in self._by_name.get(name.encode(), ())]

    def first(self, name: str, none: str = "") -> str:
        """The first value of a field."""
        found = self._by_name.get(name.encode())
        return found[0].decode("latin-1") if found else none


def heads_of(scope: Scope) -> Heads:
    """Those of a request, sorted once."""
    found: Heads | None = scope.get("heads")
    if found is None:
        found = scope["heads"] = Heads(scope["headers"])
    return found
