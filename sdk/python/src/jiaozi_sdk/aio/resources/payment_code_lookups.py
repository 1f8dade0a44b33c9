# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.payment_code_lookups`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncPaymentCodeLookups:
    """`AsyncClient.payment_code_lookups`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(self, *, payment_code: str, store: str, key: str = "") -> models.PresentedCode:
        """What became of a payment code that a till was shown. It is known for ten minutes. A reading, asked by POST
        so that no code stands in an address: nothing is kept under its key, and repeated it tells how things
        stand then.

        A payment code, and the store whose till was shown it.

        - `payment_code`: The code that a payer shows, 25 digits
        - `store`: The merchant's store
        """
        answer: models.PresentedCode = await self._transport.send(
            Call(
                "POST",
                "/v1/payment-code-lookups",
                {200: models.PresentedCode},
                body={"payment_code": payment_code, "store": store},
                key=key or new_key(),
            )
        )
        return answer
