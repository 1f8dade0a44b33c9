# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.acquirers`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncAcquirers:
    """`AsyncClient.acquirers`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(self, *, operator: str, bank_account: str, name: str, key: str = "") -> models.AcquirerOpened:
        """Registers an acquirer of foreign cards at an operator. Its money stands in `bank_account`, which is
        nobody's before and its own from then on.

        - `operator`: The operating institution
        - `bank_account`: The account at a bank
        - `name`: What it is called
        """
        answer: models.AcquirerOpened = await self._transport.send(
            Call(
                "POST",
                "/v1/acquirers",
                {201: models.AcquirerOpened},
                body={"operator": operator, "bank_account": bank_account, "name": name},
                key=key or new_key(),
            )
        )
        return answer
