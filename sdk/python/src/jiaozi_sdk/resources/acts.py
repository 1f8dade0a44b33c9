# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.acts`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call
from jiaozi_sdk._json import Page
from jiaozi_sdk._sync import Pages, Transport


class Acts:
    """`Client.acts`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        *,
        principal: str | None = None,
        operation: str | None = None,
        from_: str | None = None,
        until: str | None = None,
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> Pages[models.Act]:
        """The log of acts: every administrative act and every reading of personal data, in order.

        - `principal`: Whoever holds keys: a person or a system
        - `operation`: What was asked for, by its name
        - `from_`: Not before this day in China, or this instant
        - `until`: Only before this day in China, or this instant
        """
        return Pages(
            self._transport,
            Call(
                "GET",
                "/v1/acts",
                {200: Page[models.Act]},
                query={"principal": principal, "operation": operation, "from": from_, "until": until},
            ),
            limit=limit,
            cursor=cursor,
        )
