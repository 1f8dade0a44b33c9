# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.payment_requests`."""

from collections.abc import Sequence
from typing import Literal

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, new_key, path, signed
from jiaozi_sdk._json import Page, money
from jiaozi_sdk.aio.transport import AsyncPages, AsyncTransport


class AsyncPaymentRequests:
    """`AsyncClient.payment_requests`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(
        self,
        *,
        from_: str | None = None,
        until: str | None = None,
        sort: Literal["oldest", "newest"] = "oldest",
        payee: str | None = None,
        payer: str | None = None,
        store: str | None = None,
        state: Literal["open", "paid", "declined", "cancelled", "expired"] | None = None,
        amount_min: int | None = None,
        amount_max: int | None = None,
        reference: str | None = None,
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> AsyncPages[models.PaymentRequest]:
        """Requests to pay of a wallet of one's own: those of a `payee` or a `store`, or those to a `payer`; with
        both of two wallets those between them. A merchant, and whoever has just one wallet, may leave them out.

        - `from_`: Not before this day in China, or this instant
        - `until`: Only before this day in China, or this instant
        - `sort`: Which come first
        - `payee`: Requests of this wallet's
        - `payer`: Requests to this wallet
        - `store`: Requests of this store's
        - `state`: Only those of this state
        - `amount_min`: At least so many fen
        - `amount_max`: At most so many fen
        - `reference`: With this reference
        """
        return AsyncPages(
            self._transport,
            Call(
                "GET",
                "/v1/payment-requests",
                {200: Page[models.PaymentRequest]},
                query={
                    "from": from_,
                    "until": until,
                    "sort": sort,
                    "payee": payee,
                    "payer": payer,
                    "store": store,
                    "state": state,
                    "amount_min": amount_min,
                    "amount_max": amount_max,
                    "reference": reference,
                },
            ),
            limit=limit,
            cursor=cursor,
        )

    async def create(
        self,
        *,
        amount_minor: int,
        expires_at: str,
        store: str | None = None,
        payee: str | None = None,
        payer: str | None = None,
        purpose: str = "",
        reference: str | None = None,
        plan: str | None = None,
        signed: models.RequestSignature | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> models.PaymentRequested:
        """Asks a payer for money for a store, or for a payee's wallet: exactly one of the two. Nothing moves until
        the payer accepts. Without `payer` whoever is given the request may pay it; with `plan`, which is of the
        store, the payment is split.

        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `expires_at`: Until when it holds
        - `store`: The merchant's store
        - `payee`: Whoever is paid
        - `payer`: Whoever pays
        - `purpose`: What the money is for, a code of the scheme
        - `reference`: The caller's own reference
        - `plan`: The plan by which the payment is split
        - `signed`: What a device signed
        """
        answer: models.PaymentRequested = await self._transport.send(
            Call(
                "POST",
                "/v1/payment-requests",
                {201: models.PaymentRequested},
                body={
                    "amount": money(amount_minor, "E-CNY"),
                    "expires_at": expires_at,
                    "store": store,
                    "payee": payee,
                    "payer": payer,
                    "purpose": purpose,
                    "reference": reference,
                    "plan": plan,
                    "signed": signed,
                },
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer

    async def get(self, payment_request: str) -> models.PaymentRequest:
        """A request to pay, for its payee's side and its payer's; one that names no payer, for whoever has it.

        - `payment_request`: A request to pay
        """
        answer: models.PaymentRequest = await self._transport.send(
            Call("GET", path("/v1/payment-requests/{}", payment_request), {200: models.PaymentRequest})
        )
        return answer

    @signed
    async def accept(
        self,
        payment_request: str,
        *,
        payer: str,
        claims: Sequence[str] | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> models.RequestAccepted:
        """The payer accepts, and with that pays; final when it is answered.

        Signed by the holder's device, once it has had one.

        - `payment_request`: A request to pay
        - `payer`: Whoever pays
        - `claims`: The claims to draw on, in this order; none for the payer's own money alone, null for those
          that apply
        """
        answer: models.RequestAccepted = await self._transport.send(
            Call(
                "POST",
                path("/v1/payment-requests/{}/accept", payment_request),
                {201: models.RequestAccepted},
                body={"payer": payer, "claims": claims},
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer

    async def cancel(self, payment_request: str, *, key: str = "") -> models.RequestClosed:
        """The payee's side takes a request back.

        - `payment_request`: A request to pay
        """
        answer: models.RequestClosed = await self._transport.send(
            Call(
                "POST",
                path("/v1/payment-requests/{}/cancellation", payment_request),
                {200: models.RequestClosed},
                key=key or new_key(),
            )
        )
        return answer

    async def decline(self, payment_request: str, *, payer: str, key: str = "") -> models.RequestClosed:
        """The wallet that is asked says no.

        - `payment_request`: A request to pay
        - `payer`: Whoever pays
        """
        answer: models.RequestClosed = await self._transport.send(
            Call(
                "POST",
                path("/v1/payment-requests/{}/decline", payment_request),
                {200: models.RequestClosed},
                body={"payer": payer},
                key=key or new_key(),
            )
        )
        return answer
