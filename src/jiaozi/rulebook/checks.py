"""Checks over the whole rule book: ids, overlaps, conflicts, and facts that must agree across subjects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

from jiaozi.rulebook.book import DayRules, boundaries
from jiaozi.rulebook.model import Rule, RuleKey, Value
from jiaozi.rulebook.shapes import UNCAPPED, shape_problems


def book_problems(rules: Sequence[Rule]) -> list[str]:
    """Every fault of the rules taken together, one line each; later checks run only when earlier ones pass."""
    stages = (_repeated_ids, _bad_shapes, _overlaps, _bad_conflicts, _unknown_operators, _loose_operator_limits)
    for stage in stages:
        problems = list(stage(rules))
        if problems:
            return problems
    return []


def _repeated_ids(rules: Sequence[Rule]) -> Iterable[str]:
    for rule_id, times in Counter(rule.id for rule in rules).items():
        if times > 1:
            yield f"{rule_id}: the id is used {times} times"


def _bad_shapes(rules: Sequence[Rule]) -> Iterable[str]:
    for rule in rules:
        yield from shape_problems(rule)


def _overlaps(rules: Sequence[Rule]) -> Iterable[str]:
    same: dict[tuple[str, RuleKey], list[Rule]] = {}
    for rule in rules:
        if rule.in_force:
            same.setdefault((rule.subject, rule.frozen_key), []).append(rule)
    for group in same.values():
        for first, second in combinations(group, 2):
            if first.overlaps(second):
                yield f"{first.id} and {second.id} are in force at the same time for the same key"


def _bad_conflicts(rules: Sequence[Rule]) -> Iterable[str]:
    by_id = {rule.id: rule for rule in rules}
    for rule in rules:
        if rule.in_force != (rule.conflicts_with is None):
            yield f"{rule.id}: in_force = false and conflicts_with go together"
        elif rule.conflicts_with is not None:
            yield from _bad_rival(rule, by_id.get(rule.conflicts_with))


def _bad_rival(rule: Rule, rival: Rule | None) -> Iterable[str]:
    if rival is None or not rival.in_force:
        yield f"{rule.id}: conflicts with {rule.conflicts_with}, which is not a rule in force"
    elif (rival.subject, rival.frozen_key) != (rule.subject, rule.frozen_key) or not rival.overlaps(rule):
        yield f"{rule.id}: conflicts with {rival.id}, which is not about the same key and days"


def _unknown_operators(rules: Sequence[Rule]) -> Iterable[str]:
    known = {rule.key["operator"] for rule in rules if rule.subject == "operators" and "operator" in rule.key}
    for rule in rules:
        named = rule.texts("operators") if rule.subject == "hong_kong" and "operators" in rule.value else ()
        for operator in {*named, *([rule.key["operator"]] if "operator" in rule.key else [])} - known:
            yield f"{rule.id}: {operator} is not an operator"


def _loose_operator_limits(rules: Sequence[Rule]) -> Iterable[str]:
    """An operator's own limit, and Hong Kong's, may be lower than the scheme's but never higher."""
    for edge in boundaries(rules):
        day = DayRules(rule for rule in rules if rule.in_force and rule.valid_on(edge))
        for rule in day.keyed("limits", "scope"):
            shared = {name: word for name, word in rule.key.items() if name != "operator"}
            scheme = day.get("limits", **{**shared, "scope": "scheme"})
            if scheme is None:
                yield f"{rule.id}: there is no scheme limit on {edge} to stay under"
            elif _above(rule.value["cap_minor"], scheme.value["cap_minor"]):
                yield f"{rule.id}: is above {scheme.id} on {edge}"


def _above(own: Value, scheme: Value) -> bool:
    if not isinstance(scheme, int):
        return False
    return own == UNCAPPED or (isinstance(own, int) and own > scheme)
