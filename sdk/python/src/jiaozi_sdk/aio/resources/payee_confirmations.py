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
        """Asks, before a payment from `payer`, whether the holder of the wallet `payee` has this name. It is never
        told.

        - `payer`: Whoever pays
        - `payee`: Whoever is paid
        - `name`: The name that the payer expects
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
