"""Which days have which rate, and when interest is settled: the rule book's answers, as spans of China days."""

from datetime import date
from typing import Final, NamedTuple

from jiaozi.clock import date_to_day, day_to_date
from jiaozi.rulebook import InterestRule, RuleBook, interest, load

FIRST_DAY: Final = date_to_day(date(2020, 1, 1))
"""No operator of the rule book is older."""
OPERATOR_KIND: Final = "bank"
"""Deposit money is a bank's."""


class Span(NamedTuple):
    """Days from `start` up to, not including, `end`, under one interest rule."""

    start: int
    end: int
    rule: InterestRule


def spans(start: int, end: int, book: RuleBook | None = None) -> list[Span]:
    """The days from `start` to `end` cut where the rule that a day has changes."""
    book = book or load()
    edges = sorted({start, *(day for edge in book.boundaries if start < (day := date_to_day(edge)) < end)})
    found: list[Span] = []
    for first, following in zip(edges, [*edges[1:], end], strict=True):
        rule = interest(day_to_date(first), OPERATOR_KIND, book=book)
        if found and _same(found[-1].rule, rule):
            found[-1] = found[-1]._replace(end=following)
        elif first < following:
            found.append(Span(first, following, rule))
    return found


def _same(one: InterestRule, other: InterestRule) -> bool:
    """Whether two rules earn alike, whenever they settle."""
    return one[:4] == other[:4]


def first_earning_day(book: RuleBook | None = None) -> int | None:
    """The first day with a rate above nothing, or None."""
    book = book or load()
    days = [FIRST_DAY, *(day for edge in book.boundaries if (day := date_to_day(edge)) > FIRST_DAY)]
    return next((day for day in days if interest(day_to_date(day), OPERATOR_KIND, book=book).rate_ppm), None)


def next_settlement(after: int, book: RuleBook | None = None) -> tuple[int, int, InterestRule]:
    """The first settlement day from the day `after` on: the end of its span, the day interest is credited, the rule.

    The settlement day itself still earns, so the span ends with the day after it.
    """
    book = book or load()
    for day in range(after, after + 2 * 366):
        rule = interest(day_to_date(day), OPERATOR_KIND, book=book)
        when = day_to_date(day)
        if (when.month, when.day) in rule.settle_days:
            return day + 1, day + rule.credit_offset_days, rule
    raise LookupError("the rule book has no settlement days")
