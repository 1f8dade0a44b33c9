"""A funder pays in: its payment limits count what may become others' own money without a purchase, and nothing else."""

from typing import Any

import pytest

from jiaozi.errors import Refusal
from jiaozi.programs.acts import FundProgram
from jiaozi.programs.parts import Passing, Rest, Withdrawal
from jiaozi.programs.terms import Terms
from jiaozi.wallets.changes import SetOwnLimits
from tests.features.world import YUAN
from tests.programs.city import City, red

FREE = red(withdrawable=Withdrawal(allowed=True))


def funded(city: City, terms: Terms, minor: int) -> Any:
    """The budget, or the code of the refusal, where a funder pays in that has a limit of its own of 100 yuan a day."""
    program = city.draft(terms)
    city.world.do(SetOwnLimits(city.funder, daily_minor=100 * YUAN))
    outcome = city.world.outcome(FundProgram(program, city.funder, minor))
    return outcome.code if isinstance(outcome, Refusal) else outcome.budget_minor


@pytest.mark.parametrize("terms", [FREE, red(rest=Rest("holder")), red(transferable=Passing(1))])
def test_a_funders_limits_count_what_may_become_others_own(city: City, terms: Terms) -> None:
    assert funded(city, terms, 100 * YUAN + 1) == "limit_daily_exceeded"
    assert funded(city, terms, 100 * YUAN) == 100 * YUAN
    assert funded(city, terms, 1) == "limit_daily_exceeded"
    assert funded(city, red(), 100 * YUAN + 1) == 100 * YUAN + 1
    city.world.wait(city.midnight(0) - city.now)
    assert funded(city, terms, 100 * YUAN) == 100 * YUAN


def test_a_funders_limits_count_what_becomes_others_own_by_another_program(city: City) -> None:
    between = city.draft(red(rest=Rest("program", city.draft(FREE, days=30))), days=20)
    assert funded(city, red(rest=Rest("program", between)), 100 * YUAN + 1) == "limit_daily_exceeded"
    bound = city.draft(red(), days=30)
    assert funded(city, red(rest=Rest("program", bound)), 100 * YUAN + 1) == 100 * YUAN + 1


def test_one_payment_in_is_bound_by_the_limit_of_one_payment(city: City) -> None:
    program = city.draft(FREE)
    city.world.do(SetOwnLimits(city.funder, single_minor=100 * YUAN))
    assert city.world.refusal(FundProgram(program, city.funder, 100 * YUAN + 1)).code == "limit_single_exceeded"
    assert city.world.do(FundProgram(program, city.funder, 100 * YUAN)).free_minor == 100 * YUAN
