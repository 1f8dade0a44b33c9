# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.payee_confirmations`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncPayeeConfirmations:
    """`AsyncClient.payee_confirmations`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(self, *, payer: str, payee: str, name: str, key: str = "") -> models.PayeeConfirmed:
        """Says whether the holder of a wallet has the name that the payer expects. It never tells the name.

        Whether the holder of a wallet has this name, for a payment from one's own wallet.
        """
        answer: models.PayeeConfirmed = await self._transport.send(
            Call(
                "POST",
                "/v1/payee-confirmations",
                {200: models.PayeeConfirmed},
                body={"payer": payer, "payee": payee, "name": name},
                key=key or new_key(),
            )
        )
        return answer
