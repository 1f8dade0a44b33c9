# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.collect_codes`."""

from typing import Literal

from jiaozi_sdk import models
from jiaozi_sdk._core import BYTES, Call, new_key, path
from jiaozi_sdk._json import money
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncCollectCodes:
    """`AsyncClient.collect_codes`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(
        self,
        *,
        store: str | None = None,
        wallet: str | None = None,
        amount_minor: int | None = None,
        reference: str | None = None,
        lifetime_s: int | None = None,
        plan: str | None = None,
        key: str = "",
    ) -> models.CollectCodeOpened:
        """Makes a code for a `store` or a `wallet`: exactly one of the two. With `lifetime_s` (rule `codes.collect`)
        it is dynamic, for one payment of `amount`; without, static, for any number of payments until it is
        revoked, of `amount` or of what payers enter. With a `plan` of the store its payments are split.

        - `store`: The merchant's store
        - `wallet`: The wallet
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `reference`: The caller's own reference
        - `lifetime_s`: For how many seconds it holds
        - `plan`: The plan by which the payment is split
        """
        answer: models.CollectCodeOpened = await self._transport.send(
            Call(
                "POST",
                "/v1/collect-codes",
                {201: models.CollectCodeOpened},
                body={
                    "store": store,
                    "wallet": wallet,
                    "amount": money(amount_minor, "E-CNY"),
                    "reference": reference,
                    "lifetime_s": lifetime_s,
                    "plan": plan,
                },
                key=key or new_key(),
            )
        )
        return answer

    async def get(self, collect_code: str) -> models.CollectCode:
        """A code, for whom it pays.

        - `collect_code`: The code that payers scan
        """
        answer: models.CollectCode = await self._transport.send(
            Call("GET", path("/v1/collect-codes/{}", collect_code), {200: models.CollectCode})
        )
        return answer

    async def revoke(self, collect_code: str, *, key: str = "") -> models.CollectCodeRevoked:
        """Withdraws a code: nobody pays it from now on.

        - `collect_code`: The code that payers scan
        """
        answer: models.CollectCodeRevoked = await self._transport.send(
            Call(
                "POST",
                path("/v1/collect-codes/{}/revocation", collect_code),
                {200: models.CollectCodeRevoked},
                key=key or new_key(),
            )
        )
        return answer

    async def symbol(self, collect_code: str, *, format: Literal["svg", "png"] = "svg") -> bytes:
        """The QR symbol of a code.

        - `collect_code`: The code that payers scan
        - `format`: `svg` or `png`
        """
        answer: bytes = await self._transport.send(
            Call("GET", path("/v1/collect-codes/{}/symbol", collect_code), {200: BYTES}, query={"format": format})
        )
        return answer
