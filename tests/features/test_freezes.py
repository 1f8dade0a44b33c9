"""Freezes in every scope, alone and together: what each stops, what it lets through, and lifting them one by one."""

import pytest

from jiaozi.kinds import HolderFreezeNo, HolderNo, InstitutionNo, WalletNo
from jiaozi.payments.holds import CaptureHold, PlaceHold, ReleaseHold
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.wallets.exchange import Load, Unload
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from jiaozi.wallets.holder_freezes import FreezeHolder, UnfreezeHolder
from jiaozi.wallets.model import FreezeScopeName
from jiaozi.wallets.opening import OpenWallet
from tests.features.world import World
from tests.worlds.people import resident_id

CANNOT = "payee_cannot_receive"  # what the other side is told
SCOPES = [
    # scope: may pay 100, may unload, may be paid, may load, may be refunded, capture what it had promised
    ("all", "wallet_frozen", "wallet_frozen", CANNOT, "wallet_frozen", CANNOT, "payer_cannot_pay"),
    ("out", "wallet_frozen", "wallet_frozen", "", "", "", ""),
    ("amount", "wallet_frozen_amount", "wallet_frozen_amount", "", "", "", ""),
]


@pytest.mark.parametrize(("scope", "pay", "unload", "paid", "load", "refunded", "capture"), SCOPES)
def test_what_each_scope_stops(
    world: World, scope: FreezeScopeName, pay: str, unload: str, paid: str, load: str, refunded: str, capture: str
) -> None:
    icbc = world.bank()
    wallet, friend, store = world.rich(icbc, amount=1_000), world.rich(icbc), world.shop(icbc)
    source = world.deposit(wallet, 1_000)
    payment = world.pay(wallet, 50, store).payment
    hold = world.do(PlaceHold(wallet, 50, world.clock.now() + 10**9, store=store)).payment
    freeze = world.do(FreezeWallet(wallet, scope, "order 7", 850 if scope == "amount" else 0)).freeze
    acts = (
        (Pay(wallet, 100, store=store), pay),
        (Unload(wallet, source, 100), unload),
        (PlaceHold(wallet, 100, world.clock.now() + 10**9, store=store), pay),
        (Pay(friend, 1, "person", payee=wallet), paid),
        (Load(wallet, source, 1), load),
        (RefundPayment(payment, 1), refunded),
        (CaptureHold(hold, 10), capture),
    )
    for command, code in acts:
        assert world.refuse(command) == code if code else world.do(command), command
    world.do(ReleaseHold(hold))  # what goes back to the wallet itself is not stopped
    world.do(UnfreezeWallet(wallet, freeze))
    for command, _ in acts[:-1]:
        world.do(command)


def test_a_frozen_amount_stays_and_the_rest_moves(world: World) -> None:
    icbc = world.bank()
    wallet, store = world.rich(icbc, amount=1_000), world.shop(icbc)
    world.do(FreezeWallet(wallet, "amount", "order 1", 300))
    world.do(FreezeWallet(wallet, "amount", "order 2", 200))
    assert world.refuse(Pay(wallet, 501, store=store)) == "wallet_frozen_amount"
    assert world.refuse(Pay(wallet, 1_001, store=store)) == "insufficient_funds"
    world.pay(wallet, 400, store)
    world.do(PlaceHold(wallet, 100, world.clock.now() + 10**9, store=store))
    assert world.refuse(Pay(wallet, 1, store=store)) == "wallet_frozen_amount"
    world.do(FreezeWallet(wallet, "amount", "more than there is", 10**6))
    assert world.refuse(Pay(wallet, 1, store=store)) == "wallet_frozen_amount"


ORDERS: tuple[tuple[FreezeScopeName, int], ...] = (("all", 0), ("all", 0), ("out", 0), ("amount", 400_000))


def test_several_freezes_are_lifted_each_on_its_own(world: World) -> None:
    icbc = world.bank()
    wallet, other, store = world.rich(icbc), world.rich(icbc), world.shop(icbc)
    made = [world.do(FreezeWallet(wallet, scope, "order", amount)).freeze for scope, amount in ORDERS]
    row = world.wallet(wallet)
    assert (row.freezes_all, row.freezes_out, row.frozen_minor) == (2, 1, 400_000)
    world.do(UnfreezeWallet(wallet, made[0]))
    assert world.refuse(Pay(other, 1, "person", payee=wallet)) == "payee_cannot_receive"
    world.do(UnfreezeWallet(wallet, made[1]))
    world.do(Pay(other, 1, "person", payee=wallet))
    assert world.refuse(Pay(wallet, 1, store=store)) == "wallet_frozen"
    world.do(UnfreezeWallet(wallet, made[2]))
    assert world.refuse(Pay(wallet, 200_000, store=store)) == "wallet_frozen_amount"
    world.do(UnfreezeWallet(wallet, made[3]))
    world.pay(wallet, 200_000, store)
    for freeze in made:
        assert world.refuse(UnfreezeWallet(wallet, freeze)) == "wallet_not_frozen"


def test_every_freeze_keeps_whose_side_placed_it(world: World) -> None:
    icbc, central = world.bank(), InstitutionNo(256)
    first = world.do(OpenWallet(icbc, "personal", "III", "15900000002", "李四", resident_id(902)))
    world.do(FreezeWallet(first.wallet, "all", "the bank's"))
    world.do(FreezeWallet(first.wallet, "amount", "the court's", 5, central))
    world.do(FreezeHolder(first.holder, "out", "the court's", central))
    world.do(FreezeHolder(first.holder, "all", "the bank's"))
    placed = world.query("SELECT reason, placed_by FROM freezes WHERE wallet = ? ORDER BY id", (first.wallet,))
    assert placed == [("the bank's", 0), *[("the court's", central)] * 2, ("the bank's", 0)]
    whole = world.query("SELECT reason, placed_by FROM holder_freezes WHERE holder = ? ORDER BY id", (first.holder,))
    assert whole == [("the court's", central), ("the bank's", 0)]


def test_a_freeze_says_what_and_why(world: World) -> None:
    """An amount that did not belong to the scope was once summed up: a negative one broke the row's CHECK."""
    icbc = world.bank()
    wallet, other = world.person(icbc), world.person(icbc)
    assert world.refuse(FreezeWallet(wallet, "in", "order")) == "request_malformed"  # type: ignore[arg-type]
    for reason in ("", "  ", "x" * 201):
        assert world.refuse(FreezeWallet(wallet, "all", reason)) == "reference_invalid"
    for scope, amounts in (("amount", (0, -1, None, True, 10**15 + 1)), ("all", (-5, 5, 10**16)), ("out", (-1, 1))):
        for amount in amounts:
            assert world.refuse(FreezeWallet(wallet, scope, "order", amount)) == "amount_invalid"  # type: ignore[arg-type]
    assert world.refuse(FreezeWallet(WalletNo(wallet + 16), "all", "order")) == "wallet_not_found"
    freeze = world.do(FreezeWallet(wallet, "all", "order")).freeze
    assert world.refuse(UnfreezeWallet(other, freeze)) == "wallet_not_frozen"
    assert world.refuse(UnfreezeWallet(wallet, freeze + 16)) == "wallet_not_frozen"
    assert [row[0] for row in world.query("SELECT operation FROM acts WHERE operation LIKE '%freeze%'")].count(
        "freeze_wallet"
    )


def test_a_holder_is_frozen_as_a_whole_opens_nothing_and_is_unfrozen_at_once_or_wallet_by_wallet(world: World) -> None:
    icbc = world.bank()
    details = ("15900000001", "张三", resident_id(901))
    first = world.do(OpenWallet(icbc, "personal", "III", *details))
    holder, store = first.holder, world.shop(icbc)
    world.fund(first.wallet, 1_000)
    assert world.refuse(FreezeHolder(HolderNo(16), "all", "order")) == "holder_not_found"
    assert world.refuse(FreezeHolder(holder, "amount", "order")) == "request_malformed"  # type: ignore[arg-type]
    assert world.refuse(FreezeHolder(holder, "all", " ")) == "reference_invalid"
    order = world.do(FreezeHolder(holder, "out", "order 7")).holder_freeze
    second = world.do(FreezeHolder(holder, "all", "order 8"))
    assert second.wallets_frozen == 1
    assert world.refuse(Pay(first.wallet, 1, store=store)) == "wallet_frozen"
    assert world.refuse(OpenWallet(icbc, "personal", "IV", *details)) == "wallet_frozen"
    assert world.refuse(UnfreezeHolder(HolderNo(16), order)) == "holder_not_found"
    assert world.refuse(UnfreezeHolder(holder, HolderFreezeNo(16))) == "holder_not_frozen"
    world.do(UnfreezeHolder(holder, second.holder_freeze))
    assert world.refuse(UnfreezeHolder(holder, second.holder_freeze)) == "holder_not_frozen"
    (part,) = world.query("SELECT freeze FROM holder_freeze_parts WHERE holder_freeze = ?", (order,))
    world.do(UnfreezeWallet(first.wallet, part[0]))
    world.do(Pay(first.wallet, 1, store=store))
    assert world.refuse(OpenWallet(icbc, "personal", "IV", *details)) == "wallet_frozen"  # the holder still is
    assert world.do(UnfreezeHolder(holder, order)).wallets_unfrozen == 0
    assert world.do(OpenWallet(icbc, "personal", "IV", *details)).holder == holder
