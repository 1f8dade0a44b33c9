# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.journals`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, path
from jiaozi_sdk._json import Page
from jiaozi_sdk.aio.transport import AsyncPages, AsyncTransport


class AsyncJournals:
    """`AsyncClient.journals`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, *, reference: str) -> AsyncPages[models.Journal]:
        """The journals with a business reference, oldest first; at most 200.

        - `reference`: The caller's own reference
        """
        return AsyncPages(
            self._transport, Call("GET", "/v1/journals", {200: Page[models.Journal]}, query={"reference": reference})
        )

    async def get(self, journal: str) -> models.Journal:
        """A journal by its id.

        - `journal`: The transfers that were made together
        """
        answer: models.Journal = await self._transport.send(
            Call("GET", path("/v1/journals/{}", journal), {200: models.Journal})
        )
        return answer
