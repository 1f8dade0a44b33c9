"""Where webhooks may go: never into private networks, whatever a name says at the moment it is used.

A URL is checked when it is given, and every address again when a connection is made: a name may change its mind.
"""

import re
from typing import Final
from urllib.parse import urlsplit

from jiaozi.addresses import is_loopback, is_public
from jiaozi.webhooks.model import URL_MAX

_HOST: Final = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]", re.ASCII)
_VISIBLE: Final = re.compile(r"[!-~]+", re.ASCII)
_PRIVATE_NAMES: Final = (".local", ".localhost", ".internal", ".lan", ".home.arpa", ".intranet", ".corp")


def may_reach(text: str, *, loopback: bool) -> bool:
    """Whether a webhook may be sent to an address; this machine itself only where `loopback` is allowed."""
    return loopback if is_loopback(text) else is_public(text)


def is_written_as_one(url: str) -> bool:
    """Whether a text has only what a URL may have: visible ASCII; all else is escaped by `%`, or in names `xn--`."""
    return len(url) <= URL_MAX and _VISIBLE.fullmatch(url) is not None and "\\" not in url


def url_fault(url: str, *, simulated: bool) -> str:
    """What is wrong with an endpoint's URL; empty when nothing is.

    https only, to a public name or address, at port 443 or from 1024 up. Simulated worlds also send to this machine.
    """
    if not is_written_as_one(url):
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
    return host == "localhost" or is_loopback(host)


def _is_public_name(host: str) -> bool:
    return _HOST.fullmatch(host) is not None and not host.endswith(_PRIVATE_NAMES)
