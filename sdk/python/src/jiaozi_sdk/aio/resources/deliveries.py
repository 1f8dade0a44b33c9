# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.deliveries`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key, path
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncDeliveries:
    """`AsyncClient.deliveries`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get(self, delivery: str) -> models.DeliveryWithAttempts:
        """A delivery with every attempt.

        - `delivery`: One event on its way to one webhook
        """
        answer: models.DeliveryWithAttempts = await self._transport.send(
            Call("GET", path("/v1/deliveries/{}", delivery), {200: models.DeliveryWithAttempts})
        )
        return answer

    async def redeliver(self, delivery: str, *, key: str = "") -> models.RedeliveryPlaced:
        """Sends an event again that was taken or given up; it holds up no other.

        - `delivery`: One event on its way to one webhook
        """
        answer: models.RedeliveryPlaced = await self._transport.send(
            Call(
                "POST",
                path("/v1/deliveries/{}/redelivery", delivery),
                {200: models.RedeliveryPlaced},
                key=key or new_key(),
            )
        )
        return answer
