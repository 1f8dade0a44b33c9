"""Who may open wallets (operators), and who only builds technology (partners)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from jiaozi.rulebook.book import DayRules, RuleBook
from jiaozi.rulebook.loader import load
from jiaozi.rulebook.model import Rule


class Operator(NamedTuple):
    """An institution that may open wallets and exchange; `kind` is bank or nonbank."""

    id: str
    en: str
    zh: str
    short: str
    kind: str
    group: str
    admitted: date
    clearing_code: str
    in_hong_kong: bool
    rule: Rule


class TechnologyPartner(NamedTuple):
    """A company or institute that works on the system and may not open wallets."""

    id: str
    en: str
    zh: str
    role: str
    since: date
    rule: Rule


def operators(day: date, *, book: RuleBook | None = None) -> tuple[Operator, ...]:
    """The operators of a day, in order of admission as the data lists them."""
    return tuple((book or load()).view(day, _operators).values())


def operator(day: date, operator_id: str, *, book: RuleBook | None = None) -> Operator | None:
    """The operator with this id (`icbc`, `mybank`...), or None when it is not one on that day."""
    return (book or load()).view(day, _operators).get(operator_id)


def technology_partners(day: date, *, book: RuleBook | None = None) -> tuple[TechnologyPartner, ...]:
    """The technology partners of a day; none of them is an operator."""
    return (book or load()).view(day, _partners)


def _operators(day: DayRules) -> dict[str, Operator]:
    codes = {rule.key["operator"]: rule.text("code") for rule in day.keyed("clearing_codes", "operator")}
    access = day.get("hong_kong", aspect="access")
    abroad = frozenset(access.texts("operators")) if access else frozenset()
    return {
        rule.key["operator"]: Operator(
            id=rule.key["operator"],
            en=rule.text("en"),
            zh=rule.text("zh"),
            short=rule.text("short"),
            kind=rule.text("kind"),
            group=rule.text("group"),
            admitted=rule.since,
            clearing_code=codes.get(rule.key["operator"], ""),
            in_hong_kong=rule.key["operator"] in abroad,
            rule=rule,
        )
        for rule in day.keyed("operators", "operator")
    }


def _partners(day: DayRules) -> tuple[TechnologyPartner, ...]:
    return tuple(
        TechnologyPartner(rule.key["partner"], rule.text("en"), rule.text("zh"), rule.text("role"), rule.since, rule)
        for rule in day.keyed("partners", "partner")
    )
