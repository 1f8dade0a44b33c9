# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.devices`."""

from typing import Literal

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key, path, signed
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncDevices:
    """`AsyncClient.devices`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get(self, device: str) -> models.Device:
        """A device.

        - `device`: A holder's device
        """
        answer: models.Device = await self._transport.send(
            Call("GET", path("/v1/devices/{}", device), {200: models.Device})
        )
        return answer

    async def report_loss(self, device: str, *, reason: str, key: str = "") -> models.DeviceLost:
        """Ends a lost device and freezes what may go out of all its holder's wallets, in one act. Needs no
        signature.

        - `device`: A holder's device
        - `reason`: Why, for the log of acts
        """
        answer: models.DeviceLost = await self._transport.send(
            Call(
                "POST",
                path("/v1/devices/{}/loss", device),
                {200: models.DeviceLost},
                body={"reason": reason},
                key=key or new_key(),
            )
        )
        return answer

    async def revoke(self, device: str, *, key: str = "") -> models.DeviceRevoked:
        """Ends a device: once this is answered, nothing it signed is accepted. Needs no signature.

        - `device`: A holder's device
        """
        answer: models.DeviceRevoked = await self._transport.send(
            Call("POST", path("/v1/devices/{}/revocation", device), {200: models.DeviceRevoked}, key=key or new_key())
        )
        return answer

    @signed
    async def rotate(
        self, device: str, *, algorithm: Literal["ed25519", "ecdsa-p256-sha256"], public_key: str, key: str = ""
    ) -> models.DeviceRotated:
        """Replaces a device by a new key, signed by the device itself, which is no longer accepted from then on.

        Signed by the holder's device, once it has had one.

        - `device`: A holder's device
        - `algorithm`: The signature algorithm of the key
        - `public_key`: The public key in base64url
        """
        answer: models.DeviceRotated = await self._transport.send(
            Call(
                "POST",
                path("/v1/devices/{}/rotation", device),
                {201: models.DeviceRotated},
                body={"algorithm": algorithm, "public_key": public_key},
                key=key or new_key(),
            )
        )
        return answer
