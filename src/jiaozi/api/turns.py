"""How often one address may ask for what needs no key and costs the platform something."""

from ipaddress import IPv6Address, ip_address
from typing import Any, Final

from jiaozi.clock import Seconds, monotonic_s

EVERY_S: Final[Seconds] = 60
_V6_HOST_BITS: Final = 64
"""A subscriber has all addresses of such a network (RFC 6177)."""


class Turns:
    """Counts what addresses asked in the last `EVERY_S` seconds, `each` at most for one and `total` for all of them in
    this process, so what is kept is bounded, too. `made` is what was made in that time for those who had a turn, by
    what they asked for: asked for again, it takes none. Used on the loop alone."""

    def __init__(self, each: int, total: int) -> None:
        self._each, self._total = each, total
        self._since: Seconds = -EVERY_S
        self._asked: dict[str, int] = {}
        self._made: dict[Any, Any] = {}

    def take(self, address: str) -> bool:
        """Whether an address may ask now; if so, it has."""
        self._begin()
        whose = _network(address)
        asked = self._asked.get(whose, 0)
        if asked >= self._each or sum(self._asked.values()) >= self._total:
            return False
        self._asked[whose] = asked + 1
        return True

    @property
    def made(self) -> dict[Any, Any]:
        """What was made since the count began."""
        self._begin()
        return self._made

    def _begin(self) -> None:
        now = monotonic_s()
        if now - self._since >= EVERY_S:
            self._since, self._asked, self._made = now, {}, {}


def _network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(int(found) >> _V6_HOST_BITS) if isinstance(found, IPv6Address) else address
