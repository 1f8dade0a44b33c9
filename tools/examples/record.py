"""Asks each operation once and keeps what was sent and answered.

What is kept of an example stays as it is while its form does, so that the record changes where the API did.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from urllib.parse import urlencode

import httpx
from tests.worlds import shapes

from jiaozi.api import openapi
from jiaozi.api.app import document
from tools.examples.asks import BODIES, OPEN, REFUSED, TEXTS, Ask
from tools.examples.before import BEFORE
from tools.examples.stage import Scene, Stage

ROLES: Final = {
    "li": "holder", "mill": "merchant", "works": "employer", "icbc": "operator", "central": "central_bank",
    "auditor": "auditor",
}  # fmt: skip
"""Who asks, in this order: the first who may is the example's."""
_MANY: Final = 2
"""How much of a long list is kept."""
_LINES: Final = 6
_ID: Final = re.compile(r"(?<![A-Za-z0-9])([a-z]{2,3})_([0-7][0-9A-HJKMNP-TV-Z]{12})(?![0-9A-Z])")
_SECRET: Final = re.compile(r"(?<=_)[A-Z2-7]{52}\b")
_SIGNS: Final = re.compile(r"whsec_[A-Za-z0-9+/]+=*")
_SIGNED: Final = "whsec_RVhBTVBMRS1FWEFNUExFLUVYQU1QTEUtRVhBTVA="
_DIGITS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Request:
    """A request of an operation as it is sent. `path` and `query` are by name."""

    operation: str
    method: str
    route: str
    who: str
    path: Mapping[str, Any]
    query: Mapping[str, Any]
    body: Any

    @property
    def target(self) -> str:
        """What follows the address of the server."""
        return self.route.format(**self.path) + (f"?{urlencode(self.query)}" if self.query else "")

    def kept(self) -> dict[str, Any]:
        """As the record has it, without what is empty."""
        told = {"path": dict(self.path), "query": dict(self.query), "body": self.body}
        return {name: value for name, value in told.items() if value not in (None, {})}


@cache
def operations() -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Method, path and description of each operation by its id."""
    return {each[2]["operationId"]: each for each in openapi.operations(document())}


@cache
def _smallest() -> dict[tuple[str, str], shapes.Shape]:
    found: dict[tuple[str, str], shapes.Shape] = {}
    for each in shapes.shapes():
        found.setdefault((each.method, each.path), each)
    return found


def compose(scene: Scene, operation: str, who: str) -> Request:
    """The request of an example, after what has to happen before it; by `who`, where nobody else has to ask."""
    method, route, described = operations()[operation]
    who = who if described["security"] else ""
    if operation in OPEN:
        return Request(operation, method, route, "", OPEN[operation], {}, None)
    ask = BEFORE[operation](scene) if operation in BEFORE else Ask()
    shape = _smallest()[method, route]
    given, query, body = shape.told(lambda place: scene.things.get(place.kind) or shapes.missing(place))
    path = {name: ask.given.get(name, value) for name, value in given.items()}
    query |= {name: value for name, value in ask.given.items() if name in _queries(operation)}
    if body is not None:
        mine = BODIES[operation](scene) if operation in BODIES else {}
        body = _worded(body, operation) | dict(mine)
        body |= {name: value for name, value in ask.body.items() if name in _members(operation)}
        body = {name: value for name, value in body.items() if value != ""}
    return Request(operation, method, route, ask.who or who, path, query, body)


def _queries(operation: str) -> set[str]:
    parameters = operations()[operation][2].get("parameters", ())
    return {each["name"] for each in parameters if each.get("in") == "query"}


def _members(operation: str) -> Mapping[str, Any]:
    schema = operations()[operation][2]["requestBody"]["content"]["application/json"]["schema"]
    return dict(shapes.form_of(schema).get("properties", {}))


def _worded(body: Mapping[str, Any], operation: str) -> dict[str, Any]:
    members = _members(operation)
    return {
        name: TEXTS[name] if name in TEXTS and _is_free(shapes.form_of(members[name])) else value
        for name, value in body.items()
    }


def _is_free(schema: Mapping[str, Any]) -> bool:
    return not shapes.kind_of(dict(schema)) and "enum" not in schema


def send(scene: Scene, request: Request, key: str) -> httpx.Response:
    """What a request is answered."""
    headers = scene.live.headers(request.who)
    if request.method == "POST":
        headers["Idempotency-Key"] = key
    sent = {} if request.body is None else {"json": request.body}
    return scene.live.http.request(request.method, request.target, headers=headers, auth=scene.signer, **sent)


def asked(stage: Stage, operation: str, who: str = "") -> dict[str, Any]:
    """An example as it is kept, asked for by `who`, or by the first who may. Raises `ValueError`: not answered well."""
    told = []
    for each in [who] if who else ROLES:
        with stage.scene() as scene:
            request = compose(scene, operation, each)
            answer = send(scene, request, "example")
            if is_good(operation, answer):
                return _kept(scene, request, answer)
            told.append(f"{request.who} {request.target} {request.body} -> {answer.status_code} {answer.text}")
            if request.who != each:
                break
    raise ValueError(f"{operation}: " + "\n  ".join(told))


def is_good(operation: str, answer: httpx.Response) -> bool:
    """Whether an answer is what an example is to show."""
    return answer.is_success or (operation in REFUSED and answer.json().get("code") == REFUSED[operation])


def _kept(scene: Scene, request: Request, answer: httpx.Response) -> dict[str, Any]:
    media = answer.headers.get("Content-Type", "").partition(";")[0]
    found: dict[str, Any] = {"who": request.who} | ({"signed": True} if scene.signer else {})
    found |= request.kept() | {"status": answer.status_code}
    if media.endswith("json"):
        found["answer"] = shortened(answer.json())
    elif media.startswith("text/") and media != "text/html":
        found["text"] = "\n".join(answer.text.splitlines()[:_LINES])
    else:
        found["media"] = media
    return dict(_Calm().calm(found))


def shortened(value: Any) -> Any:
    """With long lists cut."""
    if isinstance(value, dict):
        return {name: shortened(each) for name, each in value.items()}
    return [shortened(each) for each in value[:_MANY]] if isinstance(value, list) else value


class _Calm:
    """Puts ids that are the same in every example in the place of those of one world, and secrets that are none."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def calm(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: self.calm(each) for name, each in value.items()}
        if isinstance(value, list):
            return [self.calm(each) for each in value]
        if not isinstance(value, str):
            return value
        return _SIGNS.sub(_SIGNED, _SECRET.sub(("EXAMPLE" * 8)[:52], _ID.sub(self._id, value)))

    def _id(self, found: re.Match[str]) -> str:
        prefix, number = found.groups()
        if prefix == "ins":
            return found[0]
        at = 1 + len(self._known)
        mine = self._known.setdefault(number, f"0PTYJH400{_DIGITS[at // 32]}{_DIGITS[at % 32]}00")
        return f"{prefix}_{mine}"


def form(value: Any) -> Any:
    """What the value is made of: the names of members and the kinds of values, not the values."""
    if isinstance(value, dict):
        return {name: form(each) for name, each in sorted(value.items())}
    if isinstance(value, list):
        return sorted({json.dumps(form(each), sort_keys=True) for each in value[:_MANY]})
    if isinstance(value, str):
        found = _ID.fullmatch(value)
        return found[1] if found else "text"
    return type(value).__name__
