"""A lock's money goes to the payee or back, by whoever its terms name, before its end; then as they say, once."""

from hashlib import sha256

import pytest

from jiaozi.clock import DAY_US, HOUR_US
from jiaozi.kinds import InstitutionNo, LockNo, PaymentNo, WalletNo
from jiaozi.locks.model import AcceptArbiter, ClaimLock, EndLock, LockOpened, OpenLock, ReleaseLock, ReturnLock
from jiaozi.locks.opening import LOCK_MAX_US
from jiaozi.locks.store import due_locks, lock, steps_of
from jiaozi.locks.terms import PREIMAGES_MAX
from jiaozi.payments.holds import CaptureHold, ExpireHold, ReleaseHold
from jiaozi.payments.promises import GRACE_US, TRY_AGAIN_US
from jiaozi.payments.refund import RefundPayment
from jiaozi.payments.store import expired_holds, store
from jiaozi.subwallets.model import PushSubWallet
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from jiaozi.worker.expiry import LOCKS, Expiry
from tests.features.world import World

SECRET = "5e" * 32
DIGEST = sha256(bytes.fromhex(SECRET)).hexdigest()


class Deal:
    """A buyer with money, a seller, a carrier who may decide, and somebody who has nothing to do with it."""

    def __init__(self, world: World, bank: InstitutionNo = InstitutionNo(0)) -> None:
        self.world = world
        bank = bank or world.bank()
        self.buyer, self.seller = world.rich(bank, amount=1_000), world.person(bank)
        self.carrier = world.person(bank, "II")
        self.stranger = world.person(bank)

    def open(self, amount: int = 600, hours: int = 24, **terms: object) -> LockNo:
        """A lock of the buyer's for the seller."""
        ends_at = self.world.clock.now() + hours * HOUR_US
        command = OpenLock(self.buyer, amount, ends_at, payee=self.seller, **terms)  # type: ignore[arg-type]
        number = LockNo(self.world.do(command).lock)
        if command.arbiter:
            self.world.do(AcceptArbiter(number, self.seller))
        return number

    def money(self) -> tuple[int, int, int]:
        """What the buyer holds and may spend, and what the seller holds."""
        world = self.world
        return world.balance(self.buyer), world.available(self.buyer), world.balance(self.seller)

    def state(self, number: LockNo) -> tuple[int, int]:
        """State of a lock, and what it has released."""
        with self.world.platform.snapshot() as connection:
            row = lock(connection, number)
        assert row is not None
        return row.state, row.released_minor

    def steps(self, number: LockNo) -> list[tuple[int, int, int, str]]:
        """Act, party, amount and statement of each step."""
        with self.world.platform.snapshot() as connection:
            return [(int(s.act), s.party, s.amount_minor, s.statement) for s in steps_of(connection, number)]

    def sweep(self) -> int:
        """One turn of the worker; how many ends it carried out or looked at."""
        worker = Expiry(self.world.platform, LOCKS)
        worker.turn()
        return worker.expired


@pytest.fixture
def deal(world: World) -> Deal:
    return Deal(world)


def test_the_payer_releases_in_parts_and_not_a_fen_more(deal: Deal) -> None:
    world, number = deal.world, deal.open()
    assert deal.money() == (1_000, 400, 0)
    done = world.do(ReleaseLock(number, deal.buyer, 200, "half of the roof"))
    assert (done.released_minor, done.left_minor) == (200, 400)
    assert world.refuse(ReleaseLock(number, deal.buyer, 401)) == "hold_exceeded"
    world.do(ReleaseLock(number, deal.buyer, 400))
    assert (deal.money(), deal.state(number)) == ((400, 400, 600), (1, 600))
    assert deal.steps(number) == [(0, deal.buyer, 200, "half of the roof"), (0, deal.buyer, 400, "")]
    for command in (ReleaseLock(number, deal.buyer, 1), ReturnLock(number, deal.seller), EndLock(number)):
        assert world.refuse(command) == "lock_closed"
    world.do(RefundPayment(PaymentNo(number), 600))
    assert deal.money() == (1_000, 1_000, 0)


def test_the_payee_gives_back_what_is_left_and_the_day_s_limit_with_it(deal: Deal) -> None:
    world, number = deal.world, deal.open()
    world.do(ReleaseLock(number, deal.buyer, 100))
    assert world.do(ReturnLock(number, deal.seller)).returned_minor == 500
    assert (deal.money(), deal.state(number)) == ((900, 900, 100), (2, 100))
    assert world.usage(deal.buyer).used_today_minor == 100


def test_neither_side_takes_what_is_the_other_s_to_give(deal: Deal) -> None:
    number = deal.open()
    for act in (ReleaseLock(number, deal.seller, 1), ReturnLock(number, deal.buyer)):
        assert deal.world.refuse(act) == "lock_not_allowed"
    strangers = (
        ReleaseLock(number, deal.stranger, 1),
        ReturnLock(number, deal.carrier),
        ReleaseLock(LockNo(5), deal.buyer, 1),
        ClaimLock(number, deal.stranger, SECRET),
    )
    for command in strangers:
        assert deal.world.refuse(command) == "lock_not_found"
    assert deal.world.refuse(ClaimLock(number, deal.buyer, SECRET)) == "lock_not_allowed"


def test_an_arbiter_decides_in_parts_or_gives_back(deal: Deal) -> None:
    world = deal.world
    number = deal.open(arbiter=deal.carrier)
    world.do(ReleaseLock(number, deal.carrier, 250, "delivered in part, waybill 77"))
    assert world.do(ReturnLock(number, deal.carrier, "the rest was refused")).returned_minor == 350
    assert deal.money() == (750, 750, 250)
    agreed = deal.open(300, arbiter=deal.carrier)
    world.do(ReleaseLock(agreed, deal.buyer, 100))
    world.do(ReturnLock(agreed, deal.seller))
    assert deal.money() == (650, 650, 350)


def test_an_arbiter_is_neither_side_and_is_there(deal: Deal) -> None:
    world, ends_at = deal.world, deal.world.clock.now() + HOUR_US
    closed = world.person(world.wallet(deal.buyer).operator)
    world.do(CloseWallet(closed))
    for arbiter in (deal.buyer, deal.seller, closed, WalletNo(77)):
        command = OpenLock(deal.buyer, 10, ends_at, payee=deal.seller, arbiter=arbiter)
        assert world.outcome(command).code == "arbiter_cannot_decide"
    poor = OpenLock(deal.stranger, 10, ends_at, payee=deal.seller, arbiter=WalletNo(78))
    assert world.refuse(poor) == "insufficient_funds"
    assert deal.money() == (1_000, 1_000, 0)


def test_an_arbiter_s_answer_tells_nobody_whose_a_wallet_is(deal: Deal) -> None:
    world, ends_at = deal.world, deal.world.clock.now() + HOUR_US
    shop = world.shop(world.bank("boc"))
    with world.platform.snapshot() as connection:
        found = store(connection, shop)
    assert found is not None
    payee, other = (world.person(world.wallet(deal.seller).operator, "II") for _ in range(2))
    pushed = world.do(PushSubWallet(payee, found.merchant, "tea", 100, 100)).sub_wallet
    for arbiter in (pushed, other):
        told = world.outcome(OpenLock(deal.buyer, 10, ends_at, payee=payee, arbiter=arbiter))
        assert isinstance(told, LockOpened)
    assert world.query("SELECT COUNT(*) FROM refused_payees") == [(0,)]


def test_who_asks_for_arbiters_too_often_is_not_heard(deal: Deal) -> None:
    ends_at = deal.world.clock.now() + HOUR_US
    command = OpenLock(deal.buyer, 10, ends_at, payee=deal.seller, arbiter=WalletNo(77))
    outcomes = [deal.world.outcome(command).code for _ in range(7)]
    assert set(outcomes) == {"arbiter_cannot_decide"}
    counted = deal.world.query("SELECT refusals FROM refused_payees WHERE payer = ? AND payee = 77", (deal.buyer,))
    assert counted == [(5,)]


def test_whoever_shows_the_preimage_releases_and_the_payer_learns_it(deal: Deal) -> None:
    number = deal.open(digest=DIGEST)
    assert deal.world.do(ClaimLock(number, deal.stranger, SECRET)).left_minor == 0
    with deal.world.platform.snapshot() as connection:
        row = lock(connection, number)
    assert row is not None
    assert row.preimage == SECRET
    assert deal.money() == (400, 400, 600)


@pytest.mark.parametrize("wrong", ["5f" * 32, "5E" * 32, "", "5e" * 31, DIGEST])
def test_a_wrong_preimage_moves_nothing_and_tells_a_stranger_nothing(deal: Deal, wrong: str) -> None:
    number = deal.open(digest=DIGEST)
    assert deal.world.refuse(ClaimLock(number, deal.stranger, wrong)) == "lock_not_found"
    assert deal.world.refuse(ClaimLock(number, deal.buyer, wrong)) == "preimage_wrong"
    assert deal.world.outcome(ClaimLock(number, deal.seller, wrong)).code == "preimage_wrong"
    assert deal.money() == (1_000, 400, 0)


def test_wrong_preimages_are_counted_against_the_payee_alone(deal: Deal) -> None:
    number = deal.open(digest=DIGEST)
    for who in (deal.seller, deal.stranger, deal.buyer):
        for _ in range(PREIMAGES_MAX):
            deal.world.outcome(ClaimLock(number, who, "00" * 32))
    assert deal.world.outcome(ClaimLock(number, deal.seller, SECRET)).code == "preimages_exceeded"
    deal.world.do(ClaimLock(number, deal.stranger, SECRET))
    assert deal.money() == (400, 400, 600)


def test_a_lock_ends_to_the_microsecond_though_no_worker_has_run(deal: Deal) -> None:
    world = deal.world
    number, hashed = deal.open(arbiter=deal.carrier), deal.open(100, digest=DIGEST)
    world.wait(24 * HOUR_US - 1)
    world.do(ReleaseLock(number, deal.carrier, 1))
    assert world.refuse(EndLock(number)) == "lock_not_ended"
    world.wait(1)
    assert world.refuse(ReleaseLock(number, deal.buyer, 1)) == "lock_ended"
    assert world.refuse(ReleaseLock(number, deal.carrier, 1)) == "lock_ended"
    assert world.refuse(ReturnLock(number, deal.carrier)) == "lock_ended"
    assert world.refuse(ClaimLock(hashed, deal.seller, SECRET)) == "lock_ended"
    world.do(ReturnLock(number, deal.seller))
    assert (deal.sweep(), deal.state(hashed)) == (1, (3, 0))
    assert deal.money() == (999, 999, 1)


@pytest.mark.parametrize("days", [0, 3, 29])
def test_what_is_left_goes_where_the_terms_say_once_and_after_days_down_too(deal: Deal, days: int) -> None:
    back, paid = deal.open(300), deal.open(400, at_end="pay")
    deal.world.do(ReleaseLock(paid, deal.buyer, 50))
    deal.world.wait(24 * HOUR_US + days * DAY_US)
    with deal.world.platform.snapshot() as connection:
        assert due_locks(connection, deal.world.clock.now(), 10) == [back, paid]
        assert expired_holds(connection, deal.world.clock.now() + 2 * GRACE_US, 10) == []
    assert (deal.sweep(), deal.sweep()) == (2, 0)
    assert (deal.state(back), deal.state(paid)) == ((3, 0), (3, 400))
    assert deal.money() == (600, 600, 400)
    assert deal.steps(paid)[-1] == (3, 0, 350, "")


def test_a_payment_that_cannot_be_made_at_the_end_is_tried_again_until_the_money_is_held_no_more(deal: Deal) -> None:
    world, number = deal.world, deal.open(at_end="pay")
    freeze = world.do(FreezeWallet(deal.seller, "all", "order")).freeze
    world.wait(24 * HOUR_US)
    assert (deal.sweep(), deal.sweep()) == (1, 0)
    assert deal.state(number) == (0, 0)
    other = deal.open(100, 1, at_end="pay")
    world.do(UnfreezeWallet(deal.seller, freeze))
    world.wait(TRY_AGAIN_US)
    assert (deal.sweep(), deal.state(number), deal.state(other)) == (2, (3, 600), (3, 100))
    last = deal.open(200, at_end="pay")
    world.do(FreezeWallet(deal.seller, "all", "order"))
    world.wait(24 * HOUR_US + GRACE_US)
    assert (deal.sweep(), deal.state(last)) == (1, (3, 0))
    assert deal.money() == (300, 300, 700)


def test_money_for_a_closed_wallet_goes_back_at_the_end(deal: Deal) -> None:
    number = deal.open(at_end="pay")
    assert deal.world.refuse(CloseWallet(deal.buyer)) == "wallet_not_empty"
    deal.world.do(CloseWallet(deal.seller))
    assert deal.world.outcome(ReleaseLock(number, deal.buyer, 1)).code == "payee_cannot_receive"
    deal.world.wait(24 * HOUR_US)
    assert (deal.sweep(), deal.state(number)) == (1, (3, 0))
    assert deal.world.available(deal.buyer) == 1_000


def test_a_frozen_payer_s_promise_waits(deal: Deal) -> None:
    number = deal.open()
    freeze = deal.world.do(FreezeWallet(deal.buyer, "all", "order")).freeze
    assert deal.world.outcome(ReleaseLock(number, deal.buyer, 1)).code == "payer_cannot_pay"
    deal.world.do(UnfreezeWallet(deal.buyer, freeze))
    deal.world.do(FreezeWallet(deal.buyer, "out", "order"))
    deal.world.do(ReleaseLock(number, deal.buyer, 600))
    assert deal.money() == (400, 400, 600)


def test_what_is_locked_is_nobody_s_to_capture_release_or_expire(deal: Deal) -> None:
    payment = PaymentNo(deal.open())
    for command in (CaptureHold(payment, 1), ReleaseHold(payment), ExpireHold(payment)):
        assert deal.world.refuse(command) == "hold_locked"
    deal.world.wait(24 * HOUR_US + GRACE_US)
    assert deal.world.refuse(ExpireHold(payment)) == "hold_locked"


def test_a_lock_ends_within_a_year_and_its_terms_are_well_formed(deal: Deal) -> None:
    world, now = deal.world, deal.world.clock.now()

    def code(amount: int = 10, ends_at: int = now + HOUR_US, **more: object) -> str:
        return world.refuse(OpenLock(deal.buyer, amount, ends_at, payee=deal.seller, **more))  # type: ignore[arg-type]

    assert {code(ends_at=now), code(ends_at=now + LOCK_MAX_US + 1)} == {"expiry_invalid"}
    assert {code(0), code(-1)} == {"amount_invalid"}
    assert {code(at_end="keep"), code(digest="x"), code(digest="A" * 64)} == {"request_malformed"}
    assert code(1_001) == "insufficient_funds"
    world.do(OpenLock(deal.buyer, 10, now + LOCK_MAX_US, payee=deal.seller))
