# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.standing_payments`."""

from typing import Literal

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, new_key, path, signed
from jiaozi_sdk._json import Page, money
from jiaozi_sdk.aio.transport import AsyncPages, AsyncTransport


class AsyncStandingPaymentsDues:
    """`AsyncClient.standing_payments.dues`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(
        self,
        standing_payment: str,
        *,
        from_: str | None = None,
        until: str | None = None,
        sort: Literal["oldest", "newest"] = "oldest",
        state: Literal["paid", "failed", "missed"] | None = None,
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> AsyncPages[models.StandingDue]:
        """What became of each due of a standing payment so far.

        - `standing_payment`: The standing payment
        - `from_`: Not before this day in China, or this instant
        - `until`: Only before this day in China, or this instant
        - `sort`: Which come first
        - `state`: Only those of this state
        """
        return AsyncPages(
            self._transport,
            Call(
                "GET",
                path("/v1/standing-payments/{}/dues", standing_payment),
                {200: Page[models.StandingDue]},
                query={"from": from_, "until": until, "sort": sort, "state": state},
            ),
            limit=limit,
            cursor=cursor,
        )


class AsyncStandingPayments:
    """`AsyncClient.standing_payments`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.dues = AsyncStandingPaymentsDues(transport)

    @signed
    async def create(
        self,
        *,
        payer: str,
        amount_minor: int,
        cadence: Literal["day", "week", "month", "once"],
        starts_at: str,
        store: str | None = None,
        payee: str | None = None,
        on_day: int | None = None,
        last_day: str | None = None,
        purpose: str = "",
        reference: str | None = None,
        key: str = "",
    ) -> models.StandingOrdered:
        """A payer orders a fixed amount to be paid to a store, or to a payee's wallet: once at `starts_at`, or from
        then on every day, week or month at that time of day, up to `last_day` if one is said. A month that has no
        such day pays on its last; `on_day` says which day is meant where the start is on the last of a shorter
        month.

        Signed by the holder's device, once it has had one.

        - `payer`: Whoever pays
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `cadence`: How often: each day, week or month, or once
        - `starts_at`: When it is due first
        - `store`: The merchant's store
        - `payee`: Whoever is paid
        - `on_day`: The day of the month; null for that of the start
        - `last_day`: The last day on which it is due, until 2079; null for no end
        - `purpose`: What the money is for, a code of the scheme
        - `reference`: The caller's own reference
        """
        answer: models.StandingOrdered = await self._transport.send(
            Call(
                "POST",
                "/v1/standing-payments",
                {201: models.StandingOrdered},
                body={
                    "payer": payer,
                    "amount": money(amount_minor, "E-CNY"),
                    "cadence": cadence,
                    "starts_at": starts_at,
                    "store": store,
                    "payee": payee,
                    "on_day": on_day,
                    "last_day": last_day,
                    "purpose": purpose,
                    "reference": reference,
                },
                key=key or new_key(),
            )
        )
        return answer

    async def get(self, standing_payment: str) -> models.StandingPayment:
        """A standing payment, for its payer.

        - `standing_payment`: The standing payment
        """
        answer: models.StandingPayment = await self._transport.send(
            Call("GET", path("/v1/standing-payments/{}", standing_payment), {200: models.StandingPayment})
        )
        return answer

    async def end(self, standing_payment: str, *, payer: str, key: str = "") -> models.StandingSet:
        """The payer ends a standing payment, for good.

        - `standing_payment`: The standing payment
        - `payer`: Whoever pays
        """
        answer: models.StandingSet = await self._transport.send(
            Call(
                "POST",
                path("/v1/standing-payments/{}/ending", standing_payment),
                {200: models.StandingSet},
                body={"payer": payer},
                key=key or new_key(),
            )
        )
        return answer

    async def pause(self, standing_payment: str, *, payer: str, key: str = "") -> models.StandingSet:
        """The payer lets nothing be paid until it resumes the standing payment; what falls due meanwhile is not paid
        later.

        - `standing_payment`: The standing payment
        - `payer`: Whoever pays
        """
        answer: models.StandingSet = await self._transport.send(
            Call(
                "POST",
                path("/v1/standing-payments/{}/pause", standing_payment),
                {200: models.StandingSet},
                body={"payer": payer},
                key=key or new_key(),
            )
        )
        return answer

    @signed
    async def resume(self, standing_payment: str, *, payer: str, key: str = "") -> models.StandingSet:
        """The payer lets a paused standing payment go on, with the next due that is still to come.

        Signed by the holder's device, once it has had one.

        - `standing_payment`: The standing payment
        - `payer`: Whoever pays
        """
        answer: models.StandingSet = await self._transport.send(
            Call(
                "POST",
                path("/v1/standing-payments/{}/resumption", standing_payment),
                {200: models.StandingSet},
                body={"payer": payer},
                key=key or new_key(),
            )
        )
        return answer
