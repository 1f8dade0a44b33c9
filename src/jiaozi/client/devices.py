"""Devices: registering, rotating, revoking, losing them; small amounts; signed instructions."""

from collections.abc import Iterator

from jiaozi.client.core import Core, money
from jiaozi.clock import SECOND_US, parse_time
from jiaozi.wire import devices as wire
from jiaozi.wire.access import Proposed
from jiaozi.wire.world import World


class DeviceMethods(Core):
    """Methods of devices. `public_key` is base64url of the raw key or its SubjectPublicKeyInfo."""

    def register_device(
        self, holder: str, algorithm: str, public_key: str, *, label: str = "", key: str = ""
    ) -> wire.DeviceRegistered:
        """Registers a device: the first one freely, a further one by a client whose signer is a device already."""
        body = {"algorithm": algorithm, "public_key": public_key, "label": label}
        return self._post(f"/v1/holders/{holder}/devices", wire.DeviceRegistered, body, key=key)

    def propose_device_rebinding(
        self, holder: str, algorithm: str, public_key: str, identity_check: str, reason: str, *, key: str = ""
    ) -> Proposed:
        """Proposes to bind a device after a check of who the holder is; it is limited for the cooling-off time."""
        body = {"algorithm": algorithm, "public_key": public_key, "identity_check": identity_check, "reason": reason}
        return self._post(f"/v1/holders/{holder}/devices/rebinding", Proposed, body, key=key)

    def devices(self, holder: str) -> Iterator[wire.Device]:
        """All devices a holder has had."""
        return self._pages(f"/v1/holders/{holder}/devices", wire.Device)

    def device(self, device: str) -> wire.Device:
        """A device."""
        return self._get(f"/v1/devices/{device}", wire.Device)

    def rotate_device(self, device: str, algorithm: str, public_key: str, *, key: str = "") -> wire.DeviceRotated:
        """Replaces a device by a new key; the client's signer is the device itself."""
        body = {"algorithm": algorithm, "public_key": public_key}
        return self._post(f"/v1/devices/{device}/rotation", wire.DeviceRotated, body, key=key)

    def revoke_device(self, device: str, *, key: str = "") -> wire.DeviceRevoked:
        """Ends a device; needs no signature."""
        return self._post(f"/v1/devices/{device}/revocation", wire.DeviceRevoked, key=key)

    def report_device_lost(self, device: str, reason: str, *, key: str = "") -> wire.DeviceLost:
        """Ends a device and freezes what may go out of its holder's wallets; needs no signature."""
        return self._post(f"/v1/devices/{device}/loss", wire.DeviceLost, {"reason": reason}, key=key)

    def small_amounts(self, holder: str) -> wire.SmallAmountsView:
        """What may be paid without the PIN, and what of it was used today."""
        return self._get(f"/v1/holders/{holder}/small-amounts", wire.SmallAmountsView)

    def allow_small_amounts(
        self, holder: str, payment_minor: int, day_minor: int, *, key: str = ""
    ) -> wire.SmallAmountsAllowed:
        """Allows payments without the PIN up to these limits; signed, and twice 0 ends it."""
        body = {"payment": money(payment_minor), "day": money(day_minor)}
        return self._post(f"/v1/holders/{holder}/small-amounts", wire.SmallAmountsAllowed, body, key=key)

    def now_s(self) -> int:
        """The platform's time in seconds: what a `DeviceSigner` signs with where the world's clock is its own."""
        return parse_time(self._get("/v1/world", World).now) // SECOND_US

    def instruction(self, payment: str) -> wire.Instruction:
        """What the payer's device signed for a payment or a hold."""
        return self._get(f"/v1/payments/{payment}/instruction", wire.Instruction)
