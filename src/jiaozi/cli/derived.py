"""Commands that follow from the SDK: what one takes, and what it says of itself, are its method's."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from inspect import Parameter
from itertools import islice
from operator import attrgetter
from types import NoneType
from typing import TYPE_CHECKING, Annotated, Any, Final, get_args, get_origin

from jiaozi.cli.commands import made_asking, owners_alone, parameter
from jiaozi.cli.methods import is_signed, needed, parameters, sdk_method, summary
from jiaozi.cli.printing import show
from jiaozi.cli.served import institution_of
from jiaozi.cli.session import Session
from jiaozi.cli.words import WORDS, Word, Words, argument_of, flag_of, metavar_of, option_of, pairs_of
from jiaozi.records import dataclass

if TYPE_CHECKING:
    from jiaozi_sdk import Client

_PAGING: Final = ("limit", "cursor")
_LAST: Final = ("dry_run", "key")
_NAMED: Final = re.compile(r"`(\w+)`")


@dataclass(frozen=True, slots=True)
class Served:
    """A command that calls one method of the SDK and prints its answer.

    `takes` are the parameters given by their place, the others are options; `words` are those that mean something else
    here than in `WORDS`, a text in place of a `Word` where only that is another. `either` are parameters that stand for
    several of the SDK's, by the prefix of the id. `shows` are options that an example needs to be done, though the SDK
    does not. `prints` are the columns of a list; without any, all that have
    a value. `says` stands in place of what the SDK says. The options of a signature are there where a holder's device
    signs the method; `clerks` do it, too, where they can.
    """

    name: str
    method: str
    takes: str = ""
    prints: str = ""
    shows: str = ""
    says: str = ""
    clerks: bool = False
    words: Words = field(default_factory=dict)
    either: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def made(self, path: str) -> Any:
        """Typer's command."""
        method, taken = sdk_method(self.method), self.takes.split()
        given = self._given(method)
        own = [_declared(each, self.word(name), taken) for name, each in given.items()]
        text = self.says or _NAMED.sub(lambda found: self._spelled(found, given), summary(method))
        signed = is_signed(method)
        text = owners_alone(text) if signed and not self.clerks else text
        return made_asking(self.name, self._run(method), own, text, self._example(path, given), signed)

    def word(self, name: str) -> Word:
        """What a parameter means here."""
        word = self.words.get(name, "")
        return word if isinstance(word, Word) else replace(WORDS[name], means=word or WORDS[name].means)

    def _given(self, method: "Callable[..., Any]") -> dict[str, Parameter]:
        """What can be given: what has its place, what is needed, what may be, what is common."""
        known, instead = parameters(method), {name for names in self.either.values() for name in names.values()}
        own = [name for name in known if name not in (*_PAGING, *_LAST, *instead)]
        last = ["most"] if "cursor" in known else [name for name in _LAST if name in known]
        more = {name: parameter(name, str) for name in self.either} | {"most": parameter("most", int, None)}
        order = dict.fromkeys([*self.takes.split(), *needed(method), *own, *last])
        return {name: known[name] if name in known else more[name] for name in order}

    def _run(self, method: "Callable[..., Any]") -> "Callable[..., None]":
        wanted = needed(method)
        institutions = {name for name in self._given(method) if self.word(name).institution}
        tables = [name for name, each in parameters(method).items() if get_origin(_some(each.annotation)) is Mapping]

        def run(session: Session, client: "Client", most: int | None = None, **given: Any) -> None:
            for name, names in self.either.items():
                text = given.pop(name)
                given[names.get(text.partition("_")[0], next(iter(names.values())))] = text
            for name in institutions & given.keys():
                given[name] = institution_of(client, given[name] or "") or None
            for name in tables:
                given[name] = pairs_of(given[name] or ())
            said = {name: value for name, value in given.items() if name in wanted or value not in (None, "", [])}
            answer = attrgetter(self.method)(client)(**said)
            show(session, list(islice(answer, most)) if isinstance(answer, Iterator) else answer, *self.prints.split())

        return run

    def _spelled(self, found: "re.Match[str]", given: Mapping[str, Parameter]) -> str:
        """A parameter that a text of the SDK names, as it is called here."""
        for name in (found[1], f"{found[1]}_minor"):
            if name in given:
                return (metavar_of if name in self.takes.split() else flag_of)(name, self.word(name))
        return found[0]

    def _example(self, path: str, given: Mapping[str, Parameter]) -> str:
        """A call with all that is needed."""
        said = ["jiaozi", path]
        for name, each in given.items():
            word = self.word(name)
            if name in self.takes.split():
                said.append(word.sample)
            elif name in self.shows.split() or (each.default is Parameter.empty and word.default is None):
                said.append(f"{flag_of(name, word).partition('/')[0]} {word.sample}".rstrip())
        return " ".join(said)


def _declared(known: Parameter, word: Word, takes: list[str]) -> Parameter:
    """A parameter of the SDK as Typer reads it."""
    name, kind = known.name, _kind(known.annotation, word)
    told = argument_of(name, word) if name in takes else option_of(name, word)
    return parameter(name, Annotated[kind, told], known.default if word.default is None else word.default)


def _kind(annotation: Any, word: Word) -> Any:
    """The type of a parameter on the command line: lists are said one by one, what a reader makes is a text before."""
    kind = _some(annotation)
    if get_origin(kind) in (Sequence, Mapping):
        return str if word.whole else list[str]
    return str if word.reads or kind is Any else kind


def _some(annotation: Any) -> Any:
    """An annotation without the None that it may be."""
    kinds = [each for each in get_args(annotation) if each is not NoneType]
    return kinds[0] if NoneType in get_args(annotation) else annotation
