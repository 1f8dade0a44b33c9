"""A pushed sub-wallet: charged by its merchant, within its own limits and its parent's, until it is taken back."""

from dataclasses import replace

import pytest

from jiaozi.banking.remittances import Remit
from jiaozi.clock import DAY_US
from jiaozi.errors import Refusal
from jiaozi.kinds import MerchantNo, WalletNo
from jiaozi.payments.holds import CaptureHold, PlaceHold
from jiaozi.payments.merchants import SuspendMerchant
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.subwallets.model import (
    AllotToSub,
    OpenSubWallet,
    PoolSubWallets,
    PushSubWallet,
    RecallFromSub,
    RevokeSubWallet,
)
from jiaozi.wallets.changes import ChangeClass, CloseWallet, SetOwnLimits
from jiaozi.wallets.exchange import Load, Unload
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from jiaozi.wallets.holder_freezes import FreezeHolder, UnfreezeHolder
from jiaozi.wallets.regimes import ChangeRegime, MoveWallets
from tests.features.conftest import OpenWorld
from tests.features.world import NEW_YEAR_2026, YUAN
from tests.subwallets.conftest import Street


def test_a_charge_draws_on_the_parent_and_shows_the_sub_wallet(street: Street) -> None:
    world, sub = street.world, street.push()
    token = street.token(sub)
    done = world.do(street.charge(sub, token, 150 * YUAN))
    payment = world.payment(done.payment)
    assert (payment.payer, payment.amount_minor, payment.store) == (sub, 150 * YUAN, street.shop)
    assert payment.payee == world.shop_wallet(street.shop)
    assert world.balance(street.person) == 9_850 * YUAN
    assert world.balance(sub) == 0
    assert world.balance(payment.payee) == 150 * YUAN
    assert world.usage(street.person).used_today_minor == world.usage(sub).used_today_minor == 150 * YUAN


def test_its_own_limits_let_exactly_their_amount_pass(street: Street) -> None:
    world, sub = street.world, street.push(200 * YUAN, 500 * YUAN)
    token = street.token(sub)
    assert world.refuse(street.charge(sub, token, 200 * YUAN + 1)) == "payer_cannot_pay"
    for _ in range(2):
        world.do(street.charge(sub, token, 200 * YUAN))
    assert world.refuse(street.charge(sub, token, 100 * YUAN + 1)) == "payer_cannot_pay"
    world.do(street.charge(sub, token, 100 * YUAN))
    assert world.refuse(street.charge(sub, token, 1)) == "payer_cannot_pay"
    world.until("2022-05-16T00:00:00+08:00")
    world.do(street.charge(sub, token, 1))
    assert world.usage(sub).used_today_minor == world.usage(street.person).used_today_minor == 1


def test_many_sub_wallets_together_spend_no_more_than_their_class(street: Street) -> None:
    """Class IV pays 5,000 yuan a day, however many sub-wallets there are, and 50,000 a year."""
    world = street.world
    shops = [street.shop, street.other, world.shop(street.icbc)]
    subs = [street.push(2_000 * YUAN, 5_000 * YUAN, store) for store in shops]
    tokens = [street.token(sub) for sub in subs]
    given = list(zip(subs, tokens, shops, strict=True))
    for sub, token, shop in given[:2]:
        world.do(street.charge(sub, token, 2_000 * YUAN, shop))
    sub, token, shop = given[2]
    assert world.refusal(street.charge(sub, token, 1_000 * YUAN + 1, shop)) == Refusal("payer_cannot_pay")
    world.do(street.charge(sub, token, 400 * YUAN, shop))
    world.pay(street.person, 600 * YUAN, street.shop)
    assert world.refuse(street.charge(sub, token, 1, shop)) == "payer_cannot_pay"
    assert world.refuse(Pay(street.person, 1, store=street.shop)) == "limit_daily_exceeded"
    for _ in range(9):
        world.wait(DAY_US)
        world.fund(street.person, 5_000 * YUAN)
        for one in given[:2]:
            world.do(street.charge(one[0], one[1], 2_000 * YUAN, one[2]))
        sub, token, shop = given[2]
        world.do(street.charge(sub, token, 1_000 * YUAN, shop))
    world.wait(DAY_US)
    assert world.refuse(street.charge(sub, token, 1, shop)) == "payer_cannot_pay"
    world.until("2023-01-01T00:00:00+08:00")
    world.do(street.charge(sub, token, 1, shop))


def test_a_token_is_one_merchants_for_its_own_stores(street: Street) -> None:
    world, sub, theirs = street.world, street.push(), street.push(store=street.other)
    token, foreign = street.token(sub), street.token(theirs)
    assert world.refuse(street.charge(sub, foreign, 1)) == "sub_wallet_token_invalid"
    assert world.refuse(street.charge(sub, token, 1, street.other)) == "sub_wallet_token_invalid"
    assert world.refuse(street.charge(sub, "", 1)) == "sub_wallet_token_invalid"
    assert world.refuse(street.charge(WalletNo(sub + 16), token, 1)) == "sub_wallet_token_invalid"
    assert world.refuse(street.charge(street.person, token, 1)) == "sub_wallet_token_invalid"
    newer = street.token(sub)
    assert world.refuse(street.charge(sub, token, 1)) == "sub_wallet_token_invalid"
    world.do(street.charge(sub, newer, 1))


def test_before_its_token_is_given_it_cannot_be_charged(street: Street) -> None:
    sub = street.push()
    for token in ("", "0" * 64):
        assert street.world.refuse(street.charge(sub, token, 1)) == "sub_wallet_token_invalid"


def test_taken_back_it_is_charged_no_more_and_can_be_pushed_anew(street: Street) -> None:
    world, sub = street.world, street.push()
    token = street.token(sub)
    again = PushSubWallet(street.person, street.merchant(street.shop), "tea", 100, 100)
    assert world.refuse(again) == "sub_wallet_exists"
    world.do(RevokeSubWallet(sub))
    assert world.refuse(street.charge(sub, token, 1)) == "sub_wallet_revoked"
    assert world.refuse(RevokeSubWallet(sub)) == "sub_wallet_revoked"
    new = world.do(again).sub_wallet
    assert new != sub
    world.do(street.charge(new, street.token(new), 1))


def test_a_refund_goes_to_the_sub_wallet_and_is_spent_first(street: Street) -> None:
    world, sub = street.world, street.push()
    token = street.token(sub)
    paid = world.do(street.charge(sub, token, 100 * YUAN)).payment
    world.do(RefundPayment(paid, 60 * YUAN))
    assert world.balance(sub) == 60 * YUAN
    world.do(street.charge(sub, token, 50 * YUAN))
    assert (world.balance(sub), world.balance(street.person)) == (10 * YUAN, 9_900 * YUAN)
    world.do(street.charge(sub, token, 30 * YUAN))
    assert (world.balance(sub), world.balance(street.person)) == (0, 9_880 * YUAN)


def test_what_was_refunded_can_be_recalled_also_after_it_was_taken_back(street: Street) -> None:
    world, sub = street.world, street.push()
    paid = world.do(street.charge(sub, street.token(sub), 100 * YUAN)).payment
    world.do(RevokeSubWallet(sub))
    world.do(RefundPayment(paid, 60 * YUAN))
    assert world.refuse(RecallFromSub(sub, 60 * YUAN + 1)) == "insufficient_funds"
    world.do(RecallFromSub(sub, 20 * YUAN))
    pooled = world.do(PoolSubWallets(street.person))
    assert (pooled.sub_wallets, pooled.amount_minor) == (1, 40 * YUAN)
    assert (world.balance(sub), world.balance(street.person)) == (0, 9_960 * YUAN)
    assert world.do(PoolSubWallets(street.person)).journal == 0


@pytest.mark.only_engine("sqlite")  # decided before the database; the other engine adds nothing
def test_money_comes_and_goes_only_by_charges_refunds_and_its_parent(street: Street) -> None:
    world, sub = street.world, street.push()
    friend, bank = world.rich(street.icbc), world.deposit(street.person, 1_000)
    soon = world.clock.now() + DAY_US
    for command in (
        Pay(sub, 1, store=street.shop),
        Pay(sub, 1, "person", payee=friend),
        PlaceHold(sub, 1, soon, store=street.shop),
        Load(sub, bank, 1),
        Unload(sub, bank, 1),
        AllotToSub(sub, 1),
        ChangeClass(sub, "III"),
        PushSubWallet(sub, street.merchant(street.other), "tea", 1, 1),
        OpenSubWallet(street.person, "branch"),
    ):
        assert world.refuse(command) == "usage_not_allowed", command
    assert world.refuse(Pay(friend, 1, "person", payee=sub)) == "payee_cannot_receive"
    held = world.do(PlaceHold(friend, 1, soon, "person", payee=sub)).payment
    assert world.refuse(CaptureHold(held, 1)) == "usage_not_allowed"


def test_a_merchant_measures_no_parent(street: Street) -> None:
    """Charging and refunding costs a merchant nothing, so five refusals a day are all it hears, and no dry run."""
    world, sub = street.world, street.push(2_000 * YUAN, 5_000 * YUAN)
    token = street.token(sub)
    world.do(Unload(street.person, world.deposit(street.person, 0), 9_999 * YUAN))
    for amount in (101, 50_000):
        charge = world.platform.request(1, f"dry-{amount}", street.charge(sub, token, amount))
        assert type(world.platform.run([charge], dry_run=True)[0].outcome).__name__ == "Paid"
    for amount in (105, 104, 103, 102, 101, 100):
        assert world.refuse(street.charge(sub, token, amount)) == "payer_cannot_pay"
    world.pay(street.person, 10, street.shop)  # the holder pays as before
    world.until("2022-05-16T00:00:00+08:00")
    world.do(street.charge(sub, token, 90))


def test_the_parents_lack_and_freezes_stop_a_charge(street: Street) -> None:
    world = street.world
    poor = world.person(street.icbc)
    sub = street.push(wallet=poor)
    token = street.token(sub)
    assert world.refuse(street.charge(sub, token, 1)) == "payer_cannot_pay"
    world.fund(poor, 100)
    freeze = FreezeWallet(poor, "amount", "order", 40)
    world.do(freeze)
    assert world.refuse(street.charge(sub, token, 61)) == "payer_cannot_pay"
    world.do(street.charge(sub, token, 60))
    world.do(FreezeWallet(sub, "out", "order"))
    assert world.refuse(street.charge(sub, token, 1)) == "payer_cannot_pay"
    mine = street.push()
    given = street.token(mine)
    world.do(FreezeWallet(street.person, "out", "order"))
    assert world.refuse(street.charge(mine, given, 1)) == "payer_cannot_pay"
    assert world.refuse(PushSubWallet(street.person, street.merchant(street.other), "x", 1, 1)) == "wallet_frozen"


def test_a_freeze_of_a_wallet_holds_that_wallet_and_one_of_the_holder_all_of_them(street: Street) -> None:
    """The parent's freeze holds what the parent has; what came back into the sub-wallet can still be spent."""
    world, sub = street.world, street.push()
    token = street.token(sub)
    world.do(RefundPayment(world.do(street.charge(sub, token, 500)).payment, 300))
    order = world.do(FreezeWallet(street.person, "all", "order")).freeze
    assert world.refuse(street.charge(sub, token, 301)) == "payer_cannot_pay"
    world.do(street.charge(sub, token, 200))
    assert world.refuse(RecallFromSub(sub, 100)) == "wallet_frozen"
    world.do(UnfreezeWallet(street.person, order))
    holder = world.wallet(sub).holder
    frozen = world.do(FreezeHolder(holder, "out", "order 7"))
    assert frozen.wallets_frozen == 2
    assert world.refuse(street.charge(sub, token, 1)) == "payer_cannot_pay"
    assert world.refuse(RecallFromSub(sub, 1)) == "wallet_frozen"
    number = world.query("SELECT freeze FROM holder_freeze_parts WHERE wallet = ?", (street.person,))[0][0]
    world.do(UnfreezeWallet(street.person, number))  # on its own: the holder stays frozen
    assert world.refuse(PushSubWallet(street.person, street.merchant(street.other), "x", 1, 1)) == "wallet_frozen"
    lifted = world.do(UnfreezeHolder(holder, frozen.holder_freeze))
    assert lifted.wallets_unfrozen == 1
    assert world.refuse(UnfreezeHolder(holder, frozen.holder_freeze)) == "holder_not_frozen"
    world.do(street.charge(sub, token, 100))


def test_a_refused_payee_takes_the_draw_back(street: Street) -> None:
    world, sub = street.world, street.push()
    token = street.token(sub)
    world.do(FreezeWallet(world.shop_wallet(street.shop), "all", "order"))
    assert world.refuse(street.charge(sub, token, 1)) == "wallet_frozen"  # its own
    world.do(SuspendMerchant(street.merchant(street.other), suspended=True))
    assert world.refuse(PushSubWallet(street.person, street.merchant(street.other), "x", 1, 1)) == "merchant_suspended"
    assert world.refuse(PushSubWallet(street.person, MerchantNo(16), "x", 1, 1)) == "merchant_not_found"


def test_a_wallet_closes_after_its_sub_wallets(street: Street) -> None:
    world = street.world
    parent = world.person(street.icbc)
    sub = street.push(wallet=parent)
    token = street.token(sub)
    assert world.refuse(CloseWallet(parent)) == "sub_wallets_open"
    closed, refused = world.group(CloseWallet(sub), CloseWallet(parent))
    assert type(closed).__name__ == type(refused).__name__ == "WalletClosed"
    assert world.refuse(street.charge(sub, token, 1)) == "payer_cannot_pay"


def test_a_push_and_the_parents_closing_in_one_group_do_not_miss_each_other(street: Street) -> None:
    world = street.world
    parent = world.person(street.icbc)
    push = PushSubWallet(parent, street.merchant(street.shop), "tea", 100, 100)
    pushed, closed = world.group(push, CloseWallet(parent))
    assert (type(pushed).__name__, closed.code) == ("SubWalletOpened", "sub_wallets_open")
    world.do(CloseWallet(pushed.sub_wallet))
    closed, late = world.group(CloseWallet(parent), push)
    assert (type(closed).__name__, late.code) == ("WalletClosed", "wallet_closed")


@pytest.mark.only_engine("sqlite")  # decided in memory
def test_a_freeze_of_the_holder_holds_what_was_pushed_in_the_same_group(street: Street) -> None:
    world = street.world
    push = PushSubWallet(street.person, street.merchant(street.shop), "tea", 100, 100)
    pushed, frozen = world.group(push, FreezeHolder(world.wallet(street.person).holder, "all", "court"))
    assert (frozen.wallets_frozen, world.wallet(pushed.sub_wallet).freezes_all) == (2, 1)


@pytest.mark.only_engine("sqlite")  # decided before the database; the other engine adds nothing
def test_limits_are_at_most_the_class_s_and_the_holder_may_change_them(street: Street) -> None:
    world, merchant = street.world, street.merchant(street.shop)
    good = PushSubWallet(street.person, merchant, "tea", 2_000 * YUAN, 5_000 * YUAN, 50_000 * YUAN)
    for bad, code in (
        (replace(good, single_minor=2_000 * YUAN + 1), "limit_not_lower"),
        (replace(good, daily_minor=5_000 * YUAN + 1), "limit_not_lower"),
        (replace(good, yearly_minor=50_000 * YUAN + 1), "limit_not_lower"),
        (replace(good, single_minor=0), "amount_invalid"),
        (replace(good, daily_minor=-1), "amount_invalid"),
        (replace(good, label=""), "request_malformed"),
        (replace(good, label="x" * 61), "request_malformed"),
        (replace(good, customer=" x"), "request_malformed"),
        (replace(good, wallet=WalletNo(16)), "wallet_not_found"),
    ):
        assert world.refuse(bad) == code, bad
    sub = world.do(good).sub_wallet
    token = street.token(sub)
    for limits in ({}, {"single_minor": 10}, {"daily_minor": 15, "yearly_minor": 20}):
        assert world.refuse(SetOwnLimits(sub, **limits)) == "amount_invalid"  # it is charged without a PIN
    world.do(SetOwnLimits(sub, single_minor=10, daily_minor=15))
    assert world.refuse(street.charge(sub, token, 11)) == "payer_cannot_pay"


def test_a_change_of_class_takes_the_sub_wallets_along(street: Street) -> None:
    world, sub = street.world, street.push()
    world.do(ChangeClass(street.person, "III", "张三", "11010519491231002X"))
    assert world.wallet(sub).wallet_class == world.wallet(street.person).wallet_class == 3
    more = street.push(5_000 * YUAN, 10_000 * YUAN, street.other)
    world.do(street.charge(more, street.token(more), 4_000 * YUAN, street.other))


@pytest.mark.slow
def test_a_sub_wallet_is_charged_through_a_change_of_regime(open_world: OpenWorld) -> None:
    street = Street(open_world())
    world, sub = street.world, street.push()
    token = street.token(sub)
    boc = world.bank("boc")
    far = world.shop(boc)
    theirs = street.push(store=far)
    given = street.token(theirs)
    world.do(street.charge(theirs, given, 100, far))
    world.until(NEW_YEAR_2026)
    for bank in (street.icbc, boc):
        world.do(ChangeRegime(bank))
    world.do(MoveWallets(street.icbc, 1))
    paid = world.do(street.charge(sub, token, 300)).payment
    world.do(street.charge(theirs, given, 200, far))
    world.do(RefundPayment(paid, 100))
    world.do(MoveWallets(street.icbc))
    world.do(MoveWallets(boc))
    world.do(street.charge(theirs, given, 50, far))
    assert world.do(PoolSubWallets(street.person)).amount_minor == 100
    assert world.balance(street.person) == 10_000 * YUAN - 550


def test_no_remittance_reaches_a_pushed_sub_wallet(street: Street) -> None:
    """Else many of them would hold more together than the class may."""
    world, sub = street.world, street.push()
    friend = world.rich(street.icbc)
    account = world.deposit(friend, 1_000)
    assert world.refuse(Remit(account, sub, 100)) == "payee_cannot_receive"
    assert world.balance(sub) == 0
