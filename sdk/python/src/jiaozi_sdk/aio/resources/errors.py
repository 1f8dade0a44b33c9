# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.errors`."""

from jiaozi_sdk._core import BYTES, Call, path
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncErrors:
    """`AsyncClient.errors`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get(self, code: str) -> bytes:
        """What an error code means: the page a problem's `type` leads to.

        - `code`: Its code
        """
        answer: bytes = await self._transport.send(Call("GET", path("/errors/{}", code), {200: BYTES}))
        return answer
