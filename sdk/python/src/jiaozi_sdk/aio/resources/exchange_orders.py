# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.exchange_orders`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key, path
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncExchangeOrdersPayOuts:
    """`AsyncClient.exchange_orders.pay_outs`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(
        self,
        exchange_order: str,
        *,
        reason: str,
        wallet: str | None = None,
        bank_account: str | None = None,
        key: str = "",
    ) -> models.Proposed:
        """Proposes to pay a stuck order's money to another wallet or to a bank account of its holder: exactly one of
        the two. A second person of the operator approves it.

        It takes two: this proposes it, and it is done when a second person approves.

        - `exchange_order`: An order to move money between a wallet and an account at another bank
        - `reason`: Why, for the log of acts
        - `wallet`: The wallet
        - `bank_account`: The account at a bank
        """
        answer: models.Proposed = await self._transport.send(
            Call(
                "POST",
                path("/v1/exchange-orders/{}/pay-outs", exchange_order),
                {202: models.Proposed},
                body={"wallet": wallet, "bank_account": bank_account, "reason": reason},
                key=key or new_key(),
            )
        )
        return answer


class AsyncExchangeOrders:
    """`AsyncClient.exchange_orders`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.pay_outs = AsyncExchangeOrdersPayOuts(transport)

    async def get(self, exchange_order: str) -> models.ExchangeOrder:
        """Where an exchange order stands.

        - `exchange_order`: An order to move money between a wallet and an account at another bank
        """
        answer: models.ExchangeOrder = await self._transport.send(
            Call("GET", path("/v1/exchange-orders/{}", exchange_order), {200: models.ExchangeOrder})
        )
        return answer
