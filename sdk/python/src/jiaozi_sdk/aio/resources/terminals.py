# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.terminals`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key, path
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncTerminals:
    """`AsyncClient.terminals`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def suspend(self, terminal: str, *, suspended: bool, key: str = "") -> models.TerminalSet:
        """Stops a terminal, or (with `suspended` false) lets it work again.

        - `terminal`: The till
        - `suspended`: Whether it is suspended
        """
        answer: models.TerminalSet = await self._transport.send(
            Call(
                "POST",
                path("/v1/terminals/{}/suspension", terminal),
                {200: models.TerminalSet},
                body={"suspended": suspended},
                key=key or new_key(),
            )
        )
        return answer
