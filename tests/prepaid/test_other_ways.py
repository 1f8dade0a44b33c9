"""Contracts beside all else that happens to wallets: limits, fees, two operators, an estate, a change of regime."""

from jiaozi.clock import DAY_US, parse_time
from jiaozi.kinds import PrepaidNo
from jiaozi.people.estates import Heir, OpenEstate, SettleEstate
from jiaozi.prepaid.model import BuyPrepaid, OfferPlan, PrepaidState, TakeBackPrepaid, UsePrepaid
from jiaozi.prepaid.using import OBJECTION_US
from jiaozi.wallets.regimes import ChangeRegime, MoveWallets
from tests.features.world import NEW_YEAR_2026, YUAN, World
from tests.prepaid.gym import LESSON, Gym

PAPERS = ("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",)


def test_the_whole_price_counts_against_the_limits_once_and_no_use_does(world: World) -> None:
    gym = Gym(world, 4_900 * YUAN)
    plan = gym.plan(2, price_minor=1_200 * YUAN)
    assert world.refuse(BuyPrepaid(plan, gym.li)) == "limit_single_exceeded"
    number = gym.bought(10, price_minor=190 * YUAN)
    world.wait(DAY_US)
    gym.use(number, 10)
    assert world.usage(gym.li).used_year_minor == 1_900 * YUAN
    assert gym.money()[2] == 1_900 * YUAN


def test_a_merchant_pays_its_fee_on_what_is_used_and_the_consumer_gets_back_all_of_the_rest(world: World) -> None:
    gym = Gym(world)
    world.tamper("UPDATE merchants SET fee_ppm = 5000")
    number = gym.bought(10, by="merchant")
    gym.use(number, 2)
    gym.record(number, 4)
    world.wait(OBJECTION_US)
    gym.sweep()
    world.do(TakeBackPrepaid(number, gym.li))
    assert gym.money() == (4_400, 4_400, 597)
    assert world.payment(number).fee_minor == 3


def test_a_consumer_of_one_operator_buys_at_a_merchant_of_another(world: World) -> None:
    gym = Gym(world)
    abroad = world.shop(world.bank("boc"))
    plan = world.do(OfferPlan(abroad, "Lessons", "课程", 3, LESSON, 30)).prepaid_plan
    number = PrepaidNo(world.do(BuyPrepaid(plan, gym.li)).prepaid)
    gym.use(number)
    assert world.balance(world.shop_wallet(abroad)) == LESSON
    owners = world.query("SELECT DISTINCT owner FROM events WHERE kind LIKE 'prepaid.%'")
    assert owners == [(gym.bank,)]  # whoever guards it for her
    world.do(TakeBackPrepaid(number, gym.li))
    assert world.available(gym.li) == 4_900


def test_heirs_wait_until_the_operator_has_taken_the_rest_back_for_the_estate(world: World) -> None:
    gym = Gym(world)
    number = gym.bought(10)
    gym.use(number, 3)
    holder = world.wallet(gym.li).holder
    world.do(OpenEstate(holder, PAPERS))
    assert world.outcome(UsePrepaid(number, gym.li)).code == "payer_cannot_pay"
    settle = SettleEstate(holder, (Heir(gym.stranger, share_ppm=1_000_000),), PAPERS)
    assert world.outcome(settle).code == "wallet_not_empty"
    world.do(TakeBackPrepaid(number, gym.li))
    assert world.do(settle).amount_minor == 4_700
    assert world.balance(gym.stranger) == 4_700


def test_a_change_of_regime_reaches_a_wallet_when_its_contract_is_over(world: World) -> None:
    world.until("2025-12-20T12:00:00+08:00")
    gym = Gym(world)
    number = gym.bought(10)
    world.clock.advance_to(parse_time(NEW_YEAR_2026))
    world.do(ChangeRegime(gym.bank))
    world.do(MoveWallets(gym.bank))
    assert [world.wallet(each).regime for each in (gym.li, gym.wallet)] == [1, 2]
    gym.use(number, 4)
    world.do(TakeBackPrepaid(number, gym.li))
    assert world.do(MoveWallets(gym.bank)).wallets == 1
    assert (gym.row(number).state, gym.money()) == (PrepaidState.RETURNED, (4_600, 4_600, 400))
