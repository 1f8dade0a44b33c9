"""Devices on the wire: the bodies of requests and the answers."""

from typing import Annotated, Literal

from pydantic import Field

from jiaozi.wire.base import Answer, Body, Moment, Reason, Tag

PublicKey = Annotated[
    str,
    Field(min_length=40, max_length=200, pattern="^[A-Za-z0-9_-]+={0,2}$",
          examples=["JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs"]),
]  # fmt: skip
"""Base64url: the raw key, or its SubjectPublicKeyInfo."""
Algorithm = Literal["ed25519", "ecdsa-p256-sha256"]


class DeviceKey(Body):
    """A device's public key."""

    algorithm: Algorithm
    public_key: PublicKey


class DeviceRegistration(DeviceKey):
    """A holder's device. `label` helps the holder to know it again; it is no place for personal data."""

    label: Tag = ""


class DeviceRebinding(DeviceKey):
    """A device that the operator binds; `identity_check` names the papers of the check, not the person."""

    identity_check: Reason


class DeviceLoss(Body):
    """A lost device and why it is reported."""

    reason: Reason


class DeviceRegistered(Answer):
    """A new device; until `limited_until` what it may move is limited."""

    device: str
    holder: str
    limited_until: Moment | None = None


class DeviceRotated(Answer):
    """The new device, and the one it replaced."""

    device: str
    replaced: str


class DeviceRevoked(Answer):
    """A device that is no longer accepted."""

    device: str
    revoked_at: Moment


class DeviceLost(Answer):
    """A lost device, and how many wallets of its holder were frozen."""

    device: str
    revoked_at: Moment
    wallets_frozen: int


class Device(Answer):
    """A device. `status` is active or revoked."""

    id: str
    holder: str
    algorithm: str
    public_key: str
    label: str
    status: str
    added_at: Moment
    revoked_at: Moment | None = None
    replaces: str | None = None
    limited_until: Moment | None = None
