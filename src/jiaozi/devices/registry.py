"""Registering, binding, rotating and revoking devices.

Whoever needs a device in a command of its own calls `touch_devices` with what it needs and `active_device` after the
lock: a device that was revoked, in this group or before, is refused.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from jiaozi import rulebook
from jiaozi.clock import HOUR_US, china_date, following
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.devices.keys import canonical_key
from jiaozi.devices.model import (
    ACTIVE_MAX,
    ADDED_MAX,
    CHECK_MAX,
    LABEL_MAX,
    Device,
    DeviceHolder,
    DeviceLost,
    DeviceRegistered,
    DeviceRevoked,
    DeviceRotated,
    RebindDevice,
    RegisterDevice,
    ReportDeviceLost,
    RevokeDevice,
    RotateDevice,
)
from jiaozi.devices.schema import DEVICE_HOLDERS, DEVICES
from jiaozi.devices.store import last_signed, used_keys
from jiaozi.errors import Refusal
from jiaozi.event_data import DeviceData
from jiaozi.kinds import DeviceNo, HolderNo
from jiaozi.outbox import emit
from jiaozi.texts import is_plain
from jiaozi.wallets.freezing import order_refusal
from jiaozi.wallets.holder_freezes import freeze_holder, touch_wallets_of
from jiaozi.wallets.schema import HOLDERS
from jiaozi.wallets.store import holder as holder_row


def touch_devices(tx: Tx, devices: Iterable[int]) -> None:
    """Names devices and their holders' rows. A device's holder never changes, so it is read without a lock."""
    wanted = {number for number in devices if number}
    tx.want(DEVICES, wanted)
    tx.want(DEVICE_HOLDERS, {row.holder for row in DEVICES.read(tx.connection, wanted)})


def active_device(tx: Tx, device: int) -> Device | Refusal:
    """The locked device. Refuses: `device_not_found`, `device_revoked`."""
    row = tx.rows(DEVICES).get(device)
    if row is None:
        return Refusal("device_not_found")
    return Refusal("device_revoked") if row.revoked_at else row


def _touch_holders(tx: Tx, holders: Iterable[int]) -> None:
    """The holder's own row serialises its first devices, of which there is no other row yet."""
    wanted = set(holders)
    tx.want(HOLDERS, wanted)
    tx.want(DEVICE_HOLDERS, wanted)


def _touch_register(tx: Tx, requests: Sequence[Request[RebindDevice | RegisterDevice]]) -> None:
    _touch_holders(tx, {request.command.holder for request in requests})
    signers = {getattr(request.command, "signer", 0) for request in requests} - {0}
    tx.want(DEVICES, signers)


def _touch_device(tx: Tx, requests: Sequence[Request[RevokeDevice | RotateDevice]]) -> None:
    touch_devices(tx, {request.command.device for request in requests})


def _touch_lost(tx: Tx, requests: Sequence[Request[ReportDeviceLost]]) -> Iterator[None]:
    wanted = {request.command.device for request in requests}
    holders = {row.holder for row in DEVICES.read(tx.connection, wanted)}
    tx.want(DEVICES, wanted)
    tx.want(DEVICE_HOLDERS, holders)
    yield from touch_wallets_of(tx, holders)


def _register(tx: Tx, request: Request[RegisterDevice]) -> DeviceRegistered | Refusal:
    """Refuses: `holder_not_found`, `signature_required` (a further device that no device signed), then what
    `_new_device` refuses."""
    command = request.command
    if tx.rows(HOLDERS).get(command.holder) is None:
        return Refusal("holder_not_found")
    known = tx.rows(DEVICE_HOLDERS).get(command.holder)
    if known is not None and not command.signer:
        return Refusal("signature_required", "a further device is signed by another one")
    if command.signer:
        signer = active_device(tx, command.signer)
        if isinstance(signer, Refusal) or signer.holder != command.holder:
            return Refusal("signature_required", "a further device is signed by another one")
    return _new_device(tx, request, command.holder, command.label, 0)


def _rebind(tx: Tx, request: Request[RebindDevice]) -> DeviceRegistered | Refusal:
    """Refuses: `reference_invalid` (no identity check is named), `holder_not_found`, then what `_new_device` does."""
    command = request.command
    if not is_plain(command.identity_check, CHECK_MAX):
        return Refusal("reference_invalid", "binding a device needs an identity check")
    if tx.rows(HOLDERS).get(command.holder) is None:
        return Refusal("holder_not_found")
    known = tx.rows(DEVICE_HOLDERS).get(command.holder)
    limited_until = 0
    if known is not None:
        hours = rulebook.device_cooling_off(china_date(request.at)).hours
        limited_until = request.at + hours * HOUR_US
    return _new_device(tx, request, command.holder, "", limited_until)


def _new_device(
    tx: Tx,
    request: Request[RegisterDevice | RebindDevice | RotateDevice],
    holder: HolderNo,
    label: str,
    limited_until: int,
    replaces: DeviceNo = DeviceNo(0),
) -> DeviceRegistered | Refusal:
    """Refuses: `request_malformed` (the label), `device_key_invalid`, `device_key_used`, `devices_exceeded`."""
    command = request.command
    if not is_plain(label, LABEL_MAX, empty=True):
        return Refusal("request_malformed", "label")
    key = canonical_key(command.algorithm, command.public_key)
    if key is None:
        return Refusal("device_key_invalid")
    taken: set[str] = tx.memo.setdefault("device_keys", set())
    if key in taken or used_keys(tx.connection, [key]):
        return Refusal("device_key_used")
    known = tx.rows(DEVICE_HOLDERS).get(holder) or _new_holder(tx, holder)
    if known.active - bool(replaces) >= ACTIVE_MAX or known.added >= ADDED_MAX:
        return Refusal("devices_exceeded")

    taken.add(key)
    tx.appender("device_keys", ("public_key", "device")).append((key, request.id))
    row = Device(
        id=request.id,
        holder=holder,
        algorithm=command.algorithm,
        public_key=key,
        label=label,
        added_at=request.at,
        revoked_at=0,
        replaces=replaces,
        limited_until=limited_until,
    )
    tx.rows(DEVICES).add(row)
    _count(tx, known, row)
    _told(tx, "device.registered", row, request.at)
    return DeviceRegistered(device=row.id, holder=holder, limited_until=limited_until)


def _new_holder(tx: Tx, holder: HolderNo) -> DeviceHolder:
    return tx.rows(DEVICE_HOLDERS).add(
        DeviceHolder(
            holder=holder,
            added=0,
            active=0,
            small_payment_minor=0,
            small_day_minor=0,
            small_day=0,
            small_used_minor=0,
            cooling_until=0,
            cooling_spent_minor=0,
        )
    )


def _count(tx: Tx, known: DeviceHolder, added: Device) -> None:
    """Counts a new device. Its cooling-off is the holder's, unless it replaces another; a second one within is no
    second allowance."""
    known.added, known.active = known.added + 1, known.active + 1
    if added.limited_until > known.cooling_until and not added.replaces:
        if added.added_at >= known.cooling_until:
            known.cooling_spent_minor = 0
        known.cooling_until = added.limited_until
    tx.rows(DEVICE_HOLDERS).changed(known)


def _rotate(tx: Tx, request: Request[RotateDevice]) -> DeviceRotated | Refusal:
    """Refuses: `device_not_found`, `device_revoked`, `signature_required` (not signed by the device itself), then what
    `_new_device` refuses. The new device keeps the old one's limit."""
    command = request.command
    old = active_device(tx, command.device)
    if isinstance(old, Refusal):
        return old
    if command.signer != old.id:
        return Refusal("signature_required", "a rotation is signed by the device itself")
    made = _new_device(tx, request, old.holder, old.label, old.limited_until, old.id)
    if isinstance(made, Refusal):
        return made
    _end(tx, old, request.at)
    return DeviceRotated(made.device, old.id)


def _revoke(tx: Tx, request: Request[RevokeDevice]) -> DeviceRevoked | Refusal:
    """Refuses: `device_not_found`, `device_revoked`."""
    row = active_device(tx, request.command.device)
    if isinstance(row, Refusal):
        return row
    _end(tx, row, request.at)
    return DeviceRevoked(row.id, row.revoked_at)


def _end(tx: Tx, row: Device, at: int) -> None:
    """Not before what it signed last, which another process whose clock is ahead may have decided."""
    row.revoked_at = following(at, last_signed(tx.connection, [row.id]), tx.apart_us)
    tx.rows(DEVICES).changed(row)
    known = tx.rows(DEVICE_HOLDERS)[row.holder]
    known.active -= 1
    tx.rows(DEVICE_HOLDERS).changed(known)
    _told(tx, "device.revoked", row, at)


def _lost(tx: Tx, request: Request[ReportDeviceLost]) -> DeviceLost | Refusal:
    """Freezes the holder's wallets for what goes out, also those that are frozen already.
    Refuses: `device_not_found`, `reference_invalid` (no reason). A device that was revoked before may still be lost."""
    command = request.command
    row = tx.rows(DEVICES).get(command.device)
    if row is None:
        return Refusal("device_not_found")
    if refusal := order_refusal(command.reason):
        return refusal
    if not row.revoked_at:
        _end(tx, row, request.at)
    frozen = freeze_holder(tx, request, tx.rows(HOLDERS)[row.holder], "out", command.reason)
    return DeviceLost(
        device=row.id,
        revoked_at=row.revoked_at,
        wallets_frozen=frozen.wallets_frozen,
        holder_freeze=frozen.holder_freeze,
    )


def _told(tx: Tx, kind: str, row: Device, at: int) -> None:
    holder = holder_row(tx.connection, row.holder)  # its operator never changes
    if holder is not None:
        emit(tx, kind, at, holder.operator, DeviceData(device=row.id, holder=row.holder))


OPERATIONS: Final = (
    Operation("register_device", RegisterDevice, DeviceRegistered, _touch_register, one_by_one(_register)),
    Operation("rebind_device", RebindDevice, DeviceRegistered, _touch_register, one_by_one(_rebind), True),
    Operation("rotate_device", RotateDevice, DeviceRotated, _touch_device, one_by_one(_rotate)),
    Operation("revoke_device", RevokeDevice, DeviceRevoked, _touch_device, one_by_one(_revoke)),
    Operation("report_device_lost", ReportDeviceLost, DeviceLost, _touch_lost, one_by_one(_lost), True),
)
