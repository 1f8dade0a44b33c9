# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.groups`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call
from jiaozi_sdk._json import Page
from jiaozi_sdk.aio.transport import AsyncPages, AsyncTransport


class AsyncGroups:
    """`AsyncClient.groups`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> AsyncPages[models.Group]:
        """Committed groups with their journals, by the sequencer's number, each with its link of the hash chain.

        A group is listed a moment after its commit. Go on from `next_cursor` to follow the ledger.
        """
        return AsyncPages(
            self._transport, Call("GET", "/v1/groups", {200: Page[models.Group]}), limit=limit, cursor=cursor
        )
