# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.guardianships`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key, path
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncGuardianships:
    """`AsyncClient.guardianships`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def end(self, guardianship: str, *, key: str = "") -> models.GuardianshipEnded:
        """The operator ends a guardianship now.

        - `guardianship`: A guardian's right to act for somebody
        """
        answer: models.GuardianshipEnded = await self._transport.send(
            Call(
                "POST",
                path("/v1/guardianships/{}/ending", guardianship),
                {200: models.GuardianshipEnded},
                key=key or new_key(),
            )
        )
        return answer
