# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.payment_codes`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key
from jiaozi_sdk._json import money
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncPaymentCodesCharges:
    """`AsyncClient.payment_codes.charges`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(
        self,
        *,
        payment_code: str,
        store: str,
        amount_minor: int,
        purpose: str = "",
        reference: str | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> models.Charged:
        """A till charges the payment code that it scanned, finally. A code is charged once, and lives for two steps
        at most.

        - `payment_code`: The code that a payer shows, 25 digits
        - `store`: The merchant's store
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `purpose`: What the money is for, a code of the scheme
        - `reference`: The caller's own reference
        """
        answer: models.Charged = await self._transport.send(
            Call(
                "POST",
                "/v1/payment-codes/charges",
                {201: models.Charged},
                body={
                    "payment_code": payment_code,
                    "store": store,
                    "amount": money(amount_minor, "E-CNY"),
                    "purpose": purpose,
                    "reference": reference,
                },
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer


class AsyncPaymentCodes:
    """`AsyncClient.payment_codes`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self.charges = AsyncPaymentCodesCharges(transport)
