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
        lines: Sequence[models.CorrectionEntry],
        effective_at: str,
        reason: str,
        key: str = "",
        dry_run: Literal[False] = False,
    ) -> models.Proposed: ...
    @overload
    async def create(
        self,
        *,
        lines: Sequence[models.CorrectionEntry],
        effective_at: str,
        reason: str,
        key: str = "",
        dry_run: Literal[True],
    ) -> models.Moved: ...
    @overload
    async def create(
        self, *, lines: Sequence[models.CorrectionEntry], effective_at: str, reason: str, key: str = "", dry_run: bool
    ) -> models.Proposed | models.Moved: ...
    async def create(
        self,
        *,
        lines: Sequence[models.CorrectionEntry],
        effective_at: str,
        reason: str,
        key: str = "",
        dry_run: bool = False,
    ) -> models.Proposed | models.Moved:
        """Proposes entries that take effect in a past, still open day; every account must be of the proposer's
        books.
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
