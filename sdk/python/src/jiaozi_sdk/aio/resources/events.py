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

    def list(self, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> AsyncPages[models.Event]:
        """What happened, by the sequencer's number: an operator's own events, or all. Follow it with `next_cursor`."""
        return AsyncPages(
            self._transport, Call("GET", "/v1/events", {200: Page[models.Event]}), limit=limit, cursor=cursor
        )
