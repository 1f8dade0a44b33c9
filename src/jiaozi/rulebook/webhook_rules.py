"""Webhooks: how long deliveries are kept."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from jiaozi.rulebook.book import RuleBook
from jiaozi.rulebook.loader import load
from jiaozi.rulebook.model import Rule


class Retention(NamedTuple):
    """A delivery that was taken is kept for `taken_days`, one given up or never sent for `given_up_days`."""

    taken_days: int
    given_up_days: int
    rule: Rule


def webhook_retention(day: date, *, book: RuleBook | None = None) -> Retention:
    """How long deliveries are kept on a day. Raises RuleNotFoundError."""
    rule = (book or load()).on(day).need("webhooks", aspect="retention")
    return Retention(rule.whole("taken_days"), rule.whole("given_up_days"), rule)
