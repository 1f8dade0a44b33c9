"""Dividing an amount: exact sums, nothing below zero, within a fen of the exact share. For any numbers."""

from hypothesis import given
from hypothesis import strategies as st

from jiaozi.money import AMOUNT_MAX
from jiaozi.payments.splits.shares import MILLION, divide, largest_remainder, unwind

AMOUNTS = st.one_of(st.integers(1, 2_000), st.integers(1, AMOUNT_MAX))
WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=21).filter(any)


@st.composite
def plans(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """Fixed amounts, and shares that are at most the whole."""
    count = draw(st.integers(1, 20))
    fixed = draw(st.lists(st.integers(0, 1_000), min_size=count, max_size=count))
    cuts = sorted(draw(st.lists(st.integers(0, MILLION), min_size=count, max_size=count)))
    return fixed, [after - before for before, after in zip([0, *cuts], cuts, strict=False)]


@given(AMOUNTS, WEIGHTS)
def test_parts_are_the_whole_and_within_one_of_the_exact_share(amount: int, weights: list[int]) -> None:
    parts, total = largest_remainder(amount, weights), sum(weights)
    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert part >= 0
        assert abs(part * total - amount * weight) < total
        assert weight or not part


@given(AMOUNTS, WEIGHTS, st.data())
def test_whoever_weighs_more_gets_no_less(amount: int, weights: list[int], data: st.DataObject) -> None:
    parts = largest_remainder(amount, weights)
    a, b = data.draw(st.integers(0, len(weights) - 1)), data.draw(st.integers(0, len(weights) - 1))
    if weights[a] > weights[b]:
        assert parts[a] >= parts[b]


@given(AMOUNTS, plans(), st.booleans())
def test_a_plan_divides_exactly(amount: int, plan: tuple[list[int], list[int]], to_platform: bool) -> None:
    fixed, shares = plan
    parts = divide(amount, fixed, shares, remainder_to_platform=to_platform)
    rest = amount - sum(fixed)
    if rest < 0:
        assert parts is None
        return
    assert parts is not None
    assert sum(parts) == amount
    assert min(parts) >= 0
    for part, first, ppm in zip(parts[1:], fixed, shares, strict=True):
        exact = rest * ppm
        assert part >= first
        assert abs((part - first) * MILLION - exact) < MILLION
        if to_platform:
            assert (part - first) * MILLION <= exact


@given(st.lists(st.integers(0, 5_000), min_size=1, max_size=21).filter(any), st.data())
def test_refunds_of_any_size_unwind_to_nothing_left(parts: list[int], data: st.DataObject) -> None:
    left, whole, steps = list(parts), sum(parts), 0
    while sum(left):
        amount = data.draw(st.integers(1, sum(left)))
        back = unwind(amount, left)
        assert sum(back) == amount
        assert all(0 <= given_back <= had for given_back, had in zip(back, left, strict=True))
        left = [had - given_back for had, given_back in zip(left, back, strict=True)]
        steps += 1
        for part, had in zip(parts, left, strict=True):
            assert abs(had * whole - part * sum(left)) <= steps * whole
        if steps == 12:
            left = [had - b for had, b in zip(left, unwind(sum(left), left) if sum(left) else left, strict=True)]
    assert left == [0] * len(parts)


def test_linux_do_credit_244_one_yuan_for_eighteen_leaves_nobody_below_zero() -> None:
    """1.00 split into 18, where the last one got -0.02."""
    parts = largest_remainder(100, [1] * 18)
    assert parts == [6] * 10 + [5] * 8
    shares = [MILLION // 18] * 18
    by_rule = {rule: divide(100, [0] * 18, shares, remainder_to_platform=rule) for rule in (True, False)}
    assert by_rule == {True: [10, *[5] * 18], False: [0, *[6] * 10, *[5] * 8]}


def test_the_rules_by_example() -> None:
    assert divide(1_000, [100, 0], [500_000, 250_000], remainder_to_platform=True) == [225, 550, 225]
    assert divide(101, [0, 0], [333_333, 333_333], remainder_to_platform=True) == [35, 33, 33]
    assert divide(101, [0, 0], [333_333, 333_333], remainder_to_platform=False) == [34, 34, 33]
    assert divide(99, [100], [0], remainder_to_platform=True) is None
    assert divide(100, [100], [1_000_000], remainder_to_platform=False) == [0, 100]
    assert unwind(10, [5, 0, 10]) == [3, 0, 7]
    assert unwind(15, [5, 0, 10]) == [5, 0, 10]
