"""Where webhooks may go: never into private networks, whatever a name says at the moment it is used.

A URL is checked when it is given, and every address again when a connection is made: a name may change its mind.
"""

import ipaddress
import re
from typing import Final
from urllib.parse import urlsplit

from jiaozi.webhooks.model import URL_MAX

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_HOST: Final = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]", re.ASCII)
_VISIBLE: Final = re.compile(r"[!-~]+", re.ASCII)
_PRIVATE_NAMES: Final = (".local", ".localhost", ".internal", ".lan", ".home.arpa", ".intranet", ".corp")
_METADATA: Final = frozenset({ipaddress.ip_address("168.63.129.16")})
"""Public addresses at which clouds answer their own machines with secrets."""
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
_GLOBAL_UNICAST: Final = ipaddress.ip_network("2000::/3")
_TUNNELS: Final = tuple(ipaddress.ip_network(text) for text in ("2002::/16", "2001::/32"))
"""Addresses that carry another inside, which somebody else unpacks."""


def is_public(text: str) -> bool:
    """Whether an address is one of the open Internet: not private, loopback, link-local, shared, reserved, multicast,
    of a cloud's metadata, nor one that hides such an address inside."""
    try:
        address: _Address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64 or address.ipv4_mapped is not None:
            address = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        elif address not in _GLOBAL_UNICAST or any(address in network for network in _TUNNELS):
            return False
    if address.is_multicast or address.is_reserved or address.is_unspecified or address in _METADATA:
        return False
    return address.is_global


def may_reach(text: str, *, loopback: bool) -> bool:
    """Whether a webhook may be sent to an address; this machine itself only where `loopback` is allowed."""
    try:
        itself = ipaddress.ip_address(text).is_loopback
    except ValueError:
        return False
    return loopback if itself else is_public(text)


def url_fault(url: str, *, simulated: bool) -> str:
    """What is wrong with an endpoint's URL; empty when nothing is.

    https only, to a public name or address, at port 443 or from 1024 up. Simulated worlds also send to this machine.
    """
    if len(url) > URL_MAX or _VISIBLE.fullmatch(url) is None or "\\" in url:
        return f"at most {URL_MAX} visible ASCII characters"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "not a URL"
    if parts.scheme not in ("https", "http") or not host or "@" in parts.netloc or parts.fragment:
        return "https, a host, no user, no fragment"
    if port is not None and port != 443 and port < 1_024:
        return "port 443, or from 1024 up"
    if simulated and _is_this_machine(host):
        return ""
    if parts.scheme != "https":
        return "https only"
    return "" if _is_public_name(host) or is_public(host) else "a public host"


def _is_this_machine(host: str) -> bool:
    return host == "localhost" or (may_reach(host, loopback=True) and not is_public(host))


def _is_public_name(host: str) -> bool:
    return _HOST.fullmatch(host) is not None and not host.endswith(_PRIVATE_NAMES)
