# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.stores`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, new_key, path
from jiaozi_sdk._json import Page
from jiaozi_sdk.aio.transport import AsyncPages, AsyncTransport


class AsyncStoresCollectCodes:
    """`AsyncClient.stores.collect_codes`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, store: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> AsyncPages[models.CollectCode]:
        """A store's codes, oldest first.

        - `store`: The merchant's store
        """
        return AsyncPages(
            self._transport,
            Call("GET", path("/v1/stores/{}/collect-codes", store), {200: Page[models.CollectCode]}),
            limit=limit,
            cursor=cursor,
        )


class AsyncStoresTerminals:
    """`AsyncClient.stores.terminals`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, store: str) -> AsyncPages[models.TerminalShown]:
        """A store's terminals, oldest first.

        - `store`: The merchant's store
        """
        return AsyncPages(
            self._transport, Call("GET", path("/v1/stores/{}/terminals", store), {200: Page[models.TerminalShown]})
        )

    async def create(self, store: str, *, label: str, serial: str = "", key: str = "") -> models.TerminalOpened:
        """Registers a terminal of a store; `label` is what people call it, `serial` what its maker does.

        - `store`: The merchant's store
        - `label`: What its owner calls it
        - `serial`: The device's serial number
        """
        answer: models.TerminalOpened = await self._transport.send(
            Call(
                "POST",
                path("/v1/stores/{}/terminals", store),
                {201: models.TerminalOpened},
                body={"label": label, "serial": serial},
                key=key or new_key(),
            )
        )
        return answer


class AsyncStores:
    """`AsyncClient.stores`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.collect_codes = AsyncStoresCollectCodes(transport)
        self.terminals = AsyncStoresTerminals(transport)

    async def get(self, store: str) -> models.Store:
        """A store.

        - `store`: The merchant's store
        """
        answer: models.Store = await self._transport.send(
            Call("GET", path("/v1/stores/{}", store), {200: models.Store})
        )
        return answer
