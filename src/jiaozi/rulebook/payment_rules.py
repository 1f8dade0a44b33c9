"""Payments: how many refusals one side of a payment hears of the other."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from jiaozi.rulebook.book import RuleBook
from jiaozi.rulebook.loader import load
from jiaozi.rulebook.model import Rule


class PaymentRefusals(NamedTuple):
    """A side hears at most `per_day` refusals of another in a China day, and `per_code` of one payment code."""

    per_day: int
    per_code: int
    rule: Rule


def payment_refusals(day: date, *, book: RuleBook | None = None) -> PaymentRefusals:
    """The cap on refusals on a day. Raises RuleNotFoundError."""
    rule = (book or load()).on(day).need("payments", aspect="refusals")
    return PaymentRefusals(rule.whole("per_day"), rule.whole("per_code"), rule)
