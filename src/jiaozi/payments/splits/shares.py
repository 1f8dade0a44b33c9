"""How an amount is divided: exact, in whole minor units, nothing below zero. Pure functions.

Largest remainder: everybody gets the whole part of the exact share; the minor units left over, fewer than there are
parties, go one each to the largest fractions, on a tie to the earlier party.
"""

from collections.abc import Sequence
from typing import Final

MILLION: Final = 1_000_000
"""Shares are parts per million."""


def largest_remainder(amount: int, weights: Sequence[int]) -> list[int]:
    """`amount` divided in proportion to `weights`, which are not negative and not all zero. The parts add up to
    `amount`, and each is within one minor unit of the exact share; a party without weight gets nothing."""
    total = sum(weights)
    parts = [amount * weight // total for weight in weights]
    by_fraction = sorted(range(len(weights)), key=lambda place: (-(amount * weights[place] % total), place))
    for place in by_fraction[: amount - sum(parts)]:
        parts[place] += 1
    return parts


def divide(
    amount: int, fixed: Sequence[int], shares_ppm: Sequence[int], *, remainder_to_platform: bool
) -> list[int] | None:
    """What the platform gets, then each seller: first its fixed amount, then its share of what is left after all fixed
    amounts; the platform gets the rest. None when the fixed amounts alone are more than `amount`.

    Fractions of a minor unit are all the platform's, or go by largest remainder over the sellers and the platform (on a
    tie to sellers first).
    """
    rest = amount - sum(fixed)
    if rest < 0:
        return None
    if remainder_to_platform:
        shared = [rest * ppm // MILLION for ppm in shares_ppm]
    else:
        shared = largest_remainder(rest, [*shares_ppm, MILLION - sum(shares_ppm)])[:-1]
    return [rest - sum(shared), *(first + more for first, more in zip(fixed, shared, strict=True))]


def unwind(amount: int, left: Sequence[int]) -> list[int]:
    """What each party gives back of a refund of `amount`: in proportion to what each has got and not yet given back
    (`left`, together at least `amount`), by largest remainder. Never more than a party's `left`; a refund of all that
    is left takes exactly that from everybody."""
    return largest_remainder(amount, left)
