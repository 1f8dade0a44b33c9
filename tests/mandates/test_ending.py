"""What a payer has allowed is over with its wallet, and with its last day."""

from jiaozi.clock import china_day
from jiaozi.mandates.model import GiveMandate, MandateState, PauseMandate
from jiaozi.mandates.standing_model import PauseStanding, ResumeStanding, StandingState
from jiaozi.wallets.changes import CloseWallet
from tests.features.world import World
from tests.mandates.street import Street


def test_what_a_wallet_has_allowed_ends_when_it_closes_and_its_merchant_is_told(world: World) -> None:
    street = Street(world, 100)
    number, paused = street.given(), street.given()
    world.do(PauseMandate(paused, street.li))
    rent, resting = (street.ordered(100, "month", "2022-05-16T09:00:00+08:00") for _ in range(2))
    world.do(PauseStanding(resting, street.li))
    kept = world.do(GiveMandate(street.stranger, street.merchant, 10, 10, "day")).mandate
    assert world.refuse(CloseWallet(street.li)) == "wallet_not_empty"
    assert street.row(number).state == MandateState.OPEN
    street.collect(number, 100)
    world.do(CloseWallet(street.li))
    assert [street.row(each).state for each in (number, paused)] == [MandateState.ENDED] * 2
    assert [street.order(each).state for each in (rent, resting)] == [StandingState.ENDED] * 2
    assert street.row(kept).state == MandateState.OPEN
    assert street.collect(number, 1) == "mandate_not_open"
    told = world.query("SELECT COUNT(*) FROM events WHERE kind = 'mandate.ended'")
    assert told == [(2,)]


def test_a_mandate_that_is_given_in_the_group_in_which_its_wallet_closes_ends_with_it(world: World) -> None:
    street = Street(world)
    given, closed = world.group(
        GiveMandate(street.stranger, street.merchant, 10, 10, "day"), CloseWallet(street.stranger)
    )
    assert closed.wallet == street.stranger
    assert street.row(given.mandate).state == MandateState.ENDED


def test_a_paused_order_is_over_when_nothing_can_be_due_any_more(world: World) -> None:
    street = Street(world)
    last = china_day(world.clock.now()) + 2
    daily = street.ordered(10, "day", "2022-05-16T09:00:00+08:00", last_day=last)
    once = street.ordered(10, "once", "2022-05-16T09:00:00+08:00")
    endless = street.ordered(10, "day", "2022-05-16T09:00:00+08:00")
    for each in (daily, once, endless):
        world.do(PauseStanding(each, street.li))
    assert street.work("2022-05-16T08:59:59+08:00") == 0
    assert street.work("2022-05-16T09:00:00+08:00") == 1
    assert street.work("2022-05-17T23:59:59.999999+08:00") == 0
    assert street.work("2022-05-18T00:00:00+08:00") == 1
    assert [street.order(each).state for each in (daily, once, endless)] == [
        StandingState.DONE, StandingState.DONE, StandingState.PAUSED,
    ]  # fmt: skip
    assert street.work("2022-07-16T09:00:00+08:00") == 0
    assert world.refuse(ResumeStanding(once, street.li)) == "standing_payment_not_open"
    world.do(ResumeStanding(endless, street.li))
    assert street.work("2022-07-17T09:00:00+08:00") == 1
    assert street.dues(endless) == [(63, "paid")]
