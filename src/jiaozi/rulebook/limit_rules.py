"""Wallet limits: the smaller of the scheme's and the operator's, each component with the rule it came from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from jiaozi.rulebook.book import DayRules, RuleBook
from jiaozi.rulebook.loader import load
from jiaozi.rulebook.model import Rule, RuleNotFoundError
from jiaozi.rulebook.shapes import COMPONENTS, Component

Scope: TypeAlias = Literal["scheme", "hong_kong"]


class Limits(NamedTuple):
    """The ceilings of a wallet in fen (None: no ceiling), and the rule that sets each."""

    balance_minor: int | None
    single_minor: int | None
    daily_minor: int | None
    yearly_minor: int | None
    balance_rule: Rule
    single_rule: Rule
    daily_rule: Rule
    yearly_rule: Rule

    def minor(self, component: Component) -> int | None:
        """The ceiling of one component in fen, or None."""
        return cap_of(self.rule(component))

    def rule(self, component: Component) -> Rule:
        """The rule that sets one component, to be cited in a refusal."""
        return {
            "balance": self.balance_rule,
            "single": self.single_rule,
            "daily": self.daily_rule,
            "yearly": self.yearly_rule,
        }[component]


Place: TypeAlias = tuple[str, str, str, str]  # scope, wallet class, holder kind, operator ("" for any)


def limits(
    day: date,
    wallet_class: str,
    holder_kind: str,
    operator_id: str = "",
    *,
    scope: Scope = "scheme",
    book: RuleBook | None = None,
) -> Limits:
    """The limits of a class (I to IV) and holder kind (personal, corporate) at an operator on a day.

    With scope `hong_kong`, the smaller of those and Hong Kong's own. An operator without limits of its own, or one the
    rule book does not know, has the scheme's. Raises RuleNotFoundError where the class does not exist for the holder.
    """
    table = (book or load()).view(day, limits_table)
    found = table.get((scope, wallet_class, holder_kind, operator_id))
    if found is None:
        found = table.get((scope, wallet_class, holder_kind, ""))
    if found is None:
        raise RuleNotFoundError(f"no {scope} limits for class {wallet_class} {holder_kind} on {day}")
    return found


def limits_table(day: DayRules) -> Mapping[Place, Limits]:
    """All limits of a day, to be used with `RuleBook.view`."""
    caps = {
        (
            rule.key["scope"],
            rule.key.get("operator", ""),
            rule.key["wallet_class"],
            rule.key["holder"],
            rule.key["component"],
        ): rule
        for rule in day.keyed("limits", "scope")
    }
    classes = {(place[2], place[3]) for place in caps if place[0] == "scheme"}
    operators = {place[1] for place in caps} | {""}
    return {
        (scope, wallet_class, holder, operator): _limits(caps, scope, operator, wallet_class, holder)
        for wallet_class, holder in classes
        for operator in operators
        for scope in ("scheme", "hong_kong")
    }


def _limits(
    caps: Mapping[tuple[str, str, str, str, str], Rule],
    scope: str,
    operator: str,
    wallet_class: str,
    holder: str,
) -> Limits:
    layers = (("scheme", ""), ("operator", operator), (scope, ""))

    def tightest(component: Component) -> Rule:
        places = ((layer, own, wallet_class, holder, component) for layer, own in layers)
        return min((caps[place] for place in places if place in caps), key=_tightness)

    balance, single, daily, yearly = (tightest(component) for component in COMPONENTS)
    return Limits(cap_of(balance), cap_of(single), cap_of(daily), cap_of(yearly), balance, single, daily, yearly)


def cap_of(rule: Rule) -> int | None:
    """The ceiling a rule sets in fen; None for "none"."""
    cap = rule.value["cap_minor"]
    return cap if isinstance(cap, int) else None


def _tightness(rule: Rule) -> tuple[bool, int, bool]:
    """Sorts the smaller cap first; of equal caps Hong Kong's own rule first, then the scheme's."""
    cap = cap_of(rule)
    return (cap is None, cap or 0, rule.key["scope"] != "hong_kong")
