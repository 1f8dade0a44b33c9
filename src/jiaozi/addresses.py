"""Which addresses are hosts of the open Internet: none of the special-purpose registries, whose rows are data.

Python's own `ipaddress` knows the registries of its release: 3.11 takes 192.88.99.1, 3fff::1 and 5f00::1 for public.
"""

import csv
import ipaddress
from functools import cache
from importlib import resources
from typing import Final

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_FILE: Final = "special_purpose.csv"
_PRIVATE: Final = ("Private use", "Shared address space", "Unique local")
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
_GLOBAL_UNICAST: Final = ipaddress.IPv6Network("2000::/3")
"""Of IPv6 all else is reserved (RFC 4291, 2.4)."""
_ISATAP: Final = (0x00005EFE, 0x02005EFE)
"""The upper half of an interface identifier that is an IPv4 address (RFC 5214, 6.1)."""


@cache
def special_blocks() -> tuple[tuple[Network, str], ...]:
    """The blocks of the registries with their names."""
    text = resources.files("jiaozi").joinpath(_FILE).read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return tuple((ipaddress.ip_network(row["block"]), row["name"]) for row in rows)


def is_public(text: str) -> bool:
    """Whether an address is a host's of the open Internet, and hides no other inside.

    An IPv4 address inside IPv6 counts where it can be seen (mapped, NAT64 by the well-known prefix); tunnels that
    somebody else unpacks (6to4, Teredo, ISATAP) are not public, nor is what has a zone.
    """
    address = parse(text)
    if address is None:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64:
            address = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        elif address not in _GLOBAL_UNICAST or (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
            return False
    return not any(address.version == block.version and address in block for block, _ in special_blocks())


def is_private_line(text: str) -> bool:
    """Whether an address is one that organisations use among themselves."""
    address = parse(text)
    return address is not None and any(
        address.version == block.version and address in block for block, name in special_blocks() if name in _PRIVATE
    )


def is_loopback(text: str) -> bool:
    """Whether an address is this machine's own loopback."""
    address = parse(text)
    return address is not None and address.is_loopback


def parse(text: str) -> Address | None:
    """An address; the IPv4 one where it is mapped into IPv6. None for anything else, and for one with a zone."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv4Address):
        return address
    return None if address.scope_id is not None else address.ipv4_mapped or address
