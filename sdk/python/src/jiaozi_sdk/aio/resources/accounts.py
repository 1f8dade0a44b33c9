# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.accounts`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, path
from jiaozi_sdk._json import Page
from jiaozi_sdk.aio.transport import AsyncPages, AsyncTransport


class AsyncAccounts:
    """`AsyncClient.accounts`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get(self, account: str) -> models.Account:
        """A ledger account.

        - `account`: The ledger account
        """
        answer: models.Account = await self._transport.send(
            Call("GET", path("/v1/accounts/{}", account), {200: models.Account})
        )
        return answer

    async def balance(self, account: str, *, at: str | None = None) -> models.BalanceAt:
        """An account's balance as it had been recorded at an instant; now when none is given.

        - `account`: The ledger account
        - `at`: When it happened
        """
        answer: models.BalanceAt = await self._transport.send(
            Call("GET", path("/v1/accounts/{}/balance", account), {200: models.BalanceAt}, query={"at": at})
        )
        return answer

    def statement(
        self, account: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None
    ) -> AsyncPages[models.StatementLine]:
        """An account's history, oldest first.

        - `account`: The ledger account
        """
        return AsyncPages(
            self._transport,
            Call("GET", path("/v1/accounts/{}/statement", account), {200: Page[models.StatementLine]}),
            limit=limit,
            cursor=cursor,
        )
