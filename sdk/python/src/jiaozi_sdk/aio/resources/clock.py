# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.clock`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncClockCorrections:
    """`AsyncClient.clock.corrections`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(self, *, today: str, reason: str, key: str = "") -> models.Proposed:
        """Proposes that whatever is recorded in the future counts as recorded when a second person of the central
        bank has approved. `today` is the date in China, which two people know better than a clock: by one that is
        behind, all there is would be in the future.

        It takes two: this proposes it, and it is done when a second person approves.

        - `today`: The day in China
        - `reason`: Why, for the log of acts
        """
        answer: models.Proposed = await self._transport.send(
            Call(
                "POST",
                "/v1/clock/corrections",
                {202: models.Proposed},
                body={"today": today, "reason": reason},
                key=key or new_key(),
            )
        )
        return answer


class AsyncClock:
    """`AsyncClient.clock`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.corrections = AsyncClockCorrections(transport)

    async def get(self) -> models.Clock:
        """Whether this process trusts its clock to write, and whether anything is recorded in the future."""
        answer: models.Clock = await self._transport.send(Call("GET", "/v1/clock", {200: models.Clock}))
        return answer
