"""The rule book itself: look-ups by id, by subject and day, and the difference between two days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TypeVar, cast

from jiaozi.rulebook.model import Change, Rule, RuleKey, RuleNotFoundError, Source

T = TypeVar("T")

DAYS_REMEMBERED = 20_000


class DayRules:
    """The rules in force on one day (and on every day until some rule starts or ends), with the views built of them."""

    __slots__ = ("_by_key", "by_subject", "views")

    def __init__(self, rules: Iterable[Rule]) -> None:
        grouped: dict[str, list[Rule]] = {}
        self._by_key: dict[tuple[str, RuleKey], Rule] = {}
        for rule in rules:
            grouped.setdefault(rule.subject, []).append(rule)
            self._by_key[rule.subject, rule.frozen_key] = rule
        self.by_subject: Mapping[str, tuple[Rule, ...]] = {name: tuple(some) for name, some in grouped.items()}
        self.views: dict[object, object] = {}

    def get(self, subject: str, **key: str) -> Rule | None:
        """The rule in force that has exactly this key, or None."""
        return self._by_key.get((subject, frozenset(key.items())))

    def need(self, subject: str, **key: str) -> Rule:
        """Like `get`. Raises RuleNotFoundError instead of returning None."""
        rule = self.get(subject, **key)
        if rule is None:
            raise RuleNotFoundError(f"no rule in force for {subject} {key}")
        return rule

    def keyed(self, subject: str, name: str) -> tuple[Rule, ...]:
        """The rules in force of a subject whose key has `name`, in file order."""
        return tuple(rule for rule in self.by_subject.get(subject, ()) if name in rule.key)

    def all(self) -> tuple[Rule, ...]:
        """Every rule in force, in file order."""
        return tuple(rule for some in self.by_subject.values() for rule in some)


class RuleBook:
    """A valid, immutable set of rules. Make one with `jiaozi.rulebook.load`; days are China Standard Time."""

    def __init__(self, rules: Iterable[Rule], sources: Iterable[Source] = ()) -> None:
        self.rules: tuple[Rule, ...] = tuple(rules)
        self.sources: Mapping[str, Source] = MappingProxyType({source.id: source for source in sources})
        self._by_id = {rule.id: rule for rule in self.rules}
        self.boundaries = boundaries(self.rules)
        self._segments: dict[date | None, DayRules] = {}
        self._by_day: dict[date, DayRules] = {}

    def rule(self, rule_id: str) -> Rule:
        """The rule with this id, whatever its dates. Raises RuleNotFoundError."""
        try:
            return self._by_id[rule_id]
        except KeyError:
            raise RuleNotFoundError(f"no rule has the id {rule_id!r}") from None

    def in_force(self, subject: str, day: date, **key: str) -> Rule | None:
        """The one rule of the subject with exactly this key that is in force on the day, or None."""
        return self.on(day).get(subject, **key)

    def on(self, day: date) -> DayRules:
        """All that is in force on the day; a dict look-up once the day has been asked for."""
        found = self._by_day.get(day)
        return found if found is not None else self._remember(day)

    def view(self, day: date, build: Callable[[DayRules], T]) -> T:
        """What `build` makes of the day's rules, made once for each stretch of days with the same rules."""
        rules = self.on(day)
        if build not in rules.views:
            rules.views[build] = build(rules)
        return cast(T, rules.views[build])

    def show(self, day: date, subject: str | None = None) -> tuple[Rule, ...]:
        """The rules whose dates cover the day, both sides of a conflict included (`in_force` tells them apart)."""
        return tuple(r for r in self.rules if r.valid_on(day) and subject in (None, r.subject))

    def diff(self, day_a: date, day_b: date) -> tuple[Change, ...]:
        """What changes in force from `day_a` to `day_b`, by subject and key."""
        before = {(r.subject, r.frozen_key): r for r in self.on(day_a).all()}
        after = {(r.subject, r.frozen_key): r for r in self.on(day_b).all()}
        places = list(dict.fromkeys([*before, *after]))
        return tuple(change for place in places if (change := _change(before.get(place), after.get(place))) is not None)

    def _remember(self, day: date) -> DayRules:
        start = max((edge for edge in self.boundaries if edge <= day), default=None)
        if start not in self._segments:
            self._segments[start] = DayRules(r for r in self.rules if r.in_force and r.valid_on(day))
        if len(self._by_day) >= DAYS_REMEMBERED:
            self._by_day.clear()
        self._by_day[day] = self._segments[start]
        return self._segments[start]


def boundaries(rules: Iterable[Rule]) -> tuple[date, ...]:
    """The days on which some rule starts, or stops being valid, in order."""
    return tuple(sorted({day for rule in rules for day in (rule.since, rule.until) if day is not None}))


def _change(before: Rule | None, after: Rule | None) -> Change | None:
    if before is None and after is not None:
        return Change("added", after.subject, after.key, None, after)
    if before is not None and after is None:
        return Change("removed", before.subject, before.key, before, None)
    if before is not None and before is not after:
        return Change("changed", before.subject, before.key, before, after)
    return None
