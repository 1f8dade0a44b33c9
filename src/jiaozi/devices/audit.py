"""Invariants of devices: they are counted, their keys are their own, and what they signed can be proved."""

from base64 import b64decode
from collections.abc import Iterator
from typing import Final

from jiaozi.db.engine import Connection
from jiaozi.devices import audit_store as store
from jiaozi.devices.keys import is_good, verify
from jiaozi.ids import encode_id
from jiaozi.ledger.audit import Invariant

_Found = Iterator[tuple[str, str]]
SIGNATURES_CHECKED: Final = 1_000
"""How many of the newest signatures an audit verifies again: each costs a tenth of a millisecond."""


def _devices_are_counted(connection: Connection) -> _Found:
    for holder, added, active, devices, active_devices in store.wrong_counts(connection):
        yield f"holder {holder}", f"{added} added and {active} active are counted; {devices} and {active_devices} are"
    for (device,) in store.unkept_devices(connection):
        yield f"device {device}", "its key is not kept as its own, or its holder has no row"


def _keys_are_good(connection: Connection) -> _Found:
    for device, algorithm, key in store.active_keys(connection):
        if not is_good(algorithm, key):
            yield (
                f"device {device}",
                "its public key is weak or none: nothing it signs holds; bind another one",
            )


def _instructions_are_signed(connection: Connection) -> _Found:
    for device, nonce, decided_at in store.untimely_instructions(connection):
        yield f"device {device}", f"instruction {nonce} had its effect at {decided_at}, when it could not"
    for device, nonce, base, signature, algorithm, key in store.newest_instructions(connection, SIGNATURES_CHECKED):
        named = f';nonce="{nonce}";' in base and f';keyid="{encode_id("dev", device)}";' in base
        if not named or not verify(algorithm, key, b64decode(signature.strip(":")), base.encode()):
            yield f"device {device}", f"the signature of instruction {nonce} does not hold"


def _small_amounts_are_counted(connection: Connection) -> _Found:
    for holder, day, counted, paid in store.uncounted_small_amounts(connection):
        yield f"holder {holder}", f"day {day}: {counted} counted as paid without a PIN, {paid} paid"


DEVICE_INVARIANTS: Final = (
    Invariant("devices_counted", "Holders' devices are counted, and each has its own key.", _devices_are_counted),
    Invariant("device_keys_good", "Nobody but its holder can sign with the key of an active device.", _keys_are_good),
    Invariant("instructions_signed", "What was instructed was signed, in time.", _instructions_are_signed),
    Invariant("small_amounts_counted", "What was paid without a PIN is counted.", _small_amounts_are_counted),
)
"""The invariants of devices."""
