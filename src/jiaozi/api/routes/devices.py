"""Holders' devices: registering, binding, rotating, revoking, reporting a loss."""

from typing import Literal

from jiaozi.access import ownership
from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts, read_by
from jiaozi.api.desk import At, need
from jiaozi.clock import china_day
from jiaozi.db.engine import Connection
from jiaozi.devices import store
from jiaozi.devices.model import (
    AlgorithmName,
    AllowSmallAmounts,
    Device,
    DeviceLost,
    DeviceRegistered,
    DeviceRevoked,
    DeviceRotated,
    PublicKey,
    RebindDevice,
    RegisterDevice,
    ReportDeviceLost,
    RevokeDevice,
    RotateDevice,
    SmallAmountsAllowed,
)
from jiaozi.kinds import DeviceNo, FenOrZero, Flag, HolderNo, Instant, OperationName, OrNone, PaymentNo, Tag
from jiaozi.payments.store import payment as payment_row
from jiaozi.records import dataclass
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "devices")

router.act(RegisterDevice, DeviceRegistered, "/holders/{holder}/devices", owner=owners.holder(), status=201)
router.act(
    RebindDevice, DeviceRegistered, "/holders/{holder}/devices/rebinding", owner=owners.holder(),
    proposed=True, name="propose_device_rebinding",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DeviceView:
    """A device, `active` until it is `revoked`. Until `limited_until` what it may move is limited."""

    id: DeviceNo
    holder: HolderNo
    algorithm: AlgorithmName
    public_key: PublicKey
    label: Tag
    state: Literal["active", "revoked"]
    added_at: Instant
    revoked_at: OrNone[Instant]
    replaces: OrNone[DeviceNo]
    limited_until: OrNone[Instant]


@dataclass(frozen=True, slots=True)
class SmallAmountsView:
    """What may be paid without the PIN, and what of it was used on the holder's newest day."""

    holder: HolderNo
    payment_minor: FenOrZero
    day_minor: FenOrZero
    used_minor: FenOrZero


@dataclass(frozen=True, slots=True)
class InstructionView:
    """A signed instruction: the text that the device signed, byte by byte, and its signature."""

    device: DeviceNo
    operation: OperationName
    user_verified: Flag
    signed_at: Instant
    expires_at: Instant
    decided_at: Instant
    nonce: str
    base: str
    signature: str


def _device(row: Device) -> DeviceView:
    return view(DeviceView, row, state="revoked" if row.revoked_at else "active")


@router.get("/holders/{holder}/devices")
async def list_devices(desk: At, holder: HolderNo) -> Page[DeviceView]:
    """All devices a holder has had, oldest first."""

    def job(connection: Connection) -> Page[DeviceView]:
        desk.check_own("read_devices", whose.holder(holder)(connection), "holder_not_found")
        return Page(tuple(_device(row) for row in store.devices_of(connection, holder)))

    return await desk.read("read_devices", job)


@router.get("/devices/{device}")
async def get_device(desk: At, device: DeviceNo) -> DeviceView:
    """A device."""

    def job(connection: Connection) -> DeviceView:
        row = need(store.device(connection, device), "device_not_found")
        desk.check_own("read_devices", whose.holder(row.holder)(connection), "device_not_found")
        return _device(row)

    return await desk.read("read_devices", job)


router.act(
    RotateDevice,
    DeviceRotated,
    "/devices/{device}/rotation",
    owner=owners.device(),
    status=201,
    thing=read_by(get_device, "device"),
)
router.act(
    RevokeDevice,
    DeviceRevoked,
    "/devices/{device}/revocation",
    owner=owners.device(),
    thing=read_by(get_device, "device"),
)
router.act(
    ReportDeviceLost, DeviceLost, "/devices/{device}/loss", owner=owners.device(), thing=read_by(get_device, "device")
)


@router.get("/holders/{holder}/small-amounts")
async def get_small_amounts(desk: At, holder: HolderNo) -> SmallAmountsView:
    """What the holder's devices may pay without the PIN, and what of it was used today."""
    today = china_day(desk.platform.clock.now())

    def job(connection: Connection) -> SmallAmountsView:
        desk.check_own("read_devices", whose.holder(holder)(connection), "holder_not_found")
        row = store.device_holder(connection, holder)
        if row is None:
            return SmallAmountsView(holder, 0, 0, 0)
        used = row.small_used_minor if row.small_day >= today else 0
        return SmallAmountsView(holder, row.small_payment_minor, row.small_day_minor, used)

    return await desk.read("read_devices", job)


router.act(
    AllowSmallAmounts,
    SmallAmountsAllowed,
    "/holders/{holder}/small-amounts",
    owner=owners.holder(),
    thing=read_by(get_small_amounts, "holder"),
)


@router.get("/payments/{payment}/instruction")
async def get_instruction(desk: At, payment: PaymentNo) -> InstructionView:
    """The signed instruction behind a payment or a hold, for its payer's side."""

    def job(connection: Connection) -> InstructionView:
        row = need(payment_row(connection, payment), "payment_not_found")
        payer = ownership.of_payment(connection, row)[0]
        desk.check_own("read_devices", [payer], "payment_not_found")
        return view(InstructionView, need(store.instruction(connection, row.id), "not_found"))

    return await desk.read("read_devices", job)
