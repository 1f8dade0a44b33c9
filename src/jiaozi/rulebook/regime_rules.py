"""Whose liability a balance is, and what must stand behind it, by kind of operator."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from jiaozi.rulebook.book import DayRules, RuleBook
from jiaozi.rulebook.loader import load
from jiaozi.rulebook.model import Rule, RuleNotFoundError


class RegimeRule(NamedTuple):
    """`regime` is m0_cash, deposit_money or nonbank_full_reserve; `liability_of` is central_bank or operator.

    `reserve_ppm` is the share of balances to be held at the central bank (1,000,000 for all of it), with its own rule.
    `reserve_base` says whether the balances count as deposits in the base of the reserve requirement.
    """

    kind: str
    regime: str
    liability_of: str
    reserve_base: bool
    reserve_ppm: int
    rule: Rule
    reserve_rule: Rule


def regime(day: date, kind: str, *, book: RuleBook | None = None) -> RegimeRule:
    """The liability regime of bank or nonbank operators on a day. Raises RuleNotFoundError for another kind or time."""
    found = (book or load()).view(day, _regimes).get(kind)
    if found is None:
        raise RuleNotFoundError(f"no liability regime for {kind} operators on {day}")
    return found


def _regimes(day: DayRules) -> dict[str, RegimeRule]:
    return {
        rule.key["kind"]: _regime(rule, day.need("regimes", reserve_for=rule.key["kind"]))
        for rule in day.keyed("regimes", "kind")
    }


def _regime(rule: Rule, reserve: Rule) -> RegimeRule:
    return RegimeRule(
        kind=rule.key["kind"],
        regime=rule.text("regime"),
        liability_of=rule.text("liability_of"),
        reserve_base=rule.flag("reserve_base"),
        reserve_ppm=reserve.whole("reserve_ppm"),
        rule=rule,
        reserve_rule=reserve,
    )
