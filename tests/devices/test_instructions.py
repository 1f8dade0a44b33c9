"""Signed instructions inside the writer: stored outcomes first, one effect for a nonce, the user's proof, small
amounts, the limits of a new device."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from jiaozi.access.instructions import GUARDED
from jiaozi.access.model import SUBJECT_ROLES
from jiaozi.access.permissions import Grant, grant
from jiaozi.clock import DAY_US, HOUR_US, SECOND_US
from jiaozi.devices.model import AllowSmallAmounts, RebindDevice, RegisterDevice, RevokeDevice, RotateDevice
from jiaozi.keyring import Keyring
from jiaozi.kinds import WalletNo
from jiaozi.operations import all_operations
from jiaozi.payments.holds import PlaceHold
from jiaozi.payments.pay import Pay
from jiaozi.wallets.changes import CloseWallet, SetOwnLimits
from jiaozi.wallets.exchange import Unload
from tests.devices.pocket import Bound, Pocket
from tests.features.world import World

decisions_alone = pytest.mark.only_engine("sqlite")
"""Pure decisions on locked rows: one code for both engines, so they run on the fast one."""


class Home:
    """A person with money and a device, and a shop."""

    def __init__(self, world: World, amount: int = 500_000) -> None:
        self.world = world
        self.bank = world.bank()
        self.wallet = world.rich(self.bank, "III", amount)
        self.holder = world.wallet(self.wallet).holder
        self.store = world.shop(self.bank)
        pocket = Pocket("ecdsa-p256-sha256")
        made = world.do(RegisterDevice(self.holder, pocket.algorithm, pocket.public))
        self.phone = Bound(made.device, pocket)

    def sign(self, command: Any, by: Bound | None = None, **more: Any) -> Any:
        """A command signed now."""
        return (by or self.phone).signed(command, self.world.clock.now(), **more)

    def pay(self, amount: int, **more: Any) -> Any:
        """A payment to the shop, signed now."""
        return self.sign(Pay(self.wallet, amount, store=self.store), **more)

    def another(self) -> Bound:
        """A further device, signed by the phone."""
        pocket = Pocket()
        done = self.world.do(self.sign(RegisterDevice(self.holder, pocket.algorithm, pocket.public)))
        return Bound(done.device, pocket)

    def rebound(self) -> Bound:
        """A device that the operator bound."""
        pocket = Pocket()
        done = self.world.do(RebindDevice(self.holder, pocket.algorithm, pocket.public, "ID seen"))
        return Bound(done.device, pocket)


@pytest.fixture
def home(world: World) -> Home:
    return Home(world)


def test_a_signed_payment_is_the_payment_and_its_evidence_is_kept(home: Home) -> None:
    world = home.world
    signed = home.pay(700)
    paid = world.do(signed, key="order-1")
    assert world.payment(paid.payment).amount_minor == 700
    sql = "SELECT device, nonce, operation, user_verified, base FROM instructions WHERE request = ?"
    (row,) = world.query(sql, (paid.payment,))
    assert row == (home.phone.device, signed.nonce, "pay", 1, signed.base)


def test_with_or_without_a_signature_or_with_a_fresh_one_it_is_one_request(home: Home) -> None:
    """The stored outcome comes first: also when the nonce is used, the signature expired, the device revoked."""
    world = home.world
    first = home.pay(700)
    paid = world.do(first, key="order-1")
    world.wait(HOUR_US)
    world.do(RevokeDevice(home.phone.device))
    for again in (first, home.pay(700, pin=False), first.command):
        result = world.result(again, key="order-1")
        assert (result.outcome, result.replayed) == (paid, True)
    assert world.refuse(home.pay(701), key="order-1") == "idempotency_key_reused"
    assert world.query("SELECT COUNT(*) FROM payments") == [(1,)]


def test_two_attempts_of_one_request_in_one_group_are_one_payment(home: Home) -> None:
    world = home.world
    requests = [world.platform.request(1, "order-1", home.pay(700)) for _ in range(3)]
    results = world.platform.run(requests)
    assert [result.replayed for result in results] == [False, True, True]
    assert world.query("SELECT COUNT(*) FROM payments") == [(1,)]


def test_a_nonce_has_one_effect_and_a_refusal_uses_up_nothing(home: Home) -> None:
    world = home.world
    assert world.refuse(home.pay(10**9, nonce="the-same-nonce-1")) == "limit_single_exceeded"
    world.do(home.pay(5, nonce="the-same-nonce-1"))
    assert world.refuse(home.pay(5, nonce="the-same-nonce-1")) == "nonce_used"
    outcomes = world.group(*(home.pay(5, nonce="the-same-nonce-2") for _ in range(3)))
    assert [getattr(each, "code", "paid") for each in outcomes] == ["paid", "nonce_used", "nonce_used"]
    other = home.another()
    world.do(home.pay(5, by=other, nonce="the-same-nonce-2"))  # another device has nonces of its own


@decisions_alone
@pytest.mark.parametrize(("wait_us", "code"), [(59 * SECOND_US, ""), (60 * SECOND_US, "signature_expired")])
def test_a_signature_holds_until_its_very_end(home: Home, wait_us: int, code: str) -> None:
    signed = home.pay(5)
    home.world.wait(wait_us)
    outcome = home.world.outcome(signed)
    assert getattr(outcome, "code", "") == code


@decisions_alone
def test_a_clock_that_is_a_little_ahead_is_forgiven(home: Home) -> None:
    world, now = home.world, home.world.clock.now()
    ahead = Pay(home.wallet, 5, store=home.store)
    world.do(home.phone.signed(ahead, now + 30 * SECOND_US))
    assert world.refuse(home.phone.signed(ahead, now + 31 * SECOND_US)) == "signature_expired"


@decisions_alone
def test_a_revoked_or_foreign_device_instructs_nothing(home: Home) -> None:
    world = home.world
    stranger = world.rich(home.bank)
    pocket = Pocket()
    theirs = Bound(world.do(RegisterDevice(world.wallet(stranger).holder, "ed25519", pocket.public)).device, pocket)
    assert world.refusal(home.pay(5, by=theirs)) == ("signature_invalid", "another holder's device", "")
    assert (
        world.refuse(home.sign(RotateDevice(home.phone.device, "ed25519", Pocket().public), theirs))
        == "signature_invalid"
    )
    assert world.refuse(home.pay(5, device=16)) == "device_not_found"
    world.do(RevokeDevice(home.phone.device))
    assert world.refuse(home.pay(5)) == "device_revoked"


@decisions_alone
def test_what_does_not_exist_is_refused_by_the_commands_own_rules(home: Home) -> None:
    missing = home.sign(Pay(WalletNo(16), 5, store=home.store))
    assert home.world.refuse(missing) == "wallet_not_found"


def test_without_the_users_proof_nothing_moves_until_small_amounts_are_allowed(home: Home) -> None:
    world = home.world
    assert world.refuse(home.pay(5, pin=False)) == "user_verification_required"
    world.do(home.sign(AllowSmallAmounts(home.holder, 1_000, 2_500)))
    for amount in (1_000, 1_000, 500):
        world.do(home.pay(amount, pin=False))
    assert world.refusal(home.pay(1, pin=False)).detail == "above the holder's limit of a day"
    world.do(home.pay(1_001))
    assert world.refuse(home.pay(1, pin=False)) == "user_verification_required"
    assert world.refusal(home.pay(1_001, pin=False)).detail == "above the holder's limit of one payment"


@decisions_alone
def test_a_day_of_small_amounts_ends_at_midnight_in_china(home: Home) -> None:
    world = home.world
    world.do(home.sign(AllowSmallAmounts(home.holder, 1_000, 1_000)))
    world.until("2022-05-15T23:59:59+08:00")
    world.do(home.pay(1_000, pin=False))
    assert world.refuse(home.pay(1, pin=False)) == "user_verification_required"
    world.until("2022-05-16T00:00:00+08:00")
    world.do(home.pay(1_000, pin=False))


@decisions_alone
def test_other_acts_always_need_the_users_proof(home: Home) -> None:
    world = home.world
    world.do(home.sign(AllowSmallAmounts(home.holder, 1_000, 1_000)))
    account = world.deposit(home.wallet, 0)
    acts = (
        PlaceHold(home.wallet, 5, world.clock.now() + HOUR_US, store=home.store),
        Unload(home.wallet, account, 5),
        CloseWallet(home.wallet),
        SetOwnLimits(home.wallet),
        RegisterDevice(home.holder, "ed25519", Pocket().public),
        RotateDevice(home.phone.device, "ed25519", Pocket().public),
        AllowSmallAmounts(home.holder, 2_000, 2_000),
    )
    for act in acts:
        assert world.refuse(home.sign(act, pin=False)) == "user_verification_required", act
    for act in (acts[0], acts[1], acts[3], acts[4], acts[6]):
        world.do(home.sign(act))
    assert world.refuse(home.sign(CloseWallet(home.wallet))) == "wallet_not_empty"


@decisions_alone
def test_small_amounts_stay_below_the_rule_book_and_need_a_device(home: Home) -> None:
    world = home.world
    above = world.refusal(home.sign(AllowSmallAmounts(home.holder, 50_001, 200_000)))
    assert above.code == "limit_not_lower"
    assert above.rule.startswith("devices.small_amount")
    assert world.refuse(home.sign(AllowSmallAmounts(home.holder, 50_000, 200_001))) == "limit_not_lower"
    assert world.refuse(home.sign(AllowSmallAmounts(home.holder, 2, 1))) == "limit_not_lower"
    assert world.refuse(home.sign(AllowSmallAmounts(home.holder, 0, 1))) == "amount_invalid"
    assert world.refuse(AllowSmallAmounts(home.holder, 1, 1)) == "signature_required"
    assert world.refuse(AllowSmallAmounts(world.opened(home.bank).holder, 1, 1)) == "device_not_found"
    world.do(home.sign(AllowSmallAmounts(home.holder, 50_000, 200_000)))
    world.do(home.sign(AllowSmallAmounts(home.holder, 0, 0)))
    assert world.refuse(home.pay(1, pin=False)) == "user_verification_required"


def test_a_newly_bound_device_moves_little_and_loosens_nothing_until_it_has_cooled_off(home: Home) -> None:
    world = home.world
    new = home.rebound()
    world.do(home.pay(60_000, by=new))
    world.do(home.sign(PlaceHold(home.wallet, 30_000, world.clock.now() + DAY_US, store=home.store), new))
    refused = world.refusal(home.pay(10_001, by=new))
    assert refused.code == "device_cooling_off"
    assert refused.rule.startswith("devices.cooling_off")
    for act in (
        SetOwnLimits(home.wallet),
        RegisterDevice(home.holder, "ed25519", Pocket().public),
        AllowSmallAmounts(home.holder, 1, 1),
    ):
        assert world.refuse(home.sign(act, new)) == "device_cooling_off"
    world.do(home.pay(10_000, by=new))
    world.do(home.pay(10_001))  # the old phone is not limited
    newer = home.rebound()  # a second binding is no second allowance
    assert world.refuse(home.pay(1, by=newer)) == "device_cooling_off"
    rotated = Pocket()
    after = world.do(home.sign(RotateDevice(new.device, "ed25519", rotated.public), new)).device
    assert world.refuse(home.pay(1, by=Bound(after, rotated))) == "device_cooling_off"
    world.wait(24 * HOUR_US)
    world.do(home.pay(100_001, by=Bound(after, rotated)))
    again = home.rebound()  # after the time a new binding has its own
    world.do(home.pay(100_000, by=again))


@decisions_alone
def test_a_rotation_leads_from_key_to_key_and_only_the_newest_signs(home: Home) -> None:
    world, old = home.world, home.phone
    for algorithm in ("ed25519", "ecdsa-p256-sha256"):
        pocket = Pocket(algorithm)
        done = world.do(home.sign(RotateDevice(old.device, algorithm, pocket.public), old))
        assert world.refuse(home.pay(5, by=old)) == "device_revoked"
        old = Bound(done.device, pocket)
        world.do(home.pay(5, by=old))


@pytest.mark.parametrize(
    ("sql", "invariant"),
    [
        ("UPDATE device_holders SET active = 2", "devices_counted"),
        ("UPDATE device_keys SET device = 16", "devices_counted"),
        ("UPDATE instructions SET base = 'x'", "instructions_signed"),
        ("UPDATE instructions SET expires_at = 1", "instructions_signed"),
        ("UPDATE instructions SET device = 16", "instructions_signed"),
        ("UPDATE devices SET revoked_at = 1", "instructions_signed"),
        ("UPDATE device_holders SET small_used_minor = 4", "small_amounts_counted"),
    ],
)
@pytest.mark.only_engine("sqlite")  # the same statements on both engines; what differs there, the other tests meet
def test_the_audit_finds_what_was_tampered_with(unsound_world: World, sql: str, invariant: str) -> None:
    from jiaozi.invariants import FEATURE_INVARIANTS

    unsound_world.invariants = FEATURE_INVARIANTS
    home = Home(unsound_world)
    unsound_world.do(home.sign(AllowSmallAmounts(home.holder, 10, 10)))
    unsound_world.do(home.pay(5, pin=False))
    assert unsound_world.audit().findings == ()
    unsound_world.tamper(sql)
    assert invariant in {finding.invariant for finding in unsound_world.audit().findings}


def test_every_guarded_operation_exists_and_has_the_fields_it_is_guarded_by(tmp_path: Path) -> None:
    operations = all_operations(Keyring.create(tmp_path / "keyring.json")).by_name
    for name, guarded in GUARDED.items():
        has = {field.name for field in fields(operations[name].command)}
        assert {guarded.names, guarded.amount} - {""} <= has, name
        assert guarded.amount or not guarded.small, name
        assert any(grant(role, name) is Grant.OWN for role in SUBJECT_ROLES), name
