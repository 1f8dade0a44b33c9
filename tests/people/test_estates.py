"""Estates go whole to an heir, and only when nothing else holds them; what breaks them is noticed."""

from typing import Any

from jiaozi.invariants import FEATURE_INVARIANTS
from jiaozi.ledger.model import Code
from jiaozi.payments.holds import PlaceHold, ReleaseHold
from jiaozi.payments.pay import Pay
from jiaozi.people.aliases import PublishAlias
from jiaozi.people.audit import PEOPLE_INVARIANTS
from jiaozi.people.estates import OpenEstate, SettleEstate
from jiaozi.people.returns import AnswerReturn, AskReturn
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from jiaozi.wallets.regimes import ChangeRegime, MoveWallets
from tests.features.world import NEW_YEAR_2026, World
from tests.people.test_guardians import PAPERS, Home


def test_an_estate_is_frozen_and_goes_whole_to_the_heir_past_its_limit(world: World) -> None:
    icbc, boc = world.bank(), world.bank("boc")
    wallet, heir = world.rich(icbc, "I", 2_000_000), world.rich(boc, amount=900_000)
    opened = world.do(OpenEstate(wallet, PAPERS))
    assert world.refuse(Pay(wallet, 100, "person", payee=heir)) == "wallet_frozen"
    assert world.refuse(OpenEstate(wallet, PAPERS)) == "estate_exists"
    settled = world.do(SettleEstate(wallet, heir, PAPERS))
    assert settled.amount_minor == 2_000_000
    assert (world.balance(wallet), world.balance(heir)) == (0, 2_900_000)
    assert world.wallet(wallet).closed
    assert world.query("SELECT lifted_at <> 0 FROM freezes WHERE id = ?", (opened.freeze,)) == [(1,)]
    assert {row[0] for row in world.query("SELECT code FROM transfers WHERE journal = ?", (settled.journal,))} == {
        Code.INHERITANCE
    }
    assert world.refuse(SettleEstate(wallet, heir, PAPERS)) == "wallet_closed"


def test_an_empty_estate_is_closed_and_one_across_operators_is_settled_in_2026(open_world: Any) -> None:
    world = open_world("2025-12-31T12:00:00+08:00")
    world.invariants = FEATURE_INVARIANTS
    icbc, boc = world.bank(), world.bank("boc")
    empty, wallet, heir = world.person(icbc), world.rich(icbc, amount=500), world.person(boc)
    world.until(NEW_YEAR_2026)
    for bank in (icbc, boc):
        world.do(ChangeRegime(bank))
        world.do(MoveWallets(bank))
    for each in (empty, wallet):
        world.do(OpenEstate(each, PAPERS))
    assert world.do(SettleEstate(empty, heir, PAPERS)).journal == 0
    assert world.do(SettleEstate(wallet, heir, PAPERS)).amount_minor == 500
    assert world.balance(heir) == 500


def test_an_heir_gets_the_interest_up_to_the_day_before(open_world: Any) -> None:
    """10,000.00 yuan for 72 days at 0.05 %: 1.00 yuan. The closing is settled, so nobody is paid it again."""
    world = open_world(NEW_YEAR_2026)
    world.invariants = FEATURE_INVARIANTS
    icbc, boc = world.bank(), world.bank("boc")
    wallet, heir = world.rich(icbc, "I", 1_000_000), world.person(boc)
    world.until("2026-03-14T12:00:00+08:00")
    world.do(OpenEstate(wallet, PAPERS))
    settled = world.do(SettleEstate(wallet, heir, PAPERS))
    assert (settled.amount_minor, settled.interest_minor) == (1_000_000, 100)
    assert world.balance(heir) == 1_000_100
    assert world.query("SELECT wallet, interest_minor FROM interest_items") == [(wallet, 100)]


def test_what_keeps_an_estate_from_being_settled(world: World) -> None:
    icbc = world.bank()
    wallet, heir, store = world.rich(icbc, amount=1_000), world.person(icbc), world.shop(icbc)
    held = world.do(PlaceHold(wallet, 10, world.clock.now() + 10**9, store=store)).payment
    assert world.refuse(SettleEstate(wallet, heir, PAPERS)) == "estate_not_found"
    assert world.refuse(OpenEstate(16, PAPERS)) == "wallet_not_found"
    assert world.refuse(OpenEstate(wallet, ("",))) == "papers_invalid"
    world.do(OpenEstate(wallet, PAPERS))
    assert world.refuse(SettleEstate(wallet, heir, ())) == "papers_invalid"
    assert world.refuse(SettleEstate(wallet, 16, PAPERS)) == "wallet_not_found"
    assert world.refuse(SettleEstate(wallet, wallet, PAPERS)) == "heir_invalid"
    assert world.refuse(SettleEstate(wallet, heir, PAPERS)) == "wallet_not_empty"
    world.do(ReleaseHold(held))
    court = world.do(FreezeWallet(wallet, "amount", "court", 5)).freeze
    assert world.refuse(SettleEstate(wallet, heir, PAPERS)) == "wallet_frozen"
    world.do(UnfreezeWallet(wallet, court))
    theirs = world.do(FreezeWallet(heir, "all", "court")).freeze
    assert world.refuse(SettleEstate(wallet, heir, PAPERS)) == "wallet_frozen"
    world.do(UnfreezeWallet(heir, theirs))
    assert world.do(SettleEstate(wallet, heir, PAPERS)).amount_minor == 1_000


TAMPERING = [
    ("UPDATE aliases SET holder = holder + 16", "aliases_lead_home"),
    ("UPDATE return_requests SET returned_minor = returned_minor + 1", "returns_are_refunds"),
    ("UPDATE return_requests SET state = 2", "returns_are_refunds"),
    ("UPDATE return_requests SET payer = payee", "returns_are_refunds"),
    ("DELETE FROM refunds", "returns_are_refunds"),
    ("UPDATE guardianships SET guardian = ward", "guardians_are_people"),
    ("UPDATE guardianships SET papers = ''", "guardians_are_people"),
    ("UPDATE guardianships SET until_at = 1", "signed_by_who_may"),
    ("UPDATE estates SET amount_minor = amount_minor + 1", "estates_whole"),
    ("UPDATE estates SET settled_at = 0", "estates_whole"),
    ("UPDATE freezes SET lifted_at = 0", "estates_whole"),
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
    world.do(OpenEstate(payer, PAPERS))
    world.do(SettleEstate(payer, pair.wallet.wallet, PAPERS))
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
