"""Wallets in Hong Kong: who may open them, at which operators, for what, and under which limits."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from jiaozi.rulebook.book import DayRules, RuleBook
from jiaozi.rulebook.limit_rules import Limits, limits_table
from jiaozi.rulebook.loader import load
from jiaozi.rulebook.model import Rule


class HongKong(NamedTuple):
    """`access` is closed, whitelist (registered customers only) or open (any phone number with a listed prefix)."""

    access: str
    operators: tuple[str, ...]
    wallet_classes: tuple[str, ...]
    phone_prefixes: tuple[str, ...]
    person_to_person: bool
    uses: tuple[str, ...]
    limits: Limits
    rule: Rule

    def may_open(self, wallet_class: str, operator_id: str, *, whitelisted: bool = False) -> bool:
        """Whether a wallet of this class may be opened at the operator by someone in Hong Kong."""
        admitted = self.access == "open" or (self.access == "whitelist" and whitelisted)
        return admitted and wallet_class in self.wallet_classes and operator_id in self.operators


def hong_kong(day: date, *, book: RuleBook | None = None) -> HongKong:
    """The rules for Hong Kong wallets on a day, with the limits of class IV there. Raises RuleNotFoundError."""
    return (book or load()).view(day, _hong_kong)


def _hong_kong(day: DayRules) -> HongKong:
    rule = day.need("hong_kong", aspect="access")
    return HongKong(
        access=rule.text("access"),
        operators=rule.texts("operators"),
        wallet_classes=rule.texts("wallet_classes"),
        phone_prefixes=rule.texts("phone_prefixes"),
        person_to_person=rule.flag("person_to_person"),
        uses=rule.texts("uses"),
        limits=limits_table(day)["hong_kong", "IV", "personal", ""],
        rule=rule,
    )
