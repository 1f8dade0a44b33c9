# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.margin_fundings`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key
from jiaozi_sdk._json import money
from jiaozi_sdk._sync import Transport


class MarginFundings:
    """`Client.margin_fundings`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, *, operator: str, amount_minor: int, key: str = "", dry_run: bool = False) -> models.Moved:
        """A non-bank moves reserves to its margin.

        - `operator`: The operating institution
        - `amount_minor`: How much, in minor units beside the asset fen of CNY
        """
        answer: models.Moved = self._transport.send(
            Call(
                "POST",
                "/v1/margin-fundings",
                {201: models.Moved},
                body={"operator": operator, "amount": money(amount_minor, "CNY")},
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer
