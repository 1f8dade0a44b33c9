# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.place_entries`."""

from collections.abc import Sequence

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncPlaceEntries:
    """`AsyncClient.place_entries`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(self, *, entries: Sequence[models.StoreInPlace], reason: str, key: str = "") -> models.Proposed:
        """The keeper of places enters stores into them: all of these, or none.

        It takes two: this proposes it, and it is done when a second person approves.

        - `entries`: Which stores, and where they stand
        - `reason`: Why, for the log of acts
        """
        answer: models.Proposed = await self._transport.send(
            Call(
                "POST",
                "/v1/place-entries",
                {202: models.Proposed},
                body={"entries": entries, "reason": reason},
                key=key or new_key(),
            )
        )
        return answer
