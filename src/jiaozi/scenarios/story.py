"""A scenario is a folder with a `story.toml`: who is there, what they do, what it comes to. This reads one, and says
where it is wrong."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
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
    try:
        text = folder.joinpath(FILE).read_text(encoding="utf-8")
        story = msgspec.convert(tomllib.loads(text), Story)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise StoryInvalid(f"{folder.name}/{FILE}: {error}") from error
    wrong = next(_wrongs(story), "")
    if wrong:
        raise StoryInvalid(f"{folder.name}/{FILE}: {wrong}")
    return msgspec.structs.replace(story, id=folder.name)


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
    if bool(step.who) != bool(step.act):
        yield "who and act stand together"
    if step.who and step.who not in known:
        yield f"who: nobody is called {step.who!r}"
    if step.act and step.act not in ACTS:
        yield f"act: there is no operation {step.act!r}"
    if step.refused and step.refused not in ERRORS:
        yield f"refused: there is no code {step.refused!r}"


def _wrong_amounts(amounts: Mapping[str, str]) -> Iterator[str]:
    for place, amount in amounts.items():
        try:
            parse_yuan(amount, zero=True)
        except ValueError as error:
            yield f"{place}: {error}"


def _wrong_moments(moments: Mapping[str, str]) -> Iterator[str]:
    for place, moment in moments.items():
        try:
            parse_time(moment)
        except ValueError as error:
            yield f"{place}: {error}"
