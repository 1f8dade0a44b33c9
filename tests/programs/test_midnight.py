"""24:00 in China, at the end of a month, of a February and of a year, too: what ends then ends for all at once."""

import pytest

from jiaozi.clock import format_time
from jiaozi.payments.refund import RefundPayment
from jiaozi.programs.claiming import ClaimProgram
from jiaozi.programs.model import ProgramState
from jiaozi.programs.terms import Hours, When
from tests.features.conftest import OpenWorld
from tests.features.world import YUAN
from tests.programs.city import City, red

EVENINGS = (
    "2020-10-18T20:00:00+08:00",  # the Luohu envelopes' last
    "2020-10-31T20:00:00+08:00",
    "2021-02-28T20:00:00+08:00",
    "2024-02-28T20:00:00+08:00",
    "2024-02-29T20:00:00+08:00",
    "2020-12-31T20:00:00+08:00",
    "2025-12-31T20:00:00+08:00",  # from the next instant on, banks' wallets are deposits
)


@pytest.fixture(params=EVENINGS, ids=lambda at: at[:10])
def evening(request: pytest.FixtureRequest, open_world: OpenWorld) -> City:
    """A city in the evening of a last day."""
    return City(open_world(request.param))


def until_midnight(city: City, days: int = 0, before: int = 0) -> None:
    """Lets the time pass until so many microseconds `before` 24:00 of the day that is so many days after today."""
    city.world.wait(city.midnight(days) - city.now - before)


def test_a_program_pays_until_the_last_microsecond_and_then_gives_all_back(evening: City) -> None:
    program, before = evening.program(days=0), evening.world.balance(evening.funder)
    li, wang = evening.person(), evening.person()
    for wallet in (li, wang):
        evening.claim(program, wallet)
    until_midnight(evening, before=1)
    evening.pay(li, 50 * YUAN)
    assert evening.reclaim(program) == (0, 0)
    evening.world.wait(1)
    assert evening.refuse(li, 50 * YUAN) == ("insufficient_funds", "")
    assert evening.reclaim(program) == (2, 950 * YUAN)
    assert evening.figures(program) == (1_000, 0, 0, 50, 950)
    assert evening.world.balance(evening.funder) == before + 950 * YUAN
    assert evening.row(program).state == ProgramState.ENDED


def test_a_claim_of_one_day_ends_at_its_own_midnight_whenever_it_was_taken(evening: City) -> None:
    program = evening.program(red(per_wallet=0, when=When(valid_days=1)), days=40)
    li = evening.person()
    until_midnight(evening, before=1)
    first = evening.claim_row(evening.claim(program, li))
    evening.world.wait(1)
    second = evening.claim_row(evening.claim(program, li))
    assert (second.claimed_at - first.claimed_at, first.expires_at) == (1, second.claimed_at)
    assert second.expires_at == evening.midnight(0)
    assert evening.reclaim(program) == (1, 0)
    evening.pay(li, 200 * YUAN)


def test_claims_are_given_until_midnight(evening: City) -> None:
    end = evening.midnight(0)
    program = evening.program(days=3, claims_until=end)
    until_midnight(evening, before=1)
    evening.claim(program, evening.person())
    evening.world.wait(1)
    late = evening.world.refusal(ClaimProgram(program, evening.person()))
    assert (late.code, late.detail) == ("program_not_open", f"claims ended {format_time(end)}")


def test_the_uses_of_a_day_are_new_at_midnight_in_china_and_not_eight_hours_later(evening: City) -> None:
    program, li = evening.program(red(per_day=1), days=3), evening.person(1_000 * YUAN)
    evening.claim(program, li)
    until_midnight(evening, before=1)
    assert len(evening.sources(evening.pay(li, YUAN))) == 1
    assert evening.sources(evening.pay(li, YUAN)) == []
    evening.world.wait(1)
    assert len(evening.sources(evening.pay(li, YUAN))) == 1
    until_midnight(evening, before=1)
    assert evening.sources(evening.pay(li, YUAN)) == []


def test_hours_and_weekdays_turn_at_midnight(open_world: OpenWorld) -> None:
    """It is a Sunday evening, on which it is still Sunday in London when Monday begins."""
    city = City(open_world("2020-10-18T20:00:00+08:00"))
    last, monday = Hours(1_439, 1_440), When(weekdays=(1,), hours=(Hours(0, 1),))
    sunday, li = When(weekdays=(7,), hours=(last,)), city.person(1_000 * YUAN)
    claims = {when: city.claim(city.program(red(when=when), days=3), li) for when in (sunday, monday)}
    until_midnight(city, before=60_000_000)
    assert [row.claim for row in city.sources(city.pay(li, YUAN))] == [claims[sunday]]
    city.world.wait(59_999_999)
    assert [row.claim for row in city.sources(city.pay(li, YUAN))] == [claims[sunday]]
    city.world.wait(1)
    assert [row.claim for row in city.sources(city.pay(li, YUAN))] == [claims[monday]]
    city.world.wait(60_000_000)
    assert city.sources(city.pay(li, YUAN)) == []


def test_a_refund_a_microsecond_after_midnight_goes_to_the_funder_and_one_before_to_the_holder(evening: City) -> None:
    program, li = evening.program(days=0), evening.person()
    evening.claim(program, li)
    payment = evening.pay(li, 200 * YUAN)
    until_midnight(evening, before=1)
    evening.world.do(RefundPayment(payment, 80 * YUAN))
    assert evening.figures(program) == (1_000, 800, 80, 120, 0)
    evening.world.wait(1)
    evening.world.do(RefundPayment(payment, 120 * YUAN))
    assert evening.figures(program) == (1_000, 920, 80, 0, 0)
    assert evening.reclaim(program) == (1, 1_000 * YUAN)
