"""An endpoint as a method in Python."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tools.sdk.document import Field, Operation
from tools.sdk.python_models import annotation, docstring, flat_asset, python_name, typed
from tools.sdk.shapes import file_queries, said_of


@dataclass(frozen=True)
class Style:
    """What differs between `Client` and `AsyncClient`."""

    prefix: str
    folder: str
    package: str
    transport: str
    wait: str

    @property
    def enter(self) -> str:
        """How a client is entered."""
        return "async with" if self.wait else "with"

    @property
    def define(self) -> str:
        """How a method that sends begins."""
        return "async def" if self.wait else "def"


SYNC: Final = Style("", "", "jiaozi_sdk", "jiaozi_sdk._sync", "")
ASYNC: Final = Style("Async", "aio/", "jiaozi_sdk.aio", "jiaozi_sdk.aio.transport", "await ")


@dataclass(frozen=True)
class Argument:
    """An argument of a method. `sent` is the expression that is sent as `wire`, which has no name where the transport
    sees to it."""

    name: str
    kind: str
    default: str | None = None
    text: str = ""
    sent: str = ""
    wire: str = ""

    def __str__(self) -> str:
        return f"{self.name}: {self.kind}" + ("" if self.default is None else f" = {self.default}")


@dataclass(frozen=True)
class Method:
    """A method before it is written. `ids` are in the path; `answers` are annotations by status."""

    name: str
    operation: Operation
    ids: tuple[Argument, ...]
    body: tuple[Argument, ...]
    query: tuple[Argument, ...]
    more: tuple[Argument, ...]
    answers: Mapping[str, str]

    @property
    def keywords(self) -> tuple[Argument, ...]:
        """Everything behind the ids, what is needed first."""
        return tuple(sorted((*self.body, *self.query, *self.more), key=lambda each: each.default is not None))


def methods(operation: Operation) -> Iterator[Method]:
    """The methods of an endpoint: one, or two where it answers documents beside JSON (`get` and `get_file`)."""
    item = operation.page and annotation(operation.page, sent=False)
    if item:
        yield _method(operation, operation.name.method, {"200": item})
    elif operation.answers:
        answers = {status: annotation(kind, sent=False) for status, kind in operation.answers.items()}
        yield _method(operation, operation.name.method, answers)
    if operation.file:
        name = f"{operation.name.method}_file" if operation.answers else operation.name.method
        yield _method(operation, name, {"200": "bytes"})


def _method(operation: Operation, name: str, answers: Mapping[str, str]) -> Method:
    body = tuple(_in_body(field) for field in (operation.body.fields if operation.body else ()))
    query = tuple(_in_query(field) for field in file_queries(operation, file="bytes" in answers.values()))
    more = [Argument("key", "str", '""')] if operation.keyed else []
    more += [Argument("dry_run", "bool", "False")] if operation.dry_run else []
    if operation.paging:
        more += [Argument("limit", "int", "PAGE_LIMIT"), Argument("cursor", "str | None", "None")]
    taken = [each.name for each in (*body, *query, *more)]
    ids = tuple(_in_path(field, taken) for field in operation.ids)
    every = [*taken, *(each.name for each in ids)]
    if len(set(every)) != len(every):
        raise ValueError(f"{operation.id}: two arguments of one name in {every}")
    return Method(name, operation, ids, body, query, tuple(more), answers)


def _in_body(field: Field) -> Argument:
    asset = flat_asset(field)
    kind, default = typed(field, sent=True)
    if not asset:
        name = python_name(field.name)
        return Argument(name, kind, default, field.text, name, field.name)
    name = f"{field.name}_minor"
    text = " ".join(each for each in (field.text, f"fen of {asset}") if each)
    return Argument(name, kind, default, text, f'money({name}, "{asset}")', field.name)


def _in_query(field: Field) -> Argument:
    kind, default = typed(field, sent=True)
    name = python_name(field.name)
    return Argument(name, kind, default, field.text, name, field.name)


def _in_path(field: Field, taken: list[str]) -> Argument:
    short = python_name(field.name.removesuffix("_id"))
    return Argument(f"{short}_id" if short in taken else short, annotation(field.type, sent=True), text=field.text)


def written(method: Method, style: Style) -> str:
    """A method of a resource's class."""
    return _list(method, style) if method.operation.page else _once(method, style)


def _list(method: Method, style: Style) -> str:
    item = method.answers["200"]
    paging = ", limit=limit, cursor=cursor" if method.operation.paging else ""
    call = _call(method, f"{{200: Page[{item}]}}")
    head = f"    def {method.name}({_takes(method)}) -> {style.prefix}Pages[{item}]:\n{_words(method)}"
    return f"{head}        return {style.prefix}Pages(self._transport, {call}{paging})\n"


def _once(method: Method, style: Style) -> str:
    kinds = tuple(dict.fromkeys(method.answers.values()))
    answer = " | ".join(kinds)
    sent = f"{style.wait}self._transport.send({_call(method, _answers(method, kinds))})"
    mark = "    @signed\n" if method.operation.signed else ""
    head = f"{mark}    {style.define} {method.name}({_takes(method)}) -> {answer}:\n{_words(method)}"
    return f"{_overloads(method, style, kinds)}{head}        answer: {answer} = {sent}\n        return answer\n"


def _answers(method: Method, kinds: tuple[str, ...]) -> str:
    if kinds == ("bytes",):
        return "{200: BYTES}"
    listed = method.answers.items() if len(kinds) > 1 else list(method.answers.items())[:1]
    return "{" + ", ".join(f"{status}: {kind}" for status, kind in listed) + "}"


def _overloads(method: Method, style: Style, kinds: tuple[str, ...]) -> str:
    """Where a dry run answers something else: what depends on whether it is one."""
    if len(kinds) == 1:
        return ""
    dry = method.answers["200"]
    real = " | ".join(kind for kind in kinds if kind != dry)
    said = (("Literal[False] = False", real), ("Literal[True]", dry), ("bool", " | ".join(kinds)))
    head = f"    @overload\n    {style.define} {method.name}"
    return "".join(f"{head}({_takes(method, dry_run=f'dry_run: {kind}')}) -> {answer}: ...\n" for kind, answer in said)


def _takes(method: Method, **instead: str) -> str:
    star = ["*"] if method.keywords else []
    keywords = [instead.get(each.name, str(each)) for each in method.keywords]
    return ", ".join(["self", *map(str, method.ids), *star, *keywords])


def _words(method: Method) -> str:
    notes = [(each.name, each.text) for each in (*method.ids, *method.keywords)]
    return docstring(said_of(method.operation), notes, 8)


def _call(method: Method, answers: str) -> str:
    operation = method.operation
    template = re.sub(r"\{[^}]*\}", "{}", operation.path)
    ids = ", ".join(each.name for each in method.ids)
    taken = [f'"{operation.method}"', f'path("{template}", {ids})' if ids else f'"{template}"', answers]
    taken += [_table("query", method.query)] if method.query else []
    taken += [_table("body", method.body)] if method.body else []
    taken += ["key=key or new_key()"] if operation.keyed else []
    taken += ["dry_run=dry_run"] if operation.dry_run else []
    return f"Call({', '.join(taken)})"


def _table(name: str, sent: tuple[Argument, ...]) -> str:
    members = ", ".join(f'"{each.wire}": {each.sent}' for each in sent)
    return f"{name}={{{members}}}"
