"""What a wallet earned: exact sums of fen-days times rates, rounded once, half up. Pure functions.

Everything a sum depends on happened before the span's end, so it comes out the same whenever it is reckoned: fen-days
up to a day change no more once that day has come.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from jiaozi.interest.model import Carried, ClassChange, Earner, Share
from jiaozi.interest.rates import Span
from jiaozi.wallets.model import CLASS_NAMES, HOLDER_KIND_NAMES

PPM: Final = 1_000_000
Part = tuple[int, int, int]
"""Fen-days, yearly rate in parts per million, days of a year."""


def interest_of(parts: Iterable[Part]) -> int:
    """Minor units of interest on (fen-days, yearly rate in parts per million, days of a year): all parts are summed
    exactly, then rounded once to the nearest, a half up."""
    total = sum((Fraction(fen_days * rate_ppm, basis * PPM) for fen_days, rate_ppm, basis in parts), Fraction())
    return (2 * total.numerator + total.denominator) // (2 * total.denominator)


def fen_days_before(earner: Earner, day: int, counted: Mapping[int, int]) -> int:
    """The fen-days of an account's days before `day`: what was `counted`, by day, of an account that changed after it;
    else what follows from the account's row."""
    found = counted.get(day)
    return earner.fen_days + (day - earner.counted_on) * earner.posted if found is None else found


def share(
    earner: Earner,
    spans: Sequence[Span],
    changes: Sequence[ClassChange] = (),
    counted: Mapping[int, int] | None = None,
    carried: Sequence[Carried] = (),
) -> Share:
    """What a wallet earned in `spans`, which follow each other; the first begins where it was settled last, or where
    the account did. `changes` are the wallet's changes of class in order, `counted` as in `fen_days_before`; what was
    `carried` into the account is summed with the rest.
    """
    counted = counted or {}
    end = spans[-1].end
    until = fen_days_before(earner, end, counted)
    before = earner.settled_fen_days or 0 if earner.settled_account == earner.account else 0
    if len(spans) == 1 and not changes and not carried:
        rule = spans[0].rule
        earning = until - before if _earns(spans[0], earner.kind, earner.wallet_class) else 0
        return Share(earner, until, earning, _one(earning, rule.rate_ppm, rule.basis_days))
    counts = {change.day: change.fen_days for change in changes}
    counts |= {span.end: fen_days_before(earner, span.end, counted) for span in spans}
    parts, earning = [], 0
    for day, following in _cuts(spans, changes):
        upto = counts[following]
        span = _span_of(spans, day)
        if _earns(span, earner.kind, _class_on(earner, changes, day)):
            earning += upto - before
            parts.append((upto - before, span.rule.rate_ppm, span.rule.basis_days))
        before = upto
    return Share(earner, until, earning + sum(each.fen_days for each in carried), interest_with(parts, carried))


def interest_with(parts: Iterable[Part], carried: Sequence[Carried]) -> int:
    """The interest of parts and of what was carried: quarters that had ended are rounded already."""
    going_on = [(each.fen_days, each.rate_ppm, each.basis_days) for each in carried if each.rate_ppm]
    return interest_of([*parts, *going_on]) + sum(each.interest_minor for each in carried)


def parts_between(
    earner: Earner, spans: Sequence[Span], changes: Sequence[ClassChange], fen_days: Callable[[int, int], int]
) -> list[Part]:
    """What earns in `spans`, cut where rate or class change; `fen_days` gives those from one day up to another."""
    return [
        (fen_days(day, following), span.rule.rate_ppm, span.rule.basis_days)
        for day, following in _cuts(spans, changes)
        for span in (_span_of(spans, day),)
        if _earns(span, earner.kind, _class_on(earner, changes, day))
    ]


def _one(fen_days: int, rate_ppm: int, basis: int) -> int:
    """`interest_of` a single part, without fractions: this runs for every wallet there is."""
    year = basis * PPM
    return (2 * fen_days * rate_ppm + year) // (2 * year)


def _cuts(spans: Sequence[Span], changes: Sequence[ClassChange]) -> list[tuple[int, int]]:
    """The days from one cut to the next: where a rate or the class changes."""
    start, end = spans[0].start, spans[-1].end
    days = {start, *(span.end for span in spans), *(change.day for change in changes if start < change.day < end)}
    ordered = sorted(days)
    return list(pairwise(ordered))


def _span_of(spans: Sequence[Span], day: int) -> Span:
    return spans[bisect_right([span.start for span in spans], day) - 1]


def _class_on(earner: Earner, changes: Sequence[ClassChange], day: int) -> int:
    """The class a wallet had at the end of a day."""
    following = next((change for change in changes if change.day > day), None)
    return earner.wallet_class if following is None else following.class_before


def _earns(span: Span, kind: int, wallet_class: int) -> bool:
    return span.rule.earns(CLASS_NAMES[wallet_class], HOLDER_KIND_NAMES[kind])
