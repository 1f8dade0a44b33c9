"""Interest on balances: rate, who earns it, how days count and when it is paid."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from jiaozi.rulebook.book import DayRules, RuleBook
from jiaozi.rulebook.loader import load
from jiaozi.rulebook.model import Rule, RuleNotFoundError


class InterestRule(NamedTuple):
    """A yearly rate in parts per million over a year of `basis_days`, settled on (month, day) pairs and credited
    `credit_offset_days` later; the rate is 0 and nobody earns while there is no interest."""

    rate_ppm: int
    personal_classes: frozenset[str]
    corporate_classes: frozenset[str]
    basis_days: int
    settle_days: tuple[tuple[int, int], ...]
    credit_offset_days: int
    rate_rule: Rule
    day_count_rule: Rule
    settlement_rule: Rule

    def earns(self, wallet_class: str, holder_kind: str) -> bool:
        """Whether a wallet of this class and holder kind earns interest."""
        classes = self.corporate_classes if holder_kind == "corporate" else self.personal_classes
        return self.rate_ppm > 0 and wallet_class in classes


def interest(day: date, kind: str = "bank", *, book: RuleBook | None = None) -> InterestRule:
    """The interest rule of bank or nonbank operators on a day. Raises RuleNotFoundError for another kind or time."""
    found = (book or load()).view(day, _interest).get(kind)
    if found is None:
        raise RuleNotFoundError(f"no interest rule for {kind} operators on {day}")
    return found


def _interest(day: DayRules) -> dict[str, InterestRule]:
    count = day.need("interest", aspect="day_count")
    settlement = day.need("interest", aspect="settlement")
    return {
        rate.key["rate_for"]: InterestRule(
            rate_ppm=rate.whole("rate_ppm"),
            personal_classes=frozenset(rate.texts("personal")),
            corporate_classes=frozenset(rate.texts("corporate")),
            basis_days=count.whole("basis_days"),
            settle_days=tuple(_month_day(text) for text in settlement.texts("settle_days")),
            credit_offset_days=settlement.whole("credit_offset_days"),
            rate_rule=rate,
            day_count_rule=count,
            settlement_rule=settlement,
        )
        for rate in day.keyed("interest", "rate_for")
    }


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)
