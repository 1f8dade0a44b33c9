# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.sub_wallet_charges`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key
from jiaozi_sdk._json import money
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncSubWalletCharges:
    """`AsyncClient.sub_wallet_charges`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(
        self,
        *,
        token: str,
        store: str,
        amount_minor: int,
        purpose: str = "",
        reference: str | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> models.Paid:
        """The merchant charges a sub-wallet by its token, for a store of its own. Final when it is answered, like
        any payment.

        - `token`: A secret that stands for its owner, shown this once
        - `store`: The merchant's store
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `purpose`: What the money is for, a code of the scheme
        - `reference`: The caller's own reference
        """
        answer: models.Paid = await self._transport.send(
            Call(
                "POST",
                "/v1/sub-wallet-charges",
                {201: models.Paid},
                body={
                    "token": token,
                    "store": store,
                    "amount": money(amount_minor, "E-CNY"),
                    "purpose": purpose,
                    "reference": reference,
                },
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer
