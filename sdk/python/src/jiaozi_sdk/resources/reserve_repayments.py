# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.reserve_repayments`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key
from jiaozi_sdk._json import money
from jiaozi_sdk._sync import Transport


class ReserveRepayments:
    """`Client.reserve_repayments`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, *, operator: str, amount_minor: int, key: str = "", dry_run: bool = False) -> models.Moved:
        """An operator pays lent reserves back.

        - `operator`: The operating institution
        - `amount_minor`: How much, in minor units beside the asset fen of CNY
        """
        answer: models.Moved = self._transport.send(
            Call(
                "POST",
                "/v1/reserve-repayments",
                {201: models.Moved},
                body={"operator": operator, "amount": money(amount_minor, "CNY")},
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer
