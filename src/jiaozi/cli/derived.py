"""Commands that follow from the SDK: what one takes, and what it says of itself, are its method's."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from inspect import Parameter
from itertools import islice
from operator import attrgetter
from types import NoneType
from typing import TYPE_CHECKING, Annotated, Any, Final, get_args, get_origin

from jiaozi.cli.commands import made_asking, parameter
from jiaozi.cli.methods import needed, parameters, sdk_method, summary
from jiaozi.cli.served import show
from jiaozi.cli.session import Session
from jiaozi.cli.words import WORDS, Word, Words, argument_of, flag_of, metavar_of, option_of

if TYPE_CHECKING:
    from jiaozi_sdk import Client

_PAGING: Final = ("limit", "cursor")
_LAST: Final = ("dry_run", "key")
_NAMED: Final = re.compile(r"`(\w+)`")


@dataclass(frozen=True, slots=True)
class Served:
    """A command that calls one method of the SDK and prints its answer.

    `takes` are the parameters given by their place, the others are options; `words` are those that mean something else
    here than in `WORDS`, a text in place of a `Word` where only that is another. `signed` is an act that a holder's
    device signs. `prints` are the columns of a list; without any, all that have a value. `says` stands in place of
    what the SDK says.
    """

    name: str
    method: str
    takes: str = ""
    signed: bool = False
    prints: str = ""
    says: str = ""
    words: Words = field(default_factory=dict)

    def made(self, path: str) -> Any:
        """Typer's command."""
        method = sdk_method(self.method)
        given = {name: self._word(name) for name in _given(method, self.takes.split())}
        own = [_declared(name, word, parameters(method).get(name), self.takes) for name, word in given.items()]
        text = self.says or _NAMED.sub(lambda found: self._spelled(found, given), summary(method))
        return made_asking(self.name, self._run(method), own, text, self._example(path, method), self.signed)

    def _run(self, method: "Callable[..., Any]") -> "Callable[..., None]":
        wanted = needed(method)

        def run(session: Session, client: "Client", most: int | None = None, **given: Any) -> None:
            said = {name: value for name, value in given.items() if name in wanted or value not in (None, "", [])}
            answer = attrgetter(self.method)(client)(**said)
            show(session, list(islice(answer, most)) if isinstance(answer, Iterator) else answer, *self.prints.split())

        return run

    def _word(self, name: str) -> Word:
        """What a parameter means here."""
        word = self.words.get(name, "")
        return word if isinstance(word, Word) else replace(WORDS[name], means=word or WORDS[name].means)

    def _spelled(self, found: "re.Match[str]", given: Mapping[str, Word]) -> str:
        """A parameter that a text of the SDK names, as it is called here."""
        for name in (found[1], f"{found[1]}_minor"):
            if name in given:
                return (metavar_of if name in self.takes.split() else flag_of)(name, given[name])
        return found[0]

    def _example(self, path: str, method: "Callable[..., Any]") -> str:
        """A call with all that is needed."""
        taken = self.takes.split()
        options = [name for name in needed(method) if name not in taken and self._word(name).default is None]
        said = [f"{flag_of(name, self._word(name)).partition('/')[0]} {self._word(name).sample}" for name in options]
        return " ".join(["jiaozi", path, *(self._word(name).sample for name in taken), *said]).strip()


def _given(method: "Callable[..., Any]", takes: list[str]) -> list[str]:
    """The names of what can be given to a command: what has its place, what is needed, what may be, what is common."""
    names, wanted = list(parameters(method)), needed(method)
    last = ["most"] if "cursor" in names else [name for name in _LAST if name in names]
    return list(dict.fromkeys([*takes, *wanted, *(name for name in names if name not in (*_PAGING, *_LAST)), *last]))


def _declared(name: str, word: Word, taken: Parameter | None, takes: str) -> Parameter:
    """A parameter of the SDK as Typer reads it; none is `most`."""
    kind = _kind(taken.annotation, word) if taken else int
    default = word.default if word.default is not None or taken is None else taken.default
    if name in takes.split():
        return parameter(name, Annotated[kind, argument_of(name, word, word.means)], default)
    return parameter(name, Annotated[kind, option_of(name, word, word.means)], default)


def _kind(annotation: Any, word: Word) -> Any:
    """The type of a parameter on the command line: lists are said one by one, what a reader makes is a text before."""
    (kind,) = (
        [each for each in get_args(annotation) if each is not NoneType]
        if NoneType in get_args(annotation)
        else [annotation]
    )
    if get_origin(kind) is Sequence:
        return str if word.whole else list[str]
    return str if word.reader or kind is Any else kind
