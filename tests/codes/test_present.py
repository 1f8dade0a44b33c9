"""Payment codes and taps: made by a device without a network, charged once, within what may go without a PIN."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jiaozi import rulebook
from jiaozi.api.forcing import wallets_of
from jiaozi.clock import CLOCKS_APART_US, china_date
from jiaozi.codes import token
from jiaozi.codes.collect import OpenCollectCode, PayCollectCode
from jiaozi.codes.present import (
    Charged,
    ChargePaymentCode,
    ChargeTap,
    EnrolPayerToken,
    RevokePayerToken,
    master_of,
)
from jiaozi.codes.presented import code_became
from jiaozi.codes.store import payer_token, payer_tokens_of_wallet
from jiaozi.devices.model import AllowSmallAmounts, RebindDevice, RegisterDevice, RevokeDevice
from jiaozi.errors import Refusal
from jiaozi.kinds import DeviceNo, PayerTokenNo, StoreNo, WalletNo
from jiaozi.payments.merchants import SuspendMerchant
from jiaozi.subwallets.model import ChargeSubWallet
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet
from tests.devices.pocket import Pocket
from tests.features.world import YUAN, World

SECOND_US = 1_000_000
decided_in_memory = pytest.mark.only_engine("sqlite")
"""Decisions on locked rows: one code for both engines, so they run on the fast one."""


class Phone:
    """A device with a token for a wallet, as its owner carries it."""

    def __init__(self, world: World, wallet: WalletNo, device: DeviceNo = DeviceNo(0)) -> None:
        self.world, self.wallet = world, wallet
        self.holder = world.wallet(wallet).holder
        self.device = device or self.registered(DeviceNo(0))
        self.enrolled = world.do(EnrolPayerToken(wallet, self.device))
        self.number = int(self.enrolled.number)
        self.secret = token.secret_of(master_of(world.platform.keyring), self.enrolled.payer_token)

    def registered(self, signer: DeviceNo) -> DeviceNo:
        pocket = Pocket()
        command = RegisterDevice(self.holder, pocket.algorithm, pocket.public, "phone", signer)
        return DeviceNo(self.world.do(command).device)

    def code(self, shown_before: int = 0, *, verified: bool = True, at: int = 0) -> str:
        now = at or self.world.clock.now()
        return token.payment_code(self.secret, self.number, now, shown_before, user_verified=verified, step_s=30)

    def tap(self, counter: int, store: StoreNo, amount: int, *, verified: bool = True) -> ChargeTap:
        made = token.cryptogram(self.secret, counter, store, amount, user_verified=verified)
        return ChargeTap(self.number, counter, made, store, amount)

    def allow(self, payment: int, day: int) -> None:
        self.world.do(AllowSmallAmounts(self.holder, payment, day, self.device))


class Counter:
    """A phone with 5,000 yuan before a store's till."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.bank = world.bank()
        self.store = world.shop(self.bank)
        self.phone = Phone(world, world.rich(self.bank))

    def charge(self, code: str, amount: int = 100) -> Any:
        return self.world.outcome(ChargePaymentCode(code, self.store, amount))

    def refused(self, code: str, amount: int = 100) -> str:
        return self.world.refuse(ChargePaymentCode(code, self.store, amount))

    def became(self, code: str) -> str:
        """What a till reads of a code that it was shown."""
        platform, at = self.world.platform, self.world.clock.now()
        with platform.engine.snapshot() as connection:
            found = code_became(connection, master_of(platform.keyring), code, self.store, at)
        assert found is not None
        return found.state


@pytest.fixture
def counter(world: World) -> Counter:
    return Counter(world)


# ------------------------------------------------------------------------------------------------ the format alone
SECRETS = st.binary(min_size=32, max_size=32)
NUMBERS = st.integers(0, 10**10 - 1)
TIMES = st.integers(10**12, 2**52)


@given(SECRETS, NUMBERS, TIMES, st.integers(0, 9), st.booleans(), st.integers(0, 29_999_999))
def test_a_code_is_read_and_proved_for_its_step_and_the_next(
    secret: bytes, number: int, at: int, shown: int, verified: bool, later: int
) -> None:
    code = token.payment_code(secret, number, at, shown, user_verified=verified, step_s=30)
    assert (len(code), code.isdigit()) == (25, True)
    found = token.read_code(code)
    assert found is not None
    assert found.number == number
    counter = at // 30_000_000 * 10 + shown
    assert token.check_code(secret, found.proof, at + later, 30) == (counter, verified, False)
    assert token.check_code(secret, found.proof, at // 30_000_000 * 30_000_000 + 59_999_999, 30) == (
        counter,
        verified,
        False,
    )
    after = token.check_code(secret, found.proof, at // 30_000_000 * 30_000_000 + 60_000_000, 30)
    assert after == ((counter, verified, True) if not shown else None)


@given(SECRETS, NUMBERS, TIMES, st.integers(0, 24), st.sampled_from("0123456789"))
def test_any_mistyped_digit_is_noticed(secret: bytes, number: int, at: int, place: int, digit: str) -> None:
    code = token.payment_code(secret, number, at, 0, user_verified=True, step_s=30)
    assume(code[place] != digit)
    assert token.read_code(code[:place] + digit + code[place + 1 :]) is None


@given(st.text(max_size=30))
def test_no_text_is_taken_for_a_code_or_breaks_the_reader(text: str) -> None:
    found = token.read_code(text)
    assert found is None or len(text) == 25


@given(SECRETS, SECRETS, st.integers(1, 2**62), st.integers(0, 2**62), st.integers(1, 10**15), st.booleans())
def test_a_cryptogram_is_for_one_counter_store_and_amount(
    secret: bytes, other: bytes, number: int, store: int, amount: int, verified: bool
) -> None:
    made = token.cryptogram(secret, number, store, amount, user_verified=verified)
    assert token.check_tap(secret, number, store, amount, made) == (number, verified, False)
    for changed in ((number + 1, store, amount), (number, store + 1, amount), (number, store, amount + 1)):
        assert token.check_tap(secret, *changed, made) is None
    if secret != other:
        assert token.check_tap(other, number, store, amount, made) is None
    for wrong in ("", "\ud800", made[:-1], made.upper() + "x"):
        assert token.check_tap(secret, number, store, amount, wrong) is None


def test_the_check_digit_is_luhn_s() -> None:
    """The example of ISO/IEC 7812-1, annex B."""
    assert token.check_digit("7992739871") == "3"
    with pytest.raises(ValueError, match="ten codes"):
        token.payment_code(b"x" * 32, 1, 0, 10, user_verified=True, step_s=30)


# ------------------------------------------------------------------------------------------------------ at a till
def test_a_till_charges_a_code_once(counter: Counter) -> None:
    code = counter.phone.code()
    charged = counter.world.do(ChargePaymentCode(code, counter.store, 1_250, "tea", "bill-9"))
    payment = counter.world.payment(charged.payment)
    assert (payment.payer, payment.store, payment.reference) == (counter.phone.wallet, counter.store, "bill-9")
    assert (charged.amount_minor, charged.user_verified) == (1_250, True)
    assert counter.refused(code) == "code_used"
    assert counter.world.balance(counter.world.shop_wallet(counter.store)) == 1_250


@decided_in_memory
def test_an_older_code_dies_with_a_newer_one_and_each_shown_code_is_another(counter: Counter) -> None:
    first, second, third = (counter.phone.code(shown) for shown in range(3))
    assert len({first, second, third}) == 3
    assert counter.charge(second).payment
    assert counter.refused(first) == "code_used"
    assert counter.charge(third).payment


def test_one_group_charges_a_code_once(counter: Counter) -> None:
    code = counter.phone.code()
    outcomes = counter.world.group(*[ChargePaymentCode(code, counter.store, 5)] * 3)
    assert [getattr(each, "code", "paid") for each in outcomes] == ["paid", "code_used", "code_used"]


def test_a_token_is_used_in_the_group_that_made_it(counter: Counter) -> None:
    world, phone = counter.world, counter.phone
    enrol = world.platform.request(1, "enrol", EnrolPayerToken(phone.wallet, phone.device))
    master = master_of(world.platform.keyring)
    secret, number = token.secret_of(master, enrol.id), token.number_of(master, enrol.id, 0)
    code = token.payment_code(secret, number, world.clock.now(), 0, user_verified=True, step_s=30)
    charge = world.platform.request(1, "charge", ChargePaymentCode(code, counter.store, 5))
    enrolled, charged = (result.outcome for result in world.platform.run([enrol, charge]))
    assert int(enrolled.number) == number
    assert charged.payment


@decided_in_memory
@pytest.mark.parametrize("day", ["2023-12-31", "2024-02-28", "2022-05-31"])
def test_a_code_lives_for_a_minute_across_midnight(counter: Counter, day: str) -> None:
    """Midnight, the end of a month and of a year, and before a leap day; it counts in the day of the payment."""
    world = counter.world
    world.until(f"{day}T23:59:30+08:00")
    first, second = counter.phone.code(0), counter.phone.code(1)
    world.wait(30 * SECOND_US)
    assert counter.charge(first, 700).payment
    assert world.usage(counter.phone.wallet).used_today_minor == 700
    world.wait(30 * SECOND_US)
    assert counter.refused(counter.phone.code(0, at=world.clock.now() - 60 * SECOND_US)) == "code_expired"
    assert counter.refused(second) == "code_not_found"
    assert counter.refused(counter.phone.code(0, at=world.clock.now() + 30 * SECOND_US)) == "code_not_found"


@decided_in_memory
def test_what_is_no_code_is_not_found(counter: Counter) -> None:
    code = counter.phone.code()
    other = token.payment_code(
        b"x" * 32, counter.phone.number, counter.world.clock.now(), 0, user_verified=True, step_s=30
    )
    nobody = token.payment_code(counter.phone.secret, 5, counter.world.clock.now(), 0, user_verified=True, step_s=30)
    for wrong in (code[:-1], code[:-1] + str((int(code[-1]) + 1) % 10), "", "x" * 25, other, nobody):
        assert counter.refused(wrong) == "code_not_found"
    for amount in (0, -1, True, 10**15 + 1):
        assert counter.refused(code, amount) == "amount_invalid"
    assert counter.world.refuse(ChargePaymentCode(code, StoreNo(7), 5)) == "store_not_found"
    assert counter.charge(code).payment


@decided_in_memory
def test_a_refused_charge_leaves_the_code(counter: Counter) -> None:
    code = counter.phone.code()
    assert counter.refused(code, 2_000 * YUAN + 1) == "payer_cannot_pay"
    assert counter.charge(code, 2_000 * YUAN).payment


@decided_in_memory
def test_a_till_tries_no_more_than_three_amounts_whatever_codes_it_was_shown(counter: Counter) -> None:
    """A code is refused by the payer's side twice, and used up by the third time: nobody finds a balance with it."""
    first, second, third = (counter.phone.code(number) for number in range(3))
    for code, amount in ((first, 10**6), (second, 5 * 10**5), (first, 250_000)):
        assert counter.refused(code, amount) == "payer_cannot_pay"
    assert [counter.refused(first, 1), counter.charge(second, 1).payment > 0] == ["code_used", True]
    for amount in (10**6, 5 * 10**5, 250_000):
        assert counter.became(third) == "open"
        assert counter.refused(third, amount) == "payer_cannot_pay"
    assert counter.refused(third, 1) == "code_used"
    assert [counter.became(code) for code in (first, second, third)] == ["used", "charged", "used"]


@decided_in_memory
def test_a_dry_run_tells_a_till_nothing_of_the_payer(counter: Counter) -> None:
    world, phone = counter.world, counter.phone
    world.do(FreezeWallet(phone.wallet, "all", "order"))
    for amount in (1, 10**15):
        charge = world.platform.request(1, f"dry-{amount}", ChargePaymentCode(phone.code(), counter.store, amount))
        (dry,) = world.platform.run([charge], dry_run=True)
        assert isinstance(dry.outcome, Charged)
    assert counter.refused(phone.code(), 1) == "payer_cannot_pay"


def test_without_a_pin_only_what_the_holder_allows(counter: Counter) -> None:
    world, phone = counter.world, counter.phone
    assert counter.refused(phone.code(0, verified=False), 1) == "user_verification_required"
    phone.allow(300, 500)
    assert counter.refused(phone.code(1, verified=False), 301) == "user_verification_required"
    charged = counter.charge(phone.code(1, verified=False), 300)
    assert charged.user_verified is False
    assert counter.charge(phone.code(2, verified=False), 200).payment
    assert counter.refused(phone.code(3, verified=False), 1) == "user_verification_required"
    assert counter.charge(phone.code(3), 1_000).payment
    assert world.refuse(phone.tap(1, counter.store, 1, verified=False)) == "user_verification_required"
    world.until("2022-05-16T00:00:00+08:00")
    assert world.do(phone.tap(1, counter.store, 300, verified=False)).payment


@decided_in_memory
def test_the_bit_of_the_pin_cannot_be_set_by_a_till(counter: Counter) -> None:
    tap = counter.phone.tap(1, counter.store, 500, verified=False)
    assert counter.world.refuse(tap) == "user_verification_required"


@decided_in_memory
def test_the_day_without_a_pin_counts_over_all_devices(counter: Counter) -> None:
    world, first = counter.world, counter.phone
    second = Phone(world, first.wallet, first.registered(first.device))
    first.allow(300, 500)
    assert counter.charge(first.code(verified=False), 300).payment
    assert counter.refused(second.code(verified=False), 201) == "user_verification_required"
    assert counter.charge(second.code(verified=False), 200).payment


@decided_in_memory
def test_a_newly_bound_phone_is_limited(counter: Counter) -> None:
    world, old = counter.world, counter.phone
    pocket = Pocket("ecdsa-p256-sha256")
    bound = world.do(RebindDevice(old.holder, pocket.algorithm, pocket.public, "paper 7")).device
    phone = Phone(world, old.wallet, bound)
    assert counter.charge(phone.code(0), 1_000 * YUAN).payment
    assert world.refusal(ChargePaymentCode(phone.code(1), counter.store, 1)) == Refusal("payer_cannot_pay")
    assert world.refuse(phone.tap(1, counter.store, 1)) == "payer_cannot_pay"
    assert counter.charge(old.code(0), 1).payment
    world.wait(24 * 3_600 * SECOND_US)
    assert counter.charge(phone.code(0), 2_000 * YUAN).payment


def test_a_tap_is_for_one_payment_and_its_counter_only_grows(counter: Counter) -> None:
    world, phone, store = counter.world, counter.phone, counter.store
    tap = phone.tap(5, store, 800)
    assert world.do(tap).amount_minor == 800
    assert world.refuse(tap) == "code_used"
    assert world.refuse(phone.tap(4, store, 800)) == "code_used"
    assert world.refuse(phone.tap(5, store, 801)) == "code_used"
    forged = phone.tap(9, store, 800)
    other = world.shop(counter.bank)
    for wrong in (
        ChargeTap(forged.number, 9, forged.cryptogram, store, 801),
        ChargeTap(forged.number, 10, forged.cryptogram, store, 800),
        ChargeTap(forged.number, 9, forged.cryptogram, other, 800),
        ChargeTap(forged.number, 9, "0" * 16, store, 800),
    ):
        assert world.refuse(wrong) == "tap_forged"
    assert world.refuse(ChargeTap(7, 9, forged.cryptogram, store, 800)) == "code_not_found"
    for number in (0, -1, True, token.COUNTER_MAX + 1):
        assert world.refuse(ChargeTap(forged.number, number, forged.cryptogram, store, 800)) == "request_malformed"
    assert world.refuse(phone.tap(token.COUNTER_MAX, store, 10**15)) == "payer_cannot_pay"
    assert world.do(forged).payment
    assert counter.charge(phone.code()).payment


def test_what_ends_a_phone_ends_what_it_shows(counter: Counter) -> None:
    world, phone = counter.world, counter.phone
    world.do(RevokePayerToken(phone.enrolled.payer_token))
    assert counter.refused(phone.code()) == "code_revoked"
    assert world.refuse(phone.tap(1, counter.store, 1)) == "code_revoked"
    assert world.refuse(RevokePayerToken(phone.enrolled.payer_token)) == "code_revoked"
    assert world.refuse(RevokePayerToken(PayerTokenNo(5))) == "code_not_found"
    again = Phone(world, phone.wallet, phone.device)
    assert counter.charge(again.code()).payment
    world.do(RevokeDevice(phone.device))
    assert counter.refused(again.code(1)) == "payer_cannot_pay"
    assert world.refuse(again.tap(1, counter.store, 1)) == "payer_cannot_pay"


@decided_in_memory
def test_freezes_closings_and_suspensions_hold_at_the_till(counter: Counter) -> None:
    world, phone = counter.world, counter.phone
    world.do(FreezeWallet(phone.wallet, "out", "order"))
    assert counter.refused(phone.code()) == "payer_cannot_pay"
    empty = world.person(counter.bank)
    poor = Phone(world, empty)
    assert counter.refused(poor.code()) == "payer_cannot_pay"
    world.do(CloseWallet(empty))
    assert counter.refused(poor.code()) == "payer_cannot_pay"
    (merchant,) = world.query("SELECT merchant FROM stores WHERE id = ?", (counter.store,))[0]
    world.do(SuspendMerchant(merchant, True))
    assert counter.refused(phone.code()) == "merchant_suspended"


def test_a_token_is_for_a_device_of_the_wallet_s_holder(counter: Counter) -> None:
    world, phone = counter.world, counter.phone
    other = world.person(counter.bank)
    assert world.refuse(EnrolPayerToken(phone.wallet)) == "signature_required"
    assert world.refuse(EnrolPayerToken(other, phone.device)) == "signature_invalid"
    assert world.refuse(EnrolPayerToken(WalletNo(5), phone.device)) == "wallet_not_found"
    assert world.refuse(EnrolPayerToken(phone.wallet, DeviceNo(5))) == "device_not_found"
    most = rulebook.payment_codes(china_date(world.clock.now())).tokens_per_device
    for _ in range(most - 3):
        world.do(EnrolPayerToken(phone.wallet, phone.device))
    group = world.group(*[EnrolPayerToken(phone.wallet, phone.device)] * 3)
    assert [getattr(each, "code", "enrolled") for each in group] == ["enrolled", "enrolled", "payer_tokens_exceeded"]
    with world.platform.snapshot() as connection:
        rows = payer_tokens_of_wallet(connection, phone.wallet, 0, 20)
        assert (len(rows), len({row.number for row in rows})) == (most, most)
        assert payer_token(connection, rows[0].id) == rows[0]
        assert payer_token(connection, PayerTokenNo(5)) is None
    world.do(RevokePayerToken(rows[1].id))
    world.do(EnrolPayerToken(phone.wallet, phone.device))
    world.do(RevokeDevice(phone.device))
    assert world.refuse(EnrolPayerToken(phone.wallet, phone.device)) == "device_revoked"


@decided_in_memory
def test_two_processes_whose_clocks_are_apart_contradict_nobody(counter: Counter) -> None:
    """The fixture audits: what one decides, the other has recorded a little later, or made a little earlier."""
    world, phone, store = counter.world, counter.phone, counter.store
    world.wait(100 * SECOND_US)
    now = world.clock.now()
    ahead = now + 5 * SECOND_US
    code = world.do(OpenCollectCode(store, amount_minor=100, lifetime_s=60), at=ahead)
    fresh = world.do(EnrolPayerToken(phone.wallet, phone.device), at=ahead)
    secret = token.secret_of(master_of(world.platform.keyring), fresh.payer_token)
    shown = token.payment_code(secret, int(fresh.number), now, 0, user_verified=True, step_s=30)
    world.do(ChargePaymentCode(shown, store, 100), at=now)
    world.do(PayCollectCode(phone.wallet, code.payload, 100), at=now)
    late = world.do(OpenCollectCode(store, amount_minor=100, lifetime_s=60), at=now)
    world.do(ChargePaymentCode(phone.code(at=now + 60 * SECOND_US), store, 100), at=now + 60 * SECOND_US)
    world.do(PayCollectCode(phone.wallet, late.payload, 100), at=now + 59 * SECOND_US)
    world.do(RevokePayerToken(phone.enrolled.payer_token), at=now + 58 * SECOND_US)


@decided_in_memory
def test_test_mode_knows_the_wallet_behind_what_a_till_was_shown(counter: Counter) -> None:
    phone, store = counter.phone, counter.store
    shown = [ChargePaymentCode(phone.code(), store, 1), phone.tap(1, store, 1), ChargePaymentCode("8" * 25, store, 1)]
    with counter.world.platform.snapshot() as connection:
        assert [wallets_of(connection, each) for each in shown] == [{phone.wallet}, {phone.wallet}, set()]
        assert wallets_of(connection, ChargeSubWallet(WalletNo(5), "", store, 1)) == {5}


@decided_in_memory
def test_no_secret_of_a_token_is_stored(counter: Counter) -> None:
    phone = counter.phone
    rows = counter.world.query("SELECT * FROM outcomes") + counter.world.query("SELECT * FROM payer_tokens")
    assert phone.secret.hex() not in repr(rows)
    assert repr(phone.secret)[2:-1] not in repr(rows)


PAID, ONCE, BOUND = {"presentations_paid"}, {"presentations_once"}, {"payer_tokens_bound"}
TAMPERING = [
    ("another wallet paid", "UPDATE presentations SET payer_token = {other} WHERE payment = {first}", PAID | ONCE),
    ("no such payment", "UPDATE presentations SET payment = 5 WHERE payment = {first}", PAID),
    ("revoked before it paid", "UPDATE payer_tokens SET revoked_at = enrolled_at WHERE id = {token}", PAID),
    (
        "enrolled after it paid",
        "UPDATE payer_tokens SET enrolled_at = {later} WHERE id = {token}",
        PAID,
    ),
    ("a code's counter went back", "UPDATE payer_tokens SET code_counter = 0 WHERE id = {token}", ONCE),
    ("a tap's counter went back", "UPDATE payer_tokens SET tap_counter = 1 WHERE id = {token}", ONCE),
    ("a presentation is lost", "DELETE FROM presentations WHERE payment = {first}", ONCE),
    ("another's device", "UPDATE payer_tokens SET device = {device} WHERE id = {token}", BOUND),
    ("another's number", "UPDATE payer_token_numbers SET payer_token = 5 WHERE payer_token = {token}", BOUND),
]


@pytest.mark.parametrize(("what", "sql", "noticed"), TAMPERING, ids=[row[0] for row in TAMPERING])
@pytest.mark.only_engine("sqlite")  # the statements are the same on OceanBase, where the sound worlds above run them
def test_the_audit_notices(unsound_world: World, what: str, sql: str, noticed: set[str]) -> None:
    counter = Counter(unsound_world)
    world, phone = counter.world, counter.phone
    first = counter.charge(phone.code()).payment
    world.wait(2 * CLOCKS_APART_US)
    world.do(phone.tap(2, counter.store, 5))
    other = Phone(world, world.rich(counter.bank))
    assert world.audit().findings == ()
    ids = {"token": phone.enrolled.payer_token, "other": other.enrolled.payer_token}
    world.tamper(sql.format(first=first, later=2**60, device=other.device, **ids))
    assert {finding.invariant for finding in world.audit().findings} == noticed
