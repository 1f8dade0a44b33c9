"""Reckoning against a model that adds up day by day, with the rounding of a plain fraction."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiaozi.clock import date_to_day
from jiaozi.interest import rates
from jiaozi.interest.model import ClassChange, Earner
from jiaozi.interest.rates import Span
from jiaozi.interest.reckon import interest_of, share
from jiaozi.kinds import AccountNo, WalletNo
from jiaozi.rulebook import interest
from jiaozi.wallets.model import CLASS_NAMES

START = date_to_day(date(2026, 1, 1))
DAYS = 60
RULE = interest(date(2026, 1, 1))


class Story(NamedTuple):
    """What happened to a wallet: movements, changes of class and of the rate, each by day after the start."""

    moves: list[tuple[int, int]]
    classes: list[tuple[int, int]]
    rates: list[tuple[int, int]]
    end: int


def by_day(kind: st.SearchStrategy[int]) -> st.SearchStrategy[list[tuple[int, int]]]:
    return st.lists(st.tuples(st.integers(0, DAYS), kind), max_size=6).map(
        lambda found: sorted(found, key=lambda e: e[0])
    )


stories = st.builds(
    Story,
    by_day(st.integers(-(10**13), 10**13)),
    by_day(st.integers(1, 4)),
    by_day(st.integers(0, 30_000)),
    st.integers(1, DAYS),
)


def _naive(story: Story, first_class: int) -> Fraction:
    """The sum over days of the balance at their end times the rate they have, for a class that earns."""
    total = Fraction()
    for day in range(story.end):
        balance = sum(amount for on, amount in story.moves if on <= day)
        wallet_class = ([first_class] + [one for on, one in story.classes if on <= day])[-1]
        rate = ([500] + [one for on, one in story.rates if on <= day])[-1]
        if wallet_class < 4 and rate:
            total += Fraction(balance * rate, 360 * 1_000_000)
    return total


def _spans(story: Story) -> list[Span]:
    edges = sorted({0, *(on for on, _ in story.rates if 0 < on < story.end)})
    found = []
    for first, following in zip(edges, [*edges[1:], story.end], strict=True):
        rate = ([500] + [one for on, one in story.rates if on <= first])[-1]
        found.append(Span(START + first, START + following, RULE._replace(rate_ppm=rate)))
    return found


def _counted(moves: list[tuple[int, int]]) -> tuple[int, int, int]:
    """Balance, fen-days and the day they are counted to, as the ledger keeps them."""
    posted, fen_days, counted = 0, 0, START
    for on, amount in moves:
        fen_days += posted * (START + on - counted)
        posted, counted = posted + amount, START + on
    return posted, fen_days, counted


@settings(max_examples=300)
@given(stories, st.integers(1, 4))
def test_the_sum_is_that_of_a_model_that_adds_up_day_by_day(story: Story, first_class: int) -> None:
    posted, fen_days, counted = _counted(story.moves)
    changes, before = [], first_class
    for on, wallet_class in story.classes:
        held, sum_before, upto = _counted([move for move in story.moves if move[0] < on])
        changes.append(
            ClassChange(WalletNo(1), START + on, before, wallet_class, sum_before + held * (START + on - upto))
        )
        before = wallet_class
    earner = Earner(WalletNo(1), 1, before, 0, AccountNo(7), posted, fen_days, counted, None, None)
    spans = _spans(story)
    sums = {
        span.end: sum(amount * (span.end - START - on) for on, amount in story.moves if START + on < span.end)
        for span in spans
        if any(START + on > span.end for on, _ in story.moves)
    }
    found = share(earner, spans, changes, sums)
    expected = _naive(story, first_class)
    assert found.interest_minor == (expected + Fraction(1, 2)).__floor__()
    whole = sum(amount * (story.end - on) for on, amount in story.moves if on < story.end)
    assert found.fen_days == whole


@given(st.lists(st.tuples(st.integers(0, 10**18), st.integers(0, 10**6), st.sampled_from([360, 365])), max_size=5))
def test_parts_are_summed_exactly_and_rounded_once_a_half_up(parts: list[tuple[int, int, int]]) -> None:
    exact = sum((Fraction(fen_days * rate, year * 10**6) for fen_days, rate, year in parts), Fraction())
    found = interest_of(parts)
    assert -Fraction(1, 2) < found - exact <= Fraction(1, 2)


def test_a_half_goes_up() -> None:
    assert [interest_of([(fen_days, 500, 360)]) for fen_days in (359_999, 360_000, 1_079_999, 1_080_000)] == [
        0,
        1,
        1,
        2,
    ]


SETTLEMENTS = [
    # asked from, the last day that earns, the day of crediting
    ("2026-01-01", "2026-03-20", "2026-03-21"),
    ("2026-03-20", "2026-03-20", "2026-03-21"),
    ("2026-03-21", "2026-06-20", "2026-06-21"),
    ("2026-12-21", "2027-03-20", "2027-03-21"),
    ("2028-02-29", "2028-03-20", "2028-03-21"),
]


@pytest.mark.parametrize(("asked", "last", "credited"), SETTLEMENTS)
def test_interest_is_settled_on_the_20th_and_credited_on_the_21st(asked: str, last: str, credited: str) -> None:
    end, credit, _ = rates.next_settlement(date_to_day(date.fromisoformat(asked)))
    assert (end - 1, credit) == (date_to_day(date.fromisoformat(last)), date_to_day(date.fromisoformat(credited)))


def test_there_is_interest_from_2026_on() -> None:
    assert rates.first_earning_day() == START
    spans = rates.spans(date_to_day(date(2025, 12, 1)), date_to_day(date(2026, 3, 21)))
    assert [(span.start, span.rule.rate_ppm) for span in spans] == [(START - 31, 0), (START, 500)]
    assert [RULE.earns(name, "personal") for name in CLASS_NAMES.values()] == [True, True, True, False]


def test_a_leap_day_earns() -> None:
    start, end = (date_to_day(date(2028, *month_day)) for month_day in ((2, 28), (3, 1)))
    earner = Earner(WalletNo(1), 1, 3, 0, AccountNo(7), 360_000_000, 0, start, None, None)
    assert share(earner, rates.spans(start, end)).interest_minor == 2 * 500
