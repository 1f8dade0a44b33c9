"""Codes: how long a collect code for one payment may live, and how long a payment code is good."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from jiaozi.rulebook.book import RuleBook
from jiaozi.rulebook.loader import load
from jiaozi.rulebook.model import Rule


class CollectCodeRule(NamedTuple):
    """A collect code for one payment lives for at most `lifetime_max_s`."""

    lifetime_max_s: int
    rule: Rule


class PaymentCodeRule(NamedTuple):
    """A payment code is good for the rest of its step of `step_s` and the next; a device has at most so many tokens."""

    step_s: int
    tokens_per_device: int
    rule: Rule


def collect_codes(day: date, *, book: RuleBook | None = None) -> CollectCodeRule:
    """The rule for collect codes on a day. Raises RuleNotFoundError."""
    rule = (book or load()).on(day).need("codes", aspect="collect")
    return CollectCodeRule(rule.whole("lifetime_max_s"), rule)


def payment_codes(day: date, *, book: RuleBook | None = None) -> PaymentCodeRule:
    """The rule for tokens that are enrolled on a day. Raises RuleNotFoundError."""
    rule = (book or load()).on(day).need("codes", aspect="payment")
    return PaymentCodeRule(rule.whole("step_s"), rule.whole("tokens_per_device"), rule)
