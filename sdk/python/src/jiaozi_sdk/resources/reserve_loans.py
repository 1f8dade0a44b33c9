# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.reserve_loans`."""

from typing import Literal, overload

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key
from jiaozi_sdk._json import money
from jiaozi_sdk._sync import Transport


class ReserveLoans:
    """`Client.reserve_loans`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @overload
    def create(
        self, *, operator: str, amount_minor: int, reason: str, key: str = "", dry_run: Literal[False] = False
    ) -> models.Proposed: ...
    @overload
    def create(
        self, *, operator: str, amount_minor: int, reason: str, key: str = "", dry_run: Literal[True]
    ) -> models.Moved: ...
    @overload
    def create(
        self, *, operator: str, amount_minor: int, reason: str, key: str = "", dry_run: bool
    ) -> models.Proposed | models.Moved: ...
    def create(
        self, *, operator: str, amount_minor: int, reason: str, key: str = "", dry_run: bool = False
    ) -> models.Proposed | models.Moved:
        """The central bank lends an operator reserves.

        It takes two: this proposes it, and it is done when a second person approves.

        - `operator`: The operating institution
        - `amount_minor`: How much, in minor units beside the asset fen of CNY
        - `reason`: Why, for the log of acts
        """
        answer: models.Proposed | models.Moved = self._transport.send(
            Call(
                "POST",
                "/v1/reserve-loans",
                {202: models.Proposed, 200: models.Moved},
                body={"operator": operator, "amount": money(amount_minor, "CNY"), "reason": reason},
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer
