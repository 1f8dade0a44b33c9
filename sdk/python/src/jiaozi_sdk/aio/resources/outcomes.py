# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.outcomes`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncOutcomes:
    """`AsyncClient.outcomes`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get(self, *, operation: str, key: str) -> models.Outcome:
        """What was decided under an idempotency key of the caller's own. An act of two people is operation
        `propose`.

        - `operation`: What was asked for, by its name
        - `key`: The idempotency key
        """
        answer: models.Outcome = await self._transport.send(
            Call("GET", "/v1/outcomes", {200: models.Outcome}, query={"operation": operation, "key": key})
        )
        return answer
