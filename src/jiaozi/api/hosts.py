"""Under which names the platform is served. A browser that was led here by somebody else's name (DNS rebinding) is not
answered, and a link is never made from a name that a caller invented."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from jiaozi.addresses import parse

_AUTHORITY: Final = re.compile(r"(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9._-]{1,253})(?::[0-9]{1,5})?", re.ASCII)


class Hosts:
    """The names beside `localhost`, loopback addresses and the address that a connection came to.

    A name is exact, or `*.example.cn` for whatever is below it. Ports do not matter: behind a proxy they differ.
    """

    def __init__(self, names: Sequence[str] = ()) -> None:
        lowered = [_plain(name) for name in names]
        self._exact = frozenset({"localhost", *lowered})
        self._below = tuple(name.removeprefix("*") for name in lowered if name.startswith("*."))
        self._knows = lru_cache(maxsize=256)(self._find)

    def fault(self, given: Sequence[str], local: str) -> tuple[str, str] | None:
        """What is wrong with the Host headers of a request that came to the address `local`: code and detail."""
        if len(given) != 1:
            return "http_malformed", "one Host header"
        found = _AUTHORITY.fullmatch(given[0])
        if found is None:
            return "http_malformed", "Host: a name or an address, and a port"
        return None if self._knows(found[1], local) else ("host_not_allowed", "see the setting JIAOZI_HOSTS")

    def _find(self, host: str, local: str) -> bool:
        address = parse(host.strip("[]"))
        if address is not None and (address.is_loopback or address == parse(local.partition("%")[0])):
            return True
        name = _plain(host)
        return name in self._exact or name.endswith(self._below)


def _plain(name: str) -> str:
    return name.lower().removesuffix(".")
