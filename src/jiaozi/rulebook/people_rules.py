"""People: how often others may be looked up, how long money can be asked back, how long a guardian may act."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from jiaozi.rulebook.book import RuleBook
from jiaozi.rulebook.loader import load
from jiaozi.rulebook.model import Rule


class Lookups(NamedTuple):
    """A principal looks up at most `per_day` people a day."""

    per_day: int
    rule: Rule


class Returns(NamedTuple):
    """A payment can be asked back for `ask_days`, and answered for `answer_days` more."""

    ask_days: int
    answer_days: int
    rule: Rule


class Guardians(NamedTuple):
    """A guardian is appointed for at most `days_max` at once."""

    days_max: int
    rule: Rule


def lookups(day: date, *, book: RuleBook | None = None) -> Lookups:
    """The cap on look-ups on a day. Raises RuleNotFoundError."""
    rule = (book or load()).on(day).need("people", aspect="lookups")
    return Lookups(rule.whole("per_day"), rule)


def returns(day: date, *, book: RuleBook | None = None) -> Returns:
    """The times for asking money back on a day. Raises RuleNotFoundError."""
    rule = (book or load()).on(day).need("people", aspect="returns")
    return Returns(rule.whole("ask_days"), rule.whole("answer_days"), rule)


def guardians(day: date, *, book: RuleBook | None = None) -> Guardians:
    """How long a guardian may act on a day. Raises RuleNotFoundError."""
    rule = (book or load()).on(day).need("people", aspect="guardians")
    return Guardians(rule.whole("days_max"), rule)
