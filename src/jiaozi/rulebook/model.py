"""The plain data of the rule book: sources, rules and changes between two days. No behaviour beyond reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from jiaozi.records import dataclass

Value: TypeAlias = "int | str | bool | date | tuple[Value, ...] | Mapping[str, Value]"
RuleKey: TypeAlias = frozenset[tuple[str, str]]


class Confidence(StrEnum):
    """How well a rule is supported: a document, one uncorroborated source, general knowledge, or our own choice."""

    SOURCED = "sourced"
    WEAK = "weak"
    UNVERIFIED = "unverified"
    OURS = "ours"


class Source(NamedTuple):
    """A document of the registry (`data/sources.toml`); `url` and `published` are empty when unknown."""

    id: str
    label: str
    title: str
    publisher: str
    published: str
    url: str


class Citation(NamedTuple):
    """A place in a document, for example article 5 of a regulation."""

    source: Source
    place: str

    def __str__(self) -> str:
        return f"{self.source.label} {self.place}".strip()

    def as_dict(self) -> dict[str, str]:
        """The document, the place in it, and where it can be read; empty text for what is not known."""
        title, publisher, published, url = self.source[2:]
        return {"title": title, "place": self.place, "publisher": publisher, "published": published, "url": url}


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One effective-dated fact with its provenance.

    `since` is the first China Standard Time day of the rule and `until` the first day after it (None: no end known).
    `key` says what the rule decides; at most one rule of a subject and key is in force on any day.
    A rule with `in_force` false is a competing source, kept beside the rule named in `conflicts_with`.
    Money in `value` is whole fen in fields that end in `_minor`; shares are parts per million in `_ppm`.
    """

    id: str
    subject: str
    key: Mapping[str, str]
    since: date
    until: date | None
    value: Mapping[str, Value]
    sources: tuple[Citation, ...]
    confidence: Confidence
    in_force: bool = True
    conflicts_with: str | None = None
    note: str = ""
    frozen_key: RuleKey = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "frozen_key", frozenset(self.key.items()))

    def valid_on(self, day: date) -> bool:
        """Whether the rule's own dates cover the day, whichever side of a conflict it is on."""
        return self.since <= day and (self.until is None or day < self.until)

    def overlaps(self, other: Rule) -> bool:
        """Whether some day lies within both rules' dates."""
        return (self.until is None or other.since < self.until) and (other.until is None or self.since < other.until)

    def whole(self, name: str) -> int:
        """The whole number called `name` in the value. Raises TypeError when it is something else."""
        part = self.value.get(name)
        if isinstance(part, int) and not isinstance(part, bool):
            return part
        raise TypeError(f"{self.id}: {name} is not a whole number: {part!r}")

    def text(self, name: str) -> str:
        """The text called `name` in the value, "" when absent. Raises TypeError when it is something else."""
        part = self.value.get(name, "")
        if isinstance(part, str):
            return part
        raise TypeError(f"{self.id}: {name} is not text: {part!r}")

    def flag(self, name: str) -> bool:
        """The truth value called `name`, False when absent. Raises TypeError when it is something else."""
        part = self.value.get(name, False)
        if isinstance(part, bool):
            return part
        raise TypeError(f"{self.id}: {name} is not a truth value: {part!r}")

    def texts(self, name: str) -> tuple[str, ...]:
        """The list of texts called `name`, empty when absent. Raises TypeError when it is something else."""
        part = self.value.get(name, ())
        if isinstance(part, tuple):
            return tuple(item for item in part if isinstance(item, str))
        raise TypeError(f"{self.id}: {name} is not a list: {part!r}")

    def cite(self) -> str:
        """The rule and its sources in one line, to be put into a refusal."""
        return f"{self.id} ({'; '.join(map(str, self.sources))}; {self.confidence})"

    def as_dict(self) -> dict[str, object]:
        """The rule as plain JSON-ready data (dates as ISO text), for `jiaozi rule --json`."""
        return {
            "id": self.id,
            "subject": self.subject,
            "key": dict(self.key),
            "from": self.since.isoformat(),
            "until": self.until.isoformat() if self.until else None,
            "value": plain(self.value),
            "sources": [cited.as_dict() for cited in self.sources],
            "confidence": str(self.confidence),
            "in_force": self.in_force,
            "conflicts_with": self.conflicts_with,
            "note": self.note,
        }


class Change(NamedTuple):
    """What differs for one subject and key between two days; `before` or `after` is None when it did not apply."""

    kind: Literal["added", "removed", "changed"]
    subject: str
    key: Mapping[str, str]
    before: Rule | None
    after: Rule | None


class RuleBookError(ValueError):
    """The data files are not a valid rule book; `problems` lists every fault found, one line each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("invalid rule book:\n" + "\n".join(f"- {problem}" for problem in problems))


class RuleNotFoundError(LookupError):
    """No rule in force decides the question on that day, for example class III for a corporate wallet."""


def freeze(value: object) -> Value:
    """Make parsed TOML immutable all the way down. Raises TypeError for anything but text, whole numbers,
    truth values, dates, lists and tables: there is no float in a rule."""
    if isinstance(value, dict):
        return freeze_table(value)
    if isinstance(value, list):
        return tuple(freeze(part) for part in value)
    if isinstance(value, str | int) or type(value) is date:
        return value
    raise TypeError(f"{type(value).__name__} is not allowed in a rule: {value!r}")


def freeze_table(table: Mapping[str, object]) -> Mapping[str, Value]:
    """`freeze` for a table. Raises TypeError."""
    return MappingProxyType({name: freeze(part) for name, part in table.items()})


def plain(value: Value) -> object:
    """Undo `freeze` for output: tables to dicts, tuples to lists, dates to ISO text."""
    if isinstance(value, Mapping):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
