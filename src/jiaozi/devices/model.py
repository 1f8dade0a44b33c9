"""The data of devices: their rows, the commands that change them and the outcomes.

A device belongs to a holder. Its key never changes: a rotation is a new device that replaces the old one. Times are
microseconds, amounts minor units, days counted in China.
"""

from typing import Annotated, Final, Literal, NamedTuple

from jiaozi.db.commands import Carrier
from jiaozi.kinds import (
    Count,
    Day,
    DeviceNo,
    FenOrZero,
    Flag,
    HolderFreezeNo,
    HolderNo,
    Inside,
    Instant,
    OperationName,
    OrNone,
    Reason,
    Tag,
    Text,
)
from jiaozi.records import dataclass

LABEL_MAX: Final = 40
CHECK_MAX: Final = 200
NONCE_MAX: Final = 64
BASE_MAX: Final = 4_000
"""Characters of a signed text."""
ACTIVE_MAX: Final = 5
"""How many active devices a holder may have."""
ADDED_MAX: Final = 200
"""How many devices a holder may have had in all."""

AlgorithmName = Literal["ed25519", "ecdsa-p256-sha256"]
PublicKey = Annotated[str, Text(200, 40, pattern="[A-Za-z0-9_-]+={0,2}")]
"""Base64url: the raw key, or its SubjectPublicKeyInfo."""


@dataclass(slots=True)
class Device:
    """A row of `devices`. `revoked_at` is 0 while it is active; `replaces` is the device it was rotated from, or 0.
    Until `limited_until` what it may move is limited (0: it never was)."""

    id: DeviceNo
    holder: HolderNo
    algorithm: AlgorithmName
    public_key: PublicKey
    label: Tag
    added_at: Instant
    revoked_at: OrNone[Instant]
    replaces: OrNone[DeviceNo]
    limited_until: OrNone[Instant]


@dataclass(slots=True)
class DeviceHolder:
    """A row of `device_holders`, there from a holder's first device on: from then on the holder signs, for good.

    `small_payment_minor` and `small_day_minor` are what it may pay without its PIN, at once and on a day (0: nothing);
    `small_day` and `small_used_minor` what it paid so on its newest day; `cooling_until` and `cooling_spent_minor` what
    newly bound devices have moved while they are limited.
    """

    holder: HolderNo
    added: Count
    active: Count
    small_payment_minor: FenOrZero
    small_day_minor: FenOrZero
    small_day: Day
    small_used_minor: FenOrZero
    cooling_until: OrNone[Instant]
    cooling_spent_minor: FenOrZero


@dataclass(frozen=True, slots=True)
class RegisterDevice:
    """Registers a device: the first one freely, every further one signed by a device of the same holder. `public_key`
    is base64url of the raw key or its SubjectPublicKeyInfo. `label` helps the holder to know it again; it is no place
    for personal data."""

    holder: HolderNo
    algorithm: AlgorithmName
    public_key: PublicKey
    label: Tag = ""
    signer: Inside[OrNone[DeviceNo]] = DeviceNo(0)


@dataclass(frozen=True, slots=True)
class RebindDevice:
    """Proposes to bind a device after a check of who the holder is; `identity_check` names its papers, not the person.
    A second person approves it. When the holder had one before, the new one is limited for the cooling-off time."""

    holder: HolderNo
    algorithm: AlgorithmName
    public_key: PublicKey
    identity_check: Reason


@dataclass(frozen=True, slots=True)
class RotateDevice:
    """Replaces a device by a new key, signed by the device itself, which is no longer accepted from then on."""

    device: DeviceNo
    algorithm: AlgorithmName
    public_key: PublicKey
    signer: Inside[OrNone[DeviceNo]] = DeviceNo(0)


@dataclass(frozen=True, slots=True)
class RevokeDevice:
    """Ends a device: once this is answered, nothing it signed is accepted. Needs no signature."""

    device: DeviceNo


@dataclass(frozen=True, slots=True)
class ReportDeviceLost:
    """Ends a lost device and freezes what may go out of all its holder's wallets, in one act. Needs no signature."""

    device: DeviceNo
    reason: Reason


@dataclass(frozen=True, slots=True)
class AllowSmallAmounts:
    """Allows small payments without the PIN, up to a limit of one payment and of a day, twice zero for nothing. Signed
    by a device."""

    holder: HolderNo
    payment_minor: FenOrZero
    day_minor: FenOrZero
    signer: Inside[OrNone[DeviceNo]] = DeviceNo(0)


@dataclass(frozen=True, slots=True)
class SignedInstruction(Carrier):
    """An instruction whose signature has been verified: which device signed it with which nonce, when, until when it
    holds, and whether the user had proved to the device who it is. `base` and `signature` are kept as evidence."""

    device: DeviceNo
    nonce: Annotated[str, Text(NONCE_MAX, 1)]
    signed_at: Instant
    expires_at: Instant
    user_verified: bool
    base: Annotated[str, Text(BASE_MAX, plain=False)]
    signature: str


class Instruction(NamedTuple):
    """A row of `instructions`: a signed instruction that had an effect."""

    device: DeviceNo
    nonce: str
    request: int
    operation: OperationName
    user_verified: Flag
    signed_at: Instant
    expires_at: Instant
    decided_at: Instant
    base: str
    signature: str


class SmallAmountsAllowed(NamedTuple):
    """What may be paid without the PIN, in one payment and on a day."""

    holder: HolderNo
    payment_minor: FenOrZero
    day_minor: FenOrZero


class DeviceRegistered(NamedTuple):
    """A device was added; until `limited_until`, where there is one, what it may move is limited."""

    device: DeviceNo
    holder: HolderNo
    limited_until: OrNone[Instant]


class DeviceRotated(NamedTuple):
    """A device was replaced: the new one, and the one that is no longer accepted."""

    device: DeviceNo
    replaced: DeviceNo


class DeviceRevoked(NamedTuple):
    """A device is no longer accepted."""

    device: DeviceNo
    revoked_at: Instant


class DeviceLost(NamedTuple):
    """A lost device was ended: how many wallets of its holder were frozen, and the freeze that two people lift."""

    device: DeviceNo
    revoked_at: Instant
    wallets_frozen: Count
    holder_freeze: OrNone[HolderFreezeNo]
