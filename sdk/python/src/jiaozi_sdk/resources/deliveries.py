# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.deliveries`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key, path
from jiaozi_sdk._sync import Transport


class Deliveries:
    """`Client.deliveries`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, delivery: str) -> models.DeliveryWithAttempts:
        """A delivery with every attempt.

        - `delivery`: One event on its way to one webhook
        """
        answer: models.DeliveryWithAttempts = self._transport.send(
            Call("GET", path("/v1/deliveries/{}", delivery), {200: models.DeliveryWithAttempts})
        )
        return answer

    def redeliver(self, delivery: str, *, key: str = "") -> models.RedeliveryPlaced:
        """Sends an event again that was taken or given up; it holds up no other.

        - `delivery`: One event on its way to one webhook
        """
        answer: models.RedeliveryPlaced = self._transport.send(
            Call(
                "POST",
                path("/v1/deliveries/{}/redelivery", delivery),
                {200: models.RedeliveryPlaced},
                key=key or new_key(),
            )
        )
        return answer
