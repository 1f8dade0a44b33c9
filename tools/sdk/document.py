"""The OpenAPI document as the writers of the SDKs see it: schemas, and endpoints with their names."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from jiaozi.api import openapi
from tools.sdk import naming
from tools.sdk.naming import Endpoint, Name

JSON_TYPE: Final = "application/json"
_REF: Final = "#/components/schemas/"
_PAGE: Final = {"items", "next_cursor", "has_more"}
_PAGING: Final = ("cursor", "limit")
_DRY_RUN: Final = "dry_run"
_MESSAGE: Final = "Event"


@dataclass(frozen=True)
class Plain:
    """`string`, `integer`, `boolean`, or `any`."""

    name: str


@dataclass(frozen=True)
class Words:
    """A closed set of texts."""

    values: tuple[str, ...]


@dataclass(frozen=True)
class Ref:
    """A schema, by its name in the SDKs."""

    name: str


@dataclass(frozen=True)
class Minor:
    """An amount. Where it has only one `asset`, the number is enough for a body; else that is empty."""

    name: str
    asset: str


@dataclass(frozen=True)
class Many:
    """A list."""

    item: "Type"


@dataclass(frozen=True)
class Table:
    """An object whose members have names of their own."""

    value: "Type"


@dataclass(frozen=True)
class OrNull:
    """A value, or null."""

    value: "Type"


Type = Plain | Words | Ref | Minor | Many | Table | OrNull
ANY: Final = Plain("any")


@dataclass(frozen=True)
class Field:
    """A member of a schema, or a parameter. `default` is None also where there is none: then null means absent."""

    name: str
    type: Type
    required: bool
    default: Any
    text: str


@dataclass(frozen=True)
class Schema:
    """An object of the document: with a `base`, what it has besides all that this has."""

    name: str
    source: str
    text: str
    fields: tuple[Field, ...]
    base: str | None = None


@dataclass(frozen=True)
class Operation:
    """An endpoint. `answers` are its good answers in JSON by status; `page` what a list has; `file` whether it answers
    (also) documents, `form` the parameter that chooses one; `signed` whether a holder's device signs it."""

    name: Name
    method: str
    path: str
    id: str
    text: str
    ids: tuple[Field, ...]
    queries: tuple[Field, ...]
    body: Schema | None
    body_required: bool
    keyed: bool
    dry_run: bool
    signed: bool
    paging: frozenset[str]
    answers: Mapping[str, Type]
    page: Type | None
    file: bool
    form: Field | None


@dataclass(frozen=True)
class Document:
    """All of it. `messages` are what is sent to webhooks, by kind of event; `message` is what any of them has."""

    version: str
    schemas: Mapping[str, Schema]
    operations: tuple[Operation, ...]
    messages: Mapping[str, Schema]
    message: Schema

    def reached(self, types: Iterable[Type]) -> set[str]:
        """The names of the schemas that these types lead to."""
        found: set[str] = set()
        waiting = list(types)
        while waiting:
            each = waiting.pop()
            if isinstance(each, Many | OrNull | Table):
                waiting.append(each.item if isinstance(each, Many) else each.value)
            elif isinstance(each, Ref | Minor) and each.name not in found:
                schema = self.schemas[each.name]
                found.add(each.name)
                waiting += [*(field.type for field in schema.fields), *([Ref(schema.base)] if schema.base else [])]
        return found


def read(found: Mapping[str, Any]) -> Document:
    """What an OpenAPI document says. Raises `ValueError` where it says what the SDKs cannot."""
    schemas = found["components"]["schemas"]
    reader = _Reader(schemas)
    # the SDKs' order does not hang on the document's
    listed = sorted(openapi.operations(found), key=lambda each: (each[1], each[0]))
    called = naming.names([Endpoint(method, path, reader.has_items(op)) for method, path, op in listed])
    operations = tuple(reader.operation(called[method, path], method, path, op) for method, path, op in listed)
    sent = {kind: reader.body(op)[0] for kind, ops in found.get("webhooks", {}).items() for op in ops.values()}
    schemas_by_name: dict[str, Schema] = {}
    for each in reader.all_schemas():
        schemas_by_name.setdefault(each.name, each)
    messages = {kind: each for kind, each in sent.items() if each}
    return Document(found["info"]["version"], schemas_by_name, operations, messages, reader.schema(_MESSAGE))


class _Reader:
    def __init__(self, schemas: Mapping[str, Any]) -> None:
        self._schemas = schemas

    def all_schemas(self) -> Iterator[Schema]:
        """Every object but pages."""
        for source, schema in self._schemas.items():
            if set(schema.get("properties", ())) != _PAGE and schema.get("type") == "object":
                yield self.schema(source)

    def schema(self, source: str) -> Schema:
        """A schema by its name in the document."""
        found = self._schemas[source]
        if found.get("type") != "object":
            raise ValueError(f"{source} is no object")
        required = found.get("required", ())
        base = found.get(openapi.EXTENDS)
        inherited = self._schemas[base]["properties"] if base else ()
        members = [(name, member) for name, member in found.get("properties", {}).items() if name not in inherited]
        fields = tuple(self.field(name, member, required=name in required) for name, member in members)
        return Schema(source, source, _text(found), fields, base)

    def field(self, name: str, schema: Mapping[str, Any], *, required: bool) -> Field:
        """A member or a parameter."""
        return Field(name, self.type(schema), required, schema.get("default"), _text(schema))

    def type(self, schema: Mapping[str, Any]) -> Type:
        """What a schema allows, without its bounds."""
        if "$ref" in schema:
            return self._ref(schema["$ref"].removeprefix(_REF))
        choices = schema.get("anyOf", schema.get("oneOf"))
        if choices is not None:
            return self._choice(choices)
        if isinstance(schema.get("type"), list):
            kinds = schema["type"]
            return self._choice([{**schema, "type": kind} for kind in kinds])
        if "const" in schema or "enum" in schema:
            return self._closed(schema.get("enum") or [schema["const"]])
        return self._by_kind(schema)

    def _by_kind(self, schema: Mapping[str, Any]) -> Type:
        kind = schema.get("type")
        if kind == "array":
            return Many(self.type(schema["items"]))
        if kind == "object":
            value = schema.get("additionalProperties")
            return Table(self.type(value) if isinstance(value, Mapping) else ANY)
        return Plain(kind) if kind in ("string", "integer", "boolean") else ANY

    def _closed(self, values: list[Any]) -> Type:
        if all(isinstance(value, str) for value in values):
            return Words(tuple(values))
        return Plain("integer") if all(isinstance(value, int) for value in values) else ANY

    def _ref(self, source: str) -> Type:
        target = self._schemas[source]
        asset = _asset_of(target)
        if asset is not None:
            return Minor(source, asset)
        return Ref(source) if target.get("type") == "object" else self.type(target)

    def _choice(self, choices: list[Mapping[str, Any]]) -> Type:
        given = [each for each in choices if each.get("type") != "null"]
        inner, *others = dict.fromkeys(map(self.type, given))
        if others:
            return Table(ANY) if all(isinstance(each, Ref) for each in (inner, *others)) else ANY
        return OrNull(inner) if len(given) < len(choices) and inner != ANY else inner

    def has_items(self, operation: Mapping[str, Any]) -> bool:
        """Whether an endpoint answers an object with items."""
        answers = _good(operation).values()
        sources = [each.get("$ref", "").removeprefix(_REF) for each in answers]
        return any("items" in self._schemas.get(source, {}).get("properties", {}) for source in sources)

    def operation(self, name: Name, method: str, path: str, found: Mapping[str, Any]) -> Operation:
        """An endpoint."""
        parameters = [each for each in found.get("parameters", ()) if "in" in each]
        ids = tuple(self._parameter(each) for each in parameters if each["in"] == "path")
        order = naming.ids_of(path)
        queries = {each["name"]: self._parameter(each) for each in parameters if each["in"] == "query"}
        body, body_required = self.body(found)
        answers = _good(found)
        page = next((item for each in answers.values() if (item := self._item(each)) is not None), None)
        file = any(kind != JSON_TYPE for kind in _kinds(found))
        return Operation(
            name=name,
            method=method,
            path=path,
            id=found["operationId"],
            text=str(found.get("description", found.get("summary", ""))).strip(),
            ids=tuple(sorted(ids, key=lambda each: order.index(each.name))),
            queries=tuple(each for each in queries.values() if each.name not in (*_PAGING, _DRY_RUN)),
            body=body,
            body_required=body_required,
            keyed=any(each.get("$ref", "").endswith("/Idempotency-Key") for each in found.get("parameters", ())),
            dry_run=_DRY_RUN in queries,
            signed=any("device" in each for each in found.get("security", ())),
            paging=frozenset(queries) & frozenset(_PAGING),
            answers={} if page else {status: self.type(each) for status, each in answers.items()},
            page=page,
            file=file,
            form=next((each for each in queries.values() if each.name == "format"), None) if file else None,
        )

    def _parameter(self, found: Mapping[str, Any]) -> Field:
        schema = found["schema"]
        name = found["name"]
        return Field(name, self.type(schema), bool(found.get("required")), schema.get("default"), _text(found))

    def body(self, found: Mapping[str, Any]) -> tuple[Schema | None, bool]:
        """The body of an endpoint, and whether it must be given; None when there is nothing in it."""
        body = found.get("requestBody")
        if body is None:
            return None, False
        schema = body["content"][JSON_TYPE]["schema"]
        refs = [each["$ref"] for each in (schema, *schema.get("anyOf", ())) if "$ref" in each]
        if len(refs) != 1:
            raise ValueError(f"{found['operationId']}: a body that is not one object")
        named = self.schema(refs[0].removeprefix(_REF))
        return (named if named.fields else None), bool(body.get("required"))

    def _item(self, schema: Mapping[str, Any]) -> Type | None:
        target = self._schemas.get(schema.get("$ref", "").removeprefix(_REF), {})
        members = target.get("properties", {})
        return self.type(members["items"]["items"]) if set(members) == _PAGE else None


def _good(operation: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The schemas of the good answers in JSON, by status."""
    found = {}
    for status, answer in operation["responses"].items():
        schema = answer.get("content", {}).get(JSON_TYPE, {}).get("schema")
        if status.startswith("2") and schema:
            found[status] = schema
    return found


def _kinds(operation: Mapping[str, Any]) -> Iterator[str]:
    for status, answer in operation["responses"].items():
        if status.startswith("2"):
            yield from answer.get("content", {})


def _asset_of(schema: Mapping[str, Any]) -> str | None:
    """The asset of an amount, empty where it may be any; None when the schema is no amount."""
    members = schema.get("properties", {})
    if set(members) != {"minor", "asset"}:
        return None
    values = members["asset"].get("enum", [members["asset"].get("const", "")])
    return values[0] if len(values) == 1 else ""


def _text(found: Mapping[str, Any]) -> str:
    return str(found.get("description", "")).strip()
