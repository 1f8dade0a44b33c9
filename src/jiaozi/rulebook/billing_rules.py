"""Billing: how many requests to pay may be open at once, and for how long."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from jiaozi.rulebook.book import RuleBook
from jiaozi.rulebook.loader import load
from jiaozi.rulebook.model import Rule


class RequestRules(NamedTuple):
    """The most requests open at once, by who asks and who is asked; a request is open for at most `days_max`."""

    open_by_person: int
    open_by_merchant: int
    open_to_payer: int
    open_between: int
    days_max: int
    rule: Rule


def payment_requests(day: date, *, book: RuleBook | None = None) -> RequestRules:
    """The caps on requests to pay on a day. Raises RuleNotFoundError."""
    rule = (book or load()).on(day).need("billing", aspect="requests")
    return RequestRules(
        rule.whole("open_by_person"),
        rule.whole("open_by_merchant"),
        rule.whole("open_to_payer"),
        rule.whole("open_between"),
        rule.whole("days_max"),
        rule,
    )
