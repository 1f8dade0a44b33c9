"""A refund whose payer has closed the wallet reaches its holder all the same: in another wallet there, or in the next
one that the holder opens. Until then it waits, to the fen, and the merchant is done."""

import json
from datetime import date
from typing import Any

import pytest

from jiaozi.errors import Refusal
from jiaozi.kinds import InstitutionNo, PaymentNo, RefundNo, StoreNo, WalletNo
from jiaozi.payments.owed import PayOwedRefund
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.payments.store import owed_of, payable_refunds
from jiaozi.statements.build import statement
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from jiaozi.wallets.opening import OpenWallet
from jiaozi.wallets.regimes import ChangeRegime, MoveWallets
from jiaozi.worker.expiry import OWED, Expiry
from tests.features.conftest import OpenWorld, open_world, unsound_world, world
from tests.features.world import NEW_YEAR_2026, World, resident_id

__all__ = ["open_world", "unsound_world", "world"]
DETAILS = ("15900000077", "李四", resident_id(977), "6222000012345678", True)


def opened(world: World, operator: InstitutionNo, wallet_class: Any) -> WalletNo:
    return WalletNo(world.do(OpenWallet(operator, "personal", wallet_class, *DETAILS)).wallet)


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
    shop, worker = world.shop_wallet(store), Expiry(world.platform, OWED)
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
    worker.turn()
    worker.turn()
    assert world.balance(wallet) == 900
    assert world.refuse(PayOwedRefund(first)) == "payment_not_found"
    assert told(world)[:2] == [("refund.claimed", 300), ("refund.claimed", 600)]
    with world.platform.snapshot() as connection:
        rows = owed_of(connection, world.wallet(wallet).holder, 0, 10)
    assert [(row.id, row.amount_minor, row.paid_into) for row in rows] == [(first, 600, wallet), (second, 300, wallet)]
    assert world.audit().findings == ()


def test_what_is_owed_waits_while_every_wallet_is_frozen(world: World) -> None:
    icbc = world.bank()
    store = world.shop(icbc)
    other, worker = opened(world, icbc, "IV"), Expiry(world.platform, OWED)
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
    Expiry(world.platform, OWED).turn()
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
    Expiry(world.platform, OWED).turn()
    assert world.balance(wallet) == 700
    assert world.audit().findings == ()


def test_money_that_waits_and_is_not_there_is_found(unsound_world: World) -> None:
    world = unsound_world
    icbc = world.bank()
    payment = paid_and_closed(world, icbc, world.shop(icbc))
    world.do(RefundPayment(payment, 400))
    assert world.audit().findings == ()
    world.tamper("UPDATE owed_refunds SET amount_minor = 399")
    assert {finding.invariant for finding in world.audit().findings} == {"clearing_owed"}
