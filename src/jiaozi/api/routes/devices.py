"""Holders' devices: registering, binding, rotating, revoking, reporting a loss."""

from collections.abc import Sequence

from starlette.responses import Response

from jiaozi.access import ownership
from jiaozi.access.permissions import Ownership
from jiaozi.api import render
from jiaozi.api.desk import At, Owners, need, number
from jiaozi.api.routes.common import holder_owner
from jiaozi.api.routing import Router
from jiaozi.api.views import money
from jiaozi.clock import china_day, format_time
from jiaozi.db.engine import Connection
from jiaozi.devices import store
from jiaozi.devices.model import (
    AllowSmallAmounts,
    Device,
    Instruction,
    RebindDevice,
    RegisterDevice,
    ReportDeviceLost,
    RevokeDevice,
    RotateDevice,
)
from jiaozi.ids import encode_id
from jiaozi.payments.store import payment as payment_row
from jiaozi.wire import devices as wire
from jiaozi.wire.access import Proposed
from jiaozi.wire.base import DeviceId, HolderId, Nothing, Page, PaymentId

router = Router("/v1", "devices")


def device_owner(number: int) -> Owners:
    """A device is its holder's."""

    def find(connection: Connection) -> Sequence[Ownership]:
        row = store.device(connection, number)
        return [] if row is None else holder_owner(row.holder)(connection)

    return find


def _device(row: Device) -> wire.Device:
    return wire.Device(
        id=encode_id("dev", row.id),
        holder=encode_id("hld", row.holder),
        algorithm=row.algorithm,
        public_key=row.public_key,
        label=row.label,
        status="revoked" if row.revoked_at else "active",
        added_at=format_time(row.added_at),
        revoked_at=render.moment(row.revoked_at),
        replaces=render.identifier("dev", row.replaces),
        limited_until=render.moment(row.limited_until),
    )


@router.get("/holders/{holder}/devices", answer=Page[wire.Device])
async def list_devices(desk: At, holder: HolderId) -> Page[wire.Device]:
    """All devices a holder has had, oldest first."""

    def job(connection: Connection) -> Page[wire.Device]:
        desk.check_own("read_devices", holder_owner(number(holder))(connection), "holder_not_found")
        return Page[wire.Device](items=[_device(row) for row in store.devices_of(connection, number(holder))])

    return await desk.read("read_devices", job)


@router.post("/holders/{holder}/devices", status=201, answer=wire.DeviceRegistered)
async def register_device(desk: At, holder: HolderId, body: wire.DeviceRegistration) -> Response:
    """Registers a device: the first one freely, every further one signed by a device of the same holder."""
    command = RegisterDevice(number(holder), body.algorithm, body.public_key, body.label)
    return await desk.act(command, holder_owner(command.holder), missing="holder_not_found", status=201)


@router.post("/holders/{holder}/devices/rebinding", status=202, answer=Proposed)
async def propose_device_rebinding(desk: At, holder: HolderId, body: wire.DeviceRebinding) -> Response:
    """Proposes to bind a device after a check of who the holder is; a second person approves it. From then it is
    limited for the cooling-off time."""
    command = RebindDevice(number(holder), body.algorithm, body.public_key, body.identity_check)
    return await desk.act(command, holder_owner(command.holder), missing="holder_not_found", reason=body.reason)


@router.get("/devices/{device}", answer=wire.Device)
async def get_device(desk: At, device: DeviceId) -> wire.Device:
    """A device."""

    def job(connection: Connection) -> wire.Device:
        row = need(store.device(connection, number(device)), "device_not_found")
        desk.check_own("read_devices", holder_owner(row.holder)(connection), "device_not_found")
        return _device(row)

    return await desk.read("read_devices", job)


@router.post("/devices/{device}/rotation", status=201, answer=wire.DeviceRotated)
async def rotate_device(desk: At, device: DeviceId, body: wire.DeviceKey) -> Response:
    """Replaces a device by a new key, signed by the device itself, which is no longer accepted from then on."""
    command = RotateDevice(number(device), body.algorithm, body.public_key)
    return await desk.act(command, device_owner(command.device), missing="device_not_found", status=201)


@router.post("/devices/{device}/revocation", answer=wire.DeviceRevoked)
async def revoke_device(desk: At, device: DeviceId, _: Nothing | None = None) -> Response:
    """Ends a device: once this is answered, nothing it signed is accepted. Needs no signature."""
    command = RevokeDevice(number(device))
    return await desk.act(command, device_owner(command.device), missing="device_not_found")


@router.post("/devices/{device}/loss", answer=wire.DeviceLost)
async def report_device_lost(desk: At, device: DeviceId, body: wire.DeviceLoss) -> Response:
    """Ends a lost device and freezes what may go out of all its holder's wallets. Needs no signature."""
    command = ReportDeviceLost(number(device), body.reason)
    return await desk.act(command, device_owner(command.device), missing="device_not_found")


@router.get("/holders/{holder}/small-amounts", answer=wire.SmallAmountsView)
async def get_small_amounts(desk: At, holder: HolderId) -> wire.SmallAmountsView:
    """What the holder's devices may pay without the PIN, and what of it was used today."""
    today = china_day(desk.platform.clock.now())

    def job(connection: Connection) -> wire.SmallAmountsView:
        desk.check_own("read_devices", holder_owner(number(holder))(connection), "holder_not_found")
        row = store.device_holder(connection, number(holder))
        payment, day = (row.small_payment_minor, row.small_day_minor) if row else (0, 0)
        used = row.small_used_minor if row and row.small_day >= today else 0
        return wire.SmallAmountsView(holder=holder, payment=money(payment), day=money(day), used=money(used))

    return await desk.read("read_devices", job)


@router.post("/holders/{holder}/small-amounts", answer=wire.SmallAmountsAllowed)
async def allow_small_amounts(desk: At, holder: HolderId, body: wire.SmallAmounts) -> Response:
    """Allows small payments without the PIN, up to a limit of one payment and of a day; signed by a device."""
    command = AllowSmallAmounts(number(holder), body.payment.minor, body.day.minor)
    return await desk.act(command, holder_owner(command.holder), missing="holder_not_found")


@router.get("/payments/{payment}/instruction", answer=wire.Instruction)
async def get_instruction(desk: At, payment: PaymentId) -> wire.Instruction:
    """The signed instruction behind a payment or a hold, for its payer's side."""

    def job(connection: Connection) -> wire.Instruction:
        row = need(payment_row(connection, number(payment)), "payment_not_found")
        payer = ownership.of_payment(connection, row)[0]
        desk.check_own("read_devices", [payer], "payment_not_found")
        return _instruction(need(store.instruction(connection, row.id), "not_found"))

    return await desk.read("read_devices", job)


def _instruction(row: Instruction) -> wire.Instruction:
    return wire.Instruction(
        device=encode_id("dev", row.device),
        operation=row.operation,
        user_verified=bool(row.user_verified),
        signed_at=format_time(row.signed_at),
        expires_at=format_time(row.expires_at),
        decided_at=format_time(row.decided_at),
        nonce=row.nonce,
        base=row.base,
        signature=row.signature,
    )
