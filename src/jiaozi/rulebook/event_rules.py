"""What the sources say happened: agreements, campaigns and announcements, with dates, places and figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from jiaozi.rulebook.book import RuleBook
from jiaozi.rulebook.loader import load
from jiaozi.rulebook.model import Rule, Value


class Event(NamedTuple):
    """Something that happened on `day`, known to the `precision` of a day, month or year; `ends` when it lasted.

    Figures are whole numbers or words by name; money is fen in names that end in `_minor`.
    """

    id: str
    day: date
    precision: str
    ends: date | None
    en: str
    zh: str
    places: tuple[str, ...]
    figures: Mapping[str, Value]
    rule: Rule


def events(
    start: date | None = None,
    end: date | None = None,
    *,
    source: str | None = None,
    book: RuleBook | None = None,
) -> tuple[Event, ...]:
    """The events from `start` up to but not including `end`, in order of time; those of one source (S0...) if named."""
    rules = [
        rule
        for rule in (book or load()).rules
        if rule.subject == "events"
        and rule.in_force
        and (start is None or start <= rule.since)
        and (end is None or rule.since < end)
        and (source is None or any(cited.source.id == source for cited in rule.sources))
    ]
    return tuple(_event(rule) for rule in sorted(rules, key=lambda rule: rule.since))


def _event(rule: Rule) -> Event:
    ends = rule.value.get("ends")
    figures = rule.value.get("figures", {})
    return Event(
        id=rule.key["event"],
        day=rule.since,
        precision=rule.text("precision"),
        ends=ends if isinstance(ends, date) else None,
        en=rule.text("en"),
        zh=rule.text("zh"),
        places=rule.texts("places"),
        figures=figures if isinstance(figures, Mapping) else {},
        rule=rule,
    )
