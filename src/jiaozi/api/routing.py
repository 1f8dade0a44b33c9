"""Endpoints: what is asked where, with what, and the function that answers; all worked out before the first request.

A function says by its parameters what it takes: those named in the path, a body (a model, or a record of kinds), the
caller's desk (`At`), the bare `Request`, a `Paging`, a `Filter`; every other is of the query. It gives a `Response`, or
what is written as JSON.
"""

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import field, fields, is_dataclass
from functools import partial
from inspect import Parameter, cleandoc, signature
from types import MappingProxyType
from typing import Annotated, Any, Final, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError, create_model
from pydantic_core import PydanticCustomError, to_json
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from jiaozi.api.filters import Filter, digits
from jiaozi.records import dataclass
from jiaozi.wire.base import told
from jiaozi.wire.making import once_made
from jiaozi.wire.shapes import answer_of_hint, asked_of, written

Call = Callable[..., Awaitable[Any]]
Serve = Callable[[Request, "Endpoint", Mapping[str, str]], Awaitable[Response]]
"""From a request and the values in its path to its answer."""
C = TypeVar("C", bound=Call)
PAGE_MAX: Final = 200
CURSOR_MAX: Final = 400


class Made(NamedTuple):
    """Marks a parameter that is made from the request, before its form is looked at."""

    by: Callable[[Request], Awaitable[Any]]


class PageQuery(NamedTuple):
    """Where a page begins and how long it is."""

    cursor: str | None
    limit: int


Paging = Annotated[PageQuery, PageQuery]


class Wrong(NamedTuple):
    """What is wrong at a place: its kind is a code of the table of errors, or a word of pydantic's."""

    place: tuple[int | str, ...]
    kind: str
    en: str
    zh: str


class Malformed(Exception):
    """Leaves an endpoint that was asked in another form than its own."""

    def __init__(self, errors: Sequence[Wrong]) -> None:
        super().__init__("malformed")
        self.errors = errors


class Media(NamedTuple):
    """A kind of document that an endpoint answers with beside or instead of JSON, and its schema."""

    type: str
    schema: Mapping[str, Any] | None = None


class Form(NamedTuple):
    """In what form an endpoint is asked. `body` is None when it takes none."""

    asks: tuple[tuple[str, str], ...]
    """What `values` gives: names, and where each comes from."""
    in_path: type[BaseModel] | None
    in_query: type[BaseModel] | None
    queries: frozenset[str]
    """The names of the query's parameters."""
    body: Any = None
    body_needed: bool = True
    adapter: TypeAdapter[Any] | None = None
    before: Mapping[str, Made | None] = MappingProxyType({})
    """What a function takes that is the request or made from it."""
    filter: type[Filter] | None = None
    """What its list is asked for."""


class Answers(NamedTuple):
    """What an endpoint answers: a view, an outcome, a page of them or a model; None for no JSON."""

    done: Any
    dry: Any = None
    """What a dry run answers, where that is something else."""


@dataclass(frozen=True, eq=False)
class Endpoint:
    """An endpoint as it was declared; its models are made when they are first needed, of what `asked` and `answers`
    say."""

    method: str
    path: str
    name: str
    serve: Serve
    says: str
    tag: str
    asked: Callable[[], Form]
    answers: Callable[[], Answers]
    status: int = 200
    media: tuple[Media, ...] = ()
    hidden: bool = False
    """Not in the OpenAPI document."""

    @once_made
    def form(self) -> Form:
        """In what form it is asked."""
        return self.asked()

    @once_made
    def answer(self) -> Any:
        """The model of its answer."""
        return answer_of_hint(self.answers().done)

    @once_made
    def dry_answer(self) -> Any:
        """The model of what a dry run answers, where that is another."""
        return answer_of_hint(self.answers().dry)

    @property
    def model(self) -> Any:
        """The model of the body."""
        return next((each for each in (self.form.body, *get_args(self.form.body)) if _is_model(each)), None)

    def values(self, path: Mapping[str, str], query: Mapping[str, str], body: Any) -> dict[str, Any]:
        """What the function takes of a request: its path's parts, its query's and its JSON. Raises `Malformed`."""
        errors: list[Wrong] = []
        form = self.form
        found = {
            "path": _checked(form.in_path, path, "path", errors),
            "query": _checked(form.in_query, query and _with_signs(query), "query", errors),
            "body": _body(form, body, errors),
        }
        if errors:
            raise Malformed(errors)
        try:
            return {name: _taken(form, found, source, name) for name, source in form.asks}
        except PydanticCustomError as error:
            said = told(error.type, error.message(), error.context or {})
            raise Malformed([Wrong(("query",), error.type, *said)]) from error


def _taken(form: Form, found: Mapping[str, Any], source: str, name: str) -> Any:
    query = found["query"]
    if source == "body":
        return found["body"]
    if source == "page":
        return PageQuery(query.cursor, query.limit)
    if source == "filter" and form.filter is not None:
        return form.filter(**{each.name: getattr(query, each.name) for each in fields(form.filter)})
    return getattr(found[source], name)


def _body(form: Form, given: Any, errors: list[Wrong]) -> Any:
    if form.adapter is None:
        return None
    if given is None:
        if form.body_needed:
            errors.append(Wrong(("body",), "missing", *told("missing", "", {})))
        return None
    try:
        return form.adapter.validate_python(given)
    except ValidationError as error:
        return _note(errors, "body", error)


_SIGNLESS: Final = re.compile(r"(\d{4}-\d\d-\d\dT[\d:.,]+) (\d\d:?\d\d)", re.ASCII)


def _with_signs(query: Mapping[str, str]) -> dict[str, str]:
    """A query whose times have their offset's sign: a `+` that nobody escaped has become a blank (as in forms), and
    there is nothing else that it can have been."""
    signless = {name: _SIGNLESS.fullmatch(text) for name, text in query.items()}
    return {**query, **{name: "+".join(found.groups()) for name, found in signless.items() if found}}


def _checked(model: type[BaseModel] | None, given: Mapping[str, str], place: str, errors: list[Wrong]) -> Any:
    if model is None:
        return None
    try:
        return model.model_validate(given)
    except ValidationError as error:
        return _note(errors, place, error)


def _note(errors: list[Wrong], place: str, error: ValidationError) -> None:
    found = error.errors(include_url=False, include_input=False)
    errors += [Wrong((place, *each["loc"]), each["type"], *told(each["type"], each["msg"], each.get("ctx", {})))
               for each in found]  # fmt: skip


class Router:
    """Endpoints that are declared together, under one tag."""

    def __init__(self, prefix: str = "", tag: str = "") -> None:
        self.endpoints: list[Endpoint] = []
        self.prefix, self.tag = prefix, tag

    def get(self, path: str, **said: Any) -> Callable[[C], C]:
        """Declares a reading: what it answers, and what else an `Endpoint` has that its function does not say."""
        return self._declared("GET", path, said)

    def post(self, path: str, **said: Any) -> Callable[[C], C]:
        """Declares an act, as `get` does."""
        return self._declared("POST", path, said)

    def _declared(self, method: str, path: str, said: dict[str, Any]) -> Callable[[C], C]:
        def declare(call: C) -> C:
            self.add(method, path, call, **said)
            return call

        return declare

    def add(
        self, method: str, path: str, call: Call, *, name: str = "", says: str = "", answer: Any = None, **said: Any
    ) -> None:
        """Declares an endpoint by its function, which says what it answers unless `answer` does."""
        named = name or call.__name__
        words = says or cleandoc(call.__doc__ or "")
        tag = said.pop("tag", self.tag)
        asked, answers = partial(_form_of, call, names_in(path)), partial(_answers_of, call, answer)
        self.endpoints.append(
            Endpoint(method, self.prefix + path, named, _serving(call), words, tag, asked, answers, **said)
        )


def names_in(path: str) -> list[str]:
    """The names of the values in a path, in order."""
    return [part[1:-1].removesuffix(REST) for part in path.split("/") if part.startswith("{")]


def _form_of(call: Call, in_path: Sequence[str]) -> Form:
    """What a function's parameters say of its endpoint."""
    hints = get_type_hints(call, include_extras=True)
    asks: list[tuple[str, str]] = []
    path: dict[str, Any] = {}
    query: dict[str, Any] = {}
    body: dict[str, Any] = {}
    before: dict[str, Made | None] = {}
    sought: type[Filter] | None = None
    for name, parameter in signature(call).parameters.items():
        hint = hints[name]
        if hint is Request or _made(hint):
            before[name] = _made(hint)
        elif hint == Paging:
            asks.append((name, "page"))
            query |= {"cursor": (_Cursor, None), "limit": (_Limit, 50)}
        elif isinstance(hint, type) and issubclass(hint, Filter):
            asks.append((name, "filter"))
            query |= _fields_of(hint)
            sought = hint
        elif is_dataclass(hint) or _is_body(hint):
            asks.append((name, "body"))
            body = taking(asked_of(hint), needed=parameter.default is Parameter.empty)
        else:
            source, where = ("path", path) if _name_of(name, hint) in in_path else ("query", query)
            asks.append((name, source))
            where[name] = (asked_of(hint), ... if parameter.default is Parameter.empty else parameter.default)
    return Form(tuple(asks), **parameters(path, query), **body, before=before, filter=sought)


def _answers_of(call: Call, said: Any) -> Answers:
    return Answers(said or get_type_hints(call, include_extras=True).get("return"))


def _fields_of(record: type[Filter]) -> dict[str, Any]:
    """The parameters that a filter's fields are."""
    hints = get_type_hints(record, include_extras=True)
    return {each.name: (asked_of(hints[each.name]), each.default) for each in fields(record)}


def _made(hint: Any) -> Made | None:
    return next((mark for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, Made)), None)


def _serving(call: Call) -> Serve:
    """Calls a function, which may take the request or what is made of it."""

    async def serve(request: Request, endpoint: Endpoint, in_path: Mapping[str, str]) -> Response:
        before = endpoint.form.before.items()
        first = {name: request if made is None else await made.by(request) for name, made in before}
        given = endpoint.values(in_path, query_of(request), request.scope["json"])
        answer = await call(**first, **given)
        return answer if isinstance(answer, Response) else Json(written(answer), endpoint.status)

    return serve


def taking(body: Any, *, needed: bool) -> dict[str, Any]:
    """What the form of an endpoint has that takes this body."""
    return {"body": body, "body_needed": needed, "adapter": TypeAdapter(body)}


def parameters(path: Mapping[str, Any], query: Mapping[str, Any]) -> dict[str, Any]:
    """What the form of an endpoint has that takes these of its path and its query: annotations and defaults by name."""
    names = frozenset(_name_of(name, hint) for name, (hint, _) in query.items())
    return {"in_path": _model("Path", path), "in_query": _model("Query", query), "queries": names}


def _is_body(hint: Any) -> bool:
    return any(_is_model(each) for each in (hint, *get_args(hint)))


def _is_model(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, BaseModel)


def _name_of(name: str, hint: Any) -> str:
    """What a parameter is called outside."""
    marks = getattr(hint, "__metadata__", ()) if get_origin(hint) is Annotated else ()
    return next((str(mark.alias) for mark in reversed(marks) if getattr(mark, "alias", None)), name)


def _model(name: str, fields: Mapping[str, Any]) -> type[BaseModel] | None:
    return create_model(name, __config__=ConfigDict(frozen=True), **fields) if fields else None


_Cursor = Annotated[
    str | None,
    Field(min_length=1, max_length=CURSOR_MAX, pattern="^[A-Za-z0-9_-]+$", description="Where to go on from"),
]
_Limit = Annotated[int, Field(ge=1, le=PAGE_MAX, description="Items on a page"), BeforeValidator(digits)]


REST: Final = "..."
"""Ends the name of a path's last value that takes all that is left, as `{page...}` does."""


@dataclass(slots=True)
class _Node:
    """A part of paths: what may follow it, by word, as a value or all that is left, and what ends here, by method."""

    words: dict[str, "_Node"] = field(default_factory=dict)
    value: "_Node | None" = None
    rest: "_Node | None" = None
    ends: dict[str, tuple[Endpoint, tuple[str, ...]]] = field(default_factory=dict)


class Found(NamedTuple):
    """The endpoints at a path by method, and the values in it."""

    ends: Mapping[str, tuple[Endpoint, tuple[str, ...]]]
    values: Sequence[str]


class Routes:
    """All endpoints, found by the parts of their path; a word goes before a value, and a value before the rest.

    HEAD is asked for wherever GET is, and is answered by the same endpoint (RFC 9110, 9.3.2): whatever speaks HTTP
    before the app sends such an answer's head alone.
    """

    def __init__(self, endpoints: Sequence[Endpoint], beside: "Routes | None" = None) -> None:
        """`beside` them others are found, which go before them."""
        self._beside = beside
        self._root = _Node()
        for endpoint in endpoints:
            self._add(endpoint)

    def _add(self, endpoint: Endpoint) -> None:
        node, names = self._root, names_in(endpoint.path)
        for part in endpoint.path.split("/")[1:]:
            if part.endswith(REST + "}"):
                node.rest = node = node.rest or _Node()
            elif part.startswith("{"):
                node.value = node = node.value or _Node()
            else:
                node = node.words.setdefault(part, _Node())
        if endpoint.method in node.ends:
            raise ValueError(f"{endpoint.method} {endpoint.path} is declared twice")
        node.ends[endpoint.method] = (endpoint, tuple(names))
        if endpoint.method == "GET":
            node.ends["HEAD"] = node.ends["GET"]

    def at(self, path: str) -> Found | None:
        """What is at a path."""
        found = self._beside.at(path) if self._beside else None
        return found or next(_ways(self._root, path.split("/")[1:], 0, []), None)


def _ways(node: _Node, parts: Sequence[str], at: int, values: list[str]) -> Iterator[Found]:
    if at == len(parts):
        if node.ends:
            yield Found(node.ends, values)
        return
    part = parts[at]
    if part in node.words:
        yield from _ways(node.words[part], parts, at + 1, values)
    if node.value is not None and part:
        yield from _ways(node.value, parts, at + 1, [*values, part])
    if node.rest is not None:
        yield Found(node.rest.ends, [*values, "/".join(parts[at:])])


_NO_QUERY: Final = QueryParams()


def query_of(request: Request) -> QueryParams:
    """The query of a request; most have none."""
    return request.query_params if request.scope["query_string"] else _NO_QUERY


class Json(Response):
    """An answer in JSON, made of models, dataclasses and plain data."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Its bytes."""
        return to_json(content, by_alias=True)
