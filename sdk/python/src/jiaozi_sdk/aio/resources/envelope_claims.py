# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.envelope_claims`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncEnvelopeClaims:
    """`AsyncClient.envelope_claims`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(self, *, envelope_token: str, wallet: str, key: str = "") -> models.EnvelopeClaimed:
        """Takes a share of an envelope into a wallet, by its token; one for each holder. Final when it is answered,
        like any payment.

        - `envelope_token`: The secret by which a share of the envelope is claimed
        - `wallet`: The wallet
        """
        answer: models.EnvelopeClaimed = await self._transport.send(
            Call(
                "POST",
                "/v1/envelope-claims",
                {201: models.EnvelopeClaimed},
                body={"envelope_token": envelope_token, "wallet": wallet},
                key=key or new_key(),
            )
        )
        return answer
