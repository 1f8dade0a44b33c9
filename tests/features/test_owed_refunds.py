"""A refund whose payer has closed the wallet reaches its holder all the same: in another wallet there, or in the next
one that the holder opens. Until then it waits, to the fen, and the merchant is done."""

import json
from datetime import date
from typing import Any

import pytest

from jiaozi.clock import SECOND_US
from jiaozi.errors import Refusal
from jiaozi.invariants import FEATURE_INVARIANTS
from jiaozi.kinds import HolderNo, InstitutionNo, PaymentNo, RefundNo, StoreNo, WalletNo
from jiaozi.ledger.model import Code
from jiaozi.payments.owed import PayOwedRefund
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.payments.store import owed_of, payable_refunds
from jiaozi.people.aliases import ForgetDetail
from jiaozi.people.estates import Heir, OpenEstate, SettleEstate
from jiaozi.statements.build import statement
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from jiaozi.wallets.opening import OpenWallet
from jiaozi.wallets.regimes import ChangeRegime, MoveWallets
from jiaozi.worker.owed import EVERY_S, OwedRefunds
from tests.features.conftest import OpenWorld, open_world, unsound_world, world
from tests.features.world import NEW_YEAR_2026, World
from tests.worlds.people import resident_id

__all__ = ["open_world", "unsound_world", "world"]
PAPERS = ("a" * 64,)
DETAILS = ("15900000077", "李四", resident_id(977), "6222000012345678", True)


def opened(world: World, operator: InstitutionNo, wallet_class: Any, *details: Any) -> WalletNo:
    return WalletNo(world.do(OpenWallet(operator, "personal", wallet_class, *(details or DETAILS))).wallet)


def holder_of(world: World, payment: PaymentNo) -> HolderNo:
    return world.wallet(world.payment(payment).payer).holder


def paid_and_closed(world: World, operator: InstitutionNo, store: StoreNo, wallet_class: Any = "III") -> PaymentNo:
    """A payment of 1,000 by a wallet that was closed since."""
    wallet = opened(world, operator, wallet_class)
    world.fund(wallet, 1_000)
    payment = PaymentNo(world.pay(wallet, 1_000, store).payment)
    world.do(CloseWallet(wallet))
    return payment


def told(world: World) -> list[tuple[str, Any]]:
    rows = world.query("SELECT kind, payload FROM events WHERE kind LIKE 'refund.%'")
    return sorted((kind, json.loads(payload)["amount_minor"]) for kind, payload in rows)


def test_it_goes_to_the_holders_best_open_wallet_and_passes_its_limit(world: World) -> None:
    icbc = world.bank()
    store = world.shop(icbc)
    others = {name: opened(world, icbc, name) for name in ("IV", "II")}
    payment = paid_and_closed(world, icbc, store)
    done = world.do(RefundPayment(payment, 400))
    assert done.refunded_minor == 400
    assert {name: world.balance(wallet) for name, wallet in others.items()} == {"IV": 0, "II": 400}
    assert told(world) == [("refund.redirected", 400)]
    day = date(2022, 5, 15)
    with world.platform.snapshot() as connection:
        found = statement(connection, world.wallet(others["II"]), day, day, world.clock.now())
    assert not isinstance(found, Refusal)
    assert [(line.code, line.amount_minor, line.counterparty) for line in found.lines] == [("refund", 400, "A shop")]
    world.do(FreezeWallet(others["II"], "all", "order"))
    world.do(RefundPayment(payment, 100))
    assert world.balance(others["IV"]) == 100


def test_it_waits_for_a_holder_without_a_wallet_and_is_paid_into_the_next_one_once(world: World) -> None:
    icbc = world.bank()
    store = world.shop(icbc)
    shop, worker = world.shop_wallet(store), OwedRefunds(world.platform)
    payment = paid_and_closed(world, icbc, store)
    first, second = (world.do(RefundPayment(payment, amount)).refund for amount in (600, 300))
    assert world.refuse(RefundPayment(payment, 101)) == "refund_exceeds_payment"
    assert world.balance(shop) == 100
    assert world.audit().findings == ()
    worker.turn()
    assert told(world) == [("refund.owed", 300), ("refund.owed", 600)]
    assert world.refuse(PayOwedRefund(first)) == "payee_cannot_receive"
    assert world.refuse(PayOwedRefund(RefundNo(first + 16))) == "payment_not_found"
    wallet = opened(world, icbc, "III")
    with world.platform.snapshot() as connection:
        assert payable_refunds(connection, 0, 10) == [first, second]
        assert payable_refunds(connection, 0, 1) == [first]
        assert payable_refunds(connection, first, 10) == [second]
    worker.turn()
    worker.turn()
    assert world.balance(wallet) == 900
    assert world.refuse(PayOwedRefund(first)) == "payment_not_found"
    assert told(world)[:2] == [("refund.claimed", 300), ("refund.claimed", 600)]
    with world.platform.snapshot() as connection:
        rows = owed_of(connection, world.wallet(wallet).holder, (), 0, 10)
    assert [(row.id, row.amount_minor, row.paid_into) for row in rows] == [(first, 600, wallet), (second, 300, wallet)]
    assert world.audit().findings == ()


def test_what_is_owed_waits_while_every_wallet_is_frozen(world: World) -> None:
    icbc = world.bank()
    store = world.shop(icbc)
    other, worker = opened(world, icbc, "IV"), OwedRefunds(world.platform)
    payment = paid_and_closed(world, icbc, store)
    freeze = world.do(FreezeWallet(other, "all", "order")).freeze
    world.do(RefundPayment(payment, 400))
    worker.turn()
    assert world.balance(other) == 0
    world.do(UnfreezeWallet(other, freeze))
    worker.turn()
    assert world.balance(other) == 400


def test_a_wallet_closed_in_the_very_moment_of_a_refund_loses_nothing(world: World) -> None:
    """In one group nobody has named the holder's other wallets: it is refused, and goes through when asked again."""
    icbc = world.bank()
    store = world.shop(icbc)
    wallet = opened(world, icbc, "III")
    world.fund(wallet, 1_000)
    payment = PaymentNo(world.pay(wallet, 1_000, store).payment)
    _, refused = world.group(CloseWallet(wallet), RefundPayment(payment, 400))
    assert refused == Refusal("payee_cannot_receive")
    assert world.balance(world.shop_wallet(store)) == 1_000
    paid, _ = world.group(RefundPayment(payment, 400), RefundPayment(payment, 100))
    assert (paid.refunded_minor, world.balance(world.shop_wallet(store))) == (400, 500)
    assert told(world) == [("refund.owed", 100), ("refund.owed", 400)]


def test_in_one_group_a_refund_takes_the_wallet_that_is_left(world: World) -> None:
    icbc = world.bank()
    store = world.shop(icbc)
    best, other = opened(world, icbc, "II"), opened(world, icbc, "IV")
    payment = paid_and_closed(world, icbc, store)
    world.group(CloseWallet(best), RefundPayment(payment, 400))
    assert (world.balance(best), world.balance(other)) == (0, 400)
    first = world.group(CloseWallet(other), RefundPayment(payment, 100))[0]
    assert first == Refusal("wallet_not_empty")
    assert world.balance(other) == 500


def test_nobody_pays_the_wallet_that_gives(world: World) -> None:
    """Both wallets are one person's: the refund may not go round into the one that it leaves."""
    icbc = world.bank()
    mine, other = opened(world, icbc, "III"), opened(world, icbc, "IV")
    world.fund(mine, 1_000)
    payment = world.do(Pay(mine, 1_000, "person", payee=other)).payment
    world.do(CloseWallet(mine))
    world.do(RefundPayment(payment, 250))
    assert world.balance(other) == 750
    assert told(world) == [("refund.owed", 250)]
    OwedRefunds(world.platform).turn()
    assert world.balance(other) == 1_000


@pytest.mark.parametrize("moved", ["before it is refunded", "while it waits"])
def test_it_crosses_operators_and_a_change_of_regime(open_world: OpenWorld, moved: str) -> None:
    world = open_world("2025-12-30T12:00:00+08:00")
    icbc, boc = world.bank(), world.bank("boc")
    store = world.shop(boc)
    payment = paid_and_closed(world, icbc, store)

    def change() -> None:
        world.until(NEW_YEAR_2026)
        for bank in (icbc, boc):
            world.do(ChangeRegime(bank))
            while world.do(MoveWallets(bank, 100)).wallets:
                pass

    if moved == "before it is refunded":
        change()
    world.do(RefundPayment(payment, 700))
    assert world.audit().findings == ()
    if moved == "while it waits":
        change()
    wallet = opened(world, icbc, "III")
    OwedRefunds(world.platform).turn()
    assert world.balance(wallet) == 700
    assert world.audit().findings == ()


@pytest.mark.parametrize("died", ["after the refund", "before the refund"])
def test_the_heirs_are_given_what_waits_for_the_dead_and_nobody_opens_a_wallet_in_their_name(
    unsound_world: World, died: str
) -> None:
    world = unsound_world
    world.invariants = FEATURE_INVARIANTS
    icbc, boc = world.bank(), world.bank("boc")
    heirs = world.person(boc), world.person(icbc)
    payment = paid_and_closed(world, icbc, world.shop(boc))
    dead, worker = holder_of(world, payment), OwedRefunds(world.platform)
    steps = [RefundPayment(payment, 301), OpenEstate(dead, PAPERS)]
    for step in steps if died == "after the refund" else reversed(steps):
        world.do(step)
    again = OpenWallet(icbc, "personal", "III", *DETAILS)
    assert world.refuse(again) == "wallet_frozen"
    worker.turn()
    halves = tuple(Heir(heir, share_ppm=500_000) for heir in heirs)
    settled = world.do(SettleEstate(dead, halves, PAPERS))
    assert (settled.amount_minor, settled.wallets_closed) == (301, 0)
    assert [world.balance(heir) for heir in heirs] == [151, 150]
    assert told(world) == [("refund.claimed", 301), ("refund.owed", 301)]
    assert world.refuse(again) == "estate_settled"
    assert world.refusal(RefundPayment(payment, 1)) == Refusal("payee_cannot_receive")
    worker.turn()
    with world.platform.snapshot() as connection:
        (row,) = owed_of(connection, dead, (), 0, 10)
    assert (row.paid_into, row.journal, row.claimed_at > 0) == (0, settled.journal, True)
    assert world.audit().findings == ()
    world.tamper("UPDATE owed_refunds SET claimed_at = 0")
    assert {"clearing_owed", "estates_whole"} <= {finding.invariant for finding in world.audit().findings}


def test_what_waits_goes_to_the_heirs_with_what_is_in_the_wallets(world: World) -> None:
    icbc = world.bank()
    other, heir = opened(world, icbc, "IV"), world.person(icbc)
    world.fund(other, 70)
    payment = paid_and_closed(world, icbc, world.shop(icbc))
    dead = holder_of(world, payment)
    world.do(OpenEstate(dead, PAPERS))
    world.do(RefundPayment(payment, 400))
    assert world.balance(other) == 70
    assert world.refuse(SettleEstate(dead, (Heir(heir, 70),), PAPERS)) == "estate_shares_differ"
    assert world.do(SettleEstate(dead, (Heir(heir, 470),), PAPERS)).amount_minor == 470
    assert world.balance(heir) == 470


def test_in_one_group_a_settled_estate_takes_in_what_came_before_it_and_nothing_after_it(world: World) -> None:
    icbc = world.bank()
    heir, payment = world.person(icbc), paid_and_closed(world, icbc, world.shop(icbc))
    dead = holder_of(world, payment)
    world.do(OpenEstate(dead, PAPERS))
    settle = SettleEstate(dead, (Heir(heir, share_ppm=1_000_000),), PAPERS)
    again = OpenWallet(icbc, "personal", "III", *DETAILS)
    _, settled, refused, opening = world.group(RefundPayment(payment, 400), settle, RefundPayment(payment, 100), again)
    assert (settled.amount_minor, refused, opening) == (400, Refusal("payee_cannot_receive"), Refusal("estate_settled"))
    assert world.balance(heir) == 400
    assert {row[0] for row in world.query("SELECT code FROM transfers WHERE journal = ?", (settled.journal,))} == {
        Code.INHERITANCE
    }


def test_a_refund_is_refused_whose_payer_left_no_identity_to_come_back_by(world: World) -> None:
    icbc = world.bank()
    store, phone = world.shop(icbc), DETAILS[0]
    payments = []
    for details in ((phone,), DETAILS):
        wallet = opened(world, icbc, "IV", *details)
        world.fund(wallet, 1_000)
        payments.append(PaymentNo(world.pay(wallet, 1_000, store).payment))
        world.do(CloseWallet(wallet))
    alone, known = payments
    assert world.refusal(RefundPayment(alone, 400)) == Refusal("payee_cannot_receive")
    assert (world.payment(alone).refunded_minor, told(world)) == (0, [])
    world.do(RefundPayment(known, 400))
    assert told(world) == [("refund.owed", 400)]


def test_what_was_refused_once_is_tried_again_at_the_next_turn(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The wallet is frozen between the look at what is due and the act, and free again before the next look."""
    icbc = world.bank()
    payment = paid_and_closed(world, icbc, world.shop(icbc))
    world.do(RefundPayment(payment, 400))
    wallet, worker = opened(world, icbc, "III"), OwedRefunds(world.platform)
    freezes = []

    def frozen_at_once(connection: Any, after: int, limit: int) -> list[RefundNo]:
        found = payable_refunds(connection, after, limit)
        freezes.append(world.do(FreezeWallet(wallet, "all", "order")).freeze)
        return found

    with monkeypatch.context() as patch:
        patch.setattr("jiaozi.worker.owed.payable_refunds", frozen_at_once)
        worker.turn()
    world.do(UnfreezeWallet(wallet, freezes[0]))
    assert world.balance(wallet) == 0
    world.wait(int(EVERY_S * SECOND_US))
    worker.turn()
    assert (world.balance(wallet), worker.paid) == (400, 1)


def test_what_cannot_be_paid_keeps_nobody_else_waiting(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    icbc = world.bank()
    store, frozen = world.shop(icbc), ("15900000078", "王五", resident_id(978), "6222000012345679", True)
    wallet = opened(world, icbc, "III", *frozen)
    world.fund(wallet, 1_000)
    stuck = PaymentNo(world.pay(wallet, 1_000, store).payment)
    world.do(CloseWallet(wallet))
    payment = paid_and_closed(world, icbc, store)
    due = [world.do(RefundPayment(each, amount)).refund for each, amount in ((stuck, 1), (stuck, 1), (payment, 700))]
    mine, worker = opened(world, icbc, "III"), OwedRefunds(world.platform, batch=2)

    def due_all(_: Any, after: int, limit: int) -> list[RefundNo]:
        return [number for number in due if number > after][:limit]

    monkeypatch.setattr("jiaozi.worker.owed.payable_refunds", due_all)
    for _ in range(2):
        worker.turn()
    assert (world.balance(mine), worker.paid) == (700, 1)


def test_what_a_wallet_under_other_rules_may_not_take_is_not_looked_at(open_world: OpenWorld) -> None:
    """The holder has a wallet on the mainland; what waits is for one of Hong Kong's."""
    world = open_world("2024-06-01T09:00:00+08:00")
    icbc = world.bank()
    holder = world.wallet(opened(world, icbc, "III")).holder
    world.do(ForgetDetail(holder, "phone", "the person moved"))
    wallet = opened(world, icbc, "IV", "+85290000001", *DETAILS[1:])
    assert world.wallet(wallet).holder == holder
    world.fund(wallet, 1_000)
    payment = PaymentNo(world.pay(wallet, 1_000, world.shop(icbc)).payment)
    world.do(CloseWallet(wallet))
    world.do(RefundPayment(payment, 400))
    with world.platform.snapshot() as connection:
        assert payable_refunds(connection, 0, 10) == []


def test_money_that_waits_and_is_not_there_is_found(unsound_world: World) -> None:
    world = unsound_world
    icbc = world.bank()
    payment = paid_and_closed(world, icbc, world.shop(icbc))
    world.do(RefundPayment(payment, 400))
    assert world.audit().findings == ()
    world.tamper("UPDATE owed_refunds SET amount_minor = 399")
    assert {finding.invariant for finding in world.audit().findings} == {"clearing_owed"}
