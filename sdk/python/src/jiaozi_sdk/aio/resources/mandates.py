# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.mandates`."""

from collections.abc import Sequence
from typing import Literal

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, new_key, path, signed
from jiaozi_sdk._json import Page, money
from jiaozi_sdk.aio.transport import AsyncPages, AsyncTransport


class AsyncMandatesBills:
    """`AsyncClient.mandates.bills`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    @signed
    async def create(
        self,
        *,
        payer: str,
        merchant: str,
        account: str,
        bill: str,
        per_bill_minor: int,
        per_month_minor: int,
        pays: Literal["due", "presented"] = "due",
        last_day: str | None = None,
        reference: str | None = None,
        key: str = "",
    ) -> models.BillsConsented:
        """A payer lets a biller's bills for one account there (a meter, a pupil, a phone) be paid by themselves: at
        most so much for each and in each month, from 08:00 of the day that a bill is `due`, or once it is
        `presented`. It is a mandate of these bills alone: changed, paused, resumed and ended as one. `bill` is
        the number of one that the account has had, which who is billed knows.

        Signed by the holder's device, once it has had one.

        - `payer`: Whoever pays
        - `merchant`: The merchant
        - `account`: The biller's number of whom it bills, such as a meter's
        - `bill`: The number of a bill of this account, paid or not
        - `per_bill_minor`: The most for one bill fen of E-CNY
        - `per_month_minor`: The most in a month fen of E-CNY
        - `pays`: Whether a bill is paid on the day that it is due, or once it is presented
        - `last_day`: The last day of the period
        - `reference`: The caller's own reference
        """
        answer: models.BillsConsented = await self._transport.send(
            Call(
                "POST",
                "/v1/mandates/bills",
                {201: models.BillsConsented},
                body={
                    "payer": payer,
                    "merchant": merchant,
                    "account": account,
                    "bill": bill,
                    "per_bill": money(per_bill_minor, "E-CNY"),
                    "per_month": money(per_month_minor, "E-CNY"),
                    "pays": pays,
                    "last_day": last_day,
                    "reference": reference,
                },
                key=key or new_key(),
            )
        )
        return answer


class AsyncMandatesDebits:
    """`AsyncClient.mandates.debits`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(
        self,
        mandate: str,
        *,
        from_: str | None = None,
        until: str | None = None,
        sort: Literal["oldest", "newest"] = "oldest",
        store: str | None = None,
        amount_min: int | None = None,
        amount_max: int | None = None,
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> AsyncPages[models.MandateDebit]:
        """What was collected by a mandate.

        - `mandate`: The mandate
        - `from_`: Not before this day in China, or this instant
        - `until`: Only before this day in China, or this instant
        - `sort`: Which come first
        - `store`: Collected for this store
        - `amount_min`: At least so many fen
        - `amount_max`: At most so many fen
        """
        return AsyncPages(
            self._transport,
            Call(
                "GET",
                path("/v1/mandates/{}/debits", mandate),
                {200: Page[models.MandateDebit]},
                query={
                    "from": from_,
                    "until": until,
                    "sort": sort,
                    "store": store,
                    "amount_min": amount_min,
                    "amount_max": amount_max,
                },
            ),
            limit=limit,
            cursor=cursor,
        )

    async def create(
        self,
        mandate: str,
        *,
        number: str,
        store: str,
        amount_minor: int,
        purpose: str = "",
        reference: str | None = None,
        key: str = "",
    ) -> models.DebitCollected:
        """A merchant collects an amount by a mandate, for one of its stores, under a `number` of its own: each is
        collected once. It is a payment, final and with all rules of one; its reference is the number unless
        another is said.

        - `mandate`: The mandate
        - `number`: The merchant's own number
        - `store`: The merchant's store
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `purpose`: What the money is for, a code of the scheme
        - `reference`: The caller's own reference
        """
        answer: models.DebitCollected = await self._transport.send(
            Call(
                "POST",
                path("/v1/mandates/{}/debits", mandate),
                {201: models.DebitCollected},
                body={
                    "number": number,
                    "store": store,
                    "amount": money(amount_minor, "E-CNY"),
                    "purpose": purpose,
                    "reference": reference,
                },
                key=key or new_key(),
            )
        )
        return answer

    async def get(self, mandate: str, number: str) -> models.MandateDebit:
        """What was collected by a mandate under a number of its merchant's, for both sides.

        - `mandate`: The mandate
        - `number`: The merchant's own number
        """
        answer: models.MandateDebit = await self._transport.send(
            Call("GET", path("/v1/mandates/{}/debits/{}", mandate, number), {200: models.MandateDebit})
        )
        return answer


class AsyncMandatesTerms:
    """`AsyncClient.mandates.terms`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(
        self, mandate: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None
    ) -> AsyncPages[models.MandateTerms]:
        """A mandate's terms of now and of before, oldest first; each debit names the version by which it was
        collected.

        - `mandate`: The mandate
        """
        return AsyncPages(
            self._transport,
            Call("GET", path("/v1/mandates/{}/terms", mandate), {200: Page[models.MandateTerms]}),
            limit=limit,
            cursor=cursor,
        )

    @signed
    async def create(
        self,
        mandate: str,
        *,
        payer: str,
        per_debit_minor: int,
        per_period_minor: int,
        last_day: str | None = None,
        debits_max: int | None = None,
        lifts: Sequence[Literal["last_day", "debits_max"]] | None = None,
        key: str = "",
    ) -> models.MandateChanged:
        """The payer says anew how much its merchant may collect, until when and how often. A last day or a number of
        debits that is left out stays as it was; one named in `lifts` limits no longer. What was collected before
        counts.

        Signed by the holder's device, once it has had one.

        - `mandate`: The mandate
        - `payer`: Whoever pays
        - `per_debit_minor`: The most at once fen of E-CNY
        - `per_period_minor`: The most in each period fen of E-CNY
        - `last_day`: The last such day, until 2079; null for the one there is
        - `debits_max`: How often at most something may be collected; null for what there is
        - `lifts`: What limits no longer
        """
        answer: models.MandateChanged = await self._transport.send(
            Call(
                "POST",
                path("/v1/mandates/{}/terms", mandate),
                {200: models.MandateChanged},
                body={
                    "payer": payer,
                    "per_debit": money(per_debit_minor, "E-CNY"),
                    "per_period": money(per_period_minor, "E-CNY"),
                    "last_day": last_day,
                    "debits_max": debits_max,
                    "lifts": lifts,
                },
                key=key or new_key(),
            )
        )
        return answer


class AsyncMandates:
    """`AsyncClient.mandates`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.bills = AsyncMandatesBills(transport)
        self.debits = AsyncMandatesDebits(transport)
        self.terms = AsyncMandatesTerms(transport)

    @signed
    async def create(
        self,
        *,
        payer: str,
        merchant: str,
        per_debit_minor: int,
        per_period_minor: int,
        cadence: Literal["day", "week", "month"],
        first_day: str | None = None,
        last_day: str | None = None,
        debits_max: int | None = None,
        reference: str | None = None,
        key: str = "",
    ) -> models.MandateGiven:
        """A payer lets a merchant collect from its wallet: at most so much at once and in each day, week (from
        Monday) or month of China's calendar, from `first_day` (today unless said) to `last_day` or without end,
        and at most `debits_max` times if that is said. The payer pauses or ends it at any time.

        Signed by the holder's device, once it has had one.

        - `payer`: Whoever pays
        - `merchant`: The merchant
        - `per_debit_minor`: The most at once fen of E-CNY
        - `per_period_minor`: The most in each period fen of E-CNY
        - `cadence`: How often: each day, week or month, or once
        - `first_day`: The first day on which anything may be collected; null for today
        - `last_day`: The last such day, until 2079; null for no end
        - `debits_max`: How often at most something may be collected; null for any number
        - `reference`: The caller's own reference
        """
        answer: models.MandateGiven = await self._transport.send(
            Call(
                "POST",
                "/v1/mandates",
                {201: models.MandateGiven},
                body={
                    "payer": payer,
                    "merchant": merchant,
                    "per_debit": money(per_debit_minor, "E-CNY"),
                    "per_period": money(per_period_minor, "E-CNY"),
                    "cadence": cadence,
                    "first_day": first_day,
                    "last_day": last_day,
                    "debits_max": debits_max,
                    "reference": reference,
                },
                key=key or new_key(),
            )
        )
        return answer

    async def get(self, mandate: str) -> models.Mandate:
        """A mandate, for its payer and its merchant.

        - `mandate`: The mandate
        """
        answer: models.Mandate = await self._transport.send(
            Call("GET", path("/v1/mandates/{}", mandate), {200: models.Mandate})
        )
        return answer

    async def end(self, mandate: str, *, payer: str, key: str = "") -> models.MandateSet:
        """The payer ends a mandate, for good; nobody is asked.

        - `mandate`: The mandate
        - `payer`: Whoever pays
        """
        answer: models.MandateSet = await self._transport.send(
            Call(
                "POST",
                path("/v1/mandates/{}/ending", mandate),
                {200: models.MandateSet},
                body={"payer": payer},
                key=key or new_key(),
            )
        )
        return answer

    async def pause(self, mandate: str, *, payer: str, key: str = "") -> models.MandateSet:
        """The payer lets nothing be collected until it resumes the mandate; nobody is asked.

        - `mandate`: The mandate
        - `payer`: Whoever pays
        """
        answer: models.MandateSet = await self._transport.send(
            Call(
                "POST",
                path("/v1/mandates/{}/pause", mandate),
                {200: models.MandateSet},
                body={"payer": payer},
                key=key or new_key(),
            )
        )
        return answer

    @signed
    async def resume(self, mandate: str, *, payer: str, key: str = "") -> models.MandateSet:
        """The payer lets a paused mandate be collected by again.

        Signed by the holder's device, once it has had one.

        - `mandate`: The mandate
        - `payer`: Whoever pays
        """
        answer: models.MandateSet = await self._transport.send(
            Call(
                "POST",
                path("/v1/mandates/{}/resumption", mandate),
                {200: models.MandateSet},
                body={"payer": payer},
                key=key or new_key(),
            )
        )
        return answer
