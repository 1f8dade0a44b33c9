"""Standing payments: each due is paid once, on its day, whatever happened meanwhile."""

from typing import Any

import pytest

from jiaozi.clock import china_day, parse_time
from jiaozi.kinds import StandingPaymentNo, StoreNo, WalletNo
from jiaozi.mandates.standing import MISSED_MAX, STANDING_MAX, TRIES_MAX
from jiaozi.mandates.standing_model import (
    EndStanding,
    OrderStandingPayment,
    PauseStanding,
    ResumeStanding,
    StandingState,
    TendStanding,
)
from jiaozi.payments.pay import Pay
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from tests.features.conftest import OpenWorld
from tests.features.world import World
from tests.mandates.street import Street


def at(on: str, time: str = "09:00:00") -> str:
    """A moment of 2022."""
    return f"2022-{on}T{time}+08:00"


def day(text: str) -> int:
    """A day of 2022."""
    return china_day(parse_time(at(text)))


def test_a_month_s_rent_is_paid_on_its_day_and_the_31st_is_the_last_of_a_shorter_month(world: World) -> None:
    street = Street(world)
    number = street.ordered(100, "month", at("05-31"), reference="rent")
    paid = []
    for on in ("05-31", "06-30", "07-31", "08-31", "09-30"):
        assert street.work(at(on, "08:59:59.999999")) == 0
        assert street.work(at(on)) == 1
        assert street.work() == 0
        paid.append(street.order(number).times_paid)
    assert paid == [1, 2, 3, 4, 5]
    assert street.money() == (4_500, 0, 500)
    sql = "SELECT p.reference, p.purpose FROM standing_dues d JOIN payments p ON p.id = d.payment"
    assert world.query(sql) == [("rent", "")] * 5


def test_a_day_of_the_month_is_kept_where_the_first_month_has_it_not(world: World) -> None:
    street = Street(world)
    street.ordered(100, "month", at("06-30"), on_day=31)
    assert [street.work(at(on)) for on in ("06-30", "07-30", "07-31", "08-31")] == [1, 0, 1, 1]


def test_once_daily_and_weekly_go_to_a_store_or_a_wallet(world: World) -> None:
    street = Street(world)
    once = street.ordered(1_000, "once", at("05-16"))
    daily = street.ordered(10, "day", at("05-16"), store=street.store, last_day=day("05-18"))
    weekly = street.ordered(100, "week", at("05-16"))
    for on in ("05-16", "05-17", "05-18", "05-19", "05-23", "05-30"):
        street.work(at(on))
    assert [street.dues(each) for each in (once, daily, weekly)] == [
        [(1, "paid")],
        [(1, "paid"), (2, "paid"), (3, "paid")],
        [(1, "paid"), (2, "paid"), (3, "paid")],
    ]
    assert [street.order(each).state for each in (once, daily, weekly)] == [
        StandingState.DONE, StandingState.DONE, StandingState.OPEN,
    ]  # fmt: skip
    assert street.money() == (3_670, 30, 1_300)


def test_of_what_came_while_nobody_looked_the_latest_is_paid_and_the_rest_is_missed(world: World) -> None:
    street = Street(world)
    daily, monthly = street.ordered(10, "day", at("05-20")), street.ordered(100, "month", at("05-20"))
    street.work(at("05-20"))
    street.work(at("07-22", "12:00:00"))
    assert street.dues(monthly) == [(1, "paid"), (2, "missed"), (3, "paid")]
    assert street.dues(daily) == [(1, "paid"), *((n, "missed") for n in range(2, 64)), (64, "paid")]
    assert street.money() == (4_780, 0, 220)
    assert street.work(at("07-23", "08:59:59")) == 0
    assert street.work(at("07-23")) == 1


def test_what_was_missed_is_written_down_some_at_a_time(world: World) -> None:
    street = Street(world)
    number = street.ordered(10, "day", at("05-20"))
    world.until("2023-03-05T12:00:00+08:00")  # 290 dues have come
    tended = 0
    while street.work():
        tended += 1
    assert tended == 290 // MISSED_MAX + 1
    assert street.dues(number) == [*((n, "missed") for n in range(1, 290)), (290, "paid")]


def test_the_last_due_is_paid_late_where_all_is_over_by_then(world: World) -> None:
    street = Street(world)
    number = street.ordered(10, "day", at("05-20"), last_day=day("05-22"))
    street.work(at("06-20"))
    assert street.dues(number) == [(1, "missed"), (2, "missed"), (3, "paid")]
    assert street.order(number).state == StandingState.DONE


def test_a_due_without_money_is_tried_again_on_its_day_and_paid_when_there_is_some(world: World) -> None:
    street = Street(world, 50)
    number = street.ordered(100, "month", at("05-20"))
    assert street.work(at("05-20")) == 1
    assert (street.order(number).tries, street.order(number).code) == (1, "insufficient_funds")
    assert street.work(at("05-20", "11:59:59.999999")) == 0
    world.fund(street.li, 100)
    assert street.work(at("05-20", "12:00:00")) == 1
    assert street.dues(number) == [(1, "paid")]
    assert street.order(number).tries == 0
    assert street.money() == (50, 0, 100)


def test_after_the_last_try_it_has_failed_with_its_code_and_the_next_one_comes(world: World) -> None:
    street = Street(world, 50)
    number = street.ordered(100, "month", at("05-20"))
    assert [street.work(at("05-20", f"{hour:02}:00:00")) for hour in range(9, 24)].count(1) == TRIES_MAX
    assert street.dues(number) == [(1, "insufficient_funds")]
    world.fund(street.li, 100)
    assert street.work(at("05-21")) == 0
    assert street.work(at("06-20")) == 1
    assert street.dues(number) == [(1, "insufficient_funds"), (2, "paid")]


def test_no_try_is_on_another_day(world: World) -> None:
    street = Street(world, 50)
    late = street.ordered(100, "day", at("05-20", "18:00:00"))
    last = street.ordered(100, "once", at("05-20", "21:00:00"))
    for hour in ("18", "21", "23"):
        street.work(at("05-20", f"{hour}:00:00"))
    assert street.dues(late) == [(1, "insufficient_funds")]
    assert street.dues(last) == [(1, "insufficient_funds")]  # three hours on it is midnight
    assert (street.order(last).state, street.order(late).state) == (StandingState.DONE, StandingState.OPEN)
    assert world.query("SELECT tries FROM standing_dues ORDER BY standing_payment") == [(2,), (1,)]


def test_what_was_tried_before_a_later_one_came_has_failed_and_was_not_missed(world: World) -> None:
    street = Street(world, 50)
    number = street.ordered(100, "day", at("05-20"))
    street.work(at("05-20"))
    world.fund(street.li, 100)
    street.work(at("05-22"))
    assert street.dues(number) == [(1, "insufficient_funds"), (2, "missed"), (3, "paid")]


def test_a_paused_one_pays_nothing_and_goes_on_with_what_is_still_to_come(world: World) -> None:
    street = Street(world)
    number = street.ordered(100, "month", at("05-20"))
    world.do(PauseStanding(number, street.li))
    assert world.refuse(PauseStanding(number, street.li)) == "standing_payment_not_open"
    assert street.work(at("06-25")) == 0
    assert world.refuse(TendStanding(number, 1)) == "standing_payment_not_due"
    world.do(ResumeStanding(number, street.li))
    assert world.refuse(ResumeStanding(number, street.li)) == "standing_payment_not_paused"
    assert street.work() == 0
    assert street.work(at("07-20")) == 1
    assert street.dues(number) == [(3, "paid")]


def test_pausing_or_ending_gives_up_a_due_that_was_refused(world: World) -> None:
    street = Street(world, 50)
    paused, ended = street.ordered(100, "day", at("05-20")), street.ordered(100, "day", at("05-20"))
    street.work(at("05-20"))
    world.do(PauseStanding(paused, street.li))
    world.do(EndStanding(ended, street.li))
    assert street.dues(paused) == street.dues(ended) == [(1, "insufficient_funds")]
    world.do(ResumeStanding(paused, street.li))
    world.fund(street.li, 500)
    street.work(at("05-21"))
    assert street.dues(paused)[1:] == [(2, "paid")]
    assert street.dues(ended)[1:] == []
    for act in (PauseStanding, ResumeStanding, EndStanding):
        assert world.refusal(act(ended, street.li)) == ("standing_payment_not_open", "ended", "")


def test_one_that_is_resumed_after_its_end_is_done(world: World) -> None:
    street = Street(world)
    number = street.ordered(100, "once", at("05-20"))
    world.do(PauseStanding(number, street.li))
    world.until(at("05-21"))
    assert world.do(ResumeStanding(number, street.li)).state == "done"
    assert street.work() == 0
    assert street.dues(number) == []


def test_an_order_is_its_payer_s_alone(world: World) -> None:
    street = Street(world)
    number = street.ordered(100, "day", at("05-20"))
    for act in (PauseStanding, ResumeStanding, EndStanding):
        assert world.refuse(act(number, street.landlord)) == "standing_payment_not_found"
        assert world.refuse(act(StandingPaymentNo(7), street.li)) == "standing_payment_not_found"


def test_a_due_is_asked_for_once_whoever_asks_again(world: World) -> None:
    street = Street(world)
    number = street.ordered(100, "day", at("05-20"))
    assert world.refuse(TendStanding(number, 1)) == "standing_payment_not_due"
    world.until(at("05-20"))
    outcomes = world.group(*[TendStanding(number, 1) for _ in range(4)])
    assert [getattr(each, "code", "") for each in outcomes] == [""] + ["standing_payment_not_due"] * 3
    assert street.money() == (4_900, 0, 100)


def test_the_payer_s_freeze_and_the_payee_s_are_told_as_of_any_payment(world: World) -> None:
    street = Street(world)
    frozen = street.ordered(100, "once", at("05-20", "23:00:00"))
    world.do(FreezeWallet(street.landlord, "all", "an order"))
    street.work(at("05-20", "23:00:00"))
    assert street.dues(frozen) == [(1, "payee_cannot_receive")]
    command = OrderStandingPayment(street.li, 5, "once", parse_time(at("05-21", "23:00:00")), payee=WalletNo(7))
    nobody = world.do(command).standing_payment
    street.work(at("05-21", "23:00:00"))
    assert street.dues(nobody) == [(1, "payee_cannot_receive")]  # whether there is such a wallet, is not told
    own = street.ordered(100, "once", at("05-22", "23:00:00"), store=street.store)
    world.do(FreezeWallet(street.li, "out", "an order"))
    street.work(at("05-22", "23:00:00"))
    assert street.dues(own) == [(1, "wallet_frozen")]


def test_with_its_payer_s_wallet_an_order_ends(world: World) -> None:
    street = Street(world, 100)
    number = street.ordered(100, "day", at("05-20"))
    street.work(at("05-20"))
    world.do(CloseWallet(street.li))
    assert street.order(number).state == StandingState.ENDED
    assert street.work(at("05-22")) == 0
    assert street.dues(number) == [(1, "paid")]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"amount_minor": 0}, "amount_invalid"),
        ({"reference": ""}, "reference_invalid"),
        ({"purpose": "x" * 41}, "request_malformed"),
        ({"payee": WalletNo(0)}, "request_malformed"),
        ({"store": StoreNo(7)}, "request_malformed"),
        ({"payee": WalletNo(0), "store": StoreNo(7)}, "store_not_found"),
        ({"starts_at": parse_time(at("05-15", "12:00:00"))}, "request_malformed"),
        ({"starts_at": parse_time("2023-05-17T12:00:00+08:00")}, "request_malformed"),
        ({"on_day": 5}, "request_malformed"),
        ({"last_day": 19_000}, "request_malformed"),
        ({"last_day": 40_001}, "request_malformed"),
        ({"cadence": "year"}, "request_malformed"),
        ({"cadence": "once", "last_day": 20_000}, "request_malformed"),
        ({"payer": WalletNo(7)}, "wallet_not_found"),
    ],
)
def test_what_contradicts_itself_or_is_not_there_is_refused(world: World, more: dict[str, Any], code: str) -> None:
    street = Street(world)
    order: dict[str, Any] = {
        "payer": street.li,
        "amount_minor": 10,
        "cadence": "month",
        "starts_at": parse_time(at("05-20")),
    }
    assert world.refuse(OrderStandingPayment(**order | {"payee": street.landlord} | more)) == code


def test_nobody_orders_for_oneself_and_a_wallet_has_so_many(world: World) -> None:
    street = Street(world)
    starts = parse_time(at("05-20"))
    assert world.refuse(OrderStandingPayment(street.li, 5, "day", starts, payee=street.li)) == "accounts_same"
    own = OrderStandingPayment(street.wallet, 5, "day", starts, store=street.store)
    assert world.refuse(own) == "accounts_same"
    commands = [OrderStandingPayment(street.li, 5, "day", starts, payee=street.landlord)] * (STANDING_MAX + 1)
    made = world.group(*commands[:60]) + world.group(*commands[60:])
    assert [getattr(each, "code", "") for each in made] == [""] * STANDING_MAX + ["standing_payments_exceeded"]


def test_what_became_of_each_due_is_told_to_the_payer_s_operator(world: World) -> None:
    street = Street(world, 50)
    number = street.ordered(100, "day", at("05-20", "22:00:00"))
    street.work(at("05-20", "22:00:00"))
    world.fund(street.li, 100)
    street.work(at("05-22", "22:00:00"))
    told = world.query("SELECT kind, owner FROM events WHERE kind LIKE 'standing_payment.%' ORDER BY group_id, n")
    assert told == [(f"standing_payment.{each}", street.bank) for each in ("failed", "missed", "paid")]
    assert street.dues(number) == [(1, "insufficient_funds"), (2, "missed"), (3, "paid")]


def test_the_worker_s_tries_use_up_nothing_that_a_person_may_hear_nor_the_other_way_round(world: World) -> None:
    street = Street(world, 5_000)
    number = street.ordered(100, "day", at("05-16", "00:00:00"))
    held = world.do(FreezeWallet(street.landlord, "all", "an order")).freeze
    for hour in ("00", "03", "06", "09", "12"):
        street.work(at("05-16", f"{hour}:00:00"))
    assert street.dues(number) == [(1, "payee_cannot_receive")]
    by_hand = Pay(street.li, 100, "person", payee=street.landlord)
    for _ in range(4):
        assert world.refuse(by_hand) == "payee_cannot_receive"
    world.do(UnfreezeWallet(street.landlord, held))
    world.do(by_hand)  # the fifth of her own is heard
    held = world.do(FreezeWallet(street.landlord, "all", "an order")).freeze
    assert [world.refuse(by_hand) for _ in range(2)] == ["payee_cannot_receive"] * 2
    world.do(UnfreezeWallet(street.landlord, held))
    assert world.refuse(by_hand) == "payee_cannot_receive"  # unheard now
    once = street.ordered(100, "once", at("05-16", "15:00:00"))
    street.work(at("05-16", "15:00:00"))
    assert street.dues(once) == [(1, "paid")]


def test_orders_are_no_ruler_of_what_a_payee_may_hold(world: World) -> None:
    """Each due is heard as a payment of its amount would be: of so many that a payee refused in a day no more are."""
    street = Street(world, 5_000)
    held = world.do(FreezeWallet(street.landlord, "all", "an order")).freeze
    numbers = [street.ordered(amount, "once", at("05-16", "09:00:00")) for amount in range(10, 17)]
    street.work(at("05-16"))
    assert [street.order(each).tries for each in numbers[:5]] == [1] * 5
    assert [street.dues(each) for each in numbers[5:]] == [[(1, "payee_cannot_receive")]] * 2  # not tried again
    world.do(UnfreezeWallet(street.landlord, held))
    street.work(at("05-16", "12:00:00"))
    assert [street.dues(each) for each in numbers[:5]] == [[(1, "paid")]] * 5
    late = street.ordered(20, "once", at("05-16", "13:00:00"))
    street.work(at("05-16", "13:00:00"))
    assert street.dues(late) == [(1, "payee_cannot_receive")]


def test_an_order_that_its_payer_s_own_rule_never_lets_be_paid_is_refused_when_it_is_ordered(
    open_world: OpenWorld,
) -> None:
    world = open_world("2024-06-01T09:00:00+08:00")
    boc = world.bank("boc")
    visitor = world.person(boc, prefix="+852")
    friend, store = world.person(boc), world.shop(boc)
    starts = parse_time("2024-06-02T09:00:00+08:00")
    refusal = world.refusal(OrderStandingPayment(visitor, 100, "month", starts, payee=friend))
    assert (refusal.code, refusal.detail) == ("usage_not_allowed", "person to person")
    world.do(OrderStandingPayment(visitor, 100, "month", starts, store=store))


def test_dates_that_do_not_fit_are_named(world: World) -> None:
    street = Street(world)

    def said(starts_at: str, cadence: Any = "month", **more: Any) -> str:
        command = OrderStandingPayment(street.li, 10, cadence, parse_time(starts_at), payee=street.landlord, **more)
        code, detail, _ = world.refusal(command)
        assert code == "request_malformed"
        return detail.partition(":")[0]

    assert said(at("05-14")) == "starts_at"
    assert said("2024-05-15T09:00:00+08:00") == "starts_at"
    assert said(at("05-20"), on_day=21) == "on_day"
    assert said(at("05-20"), last_day=day("05-19")) == "last_day"
    assert said(at("05-20"), "once", last_day=day("05-21")) == "last_day"
    assert said(at("05-20"), last_day=40_001) == "last_day"
