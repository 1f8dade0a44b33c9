# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.scanned_codes`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncScannedCodes:
    """`AsyncClient.scanned_codes`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get(self, *, payload: str) -> models.ScannedCode:
        """What a scanned code asks for, to be shown before it is paid.

        - `payload`: The text of a scanned code
        """
        answer: models.ScannedCode = await self._transport.send(
            Call("GET", "/v1/scanned-codes", {200: models.ScannedCode}, query={"payload": payload})
        )
        return answer
