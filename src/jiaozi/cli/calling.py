"""`jiaozi call`: any method of the SDK from the shell, so that nothing the API can do needs a program."""

import inspect
import json
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from itertools import islice
from operator import attrgetter
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import typer

from jiaozi import files, interchange
from jiaozi.cli.chinese import heading, is_spoken, said
from jiaozi.cli.commands import Local
from jiaozi.cli.methods import needed, parameters, sdk_methods, summary
from jiaozi.cli.paper import form_of
from jiaozi.cli.printing import plain
from jiaozi.cli.served import ApiKey, Pin, Signer, SignerKey, Url, served
from jiaozi.cli.session import Session
from jiaozi.cli.words import option, text_of

if TYPE_CHECKING:
    from rich.console import Console


def call(
    session: Session,
    method: Annotated[str, typer.Argument(metavar="METHOD", help="The method; without one all are listed.")] = "",
    arguments: Annotated[
        list[str] | None, typer.Argument(metavar="NAME=VALUE", help="Its arguments; none at all shows what it takes.")
    ] = None,
    most: Annotated[int, option("most", "Items of a list at most.", max=100_000)] = 200,
    to: Annotated[str, typer.Option("--output", metavar="FILE", help="Write a document to this file.")] = "",
    device: Signer = "",
    device_key: SignerKey = "",
    pin: Pin = True,
    *,
    url: Url,
    api_key: ApiKey = "",
) -> None:
    """Call any method of the SDK through a running server and print its answer as JSON.

    Text is given as it is, numbers in digits (money in fen), truth values as true or false, lists and tables as JSON;
    `name=@file` reads the value from a file, which keeps it out of the shell's history. `key=...` is the idempotency
    key: the same key never acts twice.
    """
    methods = sdk_methods()
    if not method:
        _list(session, methods)
        return
    chosen = _chosen(methods, method)
    taken = methods[chosen]
    if not arguments and needed(taken):
        session.show(_described(chosen, taken), lambda out: out.print(_help(chosen, taken)))
        return
    given = _read(chosen, taken, arguments or [])
    if to and "format" in parameters(taken):
        given["format"] = form_of(to, *get_args(get_type_hints(taken)["format"]), said=given.get("format"))
    with served(url, api_key, device, device_key, pin=pin) as client:
        answer = attrgetter(chosen)(client)(**given)
        answer = plain(islice(answer, most) if isinstance(answer, Iterator) else answer)
    if not isinstance(answer, bytes):
        session.show(answer)
    elif not to:
        raise typer.BadParameter("this is a document: say where to", param_hint="--output")
    else:
        files.write(Path(to), answer)
        session.show({"file": to, "bytes": len(answer)})


def _chosen(methods: "dict[str, Callable[..., Any]]", text: str) -> str:
    name = text.replace("-", "_")
    if name not in methods:
        near = ", ".join(get_close_matches(name, methods, 3, 0.5)) or "see `jiaozi call`"
        raise typer.BadParameter(f"{text!r} is no method: {near}", param_hint="METHOD")
    return name


def _read(called: str, method: "Callable[..., Any]", arguments: list[str]) -> dict[str, Any]:
    """The arguments as the method wants them. Raises `typer.BadParameter`."""
    known, types, given = parameters(method), get_type_hints(method), dict[str, Any]()
    for argument in arguments:
        name, equals, text = argument.partition("=")
        name = name.replace("-", "_")
        if not equals or name not in known or name in given:
            raise typer.BadParameter(f"{argument!r}: once each of {', '.join(known)} as name=value")
        given[name] = value_of(types[name], text_of(text[1:]) if text.startswith("@") else text, name)
    missing = [name for name in needed(method) if name not in given]
    if missing:
        raise typer.BadParameter(f"{called} needs {', '.join(missing)}")
    return given


def value_of(kind: Any, text: str, name: str) -> Any:
    """A value of a type: text as it stands, everything else as JSON, with no members but those of the type, amounts in
    fen or as the API has them. Raises `typer.BadParameter` with the place."""
    from pydantic import TypeAdapter, ValidationError

    from jiaozi.wire.base import told

    try:
        if _is_text(kind):
            return text
        given = _fitted(kind, interchange.read(text), name)
        return TypeAdapter[Any](kind).validate_json(json.dumps(given), strict=True)
    except interchange.JsonRefused as error:
        wanted = "a whole number of fen: 1999 is 19.99 yuan" if name.endswith("_minor") else error
        raise typer.BadParameter(f"{name}: {wanted}") from error
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False)[0]
        both = told(wrong["type"], wrong["msg"], wrong.get("ctx", {}))
        place = "".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in wrong["loc"])
        raise typer.BadParameter(f"{name}{place}: {both[is_spoken()]}") from error


def _is_text(kind: Any) -> bool:
    """Whether a type is text, of a closed set or not: then what is typed is taken, and the platform judges it."""
    return all(each in (str, NoneType) or get_origin(each) is Literal for each in _kinds(kind))


def _kinds(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)


def _fitted(kind: Any, given: Any, place: str) -> Any:
    """What JSON has at a place, with the names of the type there. Raises `typer.BadParameter`."""
    for each in _kinds(kind):
        if isinstance(given, dict) and is_dataclass(each):
            return _members(each, given, place)
        if isinstance(given, dict) and len(get_args(each)) == 2:
            return {name: _fitted(get_args(each)[1], value, _inside(place, name)) for name, value in given.items()}
        if isinstance(given, list) and get_args(each):
            return [_fitted(get_args(each)[0], value, f"{place}[{n}]") for n, value in enumerate(given)]
    return given


def _members(record: Any, given: dict[str, Any], place: str) -> dict[str, Any]:
    """The members of an object, by the names of its fields. Raises `typer.BadParameter`: there is no such field, one
    is given twice, or it is an amount in neither way."""
    from jiaozi.wire.base import told

    types, found = get_type_hints(record), dict[str, Any]()
    known = {each.name.removesuffix("_"): each.name for each in fields(record)}
    assets = {each.name: each.metadata["asset"] for each in fields(record) if "asset" in each.metadata}
    for name, value in given.items():
        where, field = _inside(place, name), known.get(name) or f"{name}_minor"
        if field not in types or (name not in known and field not in assets):
            raise typer.BadParameter(f"{where}: {told('extra_forbidden', '', {})[is_spoken()]}")
        if field in found:
            raise typer.BadParameter(f"{where}: once, as {name} or {field}")
        found[field] = _fitted(types[field], value if name in known else _fen(value, assets[field], where), where)
    return found


def _inside(place: str, name: str) -> str:
    return f"{place}.{name if name.isidentifier() else '?'}"


def _fen(given: Any, asset: str, place: str) -> Any:
    """The fen of an amount as the API has it. Raises `typer.BadParameter`."""
    if given is None:
        return None
    if not isinstance(given, dict) or given.keys() != {"minor", "asset"} or given["asset"] != asset:
        example = json.dumps({"minor": 550, "asset": asset})
        raise typer.BadParameter(f"{place}: 5.50 yuan are {example}")
    return given["minor"]


def _list(session: Session, methods: "dict[str, Callable[..., Any]]") -> None:
    def render(out: "Console") -> None:
        for name, method in methods.items():
            out.print(f"{name:<36} {said(summary(method))}", soft_wrap=True)

    session.show([_described(*each) for each in methods.items()], render)


def _described(called: str, method: "Callable[..., Any]") -> dict[str, Any]:
    wanted = set(needed(method))
    return {
        "method": called,
        "text": summary(method),
        "arguments": [{"name": name, "needed": name in wanted} for name in parameters(method)],
    }


def _help(called: str, method: "Callable[..., Any]") -> str:
    wanted = set(needed(method))
    words = [f"{name}=..." if name in wanted else f"[{name}=...]" for name in parameters(method)]
    told = inspect.cleandoc(method.__doc__ or "")
    if is_spoken():
        names = [f"- {name}：{heading(name.removesuffix('_minor').rstrip('_'))}" for name in parameters(method)]
        told = "\n\n".join((said(summary(method)), "\n".join(names)))
    return f"{told}\n\njiaozi call {called} {' '.join(words)}"


COMMANDS = (Local("call", call, "jiaozi call wallets.freezes.create wallet=wal_0A1B2C3D4E5F6 scope=out reason=court"),)
