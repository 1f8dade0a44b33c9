"""What a funder is told of where its program's money was spent: of nobody alone. Pure.

A funder knows what each wallet of its list was given, and may have wallets of its own among them. So a sum is told
only of many wallets, none of which paid most of it; only so exactly that what was given to each is not read from it;
and as it was when the day began, so that no payment is seen to come. What is not told is among all others, of whom the
same holds.
"""

from collections.abc import Sequence
from typing import Final

from jiaozi.clock import china_day, china_midnight, day_to_date
from jiaozi.payments.lineage.model import PAYEES_MAX, Payee

WALLETS_APART: Final = 10
"""So many wallets at least have paid what a funder is told: of fewer it could know who they are."""
DIGITS: Final = 2
LEAST_UNIT: Final = 100
"""Sums are told in so many digits, and no finer than this many minor units."""


def told_before(now: int) -> int:
    """Before which instant a payment or a refund was made that a funder is told of."""
    return china_midnight(day_to_date(china_day(now)))


def coarse(minor: int) -> int:
    """A sum as a funder is told it, rounded down."""
    unit: int = max(LEAST_UNIT, 10 ** (len(str(minor)) - DIGITS))
    return minor // unit * unit


def told_to_funder(found: Sequence[Payee]) -> tuple[list[Payee], int | None]:
    """Those whom a funder is told of, who got most first, and what all others come to; None where that would tell of
    few. So that a total tells nothing of these, either, the least of those told is among the others then."""
    told = [each for each in found if _is_of_many([each])][:PAYEES_MAX]
    apart = set(told)
    others = [each for each in found if each not in apart]
    while told and others and not _is_of_many(others):
        others.append(told.pop())
    if others and not _is_of_many(others):
        return [], None
    sums = [each._replace(spent_minor=coarse(each.spent_minor)) for each in told]
    return sums, coarse(sum(each.spent_minor for each in others))


def _is_of_many(payees: Sequence[Payee]) -> bool:
    """Whether enough wallets paid these together, and none of them most of it at one of these. One wallet may have paid
    several, so that of these only the most wallets of one are surely different."""
    most, spent = max(each.most_minor for each in payees), sum(each.spent_minor for each in payees)
    return max(each.wallets for each in payees) >= WALLETS_APART and 2 * most <= spent
