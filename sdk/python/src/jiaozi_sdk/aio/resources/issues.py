# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.issues`."""

from typing import Literal, overload

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key
from jiaozi_sdk._json import money
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncIssues:
    """`AsyncClient.issues`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    @overload
    async def create(
        self, *, operator: str, amount_minor: int, reason: str, key: str = "", dry_run: Literal[False] = False
    ) -> models.Proposed: ...
    @overload
    async def create(
        self, *, operator: str, amount_minor: int, reason: str, key: str = "", dry_run: Literal[True]
    ) -> models.Moved: ...
    @overload
    async def create(
        self, *, operator: str, amount_minor: int, reason: str, key: str = "", dry_run: bool
    ) -> models.Proposed | models.Moved: ...
    async def create(
        self, *, operator: str, amount_minor: int, reason: str, key: str = "", dry_run: bool = False
    ) -> models.Proposed | models.Moved:
        """The central bank issues digital yuan to an operator's vault against its reserves, under its quota.

        It takes two: this proposes it, and it is done when a second person approves.

        - `operator`: The operating institution
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `reason`: Why, for the log of acts
        """
        answer: models.Proposed | models.Moved = await self._transport.send(
            Call(
                "POST",
                "/v1/issues",
                {202: models.Proposed, 200: models.Moved},
                body={"operator": operator, "amount": money(amount_minor, "E-CNY"), "reason": reason},
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer
