"""What the command line is made of. Commands are data, and made into Typer's when one is asked for: reading all their
parameters takes longer than whatever else a start does, and those of a served one are the SDK's."""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import cache
from types import NoneType
from typing import Annotated, Any, Final, Protocol, get_args, get_origin

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from jiaozi.cli.chinese import Spoken
from jiaozi.cli.served import ApiKey, Pin, Signer, SignerKey, Url, codes_of, served
from jiaozi.cli.session import Common, DbOption, JsonOption, KeyringOption, LangOption, Session, session_of, told
from jiaozi.records import dataclass

_LANGS: Final = "en|zh"
_LANG: Final = "Language of messages; else from LANG."
_OWN_KEY: Final = "Asked for with the key of whose money or device it is; a clerk's key does not do it."
_BELOW_ZERO: Final = re.compile(r"-[\d.,]+")


class Entry(Protocol):
    """A command, or a group of them."""

    @property
    def name(self) -> str:
        """What it is called."""

    def made(self, path: str) -> Any:
        """Typer's command, which is called by `path`."""


@dataclass(frozen=True, slots=True)
class Local:
    """A command of this machine's. Its function's docstring is its help; the first parameter is its `Session`, the
    others are declared as Typer declares them."""

    name: str
    function: Callable[..., None]
    example: str

    def made(self, path: str) -> Any:  # noqa: ARG002 - its example is written out
        """Typer's command."""
        own = list(inspect.signature(self.function).parameters.values())[1:]
        return made(self.name, self.function, own, self.function.__doc__ or "", self.example)


@dataclass(frozen=True, slots=True)
class Asking:
    """A command that asks a running server. The second parameter of its function is the client; `signed` are acts that
    a holder's device signs."""

    name: str
    function: Callable[..., None]
    example: str
    signed: bool = False

    def made(self, path: str) -> Any:  # noqa: ARG002 - its example is written out
        """Typer's command."""
        own = list(inspect.signature(self.function).parameters.values())[2:]
        text = inspect.cleandoc(self.function.__doc__ or "")
        return made_asking(
            self.name, self.function, own, owners_alone(text) if self.signed else text, self.example, self.signed
        )


@dataclass(frozen=True, slots=True)
class Group:
    """Commands under a common name."""

    name: str
    about: str
    commands: tuple[Entry, ...]

    def made(self, path: str) -> "Listed":
        """Typer's group."""
        told = {"name": self.name, "help": self.about}
        return Listed(self.commands, f"{path} ", no_args_is_help=True, rich_markup_mode=None, **told)


def group(name: str, about: str, *commands: Entry) -> Group:
    """Commands under a common name."""
    return Group(name, about, commands)


class Commands(Mapping[str, Any]):
    """Typer's commands by name, each made when it is first asked for."""

    def __init__(self, entries: Sequence[Entry], before: str) -> None:
        self._entries = {each.name: each for each in entries}
        self._before = before
        self._made = dict[str, Any]()

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = self._entries[name].made(self._before + name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


@cache
def _lang() -> Any:
    """The option that says the language, for a group: it is kept for the group's commands."""

    def keep(ctx: typer.Context, said: str) -> str:
        before = ctx.find_object(Common) or Common()
        ctx.obj = Common(before.db, before.keyring, said or before.lang)
        return said

    def group(lang: Annotated[str, typer.Option("--lang", metavar=_LANGS, help=_LANG, callback=keep)] = "") -> None:
        del lang

    app = typer.Typer(add_completion=False)
    app.command()(group)
    option = next(each for each in get_command(app).params if each.name == "lang")
    option.expose_value = False
    return option


class Listed(Spoken, TyperGroup):
    """A group whose commands are made when they are asked for."""

    def __init__(self, entries: Sequence[Entry], before: str, **more: Any) -> None:
        more["params"] = [*(more.get("params") or ()), *([copy(_lang())] if before else ())]
        super().__init__(**more)
        self.commands = Commands(entries, before)  # type: ignore[assignment]

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - as Click calls it
        """The names, in the order of the entries."""
        return list(self.commands)


class _Command(Spoken, TyperCommand):
    """A command to which a number below zero is a value, which its parameter refuses, and not an option."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        ctx.ignore_unknown_options = any(_BELOW_ZERO.fullmatch(each) for each in args)
        return super().parse_args(ctx, args)


def owners_alone(text: str) -> str:
    """The help of a command that no clerk's key does."""
    return f"{text}\n\n{_OWN_KEY}"


def made_asking(
    name: str, function: "Callable[..., None]", own: Sequence[inspect.Parameter], text: str, example: str, signed: bool
) -> Any:
    """Typer's command of a function that is given a session, the client of a server and `own` parameters."""

    def run(
        session: Session,
        server: str,
        api_key: str,
        signer: str = "",
        signer_key: str = "",
        signer_pin: bool = True,
        **values: Any,
    ) -> None:
        with served(server, api_key, signer, signer_key, pin=signer_pin) as client:
            function(replace(session, codes=codes_of(client)), client, **values)

    return made(name, run, [*own, *(_SIGNED if signed else ()), *_ASKED], text, example)


def made(name: str, function: Callable[..., None], own: Sequence[inspect.Parameter], text: str, example: str) -> Any:
    """Typer's command of a function that is given a session and `own` parameters. The options of all are added."""
    typed = (_as_typed(each).replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in own)
    parameters = [_CONTEXT, *typed, *(_COMMON_ASKED if any(each.annotation == Url for each in own) else _COMMON)]

    def run(ctx: typer.Context, db: str, keyring: str, lang: str, as_json: bool, **values: Any) -> None:
        before = ctx.find_object(Common) or Common()
        session = session_of(Common(db or before.db, keyring or before.keyring, lang or before.lang), as_json)
        with told(session):
            function(session, **values)

    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    app.command(name, cls=_Command, help=inspect.cleandoc(text), epilog=f"Example: {example}")(run)
    return get_command(app)


def _as_typed(known: inspect.Parameter) -> inspect.Parameter:
    """A parameter as whoever types it gives it: a text, where a reader makes something of it."""
    kind, *marks = get_args(known.annotation) if get_origin(known.annotation) is Annotated else (known.annotation,)
    if not any(getattr(mark, "parser", None) for mark in marks):
        return known
    given = [each for each in (kind, *get_args(kind)) if get_origin(each) is list]
    text: Any = list[str] if given else str
    text = text | None if NoneType in get_args(kind) else text
    return known.replace(annotation=Annotated[(text, *marks)])


def parameter(name: str, annotation: object, default: object = inspect.Parameter.empty) -> inspect.Parameter:
    """A parameter of a command, as Typer reads it."""
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _hidden(option: Any) -> Any:
    """An option that is taken, and no help names it."""
    kind, told = get_args(option)
    told = copy(told)
    told.hidden = True
    return Annotated[kind, told]


_CONTEXT: Final = parameter("ctx", typer.Context)
_COMMON: Final = (
    parameter("db", DbOption, ""),
    parameter("keyring", KeyringOption, ""),
    parameter("lang", LangOption, ""),
    parameter("as_json", JsonOption, False),
)
_COMMON_ASKED: Final = (
    parameter("db", _hidden(DbOption), ""),
    parameter("keyring", _hidden(KeyringOption), ""),
    *_COMMON[2:],
)
"""Those of a command that asks a server: it opens no database, so its help names none. They are taken all the same."""
_SIGNED: Final = (
    parameter("signer", Signer, ""),
    parameter("signer_key", SignerKey, ""),
    parameter("signer_pin", Pin, True),
)
_ASKED: Final = (parameter("server", Url), parameter("api_key", ApiKey, ""))
