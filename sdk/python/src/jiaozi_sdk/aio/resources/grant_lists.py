# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.grant_lists`."""

from collections.abc import Sequence

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, new_key, path
from jiaozi_sdk._json import Page
from jiaozi_sdk.aio.transport import AsyncPages, AsyncTransport


class AsyncGrantListsLines:
    """`AsyncClient.grant_lists.lines`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(
        self, grant_list: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None
    ) -> AsyncPages[models.GrantListLine]:
        """The lines of a grant list that were received, in the order of their numbers, and what became of each.

        - `grant_list`: The grant list
        """
        return AsyncPages(
            self._transport,
            Call("GET", path("/v1/grant-lists/{}/lines", grant_list), {200: Page[models.GrantListLine]}),
            limit=limit,
            cursor=cursor,
        )


class AsyncGrantListsPages:
    """`AsyncClient.grant_lists.pages`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(
        self, grant_list: str, *, page: int, lines: Sequence[models.GrantLine], key: str = ""
    ) -> models.GrantPageAdded:
        """Adds a page of lines to a list that is open. Pages have 1,000 lines each, the last one the rest, and come
        in any order; one that is there already is the same again, or refused.

        - `grant_list`: The grant list
        - `page`: The number of the page, from 1
        - `lines`: The lines
        """
        answer: models.GrantPageAdded = await self._transport.send(
            Call(
                "POST",
                path("/v1/grant-lists/{}/pages", grant_list),
                {201: models.GrantPageAdded},
                body={"page": page, "lines": lines},
                key=key or new_key(),
            )
        )
        return answer


class AsyncGrantLists:
    """`AsyncClient.grant_lists`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.lines = AsyncGrantListsLines(transport)
        self.pages = AsyncGrantListsPages(transport)

    async def get(self, grant_list: str) -> models.GrantList:
        """A grant list, and how far it is.

        - `grant_list`: The grant list
        """
        answer: models.GrantList = await self._transport.send(
            Call("GET", path("/v1/grant-lists/{}", grant_list), {200: models.GrantList})
        )
        return answer

    async def cancel(self, grant_list: str, *, key: str = "") -> models.GrantListCancelled:
        """The funder cancels a list: lines that are not decided yet get nothing, and what was set aside for them is
        free. What was granted stands.

        - `grant_list`: The grant list
        """
        answer: models.GrantListCancelled = await self._transport.send(
            Call(
                "POST",
                path("/v1/grant-lists/{}/cancellation", grant_list),
                {200: models.GrantListCancelled},
                key=key or new_key(),
            )
        )
        return answer

    async def submit(self, grant_list: str, *, again: bool = False, key: str = "") -> models.GrantListSubmitted:
        """The funder submits a list: all of it is there as it was opened, and so is its money, which is set aside;
        or nothing is done. The worker grants it then, each line with its own outcome. A list of the very lines
        that this program has granted before is refused, unless they are to be granted `again`.

        - `grant_list`: The grant list
        - `again`: Whether the very lines that this program has granted before are granted once more
        """
        answer: models.GrantListSubmitted = await self._transport.send(
            Call(
                "POST",
                path("/v1/grant-lists/{}/submission", grant_list),
                {200: models.GrantListSubmitted},
                body={"again": again},
                key=key or new_key(),
            )
        )
        return answer
