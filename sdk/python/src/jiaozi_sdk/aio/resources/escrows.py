# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.escrows`."""

from collections.abc import Sequence

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key, path, signed
from jiaozi_sdk._json import money
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncEscrows:
    """`AsyncClient.escrows`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    @signed
    async def create(
        self,
        *,
        payer: str,
        amount_minor: int,
        milestones: Sequence[models.Milestone],
        store: str | None = None,
        payee: str | None = None,
        arbiter: str | None = None,
        in_order: bool | None = None,
        purpose: str = "",
        reference: str | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> models.EscrowOpened:
        """Reserves an amount of the payer's for a store, or a payee's wallet, in 1 to 16 milestones that come to it;
        each is a lock. It is released by a statement that a device of the payer's signed, or of the `arbiter`'s,
        who is neither side, once the payee has accepted it; the payee may give it back. `in_order`: none is
        released while one before it is open, and none is due before it.

        Signed by the holder's device, once it has had one.

        - `payer`: Whoever pays
        - `amount_minor`: All that its milestones come to fen of E-CNY
        - `milestones`: The milestones, in their order
        - `store`: The merchant's store
        - `payee`: Whoever is paid
        - `arbiter`: Who may decide between payer and payee; null where nobody does
        - `in_order`: Whether a milestone is released only when none before it is open
        - `purpose`: What the money is for, a code of the scheme
        - `reference`: The caller's own reference
        """
        answer: models.EscrowOpened = await self._transport.send(
            Call(
                "POST",
                "/v1/escrows",
                {201: models.EscrowOpened},
                body={
                    "payer": payer,
                    "amount": money(amount_minor, "E-CNY"),
                    "milestones": milestones,
                    "store": store,
                    "payee": payee,
                    "arbiter": arbiter,
                    "in_order": in_order,
                    "purpose": purpose,
                    "reference": reference,
                },
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer

    async def get(self, escrow: str) -> models.EscrowReading:
        """An escrow with its milestones and the statements that released them, for its payer's, its payee's and its
        arbiter's side.

        - `escrow`: The escrow that it is a milestone of: the number of the first one's lock
        """
        answer: models.EscrowReading = await self._transport.send(
            Call("GET", path("/v1/escrows/{}", escrow), {200: models.EscrowReading})
        )
        return answer
