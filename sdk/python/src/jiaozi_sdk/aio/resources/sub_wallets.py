# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.sub_wallets`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key, path, signed
from jiaozi_sdk._json import money
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncSubWalletsAllotments:
    """`AsyncClient.sub_wallets.allotments`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    @signed
    async def create(
        self, sub_wallet: str, *, amount_minor: int, reference: str | None = None, key: str = "", dry_run: bool = False
    ) -> models.Moved:
        """Moves money from a company's wallet to one of its sub-wallets. Final when it is answered.

        Signed by the holder's device, once it has had one.

        - `sub_wallet`: A sub-wallet
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `reference`: The caller's own reference
        """
        answer: models.Moved = await self._transport.send(
            Call(
                "POST",
                path("/v1/sub-wallets/{}/allotments", sub_wallet),
                {201: models.Moved},
                body={"amount": money(amount_minor, "E-CNY"), "reference": reference},
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer


class AsyncSubWalletsRecalls:
    """`AsyncClient.sub_wallets.recalls`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(
        self, sub_wallet: str, *, amount_minor: int, reference: str | None = None, key: str = "", dry_run: bool = False
    ) -> models.Moved:
        """Moves money from a sub-wallet to its parent. Final when it is answered.

        - `sub_wallet`: A sub-wallet
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `reference`: The caller's own reference
        """
        answer: models.Moved = await self._transport.send(
            Call(
                "POST",
                path("/v1/sub-wallets/{}/recalls", sub_wallet),
                {201: models.Moved},
                body={"amount": money(amount_minor, "E-CNY"), "reference": reference},
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer


class AsyncSubWalletsTokens:
    """`AsyncClient.sub_wallets.tokens`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(self, sub_wallet: str, *, key: str = "") -> models.SubWalletTokenIssued:
        """Gives the merchant the token of what was pushed to it; an earlier token ends. It is in this answer only.

        - `sub_wallet`: A sub-wallet
        """
        answer: models.SubWalletTokenIssued = await self._transport.send(
            Call(
                "POST",
                path("/v1/sub-wallets/{}/tokens", sub_wallet),
                {201: models.SubWalletTokenIssued},
                key=key or new_key(),
            )
        )
        return answer


class AsyncSubWallets:
    """`AsyncClient.sub_wallets`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.allotments = AsyncSubWalletsAllotments(transport)
        self.recalls = AsyncSubWalletsRecalls(transport)
        self.tokens = AsyncSubWalletsTokens(transport)

    async def revoke(self, sub_wallet: str, *, key: str = "") -> models.SubWalletRevoked:
        """The holder, or its operator, takes a sub-wallet back; no charge is accepted once this is answered.

        - `sub_wallet`: A sub-wallet
        """
        answer: models.SubWalletRevoked = await self._transport.send(
            Call(
                "POST",
                path("/v1/sub-wallets/{}/revocation", sub_wallet),
                {200: models.SubWalletRevoked},
                key=key or new_key(),
            )
        )
        return answer
