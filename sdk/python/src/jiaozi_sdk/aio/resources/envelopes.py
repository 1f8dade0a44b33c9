# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.envelopes`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, path
from jiaozi_sdk._json import Page
from jiaozi_sdk.aio.transport import AsyncPages, AsyncTransport


class AsyncEnvelopesClaims:
    """`AsyncClient.envelopes.claims`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(
        self, envelope: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None
    ) -> AsyncPages[models.EnvelopeClaim]:
        """What was claimed of an envelope, first come first, for its sender's side.

        - `envelope`: The envelope
        """
        return AsyncPages(
            self._transport,
            Call("GET", path("/v1/envelopes/{}/claims", envelope), {200: Page[models.EnvelopeClaim]}),
            limit=limit,
            cursor=cursor,
        )


class AsyncEnvelopes:
    """`AsyncClient.envelopes`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.claims = AsyncEnvelopesClaims(transport)

    async def get(self, envelope: str) -> models.Envelope:
        """An envelope, for its sender's side.

        - `envelope`: The envelope
        """
        answer: models.Envelope = await self._transport.send(
            Call("GET", path("/v1/envelopes/{}", envelope), {200: models.Envelope})
        )
        return answer
