"""Devices on the wire: the bodies of requests and the answers."""

from typing import Annotated, Literal

from pydantic import Field

from jiaozi.wire.base import Answer, Body, DigitalYuanCeiling, Moment, Money, Reason, Tag

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
    """Proposes to bind a device; `identity_check` names the papers of the check, not the person."""

    identity_check: Reason
    reason: Reason


class DeviceLoss(Body):
    """A lost device and why it is reported."""

    reason: Reason


class SmallAmounts(Body):
    """What may be paid without the PIN: in one payment and on a day; twice zero for nothing."""

    payment: DigitalYuanCeiling
    day: DigitalYuanCeiling


class SmallAmountsAllowed(Answer):
    """What may be paid without the PIN."""

    holder: str
    payment: Money
    day: Money


class SmallAmountsView(SmallAmountsAllowed):
    """What may be paid without the PIN, and what of it was used on the holder's newest day."""

    used: Money


class Instruction(Answer):
    """A signed instruction: the text that the device signed, byte by byte, and its signature."""

    device: str
    operation: str
    user_verified: bool
    signed_at: Moment
    expires_at: Moment
    decided_at: Moment
    nonce: str
    base: str
    signature: str


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
    """A lost device, how many wallets of its holder were frozen, and the freeze that two people lift."""

    device: str
    revoked_at: Moment
    wallets_frozen: int
    holder_freeze: str


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
