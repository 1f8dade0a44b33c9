"""Visitors' wallets: which classes a foreign card may top up, and whose phone numbers are a visitor's."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from jiaozi.rulebook.book import DayRules, RuleBook
from jiaozi.rulebook.loader import load
from jiaozi.rulebook.model import Rule


class Visitors(NamedTuple):
    """Card networks and wallet classes; phones of the excluded regions (ISO 3166) have a way of their own."""

    networks: tuple[str, ...]
    wallet_classes: tuple[str, ...]
    regions_excluded: tuple[str, ...]
    rule: Rule


def visitors(day: date, *, book: RuleBook | None = None) -> Visitors:
    """The rules for topping visitors' wallets up by card on a day. Raises RuleNotFoundError before there are any."""
    return (book or load()).view(day, _visitors)


def _visitors(day: DayRules) -> Visitors:
    rule = day.need("visitors", aspect="card_top_up")
    return Visitors(rule.texts("networks"), rule.texts("wallet_classes"), rule.texts("regions_excluded"), rule)
