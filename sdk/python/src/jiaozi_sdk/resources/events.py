# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.events`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call
from jiaozi_sdk._json import Page
from jiaozi_sdk._sync import Pages, Transport


class Events:
    """`Client.events`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> Pages[models.Event]:
        """What happened, by the sequencer's number: an operator's own events, or all. Follow it with `next_cursor`."""
        return Pages(self._transport, Call("GET", "/v1/events", {200: Page[models.Event]}), limit=limit, cursor=cursor)
