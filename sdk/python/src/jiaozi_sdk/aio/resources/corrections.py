# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.corrections`."""

from collections.abc import Sequence
from typing import Literal, overload

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncCorrections:
    """`AsyncClient.corrections`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    @overload
    async def create(
        self,
        *,
        lines: Sequence[models.CorrectionLine],
        effective_at: str,
        reason: str,
        key: str = "",
        dry_run: Literal[False] = False,
    ) -> models.Proposed: ...
    @overload
    async def create(
        self,
        *,
        lines: Sequence[models.CorrectionLine],
        effective_at: str,
        reason: str,
        key: str = "",
        dry_run: Literal[True],
    ) -> models.Moved: ...
    @overload
    async def create(
        self, *, lines: Sequence[models.CorrectionLine], effective_at: str, reason: str, key: str = "", dry_run: bool
    ) -> models.Proposed | models.Moved: ...
    async def create(
        self,
        *,
        lines: Sequence[models.CorrectionLine],
        effective_at: str,
        reason: str,
        key: str = "",
        dry_run: bool = False,
    ) -> models.Proposed | models.Moved:
        """Books entries that take effect at `effective_at`, in a past day that is still open; history itself never
        changes. Every account must be of the books of who asks.

        It takes two: this proposes it, and it is done when a second person approves.

        - `lines`: The lines
        - `effective_at`: When it takes effect in the books
        - `reason`: Why, for the log of acts
        """
        answer: models.Proposed | models.Moved = await self._transport.send(
            Call(
                "POST",
                "/v1/corrections",
                {202: models.Proposed, 200: models.Moved},
                body={"lines": lines, "effective_at": effective_at, "reason": reason},
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer
