# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.split_plans`."""

from collections.abc import Mapping, Sequence
from typing import Literal

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, new_key, path, signed
from jiaozi_sdk._json import Page, money
from jiaozi_sdk.aio.transport import AsyncPages, AsyncTransport


class AsyncSplitPlansAgreements:
    """`AsyncClient.split_plans.agreements`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(self, plan: str, *, seller: str, key: str = "") -> models.SplitPlanSet:
        """A seller agrees to a plan. When all have, it is active.

        - `plan`: The plan by which the payment is split
        - `seller`: The merchant that gets a share
        """
        answer: models.SplitPlanSet = await self._transport.send(
            Call(
                "POST",
                path("/v1/split-plans/{}/agreements", plan),
                {200: models.SplitPlanSet},
                body={"seller": seller},
                key=key or new_key(),
            )
        )
        return answer


class AsyncSplitPlansPayments:
    """`AsyncClient.split_plans.payments`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    @signed
    async def create(
        self,
        plan: str,
        *,
        payer: str,
        amount_minor: int,
        purpose: str = "",
        reference: str | None = None,
        metadata: Mapping[str, str] | None = None,
        claims: Sequence[str] | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> models.Paid:
        """`payer` pays `amount_minor` at the store of a split plan; everybody in the plan gets a part at once.

        Signed by the holder's device, once it has had one.

        - `plan`: The plan by which the payment is split
        - `payer`: Whoever pays
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `purpose`: What the money is for, a code of the scheme
        - `reference`: The caller's own reference
        - `metadata`: Keys and values of the maker's own; null when there are none
        - `claims`: The claims to draw on, in this order; none for the payer's own money alone, null for those
          that apply
        """
        answer: models.Paid = await self._transport.send(
            Call(
                "POST",
                path("/v1/split-plans/{}/payments", plan),
                {201: models.Paid},
                body={
                    "payer": payer,
                    "amount": money(amount_minor, "E-CNY"),
                    "purpose": purpose,
                    "reference": reference,
                    "metadata": metadata,
                    "claims": claims,
                },
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer


class AsyncSplitPlans:
    """`AsyncClient.split_plans`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.agreements = AsyncSplitPlansAgreements(transport)
        self.payments = AsyncSplitPlansPayments(transport)

    def list(
        self, *, merchant: str, limit: int = PAGE_LIMIT, cursor: str | None = None
    ) -> AsyncPages[models.SplitPlan]:
        """The plans in which a merchant is the platform or a seller, oldest first.

        - `merchant`: The merchant
        """
        return AsyncPages(
            self._transport,
            Call("GET", "/v1/split-plans", {200: Page[models.SplitPlan]}, query={"merchant": merchant}),
            limit=limit,
            cursor=cursor,
        )

    async def create(
        self,
        *,
        store: str,
        name: str,
        sellers: Sequence[models.SellerShare],
        remainder: Literal["platform", "largest_remainder"] = "platform",
        key: str = "",
        dry_run: bool = False,
    ) -> models.SplitPlanProposed:
        """A platform proposes how payments at one of its stores are split. What no seller gets is the platform's.

        `remainder`: `platform` (fractions of a fen are the platform's) or `largest_remainder`.

        - `store`: The merchant's store
        - `name`: What it is called
        - `sellers`: Who gets which share
        - `remainder`: Who gets the fen that do not divide
        """
        answer: models.SplitPlanProposed = await self._transport.send(
            Call(
                "POST",
                "/v1/split-plans",
                {201: models.SplitPlanProposed},
                body={"store": store, "name": name, "sellers": sellers, "remainder": remainder},
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer

    async def get(self, plan: str) -> models.SplitPlan:
        """A plan, for its platform and its sellers.

        - `plan`: The plan by which the payment is split
        """
        answer: models.SplitPlan = await self._transport.send(
            Call("GET", path("/v1/split-plans/{}", plan), {200: models.SplitPlan})
        )
        return answer

    async def end(self, plan: str, *, merchant: str, key: str = "") -> models.SplitPlanSet:
        """The platform or a seller (`merchant`) ends a plan: no payment is split by it any more. Refunds of earlier
        payments go on as agreed.

        - `plan`: The plan by which the payment is split
        - `merchant`: The merchant
        """
        answer: models.SplitPlanSet = await self._transport.send(
            Call(
                "POST",
                path("/v1/split-plans/{}/ending", plan),
                {200: models.SplitPlanSet},
                body={"merchant": merchant},
                key=key or new_key(),
            )
        )
        return answer
