"""What an answer tells of somebody else: one thing, whatever is behind it, and too seldom to measure with.

Every way of paying is tried on a payee in every state that forbids it: the payer reads the same problem each time, and
in a dry run the same success. Then the other way round: a payee that charges, captures, refunds or asks.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from jiaozi.acceptance.model import OrderLine
from jiaozi.acceptance.orders import PayOrder, PlaceOrder
from jiaozi.api.problems import problem
from jiaozi.banking.remittances import Remit
from jiaozi.billing.asking import RequestPayment
from jiaozi.billing.bills import BillLine, PayBill, UploadBills
from jiaozi.billing.requests import AcceptRequest
from jiaozi.clock import DAY_US, china_day
from jiaozi.codes.collect import OpenCollectCode, PayCollectCode
from jiaozi.errors import Refusal
from jiaozi.kinds import BankAccountNo, HolderNo, InstitutionNo, MerchantNo, StoreNo, WalletNo
from jiaozi.payments.holds import CaptureHold, PlaceHold
from jiaozi.payments.merchants import OpenMerchant, OpenStore, SuspendMerchant
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.payments.splits.capture import CaptureSplit
from jiaozi.payments.splits.pay import PaySplit
from jiaozi.people.aliases import ConfirmPayee
from jiaozi.people.estates import Heir, OpenEstate, SettleEstate
from jiaozi.scheme.banks import OpenBankAccount
from jiaozi.subwallets.model import PushSubWallet
from jiaozi.wallets.changes import CloseWallet, SetOwnLimits
from jiaozi.wallets.exchange import Unload
from jiaozi.wallets.freezing import FreezeWallet
from tests.features.conftest import OpenWorld
from tests.features.world import YUAN, World
from tests.splits.market import Market

PAYEE, PAYER = Refusal("payee_cannot_receive"), Refusal("payer_cannot_pay")
IN_MEMORY = pytest.mark.only_engine("sqlite")
"""Decided on locked rows: one code for both engines."""
AMOUNT = 100


def dry(world: World, command: Any) -> Any:
    """The outcome of a dry run, which leaves every row as it was, the counts too."""
    tables = ("usages", "refused_payees", "accounts", "payments", "payer_tokens", "outcomes", "events")
    before = [world.query(f"SELECT COUNT(*) FROM {table}") for table in tables]
    request = world.platform.request(1, f"dry-{world.platform.ids.take()}", command)
    (result,) = world.platform.run([request], dry_run=True)
    assert [world.query(f"SELECT COUNT(*) FROM {table}") for table in tables] == before
    return result.outcome


def shape(outcome: Any) -> tuple[Any, ...]:
    """An outcome without the ids that are new in each answer."""
    return type(outcome).__name__, *(value for value in outcome if not isinstance(value, int) or value < 2**40)


# -------------------------------------------------------------------------------------------- payees that cannot
@dataclass
class Village:
    """Wallets in every state in which 100 fen cannot come in, and a payer with money. Amounts are fen."""

    world: World
    bank: InstitutionNo
    other: InstitutionNo
    payer: WalletNo

    def states(self) -> Iterator[tuple[str, int]]:
        """(what is behind it, the wallet)."""
        world, bank = self.world, self.bank
        for operator, where in ((bank, "here"), (self.other, "at another operator")):
            frozen, closed, full, lower = (world.person(operator) for _ in range(4))
            world.do(FreezeWallet(frozen, "all", "court order"))
            world.do(CloseWallet(closed))
            world.fund(full, 10_000 * YUAN - AMOUNT + 1)
            world.do(SetOwnLimits(lower, balance_minor=AMOUNT - 1))
            yield from ((f"{what} {where}", wallet) for what, wallet in (
                ("frozen", frozen), ("closed", closed), ("a fen too full", full), ("its holder's limit", lower),
            ))  # fmt: skip
        yield "under Hong Kong's rules", world.person(self.other, prefix="+852")
        merchant = world.query("SELECT merchant FROM stores WHERE id = ?", (world.shop(bank),))[0][0]
        push = PushSubWallet(world.person(bank, "III"), merchant, "tea", 100, 100, customer="c")
        yield "a pushed sub-wallet", int(world.do(push).sub_wallet)
        yield "nobody's", 2**44 + 16 * 7  # the payee that one names is told back, as an id

    def shops(self) -> Iterator[tuple[str, int, int]]:
        """(what is behind it, a store whose payee cannot, its merchant)."""
        world = self.world
        for what in ("frozen", "its holder's limit", "frozen at another operator", "closed"):
            wallet = world.company(self.other if "another" in what else self.bank)
            opened = OpenMerchant(wallet, "Water", "自来水", "4900", "UBIL", "online")
            merchant = MerchantNo(world.do(opened).merchant)
            yield what, int(world.do(OpenStore(merchant, "Main street", "500103")).store), merchant

    def spoil(self, what: str, store: int) -> None:
        """Brings about what forbids a store's wallet to be paid."""
        wallet, world = self.world.shop_wallet(store), self.world
        if "frozen" in what:
            world.do(FreezeWallet(wallet, "all", "court order"))
        elif what == "closed":
            world.do(CloseWallet(wallet))
        else:
            world.do(SetOwnLimits(wallet, balance_minor=AMOUNT - 1))


@pytest.fixture
def village(open_world: OpenWorld) -> Village:
    """On a day on which Hong Kong numbers open wallets; the payer can pay."""
    world = open_world("2024-06-01T09:00:00+08:00")
    bank, other = world.bank(), world.bank("boc")
    return Village(world, bank, other, world.rich(bank, "II", 1_000_000))


Make = Callable[[Village, int], Any]
TO_WALLETS: dict[str, Make] = {
    "pay": lambda town, payee: Pay(town.payer, AMOUNT, "person", payee=WalletNo(payee)),
    "pay a salary": lambda town, payee: Pay(town.payer, AMOUNT, "salary", payee=WalletNo(payee)),
    "party dues": lambda town, payee: Pay(town.payer, AMOUNT, "party_dues", payee=WalletNo(payee)),
    "remit": lambda town, payee: Remit(town.world.deposit(town.payer, 1_000), WalletNo(payee), AMOUNT),
}


@IN_MEMORY
@pytest.mark.parametrize("act", TO_WALLETS)
def test_whatever_forbids_a_wallet_to_be_paid_its_payer_reads_the_same(village: Village, act: str) -> None:
    states = dict(village.states())
    commands = {what: TO_WALLETS[act](village, wallet) for what, wallet in states.items()}
    dries = {what: shape(dry(village.world, command)) for what, command in commands.items()}
    assert set(dries.values()) == {dries["nobody's"]}, dries
    assert not dries["nobody's"][0].startswith("Refusal")
    outcomes = {what: village.world.refusal(command) for what, command in commands.items()}
    assert set(outcomes.values()) == {PAYEE}, outcomes
    assert len({str(problem("", *outcome)) for outcome in outcomes.values()}) == 1


@IN_MEMORY
@pytest.mark.parametrize("means", ["pay", "order", "bill", "collect code", "request", "request of a person"])
def test_whatever_forbids_a_shop_to_be_paid_its_customer_reads_the_same(village: Village, means: str) -> None:
    world, payer = village.world, village.payer
    until, found = world.clock.now() + DAY_US, {}
    for what, store, merchant in village.shops():
        if means == "order":
            placed = PlaceOrder(StoreNo(store), "n-1", (OrderLine("tea", 1, AMOUNT),))
            command: Any = PayOrder(world.do(placed).order, payer)
        elif means == "bill":
            lines = (BillLine("W-0001", "Water", AMOUNT, china_day(until)),)
            world.do(UploadBills(MerchantNo(merchant), StoreNo(store), lines))
            command = PayBill(payer, MerchantNo(merchant), "W-0001", AMOUNT)
        elif means == "collect code":
            command = PayCollectCode(payer, world.do(OpenCollectCode(StoreNo(store))).payload, AMOUNT)
        elif means == "request":
            command = AcceptRequest(world.do(RequestPayment(AMOUNT, until, StoreNo(store))).payment_request, payer)
        elif means == "request of a person":
            asked = RequestPayment(AMOUNT, until, StoreNo(0), world.shop_wallet(store), payer)
            command = AcceptRequest(world.do(asked).payment_request, payer)
        else:
            command = Pay(payer, AMOUNT, store=StoreNo(store))
        village.spoil(what, store)
        found[what] = shape(dry(world, command)), world.refusal(command)
    assert {refusal for _, refusal in found.values()} == {PAYEE}, found
    assert len({first for first, _ in found.values()}) == 1, found


@IN_MEMORY
def test_a_split_that_any_party_forbids_reads_the_same(open_world: OpenWorld) -> None:
    found = {}
    market = Market(open_world())
    world = market.world
    plan = market.plan((AMOUNT, 0), (0, 500_000))
    hold = PlaceHold(market.payer, 10 * AMOUNT, world.clock.now() + DAY_US, store=market.store)
    held = [world.do(hold).payment for _ in range(4)]
    market.world.do(SetOwnLimits(market.wallets[1], balance_minor=AMOUNT - 1))
    found["a seller's limit"] = world.refusal(PaySplit(market.payer, plan, 5 * AMOUNT))
    found["less than is fixed"] = world.refusal(PaySplit(market.payer, plan, AMOUNT - 1))
    assert world.refusal(CaptureSplit(held[0], plan, 5 * AMOUNT)) == PAYEE
    world.do(SetOwnLimits(market.wallets[1]))
    world.do(FreezeWallet(market.wallets[2], "all", "court order"))
    found["a seller's freeze"] = world.refusal(PaySplit(market.payer, plan, 5 * AMOUNT))
    assert world.refusal(CaptureSplit(held[1], plan, 5 * AMOUNT)) == PAYEE
    world.do(SuspendMerchant(market.sellers[0], True))
    found["a suspended seller"] = world.refusal(PaySplit(market.payer, plan, 5 * AMOUNT))
    assert world.refusal(CaptureSplit(held[2], plan, 5 * AMOUNT)) == PAYEE
    assert set(found.values()) == {PAYEE}, found
    assert shape(dry(world, PaySplit(market.payer, plan, 5 * AMOUNT)))[0] == "Paid"
    assert shape(dry(world, CaptureSplit(held[2], plan, 5 * AMOUNT)))[0] == "HoldCaptured"
    kept = {row[0] for row in world.query("SELECT reason FROM refused_payees WHERE payee = ?", (market.wallets[0],))}
    assert kept == {"payee_cannot_receive"}  # the platform does not read what is wrong with a seller
    world.do(FreezeWallet(market.payer, "all", "court order"))
    assert world.refusal(CaptureHold(held[3], 1)) == PAYER


def test_a_hold_asks_no_more_than_whether_there_is_a_wallet(village: Village) -> None:
    """It costs nothing, so what depends on an amount would be measured with it; the payee is told when it captures."""
    world, until = village.world, village.world.clock.now() + DAY_US
    for what, wallet in village.states():
        place = PlaceHold(village.payer, AMOUNT, until, "person", payee=WalletNo(wallet))
        assert shape(dry(world, place))[0] == "HoldPlaced"
        if "closed" in what or what == "nobody's":
            assert world.refusal(place) == PAYEE, what
        else:
            held = world.do(place).payment
            assert world.refuse(CaptureHold(held, AMOUNT)) in {
                "wallet_frozen", "limit_balance_exceeded", "usage_not_allowed",
            }, what  # fmt: skip


def test_who_could_not_pay_anyway_learns_nothing_of_the_payee(village: Village) -> None:
    world, poor = village.world, village.world.rich(village.bank, amount=AMOUNT - 1)
    for what, wallet in village.states():
        assert world.refuse(Pay(poor, AMOUNT, "person", payee=WalletNo(wallet))) == "insufficient_funds", what
    assert world.query("SELECT COUNT(*) FROM refused_payees") == [(0,)]


# ------------------------------------------------------------------------------------------------------- measuring
def test_a_balance_cannot_be_found_by_trying_amounts(world: World) -> None:
    """The attack: bisection between `payee_cannot_receive` and a success, with all the money that is needed. Dry runs
    and holds answer alike above and below; of real payments the sixth refusal of a day is blind."""
    bank = world.bank()
    attacker, victim = world.rich(bank, "I", 10**8), world.rich(bank, amount=345_678)
    room = 10_000 * YUAN - 345_678
    amounts = (room - 1, room, room + 1, 10_000 * YUAN)
    for amount in amounts:
        assert shape(dry(world, Pay(attacker, amount, "person", payee=victim)))[0] == "Paid"
        until = world.clock.now() + 1_000_000
        assert world.do(PlaceHold(attacker, amount, until, "person", payee=victim)).payment
    for amount in (room + 5, room + 4, room + 3, room + 2, room + 1):
        assert world.refusal(Pay(attacker, amount, "person", payee=victim)) == PAYEE
    assert world.refusal(Pay(attacker, 1, "person", payee=victim)) == PAYEE  # it would go through, and is not heard
    friend = world.person(bank)
    world.do(Pay(attacker, 1, "person", payee=friend))  # nobody keeps a payer from paying somebody else
    world.do(Pay(world.rich(bank), 1, "person", payee=victim))  # nor a payee from being paid by others
    world.until("2022-05-16T00:00:00+08:00")
    world.do(Pay(attacker, 1, "person", payee=victim))


def test_a_balance_cannot_be_found_by_remitting(world: World) -> None:
    """The attack: a bank's clerk opens as many accounts as she likes, pays in cash that is not there, and halves. It is
    the bank that is counted, whichever account the money would come from."""
    victims_bank, bank = world.bank("boc"), world.bank()
    victim = world.rich(victims_bank, amount=345_678)
    room = 10_000 * YUAN - 345_678
    numbers = iter(range(6222000000000500, 6222000000000599))

    def remit(amount: int, by: InstitutionNo = bank) -> Remit:
        account = world.do(OpenBankAccount(by, str(next(numbers)), HolderNo(0), 10_000 * YUAN)).bank_account
        return Remit(account, victim, amount)

    for over in (5, 4, 3, 2, 1):
        assert shape(dry(world, remit(room + over)))[0] == "Remitted"
        assert world.refusal(remit(room + over)) == PAYEE
    assert world.refusal(remit(1)) == PAYEE  # it would go through, and is not heard
    kept = world.query("SELECT payer, payee, refusals, reason FROM refused_payees")
    assert kept == [(bank, victim, 5, "limit_balance_exceeded")]
    friend = world.person(victims_bank)
    world.do(Remit(remit(1).bank_account, friend, 1))  # nobody keeps a bank from paying somebody else
    world.do(remit(1, by=victims_bank))  # nor is the payee kept from what comes from another bank
    world.until("2022-05-16T00:00:00+08:00")
    world.do(remit(room - 1))


def test_a_bank_that_cannot_settle_measures_nobody_either(world: World) -> None:
    """A clerk pays her bank's reserves back, so that what the payee has room for fails all the same, at no cost."""
    victim = world.rich(world.bank("boc"), amount=345_678)
    poor = world.bank(reserves=0, issue=0)
    account = world.do(OpenBankAccount(poor, "6222000000000600", HolderNo(0), 10_000 * YUAN)).bank_account
    for amount in (1, 2, 3, 4):
        assert world.refuse(Remit(account, victim, amount)) == "operator_illiquid"
    assert world.refusal(Remit(account, victim, 10_000 * YUAN)) == PAYEE
    assert world.refusal(Remit(account, victim, 5)) == PAYEE
    assert world.query("SELECT refusals FROM refused_payees") == [(5,)]


def test_a_seller_s_room_cannot_be_found_by_capturing(open_world: OpenWorld) -> None:
    """A platform captures holds of its friends by a plan, with whatever amounts it likes."""
    market = Market(open_world())
    world, until = market.world, market.world.clock.now() + DAY_US
    plan, seller = market.plan((0, 1_000_000)), market.wallets[1]
    world.do(SetOwnLimits(seller, balance_minor=500))
    held = world.do(PlaceHold(market.payer, 1_000, until, store=market.store)).payment
    assert world.refuse(CaptureSplit(held, plan, 1_001)) == "hold_exceeded"  # before the seller is asked
    for amount in (900, 800, 700, 600, 501):
        assert world.refusal(CaptureSplit(held, plan, amount)) == PAYEE
    assert world.refusal(CaptureSplit(held, plan, 500)) == PAYEE
    kept = world.query("SELECT payer, payee, refusals, reason FROM refused_payees")
    assert kept == [(market.wallets[0], seller, 5, "limit_balance_exceeded")]
    world.do(FreezeWallet(market.payer, "all", "court order"))
    assert world.refusal(CaptureSplit(held, plan, 500)) == PAYER
    world.clock.advance_to(until)
    assert world.refuse(CaptureSplit(held, plan, 1_000)) == "hold_expired"


def test_refusals_of_a_group_are_counted_one_by_one_and_a_retry_counts_none(world: World) -> None:
    bank = world.bank()
    payer, payee = world.rich(bank), world.person(bank)
    world.do(SetOwnLimits(payee, balance_minor=10))
    for _ in range(3):
        assert world.outcome(Pay(payer, 11, "person", payee=payee), key="same") == PAYEE
    found = world.group(*[Pay(payer, 11, "person", payee=payee)] * 4, Pay(payer, 1, "person", payee=payee))
    assert found == [PAYEE] * 5
    assert world.query("SELECT refusals, reason FROM refused_payees") == [(5, "limit_balance_exceeded")]
    assert world.usage(payer).refusals_today == 5


def test_what_is_there_and_what_is_not_takes_the_same_statements(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the time of a try, which differs from run to run, but which tables it asks of the database, in order."""
    bank = world.bank()
    frozen, closed, full = (world.person(bank) for _ in range(3))
    world.do(FreezeWallet(frozen, "all", "court order"))
    world.do(CloseWallet(closed))
    world.fund(full, 10_000 * YUAN)
    told: list[str] = []
    with world.platform.snapshot() as connection:
        kind = type(connection)
    for name in ("query", "fetch", "insert", "update", "execute"):
        real = getattr(kind, name, None)
        if real is not None:
            monkeypatch.setattr(kind, name, _noted(told, name, real))
    seen, ways = {}, ("real", "again", "dry", "remitted", "remitted again")
    source = world.deposit(world.person(bank), 1)
    for what, payee in (("frozen", frozen), ("closed", closed), ("full", full), ("nobody's", WalletNo(16 * 7))):
        payer = world.rich(bank)
        for way in ways:
            remitted = way.startswith("remitted")
            command: Any = Remit(source, payee, 1) if remitted else Pay(payer, 1, "person", payee=payee)
            told.clear()
            dry(world, command) if way == "dry" else world.outcome(command)
            seen[way, what] = tuple(told)
    for way in ways:
        assert {what: seen[way, what] for what in ("frozen", "closed", "full")} == dict.fromkeys(
            ("frozen", "closed", "full"), seen[way, "nobody's"]
        )


def _noted(told: list[str], name: str, real: Any) -> Any:
    def noting(self: Any, first: Any, *more: Any, **named: Any) -> Any:
        tables = re.findall(r"\b(?:FROM|JOIN|INTO|UPDATE) (\w+)", str(first)) or [str(first)]
        told.append(f"{name} {' '.join(tables)}")
        return real(self, first, *more, **named)

    return noting


# ------------------------------------------------------------------------------------------ the payer's side to a payee
@IN_MEMORY
def test_a_refund_tells_the_payee_of_the_payer_only_that_it_cannot_receive(world: World) -> None:
    bank = world.bank()
    store, found = world.shop(bank), {}
    for what in ("open", "frozen", "closed", "phone"):
        payer = world.rich(bank, "IV" if what == "phone" else "III", AMOUNT)
        payment = world.pay(payer, AMOUNT, store).payment
        if what != "open":
            world.do(FreezeWallet(payer, "all", "court order") if what == "frozen" else CloseWallet(payer))
        assert shape(dry(world, RefundPayment(payment, 1)))[0] == "Refunded"
        found[what] = world.group(RefundPayment(payment, 1))[0]
    assert found["frozen"] == found["phone"] == PAYEE  # closed, and its holder was known by the phone alone
    assert shape(found["closed"]) == shape(found["open"])  # where the money went is not told


@IN_MEMORY
def test_a_request_to_pay_tells_of_the_payer_only_that_it_cannot(world: World) -> None:
    bank, until = world.bank(), world.clock.now() + DAY_US
    payee, closed = world.person(bank), world.person(bank)
    world.do(CloseWallet(closed))
    for payer in (closed, WalletNo(16 * 7)):
        assert world.refusal(RequestPayment(1, until, StoreNo(0), payee, payer)) == PAYER
        assert shape(dry(world, RequestPayment(1, until, StoreNo(0), payee, payer)))[0] == "PaymentRequested"


@IN_MEMORY
def test_a_name_is_confirmed_of_nobody_as_of_who_has_none(world: World) -> None:
    """Each question counts, also one about a wallet that is not there."""
    bank = world.bank()
    payer, nameless, closed = world.rich(bank), world.person(bank), world.person(bank)
    world.do(CloseWallet(closed))
    for left, payee in ((49, nameless), (48, closed), (47, WalletNo(16 * 7))):
        outcome = world.do(ConfirmPayee(payer, payee, "张三"))
        assert (outcome.payee, outcome.result, outcome.left) == (payee, "unavailable", left)


@IN_MEMORY
def test_an_estate_tells_of_an_heir_only_that_it_cannot_receive(world: World) -> None:
    bank, paper = world.bank(), ("a" * 64,)
    dead = world.rich(bank, amount=AMOUNT)
    holder = world.wallet(dead).holder
    frozen, closed = world.person(bank), world.person(bank)
    world.do(FreezeWallet(frozen, "all", "court order"))
    world.do(CloseWallet(closed))
    world.do(OpenEstate(holder, paper))
    for heir in (frozen, closed, WalletNo(16 * 7)):
        assert world.refusal(SettleEstate(holder, (Heir(heir, 0, 1_000_000),), paper)) == Refusal(*PAYEE[:1], "heir 1")


@IN_MEMORY
def test_another_s_bank_account_looks_as_if_there_were_none(world: World) -> None:
    bank = world.bank()
    wallet, stranger = world.rich(bank), world.person(bank, "II")
    theirs = world.deposit(stranger, 100)
    assert world.refusal(Unload(wallet, theirs, 1)) == world.refusal(Unload(wallet, BankAccountNo(16 * 7), 1))
