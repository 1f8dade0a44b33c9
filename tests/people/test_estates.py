"""Estates go whole to an heir, and only when nothing else holds them; what breaks them is noticed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaozi.invariants import FEATURE_INVARIANTS
from jiaozi.kinds import HolderNo, WalletNo
from jiaozi.ledger.model import Code
from jiaozi.payments.holds import PlaceHold, ReleaseHold
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.payments.splits.shares import largest_remainder
from jiaozi.people.aliases import PublishAlias
from jiaozi.people.audit import PEOPLE_INVARIANTS
from jiaozi.people.estates import Heir, OpenEstate, SettleEstate, divided
from jiaozi.people.model import HEIRS_MAX
from jiaozi.people.returns import AnswerReturn, AskReturn
from jiaozi.subwallets import tokens
from jiaozi.subwallets.model import ChargeSubWallet, IssueSubWalletToken, PushSubWallet
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from jiaozi.wallets.holder_freezes import UnfreezeHolder
from jiaozi.wallets.holders import reveal
from jiaozi.wallets.opening import OpenWallet
from jiaozi.wallets.regimes import ChangeRegime, MoveWallets
from jiaozi.wallets.store import holder as holder_row
from tests.features.world import NEW_YEAR_2026, World
from tests.people.test_guardians import PAPERS, Home


@pytest.fixture
def family(world: World) -> "Family":
    return Family(world)


class Family:
    """A holder with wallets, and heirs at two operators."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.icbc, self.boc = world.bank(), world.bank("boc")
        self.wallet = world.rich(self.icbc, "II", 2_000_000)
        self.holder = world.wallet(self.wallet).holder
        self.son, self.daughter = world.rich(self.boc, amount=900_000), world.person(self.icbc)

    def second(self, amount: int) -> WalletNo:
        """Another wallet of the holder's, with money in it."""
        with self.world.platform.snapshot() as connection:
            row = holder_row(connection, self.holder)
        assert row is not None
        known = reveal(self.world.platform.keyring, row)
        opened = self.world.do(OpenWallet(self.icbc, "personal", "IV", known.phone, known.name, known.id_number))
        assert opened.holder == self.holder
        self.world.fund(opened.wallet, amount)
        return WalletNo(opened.wallet)

    def open(self) -> Any:
        """The estate, open."""
        return self.world.do(OpenEstate(self.holder, PAPERS))

    def settle(self, *heirs: Heir) -> Any:
        """The act that gives it to these heirs; by default all to the son."""
        return SettleEstate(self.holder, heirs or (Heir(self.son, share_ppm=1_000_000),), PAPERS)


def test_an_estate_is_frozen_and_goes_whole_to_an_heir_past_its_limit(family: Family) -> None:
    world = family.world
    opened = family.open()
    assert opened.wallets_frozen == 1
    assert world.refuse(Pay(family.wallet, 100, "person", payee=family.son)) == "wallet_frozen"
    assert world.refuse(OpenEstate(family.holder, PAPERS)) == "estate_exists"
    settled = world.do(family.settle())
    assert (settled.amount_minor, settled.wallets_closed) == (2_000_000, 1)
    assert (world.balance(family.wallet), world.balance(family.son)) == (0, 2_900_000)
    assert world.wallet(family.wallet).closed
    assert world.query("SELECT COUNT(*) FROM freezes WHERE lifted_at = 0") == [(0,)]
    assert {row[0] for row in world.query("SELECT code FROM transfers WHERE journal = ?", (settled.journal,))} == {
        Code.INHERITANCE
    }
    assert world.refuse(family.settle()) == "estate_settled"


def test_all_wallets_and_sub_wallets_go_to_several_heirs(family: Family) -> None:
    """1,000.00 first to the daughter; a third each of the rest, by largest remainder; sub-wallets are recalled."""
    world = family.world
    shop = world.shop(family.icbc)
    merchant = world.query("SELECT merchant FROM stores WHERE id = ?", (shop,))[0][0]
    sub = world.do(PushSubWallet(family.wallet, merchant, "shop", 10_000, 10_000)).sub_wallet
    secret = tokens.hash_secret(tokens.new_secret())
    world.do(IssueSubWalletToken(sub, secret))
    charged = world.do(ChargeSubWallet(sub, secret, shop, 400)).payment
    world.do(RefundPayment(charged, 300))
    grandchild = world.person(family.boc)
    small = family.second(5_000)
    assert family.open().wallets_frozen == 3
    heirs = (
        Heir(family.daughter, 100_000, 333_333),
        Heir(family.son, 0, 333_333),
        Heir(grandchild, 0, 333_334),
    )
    settled = world.do(family.settle(*heirs))
    assert (settled.amount_minor, settled.wallets_closed) == (2_004_900, 3)
    got = [row[0] for row in world.query("SELECT amount_minor FROM estate_parts ORDER BY n")]
    assert got == divided(2_004_900, heirs) == [734_966, 634_966, 634_968]
    assert world.balance(family.daughter) == 734_966
    assert world.balance(family.son) == 900_000 + 634_966
    assert all(world.wallet(each).closed for each in (family.wallet, sub, small))


@given(
    st.integers(0, 10**12),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)), min_size=1, max_size=HEIRS_MAX),
)
def test_an_estate_is_divided_whole_and_nobody_gets_less_than_the_fixed_amount(
    total: int, given: list[tuple[int, int]]
) -> None:
    weights = largest_remainder(1_000_000, [weight for _, weight in given])
    heirs = [Heir(WalletNo(16 * n), fixed, ppm) for n, ((fixed, _), ppm) in enumerate(zip(given, weights, strict=True))]
    parts = divided(total, heirs)
    fixed = sum(heir.fixed_minor for heir in heirs)
    if total < fixed:
        assert parts is None
    else:
        assert parts is not None
        assert sum(parts) == total
        for heir, part in zip(heirs, parts, strict=True):
            exact = heir.fixed_minor * 1_000_000 + (total - fixed) * heir.share_ppm
            assert abs(part * 1_000_000 - exact) < 1_000_000


@pytest.mark.only_engine("sqlite")
def test_shares_that_are_no_whole_and_amounts_that_do_not_fit(family: Family) -> None:
    world, son, daughter = family.world, family.son, family.daughter
    family.open()
    half = Heir(son, share_ppm=500_000)
    sub = Heir(daughter)
    for heirs in (
        (half,),
        (half, Heir(son, share_ppm=500_000)),
        (half, sub),
        (half, Heir(daughter, -1, 500_000)),
        tuple(Heir(WalletNo(16 * n), 1) for n in range(1, HEIRS_MAX + 2)),
    ):
        assert world.refuse(family.settle(*heirs)) == "estate_shares_invalid"
    assert world.refuse(SettleEstate(family.holder, (), PAPERS)) == "estate_shares_invalid"
    for fixed in (1_999_999, 2_000_001):
        assert world.refuse(family.settle(Heir(son, fixed))) == "estate_shares_differ"
    assert world.refuse(family.settle(half, Heir(daughter, 2_000_001, 500_000))) == "estate_shares_differ"
    assert world.do(family.settle(Heir(son, 1_500_000), Heir(daughter, 500_000))).amount_minor == 2_000_000


def test_an_empty_estate_is_closed_and_one_across_operators_is_settled_in_2026(open_world: Any) -> None:
    world = open_world("2025-12-31T12:00:00+08:00")
    world.invariants = FEATURE_INVARIANTS
    icbc, boc = world.bank(), world.bank("boc")
    empty, wallet, heir = world.person(icbc), world.rich(icbc, amount=500), world.person(boc)
    world.until(NEW_YEAR_2026)
    for bank in (icbc, boc):
        world.do(ChangeRegime(bank))
        world.do(MoveWallets(bank))
    all_to = (Heir(heir, share_ppm=1_000_000),)
    holders = [world.wallet(each).holder for each in (empty, wallet)]
    for each in holders:
        world.do(OpenEstate(each, PAPERS))
    assert world.do(SettleEstate(holders[0], all_to, PAPERS)).journal == 0
    assert world.do(SettleEstate(holders[1], all_to, PAPERS)).amount_minor == 500
    assert world.balance(heir) == 500


def test_heirs_get_the_interest_up_to_the_day_before(open_world: Any) -> None:
    """10,000.00 yuan for 72 days at 0.05 %: 1.00 yuan. The closing is settled, so nobody is paid it again."""
    world = open_world(NEW_YEAR_2026)
    world.invariants = FEATURE_INVARIANTS
    icbc, boc = world.bank(), world.bank("boc")
    wallet, heir, other = world.rich(icbc, "I", 1_000_000), world.person(boc), world.person(icbc)
    holder = world.wallet(wallet).holder
    world.until("2026-03-14T12:00:00+08:00")
    world.do(OpenEstate(holder, PAPERS))
    halves = (Heir(heir, share_ppm=500_000), Heir(other, share_ppm=500_000))
    settled = world.do(SettleEstate(holder, halves, PAPERS))
    assert (settled.amount_minor, settled.interest_minor) == (1_000_000, 100)
    assert (world.balance(heir), world.balance(other)) == (500_050, 500_050)
    assert world.query("SELECT wallet, interest_minor FROM interest_items") == [(wallet, 100)]


def test_what_keeps_an_estate_from_being_settled(family: Family) -> None:
    world, wallet, son = family.world, family.wallet, family.son
    store = world.shop(family.icbc)
    held = world.do(PlaceHold(wallet, 10, world.clock.now() + 10**9, store=store)).payment
    company = world.wallet(world.company(family.icbc)).holder
    assert world.refuse(family.settle()) == "estate_not_found"
    assert world.refuse(OpenEstate(HolderNo(16), PAPERS)) == "holder_not_found"
    assert world.refuse(OpenEstate(company, PAPERS)) == "usage_not_allowed"
    assert world.refuse(OpenEstate(family.holder, ("",))) == "papers_invalid"
    family.open()
    assert world.refuse(SettleEstate(family.holder, (Heir(son, 1),), ())) == "papers_invalid"
    assert world.refuse(family.settle()) == "wallet_not_empty"
    world.do(ReleaseHold(held))
    court = world.do(FreezeWallet(wallet, "amount", "court", 5)).freeze
    assert world.refuse(family.settle()) == "wallet_frozen"
    world.do(UnfreezeWallet(wallet, court))
    assert world.refuse(family.settle(Heir(wallet, 1))) == "heir_invalid"
    assert world.refuse(SettleEstate(family.holder, (Heir(WalletNo(16), 1),), PAPERS)) == "payee_cannot_receive"
    theirs = world.do(FreezeWallet(son, "all", "court")).freeze
    assert world.refuse(family.settle()) == "payee_cannot_receive"
    world.do(UnfreezeWallet(son, theirs))
    assert world.do(family.settle()).amount_minor == 2_000_000


def test_an_estate_whose_freeze_was_lifted_is_given_up_and_may_be_opened_again(family: Family) -> None:
    """The holder lives after all; or the freeze was lifted from one wallet alone."""
    world, second = family.world, family.second(500)
    first = family.open().holder_freeze
    world.do(UnfreezeHolder(family.holder, first))
    world.do(Pay(second, 100, "person", payee=family.son))
    assert world.refuse(family.settle()) == "estate_not_found"
    assert family.open().wallets_frozen == 2
    assert world.refuse(OpenEstate(family.holder, PAPERS)) == "estate_exists"
    (alone,) = world.query("SELECT id FROM freezes WHERE wallet = ? AND lifted_at = 0", (second,))
    world.do(UnfreezeWallet(second, alone[0]))
    assert world.do(family.settle()).amount_minor == 2_000_400
    assert world.refuse(OpenEstate(family.holder, PAPERS)) == "estate_exists"


TAMPERING = [
    ("UPDATE aliases SET holder = holder + 16", "aliases_lead_home"),
    ("UPDATE return_requests SET returned_minor = returned_minor + 1", "returns_are_refunds"),
    ("UPDATE return_requests SET state = 2", "returns_are_refunds"),
    ("UPDATE return_requests SET payer = payee", "returns_are_refunds"),
    ("DELETE FROM refunds", "returns_are_refunds"),
    ("UPDATE guardianships SET guardian = ward", "guardians_are_people"),
    ("UPDATE guardianships SET papers = ''", "guardians_are_people"),
    ("UPDATE guardianships SET until_at = 1", "signed_by_who_may"),
    ("UPDATE holder_estates SET amount_minor = amount_minor + 1", "estates_whole"),
    ("UPDATE holder_estates SET settled_at = 0", "estates_whole"),
    ("UPDATE holder_freezes SET lifted_at = 0", "estates_whole"),
    ("UPDATE estate_parts SET amount_minor = amount_minor - 1", "estates_whole"),
    ("UPDATE wallets SET closed = 0 WHERE closed <> 0", "estates_whole"),
]


def test_each_invariant_notices_what_breaks_it(unsound_world: World) -> None:
    world = unsound_world
    world.invariants = FEATURE_INVARIANTS
    pair = Home(world)
    pair.appoint()
    world.do(pair.pay())
    payer = world.rich(pair.icbc, amount=1_000)
    world.do(PublishAlias(payer))
    payment = world.do(Pay(payer, 300, "person", payee=pair.wallet.wallet)).payment
    world.do(AskReturn(payment, "wrong_payee"))
    world.do(AnswerReturn(payment, True))
    dead = world.wallet(payer).holder
    world.do(OpenEstate(dead, PAPERS))
    world.do(SettleEstate(dead, (Heir(pair.wallet.wallet, share_ppm=1_000_000),), PAPERS))
    assert world.audit().findings == ()
    unnoticed = []
    connection = world.platform.engine.connect()
    for sql, name in TAMPERING:
        connection.begin()
        assert connection.execute(sql) > 0, sql
        if name not in {each.name for each in PEOPLE_INVARIANTS if list(each.check(connection))}:
            unnoticed.append(sql)
        connection.rollback()
    connection.close()
    assert unnoticed == []
    assert {name for _, name in TAMPERING} == {each.name for each in PEOPLE_INVARIANTS}
