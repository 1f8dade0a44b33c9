"""Guardians act until a day; estates go whole to an heir, and only when nothing else holds them."""

from typing import Any

from jiaozi.access.model import Principal, Role, Status
from jiaozi.access.ownership import of_wallet
from jiaozi.access.permissions import Verdict, decide
from jiaozi.clock import DAY_US
from jiaozi.invariants import FEATURE_INVARIANTS
from jiaozi.ledger.model import Code
from jiaozi.payments.holds import PlaceHold, ReleaseHold
from jiaozi.payments.pay import Pay
from jiaozi.people.aliases import PublishAlias
from jiaozi.people.audit import PEOPLE_INVARIANTS
from jiaozi.people.estates import OpenEstate, SettleEstate
from jiaozi.people.guardians import AppointGuardian, EndGuardianship
from jiaozi.people.returns import AnswerReturn, AskReturn
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from jiaozi.wallets.regimes import ChangeRegime, MoveWallets
from tests.features.world import NEW_YEAR_2026, World
from tests.people.conftest import PAPER

PAPERS = (PAPER,)


class Pair:
    """A ward with a wallet, and somebody who is to act for it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.icbc = world.bank()
        self.wallet, other = world.opened(self.icbc), world.opened(self.icbc)
        self.ward, self.guardian = self.wallet.holder, other.holder

    def may(self, action: str = "pay", subject: int = 0, bank: int = 0) -> bool:
        """Whether the guardian may do this to the ward's wallet now."""
        who = Principal(16, Role.HOLDER, bank or self.icbc, subject or self.guardian, "", Status.ACTIVE)
        with self.world.platform.snapshot() as connection:
            owner = of_wallet(connection, self.world.wallet(self.wallet.wallet))
        return decide(who, action, [owner], at=self.world.clock.now()) is Verdict.ALLOWED


def test_a_guardian_acts_until_the_instant_and_nobody_else_does(world: World) -> None:
    pair = Pair(world)
    assert not pair.may()
    until = world.clock.now() + DAY_US
    world.do(AppointGuardian(pair.ward, pair.guardian, until, PAPERS))
    assert pair.may("pay")
    assert pair.may("read_statement")
    assert pair.may("set_own_limits")
    assert not pair.may(subject=pair.guardian + 16)
    assert not pair.may(bank=pair.icbc + 256)
    world.clock.advance_to(until - 1)
    assert pair.may()
    world.clock.advance_to(until)
    assert not pair.may()
    with world.platform.snapshot() as connection:
        owner = of_wallet(connection, world.wallet(pair.wallet.wallet))
    who = Principal(16, Role.HOLDER, pair.icbc, pair.guardian, "", Status.ACTIVE)
    assert decide(who, "pay", [owner]) is not Verdict.ALLOWED


def test_a_guardianship_is_ended_once_and_at_once(world: World) -> None:
    pair = Pair(world)
    until = world.clock.now() + DAY_US
    made = world.do(AppointGuardian(pair.ward, pair.guardian, until, PAPERS)).guardianship
    world.do(EndGuardianship(made))
    assert not pair.may()
    assert world.refuse(EndGuardianship(made)) == "guardianship_ended"
    assert world.refuse(EndGuardianship(16)) == "guardianship_not_found"
    again = world.do(AppointGuardian(pair.ward, pair.guardian, until, PAPERS)).guardianship
    world.clock.advance_to(until)
    assert world.refuse(EndGuardianship(again)) == "guardianship_ended"


def test_who_cannot_be_a_guardian(world: World) -> None:
    pair = Pair(world)
    soon = world.clock.now() + DAY_US
    company = world.wallet(world.company(pair.icbc)).holder
    foreign = world.opened(world.bank("boc")).holder
    refused = [
        (AppointGuardian(pair.ward, pair.ward, soon, PAPERS), "guardian_invalid"),
        (AppointGuardian(pair.ward, company, soon, PAPERS), "guardian_invalid"),
        (AppointGuardian(pair.ward, foreign, soon, PAPERS), "guardian_invalid"),
        (AppointGuardian(pair.ward, 16, soon, PAPERS), "holder_not_found"),
        (AppointGuardian(pair.ward, pair.guardian, world.clock.now(), PAPERS), "expiry_invalid"),
        (AppointGuardian(pair.ward, pair.guardian, soon + 4_000 * DAY_US, PAPERS), "expiry_invalid"),
        (AppointGuardian(pair.ward, pair.guardian, soon, ()), "papers_invalid"),
        (AppointGuardian(pair.ward, pair.guardian, soon, ("A" * 64,)), "papers_invalid"),
        (AppointGuardian(pair.ward, pair.guardian, soon, PAPERS * 2), "papers_invalid"),
    ]
    assert [(world.refuse(command), code) for command, code in refused] == [(code, code) for _, code in refused]


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
    ("UPDATE estates SET amount_minor = amount_minor + 1", "estates_whole"),
    ("UPDATE estates SET settled_at = 0", "estates_whole"),
    ("UPDATE freezes SET lifted_at = 0", "estates_whole"),
]


def test_each_invariant_notices_what_breaks_it(unsound_world: World) -> None:
    world = unsound_world
    world.invariants = FEATURE_INVARIANTS
    pair = Pair(world)
    payer = world.rich(pair.icbc, amount=1_000)
    world.do(PublishAlias(payer))
    payment = world.do(Pay(payer, 300, "person", payee=pair.wallet.wallet)).payment
    world.do(AskReturn(payment, "wrong_payee"))
    world.do(AnswerReturn(payment, True))
    world.do(AppointGuardian(pair.ward, pair.guardian, world.clock.now() + DAY_US, PAPERS))
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
