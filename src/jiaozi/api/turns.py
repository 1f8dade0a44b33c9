"""How often one address may ask for what needs no key and costs the platform something."""

from ipaddress import IPv6Address, ip_address
from typing import Final

from jiaozi.clock import Seconds, monotonic_s

EVERY_S: Final[Seconds] = 60
_V6_HOST_BITS: Final = 64
"""A subscriber has all addresses of such a network (RFC 6177)."""


class Turns:
    """Counts what addresses asked in the last `EVERY_S` seconds, `each` at most for one and `total` for all of them in
    this process, so what is kept is bounded, too. Used on the loop alone."""

    def __init__(self, each: int, total: int) -> None:
        self._each, self._total = each, total
        self._since: Seconds = -EVERY_S
        self._asked: dict[str, int] = {}

    def take(self, address: str) -> bool:
        """Whether an address may ask now; if so, it has."""
        now = monotonic_s()
        if now - self._since >= EVERY_S:
            self._since, self._asked = now, {}
        whose = _network(address)
        asked = self._asked.get(whose, 0)
        if asked >= self._each or sum(self._asked.values()) >= self._total:
            return False
        self._asked[whose] = asked + 1
        return True


def _network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(int(found) >> _V6_HOST_BITS) if isinstance(found, IPv6Address) else address
