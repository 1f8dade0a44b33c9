"""A scenario is a folder with a `story.toml`: who is there, what they do, what it comes to. This reads one, and says
where it is wrong."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from jiaozi.api.app import ENDPOINTS
from jiaozi.api.routing import Endpoint
from jiaozi.clock import parse_time
from jiaozi.errors import ERRORS
from jiaozi.money import parse_yuan

FILE: Final = "story.toml"
FILE_MAX: Final = 256 * 1024
"""Bytes of a story; the longest that comes with the platform has 8,000."""
DOTS_MAX: Final = 100
"""Dots in a line: a key of many parts takes the square of their number to read."""
DEPTH_MAX: Final = 16
"""Tables and lists within each other, in what is asked and told."""
PARTIES_MAX: Final = 200
STEPS_MAX: Final = 1_000
HOURS_MAX: Final = 24 * 366 * 10
"""How far ahead a moment may be."""
BEGINS: Final = ("2019-01-01T00:00:00+08:00", "2100-01-01T00:00:00+08:00")
"""Moments of stories are from the first until before the last."""
ACTS: Final[Mapping[str, Endpoint]] = {each.name: each for each in ENDPOINTS if not each.hidden}
"""What can be done, by the operations' names."""

Kind = Literal["general", "featured", "program"]


class StoryInvalid(ValueError):
    """A story cannot be played as it is written. Says where and why."""


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of a story's file."""


class Words(_Part, frozen=True, kw_only=True):
    """A text in both languages."""

    en: str
    zh: str


class Person(_Part, frozen=True, kw_only=True):
    """Somebody with a wallet that holds `money` (yuan) when the story begins. Without a `phone`, one of China's. Who
    `joins` later has none yet: the step that opens the wallet keeps its answer under this name."""

    id: str
    en: str
    zh: str
    operator: str
    wallet_class: str = "IV"
    money: str = "0"
    area: str = ""
    phone: str = ""
    joins: bool = False


class Company(_Part, frozen=True, kw_only=True):
    """A company, an office or a shop with a corporate wallet. With a `category` (ISO 18245) it is a merchant with one
    store in a `region` (a district's code), else an employer."""

    id: str
    en: str
    zh: str
    operator: str
    money: str = "0"
    category: str = ""
    region: str = "500103"
    purpose: str = ""


class Step(_Part, frozen=True, kw_only=True):
    """What happens next. `who` does an act (an operation of the API) and asks for `ask`; its answer is kept under the
    name `keep`, and has to say what is in `tells`; when it is `refused`, with this code. `until` moves the clock and
    has done what is due by then."""

    says: Words
    who: str = ""
    act: str = ""
    ask: Mapping[str, Any] = {}
    keep: str = ""
    tells: Mapping[str, Any] = {}
    refused: str = ""
    until: str = ""


class Story(_Part, frozen=True, kw_only=True):
    """A story as its file has it. `ends` are the balances (yuan) at its end of whoever is named. `later` says what of
    the real scenario needs a capability that the platform does not have yet."""

    id: str = ""
    kind: Kind
    title: Words
    about: Words
    source: str
    begins: str
    people: Sequence[Person] = ()
    companies: Sequence[Company] = ()
    steps: Sequence[Step]
    ends: Mapping[str, str]
    later: Words | None = None

    @property
    def parties(self) -> Sequence[Person | Company]:
        """Whoever has a wallet."""
        return (*self.people, *self.companies)


def read(folder: Path) -> Story:
    """The story of a folder. Raises `StoryInvalid`."""
    name = folder.resolve().name
    if not name.isprintable():
        raise StoryInvalid(f"{name!a}: a folder's name is of printable characters")
    try:
        story = msgspec.convert(tomllib.loads(_text(folder.joinpath(FILE))), Story)
        wrong = next(_wrongs(story), "")
    except RecursionError as error:
        raise StoryInvalid(f"{name}/{FILE}: {TOO_DEEP}") from error
    except (OSError, ValueError, msgspec.ValidationError) as error:
        raise StoryInvalid(f"{name}/{FILE}: {error}") from error
    if wrong:
        raise StoryInvalid(f"{name}/{FILE}: {wrong}")
    return msgspec.structs.replace(story, id=name)


TOO_DEEP: Final = f"more than {DEPTH_MAX} tables and lists within each other"


def _text(file: Path) -> str:
    """What a file has. Raises `OSError`, and `ValueError` where that is too much, or no UTF-8."""
    with file.open("rb") as source:
        found = source.read(FILE_MAX + 1)
    if len(found) > FILE_MAX:
        raise ValueError(f"more than {FILE_MAX} bytes")
    lines = found.splitlines()
    dotted = next((number for number, line in enumerate(lines, 1) if line.count(b".") > DOTS_MAX), 0)
    if dotted:
        raise ValueError(f"line {dotted}: more than {DOTS_MAX} dots")
    return found.decode()


@cache
def packs() -> Mapping[str, Path]:
    """The folders of the scenarios that come with the platform, by name."""
    home = Path(str(resources.files("jiaozi.scenarios"))).joinpath("packs")
    return {each.name: each for each in sorted(home.iterdir()) if each.joinpath(FILE).is_file()}


def find(name: str) -> Story:
    """A scenario by its name, else by its folder. Raises `StoryInvalid`, `KeyError` when there is no such one."""
    folder = packs().get(name) or Path(name)
    if not folder.joinpath(FILE).is_file():
        raise KeyError(name)
    return read(folder)


def _wrongs(story: Story) -> Iterator[str]:
    """What the form alone does not show."""
    for name, many, most in (("parties", story.parties, PARTIES_MAX), ("steps", story.steps, STEPS_MAX)):
        if len(many) > most:
            yield f"{name}: at most {most}"
    known = [each.id for each in story.parties]
    operators = {each.operator for each in story.parties}
    twice = next((each for each in known if known.count(each) > 1 or each in operators), "")
    if twice:
        yield f"two are called {twice!r}"
    yield from _wrong_amounts({f"the money of {each.id}": each.money for each in story.parties})
    yield from _wrong_amounts({f"ends.{each}": amount for each, amount in story.ends.items()})
    yield from (f"ends: nobody is called {each!r}" for each in story.ends if each not in known)
    yield from _wrong_moments({"begins": story.begins})
    staff = {name for code in (*operators, "pboc") for name in (code, f"{code}-2")}
    for number, step in enumerate(story.steps, 1):
        yield from (f"steps[{number}]: {wrong}" for wrong in _wrong_step(step, {*known, *staff}))
    if not any(each.refused for each in story.steps):
        yield "no step is refused: a story shows what protects somebody"


def _wrong_step(step: Step, known: set[str]) -> Iterator[str]:
    if step.until:
        yield from _wrong_moments({"until": step.until})
    if _is_value(step.ask):
        yield "ask: a table of what is asked for is needed"
    yield from _wrong_values("ask", step.ask.values())
    yield from _wrong_values("tells", step.tells.values())
    if bool(step.who) != bool(step.act):
        yield "who and act stand together"
    if step.who and step.who not in known:
        yield f"who: nobody is called {step.who!r}"
    if step.act and step.act not in ACTS:
        yield f"act: there is no operation {step.act!r}"
    if step.refused and step.refused not in ERRORS:
        yield f"refused: there is no code {step.refused!r}"


def _is_value(table: Mapping[str, Any]) -> bool:
    """Whether a table stands for an amount or a moment."""
    return table.keys() in ({"yuan"}, {"cny"}, {"hours"})


def _wrong_values(place: str, values: Iterable[Any], depth: int = 1) -> Iterator[str]:
    """What no request can have of a file's values: moments as such, fractions, numbers that nothing holds."""
    if depth > DEPTH_MAX:
        yield f"{place}: {TOO_DEEP}"
        return
    for value in values:
        match value:
            case bool() | str():
                continue
            case int() if abs(value) < 2**53:
                continue
            case dict() if value.keys() == {"hours"}:
                hours = value["hours"]
                if type(hours) is not int or not 0 <= hours <= HOURS_MAX:
                    yield f"{place}: hours: 0 to {HOURS_MAX}"
            case dict() if _is_value(value):
                yield from _wrong_amounts({place: next(iter(value.values()))})
            case dict() | list():
                yield from _wrong_values(place, value.values() if isinstance(value, dict) else value, depth + 1)
            case _:
                yield f"{place}: a text, whole number, true, false, list or table is needed, not {value}"


def _wrong_amounts(amounts: Mapping[str, Any]) -> Iterator[str]:
    for place, amount in amounts.items():
        try:
            parse_yuan(amount if isinstance(amount, str) else "", zero=True)
        except ValueError as error:
            yield f"{place}: {error}"


def _wrong_moments(moments: Mapping[str, str]) -> Iterator[str]:
    for place, moment in moments.items():
        try:
            at = parse_time(moment)
        except (ValueError, OverflowError) as error:
            yield f"{place}: {error}"
            continue
        if not parse_time(BEGINS[0]) <= at < parse_time(BEGINS[1]):
            yield f"{place}: from {BEGINS[0][:4]} until before {BEGINS[1][:4]}"
