# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.payer_tokens`."""

from typing import Literal

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, new_key, path, signed
from jiaozi_sdk._json import Page
from jiaozi_sdk.aio.transport import AsyncPages, AsyncTransport


class AsyncPayerTokensPresentations:
    """`AsyncClient.payer_tokens.presentations`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(
        self,
        payer_token: str,
        *,
        means: Literal["code", "tap"] = "code",
        counter: int | None = None,
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> AsyncPages[models.Presentation]:
        """What a token was charged, in the order of its counters; what is not among it was not charged.

        - `payer_token`: What a device's payment codes are made with
        - `means`: Payment codes, or taps
        - `counter`: Only what was charged for this
        """
        return AsyncPages(
            self._transport,
            Call(
                "GET",
                path("/v1/payer-tokens/{}/presentations", payer_token),
                {200: Page[models.Presentation]},
                query={"means": means, "counter": counter},
            ),
            limit=limit,
            cursor=cursor,
        )


class AsyncPayerTokens:
    """`AsyncClient.payer_tokens`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.presentations = AsyncPayerTokensPresentations(transport)

    @signed
    async def create(self, *, wallet: str, key: str = "") -> models.PayerTokenEnrolled:
        """Gives the device that signed this a token to pay from a wallet with, at tills and also without a network.

        Signed by the holder's device, once it has had one.

        - `wallet`: The wallet
        """
        answer: models.PayerTokenEnrolled = await self._transport.send(
            Call(
                "POST",
                "/v1/payer-tokens",
                {201: models.PayerTokenEnrolled},
                body={"wallet": wallet},
                key=key or new_key(),
            )
        )
        return answer

    async def get(self, payer_token: str) -> models.PayerToken:
        """A token, without its secret.

        - `payer_token`: What a device's payment codes are made with
        """
        answer: models.PayerToken = await self._transport.send(
            Call("GET", path("/v1/payer-tokens/{}", payer_token), {200: models.PayerToken})
        )
        return answer

    async def revoke(self, payer_token: str, *, key: str = "") -> models.PayerTokenRevoked:
        """Ends a token: nothing it shows is accepted from now on. Needs no signature.

        - `payer_token`: What a device's payment codes are made with
        """
        answer: models.PayerTokenRevoked = await self._transport.send(
            Call(
                "POST",
                path("/v1/payer-tokens/{}/revocation", payer_token),
                {200: models.PayerTokenRevoked},
                key=key or new_key(),
            )
        )
        return answer
