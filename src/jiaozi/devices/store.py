"""Reads of devices. Plain SQL."""

from collections.abc import Iterable, Sequence
from typing import Final

from jiaozi.db.engine import Connection, Row
from jiaozi.devices.model import Device, DeviceHolder, Instruction
from jiaozi.devices.schema import DEVICE_HOLDERS, DEVICES, INSTRUCTION_COLUMNS

_DEVICE: Final = ", ".join(DEVICES.columns)


def device(connection: Connection, device_id: int) -> Device | None:
    """The device, or None."""
    found = DEVICES.read(connection, [device_id])
    return found[0] if found else None


def device_holder(connection: Connection, holder: int) -> DeviceHolder | None:
    """What is kept of a holder who has had a device, or None: then the holder need not sign."""
    found = DEVICE_HOLDERS.read(connection, [holder])
    return found[0] if found else None


def devices_of(connection: Connection, holder: int) -> list[Device]:
    """All devices a holder has had, oldest first."""
    return [
        Device(*row)
        for row in connection.query(f"SELECT {_DEVICE} FROM devices WHERE holder = ? ORDER BY id", (holder,))
    ]


def used_keys(connection: Connection, keys: Iterable[str]) -> set[str]:
    """Which of these public keys some device has or had."""
    rows = connection.fetch("device_keys", ("public_key",), ("public_key",), [(key,) for key in keys])
    return {row[0] for row in rows}


def last_signed(connection: Connection, devices: Sequence[int]) -> int:
    """When the last effect of what these devices signed was decided; 0 for none. Reads all they ever signed."""
    if not devices:
        return 0
    marks = ", ".join("?" * len(devices))
    sql = f"SELECT COALESCE(MAX(decided_at), 0) FROM instructions WHERE device IN ({marks})"
    return int(connection.query(sql, devices)[0][0])


def used_nonces(connection: Connection, nonces: Sequence[Row]) -> set[tuple[int, str]]:
    """Which of these (device, nonce) an instruction with an effect has used."""
    rows = connection.fetch("instructions", ("device", "nonce"), ("device", "nonce"), nonces)
    return {(row[0], row[1]) for row in rows}


def instruction(connection: Connection, request: int) -> Instruction | None:
    """The signed instruction behind an effect, such as a payment; None when it was not signed."""
    rows = connection.fetch("instructions", INSTRUCTION_COLUMNS, ("request",), [(request,)])
    return Instruction(*rows[0]) if rows else None
