# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.card_loads`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key, path
from jiaozi_sdk._json import money
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncCardLoads:
    """`AsyncClient.card_loads`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def bounce(self, card_load: str, *, amount_minor: int, key: str = "") -> models.CardReturnBounced:
        """Takes back into the wallet what an acquirer could not credit to a card. Nothing goes to that card again.

        - `card_load`: A load from a card
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        """
        answer: models.CardReturnBounced = await self._transport.send(
            Call(
                "POST",
                path("/v1/card-loads/{}/bounce", card_load),
                {200: models.CardReturnBounced},
                body={"amount": money(amount_minor, "E-CNY")},
                key=key or new_key(),
            )
        )
        return answer
