"""Linking bank accounts and moving cash: how long codes live, how often they may be tried, and the cooling-off."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from jiaozi.rulebook.book import DayRules, RuleBook
from jiaozi.rulebook.loader import load
from jiaozi.rulebook.model import Rule


class Linking(NamedTuple):
    """Rules of link agreements. Times in seconds; `cooling_off_minor` is what may move in all while it lasts."""

    code_s: int
    code_attempts: int
    codes_per_day: int
    cooling_off_s: int
    cooling_off_minor: int
    rule: Rule


class CashCodes(NamedTuple):
    """Rules of cash codes: seconds they live, wrong tries they bear, how many a wallet may have open."""

    code_s: int
    code_attempts: int
    codes_open: int
    rule: Rule


def linking(day: date, *, book: RuleBook | None = None) -> Linking:
    """The rules of link agreements on a day. Raises RuleNotFoundError."""
    return (book or load()).view(day, _linking)


def cash_codes(day: date, *, book: RuleBook | None = None) -> CashCodes:
    """The rules of cash codes on a day. Raises RuleNotFoundError."""
    return (book or load()).view(day, _cash)


def _linking(day: DayRules) -> Linking:
    rule = day.need("banking", aspect="linking")
    return Linking(
        code_s=rule.whole("code_s"),
        code_attempts=rule.whole("code_attempts"),
        codes_per_day=rule.whole("codes_per_day"),
        cooling_off_s=rule.whole("cooling_off_s"),
        cooling_off_minor=rule.whole("cooling_off_minor"),
        rule=rule,
    )


def _cash(day: DayRules) -> CashCodes:
    rule = day.need("banking", aspect="cash")
    return CashCodes(
        code_s=rule.whole("code_s"),
        code_attempts=rule.whole("code_attempts"),
        codes_open=rule.whole("codes_open"),
        rule=rule,
    )
