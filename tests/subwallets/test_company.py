"""A company's sub-wallets: stores are paid into them; the company pools, recalls and allots."""

from typing import Any

import pytest

from jiaozi.access.instructions import must_sign
from jiaozi.access.model import Principal, Role, Status
from jiaozi.devices.model import RebindDevice
from jiaozi.errors import Refusal
from jiaozi.interest.closing import CloseOut
from jiaozi.kinds import PrincipalNo, WalletNo
from jiaozi.payments.holds import CaptureHold, PlaceHold
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.subwallets.model import (
    SUBS_MAX,
    AllotToSub,
    IssueSubWalletToken,
    OpenSubWallet,
    PoolSubWallets,
    PushSubWallet,
    RecallFromSub,
    RevokeSubWallet,
)
from jiaozi.wallets.changes import ChangeClass, CloseWallet, SetOperatorLimit
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from jiaozi.wallets.holder_freezes import FreezeHolder
from tests.banking.people import agree
from tests.devices.pocket import Bound, Pocket
from tests.features.world import YUAN
from tests.subwallets.conftest import Street


def test_stores_are_paid_into_their_own_wallets_and_the_company_pools_them(street: Street) -> None:
    world = street.world
    parent, (one, two), shops = street.company()
    for shop, amount in zip(shops, (300, 500), strict=True):
        world.pay(street.person, amount, shop)
    assert [world.balance(number) for number in (parent, one, two)] == [0, 300, 500]
    assert world.do(PoolSubWallets(parent, keep_minor=100))[2:] == (2, 600)
    assert world.do(PoolSubWallets(parent, (two,)))[2:] == (1, 100)
    assert [world.balance(number) for number in (parent, one, two)] == [700, 100, 0]
    assert world.usage(parent).used_today_minor == world.usage(one).used_today_minor == 0


@pytest.mark.only_engine("sqlite")  # one code for both
def test_a_store_is_closed_out_to_the_company_s_settlement_account_alone(street: Street) -> None:
    world = street.world
    parent, (store, _), shops = street.company()
    bound, other = world.deposit(parent, 0), world.deposit(parent, 0)
    agree(world, parent, bound)
    world.pay(street.person, 300, shops[0])
    assert world.refuse(CloseOut(store, other)) == "settlement_account_bound"
    assert world.do(CloseOut(store, bound)).amount_minor == 300


def test_a_pool_leaves_what_is_frozen(street: Street) -> None:
    world = street.world
    parent, (one, two, three), shops = street.company(subs=3)
    for shop in shops:
        world.pay(street.person, 100, shop)
    world.do(FreezeWallet(one, "out", "order"))
    world.do(FreezeWallet(two, "amount", "order", 30))
    assert world.do(PoolSubWallets(parent))[2:] == (2, 170)
    assert [world.balance(number) for number in (one, two, three)] == [100, 30, 0]
    assert world.refuse(RecallFromSub(one, 1)) == "wallet_frozen"
    assert world.refuse(RecallFromSub(two, 1)) == "wallet_frozen_amount"
    world.do(FreezeWallet(parent, "all", "order"))
    assert world.refuse(PoolSubWallets(parent)) == "wallet_frozen"
    assert world.refuse(RecallFromSub(three, 1)) == "wallet_frozen"
    assert world.refuse(AllotToSub(three, 1)) == "wallet_frozen"


def test_a_pooled_store_refunds_what_it_was_allotted(street: Street) -> None:
    world = street.world
    parent, (one, _), (shop, _) = street.company()
    paid = world.pay(street.person, 500, shop).payment
    world.do(PoolSubWallets(parent))
    assert world.refuse(RefundPayment(paid, 200)) == "insufficient_funds"
    world.do(AllotToSub(one, 200, "float"))
    world.do(RefundPayment(paid, 200))
    world.do(AllotToSub(one, 50))
    world.do(RecallFromSub(one, 20))
    assert (world.balance(parent), world.balance(one)) == (270, 30)
    assert world.refuse(AllotToSub(one, 271)) == "insufficient_funds"


def test_a_store_can_take_a_hold_into_its_sub_wallet_and_spends_nothing(street: Street) -> None:
    world = street.world
    _, (one, two), (shop, _) = street.company()
    held = world.do(PlaceHold(street.person, 100, world.clock.now() + 10**9, store=shop)).payment
    world.do(CaptureHold(held, 100))
    assert world.balance(one) == 100
    assert world.refuse(Pay(one, 1, "person", payee=two)) == "usage_not_allowed"
    assert world.refuse(Pay(one, 1, store=street.shop)) == "usage_not_allowed"


def test_only_a_company_without_a_balance_limit_opens_them(street: Street) -> None:
    """Class II may hold 500,000 yuan: two sub-wallets would hold more."""
    world = street.world
    small = world.company(street.icbc, "II")
    assert world.refuse(OpenSubWallet(small, "branch")) == "class_not_available"
    large, (one, _), _ = street.company()
    assert world.refuse(ChangeClass(large, "II")) == "sub_wallets_open"
    assert world.refuse(OpenSubWallet(one, "branch")) == "usage_not_allowed"
    assert world.refuse(OpenSubWallet(large, "")) == "request_malformed"
    assert world.refuse(PushSubWallet(large, street.merchant(street.shop), "x", 1, 1)) == "usage_not_allowed"


@pytest.mark.only_engine("sqlite")  # decided before the database; the other engine adds nothing
def test_a_freeze_of_a_company_covers_its_stores_and_one_of_a_wallet_that_wallet(street: Street) -> None:
    world = street.world
    parent, (one, two), (shop, _) = street.company()
    paid = world.pay(street.person, 500, shop).payment
    order = world.do(FreezeWallet(parent, "out", "order")).freeze
    world.do(RefundPayment(paid, 100))  # the store's own money
    assert world.do(PoolSubWallets(parent))[2:] == (1, 400)
    assert world.refuse(AllotToSub(one, 1)) == "wallet_frozen"
    world.do(UnfreezeWallet(parent, order))
    world.do(AllotToSub(one, 400))
    frozen = world.do(FreezeHolder(world.wallet(parent).holder, "all", "order 7"))
    assert frozen.wallets_frozen == 3
    assert [world.wallet(each).freezes_all for each in (parent, one, two)] == [1, 1, 1]
    assert world.refuse(RefundPayment(paid, 1)) == "wallet_frozen"
    assert world.refuse(Pay(street.person, 1, store=shop)) == "payee_cannot_receive"
    for command in (
        PoolSubWallets(parent),
        RecallFromSub(one, 1),
        AllotToSub(one, 1),
        OpenSubWallet(parent, "x"),
    ):
        assert world.refuse(command) == "wallet_frozen", command


def test_an_operator_sets_no_balance_limit_for_companies_with_stores(street: Street) -> None:
    """Each of many wallets would have it for itself, and all together would pass it."""
    world = street.world
    parent, subs, _ = street.company()
    operator = world.wallet(parent).operator
    capped = SetOperatorLimit(operator, "corporate", "I", "balance", 10**9)
    assert world.refuse(capped) == "sub_wallets_open"
    world.do(SetOperatorLimit(operator, "corporate", "I", "daily", 10**9))  # what stores pay is refunds alone
    for each in subs:
        world.do(CloseWallet(each))
    opened, refused = world.group(OpenSubWallet(parent, "new"), capped)
    assert not isinstance(opened, Refusal)
    assert refused.code == "sub_wallets_open"
    world.do(CloseWallet(opened.sub_wallet))
    world.do(capped)
    assert world.refuse(OpenSubWallet(parent, "x")) == "class_not_available"


def test_a_company_s_sub_wallet_has_no_token(street: Street) -> None:
    _, (one, _), _ = street.company()
    for command in (
        IssueSubWalletToken(one, "0" * 64),
        RevokeSubWallet(one),
        IssueSubWalletToken(WalletNo(16), "0" * 64),
    ):
        assert street.world.refuse(command) == "sub_wallet_not_found"
    assert street.world.refuse(IssueSubWalletToken(one, "secret")) == "request_malformed"


@pytest.mark.only_engine("sqlite")  # decided before the database; the other engine adds nothing
def test_foreign_sub_wallets_are_not_pooled(street: Street) -> None:
    world = street.world
    parent, (one, _), _ = street.company()
    _, (foreign, _), _ = street.company()
    assert world.refuse(PoolSubWallets(parent, (one, foreign))) == "sub_wallet_not_found"
    assert world.refuse(PoolSubWallets(parent, (one,), -1)) == "amount_invalid"
    assert world.refuse(PoolSubWallets(parent, (one,) * (SUBS_MAX + 1))) == "request_malformed"
    assert world.refuse(PoolSubWallets(WalletNo(16))) == "wallet_not_found"
    for command in (RecallFromSub(WalletNo(16), 1), AllotToSub(WalletNo(16), 1)):
        assert world.refuse(command) == "sub_wallet_not_found"
    assert world.refuse(RecallFromSub(one, 0)) == "amount_invalid"
    assert world.refuse(RecallFromSub(one, 1, " ")) == "reference_invalid"


def test_a_sub_wallet_named_twice_is_pooled_once(street: Street) -> None:
    world = street.world
    parent, (one, _), (shop, _) = street.company()
    world.pay(street.person, 100, shop)
    assert world.do(PoolSubWallets(parent, (one, one)))[2:] == (1, 100)


@pytest.mark.slow
@pytest.mark.only_engine("sqlite")  # the handlers are one code; 200 openings are slow on the other engine
def test_a_wallet_has_so_many_and_no_more(street: Street) -> None:
    world = street.world
    parent, _, _ = street.company(subs=0)
    opened = world.group(*(OpenSubWallet(parent, f"branch {n}") for n in range(SUBS_MAX + 1)))
    assert [type(outcome).__name__ for outcome in opened] == ["SubWalletOpened"] * SUBS_MAX + ["Refusal"]
    assert opened[-1].code == "sub_wallets_exceeded"
    world.do(CloseWallet(opened[0].sub_wallet))
    world.do(OpenSubWallet(parent, f"{100 * YUAN}"))


def test_what_a_company_allots_it_signs_once_it_has_a_device(street: Street) -> None:
    """What it takes back it need not sign."""
    world = street.world
    parent, (one, _), (shop, _) = street.company()
    world.pay(street.person, 500, shop)
    world.do(PoolSubWallets(parent))
    wallet, pocket = world.wallet(parent), Pocket()
    works = Principal(PrincipalNo(16), Role.EMPLOYER, wallet.operator, parent, "works", Status.ACTIVE)

    def signs(name: str, command: Any) -> bool:
        with world.platform.snapshot() as connection:
            return must_sign(connection, works, name, command)

    assert not signs("allot_to_sub", AllotToSub(one, 100))
    made = world.do(RebindDevice(wallet.holder, "ed25519", pocket.public, "seal seen"))
    assert signs("allot_to_sub", AllotToSub(one, 100))
    assert not signs("recall_from_sub", RecallFromSub(one, 100))
    phone = Bound(made.device, pocket)
    world.do(phone.signed(AllotToSub(one, 100), world.clock.now()))
    assert world.refuse(phone.signed(AllotToSub(one, 10), world.clock.now(), pin=False)) == "user_verification_required"
    assert world.balance(one) == 100
