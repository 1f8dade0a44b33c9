# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.devices`."""

from typing import Literal

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key, path, signed
from jiaozi_sdk._sync import Transport


class Devices:
    """`Client.devices`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, device: str) -> models.Device:
        """A device.

        - `device`: A holder's device
        """
        answer: models.Device = self._transport.send(Call("GET", path("/v1/devices/{}", device), {200: models.Device}))
        return answer

    def report_loss(self, device: str, *, reason: str, key: str = "") -> models.DeviceLost:
        """Ends a lost device and freezes what may go out of all its holder's wallets, in one act. Needs no
        signature.

        - `device`: A holder's device
        - `reason`: Why, for the log of acts
        """
        answer: models.DeviceLost = self._transport.send(
            Call(
                "POST",
                path("/v1/devices/{}/loss", device),
                {200: models.DeviceLost},
                body={"reason": reason},
                key=key or new_key(),
            )
        )
        return answer

    def revoke(self, device: str, *, key: str = "") -> models.DeviceRevoked:
        """Ends a device: once this is answered, nothing it signed is accepted. Needs no signature.

        - `device`: A holder's device
        """
        answer: models.DeviceRevoked = self._transport.send(
            Call("POST", path("/v1/devices/{}/revocation", device), {200: models.DeviceRevoked}, key=key or new_key())
        )
        return answer

    @signed
    def rotate(
        self, device: str, *, algorithm: Literal["ed25519", "ecdsa-p256-sha256"], public_key: str, key: str = ""
    ) -> models.DeviceRotated:
        """Replaces a device by a new key, signed by the device itself, which is no longer accepted from then on.

        Signed by the holder's device, once it has had one.

        - `device`: A holder's device
        - `algorithm`: The signature algorithm of the key
        - `public_key`: The public key in base64url
        """
        answer: models.DeviceRotated = self._transport.send(
            Call(
                "POST",
                path("/v1/devices/{}/rotation", device),
                {201: models.DeviceRotated},
                body={"algorithm": algorithm, "public_key": public_key},
                key=key or new_key(),
            )
        )
        return answer
