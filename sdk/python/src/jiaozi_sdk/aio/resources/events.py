# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.events`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call
from jiaozi_sdk._json import Page
from jiaozi_sdk.aio.transport import AsyncPages, AsyncTransport


class AsyncEvents:
    """`AsyncClient.events`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(
        self, *, newest: bool = False, limit: int = PAGE_LIMIT, cursor: str | None = None
    ) -> AsyncPages[models.Event]:
        """What happened, by the sequencer's number: an operator's own events, a merchant's or a company's that it
        would be told of, or all. Follow it with `next_cursor`; a page may have fewer items than there are, or
        none.

        - `newest`: Begin at the end: only what comes after
        """
        return AsyncPages(
            self._transport,
            Call("GET", "/v1/events", {200: Page[models.Event]}, query={"newest": newest}),
            limit=limit,
            cursor=cursor,
        )
