# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.whitelists`."""

from collections.abc import Sequence

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncWhitelists:
    """`AsyncClient.whitelists`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(
        self, *, operator: str, activity: str, phones: Sequence[str], key: str = ""
    ) -> models.WhitelistRegistered:
        """Registers an operator's customers in Hong Kong for an activity such as `jd-2023-03`: phone numbers with a
        listed prefix. Those registered before are passed over.

        - `operator`: The operating institution
        - `activity`: The activity that a whitelist is for
        - `phones`: The phones
        """
        answer: models.WhitelistRegistered = await self._transport.send(
            Call(
                "POST",
                "/v1/whitelists",
                {201: models.WhitelistRegistered},
                body={"operator": operator, "activity": activity, "phones": phones},
                key=key or new_key(),
            )
        )
        return answer
