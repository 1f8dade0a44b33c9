"""Shares are whole fen, each at least one, together the amount; lucky ones are worth the same on average."""

import random
from collections import Counter
from fractions import Fraction
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaozi.envelopes.model import SHARES_MAX, DivisionKind
from jiaozi.envelopes.shares import RANDOM_BITS, WORD, drawn, share_of, upper
from jiaozi.money import AMOUNT_MAX


def divided(division: int, amount: int, shares: int, dice: random.Random) -> list[int]:
    """All shares of an amount, in the order of claims."""
    left, found = amount, []
    for still in range(shares, 0, -1):
        found.append(share_of(division, left, still, dice.getrandbits(RANDOM_BITS)))
        left -= found[-1]
    return found


@st.composite
def envelopes(draw: st.DrawFn) -> tuple[int, int]:
    """An amount and as many shares as it may have."""
    shares = draw(st.integers(1, 60) | st.integers(1, SHARES_MAX))
    return draw(st.integers(shares, shares + 60) | st.integers(shares, AMOUNT_MAX)), shares


@given(envelopes(), st.sampled_from(sorted(DivisionKind)), st.randoms(use_true_random=False))
def test_shares_are_whole_fen_each_at_least_one_and_sum_to_the_amount(
    envelope: tuple[int, int], division: DivisionKind, dice: random.Random
) -> None:
    amount, shares = envelope
    found = divided(division, amount, shares, dice)
    assert sum(found) == amount
    assert min(found) >= 1


@given(envelopes(), st.sampled_from([0, 2**RANDOM_BITS - 1]))
def test_the_luckiest_and_the_unluckiest_leave_a_fen_for_each_other(envelope: tuple[int, int], dice: int) -> None:
    left, shares = envelope
    for still in range(shares, 0, -1):
        share = drawn(left, still, dice)
        assert 1 <= share <= left - (still - 1)
        left -= share
    assert left == 0


@pytest.mark.parametrize(("amount", "shares"), [(100, 18), (7, 7), (1, 1), (1_000, 1_000), (1_001, 1_000)])
@pytest.mark.parametrize("division", sorted(DivisionKind))
def test_small_amounts_go_round(amount: int, shares: int, division: DivisionKind) -> None:
    found = divided(division, amount, shares, random.Random(1))
    assert (sum(found), len(found), min(found) >= 1) == (amount, shares, True)


def test_the_first_of_equal_shares_are_a_fen_larger_where_an_amount_does_not_divide() -> None:
    assert divided(DivisionKind.EQUAL, 100, 18, random.Random(1)) == [6] * 10 + [5] * 8
    assert divided(DivisionKind.NAMED, 100, 1, random.Random(1)) == [100]


@given(st.integers(2, 200), st.integers(0, 10**6))
def test_the_expected_share_is_what_is_left_divided_by_the_shares_left(shares: int, more: int) -> None:
    """Exactly: the chance of the higher upper end is a whole number of shares, and a draw below it is even."""
    left = shares + more
    whole, rest = divmod(2 * left, shares)
    higher = Fraction(rest, shares)
    assert Fraction(whole + 1, 2) * higher + Fraction(whole, 2) * (1 - higher) == Fraction(left, shares)
    step = WORD // shares
    chances = [upper(left, shares, n * step + step // 2) for n in range(shares)]
    assert Counter(chances) == Counter({whole: rest, whole - 1: shares - rest}) - Counter()


def chi_square(seen: dict[int, int], among: int) -> float:
    """How far draws are from even ones."""
    expected = sum(seen.values()) / among
    return sum((seen.get(n, 0) - expected) ** 2 / expected for n in range(1, among + 1))


def test_a_draw_is_even() -> None:
    """40,000 draws of 1 to 19; a chi-square of 18 degrees of freedom passes 42.31 once in 1,000."""
    dice = random.Random(20_201_012)
    seen = Counter(drawn(100, 10, dice.getrandbits(RANDOM_BITS)) for _ in range(40_000))
    assert set(seen) == set(range(1, 20))
    assert chi_square(seen, 19) < 42.31


def test_of_two_the_last_has_the_same_distribution_as_the_first() -> None:
    """Of 20 fen in two shares each is even from 1 to 19."""
    dice = random.Random(7)
    pairs = [divided(DivisionKind.LUCKY, 20, 2, dice) for _ in range(40_000)]
    for place in (0, 1):
        assert chi_square(Counter(pair[place] for pair in pairs), 19) < 42.31


@pytest.mark.parametrize(("amount", "shares"), [(1_000, 10), (103, 18), (10, 6)])
def test_the_first_and_the_last_are_worth_the_same(amount: int, shares: int) -> None:
    """Means of 20,000 envelopes, within four standard errors of the amount divided by the shares."""
    dice = random.Random(55)
    all_of = [divided(DivisionKind.LUCKY, amount, shares, dice) for _ in range(20_000)]
    for place in range(shares):
        values = [each[place] for each in all_of]
        centre = mean(values)
        error = (mean((value - centre) ** 2 for value in values) / len(values)) ** 0.5
        assert abs(centre - amount / shares) < 4 * error + 1e-9


def test_who_comes_when_is_the_luckiest_nearly_as_often() -> None:
    """Later shares vary more, so the best one is a later one somewhat more often: no place has it twice as often as
    another."""
    dice = random.Random(3)
    best: Counter[int] = Counter()
    for _ in range(20_000):
        found = divided(DivisionKind.LUCKY, 10_000, 5, dice)
        best[found.index(max(found))] += 1
    assert max(best.values()) < 2 * min(best.values())
