# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.sub_wallets`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key, path, signed
from jiaozi_sdk._json import money
from jiaozi_sdk._sync import Transport


class SubWalletsAllotments:
    """`Client.sub_wallets.allotments`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @signed
    def create(
        self, sub_wallet: str, *, amount_minor: int, reference: str | None = None, key: str = "", dry_run: bool = False
    ) -> models.Moved:
        """Moves money from a company's wallet to one of its sub-wallets. Final when it is answered.

        Signed by the holder's device, once it has had one.

        - `sub_wallet`: A sub-wallet
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `reference`: The caller's own reference
        """
        answer: models.Moved = self._transport.send(
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


class SubWalletsRecalls:
    """`Client.sub_wallets.recalls`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(
        self, sub_wallet: str, *, amount_minor: int, reference: str | None = None, key: str = "", dry_run: bool = False
    ) -> models.Moved:
        """Moves money from a sub-wallet to its parent. Final when it is answered.

        - `sub_wallet`: A sub-wallet
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `reference`: The caller's own reference
        """
        answer: models.Moved = self._transport.send(
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


class SubWalletsTokens:
    """`Client.sub_wallets.tokens`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, sub_wallet: str, *, key: str = "") -> models.SubWalletTokenIssued:
        """Gives the merchant the token of what was pushed to it; an earlier token ends. It is in this answer only.

        - `sub_wallet`: A sub-wallet
        """
        answer: models.SubWalletTokenIssued = self._transport.send(
            Call(
                "POST",
                path("/v1/sub-wallets/{}/tokens", sub_wallet),
                {201: models.SubWalletTokenIssued},
                key=key or new_key(),
            )
        )
        return answer


class SubWallets:
    """`Client.sub_wallets`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.allotments = SubWalletsAllotments(transport)
        self.recalls = SubWalletsRecalls(transport)
        self.tokens = SubWalletsTokens(transport)

    def revoke(self, sub_wallet: str, *, key: str = "") -> models.SubWalletRevoked:
        """The holder, or its operator, takes a sub-wallet back; no charge is accepted once this is answered.

        - `sub_wallet`: A sub-wallet
        """
        answer: models.SubWalletRevoked = self._transport.send(
            Call(
                "POST",
                path("/v1/sub-wallets/{}/revocation", sub_wallet),
                {200: models.SubWalletRevoked},
                key=key or new_key(),
            )
        )
        return answer
