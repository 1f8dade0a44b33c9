"""URLs of databases, read in one place. What is wrong with one is told without repeating it: it may hold a password."""

import re
from typing import Final, NamedTuple
from urllib.parse import unquote

SQLITE: Final = "sqlite:///"
FORM: Final = (
    "sqlite:///FILE or oceanbase://USER:PASSWORD@HOST:PORT/DATABASE; "
    "in USER and PASSWORD / is written %2F, ? is %3F, # is %23, % is %25; "
    "?tls=unverified or ?tls=off at the end where the server's certificate cannot be verified"
)
PORT: Final = 2881
"""Where OceanBase listens unless it is said."""
_SERVER: Final = re.compile(
    r"oceanbase://(?:(?P<login>[^/?#]*)@)?(?P<host>[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::(?P<port>\d{1,5}))?/(?P<name>[\w.$-]+)/?(?:\?tls=(?P<tls>verified|unverified|off))?"
)


class Server(NamedTuple):
    """A database of an OceanBase server."""

    host: str
    port: int
    user: str
    password: str
    database: str
    tls: str = "verified"
    """`verified`: by a certificate that this machine trusts, for the host's name. `unverified`: by any. `off`: without.
    No network, no TLS: a server on this machine is spoken to without."""


def read(url: str) -> str | Server:
    """The file of SQLite, or the server. Raises `ValueError`."""
    if url.startswith(SQLITE) and url != SQLITE and "\0" not in url:
        return url.removeprefix(SQLITE)
    found = _SERVER.fullmatch(url)
    port = int(found["port"] or PORT) if found else 0
    if found is None or not 0 < port <= 65_535:
        raise ValueError(FORM)
    user, _, password = (found["login"] or "root").partition(":")
    return Server(
        found["host"].strip("[]"), port, unquote(user), unquote(password), found["name"], found["tls"] or "verified"
    )


def shown(url: str) -> str:
    """A database URL without its password. Raises `ValueError`."""
    place = read(url)
    if isinstance(place, str):
        return url
    login, at, tail = url.removeprefix("oceanbase://").rpartition("@")
    return f"oceanbase://{login.partition(':')[0]}{at}{tail}"
