"""Fees, thresholds of the large-value reports, and deposit insurance."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from jiaozi.rulebook.book import DayRules, RuleBook
from jiaozi.rulebook.limit_rules import cap_of
from jiaozi.rulebook.loader import load
from jiaozi.rulebook.model import Rule, RuleNotFoundError


class Fee(NamedTuple):
    """What an act costs: a share of the amount in parts per million and a fixed part in fen."""

    fee_ppm: int
    fixed_minor: int
    rule: Rule


class LargeValueReport(NamedTuple):
    """Report a customer whose sum of one day and one side reaches the threshold (fen, or US cents)."""

    report: str
    threshold_minor: int
    threshold_usd_minor: int
    rule: Rule


class Insurance(NamedTuple):
    """Whether balances are insured as deposits, and up to how many fen per holder and operator (None: no cap set)."""

    insured: bool
    cap_minor: int | None
    rule: Rule


def fee(day: date, act: str, *, book: RuleBook | None = None) -> Fee:
    """What issue, load, unload, transfer or payment costs on a day. Raises RuleNotFoundError."""
    found = (book or load()).view(day, _fees).get(act)
    if found is None:
        raise RuleNotFoundError(f"no fee rule for {act} on {day}")
    return found


def large_value_reports(day: date, *, book: RuleBook | None = None) -> tuple[LargeValueReport, ...]:
    """The thresholds of the large-value reports on a day."""
    return tuple(
        LargeValueReport(rule.key["report"], rule.whole("threshold_minor"), rule.whole("threshold_usd_minor"), rule)
        for rule in (book or load()).on(day).keyed("aml", "report")
    )


def reporting_deadline(day: date, deadline: str, *, book: RuleBook | None = None) -> tuple[int, Rule]:
    """The working days within which a large_value or suspicious report is filed. Raises RuleNotFoundError."""
    rule = (book or load()).on(day).need("aml", deadline=deadline)
    return rule.whole("working_days"), rule


def insurance(day: date, kind: str, *, book: RuleBook | None = None) -> Insurance:
    """Deposit insurance of balances at bank or nonbank operators on a day. Raises RuleNotFoundError."""
    rule = (book or load()).on(day).need("insurance", kind=kind)
    return Insurance(rule.flag("insured"), cap_of(rule), rule)


def _fees(day: DayRules) -> dict[str, Fee]:
    return {
        rule.key["act"]: Fee(rule.whole("fee_ppm"), rule.whole("fixed_minor"), rule)
        for rule in day.keyed("fees", "act")
    }
