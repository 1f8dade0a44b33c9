"""What is prepaid stays the consumer's until it is used; she has the rest back when she likes, and nobody else does."""

import pytest

from jiaozi.clock import DAY_US, HOUR_US
from jiaozi.kinds import MerchantNo, PaymentNo, PrepaidNo, PrepaidPlanNo, StoreNo
from jiaozi.locks.model import EndLock
from jiaozi.payments.holds import CaptureHold, ExpireHold, ReleaseHold
from jiaozi.payments.merchants import SuspendMerchant
from jiaozi.payments.pay import Pay
from jiaozi.payments.promises import GRACE_US, TRY_AGAIN_US
from jiaozi.payments.refund import RefundPayment
from jiaozi.payments.refused import per_day
from jiaozi.payments.store import expired_holds
from jiaozi.prepaid.model import (
    BuyPrepaid,
    MarkBankrupt,
    ObjectUse,
    OfferPlan,
    PrepaidState,
    RecordUse,
    TakeBackPrepaid,
    TendPrepaid,
    UsePrepaid,
    UseState,
    WithdrawPlan,
)
from jiaozi.prepaid.using import OBJECTION_US
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from tests.features.world import World
from tests.prepaid.gym import LESSON, Gym

OPEN, USED, RETURNED, EXPIRED, BANKRUPT = PrepaidState


@pytest.fixture
def gym(world: World) -> Gym:
    return Gym(world)


def test_buying_reserves_the_whole_and_each_use_moves_exactly_its_price(gym: Gym) -> None:
    number = gym.bought(10)
    assert gym.money() == (5_000, 4_000, 0)
    done = gym.use(number)
    assert (done.amount_minor, done.uses_left) == (LESSON, 9)
    gym.use(number, 3)
    assert gym.money() == (4_600, 4_000, 400)
    refusal = gym.world.refusal(UsePrepaid(number, gym.li, 7))
    assert (refusal.code, refusal.detail) == ("uses_exceeded", "6 left")
    gym.use(number, 6)
    assert (gym.row(number).state, gym.money()) == (USED, (4_000, 4_000, 1_000))
    for command in (UsePrepaid(number, gym.li), TakeBackPrepaid(number, gym.li), TendPrepaid(number)):
        assert gym.world.refuse(command) == "prepaid_closed"


def test_the_consumer_takes_the_rest_back_when_she_likes_and_with_it_the_day_s_limit(gym: Gym) -> None:
    number = gym.bought(10)
    gym.use(number, 4)
    back = gym.world.do(TakeBackPrepaid(number, gym.li))
    assert (back.paid_minor, back.returned_minor) == (400, 600)
    assert (gym.row(number).state, gym.money()) == (RETURNED, (4_600, 4_600, 400))
    assert gym.world.usage(gym.li).used_today_minor == 400


def test_nobody_else_uses_objects_or_takes_back(gym: Gym) -> None:
    number = gym.bought(10, by="merchant")
    use = gym.record(number)
    for who in (gym.stranger, gym.wallet):
        for command in (UsePrepaid(number, who), ObjectUse(number, who, use), TakeBackPrepaid(number, who)):
            assert gym.world.refuse(command) == "prepaid_not_found"
    assert gym.world.refuse(RecordUse(PrepaidNo(5))) == "prepaid_not_found"
    assert gym.world.refuse(RecordUse(gym.bought(1))) == "use_not_recordable"


def test_bonus_uses_come_last_and_move_no_money(gym: Gym) -> None:
    number = gym.bought(10, bonus=2)
    assert gym.money() == (5_000, 4_000, 0)
    gym.use(number, 9)
    done = gym.use(number, 2)
    assert (done.amount_minor, done.uses_left) == (LESSON, 1)
    assert gym.uses(number) == [(9, 0, 900, 1), (1, 1, 100, 1)]
    assert (gym.row(number).state, gym.money()) == (OPEN, (4_000, 4_000, 1_000))
    free = gym.use(number)
    assert (free.amount_minor, free.journal) == (0, 0)
    assert (gym.row(number).state, gym.money()) == (USED, (4_000, 4_000, 1_000))


@pytest.mark.parametrize("used", range(13))
def test_what_comes_back_is_what_was_paid_less_the_paid_uses_that_were_used(gym: Gym, used: int) -> None:
    number = gym.bought(10, bonus=2)
    if used:
        gym.use(number, used)
    if used < 12:
        returned = gym.world.do(TakeBackPrepaid(number, gym.li)).returned_minor
        assert returned == LESSON * max(0, 10 - used)
    assert gym.money() == (5_000 - LESSON * min(used, 10), 5_000 - LESSON * min(used, 10), LESSON * min(used, 10))


def test_a_recorded_use_is_paid_after_a_day_and_stays_the_consumer_s_until_then(gym: Gym) -> None:
    number = gym.bought(10, by="merchant")
    gym.record(number, 2)
    gym.world.wait(HOUR_US)
    gym.record(number)
    assert (gym.money(), gym.row(number).uses_left) == ((5_000, 4_000, 0), 7)
    gym.world.wait(OBJECTION_US - HOUR_US - 1)
    assert gym.world.refuse(TendPrepaid(number)) == "prepaid_not_due"
    assert gym.sweep() == 0
    gym.world.wait(1)
    assert (gym.sweep(), gym.sweep(), gym.money()) == (1, 0, (4_800, 4_000, 200))
    gym.world.wait(HOUR_US)
    assert (gym.sweep(), gym.money()) == (1, (4_700, 4_000, 300))
    gym.use(number, 7)
    assert gym.row(number).state == USED


def test_the_consumer_objects_for_a_day_and_not_a_microsecond_longer(gym: Gym) -> None:
    number = gym.bought(10, by="merchant")
    first, second = gym.record(number, 10), gym.world.refuse(RecordUse(number))
    assert second == "uses_exceeded"
    gym.world.wait(OBJECTION_US - 1)
    assert gym.world.do(ObjectUse(number, gym.li, first, "I was not there")).uses_left == 10
    assert gym.world.refuse(ObjectUse(number, gym.li, first)) == "use_not_waiting"
    late = gym.record(number)
    gym.world.wait(OBJECTION_US)
    assert gym.world.refuse(ObjectUse(number, gym.li, late)) == "use_not_waiting"
    gym.sweep()
    assert gym.uses(number) == [(10, 0, 1_000, UseState.OBJECTED), (1, 0, 100, UseState.USED)]
    assert gym.money() == (4_900, 4_000, 100)


def test_objections_and_confirmations_between_recorded_uses_leave_each_where_it_is(gym: Gym) -> None:
    number = gym.bought(4, bonus=1, by="merchant")
    uses = [gym.record(number) for _ in range(3)]
    gym.use(number)
    free = gym.record(number)
    assert gym.uses(number)[free - 1] == (0, 1, 0, UseState.WAITING)
    gym.world.do(ObjectUse(number, gym.li, uses[1]))
    again = gym.record(number)
    assert gym.uses(number)[again - 1] == (1, 0, LESSON, UseState.WAITING)
    gym.world.wait(OBJECTION_US)
    gym.sweep()
    assert (gym.row(number).state, gym.money()) == (USED, (4_600, 4_600, 400))


def test_taking_back_pays_what_waits_and_what_cannot_be_paid_goes_back_too(gym: Gym) -> None:
    paid, unpaid = gym.bought(10, by="merchant"), gym.bought(10, by="merchant")
    gym.record(paid, 3)
    gym.record(unpaid, 3)
    assert gym.world.do(TakeBackPrepaid(paid, gym.li, 1)).returned_minor == 700
    gym.world.do(FreezeWallet(gym.wallet, "all", "a court's order"))
    assert gym.world.do(TakeBackPrepaid(unpaid, gym.li, 1)).returned_minor == 1_000
    assert gym.uses(unpaid) == [(3, 0, 300, UseState.RETURNED)]
    assert gym.money() == (4_700, 4_700, 300)


def test_what_was_recorded_a_moment_ago_is_not_paid_before_the_consumer_has_read_it(gym: Gym) -> None:
    number = gym.bought(10, by="merchant")
    gym.record(number, 2)
    gym.record(number, 8)
    for read in (0, 1):
        refused = gym.world.refusal(TakeBackPrepaid(number, gym.li, read))
        assert (refused.code, refused.detail) == ("prepaid_unread", "2 steps")
    gym.world.do(ObjectUse(number, gym.li, 2, "I was not there"))
    back = gym.world.do(TakeBackPrepaid(number, gym.li, 1))
    assert (back.paid_minor, back.returned_minor) == (200, 800)


def test_what_nobody_could_object_to_any_more_need_not_be_read(gym: Gym) -> None:
    number = gym.bought(10, by="merchant")
    gym.record(number, 2)
    gym.world.wait(OBJECTION_US)
    assert gym.world.do(TakeBackPrepaid(number, gym.li)).paid_minor == 200


def test_taking_back_pays_what_waits_however_often_the_merchant_refused_its_consumer_today(gym: Gym) -> None:
    number = gym.bought(10, by="merchant")
    gym.record(number, 3)
    freeze = gym.world.do(FreezeWallet(gym.wallet, "all", "an order")).freeze
    for _ in range(per_day(gym.world.clock.now())):
        assert gym.world.refuse(Pay(gym.li, 1, store=gym.store)) == "payee_cannot_receive"
    gym.world.do(UnfreezeWallet(gym.wallet, freeze))
    assert gym.world.refuse(Pay(gym.li, 1, store=gym.store)) == "payee_cannot_receive"
    assert gym.world.do(TakeBackPrepaid(number, gym.li, 1)).paid_minor == 300


def test_a_suspended_merchant_sells_and_records_nothing_and_what_waits_is_paid_when_it_may_sell_again(gym: Gym) -> None:
    plan, number, other = gym.plan(10), gym.bought(10, by="merchant"), gym.bought(10, by="merchant")
    gym.record(number, 2)
    gym.record(other, 1)
    gym.world.do(SuspendMerchant(gym.merchant, suspended=True))
    closed = (
        UsePrepaid(number, gym.li), RecordUse(number), BuyPrepaid(plan, gym.li),
        OfferPlan(gym.store, "More", "更多", 1, 1, 1),
    )  # fmt: skip
    assert [gym.world.refuse(command) for command in closed] == ["merchant_suspended"] * len(closed)
    gym.world.wait(OBJECTION_US)
    gym.sweep()
    assert gym.money() == (5_000, 3_000, 0)
    assert gym.world.do(TakeBackPrepaid(other, gym.li)).returned_minor == 1_000
    gym.world.do(SuspendMerchant(gym.merchant, suspended=False))
    gym.world.wait(TRY_AGAIN_US)
    gym.sweep()
    assert gym.money() == (4_800, 4_000, 200)


@pytest.mark.parametrize("days", [0, 3, 29, 60])
def test_at_the_end_the_rest_goes_back_once_and_after_days_down_too(gym: Gym, days: int) -> None:
    number = gym.bought(10, days=730)
    gym.use(number, 4)
    gym.world.wait(730 * DAY_US - 1)
    gym.use(number)
    gym.world.wait(1)
    assert gym.world.refuse(UsePrepaid(number, gym.li)) == "prepaid_ended"
    gym.world.wait(days * DAY_US)
    with gym.world.platform.snapshot() as connection:
        assert expired_holds(connection, gym.world.clock.now(), 10) == []
    assert (gym.sweep(), gym.sweep()) == (1, 0)
    assert (gym.row(number).state, gym.money()) == (EXPIRED, (4_500, 4_500, 500))


def test_a_use_recorded_before_the_end_may_be_objected_to_after_it(gym: Gym) -> None:
    kept, struck = gym.bought(10, by="merchant", days=1), gym.bought(10, by="merchant", days=1)
    gym.world.wait(DAY_US - 1)
    gym.record(kept)
    use = gym.record(struck)
    gym.world.wait(HOUR_US)
    assert gym.sweep() == 0
    assert gym.world.refuse(RecordUse(kept)) == "prepaid_ended"
    gym.world.do(ObjectUse(struck, gym.li, use))
    assert gym.sweep() == 1
    gym.world.wait(OBJECTION_US)
    assert (gym.sweep(), gym.row(kept).state, gym.row(struck).state) == (1, EXPIRED, EXPIRED)
    assert gym.money() == (4_900, 4_900, 100)


def test_a_use_that_cannot_be_paid_is_tried_again_until_the_money_is_held_no_more(gym: Gym) -> None:
    paid, never = gym.bought(1, by="merchant", days=1), gym.bought(1, by="merchant", days=1)
    freeze = gym.world.do(FreezeWallet(gym.wallet, "all", "a court's order")).freeze
    gym.record(paid)
    gym.world.wait(OBJECTION_US)
    assert (gym.sweep(), gym.sweep(), gym.row(paid).state) == (2, 0, OPEN)
    assert gym.row(never).state == EXPIRED
    gym.world.do(UnfreezeWallet(gym.wallet, freeze))
    gym.world.wait(TRY_AGAIN_US)
    assert (gym.sweep(), gym.row(paid).state, gym.money()) == (1, USED, (4_900, 4_900, 100))
    last = gym.bought(1, by="merchant", days=1)
    gym.record(last)
    gym.world.do(FreezeWallet(gym.wallet, "all", "a court's order"))
    gym.world.wait(DAY_US + GRACE_US)
    assert (gym.sweep(), gym.row(last).state, gym.money()) == (1, EXPIRED, (4_900, 4_900, 100))


def test_what_waits_for_a_closed_wallet_goes_back(gym: Gym) -> None:
    number = gym.bought(3, by="merchant")
    gym.record(number)
    assert gym.world.refuse(CloseWallet(gym.li)) == "wallet_not_empty"
    gym.world.do(CloseWallet(gym.wallet))
    assert gym.world.outcome(UsePrepaid(number, gym.li)).code == "payee_cannot_receive"
    gym.world.wait(OBJECTION_US)
    assert (gym.sweep(), gym.row(number).uses_left) == (1, 3)
    gym.world.do(TakeBackPrepaid(number, gym.li))
    assert gym.money() == (5_000, 5_000, 0)


def test_a_bankrupt_merchant_s_contracts_go_back_and_are_used_no_more(gym: Gym) -> None:
    world = gym.world
    plan = gym.plan(10)
    used, waiting, spent = gym.bought(10), gym.bought(10, by="merchant"), gym.bought(1)
    gym.use(used, 4)
    gym.use(spent)
    gym.record(waiting, 5)
    other = Gym.__new__(Gym)
    other.__dict__.update(gym.__dict__ | {"store": world.shop(gym.bank)})
    elsewhere = other.bought(2)
    gym.fail()
    closed = (
        UsePrepaid(used, gym.li), RecordUse(waiting), BuyPrepaid(plan, gym.li),
        OfferPlan(gym.store, "More", "更多", 1, 1, 1), MarkBankrupt(gym.merchant, "again", "paper"),
    )  # fmt: skip
    assert [world.refuse(command) for command in closed] == ["merchant_bankrupt"] * len(closed)
    assert (gym.sweep(), gym.sweep()) == (2, 0)
    assert [gym.row(each).state for each in (used, waiting, spent, elsewhere)] == [BANKRUPT, BANKRUPT, USED, OPEN]
    assert (gym.row(used).returned_minor, gym.row(waiting).returned_minor) == (600, 1_000)
    assert gym.uses(waiting) == [(5, 0, 500, UseState.RETURNED)]
    assert gym.money() == (4_500, 4_300, 500)
    told = world.query("SELECT COUNT(*) FROM events WHERE kind = 'prepaid.ended'")
    assert told == [(2,)]


@pytest.mark.parametrize("worker_first", [True, False])
def test_of_a_bankrupt_merchant_what_nobody_could_object_to_any_more_is_paid_whenever_the_worker_comes(
    gym: Gym, *, worker_first: bool
) -> None:
    swept, taken = gym.bought(10, by="merchant"), gym.bought(10, by="merchant")
    for number in (swept, taken):
        gym.record(number, 3)
    gym.world.wait(OBJECTION_US)
    gym.record(swept, 4)
    if worker_first:
        gym.sweep()
    gym.fail()
    assert gym.world.do(TakeBackPrepaid(taken, gym.li)).paid_minor == 300
    gym.sweep()
    assert (gym.row(swept).state, gym.row(swept).paid_minor) == (BANKRUPT, 300)
    assert gym.money() == (4_400, 4_400, 600)


def test_who_is_faster_than_the_worker_has_all_back_from_a_bankrupt_merchant(gym: Gym) -> None:
    number = gym.bought(10, by="merchant")
    gym.record(number, 5)
    gym.fail()
    assert gym.world.do(TakeBackPrepaid(number, gym.li)).returned_minor == 1_000
    assert (gym.sweep(), gym.money()) == (0, (5_000, 5_000, 0))


def test_a_frozen_consumer_s_uses_wait_and_she_takes_back_all_the_same(gym: Gym) -> None:
    number = gym.bought(10)
    gym.world.do(FreezeWallet(gym.li, "out", "order"))
    gym.use(number)
    gym.world.do(FreezeWallet(gym.li, "all", "order"))
    assert gym.world.outcome(UsePrepaid(number, gym.li)).code == "payer_cannot_pay"
    gym.world.do(TakeBackPrepaid(number, gym.li))
    assert gym.money() == (4_900, 4_900, 100)


def test_a_use_is_given_back_as_a_payment_is(gym: Gym) -> None:
    number = gym.bought(10)
    gym.use(number, 2)
    gym.world.do(RefundPayment(PaymentNo(number), LESSON))
    assert gym.money() == (4_900, 4_100, 100)
    gym.use(number, 8)
    gym.world.do(RefundPayment(PaymentNo(number), 900))
    assert (gym.row(number).state, gym.money()) == (USED, (5_000, 5_000, 0))


def test_what_is_prepaid_is_nobody_s_to_capture_release_expire_or_end(gym: Gym) -> None:
    payment = PaymentNo(gym.bought(1))
    for command in (CaptureHold(payment, 1), ReleaseHold(payment), ExpireHold(payment)):
        assert gym.world.refuse(command) == "hold_locked"
    assert gym.world.refuse(EndLock(payment)) == "lock_not_found"  # type: ignore[arg-type]


def test_a_withdrawn_plan_is_sold_no_more_and_what_was_sold_goes_on(gym: Gym) -> None:
    plan = gym.plan(2)
    number = gym.world.do(BuyPrepaid(plan, gym.li)).prepaid
    gym.world.do(WithdrawPlan(plan))
    assert gym.world.refuse(WithdrawPlan(plan)) == "prepaid_plan_withdrawn"
    assert gym.world.refuse(BuyPrepaid(plan, gym.li)) == "prepaid_plan_withdrawn"
    gym.use(number, 2)
    assert gym.money() == (4_800, 4_800, 200)


def test_a_plan_is_well_formed_and_bought_with_money_that_is_there(gym: Gym) -> None:
    def code(**more: object) -> str:
        terms = {"title_en": "A", "title_zh": "甲", "uses": 1, "price_minor": 1, "days": 1} | more
        return gym.world.refuse(OfferPlan(gym.store, **terms))  # type: ignore[arg-type]

    wrong = ({"uses": 0}, {"uses": 1_001}, {"days": 0}, {"days": 731}, {"bonus_uses": -1}, {"recorded_by": "x"})
    assert {code(**each) for each in (*wrong, {"title_en": ""}, {"title_zh": " "})} == {"request_malformed"}
    assert {code(price_minor=0), code(price_minor=10**15, uses=1_000)} == {"amount_invalid"}
    assert gym.world.refuse(OfferPlan(StoreNo(5), "A", "甲", 1, 1, 1)) == "store_not_found"
    assert gym.world.refuse(BuyPrepaid(PrepaidPlanNo(5), gym.li)) == "prepaid_plan_not_found"
    plan = gym.plan(10)
    assert gym.world.refuse(BuyPrepaid(plan, gym.stranger)) == "insufficient_funds"
    assert gym.world.refuse(BuyPrepaid(plan, gym.li, "x" * 200)) == "reference_invalid"
    assert gym.world.refuse(MarkBankrupt(MerchantNo(5), "why", "paper")) == "merchant_not_found"
    assert gym.world.refuse(MarkBankrupt(gym.merchant, "", "paper")) == "request_malformed"
    number = gym.world.do(BuyPrepaid(plan, gym.li)).prepaid
    assert {gym.world.refuse(UsePrepaid(number, gym.li, uses)) for uses in (0, -1, 1_001)} == {"request_malformed"}
