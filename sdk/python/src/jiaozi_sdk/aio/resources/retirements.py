# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.retirements`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key
from jiaozi_sdk._json import money
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncRetirements:
    """`AsyncClient.retirements`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(self, *, operator: str, amount_minor: int, key: str = "", dry_run: bool = False) -> models.Moved:
        """An operator gives money of its vault back: it is taken out of circulation, and reserves are returned.

        - `operator`: The operating institution
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        """
        answer: models.Moved = await self._transport.send(
            Call(
                "POST",
                "/v1/retirements",
                {201: models.Moved},
                body={"operator": operator, "amount": money(amount_minor, "E-CNY")},
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer
