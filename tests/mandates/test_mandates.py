"""A merchant collects within what its payer allowed, once under each number, and not a moment longer."""

from typing import Any

import pytest

from jiaozi.clock import DAY_US, HOUR_US, china_day, parse_time
from jiaozi.kinds import MandateNo, MerchantNo
from jiaozi.mandates.giving import MANDATES_MAX
from jiaozi.mandates.model import (
    ChangeMandate,
    CollectDebit,
    EndMandate,
    ExpireMandate,
    GiveMandate,
    MandateState,
    PauseMandate,
    ResumeMandate,
)
from jiaozi.payments.merchants import SuspendMerchant
from jiaozi.payments.refund import RefundPayment
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet
from tests.features.world import MAY_2022, YUAN, World
from tests.mandates.street import Street

TODAY = china_day(parse_time(MAY_2022))


def test_a_merchant_collects_its_own_amounts_and_each_is_a_payment(world: World) -> None:
    street = Street(world)
    number = street.given(300, 1_000)
    done = world.do(CollectDebit(number, "W-2022-05", street.store, 280, "utility"))
    payment = world.payment(done.payment)
    assert (payment.payer, payment.payee, payment.store, payment.amount_minor) == (
        street.li, street.wallet, street.store, 280,
    )  # fmt: skip
    assert (payment.reference, payment.purpose, done.left_minor) == ("W-2022-05", "utility", 720)
    assert street.money() == (4_720, 280, 0)
    assert world.usage(street.li).used_today_minor == 280
    world.do(RefundPayment(done.payment, 80))
    assert street.money() == (4_800, 200, 0)
    assert street.row(number).collected_minor == 280  # a refund makes no room: it was collected


@pytest.mark.parametrize(("amount", "answer"), [(300, 700), (301, "mandate_debit_exceeded")])
def test_no_debit_is_above_the_most_at_once(world: World, amount: int, answer: Any) -> None:
    street = Street(world)
    assert street.collect(street.given(300, 1_000), amount) == answer


def test_a_period_has_room_for_so_much_and_the_next_one_begins_at_midnight_in_china(world: World) -> None:
    street = Street(world)
    world.until("2022-05-31T23:59:59.999999+08:00")
    number = street.given(300, 500)
    assert [street.collect(number, amount) for amount in (300, 201, 200, 1)] == [
        200, "mandate_period_exceeded", 0, "mandate_period_exceeded",
    ]  # fmt: skip
    world.wait(1)
    assert street.collect(number, 300) == 200
    assert world.refusal(street.debit(number, 250)).detail == "2.00 yuan left"


@pytest.mark.parametrize(
    ("cadence", "first", "same", "later"),
    [
        ("day", "2022-06-01T00:00:00+08:00", "2022-06-01T23:59:59.999999+08:00", "2022-06-02T00:00:00+08:00"),
        ("week", "2022-06-01T12:00:00+08:00", "2022-06-05T23:59:59.999999+08:00", "2022-06-06T00:00:00+08:00"),
        ("month", "2022-12-01T00:00:00+08:00", "2022-12-31T23:59:59.999999+08:00", "2023-01-01T00:00:00+08:00"),
        ("week", "2022-12-26T00:00:00+08:00", "2023-01-01T23:59:59.999999+08:00", "2023-01-02T00:00:00+08:00"),
    ],
)
def test_a_period_is_a_day_a_week_from_monday_or_a_month(
    world: World, cadence: str, first: str, same: str, later: str
) -> None:
    street = Street(world)
    world.until(first)
    number = street.given(300, 300, cadence)
    assert street.collect(number, 300) == 0
    world.until(same)
    assert street.collect(number, 1) == "mandate_period_exceeded"
    world.until(later)
    assert street.collect(number, 300) == 0


def test_a_number_is_collected_once_whatever_key_amount_or_store_comes_with_it(world: World) -> None:
    street = Street(world)
    number = street.given()
    first = world.result(street.debit(number, 100, "A-1"), key="k")
    again = world.result(CollectDebit(number, "A-1", street.store, 100), key="k")
    assert (again.replayed, again.outcome) == (True, first.outcome)
    assert street.collect(number, 100, "A-1") == "debit_number_used"
    assert street.collect(number, 1, "A-1") == "debit_number_used"
    assert world.group(*[street.debit(number, 10, "A-2") for _ in range(3)])[1:] == [
        ("debit_number_used", "", ""), ("debit_number_used", "", ""),
    ]  # fmt: skip
    world.do(EndMandate(number, street.li))
    assert street.collect(number, 100, "A-1") == "debit_number_used"  # told also afterwards: it was collected
    assert street.money() == (4_890, 110, 0)


def test_what_was_refused_may_be_collected_under_its_number_later(world: World) -> None:
    street = Street(world, 100)
    number = street.given()
    assert street.collect(number, 200, "A-1") == "payer_cannot_pay"
    world.fund(street.li, 500)
    assert street.collect(number, 200, "A-1") == 800


def test_the_payer_pauses_resumes_and_ends_it_and_the_merchant_is_not_asked(world: World) -> None:
    street = Street(world)
    number = street.given()
    world.do(PauseMandate(number, street.li))
    assert world.refusal(street.debit(number, 10)) == ("mandate_not_open", "paused", "")
    assert world.refuse(PauseMandate(number, street.li)) == "mandate_not_open"
    world.do(ResumeMandate(number, street.li))
    assert world.refuse(ResumeMandate(number, street.li)) == "mandate_not_paused"
    assert street.collect(number, 10) == 990
    world.do(EndMandate(number, street.li))
    assert world.refusal(street.debit(number, 10)) == ("mandate_not_open", "ended", "")
    for act in (PauseMandate, ResumeMandate, EndMandate):
        assert world.refuse(act(number, street.li)) == "mandate_not_open"
    assert world.refuse(ChangeMandate(number, street.li, 5, 5)) == "mandate_not_open"


def test_only_its_own_payer_changes_it(world: World) -> None:
    street = Street(world)
    number = street.given()
    for payer in (street.stranger, street.wallet):
        for act in (PauseMandate, ResumeMandate, EndMandate):
            assert world.refuse(act(number, payer)) == "mandate_not_found"
        assert world.refuse(ChangeMandate(number, payer, 5, 5)) == "mandate_not_found"
    assert world.refuse(PauseMandate(MandateNo(7), street.li)) == "mandate_not_found"
    assert world.refuse(CollectDebit(MandateNo(7), "A", street.store, 5)) == "mandate_not_found"


def test_a_new_maximum_holds_from_then_on_and_what_was_collected_counts(world: World) -> None:
    street = Street(world)
    number = street.given(300, 500)
    assert street.collect(number, 300) == 200
    assert world.do(ChangeMandate(number, street.li, 600, 900)).version == 2
    assert street.collect(number, 601) == "mandate_debit_exceeded"
    assert street.collect(number, 600) == 0
    world.do(ChangeMandate(number, street.li, 50, 100))
    assert street.collect(number, 10) == "mandate_period_exceeded"
    assert world.query("SELECT version, per_debit_minor, per_period_minor FROM mandate_terms ORDER BY version") == [
        (1, 300, 500), (2, 600, 900), (3, 50, 100),
    ]  # fmt: skip


def test_a_change_keeps_what_it_leaves_out_and_lifts_what_it_says(world: World) -> None:
    street = Street(world)
    number = street.given(last_day=TODAY + 30, debits_max=5)

    def bounds() -> tuple[int, int]:
        row = street.row(number)
        return row.last_day - TODAY if row.last_day else 0, row.debits_max

    world.do(ChangeMandate(number, street.li, 10, 20))
    assert bounds() == (30, 5)
    world.do(ChangeMandate(number, street.li, 10, 20, last_day=TODAY + 60))
    assert bounds() == (60, 5)
    world.do(ChangeMandate(number, street.li, 10, 20, lifts=("debits_max",)))
    assert bounds() == (60, 0)
    both = ChangeMandate(number, street.li, 10, 20, last_day=TODAY + 1, lifts=("last_day",))
    assert world.refuse(both) == "request_malformed"
    world.do(ChangeMandate(number, street.li, 10, 20, debits_max=7, lifts=("last_day",)))
    assert bounds() == (0, 7)


def test_it_is_in_force_from_its_first_day_to_the_end_of_its_last(world: World) -> None:
    street = Street(world)
    today = china_day(world.clock.now())
    number = street.given(first_day=today + 1, last_day=today + 2)
    assert street.collect(number, 10) == "mandate_not_in_force"
    world.until("2022-05-16T00:00:00+08:00")
    assert street.collect(number, 10) == 990
    assert world.refuse(ExpireMandate(number)) == "mandate_not_expired"
    world.until("2022-05-17T23:59:59.999999+08:00")
    assert street.collect(number, 10) == 980
    world.wait(1)
    assert street.collect(number, 10) == "mandate_not_in_force"
    street.work()
    assert street.row(number).state == MandateState.ENDED
    assert world.refuse(ExpireMandate(number)) == "mandate_not_open"


def test_a_paused_one_ends_too_and_one_prolonged_goes_on(world: World) -> None:
    street = Street(world)
    today = china_day(world.clock.now())
    paused, prolonged = (street.given(last_day=today) for _ in range(2))
    world.do(PauseMandate(paused, street.li))
    world.do(ChangeMandate(prolonged, street.li, 300, 1_000, lifts=("last_day",)))
    world.wait(DAY_US)
    street.work()
    assert [street.row(each).state for each in (paused, prolonged)] == [MandateState.ENDED, MandateState.OPEN]


def test_the_last_debit_that_it_allows_ends_it(world: World) -> None:
    street = Street(world)
    number = street.given(debits_max=2)
    assert [street.collect(number, 10) for _ in range(3)] == [990, 980, "mandate_not_open"]
    more = street.given(debits_max=3)
    street.collect(more, 10)
    assert world.refuse(ChangeMandate(more, street.li, 300, 1_000, debits_max=1)) == "request_malformed"
    world.do(ChangeMandate(more, street.li, 300, 1_000, debits_max=2))
    assert [street.collect(more, 10) for _ in range(2)] == [980, "mandate_not_open"]


def test_money_limits_freezes_and_closing_are_as_of_any_payment_and_the_merchant_hears_one_thing(world: World) -> None:
    street = Street(world, 4_900 * YUAN)
    number = street.given(3_000 * YUAN, 100_000 * YUAN)
    assert street.collect(number, 2_001 * YUAN) == "payer_cannot_pay"  # single payment, class IV
    assert [street.collect(number, 2_000 * YUAN) for _ in range(2)] == [98_000 * YUAN, 96_000 * YUAN]
    assert street.collect(number, 1_001 * YUAN) == "payer_cannot_pay"  # the day's limit
    world.wait(DAY_US)
    assert street.collect(number, 901 * YUAN) == "payer_cannot_pay"  # its money
    world.do(FreezeWallet(street.li, "out", "an order"))
    assert street.collect(number, 10) == "payer_cannot_pay"
    world.do(FreezeWallet(street.wallet, "all", "an order"))
    assert street.collect(number, 10) == "wallet_frozen"  # its own side it is told
    empty = world.person(street.bank)
    given = world.do(GiveMandate(empty, street.merchant, 10, 10, "day")).mandate
    world.do(CloseWallet(empty))
    assert street.row(given).state == MandateState.ENDED


def test_a_closed_wallet_pays_nothing(world: World) -> None:
    street = Street(world, 100)
    number = street.given()
    street.collect(number, 100)
    world.do(CloseWallet(street.li))
    assert street.collect(number, 100) == "mandate_not_open"
    assert world.refuse(GiveMandate(street.li, street.merchant, 10, 10, "day")) == "wallet_closed"


def test_amounts_are_no_ruler_of_what_a_payer_has(world: World) -> None:
    street = Street(world, 200)
    number = street.given()
    tried = [street.collect(number, amount) for amount in (300, 290, 280, 270, 260, 200, 10)]
    assert tried == ["payer_cannot_pay"] * 7  # from the sixth on the payer was not asked
    assert street.row(number).refusals == 5
    world.until("2022-05-16T00:00:00+08:00")
    assert street.collect(number, 200) == 800


def test_a_store_of_another_merchant_s_collects_nothing(world: World) -> None:
    street = Street(world)
    number, other = street.given(), world.shop(street.bank)
    beside = world.shop(street.bank, street.wallet)  # paid into the same wallet
    for store in (other, beside):
        assert world.refuse(CollectDebit(number, "A-1", store, 10)) == "store_not_found"
    world.do(SuspendMerchant(street.merchant, suspended=True))
    assert street.collect(number, 10) == "merchant_suspended"
    assert world.refuse(GiveMandate(street.li, street.merchant, 10, 10, "day")) == "merchant_suspended"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"per_debit_minor": 0}, "amount_invalid"),
        ({"per_period_minor": 299}, "request_malformed"),
        ({"cadence": "once"}, "request_malformed"),
        ({"cadence": "year"}, "request_malformed"),
        ({"first_day": TODAY - 1}, "request_malformed"),
        ({"first_day": TODAY + 367}, "request_malformed"),
        ({"last_day": TODAY - 1}, "request_malformed"),
        ({"debits_max": 10_001}, "request_malformed"),
        ({"debits_max": -1}, "request_malformed"),
        ({"reference": " "}, "reference_invalid"),
        ({"merchant": MerchantNo(7)}, "merchant_not_found"),
        ({"payer": 7}, "wallet_not_found"),
    ],
)
def test_what_contradicts_itself_or_is_not_there_is_refused(world: World, more: dict[str, Any], code: str) -> None:
    street = Street(world)
    terms = {"payer": street.li, "merchant": street.merchant, "per_debit_minor": 300, "per_period_minor": 1_000}
    assert world.refuse(GiveMandate(**terms | {"cadence": "month"} | more)) == code


def test_who_is_paid_gives_itself_no_mandate_and_a_wallet_has_so_many(world: World) -> None:
    street = Street(world)
    assert world.refuse(GiveMandate(street.wallet, street.merchant, 10, 10, "day")) == "accounts_same"
    commands = [GiveMandate(street.li, street.merchant, 10, 10, "day") for _ in range(MANDATES_MAX + 1)]
    made = world.group(*commands[:60]) + world.group(*commands[60:])
    assert [getattr(each, "code", "") for each in made] == [""] * MANDATES_MAX + ["mandates_exceeded"]
    world.do(EndMandate(made[0].mandate, street.li))
    world.do(commands[0])


@pytest.mark.parametrize("number", ["", "a b", "x" * 33, "账单", "a\n"])
def test_a_number_is_letters_digits_and_dashes(world: World, number: str) -> None:
    street = Street(world)
    given = street.given()
    assert world.refuse(CollectDebit(given, number, street.store, 10)) == "request_malformed"


def test_each_step_is_told_once(world: World) -> None:
    street = Street(world)
    number = street.given(debits_max=1)
    world.do(PauseMandate(number, street.li))
    world.do(ResumeMandate(number, street.li))
    world.do(ChangeMandate(number, street.li, 50, 60, debits_max=1))
    street.collect(number, 40)
    told = [kind for (kind,) in world.query("SELECT kind FROM events WHERE kind LIKE 'mandate.%' ORDER BY group_id, n")]
    steps = ("given", "paused", "resumed", "changed", "collected", "ended")
    assert told == [f"mandate.{each}" for each in steps]


def test_a_clock_that_is_behind_at_midnight_gives_no_second_period(world: World) -> None:
    street = Street(world)
    world.until("2022-05-31T23:59:59+08:00")
    number = street.given(300, 300)
    ahead = world.clock.now() + 10_000_000
    assert world.do(street.debit(number, 300), at=ahead).left_minor == 0
    assert street.row(number).period_minor == 300
    assert street.collect(number, 300) == "mandate_period_exceeded"  # the clock is still in May
    world.wait(HOUR_US)
    assert street.collect(number, 1) == "mandate_period_exceeded"


def test_a_wrong_clock_that_collected_in_years_to_come_takes_no_room_and_gives_none(unsound_world: World) -> None:
    street = Street(unsound_world)
    number = street.given(300, 500)
    assert street.collect(number, 300) == 200
    far = "period_day = period_day + 3650, period_minor = 0, collected_at = collected_at + 315360000000000"
    unsound_world.tamper(f"UPDATE mandates SET {far}, refused_day = 30000, refusals = 5")
    assert street.collect(number, 201) == "mandate_period_exceeded"
    assert [street.collect(number, 150), street.collect(number, 50)] == [50, 0]
    assert street.row(number).period_minor == 500
