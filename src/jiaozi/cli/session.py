"""What every command has: its common options, its way of printing, and its way of failing.

Exit codes: 0 done, 1 refused or something found wrong, 2 called wrongly. A user's mistake never prints a traceback.
"""

import io
import locale
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn

import typer

from jiaozi import urls
from jiaozi.cli.chinese import LANGUAGES, detail_zh, of_the_system, sentence
from jiaozi.cli.terminal import as_json, lines
from jiaozi.config import Settings, from_environment
from jiaozi.details import zh_of
from jiaozi.errors import ERRORS, Failure, Refusal
from jiaozi.records import dataclass

if TYPE_CHECKING:
    from rich.console import Console

    from jiaozi.db.engine import Connection, Engine
    from jiaozi.platform import Platform

REFUSED: Final = 1

DbOption = Annotated[
    str, typer.Option("--db", metavar="URL", help="sqlite:///FILE or oceanbase://USER:PASS@HOST:PORT/DB")
]
KeyringOption = Annotated[str, typer.Option("--keyring", metavar="FILE", help="The keys that seal personal data.")]
LangOption = Annotated[str, typer.Option("--lang", metavar="en|zh", help="Language of messages; else from LANG.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]


class Refused(Exception):
    """Stops a command with exit code 1: a code of the error table, what it is about, and the rule behind it; the two
    in Chinese, where that does not follow from the tables."""

    def __init__(self, code: str, detail: str = "", rule: str = "", zh: str = "", rule_zh: str = "") -> None:
        super().__init__(code)
        self.code, self.detail, self.rule = code, detail, rule
        self.zh, self.rule_zh = zh or detail_zh(detail), rule_zh or zh_of(rule)


@dataclass(slots=True)
class Common:
    """What was said before the command's name: `jiaozi --db URL status`."""

    db: str = ""
    keyring: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """A command at work."""

    settings: Settings
    lang: str
    as_json: bool
    out: "Console" = field(repr=False)
    codes: Callable[[], Mapping[str, str]] = field(default=dict, repr=False)
    """Institutions' codes by their ids, asked for when one is shown."""

    def show(self, data: object, render: "Callable[[Console], None] | None" = None) -> None:
        """Prints the result: as JSON when asked to, else as `render` writes it."""
        if self.as_json or render is None:
            sys.stdout.write(as_json(data) + "\n")
        else:
            render(self.out)

    def say(self, template: str, *values: object) -> None:
        """A sentence for people, of `chinese.sentence`; silent when JSON was asked for."""
        if not self.as_json:
            self.out.print(sentence(template, *values))

    @contextmanager
    def engine(self, *, upgrading: bool = False) -> "Iterator[Engine]":
        """The engine of a database that has a world of this version; of an earlier one, too, for a command that is
        `upgrading` it. Raises `Refused`: `world_not_found`; `Unfit`."""
        from jiaozi.db import migrate, world
        from jiaozi.db.engine import Missing
        from jiaozi.db.engines import open_engine
        from jiaozi.db.schema import VERSION

        engine = open_engine(self.settings.database_url())
        path = getattr(engine, "path", None)
        found = None
        if not isinstance(path, Path) or path.exists():
            with suppress(Missing), engine.snapshot() as connection:
                (migrate.check if upgrading else migrate.check_current)(connection, VERSION)
                found = world.read(connection)
        if found is None:
            raise Refused("world_not_found", self.db)
        yield engine

    @contextmanager
    def snapshot(self) -> "Iterator[Connection]":
        """A reader of one state of the world. Raises `Refused`: `world_not_found`."""
        with self.engine() as engine, engine.snapshot() as connection:
            yield connection

    @contextmanager
    def platform(self) -> "Iterator[Platform]":
        """The platform of a world that exists. Raises `Refused`: `world_not_found`."""
        from jiaozi.platform import Platform

        with self.engine():
            pass
        platform = Platform(self.settings)
        try:
            yield platform
        finally:
            platform.close()

    def today(self) -> date:
        """The day in China by the clock of the world; by the machine's where there is no world. Raises `Unfit`."""
        from jiaozi.clock import SystemClock, china_date
        from jiaozi.db import world

        now = None
        with suppress(Refused), self.snapshot() as connection:
            now = world.now(connection)
        return china_date(SystemClock().now() if now is None else now)

    @property
    def db(self) -> str:
        """The database's URL without its password."""
        return urls.shown(self.settings.database_url())

    def with_db(self, url: str) -> "Session":
        """The same session on another database."""
        return replace(self, settings=replace(self.settings, db_url=url))


def session_of(said: Common, as_json: bool) -> Session:
    """The session of a command for which this was said. Raises `typer.BadParameter`."""
    try:
        settings = from_environment()
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    if said.db:
        settings = replace(settings, db_url=said.db)
    for name, url in (("--db or JIAOZI_DB", settings.db_url), ("JIAOZI_TEST_DB", settings.test_db_url)):
        try:
            if url:
                urls.read(url)
        except ValueError as error:
            raise typer.BadParameter(str(error), param_hint=name) from None
    if said.keyring:
        settings = replace(settings, keyring=Path(said.keyring).absolute())
    from jiaozi.cli.console import Terminal

    return Session(settings, language(said.lang), as_json, Terminal())


def language(said: str) -> str:
    """The language of messages: as said, else Chinese where the system's messages are, else English."""
    if said:
        if said not in LANGUAGES:
            raise typer.BadParameter(f"{said!r} is not one of: en, zh", param_hint="--lang")
        return said
    return of_the_system()


@contextmanager
def told(session: Session) -> Iterator[None]:
    """Turns what stops a command into its message and its exit code."""
    try:
        yield
    except Refused as stop:
        zh = session.lang == "zh"
        _fail(session, stop.code, stop.zh if zh else stop.detail, stop.rule_zh if zh else stop.rule)
    except Failure as stop:
        _fail(session, stop.code, zh_of(stop.detail) if session.lang == "zh" else stop.detail)
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        raise typer.Exit(130) from None
    except BrokenPipeError:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(REFUSED) from None
    except Exception as error:
        found = _blame(error)
        if found is None:
            raise
        code, detail = found
        _fail(session, code, detail_zh(detail) if session.lang == "zh" else detail)


def _blame(error: Exception) -> tuple[str, str] | None:
    """Code and detail of what other packages raise for a user's mistake or a machine's fault; None for anything else.
    Raises `typer.BadParameter`."""
    from jiaozi.db.engine import ConnectionLost, Contention, DatabaseError, Missing, StorageFull, Unfit
    from jiaozi.keyring import KeyringError
    from jiaozi.pilot.profile import ProfileError
    from jiaozi.pilot.runner import PilotError
    from jiaozi.rulebook import RuleNotFoundError

    if isinstance(error, ProfileError):
        raise typer.BadParameter(str(error)) from error
    if isinstance(error, Unfit):
        return error.code, str(error)
    if isinstance(error, Missing):
        return "world_outdated", f"{error}: `jiaozi upgrade` adds it"
    codes: dict[type[Exception], str] = {
        KeyringError: "keyring_unusable",
        PilotError: "pilot_failed",
        RuleNotFoundError: "not_found",
        OSError: "file_unusable",
        StorageFull: "storage_full",
        Contention: "database_unavailable",
        ConnectionLost: "database_unavailable",
        DatabaseError: "database_unusable",
    }
    return next(((code, str(error)) for kind, code in codes.items() if isinstance(error, kind)), None)


def _fail(session: Session, code: str, detail: str = "", rule: str = "") -> NoReturn:
    spec = ERRORS[code]
    text = spec.zh if session.lang == "zh" else spec.en
    if session.as_json:
        error = {"code": code, "text": text, "detail": detail, "rule": rule}
        sys.stdout.write(as_json({"error": error}) + "\n")
    else:
        more = "".join(f"\n  {each}" for said in (detail, rule) if said for each in said.split("\n"))
        sys.stderr.write(lines(f"{code}: {text}{more}\n"))
    raise typer.Exit(REFUSED)


def accepted(outcome: Any) -> Any:
    """The outcome, unless it is a refusal or failure. Raises `Refused`."""
    if isinstance(outcome, Refusal):
        from jiaozi.rulebook.names import name_of_id

        found = name_of_id(outcome.rule.partition(" ")[0])
        rules = (f"{name} ({outcome.rule})" for name in found) if found else (outcome.rule, "")
        rule, rule_zh = rules
        raise Refused(outcome.code, outcome.detail, rule, rule_zh=rule_zh)
    if isinstance(outcome, Failure):
        raise Refused(outcome.code, outcome.detail)
    return outcome


def act(platform: "Platform", order: object, key: str = "") -> Any:
    """What came of an act of the platform's own, as whoever holds the machine does it. Raises `Refused`."""
    import secrets

    from jiaozi.access.model import PLATFORM

    key = key or f"cli:{secrets.token_hex(12)}"
    return accepted(platform.run([platform.request(PLATFORM, key, order)])[0].outcome)


def use_unicode() -> None:
    """Lets Chinese through where the locale would not. In an encoding that was asked for (`PYTHONIOENCODING`) what it
    lacks is written as an escape, such as `\\u4e2d`."""
    local = locale.getpreferredencoding(False).lower() in ("utf-8", "utf8") or "PYTHONIOENCODING" in os.environ
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if local else "utf-8", errors="backslashreplace")
