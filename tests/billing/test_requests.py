"""A request to pay is answered once: paid, declined, cancelled or expired."""

import pytest

from jiaozi import rulebook
from jiaozi.billing.asking import RequestPayment
from jiaozi.billing.requests import AcceptRequest, CancelRequest, DeclineRequest, ExpireRequest
from jiaozi.billing.store import expired_requests
from jiaozi.clock import DAY_US, china_date, parse_time
from jiaozi.errors import Refusal
from jiaozi.kinds import PaymentRequestNo, StoreNo, WalletNo
from jiaozi.payments.merchants import SuspendMerchant
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.rulebook import RequestRules
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet
from jiaozi.worker.expiry import REQUESTS, Expiry
from tests.features.world import YUAN, World

HOUR_US = DAY_US // 24


class Town:
    """A bank, a payer with money, a shop, and a friend."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.bank = world.bank()
        self.payer, self.friend, self.store = world.rich(self.bank), world.person(self.bank), world.shop(self.bank)

    def ask(
        self, amount: int = 500, *, store: bool = True, payer: WalletNo = WalletNo(0), hours: int = 24
    ) -> PaymentRequestNo:
        """A request of the shop's, or of the friend's."""
        until = self.world.clock.now() + hours * HOUR_US
        asked = RequestPayment(amount, until, self.store, payer=payer)
        if not store:
            asked = RequestPayment(amount, until, payee=self.friend, payer=payer)
        return PaymentRequestNo(self.world.do(asked).payment_request)

    def state(self, request: int) -> tuple[int, int]:
        """State and payment of a request."""
        row = self.world.query("SELECT state, payment FROM payment_requests WHERE id = ?", (request,))[0]
        return int(row[0]), int(row[1])


@pytest.fixture
def town(world: World) -> Town:
    return Town(world)


@pytest.mark.only_engine("sqlite")  # decided in memory, and audited by the fixture
def test_a_request_is_accepted_by_a_process_whose_clock_is_behind(town: Town) -> None:
    request, now = town.ask(), town.world.clock.now()
    town.world.do(Pay(town.payer, 1, "person", payee=town.friend), at=now + 10**6)
    town.world.do(AcceptRequest(request, town.payer), at=now)


@pytest.mark.parametrize("store", [True, False])
def test_an_accepted_request_is_one_payment_of_what_it_asks(town: Town, store: bool) -> None:
    world, request = town.world, town.ask(700, store=store, payer=town.payer)
    done = world.do(AcceptRequest(request, town.payer))
    assert (done.payment_request, done.amount_minor, done.fee_minor) == (request, 700, 0)
    payment = world.payment(done.payment)
    payee = world.shop_wallet(town.store) if store else town.friend
    assert (payment.payer, payment.payee, payment.captured_minor) == (town.payer, payee, 700)
    assert world.balance(town.payer) == 5_000 * YUAN - 700
    assert world.balance(payee) == 700
    assert world.usage(town.payer).used_today_minor == 700
    assert town.state(request) == (1, done.payment)
    world.do(RefundPayment(done.payment, 700))
    assert town.state(request) == (1, done.payment)


def test_a_request_to_nobody_in_particular_is_paid_by_whoever_has_it(town: Town) -> None:
    request, other = town.ask(300), town.world.rich(town.bank)
    done = town.world.do(AcceptRequest(request, other))
    assert town.world.payment(done.payment).payer == other
    assert town.world.refuse(AcceptRequest(request, town.payer)) == "payment_request_not_found"
    assert town.world.refuse(AcceptRequest(request, other)) == "payment_request_closed"


def test_another_wallet_s_request_looks_as_if_it_did_not_exist(town: Town) -> None:
    request = town.ask(payer=town.payer)
    for command in (AcceptRequest, DeclineRequest):
        assert town.world.refuse(command(request, town.friend)) == "payment_request_not_found"
    assert town.world.refuse(AcceptRequest(PaymentRequestNo(5), town.payer)) == "payment_request_not_found"


def test_what_is_closed_stays_closed(town: Town) -> None:
    world = town.world
    declined, cancelled = town.ask(payer=town.payer), town.ask(payer=town.payer)
    assert world.do(DeclineRequest(declined, town.payer)) == (declined, "declined")
    assert world.do(CancelRequest(cancelled)) == (cancelled, "cancelled")
    for request in (declined, cancelled):
        for command in (
            AcceptRequest(request, town.payer),
            DeclineRequest(request, town.payer),
            CancelRequest(request),
        ):
            assert world.refuse(command) == "payment_request_closed"
        assert world.refuse(ExpireRequest(request)) == "payment_request_closed"
    assert world.refuse(DeclineRequest(town.ask(), town.payer)) == "payment_request_not_found"


def test_a_retried_acceptance_gets_its_first_answer(town: Town) -> None:
    request = town.ask(payer=town.payer)
    first = town.world.result(AcceptRequest(request, town.payer), key="accept")
    again = town.world.result(AcceptRequest(request, town.payer), key="accept")
    assert (again.outcome, again.replayed) == (first.outcome, True)
    assert town.world.query("SELECT COUNT(*) FROM payments") == [(1,)]


def test_a_refused_payment_leaves_the_request_open(town: Town) -> None:
    world, poor = town.world, town.world.person(town.bank)
    request = town.ask(400)
    assert world.refuse(AcceptRequest(request, poor)) == "insufficient_funds"
    frozen = world.rich(town.bank)
    world.do(FreezeWallet(frozen, "out", "order"))
    assert world.refuse(AcceptRequest(request, frozen)) == "wallet_frozen"
    too_much = town.ask(2_001 * YUAN)
    refusal = world.refusal(AcceptRequest(too_much, town.payer))
    assert (refusal.code, bool(refusal.rule)) == ("limit_single_exceeded", True)
    assert world.do(AcceptRequest(request, town.payer)).payment


def test_two_acceptances_in_one_group_pay_once(town: Town) -> None:
    request, other = town.ask(400), town.world.rich(town.bank)
    outcomes = town.world.group(AcceptRequest(request, town.payer), AcceptRequest(request, other))
    assert [type(outcome).__name__ for outcome in outcomes] == ["RequestAccepted", "Refusal"]
    assert outcomes[1].code == "payment_request_not_found"


def test_what_is_wrong_with_a_request_is_told_in_order(town: Town) -> None:
    world, now = town.world, town.world.clock.now()
    soon, far = now + HOUR_US, now + 91 * DAY_US
    assert world.refuse(RequestPayment(0, soon, store=town.store)) == "amount_invalid"
    assert world.refuse(RequestPayment(1, soon, store=town.store, reference=" x")) == "reference_invalid"
    assert world.refuse(RequestPayment(1, soon, store=town.store, purpose="p" * 41)) == "request_malformed"
    for expiry in (now, now - 1, far):
        assert world.refuse(RequestPayment(1, expiry, store=town.store)) == "expiry_invalid"
    assert world.refuse(RequestPayment(1, soon, store=StoreNo(7))) == "store_not_found"
    assert world.refuse(RequestPayment(1, soon, payee=WalletNo(7))) == "wallet_not_found"
    assert world.refusal(RequestPayment(1, soon, payee=town.friend, payer=WalletNo(7))) == Refusal("payer_cannot_pay")
    assert world.refuse(RequestPayment(1, soon, payee=town.friend, payer=town.friend)) == "accounts_same"
    world.do(CloseWallet(town.friend))
    assert world.refuse(RequestPayment(1, soon, payee=town.friend)) == "wallet_closed"
    merchant = world.query("SELECT merchant FROM stores WHERE id = ?", (town.store,))[0][0]
    request = town.ask()
    world.do(SuspendMerchant(merchant, True))
    assert world.refuse(RequestPayment(1, soon, store=town.store)) == "merchant_suspended"
    assert world.refuse(AcceptRequest(request, town.payer)) == "merchant_suspended"


def test_nothing_is_paid_at_or_after_midnight_when_a_request_ends_there(town: Town) -> None:
    """Across the end of a leap year's February, whether or not the worker has run."""
    world = town.world
    world.until("2024-02-29T10:00:00+08:00")
    midnight = parse_time("2024-03-01T00:00:00+08:00")
    first, last = (
        world.do(RequestPayment(100, midnight, store=town.store, payer=town.payer)).payment_request for _ in range(2)
    )
    assert world.refuse(ExpireRequest(first)) == "payment_request_not_expired"
    world.clock.advance_to(midnight - 1)
    world.do(AcceptRequest(first, town.payer))
    world.clock.advance_to(midnight)
    for command in (AcceptRequest, DeclineRequest):
        assert world.refuse(command(last, town.payer)) == "payment_request_expired"
    assert world.do(ExpireRequest(last)) == (last, "expired")


def test_the_worker_expires_what_is_due_and_nothing_else(town: Town) -> None:
    world = town.world
    due, later = [town.ask(hours=1) for _ in range(3)], town.ask(hours=2)
    world.wait(HOUR_US)
    worker = Expiry(world.platform, REQUESTS)
    worker.turn()
    worker.turn()
    assert worker.expired == 3
    assert [town.state(request)[0] for request in (*due, later)] == [4, 4, 4, 0]
    with world.platform.snapshot() as connection:
        assert expired_requests(connection, world.clock.now(), 10) == []


def test_a_request_across_operators_and_regimes(world_2026: World) -> None:
    world = world_2026
    world.until("2026-01-02T09:00:00+08:00")
    icbc, boc = world.bank(), world.bank("boc")
    payer, store = world.rich(icbc), world.shop(boc)
    request = PaymentRequestNo(world.do(RequestPayment(900, world.clock.now() + HOUR_US, store=store)).payment_request)
    world.do(AcceptRequest(request, payer))
    assert world.balance(world.shop_wallet(store)) == 900


def test_nobody_is_flooded(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two, to one payer, of one wallet; whatever ends a request makes room, and a group counts as it goes."""
    rule = rulebook.payment_requests(china_date(world.clock.now())).rule
    small = RequestRules(4, 6, 3, 2, 90, rule)
    monkeypatch.setattr(rulebook, "payment_requests", lambda _: small)
    bank, until = world.bank(), world.clock.now() + HOUR_US
    payer, asker, other, store = world.rich(bank), world.person(bank), world.person(bank), world.shop(bank)

    def ask(payee: WalletNo = WalletNo(0), to: WalletNo = WalletNo(0)) -> RequestPayment:
        return RequestPayment(1, until, StoreNo(0) if payee else store, payee, to)

    done = world.group(*[ask(asker, payer)] * 3)
    assert [getattr(each, "code", "asked") for each in done] == ["asked", "asked", "payment_requests_exceeded"]
    assert done[2].rule.startswith("billing.requests")
    last = world.do(ask(other, payer)).payment_request
    assert world.refusal(ask(WalletNo(0), payer)) == Refusal(
        "payer_cannot_pay"
    )  # how many others ask is not the asker's
    world.do(ask(asker))
    world.do(ask(asker))
    assert world.refuse(ask(asker)) == "payment_requests_exceeded"
    world.do(DeclineRequest(done[0].payment_request, payer))
    world.do(AcceptRequest(done[1].payment_request, payer))
    world.do(CancelRequest(last))
    world.do(ask(asker, payer))
    world.do(ask(WalletNo(0), payer))
    found = [world.do(ask()).payment_request for _ in range(5)][-1]
    assert world.refuse(ask()) == "payment_requests_exceeded"
    world.do(AcceptRequest(found, payer))
    last = world.do(ask()).payment_request
    world.clock.advance_to(until)
    world.do(ExpireRequest(last))
    assert world.do(RequestPayment(1, until + HOUR_US, store)).payment_request
