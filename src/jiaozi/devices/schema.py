"""The tables of devices. A device's key, holder and dates never change, only its end and its limit."""

from typing import Final

from jiaozi.db.schema import CheckConstraint, Index, PrimaryKeyConstraint, big, names_of, table, text
from jiaozi.db.tables import RowTable
from jiaozi.devices.model import BASE_MAX, NONCE_MAX, Device, DeviceHolder

device_keys: Final = table("device_keys", text("public_key", 88, key=True), big("device"), rowid=False)
"""Every public key there ever was: a key that was revoked or is somebody else's is not taken again."""

instructions: Final = table(
    "instructions",
    big("device"),
    text("nonce", NONCE_MAX),
    big("request"),
    text("operation", 40),
    big("user_verified"),
    big("signed_at"),
    big("expires_at"),
    big("decided_at"),
    text("base", BASE_MAX),
    text("signature", 100),
    PrimaryKeyConstraint("device", "nonce"),
    Index("instructions_request", "request"),
    rowid=False,
)
"""Every signed instruction that had an effect: what was signed, byte by byte, and the signature. The key makes a nonce
good for one effect; `request` is the id of the effect, such as a payment's."""

INSTRUCTION_COLUMNS: Final = names_of(instructions)

DEVICES: Final = RowTable(
    "devices",
    Device,
    text("algorithm", 20),
    text("public_key", 88),
    Index("devices_holder", "holder", "id"),
    mutable=("revoked_at",),
)
DEVICE_HOLDERS: Final = RowTable(
    "device_holders",
    DeviceHolder,
    CheckConstraint("small_used_minor >= 0 AND cooling_spent_minor >= 0", name="device_holders_sums"),
    key=("holder",),
    mutable=(
        "added",
        "active",
        "small_payment_minor",
        "small_day_minor",
        "small_day",
        "small_used_minor",
        "cooling_until",
        "cooling_spent_minor",
    ),
)
