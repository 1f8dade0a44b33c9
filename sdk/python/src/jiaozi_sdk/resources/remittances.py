# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.remittances`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key
from jiaozi_sdk._json import money
from jiaozi_sdk._sync import Transport


class Remittances:
    """`Client.remittances`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(
        self,
        *,
        bank_account: str,
        wallet: str,
        amount_minor: int,
        reference: str | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> models.Remitted:
        """A bank sends money from its customer's account into somebody else's wallet (汇款兑出). Final when it is
        answered.

        - `bank_account`: The account at a bank
        - `wallet`: The wallet
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `reference`: The caller's own reference
        """
        answer: models.Remitted = self._transport.send(
            Call(
                "POST",
                "/v1/remittances",
                {201: models.Remitted},
                body={
                    "bank_account": bank_account,
                    "wallet": wallet,
                    "amount": money(amount_minor, "E-CNY"),
                    "reference": reference,
                },
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer
