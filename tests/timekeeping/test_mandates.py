"""What a wrong clock collected and paid stays; what is due and allowed goes on as if nothing had been."""

from itertools import count
from typing import Any

import pytest

from jiaozi.clock import DAY_US, HOUR_US, china_day
from jiaozi.errors import Failure, Refusal
from jiaozi.ids import decode_id
from jiaozi.kinds import MerchantNo, StandingPaymentNo, StoreNo, WalletNo
from jiaozi.mandates.model import CollectDebit, EndMandate, GiveMandate
from jiaozi.mandates.standing_model import (
    DUE_STATES,
    OrderStandingPayment,
    PauseStanding,
    ResumeStanding,
    StandingPayment,
    StandingState,
)
from jiaozi.mandates.store import standing_payment
from jiaozi.platform import Platform
from jiaozi.worker.standing import StandingTurns
from tests.api.conftest import Live
from tests.timekeeping.conftest import RealTown
from tests.timekeeping.test_setting import findings, set_right

pytestmark = pytest.mark.slow
_keys = count()
AHEAD_S = 70 * 86_400
"""Of the wrong clock: two months and more."""


def done(platform: Platform, command: Any) -> Any:
    """What a process makes of a command."""
    outcome = platform.run([platform.request(1, f"m{next(_keys)}", command)])[0].outcome
    assert not isinstance(outcome, Failure), outcome
    return outcome


def collect(platform: Platform, command: CollectDebit) -> Any:
    """What is left of the period, or why nothing was collected."""
    outcome = done(platform, command)
    return outcome.code if isinstance(outcome, Refusal) else outcome.left_minor


def order(town: RealTown, number: StandingPaymentNo) -> StandingPayment:
    """A standing payment as it stands."""
    with town.platform.snapshot() as connection:
        found = standing_payment(connection, number)
    assert found is not None
    return found


def dues(town: RealTown, number: StandingPaymentNo) -> list[tuple[int, str]]:
    """What was written down of an order's dues, but for what was missed."""
    sql = "SELECT number, state FROM standing_dues WHERE standing_payment = ? AND state <> 2 ORDER BY number, id"
    with town.platform.snapshot() as connection:
        return [(due, DUE_STATES[state]) for due, state in connection.query(sql, (number,))]


def work(platform: Platform) -> int:
    """A worker's turn, by a process's clock."""
    turns = StandingTurns(platform)
    turns.turn()
    return turns.tended


def test_a_month_that_a_wrong_clock_has_collected_in_is_not_given_again_when_it_comes(
    town: RealTown, live: Live
) -> None:
    li, merchant = WalletNo(town.number("li")), MerchantNo(decode_id("mer", town.ids["teahouse"]))
    counter = StoreNo(decode_id("sto", town.ids["counter"]))
    given = done(town.platform, GiveMandate(li, merchant, 1_000, 1_000, "month")).mandate
    assert collect(town.unwatched(AHEAD_S), CollectDebit(given, "ahead", counter, 700)) == 300
    set_right(live)
    assert collect(town.platform, CollectDebit(given, "now", counter, 600)) == 400
    assert collect(town.platform, CollectDebit(given, "too-much", counter, 401)) == "mandate_period_exceeded"
    assert findings(town) == set()
    then = town.unwatched(AHEAD_S + 5)
    assert collect(then, CollectDebit(given, "twice", counter, 301)) == "mandate_period_exceeded"
    assert collect(then, CollectDebit(given, "the-rest", counter, 300)) == 0
    set_right(live)
    assert collect(town.platform, CollectDebit(given, "and-now", counter, 400)) == 0
    done(town.platform, EndMandate(given, li))
    assert findings(town) == set()


def test_standing_payments_go_on_when_times_are_set_right_and_pay_nothing_twice(town: RealTown, live: Live) -> None:
    li, wang = WalletNo(town.number("li")), WalletNo(town.number("wang"))
    now = town.real.now()

    def ordered(cadence: Any, starts_at: int, **more: Any) -> StandingPaymentNo:
        command = OrderStandingPayment(li, 7, cadence, starts_at, payee=wang, **more)
        return StandingPaymentNo(done(town.platform, command).standing_payment)

    daily, once = ordered("day", now + HOUR_US), ordered("once", now + DAY_US)
    ending = ordered("day", now + HOUR_US, last_day=china_day(now + HOUR_US) + 20)
    paused, weekly = ordered("day", now + HOUR_US), ordered("week", now + HOUR_US)
    done(town.platform, PauseStanding(paused, li))
    wrong = town.unwatched(AHEAD_S)
    assert work(wrong) == 4
    done(wrong, ResumeStanding(paused, li))
    assert [order(town, each).state for each in (daily, once, ending, paused, weekly)] == [0, 3, 3, 0, 0]
    newest = order(town, daily).newest
    assert newest in (70, 71)
    set_right(live)
    assert [(order(town, each).number, order(town, each).state) for each in (daily, ending, paused, weekly)] == [
        (1, StandingState.OPEN)
    ] * 4
    assert order(town, once).state == StandingState.DONE  # its only due is paid
    assert findings(town) == set()

    day = town.unwatched(2 * 3_600)
    assert work(day) == 4
    assert dues(town, daily) == [(1, "paid"), (newest, "paid")]
    assert dues(town, once) == [(1, "paid")]
    assert dues(town, paused) == [(1, "paid")]
    later = town.unwatched((newest - 1) * 86_400 + 2 * 3_600)
    work(later)
    assert dues(town, daily) == [(1, "paid"), (newest, "paid")]  # that day's was paid already: nothing more
    assert order(town, daily).number == newest + 1
    assert dues(town, ending) == [(1, "paid"), (21, "paid")]
    assert order(town, ending).state == StandingState.DONE
    set_right(live)
    assert findings(town) == set()
