"""Paying, refunding, merchants and fees; every refusal, in the order of precedence that `payments.rules` publishes."""

import json
from typing import Any

import pytest

from jiaozi.db.commands import canonical
from jiaozi.errors import Refusal
from jiaozi.ids import encode_id
from jiaozi.kinds import JournalNo, PaymentNo, StoreNo, WalletNo
from jiaozi.ledger.model import Code
from jiaozi.payments import merchants
from jiaozi.payments.holds import CaptureHold, PlaceHold, ReleaseHold
from jiaozi.payments.merchants import OpenMerchant, OpenStore, SuspendMerchant
from jiaozi.payments.model import CODES, KINDS, PaymentKindName
from jiaozi.payments.pay import Paid, Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.scheme.model import Role, account
from jiaozi.scheme.settlement import AgreeNetting
from jiaozi.wallets.changes import CloseWallet, SetOwnLimits
from jiaozi.wallets.exchange import Load, Unload
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from tests.features.conftest import OpenWorld
from tests.features.world import World

HOUR_US = 3_600_000_000


@pytest.mark.parametrize("kind", list(KINDS))
def test_each_kind_of_payment_has_its_code(world: World, kind: PaymentKindName) -> None:
    icbc = world.bank()
    payer, payee = world.rich(icbc), world.person(icbc)
    made = world.do(
        Pay(payer, 5, kind, store=world.shop(icbc) if kind == "merchant" else StoreNo(0), payee=payee, purpose="tea")
    )
    assert world.query("SELECT code FROM transfers WHERE id = ?", (made.journal,)) == [(CODES[KINDS[kind]],)]
    payment = world.payment(made.payment)
    assert (payment.amount_minor, payment.captured_minor, payment.fee_minor, payment.purpose) == (5, 5, 0, "tea")
    (event,) = world.query("SELECT kind, payload FROM events WHERE kind = 'payment.completed'")
    assert encode_id("pay", made.payment) in event[1]


def test_a_refund_gives_back_in_parts_never_more_than_was_paid(world: World) -> None:
    icbc = world.bank()
    payer, store = world.rich(icbc, amount=1_000), world.shop(icbc)
    payment = world.pay(payer, 100, store).payment
    world.pay(payer, 100, store)  # the shop has more money than this payment's
    assert world.do(RefundPayment(payment, 30)).refunded_minor == 30
    assert world.refusal(RefundPayment(payment, 71)) == Refusal("refund_exceeds_payment", "0.70 yuan left")
    assert world.do(RefundPayment(payment, 69)).refunded_minor == 99
    last = world.do(RefundPayment(payment, 1, "last fen"))
    assert (last.amount_minor, last.refunded_minor, last.reference) == (1, 100, "last fen")
    assert world.refusal(RefundPayment(payment, 1)) == Refusal("refund_exceeds_payment", "0.00 yuan left")
    assert (world.balance(payer), world.payment(payment).refunded_minor) == (900, 100)
    assert [row[0] for row in world.query("SELECT amount_minor FROM refunds ORDER BY id")] == [30, 69, 1]


def test_a_reference_given_twice_refunds_twice_and_a_key_given_twice_once(world: World) -> None:
    icbc = world.bank()
    payment = world.pay(world.rich(icbc), 100, world.shop(icbc)).payment
    back = RefundPayment(payment, 30, "return-7")
    assert [world.do(back, key=key).refunded_minor for key in ("one", "two", "two")] == [30, 60, 60]
    assert world.payment(payment).refunded_minor == 60


def test_a_refund_that_an_earlier_version_answered_says_what_it_knew(world: World) -> None:
    icbc = world.bank()
    back = world.do(RefundPayment(world.pay(world.rich(icbc), 100, world.shop(icbc)).payment, 30))
    was = ["Refunded", back.refund, back.payment, back.journal, 30]
    read = world.platform.operations.decode_outcome(json.dumps(was))
    assert (read.refund, read.refunded_minor, read.amount_minor) == (back.refund, 30, 0)
    assert world.platform.operations.decode_outcome(world.platform.operations.encode_outcome(back)) == back


def test_without_metadata_a_command_and_its_outcome_are_as_they_were_before_there_was_any(world: World) -> None:
    operations = world.platform.operations
    assert canonical(Pay(WalletNo(1), 2)) == (
        b'{"payer":1,"amount_minor":2,"kind":"merchant","store":0,"payee":0,"purpose":"","reference":null}'
    )
    paid = Paid(PaymentNo(1), JournalNo(2), 3, 4, WalletNo(5))
    assert operations.encode_outcome(paid) == '["Paid",1,2,3,4,5,0]'
    assert operations.decode_outcome('["Paid",1,2,3,4]') == paid._replace(payee=WalletNo(0))
    for each in (paid, paid._replace(metadata={"cart": "77"})):
        assert operations.decode_outcome(operations.encode_outcome(each)) == each


def test_metadata_is_looked_at_wherever_it_comes_from(world: World) -> None:
    icbc = world.bank()
    payer, store = world.rich(icbc), world.shop(icbc)
    bad = {"a b": "c"}
    paid = world.pay(payer, 100, store).payment
    until = world.clock.now() + 60_000_000
    for command in (
        Pay(payer, 1, store=store, metadata=bad),
        PlaceHold(payer, 1, until, store=store, metadata=bad),
        RefundPayment(paid, 1, metadata=bad),
    ):
        assert world.refusal(command) == Refusal("request_malformed", "metadata")
    assert world.query("SELECT COUNT(*) FROM metadata") == [(0,)]


def test_refunds_are_refused_for_what_they_lack(world: World) -> None:
    icbc = world.bank()
    payer, store = world.rich(icbc, amount=1_000), world.shop(icbc)
    shop, payment = world.shop_wallet(store), world.pay(payer, 100, store).payment
    hold = world.do(PlaceHold(payer, 10, world.clock.now() + HOUR_US, store=store)).payment
    for bad in (0, -1, True, None, "1", 0.5):
        assert world.refuse(RefundPayment(payment, bad)) == "amount_invalid"  # type: ignore[arg-type]
    assert world.refuse(RefundPayment(payment, 1, " x")) == "reference_invalid"
    assert world.refuse(RefundPayment(payment + 16, 1)) == "payment_not_found"
    assert world.refuse(RefundPayment(hold, 1)) == "payment_not_refundable"
    source = world.deposit(shop, 0)
    world.do(Unload(shop, source, 60))
    assert world.refuse(RefundPayment(payment, 41)) == "insufficient_funds"
    world.do(FreezeWallet(shop, "amount", "order", 10))
    assert world.refuse(RefundPayment(payment, 31)) == "wallet_frozen_amount"
    world.do(RefundPayment(payment, 30))
    world.pay(payer, 100, store)
    world.do(FreezeWallet(payer, "all", "order"))
    assert world.refusal(RefundPayment(payment, 5)) == Refusal("payee_cannot_receive")


def test_a_refund_to_a_closed_wallet_waits_for_its_holder(world: World) -> None:
    icbc = world.bank()
    payer, store = world.rich(icbc, "III", amount=100), world.shop(icbc)
    payment = world.pay(payer, 100, store).payment
    world.do(CloseWallet(payer))
    assert world.do(RefundPayment(payment, 5)).refunded_minor == 5
    assert world.refuse(CloseWallet(world.shop_wallet(store))) == "wallet_not_empty"


def test_a_wallet_has_so_many_merchants_and_no_more(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whose a wallet is, is asked at every reading of what it paid or was paid: by all of its merchants."""
    monkeypatch.setattr(merchants, "MERCHANTS_MAX", 3)
    icbc = world.bank()
    company, other = world.company(icbc), world.company(icbc)
    made = OpenMerchant(company, "Noodles", "面馆", "5812")
    world.do(made)
    platform = world.platform
    group = platform.run([platform.request(0, f"merchant {n}", made) for n in range(3)])
    refused = [each.outcome.code for each in group if isinstance(each.outcome, Refusal)]
    assert refused == ["merchants_exceeded"]
    assert world.refuse(made) == "merchants_exceeded"
    world.do(OpenMerchant(other, "Tea", "茶馆", "5813"))


def test_merchants_and_stores_keep_their_attributes_apart(world: World) -> None:
    icbc = world.bank()
    company = world.company(icbc)
    made = OpenMerchant(company, "Noodles", "面馆", "5812", "catering", "retail")
    first = world.do(made).merchant
    second = world.do(OpenMerchant(company, "Tea", "茶馆", "5813")).merchant  # two merchants, one wallet
    store = world.do(OpenStore(first, "北门店", "500103")).store
    payer = world.rich(icbc)
    world.pay(payer, 100, store)
    world.pay(payer, 10, world.do(OpenStore(second, "x", "500112")).store)
    assert world.balance(company) == 110
    assert world.query("SELECT category, purpose, scenario, fee_ppm FROM merchants WHERE id = ?", (first,)) == [
        ("5812", "catering", "retail", 0)
    ]
    assert world.query("SELECT name, region FROM stores WHERE id = ?", (store,)) == [("北门店", "500103")]
    world.do(SuspendMerchant(first, True))
    assert world.refuse(Pay(payer, 1, store=store)) == "merchant_suspended"
    world.do(SuspendMerchant(first, False))
    world.pay(payer, 1, store)


def test_merchants_are_refused_for_what_is_wrong(world: World) -> None:
    icbc = world.bank()
    company, person = world.company(icbc), world.person(icbc)
    for names in (("", "x"), ("x", " "), ("x" * 121, "x")):
        assert world.refuse(OpenMerchant(company, *names, "5411")) == "request_malformed"
    assert world.refuse(OpenMerchant(company, "x", "x", "5411", "p" * 41)) == "request_malformed"
    for category in ("", "541", "54111", "５４１１", "541a"):
        assert world.refuse(OpenMerchant(company, "x", "x", category)) == "category_unknown"
    assert world.refuse(OpenMerchant(WalletNo(company + 16), "x", "x", "5411")) == "wallet_not_found"
    assert world.refuse(OpenMerchant(person, "x", "x", "5411")) == "class_not_available"
    merchant = world.do(OpenMerchant(company, "x", "x", "5411")).merchant
    assert world.refuse(OpenStore(merchant, "x", "50010")) == "request_malformed"
    assert world.refuse(OpenStore(merchant, " ", "500103")) == "request_malformed"
    assert world.refuse(OpenStore(merchant + 16, "x", "500103")) == "merchant_not_found"
    assert world.refuse(SuspendMerchant(merchant + 16, True)) == "merchant_not_found"


@pytest.mark.parametrize(
    ("ppm", "amount", "fee"), [(0, 10_000, 0), (3_800, 10_000, 38), (3_800, 131, 0), (3_800, 132, 1)]
)
def test_a_fee_is_exact_and_rounds_half_up(world: World, ppm: int, amount: int, fee: int) -> None:
    icbc, boc = world.bank(), world.bank("boc")
    payer, store = world.rich(icbc), world.shop(boc)
    if ppm:
        world.tamper("UPDATE merchants SET fee_ppm = ?", (ppm,))
    assert world.pay(payer, amount, store).fee_minor == fee
    assert world.balance(world.shop_wallet(store)) == amount - fee
    assert world.account(account(boc, Role.FEES)).posted == fee
    assert world.query("SELECT COALESCE(SUM(amount), 0) FROM transfers WHERE code = ?", (Code.FEE,))[0][0] == 2 * fee


def test_captures_in_parts_are_charged_the_fee_of_the_whole(world_2026: World) -> None:
    """Captured holds once escaped the fee; charged part by part, rounding would have added to it."""
    world = world_2026
    icbc = world.bank()
    payer, store = world.rich(icbc), world.shop(icbc)
    world.tamper("UPDATE merchants SET fee_ppm = 5000")
    hold = world.do(PlaceHold(payer, 1_000, world.clock.now() + HOUR_US, store=store)).payment
    for part in (99, 99, 99, 3):
        world.do(CaptureHold(hold, part))
    assert world.payment(hold).fee_minor == 2  # 0.5 % of 300 is 1.5
    world.do(ReleaseHold(hold))
    assert world.account(account(icbc, Role.FEES)).posted == 2
    assert world.balance(world.shop_wallet(store)) == 298


# ---------------------------------------------------------------------------------------------------- precedence
def test_refusals_come_in_the_published_order(open_world: OpenWorld) -> None:
    """A request with everything wrong is repaired fault by fault; each time the next refusal of the list appears."""
    world = open_world("2026-02-01T09:00:00+08:00")
    icbc, boc = world.bank("icbc", reserves=0), world.bank("boc")
    world.do(AgreeNetting(icbc, boc, 50))
    visitor, payee = world.person(icbc, prefix="+852"), world.person(boc)
    store = world.shop(boc)
    merchant = world.query("SELECT merchant FROM stores WHERE id = ?", (store,))[0][0]
    world.do(SuspendMerchant(merchant, True))
    late = world.clock.now() + 31 * 24 * HOUR_US

    def codes(amount: int, kind: Any = "person", *, payer: WalletNo, expires_at: int = late, **more: Any) -> str:
        return world.refuse(PlaceHold(payer, amount, expires_at, kind, **more))

    ok = world.clock.now() + HOUR_US
    assert codes(0, "alms", payer=WalletNo(7), reference=" ") == "amount_invalid"
    assert codes(1, "alms", payer=WalletNo(7), reference=" ") == "reference_invalid"
    assert codes(1, "alms", payer=WalletNo(7)) == "request_malformed"
    assert codes(1, payer=WalletNo(7), purpose="p" * 41) == "request_malformed"
    for expiry in (late, world.clock.now(), 0):
        assert codes(1, payer=WalletNo(7), expires_at=expiry) == "expiry_invalid"
    assert codes(1, payer=WalletNo(7), store=9, expires_at=ok) == "store_not_found"
    assert codes(1, "merchant", payer=WalletNo(7), payee=payee, expires_at=ok) == "store_not_found"
    assert codes(1, payer=WalletNo(7), store=store, expires_at=ok) == "merchant_suspended"
    assert codes(1, payer=WalletNo(7), payee=8, expires_at=ok) == "wallet_not_found"
    closed = world.person(icbc)
    world.do(CloseWallet(closed))
    assert codes(1, payer=closed, payee=closed, expires_at=ok) == "wallet_closed"
    assert codes(1, payer=visitor, payee=visitor, expires_at=ok) == "accounts_same"
    world.do(FreezeWallet(visitor, "out", "order"))
    for other in (8, closed, payee):
        assert codes(1, payer=visitor, payee=other, expires_at=ok) == "usage_not_allowed"


def test_refusals_of_freezes_limits_caps_and_money_come_in_the_published_order(world_2026: World) -> None:
    world = world_2026
    icbc, boc = world.bank("icbc"), world.bank("boc")
    world.do(AgreeNetting(icbc, boc, 500))
    payer, payee = world.rich(icbc, amount=1_000), world.person(boc)
    world.do(SetOwnLimits(payer, single_minor=2_000, daily_minor=1_500, yearly_minor=1_200))
    world.do(SetOwnLimits(payee, balance_minor=600))
    freezes = [world.do(FreezeWallet(payer, *scope)).freeze for scope in (("out", "order"), ("amount", "order", 300))]
    full = world.do(FreezeWallet(payee, "all", "order")).freeze

    def code(amount: int) -> str:
        return world.refuse(Pay(payer, amount, "person", payee=payee))

    assert code(2_001) == "wallet_frozen"
    world.do(UnfreezeWallet(payer, freezes[0]))
    assert [code(amount) for amount in (2_001, 2_000, 1_500, 900)] == [
        "limit_single_exceeded", "limit_daily_exceeded", "limit_yearly_exceeded", "wallet_frozen_amount",
    ]  # fmt: skip
    world.do(UnfreezeWallet(payer, freezes[1]))
    assert code(1_200) == "insufficient_funds"
    assert code(1_000) == "payee_cannot_receive"  # it is frozen
    world.do(UnfreezeWallet(payee, full))
    assert code(1_000) == "payee_cannot_receive"  # it would be too full
    world.do(SetOwnLimits(payee))
    assert code(1_000) == "settlement_cap_exceeded"
    world.do(AgreeNetting(icbc, boc, 0))
    world.do(Pay(payer, 1_000, "person", payee=payee))


def test_an_operator_without_reserves_is_illiquid_and_the_customer_is_not_to_blame(world_2026: World) -> None:
    """rafiki #698: too little liquidity surfaced as a server error."""
    world = world_2026
    icbc, boc = world.bank("icbc", reserves=0), world.bank("boc", reserves=50)
    payer, payee, other = world.rich(icbc, amount=1_000), world.person(boc), world.person(icbc)
    assert world.refusal(Pay(payer, 100, "person", payee=payee)).code == "operator_illiquid"
    assert world.refusal(Pay(payer, 1_001, "person", payee=payee)).code == "insufficient_funds"
    world.do(Pay(payer, 100, "person", payee=other))  # at one operator no reserves are needed
    assert world.balance(payer) == 900


def test_loads_and_unloads_say_whose_money_is_missing(world: World) -> None:
    icbc, boc = world.bank("icbc", issue=100), world.bank("boc", reserves=10**10, issue=10**9)
    wallet = world.person(icbc)
    source = world.deposit(wallet, 1_000)
    assert world.refusal(Load(wallet, source, 101)).code == "operator_illiquid"  # the vault has 100
    assert world.refusal(Load(wallet, source, 1_001)).code == "insufficient_funds"
    world.do(Load(wallet, source, 100))
    assert world.refusal(Unload(wallet, source, 101)).code == "insufficient_funds"
    elsewhere = world.deposit(wallet, 10**11, bank=boc)
    assert world.refusal(Load(wallet, elsewhere, 900_000)).code == "operator_illiquid"
    world.do(Unload(wallet, elsewhere, 100))


def test_a_dry_run_says_what_the_real_one_does_and_leaves_nothing(world: World) -> None:
    """blnk #349: the dry run disagreed with the real path."""
    icbc = world.bank()
    payer, store = world.rich(icbc, amount=100), world.shop(icbc)
    before = world.everything()
    request = [world.platform.request(1, f"dry-{amount}", Pay(payer, amount, store=store)) for amount in (60, 60)]
    dry = [result.outcome for result in world.platform.run(request, dry_run=True)]
    assert world.everything() == before
    real = [result.outcome for result in world.platform.run(request)]
    assert [type(outcome).__name__ for outcome in dry] == ["Paid", "Paid"]  # one key: the second repeats the first
    assert dry == real


def test_bad_amounts_and_strings_are_refused_by_name(world: World) -> None:
    """blnk #173 and #360: blank currency, negative amounts and payments to oneself were accepted."""
    icbc = world.bank()
    payer, payee, store = world.rich(icbc), world.person(icbc), world.shop(icbc)
    for amount in (0, -1, 10**15 + 1, True, None, "1", 1.0, 2**63, 2**70):
        assert world.refuse(Pay(payer, amount, store=store)) == "amount_invalid"  # type: ignore[arg-type]
    for reference in ("", " ", "a ", "x" * 65, "a\tb", "\u200b"):
        assert world.refuse(Pay(payer, 1, store=store, reference=reference)) == "reference_invalid"
    for kind in ("", "Merchant", "refund", "'; DROP TABLE payments; --"):
        assert world.refuse(Pay(payer, 1, kind, payee=payee)) == "request_malformed"  # type: ignore[arg-type]
    assert world.refuse(Pay(payer, 1, "person", payee=payer)) == "accounts_same"
    assert world.refuse(Pay(world.shop_wallet(store), 1, store=store)) == "accounts_same"
    assert world.refuse(Pay(payer, 1, "person")) == "payee_cannot_receive"
    assert world.refuse(Pay(WalletNo(0), 1, "person", payee=payee)) == "wallet_not_found"
    assert world.refuse(Pay(WalletNo(-5), 1, "person", payee=payee)) == "wallet_not_found"
    world.do(Pay(payer, 1, "person", payee=payee, purpose="买' ; --", reference="订单 1"))
