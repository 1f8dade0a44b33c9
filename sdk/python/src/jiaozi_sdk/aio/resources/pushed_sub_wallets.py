# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.pushed_sub_wallets`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call
from jiaozi_sdk._json import Page
from jiaozi_sdk.aio.transport import AsyncPages, AsyncTransport


class AsyncPushedSubWallets:
    """`AsyncClient.pushed_sub_wallets`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(
        self, *, customer: str = "", limit: int = PAGE_LIMIT, cursor: str | None = None
    ) -> AsyncPages[models.PushedWallet]:
        """What was pushed to the merchant that asks, oldest first.

        - `customer`: Only what this customer of the merchant's pushed
        """
        return AsyncPages(
            self._transport,
            Call("GET", "/v1/pushed-sub-wallets", {200: Page[models.PushedWallet]}, query={"customer": customer}),
            limit=limit,
            cursor=cursor,
        )
