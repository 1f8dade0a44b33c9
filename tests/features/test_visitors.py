"""Hong Kong and visitors by date: whitelists, foreign numbers, top-ups by card, and what goes back to the card."""

from dataclasses import replace

import pytest

from jiaozi.clock import DAY_US
from jiaozi.invariants import FEATURE_INVARIANTS
from jiaozi.kinds import AcquirerNo, BankAccountNo, CardLoadNo, InstitutionNo, WalletNo
from jiaozi.payments.holds import CaptureHold, PlaceHold, ReleaseHold
from jiaozi.payments.pay import Pay
from jiaozi.scheme.banks import DepositCash, OpenBankAccount
from jiaozi.wallets.card_bounces import BounceCardReturn
from jiaozi.wallets.cards import LoadByCard, OpenAcquirer, ReturnToCards
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.exchange import LinkBankAccount, Load
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from jiaozi.wallets.model import PHONES_MAX
from jiaozi.wallets.opening import OpenWallet
from jiaozi.wallets.phones import region_of
from jiaozi.wallets.regimes import ChangeRegime, MoveWallets
from jiaozi.wallets.whitelist import RegisterWhitelist
from tests.features.conftest import OpenWorld
from tests.features.world import NEW_YEAR_2026, YUAN, World

PHONE = "+85291234567"
LONDON = "+447400123456"
CARD = "tok_visa_0001"


# ------------------------------------------------------------------------------------------------------- whitelists
def test_on_the_whitelist_of_an_activity_one_opens_before_everybody(open_world: OpenWorld) -> None:
    """S0: only customers registered for the priority experience could open a wallet, at the Bank of China."""
    world = open_world("2023-03-02T09:00:00+08:00")
    boc, icbc = world.bank("boc"), world.bank("icbc")
    opening = OpenWallet(boc, "personal", "IV", PHONE)
    refusal = world.refusal(opening)
    assert (refusal.code, refusal.rule.split(" ")[0]) == ("class_not_available", "hong_kong.access.whitelist")
    assert world.do(RegisterWhitelist(boc, "jd-2023-03", (PHONE, "+852 9765 4321"))).added == 2
    assert world.refuse(replace(opening, operator=icbc)) == "class_not_available"
    assert world.refuse(replace(opening, wallet_class="III", name="A", id_number="K1234567")) == "class_not_available"
    assert world.refuse(replace(opening, phone="+85290000001")) == "class_not_available"
    wallet = world.do(opening).wallet
    assert world.wallet(wallet).scope == 1
    friend = world.rich(boc)
    assert world.refuse(Pay(friend, 10, "person", payee=wallet)) == "payee_cannot_receive"


def test_registering_and_opening_in_one_group(open_world: OpenWorld) -> None:
    world = open_world("2024-05-16T23:59:59+08:00")
    boc = world.bank("boc")
    register, opening = RegisterWhitelist(boc, "jd-2024", (PHONE,)), OpenWallet(boc, "personal", "IV", PHONE)
    early, first, again, opened = world.group(opening, register, register, opening)
    assert (early.code, first.added, again.added) == ("class_not_available", 1, 0)
    assert opened.wallet


WHITELISTS = [
    # the day, the operator, the phones: what becomes of them
    ("2022-05-15", "boc", (PHONE,), ""),
    ("2023-03-02", "icbc", (PHONE,), "class_not_available"),
    ("2024-05-17", "boc", (PHONE,), "class_not_available"),
    ("2023-03-02", "boc", (PHONE, "13800000001"), "holder_details_invalid"),
    ("2023-03-02", "boc", ("+852123",), "holder_details_invalid"),
    ("2023-03-02", "boc", (LONDON,), "holder_details_invalid"),
    ("2023-03-02", "boc", (), "request_malformed"),
    ("2023-03-02", "boc", (PHONE,) * (PHONES_MAX + 1), "request_malformed"),
]


@pytest.mark.parametrize(("day", "operator", "phones", "code"), WHITELISTS)
@pytest.mark.only_engine("sqlite")  # decided before the database; the other engine adds nothing
def test_who_can_be_registered(
    open_world: OpenWorld, day: str, operator: str, phones: tuple[str, ...], code: str
) -> None:
    world = open_world(f"{day}T09:00:00+08:00")
    command = RegisterWhitelist(world.bank(operator), "jd", phones)
    if code:
        refusal = world.refusal(command)
        assert refusal.code == code
        assert PHONE not in refusal.detail
    else:
        assert world.do(command).added == 1
    assert world.refuse(replace(command, activity="JD 2023")) == "request_malformed"
    assert world.refuse(replace(command, operator=InstitutionNo(16), phones=(PHONE,))) == "institution_not_found"


def test_numbers_are_stored_as_blind_indexes_only(open_world: OpenWorld) -> None:
    world = open_world("2023-03-02T09:00:00+08:00")
    world.do(RegisterWhitelist(world.bank("boc"), "jd", (PHONE,)))
    for table in ("whitelist", "events", "outcomes", "acts"):
        assert "91234567" not in str(world.query(f"SELECT * FROM {table}"))


def test_at_midnight_of_17_may_2024_everybody_may(open_world: OpenWorld) -> None:
    world = open_world("2024-05-16T23:59:59+08:00")
    bocom = world.bank("bocom")
    opening = OpenWallet(bocom, "personal", "IV", PHONE)
    assert world.refuse(opening) == "class_not_available"
    world.until("2024-05-17T00:00:00+08:00")
    world.do(opening)


@pytest.mark.parametrize("phone", ["+447000", "+12345678", "+852123", "+999123456789"])
@pytest.mark.only_engine("sqlite")  # decided before the database; the other engine adds nothing
def test_a_foreign_number_has_to_exist_in_its_country_s_plan(world: World, phone: str) -> None:
    assert world.refuse(OpenWallet(world.bank(), "personal", "IV", phone)) == "holder_details_invalid"


def test_regions_of_numbers() -> None:
    numbers = {"13812345678": "CN", "+8613812345678": "CN", PHONE: "HK", LONDON: "GB", "+6581234567": "SG", "+1": ""}
    assert {number: region_of(number) for number in numbers} == numbers


# ------------------------------------------------------------------------------------------------------------- cards
class Trip:
    """A visitor at the Bank of China in June 2024, and an acquirer with 1,000,000 yuan."""

    def __init__(self, world: World) -> None:
        self.world = world
        world.invariants = FEATURE_INVARIANTS
        self.boc = world.bank("boc")
        self.account = world.do(OpenBankAccount(self.boc, "6222000099990000")).bank_account
        world.do(DepositCash(self.account, 10**8))
        self.acquirer = world.do(OpenAcquirer(self.boc, self.account, "An acquirer")).acquirer
        self.visitor = WalletNo(world.do(OpenWallet(self.boc, "personal", "IV", LONDON)).wallet)
        self.shop = world.shop(self.boc)

    def load(self, amount: int, card: str = CARD, wallet: WalletNo = WalletNo(0)) -> LoadByCard:
        return LoadByCard(wallet or self.visitor, self.acquirer, "visa", card, card[-4:], amount, "auth-1")

    def deposit(self) -> int:
        return self.world.account(self.account).posted


@pytest.fixture
def trip(open_world: OpenWorld) -> Trip:
    return Trip(open_world("2024-06-01T09:00:00+08:00"))


def test_a_visitor_tops_up_spends_and_gets_the_rest_back_on_the_same_cards(trip: Trip) -> None:
    world = trip.world
    world.do(trip.load(300 * YUAN))
    world.do(trip.load(200 * YUAN, "tok_visa_0002"))
    assert (world.balance(trip.visitor), trip.deposit()) == (500 * YUAN, 10**8 - 500 * YUAN)
    world.pay(trip.visitor, 250 * YUAN, trip.shop)
    done = world.do(ReturnToCards(trip.visitor))
    assert (done.card_loads, done.amount_minor) == (2, 250 * YUAN)
    returned: dict[str, int] = dict(world.query("SELECT card_masked, returned_minor FROM card_loads"))
    assert returned == {"**** 0002": 200 * YUAN, "**** 0001": 50 * YUAN}
    assert (world.balance(trip.visitor), trip.deposit()) == (0, 10**8 - 250 * YUAN)
    assert world.do(ReturnToCards(trip.visitor)).journal == 0
    world.do(CloseWallet(trip.visitor))
    assert world.refuse(ReturnToCards(trip.visitor)) == "wallet_closed"


def test_no_more_goes_back_than_came_by_card(trip: Trip) -> None:
    world = trip.world
    friend = world.rich(trip.boc)
    world.do(trip.load(100))
    world.do(Pay(friend, 70, "person", payee=trip.visitor))
    assert world.do(ReturnToCards(trip.visitor)).amount_minor == 100
    assert world.balance(trip.visitor) == 70
    assert world.do(ReturnToCards(trip.visitor)).amount_minor == 0


def test_what_a_card_cannot_be_credited_comes_back_and_the_card_is_ended(trip: Trip) -> None:
    world, other = trip.world, "tok_visa_0002"
    load = world.do(trip.load(300 * YUAN)).card_load
    world.do(trip.load(100 * YUAN))
    world.do(trip.load(200 * YUAN, other))
    world.do(ReturnToCards(trip.visitor))
    assert world.balance(trip.visitor) == 0
    assert world.refuse(BounceCardReturn(CardLoadNo(16), 1)) == "card_load_not_found"
    assert world.refuse(BounceCardReturn(load, 0)) == "amount_invalid"
    assert world.refuse(BounceCardReturn(load, 300 * YUAN + 1)) == "card_return_exceeded"
    order = world.do(FreezeWallet(trip.visitor, "all", "order")).freeze
    assert world.refuse(BounceCardReturn(load, 1)) == "wallet_frozen"
    world.do(UnfreezeWallet(trip.visitor, order))
    world.do(BounceCardReturn(load, 250 * YUAN))
    assert world.refuse(BounceCardReturn(load, 1)) == "card_ended"
    assert (world.balance(trip.visitor), trip.deposit()) == (250 * YUAN, 10**8 - 250 * YUAN)
    assert world.do(ReturnToCards(trip.visitor)).amount_minor == 0  # the card is ended
    world.do(trip.load(20 * YUAN, other))
    assert world.do(ReturnToCards(trip.visitor)).amount_minor == 20 * YUAN
    world.do(Pay(trip.visitor, 250 * YUAN, store=trip.shop))


def test_a_return_leaves_what_is_held_until_it_is_released(trip: Trip) -> None:
    world = trip.world
    world.do(trip.load(300 * YUAN))
    hold = PlaceHold(trip.visitor, 120 * YUAN, world.clock.now() + DAY_US, store=trip.shop)
    held = world.do(hold).payment
    assert world.do(ReturnToCards(trip.visitor)).amount_minor == 180 * YUAN
    assert world.do(ReturnToCards(trip.visitor)).amount_minor == 0
    world.do(CaptureHold(held, 20 * YUAN))
    world.do(ReleaseHold(held))
    assert world.do(ReturnToCards(trip.visitor)).amount_minor == 100 * YUAN
    assert world.balance(trip.visitor) == 0


def test_a_bounce_and_a_return_in_one_group(trip: Trip) -> None:
    world = trip.world
    load = world.do(trip.load(300 * YUAN)).card_load
    world.do(ReturnToCards(trip.visitor))
    bounced, returned = world.group(BounceCardReturn(load, 300 * YUAN), ReturnToCards(trip.visitor))
    assert bounced.wallet == trip.visitor
    assert returned.amount_minor == 0


def test_two_returns_and_a_load_in_one_group(trip: Trip) -> None:
    outcomes = trip.world.group(trip.load(100), ReturnToCards(trip.visitor), ReturnToCards(trip.visitor))
    assert [outcome.amount_minor for outcome in outcomes[1:]] == [100, 0]


def test_only_visitors_wallets_are_topped_up_by_card(trip: Trip) -> None:
    world = trip.world
    resident = world.person(trip.boc)
    hong_kong = world.do(OpenWallet(trip.boc, "personal", "IV", PHONE)).wallet
    verified = world.do(OpenWallet(trip.boc, "personal", "II", "+6581234567", "Tan", "E1234567A", "6222000012345678"))
    for wallet in (resident, hong_kong, verified.wallet, world.company(trip.boc)):
        refusal = world.refusal(trip.load(100, wallet=wallet))
        assert (refusal.code, refusal.rule.split(" ")[0]) == ("usage_not_allowed", "visitors.card_top_up")
    assert world.refuse(replace(trip.load(100), network="jcb")) == "usage_not_allowed"


def test_a_top_up_keeps_the_class_s_balance_limit_and_the_freezes(trip: Trip) -> None:
    world = trip.world
    world.do(trip.load(10_000 * YUAN))
    refusal = world.refusal(trip.load(1))
    assert (refusal.code, refusal.rule.split(" ")[0]) == ("limit_balance_exceeded", "limits.scheme.IV.balance")
    world.do(FreezeWallet(trip.visitor, "amount", "order", 100))
    assert world.refuse(ReturnToCards(trip.visitor)) == "wallet_frozen_amount"
    world.do(FreezeWallet(trip.visitor, "all", "order"))
    assert world.refuse(trip.load(1)) == "wallet_frozen"


@pytest.mark.only_engine("sqlite")  # decided before the database; the other engine adds nothing
def test_what_is_malformed_or_missing(trip: Trip) -> None:
    world, good = trip.world, trip.load(100)
    other = world.bank("icbc")
    far = world.do(OpenWallet(other, "personal", "IV", LONDON)).wallet
    for bad, code in (
        (replace(good, card="4111111111111111"), "request_malformed"),
        (replace(good, card="short"), "request_malformed"),
        (replace(good, last_four="12a4"), "request_malformed"),
        (replace(good, amount_minor=0), "amount_invalid"),
        (replace(good, reference=""), "reference_invalid"),
        (replace(good, wallet=WalletNo(16)), "wallet_not_found"),
        (replace(good, acquirer=AcquirerNo(16)), "acquirer_not_found"),
        (replace(good, wallet=far), "acquirer_not_found"),
        (replace(good, amount_minor=10**8 + 1), "limit_balance_exceeded"),
        (OpenAcquirer(trip.boc, trip.account, "Again"), "bank_account_not_found"),
        (OpenAcquirer(other, trip.account, "Elsewhere"), "bank_account_not_found"),
        (OpenAcquirer(trip.boc, BankAccountNo(16), "None"), "bank_account_not_found"),
        (OpenAcquirer(InstitutionNo(16), trip.account, "None"), "institution_not_found"),
        (OpenAcquirer(trip.boc, trip.account, " "), "request_malformed"),
        (ReturnToCards(WalletNo(16)), "wallet_not_found"),
        (LinkBankAccount(trip.visitor, trip.account), "bank_account_not_found"),
        (Load(trip.visitor, trip.account, 1), "bank_account_not_found"),
    ):
        assert world.refuse(bad) == code, bad


def test_an_acquirer_without_money_tops_nothing_up(trip: Trip) -> None:
    world = trip.world
    empty = world.do(OpenBankAccount(trip.boc, "6222000099990001")).bank_account
    acquirer = world.do(OpenAcquirer(trip.boc, empty, "Empty")).acquirer
    assert world.refuse(replace(trip.load(1), acquirer=acquirer)) == "insufficient_funds"


def test_before_there_is_a_rule_no_card_tops_up(open_world: OpenWorld) -> None:
    trip = Trip(open_world("2023-08-31T23:59:59+08:00"))
    assert trip.world.refuse(trip.load(1)) == "usage_not_allowed"
    trip.world.until("2023-09-01T00:00:00+08:00")
    trip.world.do(trip.load(1))


def test_cards_are_stored_as_blind_indexes_only(trip: Trip) -> None:
    trip.world.do(trip.load(100))
    for table in ("card_loads", "events", "outcomes", "acts"):
        assert CARD not in str(trip.world.query(f"SELECT * FROM {table}"))


@pytest.mark.slow
def test_a_return_after_the_change_of_regime(open_world: OpenWorld) -> None:
    trip = Trip(open_world("2025-12-30T09:00:00+08:00"))
    world = trip.world
    world.do(trip.load(100))
    world.until(NEW_YEAR_2026)
    world.do(ChangeRegime(trip.boc))
    world.do(MoveWallets(trip.boc))
    world.do(trip.load(50))
    assert world.do(ReturnToCards(trip.visitor)).amount_minor == 150


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE card_loads SET amount_minor = amount_minor + 1",
        "UPDATE card_loads SET returned_minor = returned_minor - 1",
        "UPDATE card_loads SET at = at + 1",
        "UPDATE acquirers SET bank_account = bank_account + 1",
        "UPDATE card_bounces SET amount_minor = amount_minor + 1",
        "DELETE FROM card_loads",
    ],
)
def test_what_breaks_the_cards_invariant_is_found(trip: Trip, sql: str) -> None:
    world = trip.world
    load = world.do(trip.load(100)).card_load
    world.pay(trip.visitor, 40, trip.shop)
    world.do(ReturnToCards(trip.visitor))
    world.do(BounceCardReturn(load, 20))
    assert world.audit().findings == ()
    before = {table: world.query(f"SELECT * FROM {table}") for table in ("card_loads", "acquirers", "card_bounces")}
    world.tamper(sql)
    assert {finding.invariant for finding in world.audit().findings} == {"cards_add_up"}
    for table, rows in before.items():
        world.tamper(f"DELETE FROM {table}") if world.query(f"SELECT 1 FROM {table}") else None
        for row in rows:
            world.tamper(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
