"""Holds: reserving, capturing in parts, releasing, and an expiry that needs no worker."""

from jiaozi.kinds import PaymentNo, StoreNo, WalletNo
from jiaozi.locks.model import OpenLock
from jiaozi.payments.holds import CaptureHold, ExpireHold, PlaceHold, ReleaseHold
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.payments.store import expired_holds
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.exchange import Unload
from tests.features.world import World

HOUR_US = 3_600_000_000


def held(world: World, payer: WalletNo, amount: int, store: StoreNo, after_us: int = HOUR_US) -> PaymentNo:
    return PaymentNo(world.do(PlaceHold(payer, amount, world.clock.now() + after_us, store=store)).payment)


def test_captures_in_parts_use_up_the_hold_and_not_a_fen_more(world: World) -> None:
    icbc = world.bank()
    payer, store = world.rich(icbc, amount=1_000), world.shop(icbc)
    hold = held(world, payer, 100, store)
    assert (world.balance(payer), world.available(payer)) == (1_000, 900)
    assert world.do(CaptureHold(hold, 30)).left_minor == 70
    assert world.refuse(CaptureHold(hold, 71)) == "hold_exceeded"
    assert (world.balance(payer), world.available(payer)) == (970, 900)
    last = world.do(CaptureHold(hold, 70))
    assert (last.captured_minor, last.left_minor) == (100, 0)
    assert world.balance(world.shop_wallet(store)) == 100
    for command in (CaptureHold(hold, 1), ReleaseHold(hold), ExpireHold(hold)):
        assert world.refuse(command) == "hold_closed"
    world.do(RefundPayment(hold, 100))
    assert world.refuse(RefundPayment(hold, 1)) == "refund_exceeds_payment"


def test_blnk_181_holds_count_in_the_balance_check(world: World) -> None:
    icbc = world.bank()
    payer, store = world.rich(icbc, amount=100), world.shop(icbc)
    source = world.deposit(payer, 0)
    hold = held(world, payer, 60, store)
    for command in (Pay(payer, 41, store=store), Unload(payer, source, 41)):
        assert world.refuse(command) == "insufficient_funds"
    assert world.refuse(PlaceHold(payer, 41, world.clock.now() + HOUR_US, store=store)) == "insufficient_funds"
    assert world.refuse(CloseWallet(payer)) == "wallet_not_empty"
    world.pay(payer, 40, store)
    world.do(CaptureHold(hold, 60))
    assert world.balance(payer) == 0


def test_blnk_182_a_refused_hold_cannot_be_captured(world: World) -> None:
    icbc = world.bank()
    payer, store = world.rich(icbc, amount=100), world.shop(icbc)
    request = world.platform.request(1, "too much", PlaceHold(payer, 101, world.clock.now() + HOUR_US, store=store))
    assert world.platform.run([request])[0].outcome.code == "insufficient_funds"
    for command in (CaptureHold(request.id, 1), ReleaseHold(request.id), ExpireHold(request.id)):
        assert world.refuse(command) == "payment_not_found"


def test_a_hold_ends_at_its_expiry_though_no_worker_has_run(world: World) -> None:
    icbc = world.bank()
    payer, store = world.rich(icbc, amount=100), world.shop(icbc)
    hold = held(world, payer, 60, store, 10)
    assert world.refuse(ExpireHold(hold)) == "hold_not_expired"
    world.wait(9)
    world.do(CaptureHold(hold, 1))
    world.wait(1)
    assert world.refuse(CaptureHold(hold, 1)) == "hold_expired"
    with world.platform.snapshot() as connection:
        assert expired_holds(connection, world.clock.now(), 10) == [hold]
        assert expired_holds(connection, world.clock.now() - 1, 10) == []
    ended = world.do(ExpireHold(hold))
    assert (ended.returned_minor, world.available(payer), world.payment(hold).state) == (59, 99, 0)
    assert world.refuse(ExpireHold(hold)) == "hold_closed"


def test_an_expired_hold_may_still_be_released_by_hand(world: World) -> None:
    icbc = world.bank()
    payer, store = world.rich(icbc, amount=100), world.shop(icbc)
    hold = held(world, payer, 60, store, 10)
    world.wait(20)
    world.do(ReleaseHold(hold))
    assert (world.available(payer), world.payment(hold).state) == (100, 2)


def test_a_hold_behind_a_lock_is_the_lock_s_alone(world: World) -> None:
    icbc = world.bank()
    payer, store = world.rich(icbc, amount=100), world.shop(icbc)
    locked = world.do(OpenLock(payer, 60, world.clock.now() + HOUR_US, store=store)).payment
    for command in (CaptureHold(locked, 1), ReleaseHold(locked), ExpireHold(locked)):
        assert world.refuse(command) == "hold_locked"


def test_a_payment_made_at_once_is_no_hold(world: World) -> None:
    icbc = world.bank()
    payer, store = world.rich(icbc, amount=100), world.shop(icbc)
    payment = world.pay(payer, 10, store).payment
    for command in (CaptureHold(payment, 1), ReleaseHold(payment), ExpireHold(payment)):
        assert world.refuse(command) == "hold_not_found"
    hold = held(world, payer, 10, store)
    for amount in (0, -1, True, None, "1", 10**15 + 1):
        assert world.refuse(CaptureHold(hold, amount)) == "amount_invalid"  # type: ignore[arg-type]


def test_a_capture_is_checked_for_the_payee_as_a_payment_is(world: World) -> None:
    icbc = world.bank()
    payer, payee = world.rich(icbc, amount=200_000), world.rich(icbc, amount=900_000)
    soon = world.clock.now() + HOUR_US
    hold = world.do(PlaceHold(payer, 100_000, soon, "person", payee=payee)).payment
    world.fund(payee, 50_000)
    assert world.refuse(CaptureHold(hold, 50_001)) == "limit_balance_exceeded"
    world.do(CaptureHold(hold, 50_000))
    empty = world.person(icbc)
    other = world.do(PlaceHold(payer, 10, soon, "person", payee=empty)).payment
    world.do(CloseWallet(empty))
    assert world.refuse(CaptureHold(other, 10)) == "wallet_closed"
    world.do(ReleaseHold(other))


def test_one_group_places_captures_and_refunds(world_2026: World) -> None:
    """What one group does one after another is what several groups would."""
    world = world_2026
    icbc, boc = world.bank(), world.bank("boc")
    payer, store = world.rich(icbc, amount=1_000), world.shop(boc)
    first = world.platform.request(1, "hold", PlaceHold(payer, 100, world.clock.now() + HOUR_US, store=store))
    more = [
        world.platform.request(1, f"k-{number}", command)
        for number, command in enumerate(
            (CaptureHold(first.id, 40), CaptureHold(first.id, 61), RefundPayment(first.id, 40), ReleaseHold(first.id))
        )
    ]
    outcomes = [result.outcome for result in world.platform.run([first, *more])]
    assert [type(outcome).__name__ for outcome in outcomes] == [
        "HoldPlaced", "HoldCaptured", "Refusal", "Refunded", "HoldEnded",
    ]  # fmt: skip
    assert (world.balance(payer), world.usage(payer).used_today_minor) == (1_000, 40)
