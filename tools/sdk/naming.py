"""What each endpoint is called in the SDKs: one rule over its path and method.

The words of the path, without `/v1` and the ids, lead from the client to a resource, and the last of them decides:

1. A word in the plural is a collection: POST is `create`, GET is `list` where the answer has items, else `get`;
   GET behind an id is `get`.
2. A word in the singular that has something below it, or both a GET and a POST, is a single thing: `get` and `create`.
3. Any other word in the singular is the method itself, of the resource before it: `balance`, `release`. Where it is a
   noun for an act (`closure`), the act's verb is taken (`close`).

The tables are the verbs of such nouns, and the few names that would read badly.
"""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

VERSION: Final = "v1"
VERBS: Final[Mapping[str, str]] = {
    "cancellation": "cancel",
    "submission": "submit",
    "closing_out": "close_out",
    "closure": "close",
    "ending": "end",
    "lifting": "lift",
    "loss": "report_loss",
    "payment": "pay",
    "pooling": "pool",
    "quota": "set_quota",
    "rebinding": "rebind",
    "redelivery": "redeliver",
    "redemption": "redeem",
    "removal": "remove",
    "resumption": "resume",
    "revocation": "revoke",
    "rotation": "rotate",
    "secret": "rotate_secret",
    "settlement": "settle",
    "signature": "sign",
    "suspension": "suspend",
    "withdrawal": "withdraw",
}
"""The verbs of the nouns that end the paths of acts."""
_SINGULAR_IN_S: Final = frozenset({"alias", "loss"})
EXCEPTIONS: Final[Mapping[str, str]] = {
    "POST /v1/holders/{}/small-amounts": "set",
    "POST /v1/test/clock": "advance",
    "POST /v1/wallets/{}/limits": "set",
    "GET /healthz": "health",
    "GET /readyz": "ready",
}


class Endpoint(NamedTuple):
    """What the rule looks at. `ids` are as the path has them; `many` says whether the answer has items."""

    method: str
    path: str
    many: bool


class Name(NamedTuple):
    """Where an endpoint is found: `("payments", "refunds")` and `list`."""

    resource: tuple[str, ...]
    method: str


def words_of(path: str) -> tuple[str, ...]:
    """The words of a path, without ids."""
    return tuple(part.replace("-", "_") for part in _parts(path) if not part.startswith("{"))


def ids_of(path: str) -> tuple[str, ...]:
    """The names of a path's ids."""
    return tuple(part[1:-1] for part in _parts(path) if part.startswith("{"))


def names(endpoints: Iterable[Endpoint]) -> dict[tuple[str, str], Name]:
    """The name of each endpoint by method and path. Raises `ValueError`: two would be called the same."""
    all_of_them = list(endpoints)
    found = {(each.method, each.path): _name(each, all_of_them) for each in all_of_them}
    taken = list(found.values())
    twice = {".".join((*name.resource, name.method)) for name in taken if taken.count(name) > 1}
    both = {".".join(name.resource) for name in taken for other in taken if (*other.resource, other.method) == name[0]}
    if twice or both:
        raise ValueError(f"called the same: {sorted(twice | both)}")
    return found


def _name(endpoint: Endpoint, others: Iterable[Endpoint]) -> Name:
    words = words_of(endpoint.path)
    last, ends_with_id = words[-1], endpoint.path.endswith("}")
    thing = _is_plural(last) or ends_with_id or _has_more(endpoint, others)
    exception = EXCEPTIONS.get(f"{endpoint.method} {bare(endpoint.path)}")
    resource = words if thing else words[:-1]
    if exception:
        return Name(resource, exception)
    if not thing:
        return Name(resource, VERBS.get(last, last) if endpoint.method == "POST" else last)
    if endpoint.method == "POST":
        return Name(resource, "create")
    return Name(resource, "list" if endpoint.many and not ends_with_id else "get")


def _has_more(endpoint: Endpoint, others: Iterable[Endpoint]) -> bool:
    """Whether the last word of a path is shared with another endpoint, at it or below it."""
    below = endpoint.path + "/"
    same = (each for each in others if (each.method, each.path) != (endpoint.method, endpoint.path))
    return any(each.path == endpoint.path or each.path.startswith(below) for each in same)


def _is_plural(word: str) -> bool:
    return word.endswith("s") and word not in _SINGULAR_IN_S


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part and part != VERSION]


def bare(path: str) -> str:
    """A path with `{}` for each id."""
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))
