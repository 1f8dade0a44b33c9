# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.merchants`."""

from collections.abc import Sequence
from typing import Literal

from jiaozi_sdk import models
from jiaozi_sdk._core import BYTES, PAGE_LIMIT, Call, new_key, path, signed
from jiaozi_sdk._json import Page, money
from jiaozi_sdk.aio.transport import AsyncPages, AsyncTransport


class AsyncMerchantsBillsPayments:
    """`AsyncClient.merchants.bills.payments`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    @signed
    async def create(
        self,
        merchant: str,
        number: str,
        *,
        payer: str,
        amount_minor: int,
        claims: Sequence[str] | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> models.BillPaid:
        """Pays a bill, finally. It is paid at most once, whoever pays it; the amount has to be the one that it asks.

        Signed by the holder's device, once it has had one.

        - `merchant`: The merchant
        - `number`: The biller's number of the bill
        - `payer`: Whoever pays
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `claims`: The claims to draw on, in this order; none for the payer's own money alone, null for those
          that apply
        """
        answer: models.BillPaid = await self._transport.send(
            Call(
                "POST",
                path("/v1/merchants/{}/bills/{}/payments", merchant, number),
                {201: models.BillPaid},
                body={"payer": payer, "amount": money(amount_minor, "E-CNY"), "claims": claims},
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer


class AsyncMerchantsBankruptcy:
    """`AsyncClient.merchants.bankruptcy`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get(self, merchant: str) -> models.Bankruptcy:
        """That a merchant is bankrupt, why, and by which paper; `not_found` where it is not.

        - `merchant`: The merchant
        """
        answer: models.Bankruptcy = await self._transport.send(
            Call("GET", path("/v1/merchants/{}/bankruptcy", merchant), {200: models.Bankruptcy})
        )
        return answer

    async def create(self, merchant: str, *, reason: str, document: str, key: str = "") -> models.Proposed:
        """Says that a merchant is bankrupt, for good: nothing is sold or used of its plans from then on, and every
        consumer gets back what she has not used.

        It takes two: this proposes it, and it is done when a second person approves.

        - `merchant`: The merchant
        - `reason`: Why, in a few words
        - `document`: The number of the paper that says so
        """
        answer: models.Proposed = await self._transport.send(
            Call(
                "POST",
                path("/v1/merchants/{}/bankruptcy", merchant),
                {202: models.Proposed},
                body={"reason": reason, "document": document},
                key=key or new_key(),
            )
        )
        return answer


class AsyncMerchantsBills:
    """`AsyncClient.merchants.bills`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.payments = AsyncMerchantsBillsPayments(transport)

    def list(
        self,
        merchant: str,
        *,
        state: Literal["open", "paid", "withdrawn"] | None = None,
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> AsyncPages[models.Bill]:
        """A biller's own bills, in the order in which they first came.

        - `merchant`: The merchant
        - `state`: Only those that stand like this
        """
        return AsyncPages(
            self._transport,
            Call("GET", path("/v1/merchants/{}/bills", merchant), {200: Page[models.Bill]}, query={"state": state}),
            limit=limit,
            cursor=cursor,
        )

    async def create(
        self, merchant: str, *, store: str, bills: Sequence[models.BillLine], key: str = "", dry_run: bool = False
    ) -> models.BillsUploaded:
        """A biller uploads a batch of at most 500 bills, all or none, paid at the store. A number uploaded again
        replaces a bill that is not paid.

        - `merchant`: The merchant
        - `store`: The merchant's store
        - `bills`: The bills
        """
        answer: models.BillsUploaded = await self._transport.send(
            Call(
                "POST",
                path("/v1/merchants/{}/bills", merchant),
                {201: models.BillsUploaded},
                body={"store": store, "bills": bills},
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer

    async def get(self, merchant: str, number: str) -> models.Bill:
        """A bill by its number, for whoever wants to pay it.

        - `merchant`: The merchant
        - `number`: The biller's number of the bill
        """
        answer: models.Bill = await self._transport.send(
            Call("GET", path("/v1/merchants/{}/bills/{}", merchant, number), {200: models.Bill})
        )
        return answer

    async def receipt(self, merchant: str, number: str) -> models.Receipt:
        """The receipt of a paid bill, for its payer's side and its biller's.

        - `merchant`: The merchant
        - `number`: The biller's number of the bill
        """
        answer: models.Receipt = await self._transport.send(
            Call("GET", path("/v1/merchants/{}/bills/{}/receipt", merchant, number), {200: models.Receipt})
        )
        return answer

    async def withdraw(self, merchant: str, number: str, *, key: str = "") -> models.BillWithdrawn:
        """The biller takes an unpaid bill back.

        - `merchant`: The merchant
        - `number`: The biller's number of the bill
        """
        answer: models.BillWithdrawn = await self._transport.send(
            Call(
                "POST",
                path("/v1/merchants/{}/bills/{}/withdrawal", merchant, number),
                {200: models.BillWithdrawn},
                key=key or new_key(),
            )
        )
        return answer


class AsyncMerchantsCofunding:
    """`AsyncClient.merchants.cofunding`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(
        self, merchant: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None
    ) -> AsyncPages[models.Cofunding]:
        """The programs of which a merchant bears its share, or did, by their ids.

        - `merchant`: The merchant
        """
        return AsyncPages(
            self._transport,
            Call("GET", path("/v1/merchants/{}/cofunding", merchant), {200: Page[models.Cofunding]}),
            limit=limit,
            cursor=cursor,
        )

    @signed
    async def create(self, merchant: str, program: str, *, terms_sha256: str, key: str = "") -> models.CofundingAgreed:
        """A merchant agrees to bear its share of what claims of a program pay it, as its terms of this SHA-256 say.

        Signed by the holder's device, once it has had one.

        - `merchant`: The merchant
        - `program`: The program
        - `terms_sha256`: The SHA-256 of the terms in canonical JSON
        """
        answer: models.CofundingAgreed = await self._transport.send(
            Call(
                "POST",
                path("/v1/merchants/{}/cofunding/{}", merchant, program),
                {201: models.CofundingAgreed},
                body={"terms_sha256": terms_sha256},
                key=key or new_key(),
            )
        )
        return answer

    async def end(self, merchant: str, program: str, *, key: str = "") -> models.CofundingEnded:
        """A merchant bears nothing of payments that come from now on. What it bore before stays as it is.

        - `merchant`: The merchant
        - `program`: The program
        """
        answer: models.CofundingEnded = await self._transport.send(
            Call(
                "POST",
                path("/v1/merchants/{}/cofunding/{}/ending", merchant, program),
                {200: models.CofundingEnded},
                key=key or new_key(),
            )
        )
        return answer


class AsyncMerchantsMandates:
    """`AsyncClient.merchants.mandates`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(
        self,
        merchant: str,
        *,
        from_: str | None = None,
        until: str | None = None,
        sort: Literal["oldest", "newest"] = "oldest",
        state: Literal["open", "paused", "ended"] | None = None,
        reference: str | None = None,
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> AsyncPages[models.Mandate]:
        """The mandates by which a merchant may collect, or might.

        - `merchant`: The merchant
        - `from_`: Not before this day in China, or this instant
        - `until`: Only before this day in China, or this instant
        - `sort`: Which come first
        - `state`: Only those of this state
        - `reference`: With this reference
        """
        return AsyncPages(
            self._transport,
            Call(
                "GET",
                path("/v1/merchants/{}/mandates", merchant),
                {200: Page[models.Mandate]},
                query={"from": from_, "until": until, "sort": sort, "state": state, "reference": reference},
            ),
            limit=limit,
            cursor=cursor,
        )


class AsyncMerchantsStores:
    """`AsyncClient.merchants.stores`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, merchant: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> AsyncPages[models.Store]:
        """A merchant's stores, oldest first.

        - `merchant`: The merchant
        """
        return AsyncPages(
            self._transport,
            Call("GET", path("/v1/merchants/{}/stores", merchant), {200: Page[models.Store]}),
            limit=limit,
            cursor=cursor,
        )

    async def create(self, merchant: str, *, name: str, region: str, key: str = "") -> models.StoreOpened:
        """Registers a store of a merchant. `region` is a district code (GB/T 2260).

        - `merchant`: The merchant
        - `name`: What it is called
        - `region`: The district, six digits (GB/T 2260)
        """
        answer: models.StoreOpened = await self._transport.send(
            Call(
                "POST",
                path("/v1/merchants/{}/stores", merchant),
                {201: models.StoreOpened},
                body={"name": name, "region": region},
                key=key or new_key(),
            )
        )
        return answer


class AsyncMerchantsTakings:
    """`AsyncClient.merchants.takings`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get(self, merchant: str, *, day: str) -> models.Takings:
        """What a merchant took on a day, by store and terminal, read from the ledger.

        - `merchant`: The merchant
        - `day`: A day in China
        """
        answer: models.Takings = await self._transport.send(
            Call("GET", path("/v1/merchants/{}/takings", merchant), {200: models.Takings}, query={"day": day})
        )
        return answer


class AsyncMerchants:
    """`AsyncClient.merchants`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.bankruptcy = AsyncMerchantsBankruptcy(transport)
        self.bills = AsyncMerchantsBills(transport)
        self.cofunding = AsyncMerchantsCofunding(transport)
        self.mandates = AsyncMerchantsMandates(transport)
        self.stores = AsyncMerchantsStores(transport)
        self.takings = AsyncMerchantsTakings(transport)

    def list(self, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> AsyncPages[models.Merchant]:
        """All merchants, in the order of their registration."""
        return AsyncPages(
            self._transport, Call("GET", "/v1/merchants", {200: Page[models.Merchant]}), limit=limit, cursor=cursor
        )

    async def create(
        self,
        *,
        wallet: str,
        name_en: str,
        name_zh: str,
        category: str,
        purpose: str = "",
        scenario: str = "",
        key: str = "",
    ) -> models.MerchantOpened:
        """An operator registers a merchant that is paid into one of its corporate wallets. `category` is a code of
        ISO 18245.

        - `wallet`: The wallet
        - `name_en`: The name in English
        - `name_zh`: The name in Chinese
        - `category`: The merchant's category, four digits (MCC)
        - `purpose`: What the money is for, a code of the scheme
        - `scenario`: The scene of the pilot that it belongs to
        """
        answer: models.MerchantOpened = await self._transport.send(
            Call(
                "POST",
                "/v1/merchants",
                {201: models.MerchantOpened},
                body={
                    "wallet": wallet,
                    "name_en": name_en,
                    "name_zh": name_zh,
                    "category": category,
                    "purpose": purpose,
                    "scenario": scenario,
                },
                key=key or new_key(),
            )
        )
        return answer

    async def get(self, merchant: str) -> models.Merchant:
        """A merchant.

        - `merchant`: The merchant
        """
        answer: models.Merchant = await self._transport.send(
            Call("GET", path("/v1/merchants/{}", merchant), {200: models.Merchant})
        )
        return answer

    async def settlement_file(self, merchant: str, *, day: str, bom: bool = True) -> bytes:
        """The day's settlement file: CSV, one line for each payment, capture and refund, amounts in yuan. While
        something may still be added, its name says `interim`.

        - `merchant`: The merchant
        - `day`: A day in China
        - `bom`: Of CSV: a byte order mark stands first, which Excel needs for Chinese; `true` or `false`
        """
        answer: bytes = await self._transport.send(
            Call(
                "GET", path("/v1/merchants/{}/settlement-file", merchant), {200: BYTES}, query={"day": day, "bom": bom}
            )
        )
        return answer

    async def suspend(self, merchant: str, *, suspended: bool, key: str = "") -> models.MerchantSet:
        """Stops payments to a merchant, or with `suspended` false allows them again.

        - `merchant`: The merchant
        - `suspended`: Whether it is suspended
        """
        answer: models.MerchantSet = await self._transport.send(
            Call(
                "POST",
                path("/v1/merchants/{}/suspension", merchant),
                {200: models.MerchantSet},
                body={"suspended": suspended},
                key=key or new_key(),
            )
        )
        return answer
