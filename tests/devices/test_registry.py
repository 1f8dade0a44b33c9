"""A holder's devices: the first freely, further ones signed or bound by the operator, each ended at once."""

from typing import Any

import pytest

from jiaozi.clock import HOUR_US
from jiaozi.db.tx import Tx
from jiaozi.devices.keys import to_text
from jiaozi.devices.model import (
    AlgorithmName,
    RebindDevice,
    RegisterDevice,
    ReportDeviceLost,
    RevokeDevice,
    RotateDevice,
)
from jiaozi.devices.registry import active_device, touch_devices
from jiaozi.devices.store import device, device_holder, devices_of
from jiaozi.errors import Refusal
from jiaozi.invariants import FEATURE_INVARIANTS
from jiaozi.kinds import DeviceNo, HolderNo
from jiaozi.payments.pay import Pay
from jiaozi.wallets.opening import OpenWallet
from tests.devices.pocket import Pocket
from tests.features.world import World
from tests.worlds.people import resident_id


def fresh(holder: HolderNo, algorithm: AlgorithmName = "ed25519", **more: Any) -> RegisterDevice:
    """The registration of a new device."""
    return RegisterDevice(holder, algorithm, Pocket(algorithm).public, **more)


def neighbour(world: World) -> HolderNo:
    """Another holder at the first bank."""
    return HolderNo(world.opened(world.query("SELECT MIN(operator) FROM wallets")[0][0]).holder)


@pytest.fixture
def holder(world: World) -> int:
    return int(world.opened(world.bank()).holder)


def test_the_first_device_is_free_and_the_next_is_signed_by_it(world: World, holder: HolderNo) -> None:
    first = world.do(fresh(holder, label="phone")).device
    assert world.refuse(fresh(holder)) == "signature_required"
    second = world.do(fresh(holder, "ecdsa-p256-sha256", signer=first))
    assert (second.holder, second.limited_until) == (holder, 0)
    with world.platform.snapshot() as connection:
        rows = devices_of(connection, holder)
        known = device_holder(connection, holder)
    assert [(row.id, row.label, row.revoked_at) for row in rows] == [(first, "phone", 0), (second.device, "", 0)]
    assert known is not None
    assert (known.added, known.active) == (2, 2)


@pytest.mark.only_engine("sqlite")  # decisions alone: one code for both engines
def test_a_stranger_or_a_revoked_device_signs_no_further_one(world: World, holder: HolderNo) -> None:
    first = world.do(fresh(holder)).device
    stranger = world.do(fresh(neighbour(world))).device
    assert world.refuse(fresh(holder, signer=stranger)) == "signature_required"
    assert world.refuse(fresh(holder, signer=12345)) == "signature_required"
    world.do(RevokeDevice(first))
    assert world.refuse(fresh(holder, signer=first)) == "signature_required"
    assert world.refuse(fresh(holder)) == "signature_required"  # once bound, a holder signs for good


@pytest.mark.only_engine("sqlite")  # decisions alone: one code for both engines
def test_what_is_refused_of_a_registration(world: World, holder: HolderNo) -> None:
    pocket = Pocket()
    assert world.refuse(fresh(HolderNo(16))) == "holder_not_found"
    assert world.refuse(RegisterDevice(holder, "ed25519", "x" * 43 + "!")) == "device_key_invalid"
    assert world.refuse(fresh(holder, label="x" * 41)) == "request_malformed"
    first = world.do(RegisterDevice(holder, "ed25519", pocket.public)).device
    assert world.refuse(RegisterDevice(holder, "ed25519", pocket.spki, signer=first)) == "device_key_used"
    for _ in range(4):
        world.do(fresh(holder, signer=first))
    assert world.refuse(fresh(holder, signer=first)) == "devices_exceeded"


WEAK: dict[AlgorithmName, str] = {
    "ed25519": to_text(b"\1" + bytes(31)),
    "ecdsa-p256-sha256": to_text(b"\4" + bytes(64)),
}


@pytest.mark.parametrize("algorithm", WEAK)
def test_a_weak_key_comes_in_by_no_door(world: World, holder: HolderNo, algorithm: AlgorithmName) -> None:
    weak = (algorithm, WEAK[algorithm])
    assert world.refuse(RegisterDevice(holder, *weak)) == "device_key_invalid"
    first = world.do(fresh(holder)).device
    assert world.refuse(RegisterDevice(holder, *weak, signer=first)) == "device_key_invalid"
    assert world.refuse(RotateDevice(first, *weak, signer=first)) == "device_key_invalid"
    assert world.refuse(RebindDevice(holder, *weak, "ID seen")) == "device_key_invalid"


@pytest.mark.parametrize("algorithm", WEAK)
def test_the_audit_names_active_devices_whose_key_of_old_is_weak(
    unsound_world: World, algorithm: AlgorithmName
) -> None:
    world = unsound_world
    world.invariants = FEATURE_INVARIANTS
    bank = world.bank()
    weak, ended, good = (world.do(fresh(world.opened(bank).holder)).device for _ in range(3))
    change = "UPDATE devices SET public_key = ?, algorithm = ? WHERE id IN (?, ?)"
    world.tamper(change, (WEAK[algorithm], algorithm, weak, ended))
    world.do(RevokeDevice(ended))
    found = [each.subject for each in world.audit().findings if each.invariant == "device_keys_good"]
    assert found == [f"device {weak}"]
    assert good not in (weak, ended)


def test_a_revoked_key_never_comes_back_and_belongs_to_one(world: World, holder: HolderNo) -> None:
    pocket = Pocket()
    first = world.do(RegisterDevice(holder, "ed25519", pocket.public)).device
    world.do(RevokeDevice(first))
    other = neighbour(world)
    assert world.refuse(RegisterDevice(other, "ed25519", pocket.public)) == "device_key_used"
    assert world.refuse(RebindDevice(holder, "ed25519", pocket.public, "ID seen")) == "device_key_used"


def test_one_key_twice_in_one_group_is_registered_once(world: World, holder: HolderNo) -> None:
    other = neighbour(world)
    pocket = Pocket()
    outcomes = world.group(*(RegisterDevice(who, "ed25519", pocket.public) for who in (holder, other)))
    assert [getattr(each, "code", "done") for each in outcomes] == ["done", "device_key_used"]


def test_two_first_devices_in_one_group_are_one(world: World, holder: HolderNo) -> None:
    outcomes = world.group(fresh(holder), fresh(holder))
    assert [getattr(each, "code", "done") for each in outcomes] == ["done", "signature_required"]


def test_a_rotation_is_signed_by_the_device_and_ends_it(world: World, holder: HolderNo) -> None:
    first = world.do(fresh(holder, label="phone")).device
    second = world.do(fresh(holder, signer=first)).device
    new = Pocket()
    assert world.refuse(RotateDevice(first, "ed25519", new.public)) == "signature_required"
    assert world.refuse(RotateDevice(first, "ed25519", new.public, second)) == "signature_required"
    assert world.refuse(RotateDevice(DeviceNo(16), "ed25519", new.public, first)) == "device_not_found"
    done = world.do(RotateDevice(first, "ed25519", new.public, first))
    assert done.replaced == first
    assert world.refuse(RotateDevice(first, "ed25519", Pocket().public, first)) == "device_revoked"
    with world.platform.snapshot() as connection:
        made = device(connection, done.device)
        known = device_holder(connection, holder)
    assert made is not None
    assert known is not None
    assert (made.label, made.replaces, made.public_key, known.active) == ("phone", first, new.public, 2)


@pytest.mark.only_engine("sqlite")  # decisions alone: one code for both engines
def test_a_full_set_of_devices_can_still_be_rotated(world: World, holder: HolderNo) -> None:
    first = world.do(fresh(holder)).device
    for _ in range(4):
        world.do(fresh(holder, signer=first))
    world.do(RotateDevice(first, "ed25519", Pocket().public, first))


def test_the_operator_binds_with_an_identity_check_and_only_a_former_holder_waits(
    world: World, holder: HolderNo
) -> None:
    assert world.refuse(RebindDevice(holder, "ed25519", Pocket().public, " ")) == "reference_invalid"
    assert world.refuse(RebindDevice(HolderNo(16), "ed25519", Pocket().public, "ID seen")) == "holder_not_found"
    assert world.do(RebindDevice(holder, "ed25519", Pocket().public, "ID seen")).limited_until == 0
    again = world.do(RebindDevice(holder, "ed25519", Pocket().public, "ID seen"))
    assert again.limited_until == world.clock.now() + 24 * HOUR_US
    limited = Pocket()
    assert world.query("SELECT operation, outcome FROM acts WHERE operation = 'rebind_device'")
    world.do(RotateDevice(again.device, "ed25519", limited.public, again.device))
    with world.platform.snapshot() as connection:
        assert devices_of(connection, holder)[-1].limited_until == again.limited_until  # a rotation sheds no limit


def test_a_revoked_device_is_refused_to_all_who_ask(world: World, holder: HolderNo) -> None:
    first = world.do(fresh(holder)).device

    def asked(number: int) -> object:
        connection = world.platform.engine.connect()
        connection.begin()
        tx = Tx(connection, world.platform.ids, world.clock.now(), world.platform.ids.take())
        touch_devices(tx, [number])
        tx.lock()
        found = active_device(tx, number)
        connection.rollback()
        connection.close()
        return found.code if isinstance(found, Refusal) else found.id

    assert asked(first) == first
    assert asked(16) == "device_not_found"
    world.do(RevokeDevice(first))
    assert asked(first) == "device_revoked"
    assert world.refuse(RevokeDevice(first)) == "device_revoked"
    assert world.refuse(RevokeDevice(DeviceNo(16))) == "device_not_found"


def test_a_lost_device_ends_and_all_its_holders_wallets_are_frozen_out(world: World) -> None:
    icbc = world.bank()
    wallet = world.rich(icbc, "III", 10_000)
    holder, store = world.wallet(wallet).holder, world.shop(icbc)
    number = int(world.query("SELECT COUNT(*) FROM holders")[0][0]) - 1  # the person came before the shop's company
    second = world.do(OpenWallet(icbc, "personal", "IV", f"150{number:08d}", "张三", resident_id(number)))
    assert second.holder == holder
    first = world.do(fresh(holder)).device
    assert world.refuse(ReportDeviceLost(first, " ")) == "reference_invalid"
    assert world.refuse(ReportDeviceLost(DeviceNo(16), "stolen")) == "device_not_found"
    lost = world.do(ReportDeviceLost(first, "stolen on the bus"))
    assert (lost.revoked_at, lost.wallets_frozen) == (world.clock.now(), 2)
    assert world.refuse(Pay(wallet, 1, store=store)) == "wallet_frozen"
    assert world.wallet(second.wallet).freezes_out == 1
    world.fund(wallet, 100)  # money still comes in


@pytest.mark.only_engine("sqlite")  # decisions alone: one code for both engines
def test_a_device_that_was_revoked_may_still_be_reported_lost(world: World) -> None:
    wallet = world.rich(world.bank())
    first = world.do(fresh(world.wallet(wallet).holder)).device
    revoked_at = world.do(RevokeDevice(first)).revoked_at
    world.wait(HOUR_US)
    assert world.do(ReportDeviceLost(first, "stolen")).revoked_at == revoked_at
    assert world.wallet(wallet).freezes_out == 1
