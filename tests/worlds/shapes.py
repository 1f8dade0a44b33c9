"""Requests from the OpenAPI document: of each operation its places for ids, and the smallest bodies of its form."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations
from typing import Any, Final, NamedTuple
from urllib.parse import quote, urlencode

from jiaozi.api import openapi
from jiaozi.api.app import document
from jiaozi.ids import encode_id
from jiaozi.kinds import INSTITUTION_STEP, INSTITUTIONS_END

_PREFIX: Final = re.compile(r"\^\(?([a-z]{3})(?:\|[a-z]{3}\))?_\[0-7\]")
_SECRETS: Final = {"^sw_": "sub_token", "^hb_": "envelope_token", "^jze_": "share"}
_DIGEST: Final = "^[0-9a-f]{64}$"
NOBODY: Final = 1 << 40
"""The number of nothing at all."""
KINDS: Final = {
    "sub_wallet": "sub_wallet",
    **{
        f"/v1/merchants/{{merchant}}/bills/{{number}}{act} number": "bill"
        for act in ("", "/payments", "/receipt", "/withdrawal")
    },
    "customer": "customer",
    "reference": "reference",
    "payload": "payload",
    "/v1/taps/{number}/{counter} number": "tap",
    "/v1/orders number": "order_number",
}
"""Parameters that name somebody's thing by something else than an id of its own kind."""
MISSING: Final = {
    "ins": encode_id("ins", INSTITUTIONS_END - INSTITUTION_STEP),
    "sub_wallet": encode_id("wal", NOBODY),
    "company": encode_id("wal", NOBODY),
    "bill": "W-NOBODY",
    "customer": "customer-nobody",
    "reference": "ref-nobody",
    "tap": "0000000000",
    "order_number": "A-nobody",
    "payload": "000201",
    "sub_token": f"{encode_id('sw', NOBODY)}_{'A' * 52}",
    "envelope_token": f"{encode_id('hb', NOBODY)}_{'A' * 52}",
    "share": f"{encode_id('jze', NOBODY)}_{'A' * 52}",
}
PLAIN: Final[dict[str, str]] = {
    "counter": "1", "rule": "class.1.daily", "payment_code": "8800000000000000000000004", "code": "forbidden",
    "from": "2026-01-01", "to": "2026-02-01", "day": "2026-01-01", "operation": "pay", "key": "k", "number": "1",
    "version": "1",
}  # fmt: skip
"""Parameters that name nobody's thing."""
HINTS: Final[dict[str, dict[str, Any]]] = {"create_principal": {"role": "merchant", "name": "New"}}
"""What a body needs besides its required fields, by the operation."""
Choose = Callable[["Place"], str]


class Place(NamedTuple):
    """Where an operation takes an id: in its `path`, its `query` or its `body`, there at a path of names."""

    where: str
    name: str
    kind: str


class Shape(NamedTuple):
    """A way to ask for an operation. In `path`, `query` and `body` a `Place` stands where an id goes."""

    method: str
    path: str
    given: dict[str, Any]
    query: dict[str, Any]
    body: Any

    @property
    def label(self) -> str:
        """The operation, for what is told of it."""
        return f"{self.method} {self.path}"

    def places(self) -> list[Place]:
        """Every place for an id."""
        return list(_places([self.given, self.query, self.body]))

    def filled(self, choose: Choose, *, dry: bool = True) -> tuple[str, str, Any]:
        """Method, target and body, with an id chosen for each place; as a dry run where there is one."""
        given, query, body = self.told(choose, dry=dry)
        asked = urlencode(query, errors="surrogatepass")
        return self.method, self.path.format(**given) + ("?" + asked if asked else ""), body

    def told(self, choose: Choose, *, dry: bool = False) -> tuple[dict[str, Any], dict[str, Any], Any]:
        """What is in the path and the query by name, and the body."""
        query = {name: value for name, value in _filled(self.query, choose).items() if dry or name != "dry_run"}
        return _filled(self.given, choose), query, _filled(self.body, choose)


def _places(value: Any) -> Iterator[Place]:
    if isinstance(value, Place):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _places(item)


def _filled(value: Any, choose: Choose) -> Any:
    if isinstance(value, Place):
        return choose(value)
    if isinstance(value, dict):
        return {name: _filled(item, choose) for name, item in value.items()}
    return [_filled(item, choose) for item in value] if isinstance(value, list) else value


def missing(place: Place) -> str:
    """A well-formed id of nothing."""
    return MISSING.get(place.kind) or encode_id(place.kind, NOBODY)


@cache
def _document() -> dict[str, Any]:
    return document()


def kinds() -> set[str]:
    """Every kind of id that an operation takes."""
    return {place.kind for shape in shapes() for place in shape.places()}


@cache
def shapes() -> list[Shape]:
    """Every way to ask for each secured operation: what is required alone, and with each further place for an id."""
    found: list[Shape] = []
    for method, path, operation in openapi.operations(_document()):
        if path.startswith("/v1/"):
            found.extend(_shapes_of(method, path, operation))
    return found


def _shapes_of(method: str, path: str, operation: dict[str, Any]) -> Iterator[Shape]:
    given: dict[str, Any] = {}
    query: dict[str, Any] = {}
    further: dict[str, Any] = {}
    for each in operation.get("parameters", ()):
        if "$ref" in each:  # the idempotency key, which every act has
            continue
        name, where = each["name"], each["in"]
        value = _parameter(path, where, name, each["schema"])
        if where == "path":
            given[name] = value
        elif where == "query" and each.get("required"):
            query[name] = value
        elif where == "query" and name == "dry_run":
            query[name] = "true"
        elif where == "query" and isinstance(value, Place):
            further[name] = value
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    hints = HINTS.get(operation["operationId"], {})
    bodies = list(_bodies(form_of(content["schema"]), hints)) if content else [None]
    for body in bodies:
        yield Shape(method, path, given, query, body)
    for name, value in further.items():
        yield Shape(method, path, given, query | {name: value}, bodies[0])


def _parameter(path: str, where: str, name: str, schema: dict[str, Any]) -> Any:
    kind = KINDS.get(name) or KINDS.get(f"{path} {name}") or kind_of(form_of(schema))
    if kind:
        return Place(where, name, kind)
    if where == "query" and "enum" in form_of(schema):
        return form_of(schema)["enum"][0]
    return PLAIN.get(name)


def form_of(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema without references and without null."""
    while "$ref" in schema or "anyOf" in schema:
        if "$ref" in schema:
            schema = _document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        else:
            schema = next(each for each in schema["anyOf"] if each.get("type") != "null")
    return schema


def kind_of(schema: dict[str, Any]) -> str:
    """The prefix of the ids that a text must be one of; empty when it is no id."""
    pattern = schema.get("pattern", "")
    found = _PREFIX.match(pattern)
    return found[1] if found else next((kind for start, kind in _SECRETS.items() if pattern.startswith(start)), "")


def _bodies(schema: dict[str, Any], hints: dict[str, Any]) -> Iterator[Any]:
    fields = schema.get("properties", {})
    smallest = {name: _value(form_of(fields[name]), name) for name in schema.get("required", ())}
    smallest |= hints
    yield smallest
    further = {name: _value(form_of(each), name) for name, each in fields.items() if name not in smallest}
    further = {name: value for name, value in further.items() if any(_places(value))}
    for size in (1, 2):
        for chosen in combinations(further.items(), size):
            yield smallest | dict(chosen)


def _value(schema: dict[str, Any], name: str) -> Any:
    if kind_of(schema):
        return Place("body", name, kind_of(schema))
    if schema.get("pattern") == _DIGEST:
        return "ab" * 32
    if schema.get("examples"):
        return schema["examples"][0]
    if "enum" in schema or "const" in schema:
        return schema["const"] if "const" in schema else schema["enum"][0]
    if schema.get("type") == "object":
        fields = schema.get("properties", {})
        return {each: _value(form_of(fields[each]), f"{name}.{each}") for each in schema.get("required", ())}
    if schema.get("type") == "array":
        return [_value(form_of(schema["items"]), name) for _ in range(max(1, schema.get("minItems", 0)))]
    if schema.get("type") in ("integer", "number"):
        return max(1, int(schema.get("minimum", 1)))
    return True if schema.get("type") == "boolean" else "x" * max(4, schema.get("minLength", 0))


class Slot(NamedTuple):
    """Where an operation takes a text, in its `path`, its `query` or its `body` at a path of names and numbers, and one
    that is of the right form; of a list of texts the first. `free`: the document says no form."""

    where: str
    at: tuple[str | int, ...]
    good: Any
    free: bool


def slots(shape: Shape) -> Iterator[Slot]:
    """Every place for a text, also those that a shape leaves out."""
    operation = _document()["paths"][shape.path][shape.method.lower()]
    for each in operation.get("parameters", ()):
        if "$ref" not in each and each["in"] in ("path", "query") and form_of(each["schema"]).get("type") == "string":
            good = _parameter(shape.path, each["in"], each["name"], each["schema"]) or _value(each["schema"], "")
            yield Slot(each["in"], (each["name"],), good, _is_free(form_of(each["schema"])))
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content:
        yield from _slots(form_of(content["schema"]), ())


def _slots(schema: dict[str, Any], at: tuple[str | int, ...]) -> Iterator[Slot]:
    if schema.get("type") == "string":
        yield Slot("body", at, _value(schema, ""), _is_free(schema))
    for name, each in schema.get("properties", {}).items():
        yield from _slots(form_of(each), (*at, name))
    if schema.get("type") == "array":
        yield from _slots(form_of(schema["items"]), (*at, 0))


def _is_free(schema: dict[str, Any]) -> bool:
    return not {"pattern", "enum", "const", "format"} & schema.keys()


def put(shape: Shape, slot: Slot, text: str) -> Shape:
    """The shape with another text in a place for one."""
    if slot.where == "body":
        operation = _document()["paths"][shape.path][shape.method.lower()]
        schema = form_of(operation["requestBody"]["content"]["application/json"]["schema"])
        return shape._replace(body=_put(schema, shape.body, slot.at, text))
    (name,) = slot.at
    if slot.where == "query":
        return shape._replace(query={**shape.query, str(name): text})
    return shape._replace(given={**shape.given, str(name): quote(text, safe="", errors="surrogatepass")})


def _put(schema: dict[str, Any], value: Any, at: tuple[str | int, ...], text: str) -> Any:
    """A value of a form with a text in it; what is on the way there and was left out is made."""
    if not at:
        return text
    first, *further = at
    value = _value(schema, "") if value is None else value
    if isinstance(first, int):
        return [_put(form_of(schema["items"]), next(iter(value), None), tuple(further), text), *value[1:]]
    return {**value, first: _put(form_of(schema["properties"][first]), value.get(first), tuple(further), text)}
